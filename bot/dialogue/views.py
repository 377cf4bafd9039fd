"""Cards of one edition's units and provisions, page by page, and its chart, with their buttons."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.dialogue.keyboards import Keyboards
from bot.replies.chart import chart_of
from bot.replies.paging import page_of, pages
from bot.replies.provision_card import provision_card
from bot.replies.reply import Reply
from bot.replies.units import UnitWriter
from bot.wording.contact_line import contacts_of
from knowledge.acts.act import Act, Clause, Provision, Unit
from knowledge.acts.citation import Citation
from knowledge.acts.project_orders import Order
from knowledge.answer import Hit, UnitHits
from knowledge.errors import shorten
from knowledge.search.areas import bearers_of
from knowledge.staff.contacts import ContactBook
from knowledge.wording import say

MOST_CHOICES = 8


class Views:
    """Show what stands in one edition's act; `turn` is the answer to which a button leads back, 0 for none."""

    def __init__(
        self,
        act: Act,
        edition: int,
        lang: str,
        turn: int,
        orders: Sequence[Order] = (),
        contacts: ContactBook = MappingProxyType({}),
    ) -> None:
        self.act, self.lang, self._edition, self._orders = act, lang, edition, orders
        self._contacts = contacts_of(edition, contacts)
        self.keys = Keyboards(act, edition, lang, turn)

    def range(self) -> dict[str, str]:
        """Return the first and the last paragraph of the act."""
        paragraphs = [each.citation for each in self.act.provisions if each.citation.parent is None]
        return {"first": str(paragraphs[0]), "last": str(paragraphs[-1])}

    def bearers(self, clause: Clause) -> tuple[UnitHits, ...]:
        """Return the units that bear the same duty as a clause gives, each with its own clause; its unit first."""
        own = (
            (self.act.unit(each.unit) or Unit(each.unit, each.unit, ""), each)
            for each in bearers_of(clause, self.act.clauses)
        )
        return tuple(UnitHits(unit, (Hit(each, 1.0),), 1.0, self.act, self._edition) for unit, each in own)

    def card(self, subject: Unit | Citation, page: int = 0, is_answer: bool = False) -> Reply:
        """Show a page of the card of a unit or a provision; the answer to a question may be judged."""
        found = self._pages(subject)
        page, count = min(page, len(found) - 1), len(found)
        told = say("page {page} of {pages}", self.lang, page=page + 1, pages=count) if count > 1 else ""
        return replace(found[page], closing=told, buttons=self.keys.card(subject, page, count, is_answer))

    def _pages(self, subject: Unit | Citation) -> tuple[Reply, ...]:
        if isinstance(subject, Citation):
            block = provision_card(subject, self.act, self.lang, self._orders)
        else:
            block = UnitWriter(self.act, self.lang, self._orders, self._contacts).card(subject)
        return pages(Reply(blocks=(block,)))

    def paragraph(self, inside: Provision) -> Reply:
        """Show the paragraph that contains a provision, at the page on which that stands."""
        citation = Citation(paragraph=inside.citation.paragraph, part=inside.citation.part)
        return self.card(citation, page_of(self._pages(citation), inside))

    def chart(self, unit: Unit | None) -> Reply:
        """Show the drawn organisation with a unit marked."""
        return Reply(say("Who reports to whom", self.lang), picture=chart_of(self.act, unit, tuple(self._orders)))

    def choice(self, units: Sequence[UnitHits], text: str) -> Reply:
        """Offer the units that a text may mean."""
        wanted = text.casefold()
        known = any(wanted in (each.unit.code.casefold(), *each.unit.name.casefold().split()) for each in units) or any(
            wanted in each.unit.name.casefold() for each in units
        )
        opening = say(
            "Which unit shall I show?" if known else "There is no unit “{text}”. Perhaps one of these?",
            self.lang,
            text=shorten(text),
        )
        return Reply(opening, buttons=self.keys.cards(units[:MOST_CHOICES]))
