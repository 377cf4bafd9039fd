"""The buttons under each kind of reply."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.replies.actions import Action
from bot.replies.emphasis import gist
from bot.replies.reply import Button
from bot.wording.act_names import act_name
from knowledge.acts.act import ALL_UNITS, EVERYBODY, Act, Clause, Unit
from knowledge.acts.citation import Citation
from knowledge.answer import Answer, Outcome, UnitHits
from knowledge.errors import shorten
from knowledge.search.areas import area
from knowledge.wording import say, sentence

Keyboard = tuple[tuple[Button, ...], ...]

LONGEST_LABEL = 40
LONGEST_AREA = 120
MOST_PICKS = 8
MOST_ACTS = 4


class Keyboards:
    """Make keyboards whose actions refer to one edition of an act and one turn of a conversation."""

    def __init__(self, act: Act, edition: int, lang: str, turn: int) -> None:
        self._act, self._edition, self._lang, self._turn = act, edition, lang, turn

    def button(self, label: str, kind: str, *numbers: int) -> Button:
        """Make one button."""
        return Button(shorten(label, LONGEST_LABEL), str(Action(kind, numbers, self._edition)))

    def answer(self, answer: Answer) -> Keyboard:
        """Make the buttons under an answer: the area or unit to choose, the paragraph, the card, others, a verdict."""
        if answer.outcome is Outcome.STRUCTURE:
            return (*self.cards((answer.units or answer.nearest)[:MOST_PICKS]), self._verdict())
        rows = [self.of(each)._pick_row(each, answer) for each in self._to_pick(answer)]
        first = next(iter(answer.units), None)
        if first and not rows:
            own = self.of(first)
            rows.append((own._paragraph(first.hits[0].clause), own._card(first.unit)))
        elif first and answer.twins:
            rows.append((self.of(first)._paragraph(first.hits[0].clause),))
        rows += self._acts(answer.units)
        others = say("🔎 Nearest to it" if answer.outcome is Outcome.NOBODY else "🔎 Other units", self._lang)
        return (*rows, (self.button(others, "others", self._turn), *self._verdict()))

    def of(self, found: UnitHits) -> "Keyboards":
        """Return the maker of buttons that refer to the edition in which a unit was found."""
        if found.edition == self._edition:
            return self
        return Keyboards(found.act, found.edition, self._lang, self._turn)

    def cards(self, found: Sequence[UnitHits], *last: Button) -> Keyboard:
        """Make a button for each unit, two in a row, that shows its card; units of several acts name theirs."""
        is_several = len({each.edition for each in found}) > 1
        made = [self.of(each)._card(each.unit, is_several) for each in found]
        return _rows(*(tuple(made[at : at + 2]) for at in range(0, len(made), 2)), last)

    def _acts(self, found: Sequence[UnitHits]) -> Keyboard:
        """Make a button for each act of several, that limits the answer to it."""
        acts = {each.edition: each for each in found}
        if len(acts) < 2:
            return ()
        made = [
            self.of(each).button(
                sentence("Only {act}", self._lang, act=act_name(each.act, self._lang)), "only", self._turn
            )
            for each in acts.values()
        ]
        return tuple((each,) for each in made[:MOST_ACTS])

    def subject(self, subject: Unit | Citation) -> Button:
        """Make the button that shows the card of a unit or a provision, with the name of its act."""
        if isinstance(subject, Unit):
            return self._card(subject, names_act=True)
        label = f"{subject} · {act_name(self._act, self._lang)}"
        return self.button(label, "par", self._act.place(subject), 1, self._turn)

    def whole(self) -> Button:
        """Make the button that shows the chart of the act, by whose name it goes."""
        return self.button(f"🗺 {act_name(self._act, self._lang)}", "chart", 0, self._turn)

    def clause(self, clause: Clause, unit: Unit) -> Keyboard:
        """Make the buttons under a clause that was chosen: the paragraph, the card, back to the answer."""
        return ((self._paragraph(clause), self._card(unit)), (*self._back(), *self._verdict()))

    def pages(self, kind: str, first: int, page: int, count: int, offset: int = 0) -> tuple[Button, ...]:
        """Make the row that turns pages; `first` is the action's first number, `offset` what is added to a page."""
        previous = self.button(say("‹ Previous", self._lang), kind, first, page - 1 + offset, self._turn)
        following = self.button(say("Next ›", self._lang), kind, first, page + 1 + offset, self._turn)
        following = replace(following, is_next=True)
        return (*([previous] if page else []), *([following] if page + 1 < count else []))

    def card(self, subject: Unit | Citation, page: int, count: int, is_answer: bool = False) -> Keyboard:
        """Make the buttons under a card; one that answers a question is judged, any other leads back to an answer."""
        if isinstance(subject, Citation):
            return _rows(*self._around(subject, page, count), self._verdict() if is_answer else self._back())
        at = position_of(subject, self._act)
        chart = self.button(say("🗺 Chart", self._lang), "chart", at + 1, self._turn)
        last = (chart, *self._verdict()) if is_answer else (*self._back(), chart)
        return _rows(self.pages("card", at, page, count), last)

    def _around(self, citation: Citation, page: int, count: int) -> Keyboard:
        """Make the rows that lead from a provision to its other pages and to its neighbours."""
        provisions = [each.citation for each in self._act.provisions]
        alike = [
            at for at, each in enumerate(provisions) if each.parent == citation.parent and each.part == citation.part
        ]
        here = next((place for place, at in enumerate(alike) if provisions[at] == citation), 0)
        neighbours = [
            (alike[near], arrow) for near, arrow in ((here - 1, "←"), (here + 1, "→")) if 0 <= near < len(alike)
        ]
        steps = tuple(self.button(f"{arrow} {provisions[at]}", "par", at, 1, self._turn) for at, arrow in neighbours)
        return self.pages("par", provisions.index(citation), page, count, offset=1), steps

    def back(self) -> Button:
        """Make the button that leads back to the answer."""
        return self.button(say("‹ Back", self._lang), "back", self._turn)

    def _to_pick(self, answer: Answer) -> Sequence[UnitHits]:
        """Return the units to choose from: those that bear the same duty, or those of which none is sure."""
        if answer.outcome is Outcome.UNSURE:
            return answer.units[:MOST_PICKS]
        return answer.units[: answer.twins][:MOST_PICKS] if answer.outcome is Outcome.ANSWER else ()

    def _pick_row(self, found: UnitHits, answer: Answer) -> tuple[Button, ...]:
        """Make the button that chooses a matter, in few words of the duty, or the whole area of one."""
        clause = found.hits[0].clause
        place = self._act.position(clause)
        if answer.outcome is Outcome.UNSURE:
            return (self.button(gist(clause.text, answer.question, LONGEST_LABEL), "matter", place, self._turn),)
        what = area(clause, [each.hits[0].clause for each in answer.units[: answer.twins]])
        label = what if len(what) <= LONGEST_AREA and what else f"{found.unit.code} · {what or found.unit.name}"
        return (Button(shorten(label, LONGEST_AREA), str(Action("pick", (place, self._turn), self._edition))),)

    def _paragraph(self, clause: Clause) -> Button:
        at = self._act.place(clause.citation)
        paragraph = Citation(paragraph=clause.citation.paragraph, part=clause.citation.part)
        return self.button(say("📖 {citation}", self._lang, citation=paragraph), "par", at, 0, self._turn)

    def _card(self, unit: Unit, names_act: bool = False) -> Button:
        label = say("All units – each for its own work", self._lang) if unit.code == ALL_UNITS else unit.code
        label += f" · {self._act.number or self._act.title}" if names_act else ""
        at = position_of(unit, self._act)
        return self.button(say("🗂 {unit}", self._lang, unit=label), "card", at, 0, self._turn)

    def _back(self) -> tuple[Button, ...]:
        return (self.back(),) if self._turn else ()

    def _verdict(self) -> tuple[Button, ...]:
        return self.button("👍", "yes", self._turn), self.button("👎", "no", self._turn)


def languages(lang: str) -> Keyboard:
    """Make the choice of a language."""
    labels = ("Polski", "English", say("As the question", lang))
    return (tuple(Button(label, str(Action("lang", (at,), 0))) for at, label in enumerate(labels)),)


def position_of(unit: Unit, act: Act) -> int:
    """Return a unit's place among all of the act; the one past the last stands for all units together."""
    return next((at for at, each in enumerate(act.everyone) if each.code == unit.code), len(tuple(act.everyone)))


def unit_at(position: int, act: Act) -> Unit | None:
    """Return the unit with that position; None where there is none."""
    everyone = (*act.everyone, EVERYBODY)
    return everyone[position] if position < len(everyone) else None


def _rows(*rows: Sequence[Button]) -> Keyboard:
    return tuple(_filled(rows))


def _filled(rows: Sequence[Sequence[Button]]) -> Iterator[tuple[Button, ...]]:
    yield from (tuple(row) for row in rows if row)
