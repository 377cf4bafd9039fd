"""A question taken apart into who does what and to what: by the places of words, and by lists of the few that tell.

"kto kupuje laptopy?" is a deed ("kto kupuje") and an object ("laptopy"); so is "drukarka nie działa", which asks
nothing. There is no grammar here: what a word is follows from its place, its ending, or a list of its class.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.language import detect_language, fold

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionParts:
    """Hold the words of a deed and those of its object; `is_fault` tells that it states what is wrong."""

    deed: Words
    object: Words
    is_fault: bool = False

    @property
    def is_telling(self) -> bool:
        """Whether the deed says more than that somebody has to do with it."""
        return self.is_fault or any(map(tells, self.deed))

    def about(self, other: Words) -> str:
        """Return the same deed asked of another object; what is wrong has other words for each thing."""
        if not self.is_fault:
            return " ".join((*self.deed, *other))
        is_english = detect_language(" ".join((*self.object, *self.deed))) == "en"
        return " ".join((*other, "does not work" if is_english else "nie działa"))


def parts_of(words: Words) -> QuestionParts:
    """Take a question or statement apart; of several sentences the one that asks, about what the others name."""
    start, end = asking(words)
    if not end:
        return _stated(words)
    if start and end == len(words):  # "mam nowy skaner, kto go podłączy?"
        return QuestionParts(words[start:end], _stated(words[:start]).object)
    return QuestionParts(words[start:end], _thing(words[end:]))


def _stated(words: Words) -> QuestionParts:
    """Take a statement apart: "drukarka nie działa", "nie działa internet", "padł serwer", "zgubiłem telefon"."""
    words = words[_greeting(words) :]
    at = next((at for at, word in enumerate(words) if _states(word)), len(words))
    if at == len(words):
        return QuestionParts((), _thing(words))
    subject = tuple(word for word in words[:at] if plain(word) not in _BESIDE)
    past = at + 1 + (plain(words[at]) in ("nie", "not"))
    if subject and _FINITE.fullmatch(subject[0]) and words[at + 1 :]:  # "zepsuł się kolejkomat"
        subject = ()
        past = at + 1
    thing = subject or tuple(word for word in words[past:] if plain(word) not in _BESIDE)
    if (
        _FINITE.fullmatch(words[at]) and words[at + 1 :] and plain(words[at - 1]) in _BESIDE
    ):  # "ktoś mi zablokował konto"
        thing = words[at + 1 :]
    return QuestionParts(words[at:], _whole_thing(thing), is_fault=True)


def _whole_thing(words: Words) -> Words:
    """Return the object that the subject of a statement is, without where it stands."""
    thing = _thing(words)
    place = next(
        (at for at, word in enumerate(thing) if at and plain(word) in ("w", "we", "in", "at", "od")), len(thing)
    )
    return tuple(map(_accusative, thing[:place]))


def _accusative(word: str) -> str:
    """Return the subject of a statement as the object of a question: "drukarka", "drukarkę"."""
    return f"{word[:-1]}ę" if word.endswith("a") and detect_language(word) == "pl" else word


def _thing(words: Words) -> Words:
    """Return the words that name a thing, without whose it is and what whoever speaks does with it."""
    while len(words) > 1 and (plain(words[0]) in _BEFORE_THINGS or is_own_deed(words[0]) or is_preposition(words[0])):
        words = words[1:]
    return tuple(word.strip(",;") for word in words)


def asking(words: Words) -> tuple[int, int]:
    """Return where the words that ask who does what begin and end; (0, 0) where none ask."""
    folded = [plain(word) for word in words]
    start = next((at for at, word in enumerate(folded) if _QUESTION_WORD.fullmatch(word)), None)
    if start is None:
        return 0, 0
    end = _past(folded, start + 1, _BESIDE | PRONOUNS["pl"] | PRONOUNS["en"])
    if end < len(folded) and folded[end] not in _PREPOSITIONS:
        end = _past(folded, end + 1, _AFTER)
    return start - (start > 0 and folded[start - 1] in _PREPOSITIONS), end


def _past(folded: Sequence[str], at: int, passed: frozenset[str]) -> int:
    """Return where the words end that are passed over, one by one or in pairs ("u nas")."""
    while at < len(folded):
        if folded[at] in passed:
            at += 1
        elif " ".join(folded[at : at + 2]) in _HERE:
            at += 2
        else:
            break
    return at


def leading(words: Words) -> int:
    """Return how many words at the beginning only lead on: "a", "a co z", "and what about", "nie, chodzi mi o"."""
    folded = tuple(map(plain, words))
    at = 1 if words and words[0].casefold() in ("nie,", "no,") else 0
    for each in _MEANT:  # "nie o to pytam, chodzi mi o …"
        starts = [start for start in range(min(6, len(folded))) if folded[start : start + len(each)] == each]
        at = max([at, *(start + len(each) for start in starts)])
    while lead := next((each for each in _LEADS if folded[at : at + len(each)] == each), ()):
        at += len(lead)
    return at


def without_aside(words: Words) -> Words:
    """Return a message without the clause that gives its reason: "kto kupi nową, jak tej się nie da naprawić"."""
    ends = [at for at in range(1, len(words)) if words[at - 1].endswith(",") and plain(words[at]) in _ASIDES]
    return (*words[: ends[0] - 1], words[ends[0] - 1].rstrip(",")) if ends else words


def pronoun(words: Words, lang: str) -> int | None:
    """Return where a word is that stands for the object of the question before; None where there is none."""
    folded = [plain(word) for word in words]
    for at, word in enumerate(folded):
        if (word in PRONOUNS[lang] and words[at] != "IT") or (word == "nie" and at and folded[at - 1] in _BEFORE_NIE):
            return at
    return None


def says_of_nothing(words: Words) -> bool:
    """Tell whether words say what is wrong and not with what: "dalej nie działa"."""
    folded = [plain(word) for word in words]
    return "nie" in folded and all(word in _STILL or word in _BESIDE or _FAILS.match(word) for word in folded)


def states(words: Words) -> bool:
    """Tell whether words say that something is so, or what whoever speaks does or wants."""
    return any(plain(word) in _STATING or is_own_deed(word) for word in words)


def _states(word: str) -> bool:
    return plain(word) in _STATING or bool(_FINITE.fullmatch(word))


def is_own_deed(word: str) -> bool:
    """Tell whether a word says what whoever speaks does or wants done: "mam", "potrzebuję", "zgubiłem"."""
    return word == "I" or word.endswith(("łem", "łam")) or is_infinitive(word) or bool(_OWN_DEED.fullmatch(plain(word)))


def is_infinitive(word: str) -> bool:
    """Tell whether a word ends as Polish infinitives do; "sieć" and "pamięć" do not."""
    return bool(_INFINITIVE.fullmatch(plain(word)))


def is_preposition(word: str) -> bool:
    """Tell whether a word is a preposition."""
    return plain(word) in _PREPOSITIONS


def is_of_object(word: str) -> bool:
    """Tell whether a preposition leads to whom or what somebody has to do with: "od drukarek", "z umowami"."""
    return plain(word) in ("od", "z", "ze", "o")


def is_adjective(word: str) -> bool:
    """Tell whether a word only says which of its kind something is: "nowy", "the other"."""
    return bool(_ADJECTIVE.fullmatch(plain(word)))


def is_action(word: str) -> bool:
    """Tell whether a noun says what is done: "naprawa", "zakup"."""
    return bool(_ACTION.fullmatch(plain(word)))


def is_who(word: str) -> bool:
    """Tell whether a word asks for a person or unit."""
    return bool(_WHO.fullmatch(plain(word)))


def reaches(words: Words) -> bool:
    """Tell whether words ask how to reach somebody: that is asked of the unit, not of what it does."""
    return any(_REACHING.match(plain(word)) for word in words)


def words_of(text: str) -> Words:
    """Split a text at its spaces, without the marks at its end."""
    return tuple(text.strip(" ?!.…,").split())


def plain(word: str) -> str:
    """Fold a word, without the marks around it."""
    return fold(word).strip(".,;:?!()„”\"'")


def tells(word: str) -> bool:
    """Tell whether a word says something of the matter."""
    known = _BESIDE | _AFTER | _PREPOSITIONS
    return not (_QUESTION_WORD.fullmatch(plain(word)) or _GENERAL.match(plain(word)) or plain(word) in known)


def _greeting(words: Words) -> int:
    """Return how many words at the beginning greet."""
    greets = words and plain(words[0]) in ("dzien", "witam", "czesc", "hej", "hello", "hi", "good", "dobry")
    return (
        next((at for at in range(1, min(4, len(words))) if words[at - 1].endswith((",", "!", "."))), 0) if greets else 0
    )


_LEADS = tuple(
    tuple(lead.split())
    for lead in (
        "co z|co ze|co do|jesli chodzi o|jesli to|jezeli to|gdy to|jak to|to samo dla|to samo z|to samo|konkretnie|"
        "czyli|dobra|dobrze|what about|how about|what if it is|what if|if it is|same for|same with|the same for|a|i|"
        "oraz|ale|no|ok|tez|takze|ten|ta|te|tej|tych|and|but|or|so|also"
    ).split("|")
)
_MEANT = tuple(
    tuple(lead.split())
    for lead in "chodzi o|chodzi mi o|chodzilo o|chodzilo mi o|mialem na mysli|mialam na mysli|mam na mysli|i mean|"
    "i meant".split("|")
)
_QUESTION_WORD = re.compile(
    r"kto|kogo|komu|kim|czym|czego|ktor\w{1,3}|gdzie|skad|jak|kiedy|czyj\w*|czy|co|jak[ai]\w*|ile|dlaczego|jesli|jezeli|"
    r"gdy|gdyby|who|whom|whose|which|what|where|how|when|why|if"
)
_WHO = re.compile(r"kto|kogo|komu|who|whom")
_STILL = frozenset("dalej nadal wciaz ciagle jeszcze znowu znow on ona ono nie to".split())
_FAILS = re.compile(
    r"dziala|drukuj|laczy|wlacza|startuj|uruchamia|loguje|otwiera|odpowiada|reaguje|pomog|pomaga|swieci|laduj"
)
_ASIDES = frozenset("jak jesli jezeli gdy gdyby bo kiedy skoro zeby if when because as since".split())
_HERE = frozenset("z coi|w coi|z was|u was|u nas|w centrum|z centrum|w urzedzie|in coi|in charge".split("|"))
# what stands between the question word and the verb
_BESIDE = frozenset(
    "komorka referat zespol dzial osoba jednostka unit team department section office mi nam mnie ci teraz tu tutaj "
    "wlasciwie by sie nie moze moge mozna powinien powinna powinno ma mam mamy musi bedzie chce can could should must "
    "will would does do did is are was has have i we you gets jest sa tez takze rowniez jeszcze also potem dalej wtedy "
    "pozniej zwykle then ktos".split()
)
# and what goes with the verb
_AFTER = frozenset("sie za mi nam responsible charge in for of about with up out after".split())
_PREPOSITIONS = frozenset(
    "w we na z ze do dla u o od po przy przez pod nad za in on at for with from to of by about".split()
)
ONES = frozenset("one ones".split())
WHOLE = frozenset("to tego tym it this that".split())
"""What may stand for all that was said: "kto to naprawi"."""
POSSESSIVE = frozenset("jego jej ich its their".split())
PRONOUNS = {
    "pl": frozenset("to tego tym je ja go ich nich nimi nim nia niego niej im jemu jego jej".split()),
    "en": ONES | frozenset("it this that them its their those these".split()),
}
_BEFORE_NIE = frozenset("na za o przez w po".split())  # "na nie": for them
_STATING = frozenset("nie sie is are does doesnt isnt wont dont cant has jest not doesn't isn't won't".split())
# "padł", "zepsuł", "zablokował", "kończy": what a thing does, or somebody did to it
_FINITE = re.compile(r"\w{2,}(?:ł|ła|ło|ły|li)|kończ[ąy]|psuj[eą]|zawiesza|zacina|wiesza", re.IGNORECASE)
_BEFORE_THINGS = frozenset("moj moja moje nasz nasza nasze the a an my our some new ile".split())
_OWN_DEED = re.compile(r"mam|mamy|chc\w+|potrzebuj\w+|potrzebn\w|musz\w|musimy|szukam\w*|you|we|need|have|lost|got")
_INFINITIVE = re.compile(r"\w{2,}(?:ac|ic|yc)")
_ADJECTIVE = re.compile(
    r"(?:now|star|inn|drug|kolejn|zepsut|uszkodzon|zuzyt|lepsz|nastepn)(?:y|a|e|ego|ych|ym|ymi|i)|new|old|another|second"
)
_ACTION = re.compile(
    r"(?:napraw|zakup|serwis|obslug|wymian|instalacj|konfiguracj|utylizacj|likwidacj|aktualizacj|rozliczeni|archiwizacj|"
    r"zamowieni|wdrozeni|utrzymani|ewidencj|spis|rejestr|monitorowani|testowani|odbior|opini|awari)\w{0,3}|"
    r"repairs?|purchase|disposal|installation|installing|maintenance|repairing|buying|setup|configuration|updates?"
)
# of these verbs nothing follows about the matter
_GENERAL = re.compile(
    r"zajmuj|rob|odpowiad|odpowiedzialn|zarzadz|prowadz|obslug|ogarn|handl|manag|run|deal|look|responsib|charge|mak|tak|"
    r"care|dba|pilnuj|zglos|zglasz|powiedz|tell|ask|report|call"
)
_REACHING = re.compile(r"skontakt|kontakt|zadzwon|mail|e-mail|telefon$|numer|pokoj|contact|reach|call$|room|phone")
