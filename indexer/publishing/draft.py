"""A draft: what an admin must see of an act before it is published, and what it would change; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from indexer.comparing.changes import summary, to_html
from indexer.comparing.compare import Comparison, compare
from indexer.parsing.parse import Reading
from indexer.parsing.report import judgement, render, things_to_see, unpublishable
from indexer.publishing.amended_acts import Consolidation, consolidations
from indexer.publishing.publish import source_of
from indexer.publishing.sandbox import read_confined
from indexer.reading.read import Document
from knowledge.acts.act import Act
from knowledge.acts.edition import Edition
from knowledge.store.store import Store, first_day


@dataclass(frozen=True, slots=True)
class AmendedAct:
    """Hold an act that would be amended, the number of its edition, and five lines on what would change in it."""

    act: str
    edition: int
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """Hold an act that was to take effect on a day, and the number of its edition."""

    act: str
    edition: int
    day: date


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold an act that was read and not published, in the language of whoever asked.

    `judgement` says in a sentence how well it was read, `things` what to look at, each with its place, `obstacles` why
    it should not be published; `has_duties` tells whether it can be at all. `day` is the first day by its own words.
    `replaces` names the edition whose place it takes (0 where it takes none) and `changes` says in five lines what is
    different; `amends` are the acts it changes, `beside` those in force that stay, `ends` those still to come that it
    repeals or replaces: they are withdrawn with it where they would begin no sooner. `page` is all of it as HTML.
    `is_same` tells that the very same is published already.
    """

    act: str
    title: str
    judgement: str
    things: tuple[str, ...]
    obstacles: tuple[str, ...]
    has_duties: bool
    day: date | None
    replaces: int
    changes: tuple[str, ...]
    amends: tuple[AmendedAct, ...]
    beside: tuple[str, ...]
    ends: tuple[Coming, ...]
    page: str
    is_same: bool


def prepare(document: Document, store: Store, lang: str, today: date) -> Draft:
    """Read an act and compare it with the edition whose place it would take.

    Raises UnreadableSource, also where it cannot be applied to what it amends.
    """
    reading = read_confined(document)
    act = reading.act
    amended = _amended(reading, document, store)
    before = store.nearest(act, first_day(act)) if act.clauses else None
    earlier = store.load(before).act if before else None
    comparison = compare(earlier, act) if earlier else None
    applied = [compare(store.load(each.base).act, each.reading.act) for each in amended]
    beside = [each for each in store.in_force(today) if before is None or not set(each.lines) & set(before.lines)]
    return Draft(
        act=act.number,
        title=act.title,
        judgement=judgement(reading, lang),
        things=things_to_see(reading, lang),
        obstacles=(
            *(why.said(lang) for each in (reading, *(one.reading for one in amended)) for why in unpublishable(each)),
        ),
        has_duties=bool(act.clauses or reading.instructions),
        day=act.commencement.day if act.commencement else None,
        replaces=before.id if before else 0,
        changes=summary(comparison, lang) if comparison else (),
        amends=tuple(
            AmendedAct(each.base.act, each.base.id, summary(one, lang))
            for each, one in zip(amended, applied, strict=True)
        ),
        beside=tuple(each.act for each in beside),
        ends=tuple(Coming(each.act, each.id, each.valid_from) for each in store.replaced(act, today)),
        page=_page(reading, [*([comparison] if comparison else []), *applied], lang),
        is_same=bool(
            _is_same(act, earlier, document.fingerprint, before)
            if before and earlier
            else reading.instructions and not act.clauses and not amended
        ),
    )


def _amended(reading: Reading, document: Document, store: Store) -> list[Consolidation]:
    """Return the acts that an amending act changes, as they would read; those it is applied to already are left out."""
    if not reading.instructions:
        return []
    made = consolidations(reading, source_of(reading, document), store)
    return [each for each in made if isinstance(each, Consolidation)]


def _is_same(act: Act, earlier: Act, source_hash: str, before: Edition) -> bool:
    """Tell whether an edition says the very same: the same file, or the same words read from another."""
    if source_hash == before.source_hash:
        return True
    heads = [(each.number, each.day, each.title, each.commencement) for each in (act, earlier)]
    said = [[(str(each.citation), each.text) for each in one.provisions] for one in (act, earlier)]
    return heads[0] == heads[1] and said[0] == said[1]


def _page(reading: Reading, comparisons: Sequence[Comparison], lang: str) -> str:
    """Return the report and the comparisons as one page."""
    report = f"<pre style='white-space:pre-wrap'>{escape(render(reading, lang))}</pre>"
    if comparisons:
        first, *others = (to_html(each, lang) for each in comparisons)
        more = "".join(f"<hr>\n{page.partition('<body>')[2].rpartition('</body>')[0]}" for page in others)
        return first.replace("</body>", f"{more}<hr>\n{report}\n</body>")
    title = escape(reading.act.title or reading.act.number)
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return f'<!doctype html>\n<html lang="{lang}"><head>{head}</head><body>\n{report}\n</body></html>\n'
