"""What each command does, wherever it was typed."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from bot.access.permissions import Role, refusal
from bot.answering.aside_replies import EXAMPLES, START
from bot.corrections.queue import show_queue
from bot.dialogue.dialogue import Chat, Dialogue
from bot.dialogue.keyboards import languages
from bot.dialogue.talk import Talk
from bot.dialogue.views import MOST_CHOICES, Views
from bot.publishing.editions import list_editions
from bot.replies.act_card import act_card
from bot.replies.reply import Reply
from bot.screens import own_data
from bot.screens.access_screens import obey_access
from bot.screens.contact_setting import propose_contact
from bot.screens.figures import show_figures
from bot.screens.messages import hear
from bot.wording.act_names import act_name
from indexer.reading.read import MAX_BYTES
from knowledge.acts.citation import Citation
from knowledge.errors import InvalidCitation, NothingInForce, shorten
from knowledge.language import sound
from knowledge.questions.typed_units import units_meant
from knowledge.wording import N_, say, sentence

LIKE = 60
"""How much alike, of 100, a command must be to one that is not known to be offered for it."""

FROM_INLINE = "inline"
"""What /start brings from inline mode, and is no question."""


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


@dataclass(frozen=True, slots=True)
class Command:
    """Hold a command: the name by which the program knows it, its name in each language, and what a menu says of it.

    `needs` is the least role that may give it, `do` what it does; `in_groups` tells that the menu of a group shows it.
    """

    name: str
    pl: str
    en: str
    purpose: str
    needs: Role
    do: Callable[[Talk, Call], Reply]
    in_groups: bool = True

    def spelled(self, lang: str) -> str:
        """Return the name under which a language's menu shows it."""
        return self.en if lang == "en" else self.pl


def obey(dialogue: Dialogue, chat: Chat, call: Call) -> Reply:
    """Do what a command says where the person may give it; an unknown one is answered with the nearest that may."""
    dialogue.conversation.refresh()
    dialogue.leave(chat)
    call = replace(call, name=sound(call.name), argument=sound(call.argument), quoted=sound(call.quoted))
    spelled = call.name.casefold()
    known = NAMES.get(spelled)
    hint = "" if known is None or known.pl == known.en else ("en" if spelled == known.en else "pl")
    talk = Talk.of(dialogue, chat, default=hint)
    if known is None:
        allowed = [name for name in NAMES if talk.may(NAMES[name].needs)]
        nearest = process.extractOne(spelled, allowed, scorer=fuzz.ratio, score_cutoff=LIKE)
        told = NAMES[nearest[0] if nearest else "help"].spelled(talk.lang)
        return Reply(talk.say("I do not know /{name}. Perhaps /{nearest}?", name=shorten(call.name, 32), nearest=told))
    try:
        return known.do(talk, call) if talk.may(known.needs) else Reply(refusal(known.needs, talk.lang))
    except NothingInForce:
        return talk.silent()


def is_for_all(call: Call) -> bool:
    """Tell whether even those who may not ask may give a command."""
    known = NAMES.get(call.name.casefold())
    return known is not None and known.needs is Role.NOBODY


def _start(talk: Talk, call: Call) -> Reply:
    """Greet, or answer what the link asks that was opened: "?start=IT-04-2", "?start=zepsuta_drukarka"."""
    asked = call.argument.replace("_", " ")
    if asked and call.argument != FROM_INLINE:
        return hear(talk.dialogue, talk.chat, asked)
    queue, access, editions = (NAMES[name].spelled(talk.lang) for name in ("queue", "access", "editions"))
    more = [
        talk.say(
            "As the helpdesk you press 👎 under a wrong answer to put it right, and /{queue} shows what found none.",
            queue=queue,
        )
        if talk.may(Role.AGENT)
        else "",
        talk.say(
            "As an administrator you admit people with /{access}, send me an act as a file to publish it, and go back "
            "to an earlier one with /{editions}.",
            access=access,
            editions=editions,
        )
        if talk.may(Role.ADMIN)
        else "",
    ]
    return Reply(talk.say(START), closing="\n\n".join(filter(None, (talk.say(EXAMPLES), *more))))


def _help(talk: Talk, call: Call) -> Reply:
    lines = "\n".join(
        f"/{each.spelled(talk.lang)} – {talk.say(each.purpose)}" for each in COMMANDS if talk.may(each.needs)
    )
    return Reply(
        talk.say(
            "Ask in plain words, in Polish or English; you may paste or forward a whole ticket. Then "
            "go on: “who is their boss?”, “and in schools?”, “show more”. In a group I reply when "
            "somebody mentions me or replies to me. In any chat, type {inline} and a few words to "
            "pick a unit to send.",
            inline=call.inline or "@bot",
        ),
        closing=lines,
    )


def _who(talk: Talk, call: Call) -> Reply:
    if call.argument:
        return hear(talk.dialogue, talk.chat, call.argument, spoken="en" if call.name.casefold() == "who" else "")
    return (
        hear(talk.dialogue, talk.chat, call.quoted, ticket=True)
        if call.quoted
        else Reply(
            talk.say("Write the question after the command, e.g. /who broken printer – or reply with it to a message.")
        )
    )


def _unit(talk: Talk, call: Call) -> Reply:
    return (
        talk.dialogue.unit(talk.chat, call.argument, talk.lang)
        if call.argument
        else Reply(talk.say("Give a code or a name, e.g. /unit IT-04-2."))
    )


