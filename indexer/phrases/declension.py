"""Put names into the nominative, and pass the case of one name on to another, by the dictionary of morfeusz2."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from indexer.phrases.names import is_roman, kind_of
from knowledge.language import fold
from knowledge.unit_nouns import BY_FORM

CASES = ("nom", "gen", "dat", "acc", "inst", "loc")
_ADJECTIVES = ("adj", "ppas", "pact")
_DASHES = ("–", "-")
_JOINING = ("i", "oraz", *_DASHES)


class _Reading(NamedTuple):
    """What a word may be: a form of a noun or an adjective in some number, cases and genders."""

    lemma: str
    part: str
    number: str
    cases: frozenset[str]
    genders: frozenset[str]

    def agrees(self, head: "_Head") -> bool:
        return self.number == head.number and head.case in self.cases and bool(self.genders & head.genders)


class _Head(NamedTuple):
    """The noun of a name, where it stands, and the number, case and genders in which its adjectives agree with it."""

    at: int
    lemma: str
    number: str
    case: str
    genders: frozenset[str]


def nominative(name: str) -> str:
    """Put a unit's inflected name into the nominative: "Wydziału Organizacyjnego" -> "Wydział Organizacyjny".

    A name that may stand in the nominative already, and one that begins with no adjectives and noun, stays as it is.
    """
    changed = in_nominative(name)
    return changed if changed == name else changed[:1].upper() + changed[1:]


@lru_cache(20_000)
def in_nominative(name: str) -> str:
    """Put the first noun of a name and its adjectives into the nominative; what follows depends on them, and stays."""
    return _in_case(name, "nom")


def is_nominative(name: str) -> bool:
    """Tell whether a name may stand in the nominative singular."""
    head = _head(name.split())
    return head is not None and (head.number, head.case) == ("sg", "nom")


def cases(old: str, new: str) -> dict[str, str]:
    """Return the singular forms of a unit's or post's name with those of the one that takes its place.

    Only forms that allow a single one; empty where either begins with no noun for units and posts in the nominative.
    """
    if not all(kind_of(name) and is_nominative(name) for name in (old, new)):
        return {}
    forms: dict[str, set[str]] = {}
    for case in CASES:
        before, after = (_in_case(name, case) for name in (old, new))
        forms.setdefault(before, set()).add(after)
    return {form: next(iter(given)) for form, given in forms.items() if len(given) == 1}


def forms_of(lemma: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a word that the dictionary gives under its lemma, each with its tag (NKJP)."""
    dictionary = _morfeusz()
    return ((each.orth, each.getTag(dictionary)) for each in _told(dictionary.generate(lemma, None)))


def _head(words: Sequence[str]) -> _Head | None:
    """Find the noun of a name and the case in which it stands: the nominative where it may be, the singular first."""
    for at, word in enumerate(words[:4]):
        nouns = [each for each in _readings(word) if each.part == "subst"]
        if nouns and not _qualifies(word, words[at + 1 :]):
            heads = [head for head in _heads(at, word, nouns) if _agree(words, head)]
            return min(heads, key=lambda head: _rank(words, head), default=None)
        if not nouns and not _is_adjective(word) and not is_roman(word):
            return None
    return None


def _heads(at: int, word: str, nouns: Sequence[_Reading]) -> Iterator[_Head]:
    """Yield what a noun may be; a word for a unit is that unit where it may be."""
    unit = BY_FORM.get(_bare(word))
    return _as_heads(at, [each for each in nouns if unit and each.lemma.partition(":")[0] == unit.singular] or nouns)


def _as_heads(at: int, nouns: Sequence[_Reading]) -> Iterator[_Head]:
    return (_Head(at, each.lemma, each.number, case, each.genders) for each in nouns for case in each.cases & {*CASES})


def _rank(words: Sequence[str], head: _Head) -> tuple[bool | int | str, ...]:
    """Put first what the next word agrees with, then for units the singular, for others what need not change.

    "Biura" is a unit's genitive, not several units; "Informatyka" is no genitive of "informatyk".
    """
    stands_alone = not any(_adjective(word, head) for word in words[head.at + 1 : head.at + 2])
    changes = head.case != "nom" and not kind_of(words[head.at])
    spelled = head.lemma[:1].isupper(), head.lemma
    return stands_alone, changes, head.number != "sg", CASES.index(head.case), *spelled


