"""Set aside what an act quotes in order to change another one, before anything in it is taken for a provision.

"Po § 8 dodaje się § 8a w brzmieniu: „§ 8a. …”": the words between the marks are the other act's. Each quotation is
replaced by one character from Unicode's private use area, so that what is left reads as the instruction it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.provisions.marks import mark_at
from indexer.provisions.page_furniture import FLAT
from indexer.reading.lines import Line

_FIRST = 0xF0000
QUOTED = f"[{chr(_FIRST)}-{chr(_FIRST + 0xFFFD)}]"
"""A regular expression that matches the character which stands for a quotation."""

# What stands right before new text ("otrzymuje brzmienie:") or before words of the act ("wyrazy", "zastępuje się").
_WHOLE = re.compile(r"\b(?:brzmieni\w+|treści|treść|następująco)\s*[:;,–-]?\s*$", re.IGNORECASE)
_ANNOUNCED = re.compile(r"\b(?:otrzymuj\w+|uzyskuj\w+|w)\s+(?:\w+\s+)?brzmieni\w+\s*:\s*$|\bbrzmieni\w+\s*:\s+(?=\S)")
WORD_NOUN = (
    r"(?:wyraz\w*|słow\w*|liczb\w*|cyfr\w*|symbol\w*|oznaczeni\w*|nazw\w*|kwot\w*|dat\w*|skrót\w*|znak\w*|"
    r"określeni\w*|sformułowani\w*|zwrot\w*|fraz\w*|zapis\w*|kod\w*|zdani\w+)"
)
_WORDS = re.compile(
    rf"\b(?:{WORD_NOUN}|(?:zastępuje|dodaje|skreśla|uchyla|usuwa) się|odpowiednio)\s*[:;,]?\s*$", re.IGNORECASE
)
_NEXT = re.compile(rf"{QUOTED}\s*(?:[;,.]|i|oraz|lub|na)?\s*$")
_ALWAYS_OPENS = ("„", "«", "‚‚", ",,")
_BY_PLACE = ("''", "”", "“", '"', "‟", "″")
_MARK = re.compile("|".join(map(re.escape, (*_ALWAYS_OPENS, *_BY_PLACE, "»"))))
_END = re.compile(r"\s*[;,.:]*\s*")
# How the line after a quotation goes on: with the next instruction, or with the act's own last paragraphs.
_INSTRUCTS = re.compile(
    r"^\W*(?:(?:w|we|po|przed|użyt\w+|dotychczasow\w+|pkt|ust|lit|tiret|załącznik\w*|rozdział\w*|tytuł\w*|zdani\w+)\b|§)|"
    r"\b(?:otrzymuj|uzyskuj|dodaje się|dopisuje się|wstawi|uchyla|skreśla|usuwa|zastępuje|oznacza się|wprowadza się|"
    r"nadaje się|brzmieni|wchodzi w życie|wchodzą w życie|powierza|traci moc|tracą moc|pozostał|bez zmian|zobowiąz|"
    r"podlega (?:ogłosz|publik))",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*,?\s*\b(?:a|i|oraz|a także)\s")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Hold the words between two quotation marks, on their lines; the marks themselves are left out."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The quoted words on one line."""
        return " ".join(line.text for line in self.lines if line.text)


class Quotations:
    """Keep what was quoted, and give for each quotation the character that stands for it."""

    def __init__(self) -> None:
        self._all: list[Quotation] = []

    def add(self, quotation: Quotation) -> str:
        """Keep a quotation; returns the character that stands for it."""
        self._all.append(quotation)
        return chr(_FIRST + len(self._all) - 1)

    @property
    def lines(self) -> list[Line]:
        """The lines of everything that was quoted."""
        return [line for quotation in self._all for line in quotation.lines]

    def of(self, text: str) -> tuple[Quotation, ...]:
        """Return the quotations that a text holds, in their order."""
        numbers = (ord(sign) - _FIRST for sign in re.findall(QUOTED, text))
        return tuple(self._all[number] for number in numbers if number < len(self._all))

    def restore(self, text: str) -> str:
        """Put the quoted words back into a text."""
        return re.sub(QUOTED, lambda sign: "".join(f"„{each.text}”" for each in self.of(sign[0])), text)


def set_quotations_aside(lines: Sequence[Line]) -> tuple[tuple[Line, ...], Quotations]:
    """Replace what is quoted after words of change by one character each; a quotation without an end stays as it is."""
    plain = (replace(line, text=re.sub(QUOTED, "", line.text)) for line in lines)  # whoever put such a character there
    scan = _Scan(tuple(line for line in plain if line.text))
    return tuple(scan.masked()), scan.quotations


@dataclass(frozen=True, slots=True)
class _Place:
    """Hold a place in the lines: which line, and where in its text."""

    line: int
    at: int


