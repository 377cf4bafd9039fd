"""Questions about another time than today, or by an act that is in force no longer or not yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.replies.over_time import headed, in_turn, repeals
from bot.replies.reply import Reply
from bot.replies.response import Response
from bot.wording.act_names import act_name, act_names
from knowledge.acts.edition import Edition
from knowledge.acts.succession import taking_effect, until
from knowledge.answer import Answer, Outcome
from knowledge.errors import EncoderUnavailable
from knowledge.in_force.library import Library, Period, periods
from knowledge.in_force.statute_book import StatuteBook, number_in, unknown_number_in
from knowledge.questions.times import AskedTime, asked_time
from knowledge.wording import day_in_words, say, sentence

Respond = Callable[[StatuteBook, str, date], Response]
"""Answer a question, without its words for the time or the act, from a statute book, as on a day."""


@dataclass(frozen=True, slots=True)
class OtherTimes:
    """Answer from what was or will be in force; `book` is what is, on the day `today`."""

    library: Library
    editions: Sequence[Edition]
    book: StatuteBook
    today: date

    def respond(self, text: str, lang: str, respond: Respond) -> Response | None:
        """Answer a question about another time, or by another act; None where it is about neither."""
        if time := asked_time(text, self.today):
            return self._at_time(text, time, lang, respond)
        return self._by_edition(text, lang, respond)

    def _at_time(self, text: str, time: AskedTime, lang: str, respond: Respond) -> Response | None:
        parts = periods(self.editions, time.first, time.last)
        if time.is_relative and all(tuple(each.id for each in part.editions) == self.book.ids for part in parts):
            return None  # "yesterday" was as today is
        told = [self._in_period(time, part, len(parts) > 1, lang, respond) for part in parts]
        return headed(told[0][1], told[0][0]) if len(told) == 1 else in_turn(text, told)

    def _in_period(
        self, time: AskedTime, part: Period, is_one_of_many: bool, lang: str, respond: Respond
    ) -> tuple[str, Response]:
        """Return what stands above the answer for a time in which the same acts were in force, and the answer."""
        words = _span(part, lang) if is_one_of_many else time.words
        if not part.editions:
            return self._nothing_held(time.question, words, is_one_of_many, lang, respond)
        book = self.library.book(part.editions)
        heading = sentence(
            "{time} – will be in force: {acts}." if part.first > self.today else "{time} – in force then: {acts}.",
            lang,
            time=words,
            acts=self._with_days(book, lang),
        )
        return "\n".join((heading, *self._lacking(part, lang))), _indexed(book, time.question, part.last, lang, respond)

    def _nothing_held(
        self, question: str, words: str, is_one_of_many: bool, lang: str, respond: Respond
    ) -> tuple[str, Response]:
        """Say that no act of that time is held, and by which act one was repealed; then what holds today."""
        edition = min(taking_effect(self.editions), key=lambda each: each.order)
        oldest = self.library.book((edition,)).acts[0]
        since = sentence(
            "The oldest I have ({act}) is in force since {day}.",
            lang,
            act=act_name(oldest, lang),
            day=edition.valid_from,
        )
        heading = sentence(
            "{time} – I do not have the act that was in force then. {oldest}", lang, time=words, oldest=since
        )
        if is_one_of_many:
            return heading, Response(Answer(question, Outcome.NOBODY), lang, Reply(blocks=repeals(oldest, lang)))
        held = say("By what is in force today:", lang)
        return f"{heading}\n\n{held}", respond(self.book, question, self.today)

    def _lacking(self, part: Period, lang: str) -> list[str]:
        """Say of each act of today's whose forerunner was in force at a time that it is not held."""
        lines = {line for edition in part.editions for line in edition.lines}
        later = [each for each in self.book.published if each.edition.valid_from > part.last]
        return [
            sentence(
                "I do not have the act that {act} (since {day}) came after.",
                lang,
                act=act_name(each.act, lang),
                day=each.edition.valid_from,
            )
            for each in later
            if not lines & set(each.edition.lines)
        ]

    def _with_days(self, book: StatuteBook, lang: str) -> str:
        """Name acts with the days from and until which they are in force."""
        if len(book.published) > 1:
            return act_names(book.acts, lang)
        edition = book.published[0].edition
        end = until(edition, self.editions)
        return say(
            "{act} (from {first} to {last})" if end else "{act} (from {first})",
            lang,
            act=act_name(book.acts[0], lang),
            first=edition.valid_from,
            last=_before(end) if end else "",
        )

    def _by_edition(self, text: str, lang: str, respond: Respond) -> Response | None:
        """Answer by an act that a question says is to be gone by ("according to"), though it is not in force."""
        named = number_in(text, (each.act for each in self.editions))
        if named is None and (unknown := unknown_number_in(text)):
            told = sentence("I do not have act {number}; this is what is in force today:", lang, number=unknown.number)
            return headed(_indexed(self.book, unknown.rest, self.today, lang, respond), told)
        if named is None or not named.is_led or any(act.number == named.number for act in self.book.acts):
            return None
        standing = (each for each in taking_effect(self.editions) if each.act == named.number)
        edition = max(standing, key=lambda each: each.order, default=None)
        if edition is None:
            return None
        book, end = self.library.book((edition,)), until(edition, self.editions)
        is_coming = edition.valid_from > self.today
        heading = sentence(
            "{act} – takes effect on {first}:" if is_coming else "{act} – in force from {first} to {last}:",
            lang,
            act=act_name(book.acts[0], lang),
            first=edition.valid_from,
            last=_before(end) if end else "…",
        )
        day = max(edition.valid_from, min(self.today, _before(end) if end else self.today))
        return headed(_indexed(book, named.rest, day, lang, respond), heading)


def _indexed(book: StatuteBook, question: str, day: date, lang: str, respond: Respond) -> Response:
    """Answer, or say that an act of the past was published for another encoder."""
    try:
        return respond(book, question, day)
    except EncoderUnavailable:
        told = sentence(
            "{act} is in the database, but for another search model; it has to be published again.",
            lang,
            act=act_names(book.acts, lang),
        )
        return Response(Answer(question, Outcome.NOBODY), lang, Reply(told))


def _before(day: date) -> date:
    return day - timedelta(days=1)


def _span(part: Period, lang: str) -> str:
    if part.first == part.last:
        return day_in_words(part.first, lang)
    return f"{day_in_words(part.first, lang)} – {day_in_words(part.last, lang)}"
