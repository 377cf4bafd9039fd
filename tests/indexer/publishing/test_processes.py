"""What a process of the program's own gets to know, and where it answers."""

import os
import subprocess
import sys

import pytest

from indexer.publishing.processes import OF_ENCODERS, ROOT, environment

OURS = {"PYTHONPATH", "PYTHONUTF8"}

# What a bot's environment may hold, and who gets it: each process, only one that loads an encoder, or none.
SET = {
    "PATH": "all",
    "LANG": "all",
    "HOME": "encoder",
    "HF_HOME": "encoder",
    "https_proxy": "encoder",
    "TELEGRAM_BOT_TOKEN": "none",
    "WEBHOOK_SECRET": "none",
    "HASH_KEY": "none",
    "ADMINS": "none",
    "KNOWLEDGE_DB": "none",
    "HFX": "none",  # begins as what is passed
    "A_SECRET_OF_ANOTHER_PROGRAM": "none",
}


@pytest.fixture
def _set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        monkeypatch.delenv(name)
    for name in SET:
        monkeypatch.setenv(name, f"that of {name}")


@pytest.mark.usefixtures("_set")
@pytest.mark.parametrize(("more", "who"), [((), ("all",)), (OF_ENCODERS, ("all", "encoder"))])
def test_a_process_gets_only_what_it_needs(more: tuple[str, ...], who: tuple[str, ...]) -> None:
    passed = {name: value for name, value in environment(*more).items() if name not in OURS}
    assert passed == {name: f"that of {name}" for name, whose in SET.items() if whose in who}


def test_what_libraries_print_is_no_answer() -> None:
    code = "from indexer.publishing.processes import answers\n"
    code += "with answers() as output: print('chatter', flush=True); output.write(b'answer')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("answer", "chatter\n")
