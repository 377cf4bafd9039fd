"""Hang every duty on the unit that bears it."""

import re
from collections.abc import Iterable, Iterator

from indexer.parsing.notice import Notice
from indexer.parsing.roster import Roster
from indexer.phrases.declension import is_nominative
from indexer.phrases.lead_ins import (
    LIST_VERB,
    SENTENCE_VERB,
    declares_units,
    duty_owner,
    is_amendment,
    is_common,
    is_definition,
    is_everyone,
    is_repealed,
    sentences,
    superior_in,
)
from indexer.phrases.names import drop_end_mark, kind_of, parse_declaration
from indexer.provisions.node import Node
from knowledge.acts.act import ALL_UNITS, Clause, Unit
from knowledge.wording import Message

_HEADING_NUMBER = re.compile(
    r"^(?:(?:DZIAŁ|Dział|ROZDZIAŁ|Rozdział|Oddział|CZĘŚĆ)\s+\S+?[.:]?\s+|[IVXl]+\.?\s+)", re.IGNORECASE
)
_SYMBOL = re.compile(r"^\W*(?:symbol|znak|kod)\b\W*(?P<code>[A-ZŁŚŻ][\w./-]*)", re.IGNORECASE)
# What a duty begins with, a verb or its noun: "prowadzenie", "obsługa", "współpraca", "prowadzi".
_ACTION = re.compile(
    r"\w+(?:anie|enie|ęcie|icie|ycie|acja|kcja|acje|sługa|praca|nadzór|kontrola|uje|dzi|ywa|wia|nia|ają|ują)\b|nadzór|udział"
)
_LONG_NAME = 9


