"""Files of every kind: the decree as PDF, DOCX and HTML gives the duties of the Markdown; what is no act is refused."""

from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from font_lato import Lato  # has the Polish letters that PDF's own fonts lack
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from indexer.parsing.parse import parse
from indexer.reading.lines import Line
from indexer.reading.read import read
from knowledge.acts.act import Act
from knowledge.errors import UnreadableSource

DECREE = Path(__file__).parents[3] / "knowledge" / "shipped" / "decrees" / "1454-2024.md"
Block = list[list[str]] | str  # the rows of a table, or a paragraph


def blocks() -> Iterator[Block]:
    """Yield the decree's paragraphs, and its tables row by row."""
    rows: list[list[str]] = []
    for line in read(DECREE):
        cells = line.text.split("\t")
        starts_row = len(cells) > 1 or (rows and line.text[:1].isdigit() and line.text.endswith((":", ";")))
        if starts_row and not line.text.startswith("§"):
            rows.append([*cells, ""][:2])
            continue
        if rows:
            yield rows
            rows = []
        yield line.text
    if rows:
        yield rows


def write_pdf(path: Path) -> None:
    """Set the decree with a running head, page numbers and page breaks inside lists."""
    pdfmetrics.registerFont(TTFont("Lato", Lato))
    style = ParagraphStyle("text", fontName="Lato", fontSize=10, leading=13)

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Lato", 8)
        canvas.drawString(60, 815, "Biuletyn Informacji Publicznej Miasta Krakowa")
        canvas.drawString(290, 20, f"Strona {document.page}")

    story: list[Flowable] = []
    for number, block in enumerate(blocks()):
        if isinstance(block, str):
            story.append(Paragraph(escape(block), style))
        else:
            cells = [[Paragraph(escape(cell), style) for cell in row] for row in block]
            story.append(
                Table(cells, colWidths=[330, 90], style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
            )
        if number % 40 == 39:
            story.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=A4).build(story, onFirstPage=furniture, onLaterPages=furniture)