def _structure(talk: Talk, call: Call) -> Reply:
    book, orders = talk.dialogue.conversation.book, talk.dialogue.conversation.orders
    acts = book.named(call.argument) if call.argument else ()
    named = units_meant(book.everyone, call.argument) if call.argument and not acts else ()
    if len(named) == 1:
        return Views(named[0].act, named[0].edition, talk.lang, 0, orders).chart(named[0].unit)
    shown, *others = sorted(book.published, key=lambda each: each.act not in acts)
    views = [Views(each.act, each.edition.id, talk.lang, 0, orders) for each in (shown, *others)]
    reply = views[0].chart(None)
    return replace(reply, buttons=tuple((each.keys.whole(),) for each in views[1 : MOST_CHOICES + 1]))


def _clause(talk: Talk, call: Call) -> Reply:
    for text in (call.argument, f"§ {call.argument}"):  # "17.2.1.g", "17 ust. 2"
        with suppress(InvalidCitation):
            return talk.dialogue.answer(talk.chat, str(Citation.parse(text)), talk.lang)
    views = _views(talk)
    return Reply(
        say(
            "Give a provision, e.g. /clause 17 ust. 2 pkt 1 – they run from {first} to {last}.",
            views.lang,
            **views.range(),
        )
    )


def _act(talk: Talk, call: Call) -> Reply:
    """Tell what is in force, and what will be."""
    conversation = talk.dialogue.conversation
    blocks = tuple(act_card(each.act, talk.lang, each.edition.valid_from) for each in conversation.book.published)
    coming = tuple(
        sentence(
            "🗓 from {day}: {act}", talk.lang, day=each.valid_from, act=act_name(conversation.act_of(each), talk.lang)
        )
        for each in conversation.coming
    )
    hint = (
        sentence(
            "To ask about one of them, say so in the question: “according to {act} …”.",
            talk.lang,
            act=conversation.act.number or conversation.act.title,
        )
        if conversation.book.is_several
        else ""
    )
    return Reply(blocks=blocks, closing="\n".join((*coming, *filter(None, (hint,)))))


def _publish(talk: Talk, call: Call) -> Reply:
    return Reply(
        talk.say(
            "Send me the act's file here: PDF, DOCX, HTML, Markdown or text, up to {most} MB. I will "
            "read it, show what I found and what it would change – and publish it only when you "
            "confirm and choose the day.",
            most=MAX_BYTES // 1_000_000,
        )
    )


def _editions(talk: Talk, call: Call) -> Reply:
    return list_editions(talk)


def _reindex(talk: Talk, call: Call) -> Reply:
    return Reply(
        talk.say("I take acts only in a chat with me alone – please send me the file there.")
    )  # where it can be done, the messenger's side does it and shows how far it is


def _language(talk: Talk, call: Call) -> Reply:
    return Reply(talk.say("In which language shall I reply?"), buttons=languages(talk.lang))


def _privacy(talk: Talk, call: Call) -> Reply:
    return own_data.explain(talk, call.days)


def _forget(talk: Talk, call: Call) -> Reply:
    return own_data.ask_to_forget(talk)


def _stats(talk: Talk, call: Call) -> Reply:
    return show_figures(talk, call.argument)


def _access(talk: Talk, call: Call) -> Reply:
    return obey_access(talk, call.subject, call.argument)


def _queue(talk: Talk, call: Call) -> Reply:
    return show_queue(talk)


def _contact(talk: Talk, call: Call) -> Reply:
    return propose_contact(talk, call.argument)


def _views(talk: Talk) -> Views:
    return Views(
        talk.dialogue.conversation.act,
        talk.dialogue.conversation.edition.id,
        talk.lang,
        0,
        talk.dialogue.conversation.orders,
    )


COMMANDS = (
    Command("start", "start", "start", N_("how to begin"), Role.EMPLOYEE, _start, in_groups=False),
    Command("help", "pomoc", "help", N_("what I can do"), Role.EMPLOYEE, _help),
    Command("who", "kto", "who", N_("who is responsible for it"), Role.EMPLOYEE, _who),
    Command("unit", "komorka", "unit", N_("a unit's card: duties and superior"), Role.EMPLOYEE, _unit),
    Command("structure", "struktura", "structure", N_("who reports to whom"), Role.EMPLOYEE, _structure),
    Command("clause", "par", "clause", N_("what a section says, e.g. /clause 17"), Role.EMPLOYEE, _clause),
    Command("act", "akt", "act", N_("what is in force, and since when"), Role.EMPLOYEE, _act),
    Command("queue", "kolejka", "queue", N_("unanswered questions"), Role.AGENT, _queue, in_groups=False),
    Command("language", "jezyk", "language", N_("the language of replies"), Role.EMPLOYEE, _language),
    Command("privacy", "prywatnosc", "privacy", N_("what I know about you"), Role.NOBODY, _privacy, in_groups=False),
    Command("forget", "zapomnij", "forget", N_("delete what you know about me"), Role.NOBODY, _forget, in_groups=False),
    Command("stats", "statystyki", "stats", N_("how many questions, and what became of them"), Role.AGENT, _stats),
    Command("access", "dostep", "access", N_("who may ask and administrate"), Role.ADMIN, _access, in_groups=False),
    Command("publish", "publikuj", "publish", N_("how to bring in an act"), Role.ADMIN, _publish, in_groups=False),
    Command(
        "editions",
        "wydania",
        "editions",
        N_("editions of acts, going back, withdrawing"),
        Role.ADMIN,
        _editions,
        in_groups=False,
    ),
    Command("contact", "kontakt", "contact", N_("set a unit's contact"), Role.ADMIN, _contact, in_groups=False),
    Command("reindex", "reindex", "reindex", N_("embed again (a new model)"), Role.ADMIN, _reindex, in_groups=False),
)
"""Every command. What is not here does nothing."""

NAMES: Mapping[str, Command] = {
    name: command for command in COMMANDS for name in (command.name, command.pl, command.en)
}
"""The commands by every name they have."""
