"""The small parts of a conversation: actions, follow-ups, tickets, marks, roles, settings."""

from pathlib import Path

import pytest

from bot.access.permissions import Role, role_of
from bot.answering.tickets import LONGEST_MATTER, LONGEST_SENTENCE, MOST_SENTENCES, gists, looks_like_ticket
from bot.configuration import BotSettings
from bot.dialogue.follow_ups import Wish, is_about_post, read
from bot.replies.actions import Action
from bot.replies.emphasis import mark
from bot.replies.reply import Block, Quote, Reply
from bot.screens.commands import COMMANDS, NAMES
from bot.telegram.api.menus import DESCRIPTION, SHORT_DESCRIPTION
from knowledge.errors import InvalidAction, InvalidSettings
from knowledge.wording import LANGUAGES, say


def test_an_action_is_short_and_reads_back() -> None:
    longest = Action("others", (999_999_999,) * 4, 999_999_999)
    assert len(str(longest)) <= 64
    assert [Action.parse(str(each)) for each in (longest, Action("back", (), 1))] == [longest, Action("back", (), 1)]


@pytest.mark.parametrize(
    "text", ["", "card", "card1", "card@", "card1@x", "card1..2@3", "Xyz1@2", "card１@2", "card1@2 "]
)
def test_what_is_no_action_is_refused(text: str) -> None:
    with pytest.raises(InvalidAction):
        Action.parse(text)


FOLLOW_UPS = [
    # what is said, what it wishes
    ("a kto jest ich szefem?", Wish.SUPERIOR),
    ("Komu podlegają?", Wish.SUPERIOR),
    ("kto nimi kieruje?", Wish.SUPERIOR),
    ("a szef?", Wish.SUPERIOR),
    ("who is their boss?", Wish.SUPERIOR),
    ("who do they report to", Wish.SUPERIOR),
    ("pokaż więcej", Wish.MORE),
    ("Więcej!", Wish.MORE),
    ("inne komórki", Wish.MORE),
    ("show me more", Wish.MORE),
    ("next", Wish.MORE),
    ("any others?", Wish.MORE),
    ("czym się zajmują?", Wish.DUTIES),
    ("what do they do?", Wish.DUTIES),
    ("komu podlega ten referat?", Wish.SUPERIOR),
    ("a kto jest nad nimi?", Wish.SUPERIOR),
    ("a oprócz tego co robi ten referat?", Wish.DUTIES),
    # these stand for themselves, or leave out something else
    ("a w szkołach?", None),
    ("kto jest szefem IT-04-2?", None),
    ("kto zarządza drukarkami?", None),
    ("kto kieruje referatem umów?", None),
    ("a kto to naprawi?", None),
    ("co to jest RODO?", None),
    ("kto odpowiada za więcej niż jeden system?", None),
    ("drukarka", None),
    ("", None),
    ("?!", None),
]


@pytest.mark.parametrize(("text", "wish"), FOLLOW_UPS)
def test_a_follow_up_is_told_from_a_question(text: str, wish: Wish | None) -> None:
    assert read(text) == wish


def test_a_superior_is_told_from_a_unit_by_the_pronoun() -> None:
    assert [is_about_post(text) for text in ("a jego szef?", "who is his boss?", "a ich szef?")] == [True, True, False]


TICKETS = [
    # headers, greeting, plea, farewell, signature and history go; subject and matter stay, then sentence by sentence
    (
        "Od: Jan <jan@um.pl>\nTemat: RE: FW: Drukarka\n\nDzień dobry,\nnie drukuje. Kabel jest cały.\nProszę o pomoc.\n"
        "Pozdrawiam\nJan\n> stare",
        ("Drukarka nie drukuje. Kabel jest cały.", "nie drukuje.", "Kabel jest cały."),
    ),
    # English, on one line
    ("Hello team, my phone is dead. Please help. Regards, John", ("my phone is dead.",)),
    # the words below the original message belong to somebody else
    ("no network here\n-----Original Message-----\nprinter", ("no network here",)),
    # nothing but politeness
    ("Dzień dobry,\nProszę o pomoc.\nPozdrawiam", ("Dzień dobry, Proszę o pomoc. Pozdrawiam",)),
]


@pytest.mark.parametrize(("text", "expected"), TICKETS)
def test_a_ticket_is_stripped_to_its_matter(text: str, expected: tuple[str, ...]) -> None:
    assert gists(text) == expected