def write_docx(path: Path) -> None:
    """Write the decree as a Word document with real tables, a header and a footer."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Biuletyn Informacji Publicznej"
    document.sections[0].footer.paragraphs[0].text = "Strona 1"
    for block in blocks():
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            table = document.add_table(rows=0, cols=2)
            for row in block:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    document.save(str(path))


def write_html(path: Path) -> None:
    """Write the decree as a page of a bulletin, with a menu, a cookie line and a footer round it."""
    pieces = []
    for block in blocks():
        if isinstance(block, str):
            pieces.append(f"<p>{escape(block)}</p>")
        else:
            rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in block)
            pieces.append(f"<table>\n{rows}</table>")
    path.write_text(
        "<!DOCTYPE html><html><head><title>BIP</title><style>p {margin: 0}</style></head><body>\n"
        '<nav><ul><li>Strona główna</li></ul></nav><div class="cookie-bar">Używamy ciasteczek</div>\n<main>\n'
        + "\n".join(pieces)
        + "\n</main><footer>Metryka strony</footer><script>1)</script></body></html>",
        encoding="utf-8",
    )


@pytest.mark.parametrize(("name", "write"), [("d.pdf", write_pdf), ("d.docx", write_docx), ("d.html", write_html)])
def test_the_decree_gives_the_same_duties_and_units_in_every_format(
    tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    write(tmp_path / name)
    assert substance(parse(read(tmp_path / name)).act) == substance(parse(read(DECREE)).act)


def substance(act: Act) -> tuple[object, ...]:
    """Return what an act says, without the lines it stands on."""
    clauses = [(clause.key, clause.unit, clause.text, clause.lead_in) for clause in act.clauses]
    return clauses, act.units, act.posts, act.day, act.number, act.commencement


def test_lines_of_a_pdf_know_their_page_and_running_heads_are_set_aside(tmp_path: Path) -> None:
    write_pdf(tmp_path / "d.pdf")
    reading = parse(read(tmp_path / "d.pdf"))
    pages = {line.page for line in read(tmp_path / "d.pdf")}
    assert pages == set(range(1, max(pages) + 1))
    assert Counter(str(aside.reason) for aside in reading.asides) == {"running head": 2 * max(pages)}
    assert reading.unplaced == ()


def test_numbers_that_word_draws_are_counted_out_again(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document)
    document.add_paragraph("Do zadań Biura Prawnego należy:")
    for text, level in (("opinie", 0), ("umowy:", 0), ("najmu", 1), ("dzierżawy", 1), ("spory", 0)):
        add_numbered(document, text, level)
    document.save(str(tmp_path / "list.docx"))
    texts = ["Do zadań Biura Prawnego należy:", "1) opinie", "2) umowy:", "a) najmu", "b) dzierżawy", "3) spory"]
    assert [line.text for line in read(tmp_path / "list.docx")] == texts
    clauses = parse(read(tmp_path / "list.docx")).act.clauses
    assert [str(clause.citation) for clause in clauses] == ["pkt 1", "pkt 2 lit. a", "pkt 2 lit. b", "pkt 3"]


def add_list(document: Document) -> None:
    """Add a numbering "1)", "a)" to a Word document under the number 77."""
    numbering = document.part.numbering_part.element
    abstract = element("w:abstractNum", abstractNumId="77")
    for level, form in enumerate(("decimal", "lowerLetter")):
        one = element("w:lvl", ilvl=str(level))
        one.append(element("w:start", val="1"))
        one.append(element("w:numFmt", val=form))
        one.append(element("w:lvlText", val=f"%{level + 1})"))
        abstract.append(one)
    numbering.insert(0, abstract)
    number = element("w:num", numId="77")
    number.append(element("w:abstractNumId", val="77"))
    numbering.append(number)


def add_numbered(document: Document, text: str, level: int) -> None:
    """Add a paragraph whose number only Word draws."""
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    numbered = element("w:numPr")
    numbered.append(element("w:ilvl", val=str(level)))
    numbered.append(element("w:numId", val="77"))
    properties.append(numbered)


def element(tag: str, **attributes: str) -> OxmlElement:
    """Make one element of a Word document's XML."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def test_a_web_list_gets_back_the_marks_that_the_browser_draws(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<html><body><h2>Wydział Skarbu</h2><p>Do zadań Wydziału Skarbu należy:</p>"
        '<ol><li>ewidencja<ol type="a"><li>gruntów</li><li>lokali</li></ol></li><li>sprzedaż</li></ol>'
        "<ul><li>inne sprawy</li></ul></body></html>",
        encoding="utf-8",
    )
    assert [line.text for line in read(tmp_path / "page.html")] == [
        "Wydział Skarbu",
        "Do zadań Wydziału Skarbu należy:",
        "1. ewidencja",
        "a) gruntów",
        "b) lokali",
        "2. sprzedaż",
        "- inne sprawy",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso-8859-2"])
def test_polish_letters_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "act.txt"
    path.write_bytes("Zażółć gęślą jaźń\n\nŚwiatło ŹDŹBŁA".encode(encoding))
    assert read(path) == (Line(1, "Zażółć gęślą jaźń"), Line(3, "Światło ŹDŹBŁA", apart=True))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"  \n", "empty"),
        ("empty.pdf", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 4, "not a text file"),
        ("text.pdf", b"plain words", "named .pdf but holds plain text"),
        ("text.docx", b"plain words", "named .docx but holds plain text"),
        ("pdf.txt", b"%PDF-1.4 broken", "named .txt but holds a PDF"),
        ("broken.pdf", b"%PDF-1.4 broken", "damaged"),
        ("broken.docx", b"PK\x03\x04word/document.xml", "damaged"),
        ("sheet.xlsx", b"PK\x03\x04nothing", "no act's document"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "save it as DOCX"),
        ("note.rtf", b"{\\rtf1 words}", "save it as DOCX"),
    ],
)
def test_a_file_that_is_no_act_is_refused_in_one_clear_line(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableSource) as caught:
        read(tmp_path / name)
    assert name in str(caught.value)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="does not exist"):
        read(tmp_path / "nowhere.md")
    with pytest.raises(UnreadableSource, match="is a folder"):
        read(tmp_path)


def test_a_scan_is_refused_with_what_to_do(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.rect(100, 100, 300, 500, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableSource, match="scan without a text layer; run it through text recognition"):
        read(tmp_path / "scan.pdf")
