"""Extract every sentence from the code into the catalogue and compile it: `python -m tests.support.sentences`.

A new sentence comes without its Polish, which a test asks for; one that the code says no longer goes.
"""

import ast
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from knowledge.wording.catalogue import FOLDER

ROOT = Path(__file__).parents[2]
POLISH, COMPILED = FOLDER / "pl.po", FOLDER / "pl.mo"
PACKAGES = ("bot", "indexer", "knowledge")
FORMS = {"say": 1, "sentence": 1, "toast": 1, "N_": 1, "Message": 1, "count": 2, "counted": 2}
"""What is called with a sentence, and in how many forms the sentence stands there: as such, or for one and for many.

So is every error that a user can mend, with one.
"""


def sentences() -> Catalog:
    """Return every sentence of the code with the files that say it, in their order."""
    found = Catalog()
    for path, given in calls():
        for forms in zip(*map(_texts, given), strict=False):
            text = forms[0] if len(forms) == 1 else forms
            flags = ["python-brace-format"] if "{" in "".join(forms) else []
            found.add(text, locations=[(str(path.relative_to(ROOT)), None)], flags=flags)
    return found


def calls() -> Iterator[tuple[Path, list[ast.expr]]]:
    """Yield what is given as a sentence, in all its forms, by each call that is given one, with its file."""
    paths = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    forms = FORMS | dict.fromkeys(_errors(trees.values()), 1)
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in forms and len(node.args) >= forms[name]:
                    yield path, node.args[: forms[name]]


def _errors(trees: Iterable[ast.Module]) -> set[str]:
    """Return the names of the errors whose message a user reads."""
    classes = [node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
    found, before = {"KnowledgeError"}, set[str]()
    while found != before:
        before = found
        found = before | {each.name for each in classes if before & {getattr(base, "id", "") for base in each.bases}}
    return found


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
    missing = [message.id for message in catalogue if message.id and not (message.string and all(message.string))]
    print(f"{len(catalogue)} sentences; without Polish: {len(missing)}", *missing, sep="\n  ")


if __name__ == "__main__":
    main()