@pytest.mark.parametrize(
    "piece", ["kto robi kopie zapasowe? ", "kto\n", "§ 17 ust. 2 ", "drukarka", "Od: kto\n", "(1. „"]
)
def test_of_a_very_long_ticket_no_more_is_answered_than_others_can_wait_for(piece: str) -> None:
    whole, *sentences = gists(piece * (10_000 // len(piece)))
    assert 0 < len(whole) <= LONGEST_MATTER
    assert len(sentences) <= MOST_SENTENCES
    assert max(map(len, sentences), default=0) <= LONGEST_SENTENCE
    assert " ".join((piece * 5000).split()).startswith(whole)


def test_a_long_text_or_one_with_headers_is_a_ticket() -> None:
    assert looks_like_ticket("słowo " * 50)
    assert looks_like_ticket("Temat: sieć\n\nDzień dobry,\nnie działa")
    assert not looks_like_ticket("kto odpowiada\nza sieć?")


MARKS = [
    # question, clause, words in bold
    ("certyfikaty SSL", "kontami użytkowników i certyfikatami SSL", ["certyfikatami", "SSL"]),
    ("kto zajmuje się umowami?", "proces zawierania umów", ["umów"]),
    ("who handles printers?", "instalacja drukarek", ["drukarek"]),  # by the thesaurus
    ("kto za co odpowiada w zakresie zadań", "realizacja zadań w zakresie", []),  # words that carry no matter
    ("druga zmiana", "instalacja drukarek", []),
]


@pytest.mark.parametrize(("question", "clause", "bold"), MARKS)
def test_the_words_that_matched_are_marked(question: str, clause: str, bold: list[str]) -> None:
    (block,) = mark(Reply(blocks=(Block("A", quotes=(Quote("§ 1", clause),)),)), question).blocks
    assert [clause[first:last] for first, last in block.quotes[0].marks] == bold


ROLES = [
    # person, chat, role where 5 and the chat -9 may ask, 7 is an agent and 8 an admin
    (5, 5, Role.EMPLOYEE),
    (6, -9, Role.EMPLOYEE),
    (6, 6, Role.NOBODY),
    (7, -1, Role.AGENT),
    (8, 8, Role.ADMIN),
    (None, None, Role.NOBODY),
]


@pytest.mark.parametrize(("person", "chat", "role"), ROLES)
def test_a_role_comes_from_the_lists(person: int | None, chat: int | None, role: Role) -> None:
    settings = BotSettings(who_may_ask=frozenset({5, -9}), agents=frozenset({7}), admins=frozenset({8}))
    assert role_of(settings, person, chat) is role


def test_by_default_nobody_may_ask_and_by_word_everybody_may() -> None:
    assert role_of(BotSettings.from_mapping({}), 5, 5) is Role.NOBODY
    assert role_of(BotSettings.from_mapping({"WHO_MAY_ASK": "everybody"}), 5, 5) is Role.EMPLOYEE


def test_all_settings_are_read() -> None:
    settings = BotSettings.from_mapping(
        {
            "KNOWLEDGE_DB": "a.db",
            "TELEGRAM_BOT_TOKEN": "1:abc",
            "TELEGRAM_API_URL": "http://127.0.0.1:81/",
            "WHO_MAY_ASK": "1, -2;3",
            "ADMINS": "4",
            "AGENTS": "",
            "BOT_LANGUAGE": "en",
            "WEBHOOK_URL": "https://bot.example/hook",
            "WEBHOOK_SECRET": "word",
            "WEBHOOK_LISTEN": "0.0.0.0:9000",
            "MESSAGES_PER_SECOND": "0",
            "QUESTION_RETENTION_DAYS": "7",
            "LOG_LEVEL": "debug",
        }
    )
    assert settings == BotSettings(
        database=Path("a.db"),
        token="1:abc",
        api_url="http://127.0.0.1:81",
        file_url="http://127.0.0.1:81/file",
        who_may_ask=frozenset({1, -2, 3}),
        admins=frozenset({4}),
        language="en",
        webhook_url="https://bot.example/hook",
        webhook_secret="word",
        webhook_listen=("0.0.0.0", 9000),
        messages_per_second=0.0,
        retention_days=7,
        log_level="DEBUG",
    )


def test_all_that_is_wrong_with_the_settings_is_said_at_once_without_the_secrets() -> None:
    values = {"TELEGRAM_BOT_TOKEN": "secret token", "WHO_MAY_ASK": "me", "ADMINS": "x", "TELEGRAM_API_URL": "nowhere"}
    values |= {"BOT_LANGUAGE": "de", "MEMORY_MINUTES": "-1", "QUESTION_RETENTION_DAYS": "1.5", "LOG_LEVEL": "loud"}
    values |= {"WEBHOOK_URL": "https://a.pl/h", "WEBHOOK_LISTEN": "80", "WEBHOOK_SECRET": "ą", "BOT_NAME": "x" * 65}
    with pytest.raises(InvalidSettings) as caught:
        BotSettings.from_mapping(values)
    named = sorted(str(problem).split()[0] for problem in caught.value.problems)
    assert named == sorted([*values.keys() - {"WEBHOOK_URL"}, "WEBHOOK_SECRET"])
    assert "secret token" not in str(caught.value)


def test_secrets_are_in_no_repr() -> None:
    assert "hush" not in repr(BotSettings(token="1:hush", webhook_secret="hush"))


def test_names_of_commands_are_unique_and_descriptions_short_enough_for_telegram() -> None:
    assert len(NAMES) == len({name for each in COMMANDS for name in (each.name, each.pl, each.en)})
    for lang in LANGUAGES:
        assert len(say(DESCRIPTION, lang)) <= 512
        assert len(say(SHORT_DESCRIPTION, lang)) <= 120
