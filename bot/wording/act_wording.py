"""How replies name acts and days, in Polish and English, where several acts answer or another will."""

from collections.abc import Sequence
from datetime import date

from bot.wording.structure_wording import MONTHS, YEAR_MARK
from knowledge.acts.act import Act
from knowledge.errors import shorten
from knowledge.language import fold

MOST_NAMED = 3
LONGEST_NAME = 60

_KINDS = {
    "zarzadzeni": "decree",
    "uchwal": "resolution",
    "regulamin": "regulations",
    "statut": "statute",
    "rozporzadzeni": "regulation",
    "decyzj": "decision",
}
"""The beginnings of the kinds of acts, folded, in English."""

ACT_WORDS: dict[str, dict[str, str]] = {
    "pl": {
        "of_act": "{act}:",
        "nobody": "Żaden z obowiązujących aktów ({acts}) nie przypisuje tego żadnej komórce.",
        "nobody_of": "Tego żadnej komórce nie przypisuje {act}.",
        "others": "{acts} i {count} innych",
        "which_act": "W którym akcie?",
        "only": "Tylko {act}",
        "limited": "Tylko {act}:",
        "then": "{time} – obowiązywało: {acts}.",
        "will": "{time} – będzie obowiązywać: {acts}.",
        "from": "{act} (od {first})",
        "from_until": "{act} (od {first} do {last})",
        "none_then": "{time} – aktu z tego czasu nie mam. {oldest}",
        "oldest": "Najstarszy, jaki mam ({act}), obowiązuje od {day}.",
        "line_missing": "Aktu, po którym przyszło {act} (od {day}), nie mam.",
        "repealed": "Uchylił wcześniejszy:",
        "today": "Według tego, co obowiązuje dziś:",
        "not_indexed": "{act} jest w bazie, ale dla innego modelu wyszukiwania; trzeba go opublikować ponownie.",
        "history": "{act} – obowiązywało od {first} do {last}:",
        "not_yet": "{act} – zacznie obowiązywać {first}:",
        "first_coming": "{act} zacznie obowiązywać {day}; do tego dnia nie mam aktu, który obowiązuje. Od {day}:",
        "coming_units": "🗓 Od {day} odpowiedź się zmieni ({act}): {units}.",
        "coming_nobody": "🗓 Od {day} odpowiedź się zmieni: {act} nie przypisze tego żadnej komórce.",
        "coming_words": "🗓 Od {day} przepis będzie brzmieć ({act}): {units}.",
        "coming_lines": "🗓 Od {day} odpowiedź się zmieni ({act}):",
        "coming_other": "🗓 Od {day} odpowiedź się zmieni ({act}).",
        "coming_act": "🗓 od {day}: {act}",
        "unknown": "Aktu {number} nie mam; odpowiadam z tego, co obowiązuje dziś:",
        "recoded": "{old} → {new}",
        "not_in_force": "⚠️ {act} zacznie obowiązywać dopiero {day}.",
        "hint": "Żeby zapytać o jeden z nich, dopisz to do pytania: „wg {act} …”.",
    },
    "en": {
        "of_act": "{act}:",
        "nobody": "None of the acts in force ({acts}) assigns this to a unit.",
        "nobody_of": "{act} assigns this to no unit.",
        "others": "{acts} and {count} more",
        "which_act": "In which act?",
        "only": "Only {act}",
        "limited": "Only {act}:",
        "then": "{time} – in force then: {acts}.",
        "will": "{time} – will be in force: {acts}.",
        "from": "{act} (from {first})",
        "from_until": "{act} (from {first} to {last})",
        "none_then": "{time} – I do not have the act that was in force then. {oldest}",
        "oldest": "The oldest I have ({act}) is in force since {day}.",
        "line_missing": "I do not have the act that {act} (since {day}) came after.",
        "repealed": "It repealed the earlier one:",
        "today": "By what is in force today:",
        "not_indexed": "{act} is in the database, but for another search model; it has to be published again.",
        "history": "{act} – in force from {first} to {last}:",
        "not_yet": "{act} – takes effect on {first}:",
        "first_coming": "{act} takes effect on {day}; until then I have no act that is in force. From {day}:",
        "coming_units": "🗓 From {day} the answer changes ({act}): {units}.",
        "coming_nobody": "🗓 From {day} the answer changes: {act} assigns this to no unit.",
        "coming_words": "🗓 From {day} the provision reads ({act}): {units}.",
        "coming_lines": "🗓 From {day} the answer changes ({act}):",
        "coming_other": "🗓 From {day} the answer changes ({act}).",
        "coming_act": "🗓 from {day}: {act}",
        "unknown": "I do not have act {number}; this is what is in force today:",
        "recoded": "{old} → {new}",
        "not_in_force": "⚠️ {act} takes effect only on {day}.",
        "hint": "To ask about one of them, say so in the question: “according to {act} …”.",
    },
}


def act_name(act: Act, lang: str) -> str:
    """Name an act within a sentence: kind and number, or its title where it has no number."""
    kind = act.kind
    if lang == "en":
        kind = next((english for stem, english in _KINDS.items() if fold(kind).startswith(stem)), kind)
    if act.number:
        return f"{kind} {act.number}"
    return shorten(" ".join(filter(None, (kind, act.title))), LONGEST_NAME)


def act_names(acts: Sequence[Act], lang: str) -> str:
    """Name some acts, of many the first few and how many more."""
    names = ", ".join(act_name(act, lang) for act in acts[:MOST_NAMED])
    rest = len(acts) - MOST_NAMED
    return ACT_WORDS[lang]["others"].format(acts=names, count=rest) if rest > 0 else names


def day_in_words(day: date, lang: str) -> str:
    """Write a day out: "14 maja 2024 r.", "14 May 2024"."""
    return f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}{YEAR_MARK[lang]}"


def sentence(lang: str, key: str, **values: object) -> str:
    """Say one of the sentences, with days written out; it begins with a capital, and one dot ends it."""
    told = {name: day_in_words(value, lang) if isinstance(value, date) else value for name, value in values.items()}
    text = ACT_WORDS[lang][key].format(**told).replace("..", ".")
    return text[:1].upper() + text[1:]
