"""One way of turning words into tokens, for clauses and questions alike, and telling Polish from English."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[-./][^\W_]+)*")

# "ł" has no decomposition in Unicode, so normalising to NFD leaves it (FTS5's remove_diacritics too); the others are
# here because that is faster.
_FOLDED = tuple(zip("ąćęłńóśźżđø", "acelnoszzdo", strict=True))

_POLISH_LETTERS = frozenset("ąćęłńóśźż")
_GERMAN_LETTERS = frozenset("äöüß")
_POLISH_WORDS = frozenset(
    "kto kogo komu kim czym co czy gdzie jak jaki jaka jakie ile kiedy kiedys dlaczego ktory ktora ktore ktorego "
    "do w we na z ze za od dla po przy przez o u pod nad bez i a albo lub oraz ale bo ze zeby sie nie tak jest sa "
    "byl byla ma mam mamy mi mnie moj moja moje nasz nasza nam nas pan pani prosze chce chcemy moge mozna trzeba "
    "dzien dobry dziala zajmuje odpowiada naprawi zglosic dostep drukarka haslo umowa szkola urzad wydzial referat "
    "komorka paragraf ust pkt lit zarzadzenie jestem bedzie byc juz tylko jeszcze tez tego tym ten ta to te".split()
)
_ENGLISH_WORDS = frozenset(
    "who whom whose what which where when why how is are was were be been do does did has have had can could should "
    "would will the a an of to for from in on at by with about and or not no my our we i you your it its this that "
    "there they me us please need needs want get gets help tell handles handle responsible fix fixes repair repairs "
    "works working work section point letter unit department team manager boss head deputy director new broken "
    "access password printer account user users software update management service request issue report".split()
)
_GERMAN_WORDS = frozenset(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keiner und oder aber nicht ist sind "
    "war waren bin bist sein wird werden wurde kann konnen konnte muss mussen soll sollte darf mochte will wollen "
    "habe hat haben hatte ich du er sie es wir ihr mich mir dich dir uns euch ihnen ihm ihn mein meine meinen meinem "
    "meiner dein deine unser unsere unseren seine ihre wer wen wem wessen was wo wohin woher wie wann warum wieso "
    "weshalb welche welcher welches welchen fur fuer mit von vom zu zum zur bei beim nach aus auf im am an ab uber "
    "ueber unter vor hinter zwischen durch gegen ohne um seit bis wegen hier dort jetzt heute bitte danke auch noch "
    "schon nur sehr mehr wenn weil dass ob als dann doch mal man sich alle jemand niemand etwas nichts gibt geht "
    "macht funktioniert guten tag hallo hilfe ja nein".split()
)
COMMON_WORDS = _POLISH_WORDS | _ENGLISH_WORDS
"""The folded words by which the languages are told: none of them is likely to be a unit's code in lower case."""

# Word endings and letter pairs that one of the two languages has and the other hardly ever.
_POLISH_SHAPES = re.compile(r"(?:sz|cz|rz|dz|ych|ego|emu|ami|ach|owy|owa|owe|nie|cie|owac|ymi|imi|ny|wy|ki|sk)")
_GERMAN_SHAPES = re.compile(
    r"sch|ung(?:en)?$|keit|heit$|lich(?:e[nrs]?)?$|^ver|tz|pf|ieren$|iert$|ei[^s]|ie|ck|[bdfgklmnprt]en$|ass|ell"
)
_ENGLISH_SHAPES = re.compile(r"(?:th|sh|ck|ing$|tion|ed$|ly$|ee|oo|ou|ght|wh|x|v|qu|ty$|ment$|er$|ss$)")

# "it 04 2", "or 05": what is set like a code is no word of any language
_LIKE_A_CODE = re.compile(r"\b[^\W\d_]{2,4}[\s\-‐–./]{0,3}(?:0\d|\d+[\s\-–./]+\d)[\d\s\-–./]*")
_STRANGE = re.compile(r"[^\W\d_\u0000-\u036f]")
"""A letter of an alphabet that is not Latin."""

