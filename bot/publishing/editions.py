"""The editions that there are, as an admin sees them, the way back to one of them, and the withdrawal of one."""

from collections.abc import Sequence
from datetime import date

from bot.dialogue.talk import SILENT, Talk
from bot.publishing.drafts import button
from bot.replies.reply import Block, Reply
from indexer.examples.relocation import relocate
from indexer.publishing.contact_places import carry_contacts
from knowledge.acts.edition import Edition
from knowledge.acts.succession import (
    State,
    coming,
    following,
    gone_back,
    in_force,
    state,
    taking_effect,
    until,
    withdrawn_with,
    without,
)
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
    """List the editions, the latest first, each with how it stands, over buttons that go back to it or withdraw it."""
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
    withdrawing = [
        button(lang, N_("✖ Withdraw {edition}"), "withdraw", each.id, edition=each.id)
        for each in shown
        if state(each, editions, today) in (State.IN_FORCE, State.COMING)
    ]
    turning = [button(lang, N_("‹ Newer"), "editions", page - 1)] if page else []
    turning += [button(lang, N_("Older ›"), "editions", page + 1)] if page + 1 < pages else []
    rows = [made[at : at + 3] for made in (back, withdrawing) for at in range(0, len(made), 3)] + [turning]
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
    after = following(edition, editions)
    text = talk.say(
        "Go back to edition {edition} ({act}, from {day})?", edition=number, act=edition.act, day=edition.valid_from
    )
    lines = [talk.say("Nothing else is withdrawn.")]
    if after:
        lines = [talk.say("This withdraws: {editions}.", editions=_listed(after, talk.lang))]
    lines += _brought_back(edition, editions, gone_back(edition, editions), talk.lang)
    yes = button(talk.lang, N_("↩ Yes, back to {edition}"), "rollback", number, store.version(), edition=number)
    return Reply(text, closing="\n".join(lines), buttons=((yes, button(talk.lang, N_("No"), "editions", 0)),))


def go_back(talk: Talk, number: int, version: int) -> Reply:
    """Go back to an edition, unless something was published or withdrawn since it was asked."""
    store = talk.dialogue.conversation.store
    if version != store.version():
        return _changed(talk)
    edition = store.edition(number)
    _relocate(talk, (edition, *in_force(gone_back(edition, store.editions()), today_in_warsaw())))
    withdrawn = store.rollback(edition, talk.chat.person)
    lines = [talk.say("Withdrawn: {editions}.", editions=_listed(withdrawn, talk.lang))] if withdrawn else []
    lines.append(_answering(store.editions(), today_in_warsaw(), talk.lang, is_done=True))
    opening = talk.say("Done: back to edition {edition} ({act}).", edition=number, act=edition.act)
    return Reply(opening, closing="\n".join(lines))


def ask_to_withdraw(talk: Talk, number: int) -> Reply:
    """Ask whether to withdraw an edition, saying what answers from then on."""
    store, today = talk.dialogue.conversation.store, today_in_warsaw()
    editions = store.editions()
    edition = next((each for each in editions if each.id == number), None)
    if edition is None:
        return _changed(talk)
    if state(edition, editions, today) is State.WITHDRAWN:
        return talk.toast("That edition is withdrawn already.")
    after = without(edition, editions)
    text = talk.say(
        "Withdraw edition {edition} ({act}, from {day})?", edition=number, act=edition.act, day=edition.valid_from
    )
    lines = (
        *_brought_back(edition, editions, after, talk.lang),
        _answering(after, max(today, edition.valid_from), talk.lang),
    )
    yes = button(talk.lang, N_("✖ Yes, withdraw {edition}"), "withdrawn", number, store.version(), edition=number)
    return Reply(text, closing="\n".join(lines), buttons=((yes, button(talk.lang, N_("No"), "editions", 0)),))


def withdraw(talk: Talk, number: int, version: int) -> Reply:
    """Withdraw an edition, unless something was published or withdrawn since it was asked."""
    store, today = talk.dialogue.conversation.store, today_in_warsaw()
    if version != store.version():
        return _changed(talk)
    edition = store.edition(number)
    _relocate(talk, in_force(without(edition, store.editions()), today))
    store.withdraw(edition, talk.chat.person)
    opening = talk.say("Done: edition {edition} ({act}) is withdrawn.", edition=number, act=edition.act)
    return Reply(opening, closing=_answering(store.editions(), today, talk.lang, is_done=True))


def _relocate(talk: Talk, editions: Sequence[Edition]) -> None:
    """Find the places of corrections and contacts in editions before they answer."""
    if editions:
        carry_contacts(talk.dialogue.conversation.store, editions, talk.chat.person)
        relocate(talk.dialogue.conversation.store, talk.dialogue.conversation.encoder, editions)


def _brought_back(edition: Edition, before: Sequence[Edition], after: Sequence[Edition], lang: str) -> tuple[str, ...]:
    """Say which other editions take effect after all, because what replaced them is withdrawn."""
    effective = {each.id for each in taking_effect(before)} | {edition.id}
    back = [each for each in taking_effect(after) if each.id not in effective]
    return (say("This brings back: {editions}.", lang, editions=_listed(back, lang)),) if back else ()


def _answering(editions: Sequence[Edition], day: date, lang: str, is_done: bool = False) -> str:
    """Say which acts are in force on a day once what was asked is done; where none is, until when."""
    if acts := ", ".join(each.act for each in in_force(editions, day)):
        coming_day = N_("In force on {day} then: {acts}.")
        now = N_("In force now: {acts}." if is_done else "In force then: {acts}.")
        return say(coming_day if day > today_in_warsaw() else now, lang, acts=acts, day=day)
    if later := coming(editions, day):
        text = N_("No act is in force until {act} takes effect on {day}.")
        return say(text, lang, act=later[0].act, day=later[0].valid_from)
    return say(SILENT if is_done else "Then no act is in force, and I can answer nothing until one is published.", lang)


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
    if by := withdrawn_with(edition, editions):
        text = N_("withdrawn: edition {id} ({act}) replaces it; was to be in force from {day}")
        return say(text, lang, day=edition.valid_from, id=by.id, act=by.act)
    standing, end = state(edition, editions, today), until(edition, editions)
    text = (_ENDED if end else {}).get(standing, _STANDINGS[standing])
    return say(text, lang, day=edition.valid_from, until=end or "")


def _leads(edition: Edition, editions: Sequence[Edition]) -> bool:
    """Tell whether going back to an edition would change anything."""
    return edition.is_withdrawn or bool(following(edition, editions))


def _listed(editions: Sequence[Edition], lang: str) -> str:
    return ", ".join(f"{each.id} ({each.act}, {day_in_words(each.valid_from, lang)})" for each in editions)
