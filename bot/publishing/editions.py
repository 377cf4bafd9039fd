"""The editions that there are, as an admin sees them, and the way back to one of them."""

from collections.abc import Sequence
from datetime import date

from bot.dialogue.talk import Talk
from bot.publishing.drafts import button
from bot.replies.reply import Block, Button, Reply
from indexer.examples.relocation import relocate
from knowledge.acts.edition import Edition
from knowledge.acts.succession import State, state, until
from knowledge.days import OFFICE_ZONE, today_in_warsaw
from knowledge.store.store import Store
from knowledge.wording import N_, Message, day_in_words, say

PAGE = 5

_STANDINGS = {
    State.IN_FORCE: N_("✅ in force since {day}"),
    State.COMING: N_("🕓 in force from {day}"),
    State.SUPERSEDED: N_("superseded; was in force from {day}"),
    State.WITHDRAWN: N_("withdrawn; was to be in force from {day}"),
}
_ENDED = {
    State.IN_FORCE: N_("✅ in force from {day} until {until}"),
    State.SUPERSEDED: N_("superseded; was in force from {day} until {until}"),
}


def list_editions(talk: Talk, page: int = 0) -> Reply:
    """List the editions, the latest first, each with how it stands, and a button for each that one can go back to."""
    editions, today, lang = talk.dialogue.conversation.store.editions(), today_in_warsaw(), talk.lang
    pages = max(1, -(-len(editions) // PAGE))
    page = min(page, pages - 1)
    shown = editions[page * PAGE : page * PAGE + PAGE]
    blocks = tuple(_block(each, editions, today, lang) for each in shown)
    back = [
        button(lang, N_("↩ Back to {edition}"), "return", each.id, edition=each.id)
        for each in shown
        if _leads(each, editions)
    ]
    turning = [button(lang, N_("‹ Newer"), "editions", page - 1)] if page else []
    turning += [button(lang, N_("Older ›"), "editions", page + 1)] if page + 1 < pages else []
    rows: list[Sequence[Button]] = [*(back[at : at + 3] for at in range(0, len(back), 3)), turning]
    return Reply(say("Editions, the latest first:", lang), blocks, buttons=tuple(tuple(row) for row in rows if row))


def ask_to_return(talk: Talk, number: int) -> Reply:
    """Ask whether to go back to an edition, saying what that withdraws."""
    store = talk.dialogue.conversation.store
    editions = store.editions()
    edition = next((each for each in editions if each.id == number), None)
    if edition is None:
        return _changed(talk)
    if not _leads(edition, editions):
        return talk.toast("That edition is in force, and nothing follows it.")
    after = _after(edition, editions)
    text = talk.say(
        "Go back to edition {edition} ({act}, from {day})?", edition=number, act=edition.act, day=edition.valid_from
    )
    closing = talk.say("Nothing else is withdrawn.")
    if after:
        closing = talk.say("This withdraws: {editions}.", editions=_listed(after, talk.lang))
    yes = button(talk.lang, N_("↩ Yes, back to {edition}"), "rollback", number, store.version(), edition=number)
    return Reply(text, closing=closing, buttons=((yes, button(talk.lang, N_("No"), "editions", 0)),))


def go_back(talk: Talk, number: int, version: int) -> Reply:
    """Go back to an edition, unless something was published or withdrawn since it was asked."""
    store = talk.dialogue.conversation.store
    if version != store.version():
        return _changed(talk)
    edition = store.edition(number)
    relocate(store, talk.dialogue.conversation.encoder, [edition])
    withdrawn = store.rollback(edition, talk.chat.person)
    lines = [talk.say("Withdrawn: {editions}.", editions=_listed(withdrawn, talk.lang))] if withdrawn else []
    lines.append(talk.say("In force now: {acts}.", acts=acts_in_force(store, today_in_warsaw())))
    opening = talk.say("Done: back to edition {edition} ({act}).", edition=number, act=edition.act)
    return Reply(opening, closing="\n".join(lines))


def _changed(talk: Talk) -> Reply:
    return talk.toast("Something has changed meanwhile – look again.")


def acts_in_force(store: Store, today: date) -> str:
    """Name the acts that are in force."""
    return ", ".join(each.act for each in store.in_force(today)) or "–"


def _block(edition: Edition, editions: Sequence[Edition], today: date, lang: str) -> Block:
    published = edition.published_at.astimezone(OFFICE_ZONE).date()
    facts = (
        _standing(edition, editions, today, lang),
        say(
            "published {day}, {units}, {duties}",
            lang,
            day=day_in_words(published, lang),
            units=Message.counted("{count} unit", "{count} units", edition.unit_count),
            duties=Message.counted("{count} duty", "{count} duties", edition.clause_count),
        ),
    )
    return Block(f"{edition.id} · {edition.act}", facts=facts)


def _standing(edition: Edition, editions: Sequence[Edition], today: date, lang: str) -> str:
    standing, end = state(edition, editions, today), until(edition, editions)
    text = (_ENDED if end else {}).get(standing, _STANDINGS[standing])
    return say(text, lang, day=edition.valid_from, until=end or "")


def _leads(edition: Edition, editions: Sequence[Edition]) -> bool:
    """Tell whether going back to an edition would change anything."""
    return edition.is_withdrawn or bool(_after(edition, editions))


def _after(edition: Edition, editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """Return the editions that going back to one withdraws, as `Store.rollback` does."""
    later = (each for each in editions if not each.is_withdrawn and each.order > edition.order)
    return tuple(sorted((e for e in later if set(e.lines) & set(edition.lines)), key=lambda each: each.order))


def _listed(editions: Sequence[Edition], lang: str) -> str:
    return ", ".join(f"{each.id} ({each.act}, {day_in_words(each.valid_from, lang)})" for each in editions)
