"""Documents that are made to harm whoever reads them, and such as people send by mistake."""

import io
import zipfile
import zlib

import docx
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.support.acts import SMALL_ACT

_ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION_LAUGHS = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "lol">{_ENTITIES}]><w>&l9;</w>'


def word_file(text: str = SMALL_ACT) -> bytes:
    """A sound Word document."""
    document, file = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def word_with(part: str, content: bytes) -> bytes:
    """A Word document of which one part has another content."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as sound, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in sound.namelist():
            if name != part:
                changed.writestr(name, sound.read(name))
        changed.writestr(part, content)
    return file.getvalue()


def word_body(inside: str) -> bytes:
    """A Word document with this XML as its body."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return word_with(
        "word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{inside}</w:body></w:document>'.encode()
    )


def zip_bomb() -> bytes:
    """A Word document of 300 kB that unpacks to 300 MB."""
    return word_with("word/document.xml", b" " * 300_000_000)


def lying_zip_bomb() -> bytes:
    """The same, and its directory says that it unpacks to 1 kB."""
    bomb = bytearray(zip_bomb())
    entry = bomb.rfind(b"PK\x01\x02", 0, bomb.rfind(b"word/document.xml"))
    bomb[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    return bytes(bomb)


def pdf_file(
    pages: int = 1, line: str = "Treść aktu, której nikt nie czyta, bo jest jej za dużo.", lock: str = ""
) -> bytes:
    """A PDF with a line of text on each of its pages."""
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption(lock) if lock else None)
    for _ in range(pages):
        canvas.drawString(50, 800, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def pdf_bomb() -> bytes:
    """A PDF of 1 MB whose one page is drawn by 800 MB of commands."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"BT (x) Tj ET " * 1_000_000) for _ in range(60)) + packer.flush()
    return _pdf(b"<</Length %d /Filter /FlateDecode>> stream\n%b\nendstream" % (len(packed), packed))


def pdf_nested() -> bytes:
    """A PDF whose page holds arrays a hundred thousand deep."""
    return _pdf(b"<</Length 0>> stream\n\nendstream", b"/Deep " + b"[" * 100_000 + b"]" * 100_000)


def pdf_loop() -> bytes:
    """A PDF whose page tree contains itself."""
    catalog = b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Count 1/Kids[2 0 R]>> endobj\n"
    return b"%PDF-1.4\n" + catalog + b"trailer <</Root 1 0 R>>\n%%EOF"


def _pdf(contents: bytes, more: bytes = b"") -> bytes:
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R %b>>" % more,
        contents,
    )
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj %b endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 5\n0000000000 65535 f \n%btrailer <</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )
