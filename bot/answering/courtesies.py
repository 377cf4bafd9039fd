"""Greetings and thanks: what is said beside questions, and is answered in kind, not searched for."""

from bot.replies.response import Remark
from knowledge.language import fold, words

_GREETINGS = """
    hej | hejka | czesc | siema | witam | witaj | halo | dzien dobry | dobry wieczor
    hello | hi | hey | hello there | hi there | good morning | good afternoon
"""
_THANKS = """
    dziekuje | dziekuje bardzo | bardzo dziekuje | dzieki | dzieki wielkie | wielkie dzieki | ok dzieki | super dzieki
    dziekuje za pomoc | ok | okej | okay | super
    thanks | thank you | thank you very much | many thanks | thx | ok thanks | great thanks
"""
_SAID = {
    said.strip(): remark
    for remark, group in ((Remark.GREETING, _GREETINGS), (Remark.THANKS, _THANKS))
    for line in group.splitlines()
    for said in line.split("|")
}


def courtesy(text: str) -> Remark | None:
    """Tell a greeting or thanks; None where a text is neither."""
    said = " ".join(fold(word) for word in words(text))
    return _SAID.get(said) if said else None
