"""Extract every sentence from the code into the catalogue and compile it: `python -m tests.support.sentences`.

A new sentence comes without its Polish, which a test asks for; one that the code says no longer goes.
"""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import knowledge.errors
from knowledge.errors import KnowledgeError
from knowledge.wording.catalogue import FOLDER

ROOT = Path(__file__).parents[2]
POLISH, COMPILED = FOLDER / "pl.po", FOLDER / "pl.mo"
PACKAGES = ("bot", "indexer", "knowledge")
ERRORS = [name for name, value in vars(knowledge.errors).items() if isinstance(value, type(KnowledgeError))]
FORMS = {
    "say": 1,
    "sentence": 1,
    "toast": 1,
    "N_": 1,
    "Message": 1,
    "count": 2,
    "counted": 2,
    **dict.fromkeys(ERRORS, 1),
}
"""What is called with a sentence, and in how many forms the sentence stands there: as such, or for one and for many."""


def sentences() -> Catalog:
    """Return every sentence of the code with the files that say it, in their order."""
    found = Catalog()
    for path in sorted(each for package in PACKAGES for each in (ROOT / package).rglob("*.py")):
        for forms in _said(path):
            text = forms[0] if len(forms) == 1 else forms
            flags = ["python-brace-format"] if "{" in "".join(forms) else []
            found.add(text, locations=[(str(path.relative_to(ROOT)), None)], flags=flags)
    return found


def _said(path: Path) -> Iterator[tuple[str, ...]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in FORMS and len(node.args) >= FORMS[name]:
                yield from zip(*(list(_texts(each)) for each in node.args[: FORMS[name]]), strict=False)


def _texts(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression may be: one, or those between which it chooses."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def polish() -> Catalog:
    """Return the catalogue as it stands in its file."""
    with POLISH.open("rb") as file:
        catalogue = read_po(file, locale="pl")
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # or no two were the same
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def main() -> None:
    """Bring the catalogue up to the code."""
    catalogue = polish()
    catalogue.update(sentences(), no_fuzzy_matching=True)
    header = POLISH.read_bytes().partition(b"\n\n")[0]
    with POLISH.open("wb") as file:
        file.write(header + b"\n\n")
        write_po(file, catalogue, width=120, ignore_obsolete=True, sort_by_file=True, omit_header=True)
    COMPILED.write_bytes(compiled(polish()))
    missing = [message.id for message in catalogue if message.id and not message.string]
    print(f"{len(catalogue)} sentences; without Polish: {len(missing)}", *missing, sep="\n  ")


if __name__ == "__main__":
    main()
