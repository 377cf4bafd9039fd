"""Names of units and posts as acts write them: declared in the nominative, used inflected, abbreviated, with a code."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language import fold, words
from knowledge.polish import same_word

# What a unit's name begins with: nominative singular and plural, gender, and a pattern of all its folded cases.
_MASCULINE = r"(?:u|owi|em|e|y|ow|om|ami|ach)?"
_NOUNS = (
    ("referat", "referaty", "m", r"referat(?:u|owi|em|y|ow|om|ami|ach)?|referacie"),
    ("oddział", "oddziały", "m", rf"oddzial{_MASCULINE}"),
    ("wydział", "wydziały", "m", rf"wydzial{_MASCULINE}"),
    ("poddział", "poddziały", "m", rf"poddzial{_MASCULINE}"),
    ("dział", "działy", "m", rf"dzial{_MASCULINE}"),
    ("departament", "departamenty", "m", rf"departament{_MASCULINE}|departamencie"),
    ("zespół", "zespoły", "m", rf"zespol{_MASCULINE}"),
    ("pion", "piony", "m", rf"pion{_MASCULINE}|pionie"),
    ("gabinet", "gabinety", "m", rf"gabinet{_MASCULINE}|gabinecie"),
    ("inspektorat", "inspektoraty", "m", rf"inspektorat{_MASCULINE}|inspektoracie"),
    ("sekretariat", "sekretariaty", "m", rf"sekretariat{_MASCULINE}|sekretariacie"),
    ("zakład", "zakłady", "m", rf"zaklad{_MASCULINE}|zakladzie"),
    ("ośrodek", "ośrodki", "m", r"osrod(?:ek|ka|kowi|kiem|ku|ki|kow|kom|kami|kach)"),
    ("zarząd", "zarządy", "m", rf"zarzad{_MASCULINE}|zarzadzie"),
    ("urząd", "urzędy", "m", r"urzad|urzed(?:u|owi|em|zie|y|ow|om|ami|ach)"),
    ("punkt", "punkty", "m", r"punkt(?:u|owi|em)?|punkcie"),
    ("biuro", "biura", "n", r"biur(?:o|a|u|em|ze|om|ami|ach)?"),
    ("starostwo", "starostwa", "n", r"starostw(?:o|a|u|em|ie)"),
    ("ministerstwo", "ministerstwa", "n", r"ministerstw(?:o|a|u|em|ie)"),
    ("kuratorium", "kuratoria", "n", r"kuratorium"),
    ("stanowisko", "stanowiska", "n", r"stanowisk(?:o|a|u|iem|om|ami|ach)?"),
    ("centrum", "centra", "n", r"centr(?:um|a|ow|om|ami|ach)"),
    ("archiwum", "archiwa", "n", r"archiw(?:um|a|ow)"),
    ("laboratorium", "laboratoria", "n", r"laborator(?:ium|ia|iow)"),
    ("sekcja", "sekcje", "f", r"sekcj(?:a|i|e|om|ami|ach)"),
    ("kancelaria", "kancelarie", "f", r"kancelari(?:a|i|e|om|ami|ach)"),
    ("izba", "izby", "f", r"izb(?:a|y|ie|e|om|ami|ach)"),
    ("pracownia", "pracownie", "f", r"pracowni(?:a|e|om|ami|ach)?"),
    ("delegatura", "delegatury", "f", r"delegatur(?:a|y|ze|e|om|ami|ach)?"),
    ("ekspozytura", "ekspozytury", "f", r"ekspozytur(?:a|y|ze|e)?"),
    ("prokuratura", "prokuratury", "f", r"prokuratur(?:a|y|ze|e|om|ami|ach)?"),
    ("agencja", "agencje", "f", r"agencj(?:a|i|e)"),
    ("straż", "straże", "f", r"straz(?:y|e)?"),
    ("biblioteka", "biblioteki", "f", r"bibliotek(?:a|i|e)|bibliotece"),
    ("komórka", "komórki", "f", r"komor(?:ka|ki|ke|ce|ek|kom|kami|kach)"),
    ("księgowość", "księgowości", "f", r"ksiegowosc(?:i|ia)?"),
    ("służba", "służby", "f", r"sluzb(?:a|y|ie|e)"),
    ("kasa", "kasy", "f", r"kas(?:a|y|ie|e)"),
    ("kierownictwo", "", "n", r"kierownictw(?:o|a|u|em|ie)"),
)
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
_UNIT_WORDS = tuple((re.compile(pattern), (one, many, gender)) for one, many, gender, pattern in _NOUNS)
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
    r",?\s+(?:któr(?:y|a|e|ego|ej|ych)\b|do któr|w tym\b|w składzie\b|kierowan|podległ|podlega|zwan|w liczbie|"
    r"(?:[–-]\s*)?\(?\d+(?:[.,/]\d+)? etat|w skład któr|prowadzon\w+ przez|z siedzibą|, (?:ul|tel|adres)\b).*$"
)
_VERB_AFTER_DASH = re.compile(r"(?<!o)\s+[–—-]\s+(?=[a-ząćęłńóśźż]+(?:anie|enie|uje|adzi|ywa|nia|wa|ją|a)\b).*$")
_SHORT_WORDS_WITH_DOT = ("r.", "itp.", "itd.", "np.", "in.", "tj.", "poz.", "ww.", "m.in.", "etc.", "pn.", "zm.")
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
        if noun := _noun(plain):
            samodzielne = at and fold(name).startswith("samodzieln") and noun[0] == "stanowisko"
            return "samodzielne stanowisko" if samodzielne else noun[1 if plain == fold(noun[1]) else 0]
        if _POST_WORDS.fullmatch(plain):
            return "post"
        if not _ADJECTIVE.fullmatch(plain):
            return ""
    return ""


@lru_cache(maxsize=20_000)
def _noun(plain: str) -> tuple[str, str, str] | None:
    return next((forms for pattern, forms in _UNIT_WORDS if pattern.fullmatch(plain)), None)


def is_plural(phrase: str) -> bool:
    """Tell whether a phrase names units or posts in general: "referatów", "komórek organizacyjnych", "kierowników"."""
    return bool(
        re.match(
            r"(?:wszystki\w+ |poszczególn\w+ |pozostał\w+ |innych )?"
            r"(?:komór(?:ek|ki|kom)|jednostek|jednostki|wydziałów|"
            r"referatów|oddziałów|działów|biur\b|zespołów|departamentów|sekcji i|kierowników|naczelników|dyrektorów|"
            r"pracowników|(?:samodzielnych )?stanowisk (?:pracy)?$|delegatur\b)",
            phrase.strip(),
            re.IGNORECASE,
        )
    )


def nominative(name: str) -> str:
    """Put a unit's inflected name into the nominative: "Wydziału Organizacyjnego" -> "Wydział Organizacyjny"."""
    pieces = name.split()
    folded_words = [fold(word).strip(",;:.") for word in pieces[:4]]
    at = next((at for at, word in enumerate(folded_words) if _noun(word)), None)
    found = _noun(folded_words[at]) if at is not None else None
    if at is None or found is None:
        return name
    folded = folded_words[at]
    singular, plural, gender = found
    many = folded.endswith(("ow", "ach", "ami", "om")) or folded in ("stanowisk", "biur", "komorek", "delegatur")
    if fold(pieces[at]) == fold(singular) or (many and not plural):
        return name
    pieces[at] = _like(pieces[at], plural if many else singular)
    for place in (*range(at), *range(at + 1, len(pieces))):
        changed = _adjective(pieces[place], "p" if many else gender)
        if place > at and changed == pieces[place]:
            break
        pieces[place] = changed
    return " ".join((pieces[0][:1].upper() + pieces[0][1:], *pieces[1:]))


def _like(word: str, replacement: str) -> str:
    if word.isupper() and len(word) > 1:
        return replacement.upper()
    return replacement.capitalize() if word[:1].isupper() else replacement


def _adjective(word: str, gender: str) -> str:
    """Put an adjective of any case into the nominative: "Miejskiej" -> "Miejska"; another word stays as it is."""
    match = re.fullmatch(r"(\w[\w-]*?\w)(ego|emu|ej|ym|im|ych|ich)", word)
    if not match or len(word) < 6:
        return word
    stem = match[1] + ("i" if match[2] in ("im", "ich") else "")
    soft = stem.endswith("i")
    if gender == "f":
        return (stem[:-1] if stem.endswith(("ki", "gi")) else stem) + "a"
    if gender == "m":
        return stem if soft else stem + "y"
    return stem + "e"


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
