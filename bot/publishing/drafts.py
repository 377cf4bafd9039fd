"""What an admin is told while an act is brought in: the draft, the choice of its day, the progress, the outcome."""

from collections.abc import Sequence
from datetime import date

from bot.replies.actions import Action
from bot.replies.reply import Block, Button, Item, Reply
from indexer.publishing.draft import Draft
from indexer.publishing.worker import Result, Word
from knowledge.acts.edition import Lost
from knowledge.errors import shorten
from knowledge.language import printable
from knowledge.wording import N_, Message, day_in_words, say

MOST_THINGS = 8
"""How many things to look at a message names; the attached file has them all."""

LONGEST_THING = 180
LONGEST_NAME = 60


def button(lang: str, label: str, kind: str, *numbers: int, **named: object) -> Button:
    """Make a button of no edition in particular; `named` are the values of its label."""
    return Button(say(label, lang, **named), str(Action(kind, numbers, 0)))


def file_name(name: str) -> str:
    """Return a file's name as it is shown: on one line, without marks that turn its direction."""
    return shorten(printable(name), LONGEST_NAME)


def act_name(number: str, lang: str) -> str:
    """Name an act by its number."""
    return say("act no. {act}", lang, act=number) if number else say("the act without a number", lang)


def draft_reply(draft: Draft, file: str, token: int, lang: str) -> Reply:
    """Show a draft: the judgement first, then what to look at, then what it would change, and what may be done."""
    opening = say("{name}: {judgement}", lang, name=file, judgement=draft.judgement)
    blocks = [_act_block(draft, lang), *_warning(draft, lang)]
    if draft.things:
        more = len(draft.things) - MOST_THINGS
        facts = (say("… and {count} more – all of it in the attached file.", lang, count=more),) if more > 0 else ()
        blocks.append(Block("", introduction=say("To look at:", lang), items=_items(draft.things[:MOST_THINGS])))
        blocks += [Block("", facts=facts)] if facts else []
    if not draft.has_duties:
        return Reply(opening, tuple(blocks), say("There is nothing to publish: the act gives nobody a duty.", lang))
    if draft.is_same:
        said = (
            say(
                "The very same is published already (edition {edition}) – nothing would change.",
                lang,
                edition=draft.replaces,
            )
            if draft.replaces
            else say("These changes have been applied already – nothing would change.", lang)
        )
        return Reply(opening, tuple(blocks), said)
    blocks += [*_changes_blocks(draft, lang), *_ends(draft, lang)]
    publish = button(lang, N_("⚠️ Publish all the same …" if draft.obstacles else "✅ Publish …"), "when", token)
    return Reply(opening, tuple(blocks), buttons=((publish, button(lang, N_("🗑 Discard"), "discard", token)),))


def when_reply(draft: Draft, today: date, token: int, lang: str) -> Reply:
    """Ask from when an act is to be in force."""
    days = {N_("From today ({day})"): today}
    if draft.day and draft.day != today:
        days = {N_("From {day} (as the act says)"): draft.day, **days}
    rows = [(button(lang, label, "publish", token, int(f"{day:%Y%m%d}"), day=day),) for label, day in days.items()]
    last = (button(lang, N_("‹ Back"), "draft", token), button(lang, N_("🗑 Discard"), "discard", token))
    buttons = (*rows, (button(lang, N_("Another day …"), "day", token),), last)
    return Reply(
        say("From when is {act} to be in force?", lang, act=act_name(draft.act, lang)),
        _warning(draft, lang),
        buttons=buttons,
    )


def which_day_reply(draft: Draft, token: int, lang: str) -> Reply:
    """Ask for a day in writing."""
    text = say(
        "Write the day from which {act} is to be in force, e.g. 31.01.2027.", lang, act=act_name(draft.act, lang)
    )
    return Reply(text, buttons=((button(lang, N_("‹ Back"), "when", token),),))


def confirm_day_reply(draft: Draft, day: date, today: date, token: int, lang: str) -> Reply:
    """Ask whether the day that was written is meant."""
    text = say("Publish {act} from {day}?", lang, act=act_name(draft.act, lang), day=day_in_words(day, lang))
    yes = button(lang, N_("✅ Publish from {day}"), "publish", token, int(f"{day:%Y%m%d}"), day=day_in_words(day, lang))
    rows = ((yes,), (button(lang, N_("Another day …"), "day", token), button(lang, N_("🗑 Discard"), "discard", token)))
    return Reply(
        text,
        (*_warning(draft, lang), *_ends(draft, lang, day)),
        say("That day is past – it would answer at once.", lang) if day < today else "",
        rows,
    )


def progress_reply(word: Word, act: str, token: int, lang: str) -> Reply:
    """Say how far a publication is; `act` is "" for a reindexing."""
    if act:
        held = N_("Publishing {act}: {done} of {of} texts … Until the end, what was in force stays so.")
        text = held if word.of else N_("Publishing {act} … Until the end, what was in force stays so.")
    else:
        held = N_("Embedding again: {done} of {of} texts … Until the end I answer as before.")
        text = held if word.of else N_("Embedding again … Until the end I answer as before.")
    text = say(text, lang, act=act_name(act, lang), done=word.done, of=word.of)
    return Reply(text, buttons=((button(lang, N_("✖ Cancel"), "stop", token),),))


