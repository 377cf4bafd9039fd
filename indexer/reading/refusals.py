"""Why a document is refused, and what to do."""

from knowledge.errors import UnreadableSource, shorten
from knowledge.wording import N_

_REASONS = {
    "empty": N_("{name} is empty; export the act again and try that file"),
    "large": N_("{name} is larger than {most} MB; is it really an act?"),
    "doc": N_("{name} is a Word file of the old kind (.doc); open it in Word or LibreOffice and save it as DOCX"),
    "rtf": N_("{name} is an RTF file; open it in Word or LibreOffice and save it as DOCX"),
    "zip": N_("{name} is no act's document; export the act as PDF, DOCX, HTML, Markdown or text and try again"),
    "picture": N_(
        "{name} is a picture, and only text can be read; ask for the original document, or run it through "
        "text recognition and save it as PDF"
    ),
    "binary": N_("{name} is not a text file; export the act as PDF, DOCX, HTML, Markdown or text and try again"),
    "misnamed": N_("{name} is named {suffix} but holds {a}; give it the right name"),
    "locked": N_("{name} is locked by a password; save the act again without protection"),
    "damaged": N_("{name} is damaged ({what}); save the act again and try that file"),
    "scan": N_(
        "{name} is a scan without a text layer; run it through text recognition (ocrmypdf -l pol {name} "
        "read.pdf), or ask for the original document"
    ),
    "bomb": N_("{name} unpacks to more than {most} MB, as no act does; it is not opened"),
    "doctype": N_("{name} defines XML entities, as no Word file does; it is not opened"),
    "deep": N_("{name} is nested too deeply to be an act; copy its text into a new document and try that"),
    "long line": N_("{name} has a line of {length} characters (line {line}), as no act does; is it really an act?"),
    "long": N_("{name} has more than {most} characters, as no act does; is it really an act?"),
    "pages": N_("{name} has {pages} pages, more than the {most} that are read; is it really an act?"),
    "duties": N_("{name} seems to give {duties} duties, as no act does ({most} at most); is it really an act?"),
    "slow": N_("{name} was not read within {seconds} s; export the act again, in another format if it can be had"),
    "memory": N_(
        "{name} takes more than {most} MB of memory to read; export the act again, in another format if it can be had"
    ),
    "broken": N_(
        "{name} cannot be read (its reader ended: {what}); export the act again, in another format if it can be had"
    ),
}


def refusal(reason: str, name: str, **values: object) -> UnreadableSource:
    """Return the error that tells of a document why it is refused."""
    return UnreadableSource(_REASONS[reason], name=shorten(name, 80), **values)
