"""Documents that are made to harm: each is refused with a clear word, within bounds, in a process of its own."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.__main__ import main
from indexer.publishing import sandbox as confined
from indexer.publishing.sandbox import read_confined
from indexer.reading.read import Document
from knowledge.errors import UnreadableSource
from tests.support import hostile_files as made
from tests.support.acts import SMALL_ACT

TABLE, END_TABLE = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
POINTS = "".join(f"{n}) budowa drogi {n};\n" for n in range(60_000)).encode()
ENCRYPTED = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def workbook() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


REFUSED = [
    # sent by mistake
    ("a.txt", lambda: b" \r\n\t ", "is empty", "jest pusty"),
    ("a.pdf", lambda: made.pdf_file(line=""), "is a scan without a text layer", "to skan bez warstwy"),
    ("a.pdf", lambda: made.pdf_file(lock="tajne"), "is locked by a password", "jest zabezpieczony hasłem"),
    ("a.docx", lambda: ENCRYPTED, "is locked by a password", "jest zabezpieczony hasłem"),
    ("a.docx", made.pdf_file, "is named .docx but holds a PDF", "ma w nazwie .docx, a zawiera PDF"),
    ("a.pdf", made.word_file, "is named .pdf but holds a Word document", "ma w nazwie .pdf, a zawiera dokument Worda"),
    ("a.pdf", lambda: SMALL_ACT.encode(), "is named .pdf but holds plain text", "a zawiera zwykły tekst"),
    ("a.xlsx", workbook, "is no act's document", "to nie jest dokument aktu"),
    ("a.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "is a picture", "to obraz"),
    ("a.docx", lambda: b"MZ" + bytes(range(256)), "is not a text file", "to nie jest tekst"),
    ("a.txt", lambda: SMALL_ACT.replace("klucz", "klu\0cz").encode(), "is not a text file", "to nie jest tekst"),
    ("a.pdf", lambda: made.pdf_file()[:400], "is damaged", "jest uszkodzony"),
    ("a.docx", lambda: made.word_file()[:9000], "is damaged", "jest uszkodzony"),
    # bombs: what unpacks to more than it seems, in the directory's word and against it
    ("a.docx", made.zip_bomb, "unpacks to more than 200 MB", "po rozpakowaniu ma ponad 200 MB"),
    ("a.docx", made.lying_zip_bomb, "more than 512 MB of memory", "ponad 512 MB pamięci"),
    ("a.pdf", made.pdf_bomb, "more than 512 MB of memory", "ponad 512 MB pamięci"),
    ("a.html", lambda: b"<html><body " + b"a=1 " * 3_000_000, "more than 512 MB of memory", "ponad 512 MB pamięci"),
    # entities that grow, in either encoding
    (
        "a.docx",
        lambda: made.word_with("word/document.xml", made.BILLION_LAUGHS.encode()),
        "defines XML entities",
        "definiuje encje XML",
    ),
    (
        "a.docx",
        lambda: made.word_with("word/styles.xml", made.BILLION_LAUGHS.encode("utf-16")),
        "defines XML entities",
        "definiuje encje XML",
    ),
    # depth
    ("a.docx", lambda: made.word_body(TABLE * 5000 + END_TABLE * 5000), "is damaged", "jest uszkodzony"),
    ("a.html", lambda: b"<html><body>" + b"<div>" * 2000 + b"x", "is nested too deeply", "zbyt głęboko zagnieżdżony"),
    ("a.pdf", made.pdf_nested, "is a scan without a text layer", "to skan bez warstwy"),
    ("a.pdf", made.pdf_loop, "is a scan without a text layer", "to skan bez warstwy"),
    # length
    ("a.txt", lambda: b"a" * 19_999_999, "has more than 5000000 characters", "ma ponad 5000000 znaków"),
    ("a.md", lambda: "ą".encode() * 250_000, "has a line of 250000 characters", "o długości 250000 znaków"),
    ("a.pdf", lambda: made.pdf_file(pages=1001), "has 1001 pages", "ma 1001 stron"),
]


@pytest.mark.parametrize(("name", "make", "english", "polish"), REFUSED, ids=[f"{n} {e}" for n, _, e, _ in REFUSED])
def test_a_bad_document_is_refused_with_a_clear_word(
    name: str, make: Callable[[], bytes], english: str, polish: str
) -> None:
    with pytest.raises(UnreadableSource) as refused:
        read_confined(Document(name, make()))
    assert english in str(refused.value)
    assert polish in refused.value.message.said("pl")
    assert name in str(refused.value)


SLOW = [
    # half a million paragraphs that come packed in 100 kB
    ("a.docx", lambda: made.word_body("<w:p><w:r><w:t>1) zadanie</w:t></w:r></w:p>" * 500_000)),
    # items that know all their elder brothers
    ("a.html", lambda: b"<html><body><ol>" + b"<li>zadanie</li>" * 200_000),
    # a list of 60,000 points
    ("a.txt", lambda: POINTS),
]


@pytest.mark.parametrize(("name", "make"), SLOW, ids=["paragraphs", "list items", "points"])
def test_a_document_that_takes_too_long_is_given_up(name: str, make: Callable[[], bytes]) -> None:
    with pytest.raises(UnreadableSource, match="was not read within 2 s"):
        read_confined(Document(name, make()), seconds=2)


def test_more_duties_than_any_act_gives_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "MOST_DUTIES", 3)
    with pytest.raises(UnreadableSource, match=r"act\.txt seems to give 4 duties"):
        confined._read(Document("act.txt", SMALL_ACT.encode()))


def test_a_sound_document_is_read_in_the_process_as_here() -> None:
    for document in (Document("act.docx", made.word_file()), Document("act.txt", SMALL_ACT.encode())):
        assert read_confined(document) == confined._read(document)


@pytest.mark.parametrize("command", ["check", "publish"])
def test_the_command_line_is_protected_alike(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(tmp_path / "k.db"))
    (tmp_path / "bomb.docx").write_bytes(made.lying_zip_bomb())
    assert main([command, str(tmp_path / "bomb.docx")]) == 1
    assert capsys.readouterr().err.startswith("error: bomb.docx takes more than 512 MB of memory to read;")


@pytest.mark.parametrize(
    "mark",
    [
        "\u202e",  # turns what follows from right to left: "BO-01" is seen as "10-OB"
        "\u200f",  # a right-to-left mark
        "\u2067",  # an isolate
        "\U000e0041",  # a tag
    ],
)
def test_hidden_marks_are_left_out_of_names_and_told(mark: str) -> None:
    act = SMALL_ACT.replace("1) Referat ds. kluczy BO-01", f"1) Referat ds. klu{mark}czy BO-{mark}01")
    reading = read_confined(Document("act.txt", act.encode()))
    assert reading.act == read_confined(Document("act.txt", SMALL_ACT.encode())).act
    assert [(each.line, str(each.message)) for each in reading.notices] == [
        (8, "marks that cannot be seen were left out of the text")
    ]


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"])
def test_zero_width_characters_are_left_out_of_names(mark: str) -> None:
    act = SMALL_ACT.replace("Referat ds. kluczy", f"Referat{mark} ds. klu{mark}czy")
    assert read_confined(Document("act.txt", act.encode())) == read_confined(Document("act.txt", SMALL_ACT.encode()))


@pytest.mark.parametrize("name", ["a\0b.txt", "\ud800.txt", "x" * 5000 + ".txt", "-rf.txt", "\u202etxt.exe"])
def test_a_documents_name_may_be_anything(name: str) -> None:
    assert len(read_confined(Document(name, SMALL_ACT.encode())).act.clauses) == 4
