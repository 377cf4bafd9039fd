"""Limits: how much one person and all together are answered, and the word that is said once."""

import pytest

from bot.access.limits import Limits, Verdict

ANSWER, WORD, SILENCE = Verdict.ANSWER, Verdict.WORD, Verdict.SILENCE


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_as_many_as_a_minute_allows_may_come_at_once_and_then_a_word_is_said_once(clock: Clock) -> None:
    limits = Limits(3, 0, clock=clock)
    assert [limits.judge("anna") for _ in range(6)] == [ANSWER] * 3 + [WORD, SILENCE, SILENCE]
    assert limits.judge("jan") is ANSWER


def test_what_was_used_comes_back_evenly_and_the_word_is_said_again_only_after_half_has(clock: Clock) -> None:
    limits = Limits(6, 0, clock=clock)
    told = [limits.judge("anna") for _ in range(8)]
    clock.now += 10  # one of six
    told += [limits.judge("anna") for _ in range(2)]
    clock.now += 45  # more than half
    told += [limits.judge("anna") for _ in range(6)]
    assert told == [ANSWER] * 6 + [WORD, SILENCE] + [ANSWER, SILENCE] + [ANSWER] * 4 + [WORD, SILENCE]


def test_all_together_have_a_limit_too(clock: Clock) -> None:
    limits = Limits(3, 4, clock=clock)
    assert [limits.judge(person) for person in "aaabbbc"] == [ANSWER] * 4 + [WORD, SILENCE, WORD]


def test_zero_is_no_limit(clock: Clock) -> None:
    limits = Limits(0, 0, clock=clock)
    assert {limits.judge("anna") for _ in range(1000)} == {ANSWER}


def test_an_agent_who_checks_a_ticket_each_second_for_an_hour_never_meets_the_default_limit(clock: Clock) -> None:
    from bot.configuration import BotSettings

    settings = BotSettings.from_mapping({})
    limits = Limits(settings.requests_per_minute, settings.requests_per_minute_in_all, clock=clock)
    burst = [limits.judge("agent") for _ in range(60)]
    for _ in range(3600):
        clock.now += 1
        burst.append(limits.judge("agent"))
    assert set(burst) == {ANSWER}


def test_no_more_persons_are_kept_in_mind_than_there_is_room_for(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.access.limits.MOST_PERSONS", 2)
    limits = Limits(1, 0, clock=clock)
    assert [limits.judge(person) for person in "abcb"] == [ANSWER, ANSWER, ANSWER, WORD]
    assert limits.judge("a") is ANSWER
