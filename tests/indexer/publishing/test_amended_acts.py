"""Publishing amending acts: found by what they name, applied, stacked, and published whole or not at all."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import main as bot
from indexer.__main__ import main as indexer
from indexer.amending.consolidate import InapplicableAmendment
from indexer.comparing.compare import compare
from indexer.exporting.export import export
from indexer.publishing.publish import Publication, publish_whole, read_source
from knowledge.acts.amendment_notes import ActName, note
from knowledge.acts.edition import Example
from knowledge.errors import UnreadableSource
from knowledge.store.store import Store
from tests.support.acts import KEYS, SMALL_ACT, amending
from tests.support.fake_encoder import FakeEncoder

PARKING = "1) po § 3 dodaje się § 3a w brzmieniu: „§ 3a. Do zakresu działania Sekcji ds. parkingów (BO-02) należy:\n"
PARKING += "1) malowanie linii;\n2) odśnieżanie parkingu.”."


Put = Callable[..., tuple[Publication, ...]]


@pytest.fixture
def put(empty_store: Store, tmp_path: Path) -> Put:
    """Publish a text; the encoder is a fake."""

    def put(text: str, name: str = "act.md", force: bool = False) -> tuple[Publication, ...]:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return publish_whole(*read_source(path, force), empty_store, FakeEncoder(), force=force)

    return put


def words_of(store: Store, day: str) -> dict[str, str]:
    (edition,) = store.in_force(date.fromisoformat(day))
    return {str(each.citation): each.text for each in store.load(edition).act.provisions}


def test_an_amending_act_becomes_the_next_edition_of_the_act_it_amends(empty_store: Store, put: Put) -> None:
    (base,) = put(SMALL_ACT)
    (amended,) = put(amending(KEYS), "change.md")
    assert (amended.edition.act, amended.edition.lines) == ("7/2025", base.edition.lines)
    assert (amended.edition.valid_from, amended.edition.source) == (date(2026, 3, 1), "act.md + change.md")
    assert words_of(empty_store, "2026-02-28")["§ 2 pkt 2"] == "prowadzenie ewidencji kluczy."
    assert words_of(empty_store, "2026-03-01")["§ 2 pkt 2"] == "prowadzenie ewidencji kluczy i breloków."


def test_what_is_stored_tells_by_which_act_a_provision_was_changed(empty_store: Store, put: Put) -> None:
    put(SMALL_ACT)
    (amended,) = put(amending(KEYS), "change.md")
    act = empty_store.load(amended.edition).act
    assert act == amended.reading.act
    notes = {str(each.citation): note(each.amended, each.citation) for each in act.provisions if each.amended}
    assert notes == {"§ 2 pkt 2": "w brzmieniu zarządzenia nr 3/2026"}
    assert act.amended_by == (ActName("zarządzenie", "3/2026", date(2026, 2, 2)),)


def test_amendments_are_applied_to_what_the_ones_before_them_made(empty_store: Store, put: Put) -> None:
    put(SMALL_ACT)
    put(amending(PARKING), "first.md")
    again = "1) w § 3a w pkt 2 wyraz „parkingu” zastępuje się wyrazem „podjazdu”."
    put(amending(again, "9/2026", "1 maja 2026 r."), "second.md")
    assert "§ 3a" not in words_of(empty_store, "2026-02-28")
    assert words_of(empty_store, "2026-04-30")["§ 3a pkt 2"] == "odśnieżanie parkingu."
    assert words_of(empty_store, "2026-05-01")["§ 3a pkt 2"] == "odśnieżanie podjazdu."


def test_the_comparison_shows_exactly_the_changes(empty_store: Store, put: Put) -> None:
    (base,) = put(SMALL_ACT)
    (amended,) = put(amending(KEYS), "change.md")
    found = compare(empty_store.load(base.edition).act, empty_store.load(amended.edition).act)
    assert [(each.change, str(each.after.citation)) for each in found.duties if each.after] == [
        ("reworded", "§ 2 pkt 2")
    ]
    assert (found.units, found.lead_ins) == ((), ())


def test_the_same_amending_act_again_changes_nothing(empty_store: Store, put: Put) -> None:
    put(SMALL_ACT)
    first = put(amending(KEYS), "change.md")
    (again,) = put(amending(KEYS), "change.md")
    assert (again.edition, again.changed) == (first[0].edition, False)
    assert len(empty_store.editions()) == 2


def test_a_corrected_file_of_an_amending_act_takes_the_place_of_the_first(empty_store: Store, put: Put) -> None:
    put(SMALL_ACT)
    put(amending(PARKING), "change.md")
    (mended,) = put(amending(PARKING.replace("linii", "pasów")), "change.md")
    act = empty_store.load(mended.edition).act
    assert [each.text for each in act.clauses if str(each.citation) == "§ 3a pkt 1"] == ["malowanie pasów"]
    assert [each.number for each in act.amended_by] == ["3/2026"]


REFUSED = [
    # nothing to apply it to
    ("", amending(KEYS), UnreadableSource, "amends act nr 7/2025 z dnia 2025-02-03 .*, which is not published here"),
    # an instruction that fits nowhere; the others of the act would
    (
        SMALL_ACT,
        amending(KEYS + "\n2) uchyla się § 40."),
        InapplicableAmendment,
        r"line 8 \(§ 1 pkt 2\): the act has no § 40",
    ),
    # one that is not understood
    (SMALL_ACT, amending(KEYS + "\n2) w § 3 poprawia się błędy."), InapplicableAmendment, "not understood"),
]


@pytest.mark.parametrize(("before", "text", "error", "message"), REFUSED)
@pytest.mark.parametrize("force", [False, True])
def test_what_cannot_be_applied_whole_is_not_published_at_all(
    empty_store: Store, put: Put, before: str, text: str, error: type[Exception], message: str, force: bool
) -> None:
    if before:
        put(before)
    editions = empty_store.editions()
    with pytest.raises(error, match=message):
        put(text, "change.md", force)
    assert empty_store.editions() == editions


def test_an_amendment_that_leaves_an_act_unreadable_needs_force(put: Put) -> None:
    put(SMALL_ACT)
    text = amending("1) § 3 otrzymuje brzmienie: „§ 3. Do zakresu działania BO-09 należy:\n1) a a a;\n2) b b b.”.")
    with pytest.raises(UnreadableSource, match="some duties belong to nobody; publish it all the same with --force"):
        put(text, "change.md")
    assert put(text, "change.md", force=True)[0].changed


def test_amending_acts_are_to_be_published_in_their_order(put: Put) -> None:
    put(SMALL_ACT)
    put(amending(PARKING, "9/2026", "1 maja 2026 r."), "second.md")
    with pytest.raises(UnreadableSource, match="takes effect on 2026-03-01, before edition 2 of 7/2025"):
        put(amending(KEYS), "first.md")


def test_an_act_that_another_replaced_is_amended_no_longer(put: Put) -> None:
    put(SMALL_ACT)
    new = SMALL_ACT.replace("7/2025", "1/2026").replace("z dniem podpisania", "z dniem 1 lutego 2026 r.")
    put(new, "new.md")
    with pytest.raises(UnreadableSource, match=r"amends 7/2025, which is in force no longer on 2026-03-01: 1/2026 is"):
        put(amending(KEYS), "change.md")


def test_an_edition_of_before_texts_were_kept_is_published_again_first(empty_store: Store, put: Put) -> None:
    put(SMALL_ACT)
    with empty_store.writing() as db:
        db.execute("delete from documents")
    with pytest.raises(UnreadableSource, match="edition 1 of 7/2025 was published before the text of acts was kept"):
        put(amending(KEYS), "change.md")
    assert not put(SMALL_ACT)[0].changed
    assert put(amending(KEYS), "change.md")[0].changed


def test_a_mixed_act_is_published_for_itself_and_for_the_act_it_amends(empty_store: Store, put: Put) -> None:
    put(SMALL_ACT)
    own = (
        "§ 1. W skład Wydziału Wód wchodzą:\n1) Referat Studni SW-1;\n2) Referat Rowów SW-2.\n"
        "§ 2. Do zakresu działania Referatu Studni (SW-1) należy:\n1) kopanie studni;\n2) czyszczenie studni.\n"
        "§ 3. W zarz"
    )
    text = amending(KEYS).replace(
        "zmieniające zarządzenie w sprawie organizacji Biura Obsługi", "w sprawie Wydziału Wód"
    )
    published = put(
        text.replace("§ 1. W zarz", own).replace("§ 2. Zarządzenie wch", "§ 4. Zarządzenie wch"), "mixed.md"
    )
    assert [(each.edition.act, each.edition.clause_count) for each in published] == [("3/2026", 2), ("7/2025", 4)]
    assert len(empty_store.in_force(date(2026, 3, 1))) == 2


def test_example_questions_go_with_their_duties(empty_store: Store, put: Put) -> None:
    (base,) = put(SMALL_ACT)
    act = base.reading.act
    lines = empty_store.sources(base.edition)
    empty_store.publish(
        act,
        tuple(Example(f"pytanie o {each.citation}?", *each.key) for each in act.clauses),
        source="act.md",
        source_hash=base.edition.source_hash,
        examples_hash="-",
        encoder="fake",
        calibration="{}",
        vectors={},
        sources=lines,
    )
    (amended,) = put(
        amending("1) uchyla się § 3 pkt 1;\n2) w § 2 w pkt 1 wyraz „kluczy” zastępuje się wyrazem „kart”.")
    )
    asked = {
        each.question: str(each.citation)
        for each in empty_store.examples(empty_store.load(amended.edition))
        if each.citation
    }
    assert asked == {
        "pytanie o § 2 pkt 1?": "§ 2 pkt 1",
        "pytanie o § 2 pkt 2?": "§ 2 pkt 2",
        "pytanie o § 3 pkt 2?": "§ 3 pkt 2",
    }
    assert [each.question for each in amended.lost] == ["pytanie o § 3 pkt 1?"]


def test_an_export_tells_by_which_act_a_duty_was_changed(put: Put) -> None:
    put(SMALL_ACT)
    act = put(amending(KEYS), "change.md")[0].reading.act
    assert "| prowadzenie ewidencji kluczy i breloków [w brzmieniu zarządzenia nr 3/2026] |" in export(act, "md")
    assert "prowadzenie ewidencji kluczy i breloków [w brzmieniu zarządzenia nr 3/2026]" in export(act, "html")
    assert '"amended": "w brzmieniu zarządzenia nr 3/2026"' in export(act, "json")
    assert '"amended_by": "zarządzenie nr 3/2026"' in export(act, "json")


@pytest.fixture
def at_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small act in force from the command line, and an amending act beside it; returns the latter."""
    monkeypatch.setenv("KNOWLEDGE_DB", str(tmp_path / "cli.db"))
    (tmp_path / "act.md").write_text(SMALL_ACT, encoding="utf-8")
    assert indexer(["publish", str(tmp_path / "act.md")]) == 0
    path = tmp_path / "change.md"
    path.write_text(amending(KEYS), encoding="utf-8")
    return path


