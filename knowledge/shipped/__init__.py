"""What comes with the program: the decree that is served out of the box, and the questions written for it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
DECREE = FOLDER / "decrees" / "1454-2024.md"
"""The act that is served out of the box."""

QUESTIONS = FOLDER / "questions.jsonl"
"""Example questions, each with the clause that answers it."""

NOBODY = FOLDER / "nobody.jsonl"
"""Questions that an act gives to nobody."""

ELSEWHERE = FOLDER / "elsewhere.jsonl"
"""Duties of other offices, with questions about them."""

THESAURUS = FOLDER / "thesaurus.jsonl"
"""Groups of words that mean the same in a city hall."""

CALIBRATION = FOLDER / "calibration.jsonl"
"""Judged questions on `DECREE` that no encoder is trained on and no clause is found by."""

FAULTS = FOLDER / "faults.jsonl"
"""Sentences that report a fault, and others, with the things that they are about in brackets."""

FAULT_WEIGHTS = FOLDER / "faults.safetensors"
"""What was learned from `FAULTS`."""


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of one of these files (JSON Lines)."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
