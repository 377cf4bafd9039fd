"""Contacts of units: kept with who and when, carried to the next act, read from files, and kept in backups."""

from pathlib import Path

import pytest

from bot.answering.conversation import Conversation
from indexer.__main__ import main as indexer
from indexer.publishing.contact_places import carry_contacts
from indexer.publishing.publish import publish
from knowledge.acts.act import Unit
from knowledge.embedding.encoder import load_encoder
from knowledge.errors import InvalidContact
from knowledge.settings import KnowledgeSettings
from knowledge.staff.contacts import Contact, ContactDetails, Contacts, read_details
from knowledge.store.audit import Audit
from knowledge.store.backup import back_up, restore
from knowledge.store.store import Store
from tests.support.acts import successor_text

DETAILS = ContactDetails("12 616 00 00 wew. 7", "serwis@um.example.org", "12", "8-16", "https://zgloszenia.example.org")


def unit(store: Store, code: str) -> Unit:
    found = store.load().act.unit(code)
    assert found
    return found


def codes(store: Store) -> dict[tuple[int, str], str]:
    return {place: contact.details.room for place, contact in Contacts(store).book().items()}


TYPED = [
    # all five, by Polish words
    (
        "tel. 12 616 00 00 wew. 7; e-mail serwis@um.example.org; pokój 12; godziny 8-16; "
        "zgłoszenia: https://zgloszenia.example.org",
        DETAILS,
    ),
    # by English words, one on a line
    (
        "phone: +48 12 616 00 00\nroom: 3.14\nhours Mon-Fri 7:30-15:30",
        ContactDetails("+48 12 616 00 00", "", "3.14", "Mon-Fri 7:30-15:30"),
    ),
    # by their look
    (
        "12 616-00-00; kadry@um.example.org; https://x.example.org/a",
        ContactDetails("12 616-00-00", "kadry@um.example.org", report="https://x.example.org/a"),
    ),
    # a word that only begins like one of ours is none of them
    ("pok. 7; tel 126160000", ContactDetails("126160000", room="7")),
]


@pytest.mark.parametrize(("typed", "details"), TYPED)
def test_a_typed_contact_is_read_by_its_words_or_its_look(typed: str, details: ContactDetails) -> None:
    assert ContactDetails().changed(read_details(typed)) == details


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("tel. w sekretariacie", "“w sekretariacie” is no telephone number"),
        ("e-mail serwis(at)um", "“serwis(at)um” is no e-mail address"),
        (
            "drugie piętro, po lewej",
            "“drugie piętro, po lewej” is no telephone, e-mail, room, hours or place to report",
        ),
        (f"pokój {'9' * 201}", "is too long; at most 200 characters"),
    ],
)
def test_a_piece_that_is_no_contact_is_named(typed: str, told: str) -> None:
    with pytest.raises(InvalidContact) as error:
        ContactDetails().changed(read_details(typed))
    assert told in str(error.value)


def test_a_contact_says_who_set_it_and_when_and_the_audit_tells_each_change(database: Path) -> None:
    times = iter(range(100, 1000))
    with Store(database) as store:
        ledger, edition, helpdesk = Contacts(store, lambda: next(times)), store.load().edition, unit(store, "IT-04-2")
        before = len(Audit(store).entries())
        ledger.set(edition, helpdesk, DETAILS, "a1")
        ledger.set(edition, helpdesk, ContactDetails(room="14"), "b2")
        kept = Contact(1, edition.id, "IT-04-2", helpdesk.name, ContactDetails(room="14"), 102.0, "b2")
        assert (ledger.all(), ledger.book()) == ((kept,), {(edition.id, "IT-04-2"): kept})
        ledger.set(edition, helpdesk, ContactDetails(), "b2")
        assert (ledger.all(), ledger.places()) == ((), {})
        assert [(each.who, each.deed, each.what) for each in Audit(store).entries()[before:]] == [
            ("a1", "contact", f"IT-04-2 in edition {edition.id}: telephone, email, room, hours, report"),
            ("b2", "contact", f"IT-04-2 in edition {edition.id}: room"),
            ("b2", "contact", f"IT-04-2 in edition {edition.id}: none"),
        ]


