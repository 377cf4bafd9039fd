"""What README shows is what the program does."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import commands as bot_commands
from bot.__main__ import main as bot
from indexer.__main__ import commands as indexer_commands

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(marker: str) -> str:
    """Return the first fenced block after a marker comment."""
    match = re.search(rf"<!-- {marker} -->\n```\w+\n(.*?)\n```", README, re.DOTALL)
    assert match, marker
    return match[1]


def test_the_example_is_a_real_answer(
    published_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(published_copy))
    command, _, answer = block("example").partition("\n")
    program, *arguments = shlex.split(command.removeprefix("$ python -m "))
    assert program == "bot"
    assert bot(arguments) == 0
    assert capsys.readouterr().out.strip() == answer.strip()


def test_the_table_of_commands_lists_every_command() -> None:
    table = README.partition("\n## Commands\n")[2].partition("\n## ")[0]
    known = {("bot", name) for name in bot_commands.commands} | {
        ("indexer", name) for name in indexer_commands.commands
    }
    assert set(re.findall(r"`python -m (bot|indexer) (\w+)", table)) == known - {("bot", "run")}
    assert "`python -m bot`" in table  # which is run


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
    text = block("systemd unit")
    assert "ExecStart=/opt/kto/.venv/bin/python -m bot\n" in text
    unit.write_text(text.replace("/opt/kto/.venv/bin/python", sys.executable), encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
