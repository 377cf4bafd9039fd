"""What an admin should look at after an act was read: gaps, doubles, cut or scrambled text, missing parts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.parsing.notice import Notice
from indexer.provisions.marks import follows
from indexer.provisions.node import Node
from indexer.provisions.page_furniture import ANOTHER_ACT, CONTENTS, Aside
from indexer.reading.lines import Line
from knowledge.acts.act import Act
from knowledge.wording import Message

_POLISH = re.compile(r"[ąćęłńóśźż]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
# "zaBcznik", "wrze[nia", "|ycie": letters that a wrong code page turned into signs
_SCRAMBLED = re.compile(r"[a-ząćęłńóśźż][A-Z\[\]|][a-z]{2,}|(?<=\s)\|[a-z]{2,}")
# "p rowadzenie": one letter torn off that is no word by itself
_TORN = re.compile(r"(?:^|(?<!lit\.)(?<!\si)(?<!,)\s)([b-hj-np-tvxyB-HJ-NP-TVXY]) ([a-ząćęłńóśźż]{4,})")
_SHARE_OF_POLISH_LETTERS = 0.01
_ENOUGH_LETTERS = 400
_FEW = 5


def doubts(
    source: Sequence[Line], asides: Sequence[Aside], nodes: Sequence[Node], act: Act, silent: bool, amends: bool
) -> Iterator[Notice]:
    """Yield what is odd about an act and its text, each with its place.

    `amends` tells that it has instructions about other acts, `silent` that by its title it has nothing else.
    """
    yield from _act_as_a_whole(act, asides, silent, amends)
    yield from _numbering(nodes, top=True)
    for root in nodes:
        for node in root.walk():
            yield from _numbering(node.children)
            if not node.text and not node.children:
                yield Notice(
                    node.first, Message("{citation} has no text", citation=node.citation), node.page, "numbering"
                )
    yield from _scrambled(source)
    set_aside = {aside.line.number for aside in asides}
    ends = [line.number for line in source if line.number not in set_aside]
    yield from _breaks_off(nodes, ends[-1] if ends else 0)
    yield from _contents_break_off(source, asides)
    yield from _undeclared_codes(act)


def _act_as_a_whole(act: Act, asides: Sequence[Aside], silent: bool, amends: bool) -> Iterator[Notice]:
    if silent and not amends:
        yield Notice(0, Message("this act amends another one, but nothing in it says how"), 0, "act")
    elif not act.clauses and not amends:
        reason = (
            Message("the act may leave them to a regulation")
            if act.units
            else Message("this may be no organisational act")
        )
        yield Notice(0, Message("no duty was found: {reason}", reason=reason), 0, "duty")
    others = [aside.line for aside in asides if aside.reason == ANOTHER_ACT]
    if others:
        yield Notice(others[0].number, Message("another act begins here; it was not read"), others[0].page, "act")
    if act.units and any(aside.reason == CONTENTS for aside in asides) and not act.clauses:
        yield Notice(0, Message("the units are known from the table of contents only"), 0, "unit")
    yield from _without_duties(act)
    present = {provision.citation.part for provision in act.provisions if provision.citation.part}
    for annex in act.annexes:
        if not present:
            yield Notice(
                0, Message("{citation}: the annex it names is not in the text", citation=annex.citation), 0, "annex"
            )


def _without_duties(act: Act) -> Iterator[Notice]:
    """Report the units that bear no duty, one by one while they are few: acts often leave theirs to a regulation."""
    duties = Counter(clause.unit for clause in act.clauses)
    parents = {unit.parent for unit in act.units}
    idle = [unit for unit in act.units if unit.code not in duties and unit.code not in parents]
    names = [unit.name if unit.code.startswith(unit.name) else f"{unit.code} {unit.name}" for unit in idle]
    if len(idle) > _FEW:
        yield Notice(
            0,
            Message("the act gives no duty to {count} units: {names}", count=len(idle), names="; ".join(names)),
            0,
            "duty",
        )
    elif act.clauses:
        yield from (Notice(0, Message("{name}: the act gives it no duty", name=name), 0, "duty") for name in names)


def _numbering(siblings: Sequence[Node], top: bool = False) -> Iterator[Notice]:
    """Report doubles and gaps among the provisions of one list."""
    numbered = [node for node in siblings if node.style in ("par", "bare", "dot", "paren", "letter")]
    for node in numbered:
        if node.occurrence > 1 and node.citation.level != "indent":
            yield Notice(node.first, _again(node), node.page, "numbering")
    if numbered and not top and not re.match(r"1[a-z]?$|a$", numbered[0].label):
        message = Message("{citation} begins a list: something may be missing before it", citation=numbered[0].citation)
        yield Notice(numbered[0].first, message, numbered[0].page, "numbering")
    for before, node in pairwise(numbered):
        same_list = before.style == node.style and before.citation.part == node.citation.part
        if (
            same_list
            and node.label != before.label
            and node.label not in ("1", "a")
            and not follows(before.label, node.label)
        ):
            message = Message(
                "{citation} follows {before}: something may be missing between",
                citation=node.citation,
                before=before.citation,
            )
            yield Notice(node.first, message, node.page, "numbering")


def _again(node: Node) -> Message:
    if node.occurrence == 2:
        return Message("{citation} stands 2 times; both are kept, told apart by their order", citation=node.citation)
    return Message(
        "{citation} stands {count} times; all are kept, told apart by their order",
        citation=node.citation,
        count=node.occurrence,
    )


def _scrambled(source: Sequence[Line]) -> Iterator[Notice]:
    text = " ".join(line.text for line in source if not line.text.startswith("SOURCE:"))
    letters, polish = len(_LETTER.findall(text)), len(_POLISH.findall(text))
    if letters >= _ENOUGH_LETTERS and polish < _SHARE_OF_POLISH_LETTERS * letters:
        yield Notice(
            0,
            Message("letters are lost: next to no ą, ć, ę, ł … in the whole text; get the original file"),
            0,
            "letters",
        )
    for line in source:
        found = [match[0] for match in _SCRAMBLED.finditer(line.text) if not re.match(r"[a-z][A-Z]{2}", match[0])]
        if len(found) > 2 and not line.text.startswith("SOURCE:"):
            yield Notice(
                line.number, Message("the text looks scrambled: {words}", words=", ".join(found[:3])), line.page, "text"
            )
        if line.hidden:
            yield Notice(line.number, Message("marks that cannot be seen were left out of the text"), line.page, "text")
        if match := _TORN.search(line.text):
            yield Notice(
                line.number, Message("a letter is torn off: {words!r}", words=match[0].strip()), line.page, "text"
            )


def _breaks_off(nodes: Sequence[Node], end: int) -> Iterator[Notice]:
    """Report an act whose last words, on the line `end`, close no sentence or list."""
    if not nodes:
        return
    *before, last = list(nodes[-1].walk())
    if last.last < end:
        return
    text = last.text
    ends = [node.text for node in before if node.text and not node.children]
    if not text or text.endswith((".", ";", "!", "?", ")", "”", '"', "*", "…")):
        return
    if last.style == "free" and not last.children and len(text) < 120 and len(nodes) < 3:
        return
    if (
        not ends
        or any(end.endswith((".", ";", ",", ":")) for end in ends)
        or (re.search(r"\w$", text) and len(text) > 400)
    ):
        yield Notice(last.last, Message("the text breaks off: …{words!r}", words=text[-40:]), last.page, "cut")


def _contents_break_off(source: Sequence[Line], asides: Sequence[Aside]) -> Iterator[Notice]:
    """Report an act of which nothing but a part of its table of contents is there."""
    contents = [aside.line for aside in asides if aside.reason == CONTENTS]
    if contents and source[-1].number == contents[-1].number and not re.search(r"\d\s*$", contents[-1].text):
        place = contents[-1]
        yield Notice(
            place.number, Message("the text breaks off: …{words!r}", words=place.text[-40:]), place.page, "cut"
        )


def _undeclared_codes(act: Act) -> Iterator[Notice]:
    """Report codes shaped like those of the declared units that no list declares ("Pion IT-02")."""
    declared = {unit.code for unit in act.everyone}
    prefixes = {re.escape(code.split("-")[0]) for code in declared if re.fullmatch(r"[A-Z]+(?:-\d+)+", code)}
    if not prefixes:
        return
    shape = re.compile(rf"\b(?:{'|'.join(sorted(prefixes))})(?:-\d+)+\b")
    for provision in act.provisions:
        for code in dict.fromkeys(shape.findall(provision.text)):
            if code not in declared:
                message = Message(
                    "{citation} names {code}, which is declared nowhere", citation=provision.citation, code=code
                )
                yield Notice(provision.lines.first, message, 0, "codes")
