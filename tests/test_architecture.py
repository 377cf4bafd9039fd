"""The house: its rooms, its names, the homes of heavy libraries, and what stands at the top level.

The arrows between packages and wings are contracts of import-linter, in pyproject.toml.
"""

import ast
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "indexer", "knowledge")
HOMES = {
    "telegram": ["bot/telegram", "bot/operation/doctor.py"],
    "sqlite_utils": ["knowledge/store"],
    "faiss": ["knowledge/embedding/nearest.py"],
    "sentence_transformers": [
        *(f"knowledge/embedding/{name}.py" for name in ("encoder", "sentence_encoder", "ngram_module")),
        "indexer/learning/train.py",
    ],
}


def imports_of(path: Path) -> Iterator[str]:
    """Yield the full names of all that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or ''}.{alias.name}" for alias in node.names)


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (path for path in (ROOT / package).rglob("*.py") if not path.name.startswith("__"))


def test_no_folder_holds_more_than_a_dozen_modules() -> None:
    tests = (path for path in (ROOT / "tests").rglob("*.py") if not path.name.startswith("__"))
    crowd = Counter(path.parent for path in (*modules(), *tests))
    assert [folder for folder, count in crowd.items() if count > 12] == []


def test_no_name_of_a_module_or_a_public_class_stands_twice() -> None:
    classes = [
        node.name
        for path in modules()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    for names in (Counter(path.stem for path in modules()), Counter(classes)):
        assert [name for name, count in names.items() if count > 1] == []


def wings() -> Iterator[str]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("__init__.py")):
            yield ".".join(path.parent.relative_to(ROOT).parts)


@pytest.mark.parametrize("wing", [*wings()])
def test_each_wing_says_in_a_sentence_what_it_is(wing: str) -> None:
    said = str(import_module(wing).__doc__)
    assert len(said.split()) > 5
    assert said.endswith(".")


@pytest.mark.parametrize("wing", [wing for wing in wings() if hasattr(import_module(wing), "__getattr__")])
def test_what_a_wing_shows_at_its_door_is_what_is_behind_it(wing: str) -> None:
    door = import_module(wing)
    text = Path(str(door.__file__)).read_text(encoding="utf-8")
    promised = [
        alias.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(f"{wing}.")
        for alias in node.names
    ]
    assert door.__all__ == sorted(promised)
    assert all(getattr(door, name) is not None for name in door.__all__)
    assert not [name for name in door.__all__ if (Path(str(door.__file__)).parent / f"{name}.py").exists()]
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        door.nothing  # noqa: B018


def test_no_test_imports_from_a_test() -> None:
    tests = (ROOT / "tests").rglob("*.py")
    imported = {name for path in tests for name in imports_of(path) if name.startswith(("tests.", "test_", ".test_"))}
    assert [name for name in imported if any(part.startswith("test_") for part in name.split("."))] == []


@pytest.mark.parametrize("library", HOMES)
def test_heavy_libraries_have_one_home(library: str) -> None:
    users = [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if library in {name.split(".")[0] for name in imports_of(path)}
    ]
    assert all(any(user.startswith(home) for home in HOMES[library]) for user in users), users


@pytest.mark.parametrize("module", ["bot", "indexer"])
def test_help_loads_no_heavy_library(module: str) -> None:
    code = f"import sys, {module}.__main__ as m\nm.main(['--help'])\n"
    code += "print(sorted({'torch', 'sentence_transformers', 'telegram', 'numpy', 'sqlite_utils'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip().endswith("[]")


def test_a_structure_question_loads_nothing_that_searches_or_reads_acts(published: Path) -> None:
    code = "import sys, bot.__main__ as m\nm.main(['ask', 'komu podlega IT-04-2?'])\n"
    # numpy may be there: sqlite-utils, to know its types, loads it in 0.1 s wherever it is installed
    code += "heavy = {'scipy', 'sklearn', 'pdfplumber', 'bs4', 'safetensors'}\n"
    code += "heavy |= {'knowledge.search.searcher', 'indexer.publishing.publish'}\n"
    code += "print(heavy & set(sys.modules))"
    environment = {**os.environ, "KNOWLEDGE_DB": str(published)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, env=environment
    )
    assert "III Zastępca Dyrektora" in done.stdout
    assert done.stdout.strip().endswith("set()")


def test_doors_load_nothing_that_lies_behind_them() -> None:
    code = f"import sys, importlib\nfor wing in {list(wings())}: importlib.import_module(wing)\n"
    code += "print({'numpy', 'telegram', 'sqlite_utils', 'bs4', 'pdfplumber', 'docx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "set()"


def test_a_bot_that_answers_loads_nothing_that_compares_or_trains() -> None:
    code = "import sys, bot.telegram.application\n"
    code += "print({'scipy', 'sklearn', 'torch', 'matplotlib', 'pdfplumber'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "set()"


def test_top_level_is_what_was_agreed() -> None:
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    agreed = {"bot", "knowledge", "indexer", "tests", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
    top = {line.split("/")[0] for line in tracked.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= agreed