_LEAST_GERMAN = 2.6
"""How much must speak for German: two of its words, or one and a shape."""


def sound(text: str) -> str:
    """Return a text without what no database and no messenger takes: halves of characters, and NUL."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", " ")


def printable(name: str) -> str:
    """Return a name without what no text may hold, and what cannot be seen but turns or hides what can."""
    return "".join(filter(str.isprintable, name))


def fold(text: str) -> str:
    """Lower the case and drop every diacritic, "ł" included: "Łączność" -> "lacznosc"."""
    folded = _plain(text)
    if folded.isascii():
        return folded
    return "".join(letter for letter in unicodedata.normalize("NFD", folded) if not unicodedata.combining(letter))


def fold_in_place(text: str) -> str:
    """Fold a text so that each of its characters stays one, in its place."""
    folded = _plain(text)
    if folded.isascii() and len(folded) == len(text):
        return folded
    return "".join(map(_folded, text))


def _plain(text: str) -> str:
    """Lower the case and drop the usual diacritics, four times as fast as `str.translate`."""
    plain = text.casefold()
    if not plain.isascii():
        for letter, folded in _FOLDED:
            plain = plain.replace(letter, folded)
    return plain


@lru_cache(4096)
def _folded(character: str) -> str:
    return fold(character)[:1] or " "


def words(text: str) -> list[str]:
    """Split a text into its folded words; a code such as "it-05-1" stays one word."""
    return WORD.findall(fold(text))


def character_ngrams(word: str, shortest: int, longest: int) -> Iterator[str]:
    """Yield the character n-grams of one folded word, its ends marked with "<" and ">"."""
    marked = f"<{word}>"
    for length in range(shortest, longest + 1):
        for start in range(len(marked) - length + 1):
            yield marked[start : start + length]


def detect_language(text: str, default: str = "pl") -> str:
    """Tell "pl" from "en" by letters, function words and word shapes; a tie is Polish, the house's language.

    What has no word, a code alone say, is in no language: it gives the default.
    """
    plain = _LIKE_A_CODE.sub(" ", text)
    polish, english = _spoken(plain)
    if not any(map(str.isalpha, plain)):
        return default
    return "en" if english > polish else "pl"


def foreign_language(text: str) -> str:
    """Tell "uk" by its alphabet and "de" by its words; "other" for any further alphabet, "" for Polish and English."""
    strange = _STRANGE.findall(text)
    if len(strange) * 2 > sum(map(str.isalpha, text)):
        return "uk" if sum("\u0400" <= letter <= "\u04ff" for letter in strange) * 2 > len(strange) else "other"
    found = words(text)
    if _GERMAN_WORDS.isdisjoint(found):
        return ""
    german = sum(2.0 * (word in _GERMAN_WORDS) + 0.7 * bool(_GERMAN_SHAPES.search(word)) for word in found)
    german += 3.0 * sum(map(_GERMAN_LETTERS.__contains__, text.casefold()))
    return "de" if german >= _LEAST_GERMAN and german > 1.5 * max(_spoken(text)) else ""


def _spoken(text: str) -> tuple[float, float]:
    """Return how much a text speaks for Polish, and for English."""
    found = [_points(word) for word in words(text)]
    polish = 3.0 * sum(map(_POLISH_LETTERS.__contains__, text.casefold()))
    return polish + sum(each for each, _ in found), sum(each for _, each in found)


@lru_cache(4096)
def _points(word: str) -> tuple[float, float]:
    """Return how much a folded word speaks for Polish, and for English."""
    return (
        2.0 * (word in _POLISH_WORDS) + 0.7 * bool(_POLISH_SHAPES.search(word)),
        2.0 * (word in _ENGLISH_WORDS) + 0.7 * bool(_ENGLISH_SHAPES.search(word)),
    )