def test_check_tells_what_an_amending_act_orders_and_would_change(
    at_the_command_line: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert indexer(["check", str(at_the_command_line)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("1 instruction about other acts, every line read, nothing to look at.")
    assert "  line 7 (§ 1 pkt 1): w § 2 pkt 2 otrzymuje brzmienie: „2) prowadzenie" in said.out
    assert "applied to edition 1 of 7/2025: 2 units, 4 duties, every line read" in said.err
    assert "Duties: 4 → 4; reworded: 1" in said.err
    assert indexer(["check", "--json", str(at_the_command_line)]) == 0
    assert '"fault": ""' in capsys.readouterr().out


def test_check_names_what_it_does_not_understand(at_the_command_line: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at_the_command_line.write_text(amending("1) w § 2 poprawia się błędy."), encoding="utf-8")
    assert indexer(["check", str(at_the_command_line)]) == 1
    said = capsys.readouterr().out
    assert "line 7 (§ 1 pkt 1): what it orders is not understood: w § 2 poprawia się błędy." in said
    assert "Not to be published: 1 instruction about another act is not understood." in said


def test_a_reply_and_show_name_the_act_that_a_provision_has_its_words_from(
    at_the_command_line: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert indexer(["publish", str(at_the_command_line)]) == 0
    capsys.readouterr()
    assert indexer(["show", "§ 2"]) == 0
    assert capsys.readouterr().out == (
        "§ 2 Do zakresu działania Referatu ds. kluczy (BO-01) należy:\n"
        "    1) wydawanie kluczy do pomieszczeń;\n"
        "    2) prowadzenie ewidencji kluczy i breloków. [w brzmieniu zarządzenia nr 3/2026]\n"
    )
    for lang, said in (("pl", "w brzmieniu zarządzenia nr 3/2026"), ("en", "as worded by zarządzenie nr 3/2026")):
        assert bot(["ask", "--lang", lang, "co mówi § 2 pkt 2?"]) == 0
        assert f"prowadzenie ewidencji kluczy i breloków. [{said}]" in capsys.readouterr().out
