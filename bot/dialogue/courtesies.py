"""Greetings and thanks: what is said beside questions, and is answered in kind, not searched for."""

from knowledge.language import fold, words

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
    for key, group in (("greeting", _GREETINGS), ("welcome", _THANKS))
    for line in group.splitlines()
    for said in line.split("|")
}


def courtesy(text: str) -> str:
    """Return the key, in `bot.wording.words`, of what answers a greeting or thanks; "" where a text is neither."""
    said = " ".join(fold(word) for word in words(text))
    return _ANSWERS.get(said, "") if said else ""
