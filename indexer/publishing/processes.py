"""Processes of the program's own: what they may know of its environment, where they answer, and how they stand back."""

import os
import sys
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).parents[2]
"""The folder in which a process finds the program, wherever that was started."""

NICENESS = 10
"""By how much what is nobody's question steps back behind those that answer."""

OF_ENCODERS = ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "HF_*", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_*")
"""What loading an encoder needs: where models are kept, and how the hub is reached."""

_OF_ALL = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT")


def environment(*more: str) -> dict[str, str]:
    """Return what a process gets of the environment: no setting, no secret, nothing but what it needs.

    `more` names what it needs beside what all do; a name may end in "*".
    """
    needed = {*_OF_ALL, *more}
    starts = tuple(name.removesuffix("*") for name in needed if name.endswith("*"))
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in needed or (starts and name.startswith(starts))
    }
    return kept | {"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]), "PYTHONUTF8": "1"}


def answers() -> BinaryIO:
    """Return where this process answers: its output; what libraries print goes to where errors go from now on."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


def step_back() -> None:
    """Let others, the bot above all, have the processor first."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(NICENESS)
