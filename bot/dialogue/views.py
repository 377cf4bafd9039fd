"""Cards, provisions and reporting lines of one edition, page by page, with their buttons."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.keyboards import Keyboards
from bot.replies import cards
from bot.replies.paging import page_of, pages
from bot.replies.reply import Button, Reply
from knowledge.acts.act import Act, Provision, Unit
from knowledge.acts.citation import Citation
from knowledge.acts.project_orders import Order
from knowledge.answer import UnitHits
from knowledge.errors import shorten
from knowledge.wording import say

Row = tuple[Button, ...]

MOST_CHOICES = 8


class Views:
    """Show what stands in one edition's act; `turn` is the answer to which a button leads back, 0 for none."""

    def __init__(self, act: Act, edition: int, lang: str, turn: int, orders: Sequence[Order] = ()) -> None:
        self.act, self.lang, self._turn, self._orders = act, lang, turn, orders
        self.keys = Keyboards(act, edition, lang, turn)

    def range(self) -> dict[str, str]:
        """Return the first and the last paragraph of the act."""
        paragraphs = [each.citation for each in self.act.provisions if each.citation.parent is None]
        return {"first": str(paragraphs[0]), "last": str(paragraphs[-1])}

    def card(self, unit: Unit, page: int) -> Reply:
        """Show a page of a unit's card."""
        found = pages(cards.unit_card(self.act, unit, self.lang, self._orders))
        page = min(page, len(found) - 1)
        return self._page(found, page, self.keys.card(unit, page, len(found)))

    def paragraph(self, inside: Provision) -> Reply:
        """Show the paragraph that contains a provision, at the page on which that stands."""
        citation = Citation(paragraph=inside.citation.paragraph, part=inside.citation.part)
        item = cards.provision_item(inside, lang=self.lang)
        return self.provision(citation, page_of(pages(cards.provision(self.act, citation, self.lang)), item))

    def provision(self, citation: Citation, page: int) -> Reply:
        """Show a page of a provision."""
        found = pages(cards.provision(self.act, citation, self.lang))
        page = min(page, len(found) - 1)
        return self._page(found, page, self.keys.paragraph(citation, page, len(found)))

    def tree(self, page: int) -> Reply:
        """Show a page of the reporting lines."""
        found = pages(cards.structure(self.act, self.lang))
        page = min(page, len(found) - 1)
        return self._page(found, page, self.keys.tree(page, len(found)))

    def chart(self, unit: Unit | None) -> Reply:
        """Show the drawn organisation with a unit marked."""
        return Reply(say("Who reports to whom", self.lang), picture=cards.chart(self.act, unit, tuple(self._orders)))

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

    def _page(self, found: tuple[Reply, ...], page: int, buttons: tuple[Row, ...]) -> Reply:
        closing = found[page].closing if page + 1 == len(found) else ""
        if len(found) > 1:
            told = say("page {page} of {pages}", self.lang, page=page + 1, pages=len(found))
            closing = f"{closing}\n{told}".strip()
        return replace(found[page], closing=closing, buttons=buttons)
