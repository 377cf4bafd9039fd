"""Decree 1454/2024 amended: by an act with every common form, and by changes that are drawn by chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from font_lato import Lato
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from indexer.amending.consolidate import consolidate
from indexer.comparing.compare import Change, compare
from indexer.parsing.parse import Reading, parse
from indexer.reading.lines import Line, lines_of
from indexer.reading.read import Document, read, read_document
from knowledge.acts.act import Act, Provision
from knowledge.acts.amendment_notes import How
from knowledge.shipped import DECREE

AMENDING = Path(__file__).parents[2] / "acts" / "zmiana_1454.txt"


@cache
def decree_lines() -> tuple[Line, ...]:
    return read(DECREE)


@cache
def decree_read() -> Reading:
    return parse(decree_lines())


def units_of(act: Act) -> dict[str, tuple[str, str | None]]:
    return {unit.code: (unit.name, unit.reports_to) for unit in act.units}


# What the amending act changes, read off it by hand: what was reworded, added, repealed.
NEW_TEXTS = {
    "§ 1 ust. 3 pkt 3": "Stanowiska ds. miasta inteligentnego IT-01-4;",
    "§ 1 ust. 3 pkt 8a": "Referat ds. licencji IT-03-5;",
    "§ 1 ust. 3 pkt 10": "(uchylony)",
    "§ 1 ust. 4 pkt 6": "Stanowiska ds. miasta inteligentnego IT-01-4;",
    "§ 1 ust. 6 pkt 3": "Referat ds. organizacyjno – prawnych IT-03-4;",
    "§ 1 ust. 6 pkt 4": "Referat ds. licencji IT-03-5.",
    "§ 3 pkt 2": "zarządzanie procesem zmiany, w tym planowanie wdrożeń;",
    "§ 3 pkt 4a": "prowadzenie rejestru projektów, zwanego dalej „rejestrem”;",
    "§ 3 pkt 4b": "szkolenie kierowników projektów;",
    "§ 3 pkt 5": "(uchylony)",
    "§ 4 pkt 1": "projektowanie architektury rozwiązań systemowych w zakresie nowych modułów oraz we wskazanych "
    "przypadkach przy modyfikacjach istniejących;",
    "§ 5": "Do zakresu działania Stanowisk ds. miasta inteligentnego (IT-01-4) należy:",
    "§ 6 pkt 2": "wykonywanie zadań programistycznych i testowych na potrzeby Centrum;",
    "§ 6 pkt 3": "implementacja aplikacji w ramach środowiska SI UMK;",
    "§ 8 pkt 2 lit. b": "rozwiązaniu zgłoszeń albo przekazaniu ich do II linii wsparcia;",
    "§ 9 pkt 4": "(uchylony)",
    "§ 10a": "Do zakresu działania Referatu ds. licencji (IT-03-5) należy:",
    "§ 10a pkt 1": "prowadzenie ewidencji licencji:",
    "§ 10a pkt 1 lit. a": "własnych,",
    "§ 10a pkt 1 lit. b": "obcych;",
    "§ 10a pkt 2": "doradztwo w sprawach licencji.",
    "§ 12": "(uchylony)",
    "§ 18": "",
    "§ 18 ust. 2": "Zarządzenie wewnętrzne podaje się do wiadomości pracowników.",
}


def test_the_amended_decree_says_what_the_amending_act_orders_and_else_what_it_said() -> None:
    before = {(each.citation, each.occurrence): each for each in decree_read().act.provisions}
    after = consolidate([decree_lines(), read(AMENDING)]).act
    changed = {
        str(each.citation): each.text
        for each in after.provisions
        if (each.citation, each.occurrence) not in before or before[each.citation, each.occurrence].text != each.text
    }
    moved = "§ 18 ust. 1"
    assert changed == NEW_TEXTS | {moved: before[_place("§ 18")].text}
    assert {str(each.citation) for each in after.provisions if each.amended} == {*NEW_TEXTS, moved}
    left = {str(citation) for citation, _ in before} - {str(each.citation) for each in after.provisions}
    assert left == {f"§ 12 pkt {number}" for number in range(1, 22)}


def _place(text: str) -> tuple[object, int]:
    return next((each.citation, 1) for each in decree_read().act.provisions if str(each.citation) == text)


def test_units_and_reporting_lines_of_the_amended_decree_are_those_of_its_new_words() -> None:
    before, after = units_of(decree_read().act), units_of(consolidate([decree_lines(), read(AMENDING)]).act)
    second = before["IT-03-4"][1]
    assert {code: said for code, said in after.items() if before.get(code) != said} == {
        "IT-01-4": ("Stanowiska ds. miasta inteligentnego", before["IT-01-4"][1]),
        "IT-03-5": ("Referat ds. licencji", second),
    }
    assert set(before) - set(after) == set()  # IT-03-4 still stands in § 1 ust. 6, so it is still there


def _word() -> bytes:
    document, data = docx.Document(), BytesIO()
    for line in read(AMENDING):
        document.add_paragraph(line.text)
    document.save(data)
    return data.getvalue()


def _pdf() -> bytes:
    """Print the amending act with a running head on small pages, so that its quotations run over them."""
    pdfmetrics.registerFont(TTFont("Lato", Lato))
    style, data = ParagraphStyle("text", fontName="Lato", fontSize=11, leading=14), BytesIO()

    def furniture(canvas, template) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Lato", 8)
        canvas.drawString(60, 330, "Zarządzenie Prezydenta Miasta Krakowa")
        canvas.drawString(300, 20, f"Strona {template.page}")

    pages = SimpleDocTemplate(data, pagesize=(595, 360), topMargin=50, bottomMargin=50)
    text = [Paragraph(line.text, style) for line in read(AMENDING)]
    pages.build(text, onFirstPage=furniture, onLaterPages=furniture)
    return data.getvalue()


@pytest.mark.parametrize(("name", "make"), [("change.docx", _word), ("change.pdf", _pdf)])
def test_an_amending_act_reads_the_same_as_word_file_and_pdf(name: str, make) -> None:  # type: ignore[no-untyped-def]
    told = [(str(each.citation), each.text) for each in parse(read(AMENDING)).instructions]
    lines = read_document(Document(name, make()))
    assert [(str(each.citation), each.text) for each in parse(lines).instructions] == told
    expected = consolidate([decree_lines(), read(AMENDING)]).act
    found = consolidate([decree_lines(), lines]).act
    assert [(each.citation, each.text) for each in found.provisions] == [
        (each.citation, each.text) for each in expected.provisions
    ]


@dataclass(frozen=True)
class Edit:
    """Hold a change of one duty: what is done to it, and the words it has then."""

    provision: Provision
    kind: str
    text: str = ""

    @property
    def order(self) -> str:
        place = self.provision.citation
        match self.kind:
            case "repeal":
                return f"uchyla się {place}"
            case "word":
                return f"{place} otrzymuje brzmienie: „{place.marker} {self.text}”"
            case "swap":
                first = self.provision.text.split()[0]
                return f"w {place} po wyrazie „{first}” dodaje się wyraz „{self.text}”"
        raise AssertionError(self.kind)


def duties() -> list[Provision]:
    """Return the points and letters of the decree that are duties, stand there once, and have a first word once."""
    act = decree_read().act
    found = [each for clause in act.clauses for each in act.at(clause.citation)]
    return [
        each
        for each in found
        if len(act.at(each.citation)) == 1
        and each.citation.level in ("point", "letter")
        and each.text.split().count(each.text.split()[0].strip(",")) == 1
        and each.text.split()[0].isalpha()
    ]


@st.composite
def edits(draw: st.DrawFn) -> tuple[Edit, ...]:
    chosen = draw(st.lists(st.sampled_from(duties()), min_size=1, max_size=8, unique_by=lambda each: each.citation))
    words = st.lists(
        st.sampled_from("rejestr mapy szkolenia zgody pojazdy rzeki lipa kawa".split()), min_size=4, max_size=9
    )
    found = []
    for provision in chosen:
        kind = draw(st.sampled_from(["repeal", "word", "swap"]))
        text = " ".join(draw(words)) + ";" if kind == "word" else "zgodnie"
        found.append(Edit(provision, kind, text))
    return tuple(found)


def amending_act(made: Sequence[Edit]) -> str:
    head = AMENDING.read_text(encoding="utf-8").split("1) w § 1:")[0]
    orders = ";\n".join(f"{number}) {edit.order}" for number, edit in enumerate(made, start=1))
    return f"{head}{orders}.\n§ 2. Zarządzenie wchodzi w życie z dniem podpisania.\n"


def meant(edit: Edit) -> str:
    text = edit.provision.text
    match edit.kind:
        case "repeal":
            return "(uchylona)" if edit.provision.citation.level == "letter" else "(uchylony)"
        case "word":
            return edit.text
    first, _, rest = text.partition(" ")
    return f"{first} {edit.text} {rest}"


@settings(max_examples=25, deadline=None)
@given(edits())
def test_exactly_the_changes_made_up_are_found_again(made: tuple[Edit, ...]) -> None:
    before, after = decree_read().act, consolidate([decree_lines(), lines_of(amending_act(made))]).act
    assert [each.citation for each in after.provisions] == [each.citation for each in before.provisions]
    changed = {
        new.citation: new.text
        for old, new in zip(before.provisions, after.provisions, strict=True)
        if old.text != new.text
    }
    assert changed == {edit.provision.citation: meant(edit) for edit in made}
    assert {each.citation for each in after.provisions if each.amended} == set(changed)
    dropped = {edit.provision.citation for edit in made if edit.kind == "repeal"}
    repealed = {each.citation for each in after.provisions if any(one.how is How.REPEALED for one in each.amended)}
    assert repealed == dropped
    told = compare(before, after).duties
    touched = {clause.citation for each in told for clause in (each.before, each.after) if clause}
    assert touched == set(changed)
    assert {each.before.citation for each in told if each.change is Change.DROPPED and each.before} >= dropped