def result_reply(results: Sequence[Result], in_force: Sequence[int], today: date, lang: str) -> Reply:
    """Say what came of a publication: of the act, and of those it amends; `in_force` are numbers of editions."""
    lost = sum(len(each.lost) for each in results)
    closing = []
    if lost:
        gone = N_("Example questions whose duty is gone: {count}. They are kept; the list is in the attached file.")
        closing.append(say(gone, lang, count=lost))
    if any(each.changed for each in results):
        closing.append(say("All editions, and going back: /editions", lang))
    return Reply("\n".join(_result(each, in_force, today, lang) for each in results), closing="\n".join(closing))


def _result(result: Result, in_force: Sequence[int], today: date, lang: str) -> str:
    if not result.changed:
        return say(
            "Nothing has changed: {act} is published already in the same way (edition {edition}).",
            lang,
            act=act_name(result.act, lang),
            edition=result.edition,
        )
    if result.valid_from > today:
        outcome = N_("It will answer from midnight of {day}.")
    else:
        outcome = N_(
            "It answers from now on."
            if result.edition in in_force
            else "It was in force from {day}; a newer one stays in force."
        )
    return say(
        "✅ Published: {act}, edition {edition} – {units}, {duties}. {outcome}",
        lang,
        act=act_name(result.act, lang),
        edition=result.edition,
        units=Message.counted("{count} unit", "{count} units", result.units),
        duties=Message.counted("{count} duty", "{count} duties", result.duties),
        outcome=Message(outcome, day=result.valid_from),
    )


def reindexed_reply(results: Sequence[Result], lang: str) -> Reply:
    """Say which acts were embedded again."""
    acts = ", ".join(each.act for each in results if each.changed)
    return Reply(
        say("✅ Embedded again: {acts}.", lang, acts=acts)
        if acts
        else say("There is nothing to do: the vectors are of the model that is set.", lang)
    )


def lost_file(lost: Sequence[Lost]) -> bytes:
    """Return the list of questions that lost their duty, as text."""
    lines: list[str] = []
    for each in lost:
        head = f"{each.act} {each.citation} {each.unit}: {each.text}"
        lines += [] if head in lines else ["", head]
        lines.append(f"  {each.question}")
    return "\n".join(lines[1:]).encode("utf-8", "replace")


def _act_block(draft: Draft, lang: str) -> Block:
    day = (
        say("in force from {day}, by its own words", lang, day=day_in_words(draft.day, lang))
        if draft.day
        else say("does not say in so many words from when it is in force", lang)
    )
    name = act_name(draft.act, lang)
    return Block(name[0].upper() + name[1:], facts=tuple(filter(None, (shorten(draft.title, 300), day))))


def _changes_blocks(draft: Draft, lang: str) -> list[Block]:
    """Say what the act takes the place of, what it changes in others, and what will then not come."""
    beside = ", ".join(draft.beside)
    blocks = [
        Block(
            "",
            introduction=say(
                "What it would change in act {act} (edition {edition}):", lang, act=each.act, edition=each.edition
            ),
            facts=each.changes,
        )
        for each in draft.amends
    ]
    if draft.replaces:
        facts = (*draft.changes, *([say("Staying in force: {beside}.", lang, beside=beside)] if beside else []))
        change = say("What would change (from edition {edition}):", lang, edition=draft.replaces)
        return [Block("", introduction=change, facts=facts), *blocks]
    if blocks:
        return blocks
    alone = N_("It would be the first act.")
    stands = N_("It replaces no act – it would stand beside those in force: {beside}.")
    return [Block("", facts=(say(stands if beside else alone, lang, beside=beside),))]


def _ends(draft: Draft, lang: str, day: date | None = None) -> tuple[Block, ...]:
    """Say which acts still to come are repealed or replaced: as from a day, where that is known, they are withdrawn."""
    ends = [each for each in draft.ends if day is None or each.day >= day]
    named = (
        say("{act} (edition {edition}, from {day})", lang, act=each.act, edition=each.edition, day=each.day)
        for each in ends
    )
    text = N_(
        "Withdrawn with it, because it repeals or replaces them:"
        if day
        else "It repeals or replaces acts still to come. Those that would begin no sooner are withdrawn with it:"
    )
    return (Block("", introduction=say(text, lang), facts=tuple(named)),) if ends else ()


def _warning(draft: Draft, lang: str) -> tuple[Block, ...]:
    if not draft.obstacles:
        return ()
    return (
        Block("", introduction=say("⚠️ Not read well enough to be published:", lang), items=_items(draft.obstacles)),
    )


def _items(texts: Sequence[str]) -> tuple[Item, ...]:
    return tuple(Item("•", shorten(text, LONGEST_THING)) for text in texts)
