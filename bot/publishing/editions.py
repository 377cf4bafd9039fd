"""The editions that there are, as an admin sees them, and the way back to one of them."""

from collections.abc import Sequence
from datetime import date

from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.actions import Action
from bot.replies.reply import Block, Button, Reply
from knowledge.acts.edition import Edition
from knowledge.acts.succession import State, state, until
from knowledge.days import OFFICE_ZONE, today_in_warsaw
from knowledge.errors import NoEdition
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


def press_editions(dialogue: Dialogue, chat: Chat, action: Action) -> Reply:
    """Turn the pages of the list, ask whether to go back, or go back."""
    store, lang, today = dialogue.conversation.store, dialogue.language(chat), today_in_warsaw()
    try:
        if action.kind == "editions":
            return editions_reply(store, today, lang, action.number(0))
        if action.kind == "return":
            return confirm_reply(store, action.number(0), today, lang)
        return roll_back(store, action.number(0), action.number(1), chat.person, today, lang)
    except NoEdition:
        return Reply(toast=say("Something has changed meanwhile – look again.", lang))


def editions_reply(store: Store, today: date, lang: str, page: int = 0) -> Reply:
    """List the editions, the latest first, each with how it stands, and a button for each that one can go back to."""
    editions = store.editions()
    pages = max(1, -(-len(editions) // PAGE))
    page = min(page, pages - 1)
    shown = editions[page * PAGE : page * PAGE + PAGE]
    blocks = tuple(_block(each, editions, today, lang) for each in shown)
    back = [
        _button(lang, N_("↩ Back to {edition}"), "return", each.id, edition=each.id)
        for each in shown
        if _leads(each, editions)
    ]
    turning = [_button(lang, N_("‹ Newer"), "editions", page - 1)] if page else []
    turning += [_button(lang, N_("Older ›"), "editions", page + 1)] if page + 1 < pages else []
    rows: list[Sequence[Button]] = [*(back[at : at + 3] for at in range(0, len(back), 3)), turning]
    return Reply(say("Editions, the latest first:", lang), blocks, buttons=tuple(tuple(row) for row in rows if row))


def confirm_reply(store: Store, number: int, today: date, lang: str) -> Reply:
    """Ask whether to go back to an edition, saying what that withdraws; raises NoEdition."""
    edition, editions = store.edition(number), store.editions()
    if not _leads(edition, editions):
        return Reply(toast=say("That edition is in force, and nothing follows it.", lang))
    after = _after(edition, editions)
    text = say(
        "Go back to edition {edition} ({act}, from {day})?",
        lang,
        edition=number,
        act=edition.act,
        day=day_in_words(edition.valid_from, lang),
    )
    closing = (
        say("This withdraws: {editions}.", lang, editions=_listed(after, lang))
        if after
        else say("Nothing else is withdrawn.", lang)
    )
    yes = _button(lang, N_("↩ Yes, back to {edition}"), "rollback", number, store.version(), edition=number)
    return Reply(text, closing=closing, buttons=((yes, _button(lang, N_("No"), "editions", 0)),))


def roll_back(store: Store, number: int, version: int, who: str, today: date, lang: str) -> Reply:
    """Go back to an edition, unless something was published or withdrawn since it was asked; raises NoEdition."""
    if version != store.version():
        return Reply(toast=say("Something has changed meanwhile – look again.", lang))
    edition = store.edition(number)
    withdrawn = store.rollback(edition, who)
    lines = [say("Withdrawn: {editions}.", lang, editions=_listed(withdrawn, lang))] if withdrawn else []
    lines.append(say("In force now: {acts}.", lang, acts=acts_in_force(store, today)))
    return Reply(
        say("Done: back to edition {edition} ({act}).", lang, edition=number, act=edition.act), closing="\n".join(lines)
    )


def acts_in_force(store: Store, today: date) -> str:
    """Name the acts that are in force."""
    return ", ".join(each.act for each in store.in_force(today)) or "–"


def _button(lang: str, label: str, kind: str, *numbers: int, **named: object) -> Button:
    return Button(say(label, lang, **named), str(Action(kind, numbers, 0)))


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
