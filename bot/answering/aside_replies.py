"""What is said to what is no question about the act: what was not understood, and what can be asked."""

from bot.replies.reply import Reply
from bot.replies.response import Remark
from knowledge.errors import shorten
from knowledge.wording import N_, say

START = N_(
    "Hello! Write in plain words what it is about, and I will name the unit in charge – with its duty and the "
    "clause. For example:"
)
EXAMPLES = N_("who handles SSL certificates?\nmy printer does not work\nIT-04-2\n§ 14")
"""What whoever begins is told, and what they may try."""

# Whoever writes in these reads neither of the two languages in which all else is said.
_FOREIGN = {
    Remark.UKRAINIAN: "Я розумію лише польську та англійську. Запитайте, хто за що відповідає, наприклад: "
    "kto zajmuje się drukarkami?",
    Remark.GERMAN: "Ich verstehe nur Polnisch und Englisch. Fragen Sie, wer wofür zuständig ist, zum Beispiel: "
    "who handles printers?",
}
_SAID = {
    Remark.GREETING: N_("Hello. Write what it is about, and I will name the unit that is responsible."),
    Remark.THANKS: N_("You are welcome. Ask again whenever you need to."),
    Remark.WORDLESS: N_("I find no word in “{text}”. Ask who is responsible for something, for example:"),
    Remark.NOISE: N_("I do not understand “{text}”. Ask who is responsible for something, for example:"),
    Remark.ALPHABET: N_("I read Polish and English only. Ask who is responsible for something, for example:"),
    Remark.HELP: START,
    Remark.WHO: N_(
        "I am a program: I look up in the act which unit is responsible for something, and quote it. For example:"
    ),
    Remark.MISTAKEN: N_(
        "Then I misunderstood. Please say in other words what it is about – which program, which thing."
    ),
}
_HELP = {"pl": "pomoc", "en": "help"}
"""The command that helps, by its name in each language: under that it answers in it."""

_WITHOUT_EXAMPLES = (Remark.GREETING, Remark.THANKS, Remark.MISTAKEN)


def compose_aside(remark: Remark, text: str, lang: str) -> Reply:
    """Answer what was said beside questions; a call for help is answered better by the command that gives it."""
    if remark in _FOREIGN:
        return Reply(_FOREIGN[remark])
    closing = "" if remark in _WITHOUT_EXAMPLES else say(EXAMPLES, lang)
    opening = say(_SAID[remark], lang, text=shorten(text, 40))
    return Reply(opening, closing=closing, command=_HELP[lang] if remark is Remark.HELP else "")
