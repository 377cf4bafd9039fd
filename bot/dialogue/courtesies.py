"""Greetings and thanks: what is said beside questions, and is answered in kind, not searched for."""

from knowledge.language import fold, words
from knowledge.wording import N_

START = N_(
    "Hello! Write in plain words what it is about, and I will name the unit in charge – with its duty and the "
    "clause. For example:"
)
EXAMPLES = N_("who handles SSL certificates?\nmy printer does not work\nIT-04-2\n§ 14")
"""What whoever begins is told, and what they may try."""

_GREETINGS = """
    hej | hejka | czesc | siema | witam | witaj | halo | dzien dobry | dobry wieczor
    hello | hi | hey | good morning | good afternoon
"""
_THANKS = """
    dziekuje | dziekuje bardzo | bardzo dziekuje | dzieki | dzieki wielkie | wielkie dzieki | ok dzieki | super dzieki
    dziekuje za pomoc | ok | okej | okay | super
    thanks | thank you | thank you very much | many thanks | thx | ok thanks | great thanks
"""
_ANSWERS = {
    said.strip(): key
    for key, group in (
        (N_("Hello. Write what it is about, and I will name the unit that is responsible."), _GREETINGS),
        (N_("You are welcome. Ask again whenever you need to."), _THANKS),
    )
    for line in group.splitlines()
    for said in line.split("|")
}


def courtesy(text: str) -> str:
    """Return the sentence, to be said, that answers a greeting or thanks; "" where a text is neither."""
    said = " ".join(fold(word) for word in words(text))
    return _ANSWERS.get(said, "") if said else ""
