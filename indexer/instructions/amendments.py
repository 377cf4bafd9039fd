"""What an act orders about other acts: which act is meant, and every instruction with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from indexer.instructions.orders import Deed
from indexer.instructions.places import ANNEX, Address, find_places
from indexer.instructions.sentences import opens_list_of_repeals, orders, read_deeds, read_scope
from indexer.instructions.unexplained import NotUnderstood
from indexer.provisions.head import Head, day_in, number_in, title_in
from indexer.provisions.node import Node
from indexer.provisions.quotations import QUOTED, WORD_NOUN, Quotations
from indexer.reading.lines import place_of
from knowledge.acts.act import Act
from knowledge.acts.citation import Citation
from knowledge.language import words
from knowledge.wording import Message

_ACT = r"(?:zarządzeni|uchwa|rozporządzeni|regulamin|statu|decyzj|załącznik|instrukcj)\w*"
_IN_ANOTHER = re.compile(
    rf"^\W*we?\s+(?:treści\s+|tekście\s+|obowiązującym\s+|dotychczasowym\s+)?(?={_ACT})", re.IGNORECASE
)
# "W zarządzeniu nr 3/2020 … wprowadza się następujące zmiany:"
_CHANGES = re.compile(
    r",?\s*\b(?:wprowadza|dokonuje)\w*\s+się\s+(?:\w+\s+){0,2}zmian\w*"
    r"(?:\s+(?:polegając\w+ na tym, że|w\s+\w+\s+brzmieniu))?\s*:?",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r",?\s*(?:\b(?:we?|po|przed|treść|dotychczasow\w+|użyt\w+ we?|nadaje się|"
    r"(?:uchyla|skreśla|dodaje|dopisuje|wprowadza) się)\s+)*"
    r"(?:§|(?:załącznik\w*(?:\s+nr\s+\w+)?(?:\s+do\s+\w+)?|tytuł)\s+(?:otrzymuje|uzyskuje|uchyla)|"
    r"rozdzia\w+\s+\w+\s+(?:otrzym|uzysk|doda|uchyl)|"
    rf"załącznik\w*\s+(?:nr\s+)?\w+\s*(?:,\s*)?w\b|{WORD_NOUN}\s*:?\s*{QUOTED})",
    re.IGNORECASE,
)
_AS_ANNEX = re.compile(
    r"(?:^\W*we?\s+|\bstanowiąc\w+\s+)załącznik\w*(?:\s+(?:nr|numer)\.?\s*(?P<label>\d+[a-z]?|[IVX]+))?", re.IGNORECASE
)
# "uchyla się § 5 zarządzenia nr 12/2020 Wójta Gminy z dnia 4 maja 2020 r."
_OF_ANOTHER = re.compile(
    r"\s*\b(?:zarządzenia|uchwały|regulaminu|statutu)\s+(?:nr|numer)\s.*?(?=,?\s*(?:ust\b|pkt\b|otrzymuj|uchyla|dodaje|skreśla)|$)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"^\W*(?:we?|po|przed|użyt\w+|wyraz\w*|(?:uchyla|skreśla|dodaje) się|dotychczasow\w+|tytuł|rozdział|załącznik|§|"
    r"ust\.|pkt)(?!\w)",
    re.IGNORECASE,
)
# "W Regulaminie Szkoły nr 5, stanowiącym załącznik do zarządzenia nr 24/03": the act's number, not the school's
_NUMBERED = re.compile(
    r"\b(?:zarządzeni|uchwa|decyzj|rozporządzeni)\w*\s+(?:(?!w\s+sprawie|stanowi|z\s+dnia)\S+\s+){0,7}?(?=(?:nr|numer)\b)",
    re.IGNORECASE,
)
_WIDTH = 160
_UNQUOTED = re.compile(rf"\b(?:brzmieni\w+|treści)\s*:(?!.*{QUOTED})")
_IN_ANNEX = re.compile(r"^\W*we?\s+załącznik", re.IGNORECASE)
_UNCHANGED = re.compile(r"^\W*(?:pozostał\w+|w pozostałym zakresie)\b.*\bbez zmian", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """Hold by what an amending act names the act it changes; empty or None for what it does not say."""

    number: str = ""
    day: date | None = None
    title: str = ""

    def names(self, act: Act | Head) -> bool:
        """Tell whether this may be an act: by its number; without a number, by its title or its day."""
        if self.number:
            return _squeezed(self.number) == _squeezed(act.number) and (
                not self.day or not act.day or self.day == act.day
            )
        if self.day and act.day and self.day != act.day:
            return False
        if self.title:
            return bool(act.title) and _begins(words(self.title), words(act.title))
        return bool(self.day) and self.day == act.day

    def __str__(self) -> str:
        named = f"nr {self.number}" if self.number else ""
        return " ".join(piece for piece in (named, f"z dnia {self.day}" if self.day else "", self.title) if piece)


@dataclass(frozen=True, slots=True)
class Instruction:
    """Hold one instruction of an amending act: its own address and place, its words, and the act it is about.

    `fault` says why it is not understood, or cannot be carried out.
    """

    citation: Citation
    line: int
    page: int
    text: str
    target: Reference
    fault: Message | None = None

    @property
    def placed(self) -> Message:
        """The instruction behind its place and its fault."""
        text = f"{self.text[: _WIDTH - 1]}…" if len(self.text) > _WIDTH else self.text
        place = Message.joined([place_of(self.page, self.line), f"({self.citation})"], " ")
        return Message.joined([place, *([self.fault] if self.fault else []), text], ": ")


@dataclass(frozen=True, slots=True)
class Amendment:
    """Hold an instruction together with what it orders; nothing where it is not understood."""

    instruction: Instruction
    deeds: tuple[Deed, ...] = ()

    @property
    def target(self) -> Reference:
        """The act it is about."""
        return self.instruction.target


def amending(roots: Sequence[Node], titled: bool) -> list[Node]:
    """Return the paragraphs that change another act; `titled` that the title says the act does nothing else."""
    return [root for root in roots if _changes_another(root) or (titled and _speaks_of_its_target(root))]


def read_amendments(roots: Sequence[Node], head: Head, quotations: Quotations) -> tuple[Amendment, ...]:
    """Read the instructions in the paragraphs that change other acts, in their order."""
    reader = _Reader(quotations, _title_reference(head))
    return tuple(amendment for root in roots for amendment in reader.read(root, ()))


class _Reader:
    """Go down the paragraphs of an amending act with the act and the place that the words above have named."""

    def __init__(self, quotations: Quotations, target: Reference) -> None:
        self._quotations, self._target = quotations, target

    def read(self, node: Node, scope: tuple[Address, ...], prefix: str = "") -> Iterator[Amendment]:
        text, inside = self._without_reference(node.flat, scope)
        text = f"{prefix} {text}".strip()
        if not node.children:
            if text.strip(" :") and not _UNCHANGED.match(text):
                yield self._amendment(node, text, inside)
            return
        header = read_scope(text, inside)
        prefix = ""
        if header is not None:
            inside = header
        elif opens_list_of_repeals(text):
            prefix = text.rstrip(": ")
        else:
            yield self._amendment(node, text, inside)
            if _UNQUOTED.search(text):
                return  # new text without quotation marks: what stands below is part of it
        for child in _nested(node.children):
            yield from self.read(child, inside, prefix)

    def _amendment(self, node: Node, text: str, scope: tuple[Address, ...]) -> Amendment:
        said = self._quotations.restore(text)
        instruction = Instruction(node.citation, node.first, node.page, said, self._target)
        try:
            return Amendment(instruction, read_deeds(text, scope, self._quotations))
        except NotUnderstood as error:
            return Amendment(replace(instruction, fault=error.message))

    def _without_reference(self, text: str, scope: tuple[Address, ...]) -> tuple[str, tuple[Address, ...]]:
        """Take the name of the amended act out of a text; returns what is left, and the annex that it names."""
        if not _IN_ANOTHER.match(text):
            inside = _OF_ANOTHER.search(text)
            if inside and (number := _number(inside[0])):
                self._target = Reference(number, day_in(_before_changes(inside[0])), _title(inside[0]))
                return _OF_ANOTHER.sub("", text), scope
            return text, scope
        said = _CHANGES.search(text)
        order = None if said else _ORDER.search(text)
        end, start = (said.start(), said.end()) if said else (order.start(),) * 2 if order else (len(text),) * 2
        named = text[:end]
        if not (_number(named) or day_in(named) or title_in(named)):
            of_the_act = not said and (not order or _IN_ANNEX.match(named))  # "w załączniku nr 1 w § 2 …"
            return (text if of_the_act else text[start:]), scope
        self._target = Reference(_number(named), day_in(_before_changes(named)), _title(named))
        annex = _AS_ANNEX.search(named)
        part = (Address(Citation(part=annex["label"] or ANNEX)),) if annex else scope
        return text[start:].strip(" ,"), part


def _nested(children: Sequence[Node]) -> list[Node]:
    """Put what stands under a double indent ("– – lit. a …") under the indent before it, as the outline does not."""
    found: list[Node] = []
    doubled = False
    for child in children:
        if child.style == "dash" and not child.flat and not child.children:
            doubled = True
            continue
        if doubled and found:
            found[-1] = replace(found[-1], children=[*found[-1].children, child])
        else:
            found.append(child)
        doubled = False
    return found


def _changes_another(root: Node) -> bool:
    for node in root.walk():
        if _IN_ANOTHER.match(node.flat) and (_CHANGES.search(node.flat) or _has_order(root)):
            return True
        if orders(node.flat) and (inside := _OF_ANOTHER.search(node.flat)) and find_places(node.flat[: inside.start()]):
            return True
    return False


def _speaks_of_its_target(root: Node) -> bool:
    return bool(_OWN.match(root.flat) or not root.flat) and _has_order(root)


def _has_order(root: Node) -> bool:
    return any(orders(node.flat) and (re.search(QUOTED, node.flat) or find_places(node.flat)) for node in root.walk())


def _title_reference(head: Head) -> Reference:
    """Return the act that a title names: "zmieniające zarządzenie nr 3/2020 w sprawie …"."""
    return Reference(_number(head.title), day_in(_before_changes(head.title)), _title(head.title))


def _number(text: str) -> str:
    match = _NUMBERED.search(text)
    return number_in(text[match.end() :]) if match else ""


def _title(text: str) -> str:
    """Return the title that the amended act has, without the acts that amended it before."""
    title = re.sub(r"^.*?\bw sprawie\s*:?\s+zmian\w*\s.*?(?=\bw sprawie\b)", "", text)
    return re.sub(r"\s*[,(]\s*(?:zmienion\w+|ze? (?:późn\.|późniejszymi) zm|zm\.).*$", "", title_in(title)).strip(
        " ,.:"
    )


def _before_changes(text: str) -> str:
    return re.split(r"\bzmienion\w+|\bw sprawie\b", text)[0]


def _squeezed(number: str) -> str:
    return re.sub(r"\s", "", number).casefold()


def _begins(short: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether one title is the other, or its beginning: amending acts cut long ones."""
    return len(short) >= 4 and list(full[: len(short)]) == list(short)