def _agree(words: Sequence[str], head: _Head) -> bool:
    """Tell whether the adjectives before a noun stand in its case, and one after it that can be nothing else."""
    if not all(_adjective(word, head) for word in words[: head.at] if _is_adjective(word)):
        return False
    after = words[head.at + 1 : head.at + 2]
    parts = {each.part for each in _readings(after[0])} if after else set()
    return not parts or "subst" in parts or bool(_adjective(after[0], head))


def _qualifies(word: str, following: Sequence[str]) -> bool:
    """Tell whether a word is an adjective of the noun that follows it, though it may be a noun ("Główny")."""
    nouns = [each for each in _readings(following[0]) if each.part == "subst"] if following else []
    return any(_adjective(word, head) for head in _as_heads(0, nouns))


def _in_case(name: str, case: str) -> str:
    """Put the noun of a name and the adjectives around it into a case."""
    words = name.split()
    head = _head(words)
    if not head or head.case == case:
        return name
    changed, wanted = list(words), head._replace(case=case)
    changed[head.at] = _form(words[head.at], head.lemma, "subst", wanted)
    for at in (*range(head.at), *_adjectives_after(words, head)):
        if reading := _adjective(words[at], head):
            changed[at] = _form(words[at], reading.lemma, reading.part, wanted)
    return " ".join(changed)


def _adjectives_after(words: Sequence[str], head: _Head) -> Iterator[int]:
    """Yield where the adjectives stand that follow a noun: "Wydział Organizacyjny i Prawny"."""
    for at in range(head.at + 1, len(words)):
        if words[at] in _JOINING or (*words, "")[at + 1] in _DASHES:  # "Organizacyjno – Prawnego"
            continue
        if not _adjective(words[at], head) or _qualifies(words[at], words[at + 1 :]):
            return
        yield at


def _adjective(word: str, head: _Head) -> _Reading | None:
    """Return the adjective that a word is beside a noun; None where it does not agree with it."""
    fitting = (each for each in _readings(word) if each.part in _ADJECTIVES and each.agrees(head))
    return next(fitting, None)


def _is_adjective(word: str) -> bool:
    return any(each.part in _ADJECTIVES for each in _readings(word))


@lru_cache(20_000)
def _readings(word: str) -> tuple[_Reading, ...]:
    """Return all that a word may be; of a compound ("Organizacyjno-Prawnego") its last part tells."""
    dictionary = _morfeusz()
    told = _told(dictionary.analyse(_bare(word, fold_it=False)))
    found = (_reading(each.lemma, each.getTag(dictionary)) for each in told if each.endNode - each.startNode == 1)
    return tuple(each for each in found if each)


def _told(found: Any) -> Iterator[Any]:
    """Go through what the dictionary found by position.

    Its own iterator is one of SWIG's, which faiss, where it is loaded too, puts another in the place of.
    """
    return (found[at] for at in range(len(found)))


def _reading(lemma: str, tag: str) -> _Reading | None:
    part, *rest = tag.split(":")
    if part not in ("subst", *_ADJECTIVES) or len(rest) < 3 or {"neg", "com", "sup"} & set(rest):
        return None
    return _Reading(lemma, part, rest[0], frozenset(rest[1].split(".")), frozenset(rest[2].split(".")))


def _bare(word: str, fold_it: bool = True) -> str:
    bare = word.replace("–", "-").rpartition("-")[2].strip(' ,;:.()„”"')
    return fold(bare) if fold_it else bare


def _form(word: str, lemma: str, part: str, wanted: _Head) -> str:
    """Return a word in a case, printed as it is; as it stands where the dictionary has no such form."""
    for form, tag in forms_of(lemma):
        found = _reading(lemma, tag)
        if found and found.part == part and found.agrees(wanted):
            bare = _bare(word, fold_it=False)
            return word.replace(bare, _like(bare, form)) if bare != form else word
    return word


def _like(word: str, form: str) -> str:
    if word.isupper() and len(word) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


@cache
def _morfeusz() -> Any:
    from morfeusz2 import Morfeusz  # 0.1 s and 25 MB, for the one who reads acts

    return Morfeusz(expand_tags=False)._morfeusz_obj