class DutyWalk:
    """Walk an outline with the unit whose list is open and the words that lead in to it."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self.notices: list[Notice] = []
        self._near: Unit | None = None
        self._headings: dict[str, Unit | None] = {}
        self._page_name: Node | None = None
        self._page_code = ""

    def find(self, paragraphs: Iterable[Node]) -> Iterator[Clause]:
        """Yield the duties of an act in its order, the common ones under the code ALL."""
        for paragraph in paragraphs:
            self._near = self._of_heading(paragraph)
            if paragraph.style == "free":
                self._note_page_name(paragraph)
            yield from self._clauses(paragraph, None, "")

    def _clauses(self, node: Node, owner: str | None, lead_in: str) -> Iterator[Clause]:
        text = node.flat
        if (
            is_repealed(text)
            or is_amendment(text)
            or (is_definition(text) and node.children and not owner and duty_owner(text) is None)
        ):
            return
        if self._is_reporting(node):
            return
        structural = declares_units(text)
        opened = None if structural else self._owner(node)
        owner = None if structural else opened or owner
        self._note_mention(node)
        if node.children:
            lead_in = f"{lead_in} {text}".strip()
            for child in node.children:
                if structural and _lists_parts(child):
                    continue
                yield from self._clauses(child, owner, lead_in)
        elif owner and text and not (text.endswith(":") and opened):
            yield self._clause(node, owner, lead_in)
        elif text.endswith(":") and opened:
            self.notices.append(
                Notice(
                    node.first, Message("{place} opens a list that has no items", place=_place(node)), node.page, "cut"
                )
            )

    def _clause(self, node: Node, owner: str, lead_in: str) -> Clause:
        return Clause(node.citation, node.occurrence, owner, drop_end_mark(node.text), lead_in, node.lines)

    def _is_reporting(self, node: Node) -> bool:
        if not superior_in(node.flat):
            return False
        return any(self._roster.link(child.text) for child in node.children)

    def _owner(self, node: Node) -> str | None:
        """Return the code of the unit whose duties a text opens or states; None where it opens none of its own.

        Of several sentences before a list, the last one leads in to it; of several without a list, the first that
        says what a unit does counts for the provision.
        """
        last = sentences(node.flat)[-1]
        if node.children and last != node.flat and (code := self._owner_in(last, node)):
            return code
        if code := self._owner_in(node.flat, node):
            return code
        if node.children or node.rank > 3.0:
            return None
        found = (self._owner_in(sentence, node) for sentence in sentences(node.flat)[1:])
        return next((code for code in found if code), None)

    def _owner_in(self, text: str, node: Node) -> str | None:
        if is_common(text) and (node.children or text.endswith(".")):
            return ALL_UNITS
        phrase = duty_owner(text)
        if phrase is not None:
            return self._owner_of(phrase, node)
        if found := self._roster.unit_at_start_of(text, node.order, self._near):
            unit, rest = found
            if node.children and all(kind_of(child.flat) for child in node.children if not is_repealed(child.flat)):
                return None  # "3) Zespół …: a) Stanowisko …": the parts of a unit, not its duties
            if node.children and duty_owner(rest) is not None:
                return unit.code
            verb = LIST_VERB if node.children and not _sections_follow(node) else SENTENCE_VERB
            return unit.code if verb.match(rest) else None
        return self._undeclared_at_start(node)

    def _owner_of(self, phrase: str, node: Node) -> str | None:
        phrase = re.sub(r"^.*\b(?:funkcjonuje|działa|tworzy się|utworzone jest)\s+", "", phrase)
        if not phrase or phrase.lower() in ("jednostki", "komórki", "wydziału:"):
            unit = self._near or self._page_unit() or self._roster.organisation
            return unit.code if unit else None
        if is_everyone(phrase):
            return ALL_UNITS
        unit = self._roster.link(phrase, node.order, self._near) or self._first_of(phrase, node)
        unit = unit or self._roster.adopt(phrase, node)
        if not unit and kind_of(phrase) and len(phrase.split()) == 1:
            unit = self._near or self._page_unit()
        if not unit:
            message = Message(
                "{place} gives duties to {phrase!r}, which is no known unit", place=_place(node), phrase=phrase
            )
            self.notices.append(Notice(node.first, message, node.page, "nobody"))
        return unit.code if unit else None

    def _first_of(self, phrase: str, node: Node) -> Unit | None:
        """Return the first of several units that one stem names, and say so."""
        pieces = re.split(r"(?:,|\s+oraz|\s+i|\s+lub)\s+(?=\w)", phrase)
        if len(pieces) < 2:
            return None
        cuts = [" i ".join(pieces[:count]) for count in range(1, len(pieces))]
        first = next((unit for cut in cuts if (unit := self._roster.link(cut, node.order))), None)
        if first and any(kind_of(piece) for piece in pieces[1:]):
            message = Message(
                "{place} gives duties to several: {phrase!r}; they stand under {code}",
                place=_place(node),
                phrase=phrase,
                code=first.code,
            )
            self.notices.append(Notice(node.first, message, node.page, "unit"))
            return first
        return None

    def _undeclared_at_start(self, node: Node) -> str | None:
        """Return a unit that is named nowhere but before its own duties: "Kancelaria Sejmiku: 1. zapewnia …"."""
        text = node.flat
        match = re.match(
            r"(?P<name>[A-ZŁŚŻ][^:.;]{3,120}?)\s*(?P<rest>:$|\s–?\s?w szczególności\b.*:$|, któr[yae] [^:]*:$)", text
        )
        if not node.children or not match or duty_owner(text) is not None:
            verb = re.match(
                r"(?P<name>[A-ZŁŚŻ][^:,.;]{3,100}?)\s+(?=(?:wykonuje|realizuje|prowadzi|zajmuje się|odpowiada)\b.*:$)",
                text,
            )
            match = verb if node.children else None
        if not match or kind_of(match["name"]) in ("", "post") or not is_nominative(match["name"]):
            return None
        if len(match["name"].split()) < 2:
            return None
        unit = self._roster.link(match["name"], node.order, self._near) or self._roster.adopt(match["name"], node, True)
        return unit.code if unit else None

    def _of_heading(self, paragraph: Node) -> Unit | None:
        """Return the unit that the heading above a paragraph, or its own first words, name."""
        heading = _HEADING_NUMBER.sub("", paragraph.heading)
        if heading not in self._headings:
            named = kind_of(heading) not in ("", "post") and len(heading.split()) > 1
            self._headings[heading] = self._roster.link(heading, paragraph.order) if named else None
            if named and not self._headings[heading] and heading.isupper() is False and _hangs_on_heading(paragraph):
                self._headings[heading] = self._roster.adopt(heading, paragraph, declared=True)
        return self._headings[heading]

    def _note_mention(self, node: Node) -> None:
        """Remember the unit with whose name a provision begins, for a later "Referatu" in the same paragraph."""
        if found := self._roster.unit_at_start_of(node.flat, node.order):
            self._near = found[0]
        elif node.rank <= 3.0 and (match := re.match(r"(?P<name>.{4,100}?)\s+kieruj[eą]\b", node.flat)):
            self._near = self._roster.link(match["name"], node.order) or self._near

    def _note_page_name(self, node: Node) -> None:
        text = node.flat
        if match := _SYMBOL.match(text):
            self._page_code = match["code"]
        if kind_of(text) not in ("", "post") and 1 < len(text.split()) <= 14 and not re.search(r"[:.;]", text):
            self._page_name = node

    def _page_unit(self) -> Unit | None:
        if not self._page_name:
            return None
        text = self._page_name.text
        if self._page_code and not parse_declaration(text).code:
            text = f"{text} ({self._page_code})"
        return self._roster.link(text) or self._roster.adopt(text, self._page_name, declared=True)


def _lists_parts(item: Node) -> bool:
    """Tell whether an item of a list of units goes on to list what it consists of, and not what it does."""
    acting = [child for child in item.children if _ACTION.match(child.flat) or len(child.flat.split()) > _LONG_NAME]
    named = bool(re.match(r"^[^,:]*(?::|[;,.]?)$", item.flat))
    return bool(item.children) and named and len(acting) * 2 < len(item.children)


def _sections_follow(node: Node) -> bool:
    """Tell whether a paragraph's children are subsections that open lists of their own."""
    return any(duty_owner(child.flat) is not None for child in node.children)


def _hangs_on_heading(paragraph: Node) -> bool:
    """Tell whether a paragraph gives duties to "the unit" without naming it: its heading does."""
    return any((phrase := duty_owner(node.flat)) is not None and len(phrase.split()) <= 1 for node in paragraph.walk())


def _place(node: Node) -> Message | str:
    return str(node.citation) or Message("line {line}", line=node.first)
