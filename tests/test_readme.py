"""What the READMEs show is what the program does."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.__main__ import commands as bot_commands
from bot.__main__ import main as bot
from bot.replies.chart import draw_chart
from indexer.__main__ import commands as indexer_commands
from knowledge.acts.act import Act

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "indexer", "knowledge", "tests")
READMES = ("README.md", *(f"{room}/README.md" for room in ROOMS), ".github/CONTRIBUTING.md")
PROGRAMS = {"bot": bot_commands, "indexer": indexer_commands}


def text_of(readme: str) -> str:
    return (ROOT / readme).read_text(encoding="utf-8")


def block(marker: str, readme: str = "README.md") -> str:
    """Return the first fenced block after a marker comment."""
    match = re.search(rf"<!-- {marker} -->\n```\w+\n(.*?)\n```", text_of(readme), re.DOTALL)
    assert match, marker
    return match[1]


def anchors(text: str) -> set[str]:
    """Return what the headings of a text are linked to by."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_readme_is_short_enough_to_be_read() -> None:
    assert len(text_of("README.md").splitlines()) <= 150


@pytest.mark.parametrize("readme", READMES)
def test_every_link_leads_to_a_file_and_a_heading(readme: str) -> None:
    links = re.findall(r'(?:\]\(|src=")([^)"\s]+)', text_of(readme))
    for link in (link for link in links if not link.startswith("https://")):
        path, _, anchor = link.partition("#")
        target = (ROOT / readme).parent / path if path else ROOT / readme
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link


def test_readme_leads_into_every_room() -> None:
    assert [room for room in ROOMS if f"({room}/README.md)" not in text_of("README.md")] == []


@pytest.mark.parametrize("readme", READMES)
def test_every_test_module_and_folder_that_is_named_is_there(readme: str) -> None:
    named = re.findall(r"`(?:tests/)?((?:\w+/)*(?:test_\w+\.py|\w+\.jsonl))`", text_of(readme))
    homes = (ROOT / "tests", ROOT / "tests" / "questions", ROOT / "knowledge")
    assert [name for name in named if not any((home / name).is_file() for home in homes)] == []
    folders = re.findall(r"`((?:\w+/)+)`", text_of(readme))
    homes = (ROOT, (ROOT / readme).parent)
    assert [name for name in folders if not any((home / name).is_dir() for home in homes)] == []


def commands() -> list[tuple[str, str]]:
    named = (re.findall(r"python -m (bot|indexer) ([a-z]+)", text_of(readme)) for readme in READMES)
    return sorted({command for found in named for command in found})


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_command_that_is_named_exists_and_every_one_is_named(program: str) -> None:
    named = {command for owner, command in commands() if owner == program}
    assert named | {"run"} == set(PROGRAMS[program].commands) | {"run"}


@pytest.mark.parametrize("module", re.findall(r"python -m (tests[\w.]+)", "".join(map(text_of, READMES))))
def test_every_module_of_the_tests_that_is_named_exists(module: str) -> None:
    path = ROOT.joinpath(*module.split("."))
    assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()


def test_the_picture_in_readme_is_as_large_as_the_chart_drawn_today(decree: Act) -> None:
    shown, drawn = (ROOT / "bot" / "chart.png").read_bytes(), draw_chart(decree, marked=["IT-04-1"])
    assert shown[:24] == drawn[:24]  # signature, and the width and height that stand at the head of a PNG


def test_the_example_is_a_real_answer(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(database))
    command, _, answer = block("example").partition("\n")
    program, *arguments = shlex.split(command.removeprefix("$ python -m "))
    assert program == "bot"
    assert bot(arguments) == 0
    assert capsys.readouterr().out.strip() == answer.strip()


def test_the_newest_version_in_the_changelog_is_the_programs() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    versions = re.findall(r"^## (.+)$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == "Unreleased"
    assert re.fullmatch(rf"{re.escape(version)} – \d{{4}}-\d\d-\d\d", versions[1])


def test_both_commands_are_whole_on_a_fresh_machine() -> None:
    for command in (block("first command"), block("test command")):
        steps = [shlex.split(step) for step in command.split("&&")]
        assert steps[0] == ["python3", "-m", "venv", ".venv"]
        assert steps[1][:2] == [".venv/bin/pip", "install"]
        assert all(step[0].startswith(".venv/bin/") for step in steps[1:])


def test_the_continuous_integration_runs_the_test_command_to_the_letter(tmp_path: Path) -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    extraction = next(line for line in lines if line.startswith("command="))
    script = f'{extraction}\nprintf %s "$command"'
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == block("test command")


def test_every_setting_is_explained_in_the_example_file() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    sources = [
        path.read_text(encoding="utf-8") for name in ("bot", "knowledge") for path in (ROOT / name).rglob("*.py")
    ]
    used = {name for source in sources for name in re.findall(r'values\.get\("([A-Z_]+)"', source)}
    assert used
    assert used <= set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))


def test_the_systemd_unit_is_valid_and_hardened(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    unit = tmp_path / "kto.service"
    text = block("systemd unit", "bot/README.md")
    assert "ExecStart=/opt/kto/.venv/bin/python -m bot\n" in text
    unit.write_text(text.replace("/opt/kto/.venv/bin/python", sys.executable), encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
