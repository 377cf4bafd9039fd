"""Tell whether two folded words are forms of one word, by the letters that they share: no dictionary is asked.

Measured with the forms that morfeusz2 gives for the 463 words of 339 names of units (the shipped act, those of
`tests/acts` and 16 of other offices), and between the 12,360 words of the acts and of the judged and shipped questions.
"""

import re

LEAST = 3
"""How many letters two forms share at least: "urząd", "urzędu"."""

LONG = 7
"""From how many shared letters on an ending may be one letter longer."""

ENDING = 3
"""How many letters may follow those; one more after a long stem ("transformacyjn-ych", "transformacyjn-ego").

Of 3,693 pairs of forms 97 % pass, and 45 pairs of words that only look alike ("druk", "drugi"). Where four letters must
be shared it is 95 %, and 34 pairs.
"""

SPELLED = 6
"""From how many letters on a slip is told from another word: of five letters every second word has a neighbour that is
one slip away and means something else, of six every fifth, of nine every twentieth."""

TWO_SLIPS = 9
"""From how many letters on two slips are: of eight letters nine words of ten have such a neighbour, of nine half."""


STEM = 6
"""How many letters of a word tell it from others, whatever its ending."""


def same_word(one: str, other: str, least: int = LEAST) -> bool:
    """Tell whether two folded words are forms of one: "certyfikatami" and "certyfikaty", "urzad" and "urzedu"."""
    if one == other:
        return True
    if not (one.isalpha() and other.isalpha()):
        return False  # "05" and "051", "it1" and "it2"
    shared = _shared(one, other)
    return shared >= least and max(len(one), len(other)) - shared <= ENDING + (shared >= LONG)


def akin(one: str, other: str) -> bool:
    """Tell whether two folded words are forms of one or derived from one: "integracja" and "integrowac"."""
    shared = max(4, max(len(one), len(other)) - 4)
    return one[:shared] == other[:shared]


def same_or_misspelt(one: str, other: str) -> bool:
    """Tell whether two folded words are forms of one, rightly spelled or not: "telfon" and "telefon".

    Forms share four letters here: it is asked of whatever words people write.
    """
    if same_word(one, other, least=4):
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < SPELLED or len(longer) - len(shorter) > ENDING or one[0] != other[0]:
        return False
    from rapidfuzz.distance import OSA  # where words are compared, and nowhere before

    slips = 1 if len(shorter) < TWO_SLIPS else 2
    return any(OSA.distance(shorter, form, score_cutoff=slips) <= slips for form in (longer, longer[: len(shorter)]))


def begins(typed: str, word: str, *, least: int = 3, ending: int = 3) -> bool:
    """Tell whether a folded word goes on from what somebody typed, whose last letters may be an ending.

    So "cyber", "infrastruktura" and "umowami" find "cyberbezpieczeństwa", "infrastrukturalny", "umów": of the forms of
    a word 93 %, but four times as many that only look alike as `same_word` does. It is for lists to choose from.
    """
    return word.startswith(typed[: max(least, len(typed) - ending)])


def in_any_case(word: str) -> str:
    """Return a pattern for a word, folded or printed, in any case.

    A form is told by all letters but two, at least four: of 7,495 forms of nominatives this finds 92 %; all but three
    letters find no more (90 %, for more may then follow) and take half as many strangers again. Short words, codes and
    neuters in "-um" stand as they are.
    """
    if len(word) <= LEAST or word.endswith("um") or not word.isalpha():
        return re.escape(word)
    return rf"{re.escape(word[: max(4, len(word) - 2)])}\w{{0,5}}"


def stem(word: str) -> str:
    """Return the first letters of a word, by which to count and compare whole texts: all its cases have them."""
    return word[:STEM]


def _shared(one: str, other: str) -> int:
    shortest = min(len(one), len(other))
    return next((at for at in range(shortest) if one[at] != other[at]), shortest)
