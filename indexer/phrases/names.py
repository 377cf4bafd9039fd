"""Names of units and posts as acts write them: declared in the nominative, used inflected, abbreviated, with a code."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language import fold, words
from knowledge.polish import same_word
from knowledge.unit_nouns import BY_FORM, USUAL

# What a post's name begins with. "Inspektorat" and "Sekretariat" are units, so the endings are spelled out.
_PERSON = r"(?:a|owi|em|iem|u|y|i|e|ie|rze|owie|ow|om|ami|ach)?"
_POSTS = (
    *("dyrektor kierownik naczelnik inspektor koordynator administrator audytor konserwator architekt".split()),
    *("rektor dziekan kanclerz kwestor prezydent burmistrz wojt wojewod marszalek skarbnik komendant".split()),
    *("doradc asystent informatyk specjalist rzecznik radc geodet prezes starost prorektor przewodniczac".split()),
)
_POST_WORDS = re.compile(
    rf"(?:{'|'.join(_POSTS)}){_PERSON}(?:ego|emu|ym)?|inspektorz|zastep(?:c(?:a|y|e|ow|om|ami|ach|owie)?)|z-c(?:a|y|e)|"
    r"pelnomocni(?:k(?:a|owi|iem|u|ow|om)?|cy)|sekretarz(?:a|owi|em|u|e|y)?|ksiegow(?:y|ego|emu|ym|a|ej)"
)
_ADJECTIVE = re.compile(
    r"(?!.*(?:[ae]ni[ae]|cji|osci|ctwa|ctwo|nosc)$).{2,}(?:[yaei]|ego|emu|ej|ym|im|ych|ich|ymi|imi)|i{1,3}|iv|vi{0,3}|ix|x[iv]*|pierwsz\w*|drug\w*"
)

# A code between brackets, in a table cell, after "symbol", or bare; bare ones need a digit or a separator,
# or "systemów IT" would be one.
_CODE = r"[A-ZĄĆĘŁŃÓŚŹŻ][A-ZĄĆĘŁŃÓŚŹŻa-ząćęłńóśźż]{0,7}(?:[-./–][A-Za-z0-9]{1,5})*"
_BARE_CODE = r"[A-ZĄĆĘŁŃÓŚŹŻ][A-ZĄĆĘŁŃÓŚŹŻa-z]{0,6}(?:[-./–][A-Z0-9]{1,5})+"
_CAPITALS = r"[A-ZĄĆĘŁŃÓŚŹŻ]{1,6}"
_ROMANS = r"[IVXL]+[-–][IVXL]+\b"  # "Dzielnic I-XVIII": a range, no code
_NUMBERED_KIND = r"(?:Departament|Biuro|Wydział|Oddział|Dział|Zespół|Pion) (?:[IVXL]+|[A-Z]|\d+)"
_SAID = r"(?:symbol\w*|znak\w*(?: akt| sprawy)?|oznaczeni\w*|skrót\w*|kod\w*|w skrócie)"
_CODES = (
    re.compile(rf"\t[ „\"]*({_CODE})\.?[”\"]?\s*[;,.:]*(?=\t|$)"),
    re.compile(rf"[\s,;(–-]+(?:o |pod )?{_SAID}\s*[:–-]?\s*[„\"]?({_CODE})\.?[”\"]?\)?", re.IGNORECASE),
    re.compile(rf"\s/\s?({_CODE})\s?/"),
    re.compile(rf"\(\s*[„\"]?({_NUMBERED_KIND}|{_CODE})\.?[”\"]?\s*\)"),
    re.compile(rf"[\s:–-]+(?!{_ROMANS})({_BARE_CODE})\.?\s*[;,.:]*$"),
    re.compile(rf"[\s:–-]+(?!{_ROMANS})({_BARE_CODE})(?=[\s;,.:]|$)"),
    re.compile(rf"\s[–—-]\s[„\"]?({_CAPITALS}|[A-Z][a-zł]{{1,2}}[A-Z]{{1,3}})[”\"]?(?=\s*(?:[;,.:(]|$))"),
)
_LEADING_CODE = re.compile(
    rf"^[„\"]?({_CAPITALS}|{_BARE_CODE}|[A-Z]+[a-z]{{1,2}}[A-Z]+)[”\"]?\.?(?:\t|\s*[–—:-]\s+|\s+)(?=\S)"
)
_AFTER_NAME = re.compile(
    r",?\s+(?:któr(?:y|a|e|ego|ej|ych|ym|ą)\b|do któr|w tym\b|w składzie\b|kierowan|podległ|podlega|zwan|w liczbie|"
    r"(?:[–-]\s*)?\(?\d+(?:[.,/]\d+)? etat|w skład któr|prowadzon\w+ przez|z siedzibą|, (?:ul|tel|adres)\b).*$"
)
_VERB_AFTER_DASH = re.compile(r"(?<!o)\s+[–—-]\s+(?=[a-ząćęłńóśźż]+(?:anie|enie|uje|adzi|ywa|nia|wa|ją|a)\b).*$")
_SHORT_WORDS_WITH_DOT = ("r.", "itp.", "itd.", "np.", "in.", "tj.", "poz.", "ww.", "m.in.", "etc.", "pn.", "zm.")
# "Stanowisk ds. kadr" names one unit of several posts, not posts in general.
_GENITIVES = "|".join(noun.many[1] for noun in USUAL if noun.many[1] not in (*noun.one, "stanowisk"))
_FILLERS = frozenset("ds d s do spraw sprawach i oraz pracy nr".split())


@dataclass(frozen=True, slots=True)
class Declaration:
    """Hold a name with the code beside it, if any."""

    name: str
    code: str | None


def parse_declaration(text: str) -> Declaration:
    """Split "Referat ds. umów IT-03-2;" into name and code, whatever way the code is set beside the name."""
    text = re.split(r"(?<=[^\W\d]{4})\. (?=[A-ZŁŚŻ])", text, maxsplit=1)[0]
    match = _LEADING_CODE.match(text)
    if match and kind_of(text[match.end() :]) and not kind_of(match[1]) and not is_roman(match[1]):
        return Declaration(_tidy(_AFTER_NAME.sub("", text[match.end() :])), match[1])
    text = _VERB_AFTER_DASH.sub("", text)
    for pattern in _CODES:
        if (match := pattern.search(text)) and (name := _tidy(text[: match.start()])):
            return Declaration(_tidy(_AFTER_NAME.sub("", name)), match[1].rstrip("."))
    return Declaration(_tidy(_AFTER_NAME.sub("", text)), None)


def is_roman(code: str) -> bool:
    """Tell whether what looks like a code is a roman number: "II Zastępca Dyrektora"."""
    return bool(re.fullmatch(r"[IVX]+", code))


def _tidy(name: str) -> str:
    return " ".join(name.replace("\t", " ").split()).strip(' ;,.:–—-„”"')


def drop_end_mark(text: str) -> str:
    """Drop the one mark that ends a list item; the dot of a closing abbreviation ("itp.") is not one."""
    flat = " ".join(text.replace("\t", " ").split())
    if flat.endswith((";", ",")):
        return flat[:-1].rstrip()
    if flat.endswith(".") and not flat.endswith(_SHORT_WORDS_WITH_DOT):
        return flat[:-1].rstrip()
    return flat


@lru_cache(maxsize=20_000)
def kind_of(name: str) -> str:
    """Return the kind of a unit ("referat", "samodzielne stanowisko"), "post" for a post, "" where it is neither.

    The kind is the first noun of the name, in the nominative, after no more than three adjectives.
    """
    for at, word in enumerate(name.split()[:4]):
        plain = fold(word).strip(' ,;:.()„”"')
        if noun := BY_FORM.get(plain):
            samodzielne = at and fold(name).startswith("samodzieln") and noun.singular == "stanowisko"
            return "samodzielne stanowisko" if samodzielne else noun.kind(plain)
        if _POST_WORDS.fullmatch(plain):
            return "post"
        if not _ADJECTIVE.fullmatch(plain):
            return ""
    return ""


def is_plural(phrase: str) -> bool:
    """Tell whether a phrase names units or posts in general: "referatów", "komórek organizacyjnych", "kierowników"."""
    return bool(
        re.match(
            r"(?:wszystki\w+ |poszczególn\w+ |pozostał\w+ |innych )?"
            rf"(?:{_GENITIVES}|komórki|komórkom|jednostek|jednostki|sekcji i|kierowników|naczelników|dyrektorów|"
            r"pracowników|delegatur|(?:samodzielnych )?stanowisk(?: pracy)?$)\b",
            phrase.strip(),
            re.IGNORECASE,
        )
    )


def same_name(name: str, phrase: str, ignoring: Iterable[str] = ()) -> bool:
    """Tell whether `phrase` is `name` in another case; words of `ignoring` after the name do not count."""
    skipped = {word for text in ignoring for word in name_words(text)}
    rest = _rest_after(name_words(name), name_words(phrase))
    return rest is not None and all(any(same_word(word, known) for known in skipped) for word in rest)


def begins_with_name(name: str, text: str) -> bool:
    """Tell whether a text begins with `name` in any case."""
    return _rest_after(name_words(name), name_words(text)) is not None


def likeness(name: str, phrase: str) -> float:
    """Return how far two names share their letters, 0 to 1, to choose among several that fit."""
    ours, theirs = " ".join(name_words(name)), " ".join(name_words(phrase))
    shared = sum(one == other for one, other in zip(ours, theirs, strict=False))
    return shared / max(len(ours), len(theirs), 1)


@lru_cache(maxsize=20_000)
def name_words(text: str) -> tuple[str, ...]:
    """Split a name into folded words without those that acts write one way here and another there ("ds.", "oraz")."""
    text = re.sub(r"\bI\b", "1", text)  # "Wydział I": a number, not the word "i"
    pieces = [piece for word in words(text) for piece in re.split(r"[-./]", word)]
    return tuple(piece for piece in pieces if piece and piece not in _FILLERS)


def _rest_after(ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str] | None:
    """Return the words of a phrase that follow a name at its start; None where it does not begin with the name."""
    if not ours or not theirs:
        return None
    while ours and theirs:
        if same_word(ours[0], theirs[0]):
            ours, theirs = ours[1:], theirs[1:]
        elif length := _acronym(ours[0], theirs):
            ours, theirs = ours[1:], theirs[length:]
        elif length := _acronym(theirs[0], ours):
            ours, theirs = ours[length:], theirs[1:]
        else:
            return None
    return None if ours else theirs


def _acronym(short: str, long: Sequence[str]) -> int:
    """Return how many words an acronym stands for: "rmk" before "rady", "miasta", "krakowa"; 0 for none."""
    fits = 2 <= len(short) <= 5 and "".join(word[0] for word in long[: len(short)]) == short
    return len(short) if fits else 0
