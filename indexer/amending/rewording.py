"""Change words inside a provision: replace, add, delete; the words may stand there inflected."""

import re
from collections.abc import Iterator

from indexer.instructions.orders import Reword, WordChange
from indexer.phrases.declension import cases
from indexer.phrases.lead_ins import sentences
from knowledge.polish import in_any_case

_DASH = "[-–—]"
_QUOTE = "[„”“\"']"


def reword(text: str, order: Reword) -> tuple[str, int]:
    """Carry out an order in a text; returns the text as it is then, and in how many places it changed.

    Of words that stand in various cases, the ones that old and new words share keep the case they have; a unit's
    noun that gives way to another one passes its case on to it.
    """
    if order.how is WordChange.APPEND:
        return _appended(text, order.new), 1
    found = {match.span(): _instead(match[0], order) for match in re.finditer(_pattern(order.old), text)}
    if order.inflected and order.how is WordChange.REPLACE:
        for span, new in _in_cases(text, order.old, order.new):
            if not any(start < span[1] and span[0] < end for start, end in found):
                found[span] = new
    changed = text
    for (start, end), new in sorted(found.items(), reverse=True):
        changed = changed[:start] + new + changed[end:]
    return (_tidy(changed) if found else text), len(found)


def stands_inflected(text: str, words: str) -> bool:
    """Tell whether a text has words in a case in which they were not quoted, and which cannot be put right."""
    pattern = " ".join(map(in_any_case, words.split()))
    return bool(re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE))


def replace_sentence(text: str, number: int, new: str) -> str | None:
    """Put new words in the place of a sentence, counted from 1; None where the text has no such sentence."""
    pieces = sentences(text)
    if not 1 <= number <= len(pieces):
        return None
    pieces[number - 1] = new
    return " ".join(piece for piece in pieces if piece)


def sentence(text: str, number: int) -> str | None:
    """Return a sentence of a text, counted from 1."""
    pieces = sentences(text)
    return pieces[number - 1] if 1 <= number <= len(pieces) else None


def _pattern(words: str) -> str:
    """Return a pattern of words whatever the white space, the dashes and the quotation marks between them."""
    pieces = []
    for piece in re.findall(r"\s+|[-–—]|[„”“\"']|[^\s–—„”“\"'-]+", words.strip()):
        if piece.isspace():
            pieces.append(r"\s+")
        else:
            pieces.append(
                _DASH if re.fullmatch(_DASH, piece) else _QUOTE if re.fullmatch(_QUOTE, piece) else re.escape(piece)
            )
    pattern = "".join(pieces)
    # "IT-04" is not a part of "IT-04-2", nor "wydział" of "wydziału"
    before = r"(?<!\w)(?<!\w[-–])" if words.strip()[:1].isalnum() else ""
    after = r"(?!\w)(?![-–]\w)" if words.strip()[-1:].isalnum() else ""
    return f"{before}{pattern}{after}"


def _instead(old: str, order: Reword) -> str:
    return {
        WordChange.REPLACE: order.new,
        WordChange.AFTER: _joined(old, order.new),
        WordChange.BEFORE: _joined(order.new, old),
        WordChange.DELETE: "",
    }[order.how]


def _joined(before: str, after: str) -> str:
    return before + after if after[:1] in ",;.:)" else f"{before.rstrip()} {after.lstrip()}"


def _appended(text: str, new: str) -> str:
    body, mark = (text[:-1], text[-1]) if text.endswith((".", ";", ",")) else (text, "")
    return _joined(body, new) + ("" if new.endswith((".", ";", ",")) else mark)


def _tidy(text: str) -> str:
    return re.sub(r" +(?=[,;.:)])", "", re.sub(r"(?<=\S) {2,}", " ", text)).strip()


def _in_cases(text: str, old: str, new: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Find words that stand inflected, each with the new ones in the same case, as far as that is sure."""
    before, after = old.split(), new.split()
    head, tail = _shared(before, after)
    one, other = (" ".join(words[head : len(words) - tail]) for words in (before, after))
    around = " ".join(before[:head]), " ".join(before[len(before) - tail :])
    for form, instead in (cases(one, other) or {one: other}).items():
        pieces = [_inflected(around[0], "head"), _pattern(form) if form else "", _inflected(around[1], "tail")]
        pattern = r"\s+".join(piece for piece in pieces if piece)
        for match in re.finditer(rf"(?<!\w)(?<!\w[-–]){pattern}(?!\w)(?![-–]\w)", text):
            kept = match.groupdict()
            yield match.span(), " ".join(filter(None, (kept.get("head"), instead, kept.get("tail"))))


def _shared(before: list[str], after: list[str]) -> tuple[int, int]:
    """Return how many words two phrases share at their beginnings and at their ends."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def _inflected(words: str, name: str) -> str:
    """Return a pattern of words in any case, as a named group; empty for no words."""
    joined = r"\s+".join(map(in_any_case, words.split()))
    return f"(?P<{name}>{joined})" if joined else ""
