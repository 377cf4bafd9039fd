"""The project's own questions, in `knowledge/shipped/`: examples to find clauses by, and judged ones to measure."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from indexer.reading.read import decode, read_bytes
from knowledge.acts.act import Act
from knowledge.acts.citation import Citation
from knowledge.acts.edition import Example
from knowledge.errors import UnreadableSource
from knowledge.shipped import ELSEWHERE, NOBODY, QUESTIONS, THESAURUS, rows


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Hold a duty of some other office, with questions about it: what staff also ask, and an act may not answer.

    `also` are the numbers of the acts that were gone through and give the same to one of their own units.
    """

    duty: str
    questions: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold a question with all that rightly answers it, the most fitting first; no units where nobody does.

    `clauses` are citations as printed, "#2" appended to the second of two clauses with the same citation.
    """

    question: str
    kind: str
    lang: str
    units: tuple[str, ...]
    clauses: tuple[str, ...]


def read_judged(path: Path) -> tuple[Judged, ...]:
    """Read a question set (JSON Lines); raises UnreadableSource with the line that is wrong."""
    judged = []
    for number, line in enumerate(decode(read_bytes(path), path.name).splitlines(), start=1):
        try:
            row = json.loads(line)
            judged.append(Judged(row["question"], row["kind"], row["lang"], tuple(row["units"]), tuple(row["clauses"])))
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableSource(
                "{path}, line {number}: {error}; each line holds one JSON object with question, kind, lang, units "
                "and clauses",
                path=path,
                number=number,
                error=repr(error),
            ) from None
    return tuple(judged)


@cache
def elsewhere() -> tuple[Elsewhere, ...]:
    """Return the duties of other offices with their questions."""
    return tuple(Elsewhere(row["duty"], tuple(row["questions"]), tuple(row.get("also", ()))) for row in rows(ELSEWHERE))


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Return groups of words and phrases that mean the same in a city hall."""
    return tuple((*row["formal"], *row["everyday"], *row["en"]) for row in rows(THESAURUS))


def examples_of(act: Act) -> tuple[Example, ...]:
    """Return the example questions written for this act whose clauses it has, in the order of the act."""
    return tuple(_examples(rows(QUESTIONS), act))


def read_examples(path: Path, act: Act) -> tuple[Example, ...]:
    """Read further example questions of an act from a file such as `questions.jsonl`.

    One without a citation is nobody's. Raises UnreadableSource where the file is not of that form.
    """
    try:
        found = [json.loads(line) for line in decode(read_bytes(path), path.name).splitlines() if line.strip()]
        return tuple(_examples(found, act))
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableSource(
            "{path} holds no example questions ({error}); see: python -m indexer corrections --help",
            path=path,
            error=repr(error),
        ) from None


def _examples(found: Iterable[dict[str, Any]], act: Act) -> Iterator[Example]:
    """Yield the examples of an act, but for those whose clause it does not have."""
    units = {clause.key: clause.unit for clause in act.clauses}
    for row in found:
        if row["act"] != act.number:
            continue
        citation = Citation.parse(row["citation"]) if "citation" in row else None
        example = Example(row["question"], citation, row.get("occurrence", 1))
        if example.key is None or units.get(example.key) == row["unit"]:
            yield example


def nobodys_questions(act: Act) -> tuple[str, ...]:
    """Return the questions known to be answered by nothing in this act."""
    return tuple(question for number, question in _nobodys() if number == act.number)


@cache
def _nobodys() -> tuple[tuple[str, str], ...]:
    return tuple((row["act"], row["question"]) for row in rows(NOBODY))
