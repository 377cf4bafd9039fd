"""What an admin is told while an act is brought in: the draft, the choice of its day, the progress, the outcome."""

from collections.abc import Sequence
from datetime import date

from bot.replies.reply import Block, Button, Item, Reply
from bot.wording.publishing_wording import PUBLISHING, counted, day_in_words
from indexer.publishing.draft import Draft
from indexer.publishing.worker import Result, Word
from knowledge.acts.edition import Lost
from knowledge.errors import shorten
from knowledge.language import printable

MOST_THINGS = 8
"""How many things to look at a message names; the attached file has them all."""

LONGEST_THING = 180
LONGEST_NAME = 60


def button(lang: str, label: str, verb: str, *values: object, **named: object) -> Button:
    """Make a button whose action begins with "adm:"."""
    return Button(PUBLISHING[lang][label].format(**named), ":".join(map(str, ("adm", verb, *values))))


def say(lang: str, key: str, **values: object) -> str:
    """Return a sentence."""
    return PUBLISHING[lang][key].format(**values)


def file_name(name: str) -> str:
    """Return a file's name as it is shown: on one line, without marks that turn its direction."""
    return shorten(printable(name), LONGEST_NAME)


def act_name(number: str, lang: str) -> str:
    """Name an act by its number."""
    return say(lang, "act", act=number) if number else say(lang, "act_unnumbered")


def draft_reply(draft: Draft, file: str, token: str, lang: str) -> Reply:
    """Show a draft: the judgement first, then what to look at, then what it would change, and what may be done."""
    opening = say(lang, "read", name=file, judgement=draft.judgement)
    blocks = [_act_block(draft, lang)]
    if draft.obstacles:
        blocks.append(Block("", introduction=say(lang, "obstacles"), items=_items(draft.obstacles)))
    if draft.things:
        more = len(draft.things) - MOST_THINGS
        facts = (say(lang, "more_things", count=more),) if more > 0 else ()
        blocks.append(Block("", introduction=say(lang, "things"), items=_items(draft.things[:MOST_THINGS])))
        blocks += [Block("", facts=facts)] if facts else []
    if not draft.has_duties:
        return Reply(opening, tuple(blocks), say(lang, "no_duties"))
    if draft.is_same:
        said = say(lang, "same", edition=draft.replaces) if draft.replaces else say(lang, "applied")
        return Reply(opening, tuple(blocks), said)
    blocks += _changes_blocks(draft, lang)
    publish = button(lang, "publish_anyway" if draft.obstacles else "publish", "when", token)
    return Reply(opening, tuple(blocks), buttons=((publish, button(lang, "discard", "discard", token)),))


def when_reply(draft: Draft, today: date, token: str, lang: str) -> Reply:
    """Ask from when an act is to be in force."""
    days = {"from_own": draft.day, "from_today": today}
    rows = [
        (button(lang, label, "publish", token, f"{day:%Y%m%d}", day=day_in_words(day, lang)),)
        for label, day in days.items()
        if day and (label == "from_today" or day != today)
    ]
    last = (button(lang, "back", "draft", token), button(lang, "discard", "discard", token))
    buttons = (*rows, (button(lang, "other_day", "day", token),), last)
    return Reply(say(lang, "when", act=act_name(draft.act, lang)), _warning(draft, lang), buttons=buttons)


def which_day_reply(draft: Draft, token: str, lang: str) -> Reply:
    """Ask for a day in writing."""
    text = say(lang, "which_day", act=act_name(draft.act, lang))
    return Reply(text, buttons=((button(lang, "back", "when", token),),))


def confirm_day_reply(draft: Draft, day: date, today: date, token: str, lang: str) -> Reply:
    """Ask whether the day that was written is meant."""
    text = say(lang, "confirm_day", act=act_name(draft.act, lang), day=day_in_words(day, lang))
    yes = button(lang, "from_day", "publish", token, f"{day:%Y%m%d}", day=day_in_words(day, lang))
    rows = ((yes,), (button(lang, "other_day", "day", token), button(lang, "discard", "discard", token)))
    return Reply(text, _warning(draft, lang), say(lang, "past_day") if day < today else "", rows)


def progress_reply(word: Word, act: str, token: str, lang: str) -> Reply:
    """Say how far a publication is; `act` is "" for a reindexing."""
    kind = ("embedding" if act else "reindexing") if word.of else ("starting" if act else "reindex_start")
    text = say(lang, kind, act=act_name(act, lang), done=word.done, of=word.of)
    return Reply(text, buttons=((button(lang, "cancel", "stop", token),),))


def result_reply(results: Sequence[Result], in_force: Sequence[int], today: date, lang: str) -> Reply:
    """Say what came of a publication: of the act, and of those it amends; `in_force` are numbers of editions."""
    lost = sum(len(each.lost) for each in results)
    closing = [say(lang, "lost", count=lost)] if lost else []
    closing += [say(lang, "see_editions")] if any(each.changed for each in results) else []
    return Reply("\n".join(_result(each, in_force, today, lang) for each in results), closing="\n".join(closing))


def _result(result: Result, in_force: Sequence[int], today: date, lang: str) -> str:
    if not result.changed:
        return say(lang, "unchanged", act=act_name(result.act, lang), edition=result.edition)
    kind = "later" if result.valid_from > today else "now" if result.edition in in_force else "older"
    return say(
        lang,
        kind,
        act=act_name(result.act, lang),
        edition=result.edition,
        day=day_in_words(result.valid_from, lang),
        units=counted(result.units, "units", lang),
        duties=counted(result.duties, "duties", lang),
    )


def reindexed_reply(results: Sequence[Result], lang: str) -> Reply:
    """Say which acts were embedded again."""
    acts = ", ".join(each.act for each in results if each.changed)
    return Reply(say(lang, "reindexed", acts=acts) if acts else say(lang, "not_reindexed"))


def lost_file(lost: Sequence[Lost]) -> bytes:
    """Return the list of questions that lost their duty, as text."""
    lines: list[str] = []
    for each in lost:
        head = f"{each.act} {each.citation} {each.unit}: {each.text}"
        lines += [] if head in lines else ["", head]
        lines.append(f"  {each.question}")
    return "\n".join(lines[1:]).encode("utf-8", "replace")


def _act_block(draft: Draft, lang: str) -> Block:
    day = say(lang, "day", day=day_in_words(draft.day, lang)) if draft.day else say(lang, "no_day")
    name = act_name(draft.act, lang)
    return Block(name[0].upper() + name[1:], facts=tuple(filter(None, (shorten(draft.title, 300), day))))


def _changes_blocks(draft: Draft, lang: str) -> list[Block]:
    """Say what the act takes the place of, and what it changes in others."""
    beside = ", ".join(draft.beside)
    blocks = [
        Block("", introduction=say(lang, "amends", act=each.act, edition=each.edition), facts=each.changes)
        for each in draft.amends
    ]
    if draft.replaces:
        facts = (*draft.changes, *([say(lang, "beside", beside=beside)] if beside else []))
        blocks.insert(0, Block("", introduction=say(lang, "changes", edition=draft.replaces), facts=facts))
    elif not blocks:
        blocks.append(Block("", facts=(say(lang, "new_line", beside=beside) if beside else say(lang, "first"),)))
    return blocks


def _warning(draft: Draft, lang: str) -> tuple[Block, ...]:
    if not draft.obstacles:
        return ()
    return (Block("", introduction=say(lang, "obstacles"), items=_items(draft.obstacles)),)


def _items(texts: Sequence[str]) -> tuple[Item, ...]:
    return tuple(Item("•", shorten(text, LONGEST_THING)) for text in texts)