def test_a_contact_goes_with_its_unit_to_the_next_act_whatever_that_calls_it(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "next.md"
    path.write_text(successor_text(), encoding="utf-8")
    with Store(database) as store:
        first = store.load().edition
        rooms = {"IT-04-2": "1", "IT-03-2": "2", "IT-02-3": "3", "IT-01-1": "4"}
        Contacts(store).set_all(
            [(first, unit(store, code), ContactDetails(room=at)) for code, at in rooms.items()], "a1"
        )
        published = publish(path, store, load_encoder())
        second = published.edition.id
        moved = {(second, "IT-06-1"): "1", (second, "IT-03-7"): "2", (second, "IT-01-1"): "4"}
        stayed = {(first.id, code): at for code, at in rooms.items()}
        assert codes(store) == stayed | moved
        assert [each.unit for each in published.lost_contacts] == ["IT-02-3"]
        # set once more under the new act, it holds under both; what was carried is not looked for again
        Contacts(store).set(store.load().edition, unit(store, "IT-06-1"), ContactDetails(room="9"), "b2")
        entries = len(Audit(store).entries())
        carry_contacts(store)
        assert len(Audit(store).entries()) == entries
        assert codes(store)[first.id, "IT-04-2"] == codes(store)[second, "IT-06-1"] == "9"


def test_publish_names_the_contacts_whose_unit_is_gone(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(database))
    path = tmp_path / "next.md"
    path.write_text(successor_text(), encoding="utf-8")
    assert indexer(["contact", "IT-02-3", "--room", "3"]) == 0
    assert indexer(["publish", str(path)]) == 0
    assert "1 contacts have no such unit there any more; they are kept:\n  IT-02-3 Referat" in capsys.readouterr().out


def test_a_contact_is_told_on_the_card_and_when_asked_for_and_as_nothing_of_the_act(database: Path) -> None:
    with Store(database) as store:
        ledger = Contacts(store, lambda: 1_795_910_400.0)
        ledger.set(store.load().edition, unit(store, "IT-04-2"), DETAILS, "a1")
        ledger.set(store.load().edition, unit(store, "IT-04-1"), ContactDetails(room="7"), "a1")
    conversation = Conversation(KnowledgeSettings(database))
    line = (
        "kontakt (spoza zarządzenia, 29.11.2026): tel. 12 616 00 00 wew. 7; e-mail serwis@um.example.org; pokój 12; "
        "godziny 8-16; zgłoszenia: https://zgloszenia.example.org"
    )
    for question in ("IT-04-2", "podaj telefon do IT-04-2", "czym zajmuje się IT-04-2?"):
        assert line in conversation.ask(question).reply
    found = conversation.ask("w którym pokoju siedzą ludzie od wifi?")
    assert [each.unit.code for each in found.answer.units] == ["IT-04-1"]
    assert "kontakt (spoza zarządzenia, 29.11.2026): pokój 7" in found.reply
    unset = conversation.ask("podaj telefon do IT-02-2").reply
    assert "zarządzenie nie podaje telefonów" in unset
    assert "kontakt (" not in conversation.ask("kto odpowiada za cyberbezpieczeństwo?").reply
    conversation.close()


def test_a_backup_holds_the_contacts(database: Path, tmp_path: Path) -> None:
    with Store(database) as store:
        Contacts(store).set(store.load().edition, unit(store, "IT-04-2"), DETAILS, "a1")
        kept = Contacts(store).all()
    back_up(database, tmp_path / "backup.db")
    restore(tmp_path / "backup.db", tmp_path / "new.db", load_encoder().name)
    with Store(tmp_path / "new.db") as store:
        assert Contacts(store).all() == kept
        assert list(Contacts(store).book().values()) == list(kept)


@pytest.fixture
def told(database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run the command line on a database of the test's own, and return its status with what it wrote."""
    monkeypatch.setenv("KNOWLEDGE_DB", str(database))

    def run(*arguments: str) -> tuple[int, str]:
        status = indexer(arguments)
        output = capsys.readouterr()
        return status, (output.out + output.err).strip()

    return run


def test_the_command_line_sets_one_thing_and_leaves_the_others(told) -> None:  # type: ignore[no-untyped-def]
    assert told("contact", "it-04-2", "--telephone", "12 616 00 00", "--room", "12") == (
        0,
        "IT-04-2: telephone 12 616 00 00; room 12",
    )
    assert told("contact", "IT-04-2", "--room", "-", "--hours", "8-16") == (
        0,
        "IT-04-2: telephone 12 616 00 00; hours 8-16",
    )
    status, listed = told("contacts")
    assert (status, listed.split(": ", 1)[1].split(" (")[0]) == (0, "telephone 12 616 00 00; hours 8-16")
    assert listed.endswith("command line)")
    assert told("contact", "IT-04-2", "--remove") == (0, "IT-04-2: no contact")
    assert told("contacts") == (0, "")
    assert told("contact", "ZZ-99", "--room", "1") == (1, "error: no act in force has the unit “ZZ-99”")


def test_a_file_of_contacts_is_written_and_read_again(told, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "contacts.csv"
    told("contact", "IT-04-2", "--room", "12, parter")
    assert told("contacts", "--export", str(file)) == (0, f"the contacts are written to {file}")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "act,unit,telephone,email,room,hours,report"
    assert [line for line in lines if "IT-04-2" in line] == ['1454/2024,IT-04-2,,,"12, parter",,']
    file.write_text("\n".join(lines).replace("IT-04-1,,,,", "IT-04-1,,,15,"), encoding="utf-8")
    status, said = told("contacts", "--csv", str(file))
    assert (status, said) == (0, f"{len(lines) - 1} contacts read from {file}, 1 changed")
    assert [line.split(" ")[0] for line in told("contacts")[1].splitlines()] == ["IT-04-1", "IT-04-2"]


def test_a_file_with_wrong_lines_names_each_and_changes_nothing(told, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "contacts.csv"
    file.write_text("unit;telephone;email\nIT-04-2;12 616 00 00;\nXX-1;;\nIT-04-1;brak;\nIT-04-2;;\n", encoding="utf-8")
    assert told("contacts", "--csv", str(file)) == (
        1,
        f"error: {file} is not read, nothing is changed: line 3: no act in force has the unit “XX-1”; "
        "line 4: “brak” is no telephone number; the unit IT-04-2 stands twice",
    )
    assert told("contacts") == (0, "")
    file.write_text("komórka;telefon\nIT-04-2;12 616 00 00\n", encoding="utf-8")
    assert told("contacts", "--csv", str(file))[0] == 1
