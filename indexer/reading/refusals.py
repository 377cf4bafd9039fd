"""Why a document is refused, and what to do: every reason in English and Polish."""

from knowledge.errors import UnreadableSource, shorten

_AGAIN = "export the act as PDF, DOCX, HTML, Markdown or text and try again"
_ZNOWU = "zapisz akt jako PDF, DOCX, HTML, Markdown albo tekst i spróbuj jeszcze raz"

_REASONS = {
    "empty": (
        "{name} is empty; export the act again and try that file",
        "Plik {name} jest pusty – zapisz akt jeszcze raz i spróbuj z tamtym plikiem.",
    ),
    "large": (
        "{name} is larger than {most} MB; is it really an act?",
        "Plik {name} ma ponad {most} MB – czy to na pewno akt?",
    ),
    "doc": (
        "{name} is a Word file of the old kind (.doc); open it in Word or LibreOffice and save it as DOCX",
        "Plik {name} to stary format Worda (.doc) – otwórz go w Wordzie lub LibreOffice i zapisz jako DOCX.",
    ),
    "rtf": (
        "{name} is an RTF file; open it in Word or LibreOffice and save it as DOCX",
        "Plik {name} to RTF – otwórz go w Wordzie lub LibreOffice i zapisz jako DOCX.",
    ),
    "zip": (f"{{name}} is no act's document; {_AGAIN}", f"Plik {{name}} to nie jest dokument aktu – {_ZNOWU}."),
    "picture": (
        "{name} is a picture, and only text can be read; ask for the original document, or run it through text "
        "recognition and save it as PDF",
        "Plik {name} to obraz, a czytam tylko tekst – poproś o oryginalny dokument albo rozpoznaj tekst (OCR) i zapisz "
        "jako PDF.",
    ),
    "binary": (f"{{name}} is not a text file; {_AGAIN}", f"Plik {{name}} to nie jest tekst – {_ZNOWU}."),
    "misnamed": (
        "{name} is named {suffix} but holds {a}; give it the right name",
        "Plik {name} ma w nazwie {suffix}, a zawiera {co} – nadaj mu właściwą nazwę.",
    ),
    "locked": (
        "{name} is locked by a password; save the act again without protection",
        "Plik {name} jest zabezpieczony hasłem – zapisz akt jeszcze raz, bez zabezpieczenia.",
    ),
    "damaged": (
        "{name} is damaged ({what}); save the act again and try that file",
        "Plik {name} jest uszkodzony ({what}) – zapisz akt jeszcze raz i spróbuj z tamtym plikiem.",
    ),
    "scan": (
        "{name} is a scan without a text layer; run it through text recognition (ocrmypdf -l pol {name} read.pdf), or "
        "ask for the original document",
        "Plik {name} to skan bez warstwy tekstowej – rozpoznaj tekst (ocrmypdf -l pol {name} read.pdf) albo poproś "
        "o oryginalny dokument.",
    ),
    "bomb": (
        "{name} unpacks to more than {most} MB, as no act does; it is not opened",
        "Plik {name} po rozpakowaniu ma ponad {most} MB, czego nie ma żaden akt – nie otwieram go.",
    ),
    "doctype": (
        "{name} defines XML entities, as no Word file does; it is not opened",
        "Plik {name} definiuje encje XML, czego nie robi żaden plik Worda – nie otwieram go.",
    ),
    "deep": (
        "{name} is nested too deeply to be an act; copy its text into a new document and try that",
        "Plik {name} jest zbyt głęboko zagnieżdżony jak na akt – skopiuj tekst do nowego dokumentu i spróbuj z nim.",
    ),
    "long line": (
        "{name} has a line of {length} characters (line {line}), as no act does; is it really an act?",
        "Plik {name} ma wiersz o długości {length} znaków (wiersz {line}), jakiego nie ma żaden akt – czy to na pewno "
        "akt?",
    ),
    "long": (
        "{name} has more than {most} characters, as no act does; is it really an act?",
        "Plik {name} ma ponad {most} znaków, ile nie ma żaden akt – czy to na pewno akt?",
    ),
    "pages": (
        "{name} has {pages} pages, more than the {most} that are read; is it really an act?",
        "Plik {name} ma {pages} stron, a czytam do {most} – czy to na pewno akt?",
    ),
    "duties": (
        "{name} seems to give {duties} duties, as no act does ({most} at most); is it really an act?",
        "Plik {name} zdaje się zawierać {duties} zadań, ile nie ma żaden akt (czytam do {most}) – czy to na pewno akt?",
    ),
    "slow": (
        "{name} was not read within {seconds} s; export the act again, in another format if it can be had",
        "Nie udało się odczytać pliku {name} w {seconds} s – zapisz akt jeszcze raz, najlepiej w innym formacie.",
    ),
    "memory": (
        "{name} takes more than {most} MB of memory to read; export the act again, in another format if it can be had",
        "Odczytanie pliku {name} wymaga ponad {most} MB pamięci – zapisz akt jeszcze raz, najlepiej w innym formacie.",
    ),
    "broken": (
        "{name} cannot be read (its reader ended: {what}); export the act again, in another format if it can be had",
        "Nie da się odczytać pliku {name} (odczyt przerwany: {what}) – zapisz akt jeszcze raz, najlepiej w innym "
        "formacie.",
    ),
}


def refusal(reason: str, name: str, **values: object) -> UnreadableSource:
    """Return the error that tells of a document why it is refused, in both languages."""
    named = {"name": shorten(name, 80), **values}
    english, polish = (text.format(**named) for text in _REASONS[reason])
    return UnreadableSource(english, polish)