class _Scan:
    """Go through the lines once, from quotation to quotation."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.quotations = Quotations()

    def masked(self) -> Iterator[Line]:
        here, before, text = _Place(0, 0), "", ""
        first = 0
        while here.line < len(self.lines):
            line = self.lines[here.line]
            found = self._quotation(here, f"{before} {text}")
            if not found:
                yield self._piece(first, text + line.text[here.at :])
                before, text = f"{before} {text}{line.text[here.at :]}"[-200:], ""
                here = _Place(here.line + 1, 0)
                first = here.line
                continue
            opening, start, end, after = found
            text += line.text[here.at : opening] + self.quotations.add(self._between(start, end))
            here = after
            if here.line > first and self._instruction_begins(here):  # the next one, on the line where the last ended
                stop = _END.match(self.lines[here.line].text, here.at)
                assert stop is not None
                yield self._piece(first, text + self.lines[here.line].text[here.at : stop.end()])
                before, text, first = f"{before} {text}"[-200:], "", here.line
                here = _Place(here.line, stop.end())

    def _piece(self, first: int, text: str) -> Line:
        line = self.lines[first]
        return replace(line, text=text.strip(), folded=line.folded or len(line.text) >= FLAT)

    def _quotation(self, here: _Place, before: str) -> tuple[int, _Place, _Place, _Place] | None:
        """Find the next quotation on a line: where its mark stands, where its words begin and end, and what follows."""
        text = self.lines[here.line].text
        for match in _MARK.finditer(text, here.at):
            said = before + text[here.at : match.start()]
            if not _opens(text, match):
                continue
            whole = bool(_WHOLE.search(said))
            if not (whole or _WORDS.search(said) or _NEXT.search(said)):
                continue
            start = _Place(here.line, match.end())
            if found := self._end(start, whole or not _WORDS.search(said)):
                return match.start(), start, *found
        return self._unopened(here, before)

    def _unopened(self, here: _Place, before: str) -> tuple[int, _Place, _Place, _Place] | None:
        """Find new text of which the mark that opens it was lost: it begins after "brzmienie:", and a mark ends it."""
        text = self.lines[here.line].text
        announced = _ANNOUNCED.search(text, here.at)
        at = announced.end() if announced else here.at
        if not announced and not (here.at == 0 and _ANNOUNCED.search(before)):
            return None
        start = _Place(here.line, at)
        if not text[at:].strip() or _begins_with_opening(text[at:].lstrip()) or _instructs(text[at:]):
            return None
        found = self._end(start, whole=True)
        inside = self.lines[here.line + 1 : found[0].line + 1] if found else ()
        if not found or any(_instructs(line.text) for line in inside) or not self._follows_quotation(found[1]):
            return None
        return at, start, *found

    def _end(self, start: _Place, whole: bool) -> tuple[_Place, _Place] | None:
        """Find where a quotation ends: at the mark that closes it, with what follows a quotation behind it.

        Marks inside that are not paired would mislead the count; then what stands behind a mark decides.
        """
        closed, any_closing = [], []
        depth = 1
        for line in range(start.line, len(self.lines)):
            text = self.lines[line].text
            for match in _MARK.finditer(text, start.at if line == start.line else 0):
                if _opens(text, match):
                    depth += 1
                    continue
                depth = max(depth - 1, 0)
                place = _Place(line, match.start()), _Place(line, match.end())
                any_closing.append(place)
                if depth == 0:
                    if not whole or self._follows_quotation(place[1]):
                        return place
                    closed.append(place)
                    depth = 1
        sure = next((place for place in any_closing if whole and self._follows_quotation(place[1])), None)
        return sure or next(iter(closed), None)

    def _follows_quotation(self, here: _Place) -> bool:
        text = self.lines[here.line].text
        if _goes_on(text, here.at):
            return True
        stop = _END.match(text, here.at)
        assert stop is not None
        if stop.end() < len(text):
            return self._instruction_begins(here)
        following = self.lines[here.line + 1].text if here.line + 1 < len(self.lines) else ""
        if not following or _begins_with_opening(following) or _goes_on(following, 0):
            return True
        return _instructs(following) or (following[:1].isupper() and not mark_at(following))

    def _instruction_begins(self, here: _Place) -> bool:
        text = self.lines[here.line].text
        stop = _END.match(text, here.at)
        assert stop is not None
        rest = text[stop.end() :]
        return bool(rest) and (_begins_with_opening(rest) or _instructs(rest))

    def _between(self, start: _Place, end: _Place) -> Quotation:
        pieces = []
        for at in range(start.line, end.line + 1):
            text = self.lines[at].text
            text = text[start.at if at == start.line else 0 : end.at if at == end.line else len(text)]
            line = self.lines[at]
            pieces.append(replace(line, text=text.strip(), folded=line.folded or len(text) >= FLAT))
        return Quotation(tuple(piece for piece in pieces if piece.text))


def _opens(text: str, match: re.Match[str]) -> bool:
    """Tell whether a quotation mark opens; those that look alike at both ends are told by where they stand."""
    if match[0] in _ALWAYS_OPENS:
        return True
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return match[0] in _BY_PLACE and before in ("", " ", "\t", "(", "[", "„") and after not in ("", *' .,;:)”"')


def _goes_on(text: str, at: int) -> bool:
    """Tell whether the instruction goes on after a quotation: "… i dodaje się pkt 5 w brzmieniu"."""
    on = _GOES_ON.match(text, at)
    return on is not None and bool(_INSTRUCTS.search(text[on.end() : on.end() + 160]))


def _begins_with_opening(text: str) -> bool:
    match = _MARK.match(text)
    return bool(match and _opens(text, match))


def _instructs(text: str) -> bool:
    """Tell whether a text begins with a mark and words of change, as the instruction after a quotation does."""
    mark = mark_at(text, bare=True)
    return mark is not None and bool(_INSTRUCTS.search(text[mark.end : mark.end + 160]))
