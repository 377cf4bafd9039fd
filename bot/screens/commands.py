"""What each command does, wherever it was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import process

from bot.access import permissions as access
from bot.corrections.queue import show_queue
from bot.dialogue.courtesies import EXAMPLES, START
from bot.dialogue.dialogue import Chat, Dialogue
from bot.dialogue.views import MOST_CHOICES, Views
from bot.publishing.editions import editions_reply
from bot.replies import cards
from bot.replies.reply import Reply
from bot.screens import own_data
from bot.screens.access_screens import obey_access
from bot.screens.figures import show_figures
from bot.screens.messages import hear
from bot.wording.act_names import act_name
from bot.wording.command_names import COMMANDS, NAMES, Command
from indexer.reading.read import MAX_BYTES
from knowledge.acts.citation import Citation
from knowledge.days import today_in_warsaw
from knowledge.errors import InvalidCitation, shorten
from knowledge.language import sound
from knowledge.wording import say, sentence


@dataclass(frozen=True, slots=True)
class Call:
    """Hold a command as it was given: its words, the text it was given in reply to, and what the bot says of itself.

    `inline` is how inline mode is called ("@bot"), `days` how long questions are kept, `subject` the key of the person
    that it is about: "" where that cannot be told, None where there is none.
    """

    name: str
    argument: str = ""
    quoted: str = ""
    inline: str = ""
    days: int = 0
    subject: str | None = None

    def names(self, command: str) -> bool:
        """Tell whether this is a certain command, by the name under which the program knows it."""
        known = NAMES.get(self.name.casefold())
        return known is not None and known.name == command


def obey(dialogue: Dialogue, chat: Chat, call: Call) -> Reply:
    """Do what a command says where the person may give it; an unknown one is answered with the nearest that may."""
    dialogue.conversation.refresh()
    call = replace(call, name=sound(call.name), argument=sound(call.argument), quoted=sound(call.quoted))
    spelled = call.name.casefold()
    known = NAMES.get(spelled)
    hint = "" if known is None or known.pl == known.en else ("en" if spelled == known.en else "pl")
    lang = dialogue.language(chat, default=hint)
    if known is None:
        nearest = process.extractOne(spelled, [name for name in NAMES if _may(chat, NAMES[name])])
        told = NAMES[nearest[0]].spelled(lang)
        return Reply(say("I do not know /{name}. Perhaps /{nearest}?", lang, name=shorten(call.name, 32), nearest=told))
    if not _may(chat, known):
        return Reply(access.refusal(access.COMMANDS, known.name, lang))
    return _DOES[known.name](dialogue, chat, call, lang)


def is_for_all(call: Call) -> bool:
    """Tell whether even those who may not ask may give a command."""
    known = NAMES.get(call.name.casefold())
    return known is not None and access.may(access.Role.NOBODY, access.COMMANDS, known.name)


def _may(chat: Chat, command: Command) -> bool:
    return access.may(chat.role, access.COMMANDS, command.name)


def _start(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    return Reply(say(START, lang), closing=say(EXAMPLES, lang))


def _help(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    lines = "\n".join(f"/{each.spelled(lang)} – {say(each.purpose, lang)}" for each in COMMANDS if _may(chat, each))
    return Reply(
        say(
            "Ask in plain words, in Polish or English; you may paste or forward a whole ticket. Then "
            "go on: “who is their boss?”, “and in schools?”, “show more”. In a group I reply when "
            "somebody mentions me or replies to me. In any chat, type {inline} and a few words to "
            "pick a unit to send.",
            lang,
            inline=call.inline or "@bot",
        ),
        closing=lines,
    )


def _who(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    if call.argument:
        return hear(dialogue, chat, call.argument, spoken="en" if call.name.casefold() == "who" else "")
    return (
        hear(dialogue, chat, call.quoted, ticket=True)
        if call.quoted
        else Reply(
            say("Write the question after the command, e.g. /who broken printer – or reply with it to a message.", lang)
        )
    )


def _unit(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    return (
        dialogue.unit(chat, call.argument, lang)
        if call.argument
        else Reply(say("Give a code or a name, e.g. /unit IT-04-2.", lang))
    )


def _structure(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    book, orders = dialogue.conversation.book, dialogue.conversation.orders
    acts = book.named(call.argument) if call.argument else ()
    named = cards.units_named(book.everyone, call.argument) if call.argument and not acts else ()
    if len(named) == 1:
        return Views(named[0].act, named[0].edition, lang, 0, orders).chart(named[0].unit)
    shown, *others = sorted(book.published, key=lambda each: each.act not in acts)
    views = [Views(each.act, each.edition.id, lang, 0, orders) for each in (shown, *others)]
    reply = views[0].chart(None)
    return replace(reply, buttons=tuple((each.keys.whole(),) for each in views[1 : MOST_CHOICES + 1]))


def _clause(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    try:
        return dialogue.clause(chat, Citation.parse(call.argument), lang)
    except InvalidCitation:
        views = _views(dialogue, lang)
        return Reply(
            say(
                "Give a provision, e.g. /clause 17 ust. 2 pkt 1 – they run from {first} to {last}.",
                views.lang,
                **views.range(),
            )
        )


def _act(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    """Tell what is in force, and what will be."""
    conversation = dialogue.conversation
    blocks = tuple(block for act in conversation.book.acts for block in cards.act_card(act, lang).blocks)
    coming = tuple(
        sentence("🗓 from {day}: {act}", lang, day=each.valid_from, act=act_name(conversation.act_of(each), lang))
        for each in conversation.coming
    )
    hint = (
        sentence(
            "To ask about one of them, say so in the question: “according to {act} …”.",
            lang,
            act=conversation.act.number or conversation.act.title,
        )
        if conversation.book.is_several
        else ""
    )
    return Reply(blocks=blocks, closing="\n".join((*coming, *filter(None, (hint,)))))


def _publish(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    return Reply(
        say(
            "Send me the act's file here: PDF, DOCX, HTML, Markdown or text, up to {most} MB. I will "
            "read it, show what I found and what it would change – and publish it only when you "
            "confirm and choose the day.",
            lang,
            most=MAX_BYTES // 1_000_000,
        )
    )


def _editions(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    return editions_reply(dialogue.conversation.store, today_in_warsaw(), lang)


def _reindex(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    return Reply(
        say("I take acts only in a chat with me alone – please send me the file there.", lang)
    )  # where it can be done, the messenger's side does it and shows how far it is


def _language(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    return Reply(say("In which language shall I reply?", lang), buttons=dialogue.keyboards(lang, 0).languages())


def _privacy(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    return own_data.explain(dialogue, lang, call.days)


def _forget(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    return own_data.ask_to_forget(dialogue, chat, lang)


def _stats(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    return show_figures(dialogue, lang, call.argument)


def _access(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    return obey_access(dialogue, chat, call.subject, call.argument, lang)


def _queue(dialogue: Dialogue, chat: Chat, call: Call, lang: str) -> Reply:
    return show_queue(dialogue, chat, lang=lang)


def _views(dialogue: Dialogue, lang: str) -> Views:
    return Views(dialogue.conversation.act, dialogue.conversation.edition.id, lang, 0, dialogue.conversation.orders)


_DOES: Mapping[str, Callable[[Dialogue, Chat, Call, str], Reply]] = {
    "start": _start,
    "help": _help,
    "who": _who,
    "unit": _unit,
    "structure": _structure,
    "clause": _clause,
    "act": _act,
    "language": _language,
    "privacy": _privacy,
    "forget": _forget,
    "stats": _stats,
    "access": _access,
    "queue": _queue,
    "publish": _publish,
    "editions": _editions,
    "reindex": _reindex,
}
