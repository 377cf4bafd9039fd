"""The ways in which a short message can be read after a question: alone, with its deed, about its object, at a place.

After "kto kupuje laptopy?" "a drukarki?" names another object, "a kto je naprawia?" and "a naprawa?" another deed, "a w
szkołach?" a place. What a message leaves out stands in the question before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.dialogue import question_parts as parts
from bot.dialogue.question_parts import QuestionParts, Words, plain
from knowledge.language import detect_language

MOST_WORDS = 9
"""How many words a message may have to be read with the question before it; longer ones stand for themselves."""

MOST_LAST_WORDS = 14
"""How many the last question may have that a place is added to."""

MOST_OBJECT_WORDS = 2
"""How many words an object may have to need the deed; more tell by themselves what is to be done."""

MOST_PLACE_WORDS = 4
"""How many a message may have that names a place without leading on to it ("w księgowości")."""

_ADJECTIVAL = re.compile(r"(?:ych|ich|ej|ego|ymi|imi)$")
_GENITIVE = re.compile(r"(?:ow|ien|ych|ich|ego|ej|[jli]i|osci|[ae]nia)$")


class Takes(StrEnum):
    """What a message takes from the question before it."""

    NOTHING = "nothing"
    DEED = "deed"
    OBJECT = "object"
    ALL_BUT_PLACE = "all but a place"


@dataclass(frozen=True, slots=True)
class MessageReading:
    """Hold one way to read a message: what it takes, the whole question that it then is, and what that is about.

    `is_telling` is false where what it takes adds little to what the message says: of "kto zajmuje się", say.
    `is_pointing` tells that a word of the message points back ("je", "nową", "w szkołach"): it does not mean what the
    act may not know at all.
    """

    takes: Takes
    question: str
    object: Words = ()
    is_telling: bool = True
    is_pointing: bool = True


def readings(text: str, last: MessageReading, is_asked: bool = False) -> tuple[MessageReading, ...]:
    """Return how a message can be read after a question, alone first; one that leaves out nothing only alone.

    `is_asked` tells that the reply to that question asked for the area.
    """
    words = parts.words_of(text)
    said = parts.without_aside(words[parts.leading(words) :] or words)
    alone = MessageReading(Takes.NOTHING, " ".join(words[parts.leading(words) :] or words))
    if not 0 < len(said) <= MOST_WORDS or not parts.words_of(last.question):
        return (alone,)
    is_led = is_asked or parts.leading(words) > 0
    found = {
        each.question: each for each in _Reader(said, is_led, last, detect_language(f"{text} {last.question}")).read()
    }
    return (alone, *(each for question, each in found.items() if question != alone.question))


class _Reader:
    """Read the words of a message after a question; `is_led` tells that they go on from it ("a …", "chodzi o …")."""

    def __init__(self, said: Words, is_led: bool, last: MessageReading, lang: str) -> None:
        self._said, self._is_led, self._lang = said, is_led, lang
        self._last = parts.words_of(last.question)
        self._parts = parts.parts_of(self._last)
        self._object = last.object or self._parts.object

    def read(self) -> Iterator[MessageReading]:
        """Yield the readings that take something from the last question, the better of two alike first."""
        said = self._said
        start, end = parts.asking(said)
        at = parts.pronoun(said, self._lang)
        rest = said[max(end, 1) :]
        asks = bool(end) or (self._is_led and parts.is_infinitive(said[0]))  # "a oddać stary?"
        if start:  # "mam nowy skaner, kto go podłączy?" names its object itself
            return
        if at is not None and (asks or self._is_led):
            if not parts.reaches(said):
                yield from self._with_pronoun(at)
        elif asks and all(map(parts.is_adjective, rest)):
            yield from self._with_deed_alone(said[: max(end, 1)], rest)
        elif not asks and parts.says_of_nothing(said):
            yield self._of_object((*self._object, *said))  # "dalej nie działa"
        elif not asks and (self._is_led or len(said) <= MOST_PLACE_WORDS) and not parts.states(said):
            yield from self._without_deed(said)

    def _with_pronoun(self, at: int) -> Iterator[MessageReading]:
        """Put the object in the place of the word that stands for it; at the end, so that it reads back."""
        said = self._said
        if plain(said[at]) in parts.ONES:  # "a new one", "to the school one"
            named = (*said[:at], *self._object[-1:], *said[at + 1 :])
            has_deed = parts.asking(said)[1] or any(map(parts.is_action, said))
            yield from (self._of_object(named),) if has_deed else self._without_deed(named)
            return
        link = said[at - 1 : at] if at and parts.is_preposition(said[at - 1]) else ()
        rest = (*said[: at - len(link)], *said[at + 1 :])
        is_whole = self._parts.is_fault and plain(said[at]) in parts.WHOLE
        thing = self._last if is_whole else _without_action(self._object)
        yield self._of_object((*rest, *link, *thing), self._needs_object(rest, plain(said[at])))

    def _needs_object(self, rest: Words, pronoun: str) -> bool:
        """Tell whether words without their pronoun say little: "kto naprawia", but not "kto podpisuje umowy"."""
        end = parts.asking(rest)[1]
        if pronoun in parts.POSSESSIVE:
            return len(rest) < MOST_PLACE_WORDS
        return bool(end) and not any(map(parts.tells, rest[end:]))

    def _with_deed_alone(self, deed: Words, adjectives: Words) -> Iterator[MessageReading]:
        """Add the object to a deed that has none, or says no more of it than which one: "kto kupi nową"."""
        if adjectives:
            thing = tuple(word for word in self._object if not parts.is_adjective(word)) or self._object
            yield from (self._of_object((*deed, *thing)), self._of_object((*deed, *adjectives, *thing)))
        elif self._is_led or parts.is_who(deed[0]):  # "kiedy mecz?" is neither
            is_pointing = parts.is_infinitive(deed[0]) or not QuestionParts(deed, ()).is_telling
            question = " ".join((*deed, *_without_action(self._object)))
            yield MessageReading(Takes.OBJECT, question, self._object, is_pointing=is_pointing)

    def _of_object(self, words: Words, is_telling: bool = True) -> MessageReading:
        return MessageReading(Takes.OBJECT, " ".join(words), self._object, is_telling)

    def _without_deed(self, said: Words) -> Iterator[MessageReading]:
        """Read words that name a place, what is to be done as a noun, or another object."""
        is_long = len(self._last) > MOST_LAST_WORDS
        if parts.is_preposition(said[0]):
            yield from self._after_preposition(said, is_long)
        elif len(said) == 1 and (ending := _ADJECTIVAL.search(plain(said[0]))):  # "a szkolnej?"
            kept = self._last[:-1] if plain(self._last[-1]).endswith(ending[0]) else self._last
            yield MessageReading(Takes.ALL_BUT_PLACE, " ".join((*kept, *said)))
        elif self._is_led and len(said) <= MOST_OBJECT_WORDS and parts.is_action(said[-1]):  # "a naprawa?"
            yield self._of_object((*said, *_without_action(self._object)))
        elif self._is_led:
            yield self._about(said)

    def _after_preposition(self, said: Words, is_long: bool) -> Iterator[MessageReading]:
        """Put words where the last question has some that begin alike, else at its end; "od" and "z" name an object."""
        alike = [at for at, word in enumerate(self._last) if at and plain(word) == plain(said[0])]
        if alike and not is_long:
            yield MessageReading(Takes.ALL_BUT_PLACE, " ".join((*self._last[: alike[-1]], *said)))
        elif parts.is_of_object(said[0]) and said[1:] and self._is_led:
            yield self._about(said[1:])
        elif not is_long:
            yield MessageReading(Takes.ALL_BUT_PLACE, " ".join((*self._last, *said)), is_telling=False)

    def _about(self, said: Words) -> MessageReading:
        """Ask the last deed of another object, in the genitive with the noun that says what is done."""
        is_telling = len(said) <= MOST_OBJECT_WORDS and self._parts.is_telling
        action = self._object[:1] if _without_action(self._object) != self._object else ()
        kept = action if _GENITIVE.search(plain(said[-1])) else ()
        return MessageReading(Takes.DEED, self._parts.about((*kept, *said)), said, is_telling, is_pointing=False)


def _without_action(words: Words) -> Words:
    """Return an object without the noun that says what is done with it: "zakup oprogramowania"."""
    return words[1:] if len(words) > 1 and parts.is_action(words[0]) else words
