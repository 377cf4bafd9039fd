"""Every command, button, inline query, group case and language, over real HTTP."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from bot.replies.reply import Reply
from tests.support.bot_api import BOT, BotApi
from tests.support.bot_fixtures import AGENT, GROUP, ask, press, toast

pytestmark = pytest.mark.asyncio(loop_scope="session")

_PEOPLE = itertools.count(2000, 2)

SSL = "kto zajmuje się certyfikatami SSL?"


@pytest.fixture
def person() -> int:
    """Return somebody new, whose Telegram speaks Polish."""
    return next(_PEOPLE)


@pytest.fixture(autouse=True)
def no_refusals(telegram: BotApi) -> Iterator[None]:
    """Look after each test whether Telegram would have refused something; unknown chats of menus apart."""
    yield
    refusals = [each for each in telegram.refusals if not each.startswith("setMyCommands: Bad Request: chat not found")]
    telegram.refusals.clear()
    assert refusals == []


async def test_a_link_that_brings_a_code_or_a_question_is_answered(telegram: BotApi, person: int) -> None:
    for link, answer in (
        ("IT-04-2", "IT-04-2 · "),
        ("kto_odpowiada_za_cyberbezpieczeństwo", "IT-02-2"),
        ("inline", "Dzień dobry!"),
    ):
        assert (await ask(telegram, person, f"/start {link}")).text.startswith(answer)


async def test_an_answer_names_the_unit_first_then_what_of_its_duties_fits_the_citation_and_folded_the_whole(
    telegram: BotApi, person: int
) -> None:
    reply = await ask(telegram, person, "kto odpowiada za cyberbezpieczeństwo?")
    assert reply.html == (
        "<b>IT-02-2 · Referat ds. cyberbezpieczeństwa Systemu Informatycznego UMK</b>\n"
        "… i narzędziami w obszarze <b>cyberbezpieczeństwa</b>, stosowania narzędzi do …\n"
        "§ 7 pkt 2\n"
        "<blockquote expandable>sprawowanie nadzoru nad zasadami, metodami i narzędziami w obszarze "
        "cyberbezpieczeństwa, stosowania narzędzi do monitorowania systemu/aplikacji</blockquote>"
    )
    assert reply.labels == ["📖 § 7", "🗂 IT-02-2", "🔎 Inne komórki", "👍", "👎"]


COMMANDS = [
    # what is typed, what the reply begins with or contains
    ("/start", "Dzień dobry!"),
    ("/pomoc", "/kto – kto za to odpowiada"),
    ("/help", "/who – who is responsible for it"),
    ("/kto kto odpowiada za cyberbezpieczeństwo", "IT-02-2 · Referat"),
    ("/who handles cybersecurity", "IT-02-2 · Referat"),
    ("/doctor", "Nie znam /doctor. Może /pomoc?"),
    ("/kto", "Napisz pytanie po poleceniu"),
    (
        "/komorka IT-04-2",
        "IT-04-2 · Referat ds. wsparcia użytkowników\npodlega: III Zastępca Dyrektora (§ 1 ust. 7 pkt 2)",
    ),
    ("/unit it 04 2", "reports to: III Zastępca Dyrektora (§ 1 ust. 7 pkt 2)"),
    ("/komorka umowy", "IT-03-2 · Referat ds. umów i zamówień publicznych"),
    ("/komorka", "Podaj symbol albo nazwę"),
    ("/struktura", "Kto komu podlega"),
    ("/structure", "Who reports to whom"),
    ("/par 18", "§ 18\nDla potrzeb realizacji zadań projektowych, Dyrektor Centrum"),
    ("/clause 17.2.1.g", "§ 17 ust. 2 pkt 1 lit. g\nduty of: IT-05-1"),
    ("/par 17 ust. 2 pkt 1 lit. g", "zarządzanie dostępem do aplikacji, w tym kontami"),
    ("/par 99", "Zarządzenie nr 1454/2024 nie ma: § 99. Najbliższe temu:"),
    ("/clause", "they run from § 1 to § 22"),
    ("/akt", "obowiązuje od: 22 maja 2024 r."),
    ("/act", "in force since: 22 May 2024"),
    ("/jezyk", "W jakim języku odpowiadać?"),
    ("/language", "In which language shall I reply?"),
    ("/prywatnosc", "przez 90 dni"),
    ("/privacy", "for 90 days"),
    ("/KTO@kto_bot kto odpowiada za cyberbezpieczeństwo", "IT-02-2"),
    ("/pommoc", "Nie znam /pommoc. Może /pomoc?"),
]


@pytest.mark.parametrize(("typed", "expected"), COMMANDS)
async def test_each_command_is_obeyed_in_the_language_of_its_name(
    telegram: BotApi, person: int, typed: str, expected: str
) -> None:
    assert expected in (await ask(telegram, person, typed)).text


async def test_what_nobody_does_is_said_in_one_line_and_a_button_opens_what_is_nearest(
    telegram: BotApi, person: int
) -> None:
    reply = await ask(telegram, person, "kto piecze chleb?")
    assert reply.text == "Zarządzenie nr 1454/2024 nie przypisuje tego żadnej komórce."
    assert reply.labels == ["🔎 Najbliższe temu", "👍", "👎"]
    await press(telegram, person, reply, "Najbliższe temu")
    assert reply.text.startswith("Najbliższe temu:\n\nIT-")
    await press(telegram, person, reply, "Wróć")
    assert reply.text == "Zarządzenie nr 1454/2024 nie przypisuje tego żadnej komórce."


async def test_what_is_perhaps_meant_is_offered_by_its_matters_of_which_one_is_chosen(
    telegram: BotApi, person: int
) -> None:
    reply = await ask(telegram, person, "roczne sprawozdanie informatyki")
    assert reply.text.startswith("Najpewniej:\n\nIT-03-1 · Referat ds. finansów i kontrolingu\n")
    assert reply.text.count("\n§ ") == 3
    matter = reply.labels[0]
    assert matter.strip("… ") in reply.text
    assert reply.labels[3:] == ["🔎 Inne komórki", "👍", "👎"]
    await press(telegram, person, reply, matter)
    assert reply.text.startswith("IT-03-1 · Referat ds. finansów i kontrolingu\n")
    assert reply.html.count("<blockquote expandable>") <= 1
    await press(telegram, person, reply, "Wróć")
    assert reply.text.startswith("Najpewniej:")


async def test_a_matter_that_several_units_have_asks_for_the_area_when_it_is_chosen(
    telegram: BotApi, person: int
) -> None:
    reply = await ask(
        telegram,
        person,
        "Czy ktoś w ogóle na bieżąco podgląda, jak działają aplikacje, i je dostraja, czy czekamy, aż padną?",
    )
    await press(telegram, person, reply, "optymalizację działania aplikacji")
    assert reply.text.startswith("Ten sam obowiązek – „monitorowanie i optymalizację działania aplikacji”")
    await press(telegram, person, reply, "w zakresie systemów wspierających oświatę")
    assert reply.text.startswith("IT-05-3 · Stanowiska ds. zarządzania aplikacjami oświatowymi\n")


async def test_an_english_question_gets_an_english_reply_that_quotes_in_polish(telegram: BotApi, person: int) -> None:
    reply = await ask(telegram, person, "who handles phone lines and VoIP?")
    assert "utrzymanie usługi telefonii VoIP w UMK" in reply.text
    assert "🔎 Other units" in reply.labels


async def test_identical_duties_are_told_apart_by_a_choice_of_area_that_edits_the_message(
    telegram: BotApi, person: int
) -> None:
    reply = await ask(telegram, person, SSL)
    assert sorted(reply.labels[:4]) == [
        "aplikacjami desktopowymi (poza pakietem biurowym wg. D-07) oraz centralnym systemy kolejkowym wspierającymi",
        "w zakresie finansowo księgowym, podatkowym, geodezyjnym oraz obieg dokumentów",
        "w zakresie systemów wspierających oświatę",
        "w zakresie usług świadczonych dla klienta zewnętrznego",
    ]
    await press(telegram, person, reply, "systemów wspierających oświatę")
    assert reply.text.startswith(
        "IT-05-3 · Stanowiska ds. zarządzania aplikacjami oświatowymi\n"
        "… dostępem do aplikacji, w tym kontami użytkowników i certyfikatami SSL\n§ 17 ust. 2 pkt 3 lit. f\n… które"
    )
    await press(telegram, person, reply, "Wróć")
    assert reply.text.startswith("Ten sam obowiązek")


AREAS = [
    "system podatkowy przy drukowaniu zawiesza się na kilka minut, inne działają",
    "certyfikat SSL w systemie podatkowym wygasł",
    "Temat: certyfikat SSL\n\nDzień dobry,\nwygasł certyfikat SSL w aplikacji, proszę o odnowienie.\n\n"
    "Z poważaniem\nAnna Nowak\nWydział Geodezji",
]


@pytest.mark.parametrize("question", AREAS)
async def test_the_area_that_a_question_or_a_signature_names_is_not_asked_for(
    telegram: BotApi, person: int, question: str
) -> None:
    reply = await ask(telegram, person, question)
    assert "IT-05-1 · Stanowiska ds. zarządzania aplikacjami biznesowymi\n" in reply.text
    assert "IT-05-2" not in reply.text
    assert "obszaru" not in reply.text


async def test_the_paragraph_button_opens_the_page_with_the_clause_and_its_neighbours(
    telegram: BotApi, person: int
) -> None:
    reply = await ask(telegram, person, SSL)
    await press(telegram, person, reply, "§ 17")
    assert reply.text.startswith("§ 17\n")
    assert "g) zarządzanie dostępem do aplikacji, w tym kontami użytkowników i certyfikatami SSL," in reply.text
    page = next(line for line in reply.text.splitlines() if line.startswith("strona"))
    await press(telegram, person, reply, "Dalej")
    assert page not in reply.text
    await press(telegram, person, reply, "→ § 18")
    assert reply.text.startswith("§ 18\nDla potrzeb realizacji zadań projektowych")
    await press(telegram, person, reply, "Wróć")
    assert reply.text.startswith("Ten sam obowiązek")


async def test_the_card_lists_every_duty_page_by_page_and_leads_to_the_chart(telegram: BotApi, person: int) -> None:
    reply = await ask(telegram, person, "IT-04-2")
    first = reply.text
    assert "strona 1 z 2" in first
    await press(telegram, person, reply, "Dalej")
    assert "§ 14 pkt 13 zarządzanie i realizacja transportu w ramach Centrum" in reply.text
    await press(telegram, person, reply, "Wstecz")
    assert reply.text == first
    await press(telegram, person, reply, "Schemat")
    picture = telegram.replies(person)[-1].picture
    assert picture
    assert picture.startswith(b"\x89PNG")


async def test_a_drawn_chart_is_sent_as_a_picture_below(
    telegram: BotApi, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(100)
    monkeypatch.setattr("bot.dialogue.views.chart_of", lambda act, unit, orders: picture)
    assert (await ask(telegram, person, "/struktura IT-04-2")).picture == picture
    card = await ask(telegram, person, "IT-04-2")
    await press(telegram, person, card, "Schemat")
    assert telegram.replies(person)[-1].picture == picture
    assert card.text.startswith("IT-04-2")


async def test_other_units_are_named_on_pages_and_lead_back(telegram: BotApi, person: int) -> None:
    reply = await ask(telegram, person, "kto odpowiada za cyberbezpieczeństwo?")
    answer = reply.text
    await press(telegram, person, reply, "Inne komórki")
    assert reply.text.startswith("Inne komórki, które mogą mieć z tym związek:")
    assert "IT-02-2" not in reply.text
    await press(telegram, person, reply, "Dalej")
    await press(telegram, person, reply, "Wróć")
    assert reply.text == answer


async def test_a_thumb_is_thanked_for_and_marked_and_leaves_the_text_as_it_was(telegram: BotApi, person: int) -> None:
    reply = await ask(telegram, person, "kto odpowiada za cyberbezpieczeństwo?")
    assert await press(telegram, person, reply, "👍") == "Dziękuję! Dobrze wiedzieć."
    await telegram.wait_for(lambda: "👍 ✓" in reply.labels)
    assert (await press(telegram, person, reply, "👎")).startswith("Dziękuję, zapisuję.")
    await telegram.wait_for(lambda: reply.labels[-2:] == ["👍", "👎 ✓"])
    assert reply.edits == 0


async def test_a_button_that_is_pressed_twice_is_answered_twice_and_edits_once(telegram: BotApi, person: int) -> None:
    reply = await ask(telegram, person, SSL)
    data = reply.data("§ 17")
    queries = [await telegram.press(person, reply, data) for _ in range(2)]
    await telegram.wait_for(lambda: all(query in telegram.world.toasts for query in queries))
    await telegram.wait_for(lambda: telegram.calls.count("editMessageText") and reply.edits == 1)


FORGED = [
    # data that no keyboard of the bot has
    ("", "Tego przycisku nie znam"),
    ("card1.0.0@1; drop table turns", "Tego przycisku nie znam"),
    ("card999999999.0.0@1", "Tego już nie pamiętam"),
    ("par999999999.0.0@1", "Tego już nie pamiętam"),
    ("pick999999999.0@1", "Tego już nie pamiętam"),
    ("yes999999999@1", "Tego już nie pamiętam"),
    ("others999999999.0@1", "Tego już nie pamiętam"),
    ("card1.0.0@999999999", "Tego już nie pamiętam"),
]


@pytest.mark.parametrize(("data", "word"), FORGED)
async def test_forged_buttons_do_nothing(telegram: BotApi, person: int, data: str, word: str) -> None:
    reply = await ask(telegram, person, "kto odpowiada za cyberbezpieczeństwo?")
    assert (await toast(telegram, person, reply, data)).startswith(word)
    assert reply.edits == 0


async def test_a_button_copied_from_another_chat_does_nothing(telegram: BotApi, person: int) -> None:
    theirs = await ask(telegram, next(_PEOPLE), "kto odpowiada za cyberbezpieczeństwo?")
    mine = await ask(telegram, person, SSL)
    told = await toast(telegram, person, mine, theirs.data("👍"))
    assert told == "Tego już nie pamiętam – zapytaj, proszę, jeszcze raz."


FOLLOW_UPS = [
    # first question, follow-up, what the second reply contains
    (SSL, "a w szkołach?", "IT-05-3 · Stanowiska ds. zarządzania aplikacjami oświatowymi"),
    (SSL, "a kto jest ich szefem?", "podlega: I Zastępca Dyrektora (§ 1 ust. 5 pkt 4 lit. a)"),
    (SSL, "pokaż więcej", "Inne komórki, które mogą mieć z tym związek:"),
    ("who handles cybersecurity?", "who do they report to?", "reports to: I Zastępca Dyrektora (§ 1 ust. 5 pkt 1)"),
    ("who handles SSL certificates?", "and in schools?", "IT-05-3"),
    ("kto odpowiada za cyberbezpieczeństwo?", "a czym się zajmują?", "§ 7 pkt 9 pełnienie roli Koordynatora"),
    ("IT-04-2", "więcej", "§ 14 pkt 13 zarządzanie i realizacja transportu"),
    ("§ 17", "dalej", "strona 2 z"),
    ("kto piecze chleb?", "a kto jest ich szefem?", "Nie wiem, o kogo chodzi"),
    # another object, another deed, a word that stands for the object, a place
    ("kto robi kopie zapasowe?", "a drukarki?", "drukująco – kopiującego"),
    ("kto zajmuje się wifi?", "a telefony?", "VoIP"),
    ("drukarka nie działa", "a kto kupi nową?", "IT-04-3"),
    ("kto kupuje laptopy?", "a kto je naprawia?", "IT-04-2"),
    ("who buys laptops?", "and who repairs them?", "IT-04-2"),
    ("kto kupuje laptopy?", "a utylizacja?", "IT-03-4"),
    ("kto naprawia komputery?", "a rowery?", "nie przypisuje"),
    ("kto kupuje laptopy?", "kto robi kopie zapasowe?", "IT-04-1"),
]


@pytest.mark.parametrize(("first", "then", "expected"), FOLLOW_UPS)
async def test_a_follow_up_refers_to_the_last_answer(
    telegram: BotApi, person: int, first: str, then: str, expected: str
) -> None:
    await ask(telegram, person, first)
    assert expected in (await ask(telegram, person, then)).text


CHAINS = [
    # what is said in turn, what the last reply contains
    (("kto zarządza kontami w aplikacjach?", "a w szkołach?", "a w geodezji?"), "IT-05-1"),
    (("kto zajmuje się serwerami?", "a umowami?", "a kto je rozlicza?"), "IT-03-1"),
    (("kto kupuje laptopy?", "a krzesła?", "a monitory?"), "IT-04-3"),
    (("kto prowadzi budżet?", "a kto jest ich szefem?", "a jego szef?"), "podlega: Dyrektor"),
]


@pytest.mark.parametrize(("said", "expected"), CHAINS)
async def test_a_conversation_goes_on_over_several_turns(
    telegram: BotApi, person: int, said: tuple[str, ...], expected: str
) -> None:
    replies = [await ask(telegram, person, text) for text in said]
    assert expected in replies[-1].text


async def test_where_two_readings_differ_and_neither_is_sure_the_person_is_asked(telegram: BotApi, person: int) -> None:
    await ask(telegram, person, "kto zapewnia VPN?")
    asked = await ask(telegram, person, "a kto monitoruje jego bezpieczeństwo?")
    assert asked.text == "O co pytasz?"
    assert sorted(asked.labels) == ["kto monitoruje bezpieczeństwo VPN", "kto monitoruje jego bezpieczeństwo"]
    await press(telegram, person, asked, "kto monitoruje jego bezpieczeństwo")
    assert "IT-02-2" in asked.text


async def test_a_follow_up_without_an_answer_before_asks_whom_it_means(telegram: BotApi, person: int) -> None:
    assert (await ask(telegram, person, "a kto jest ich szefem?")).text.startswith("Nie wiem, o kogo chodzi")


async def test_a_reply_to_an_earlier_answer_goes_on_from_that_one(telegram: BotApi, person: int) -> None:
    first = await ask(telegram, person, "kto odpowiada za cyberbezpieczeństwo?")
    await ask(telegram, person, "who handles phone lines and VoIP?")
    target = {"message_id": first.id, "date": 1, "chat": telegram.world.chats[person], "from": BOT, "text": first.text}
    assert "IT-02-2" in (await ask(telegram, person, "a kto jest ich szefem?", reply_to_message=target)).text


async def test_the_chosen_language_holds_for_every_reply_until_it_is_unchosen(telegram: BotApi, person: int) -> None:
    menu = await ask(telegram, person, "/jezyk")
    assert await press(telegram, person, menu, "English") == "I will reply in English."
    assert "🔎 Other units" in (await ask(telegram, person, "kto odpowiada za cyberbezpieczeństwo?")).labels
    again = await ask(telegram, person, "/jezyk")
    await press(telegram, person, again, "As the question")
    assert "🔎 Inne komórki" in (await ask(telegram, person, "kto odpowiada za cyberbezpieczeństwo?")).labels


TICKET = """Od: Jan Kowalski
Wysłano: poniedziałek
Temat: RE: telefon VoIP na biurku

Dzień dobry,
od wczoraj telefon VoIP w pokoju 12 nie działa, nie słychać rozmówcy. Restart aparatu nie pomógł, kabel jest cały.
Proszę o pilną interwencję. Pozdrawiam
--
Jan Kowalski
tel. 12 616 00 00"""


@pytest.mark.parametrize(
    "origin", [{}, {"forward_origin": {"type": "hidden_user", "sender_user_name": "J", "date": 1}}]
)
async def test_a_pasted_or_forwarded_ticket_is_read_as_such(
    telegram: BotApi, person: int, origin: dict[str, Any]
) -> None:
    reply = await ask(telegram, person, TICKET, **origin)
    assert reply.text.startswith("Rozumiem to zgłoszenie tak: „")
    assert "IT-04-4" in reply.text
    assert "Kowalski" not in reply.text


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]},
        {"voice": {"file_id": "a", "file_unique_id": "a", "duration": 1}},
        {
            "sticker": {"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1, "type": "regular"}
            | {"is_animated": False, "is_video": False}
        },
        {"location": {"longitude": 1.0, "latitude": 2.0}},
    ],
)
async def test_what_is_no_text_gets_a_friendly_word(telegram: BotApi, person: int, content: dict[str, Any]) -> None:
    assert (await ask(telegram, person, **content)).text.startswith("Rozumiem tylko tekst.")


async def test_a_document_of_an_employee_is_told_who_brings_in_acts(telegram: BotApi, person: int) -> None:
    reply = await ask(telegram, person, document={"file_id": "a", "file_unique_id": "a"})
    assert reply.text.startswith("Akty wprowadza administrator.")


async def test_the_words_under_a_photo_are_a_question(telegram: BotApi, person: int) -> None:
    photo = [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]
    reply = await ask(telegram, person, photo=photo, caption="kto odpowiada za cyberbezpieczeństwo?")
    assert reply.text.startswith("IT-02-2")


async def test_an_edited_question_gets_its_answer_edited(telegram: BotApi, person: int) -> None:
    number = await telegram.write(person, "kto piecze chleb?")
    reply = await telegram.reply(person)
    await telegram.edit(person, number, "kto odpowiada za cyberbezpieczeństwo?")
    await telegram.wait_for(lambda: reply.edits == 1)
    assert reply.text.startswith("IT-02-2")
    assert len(telegram.replies(person)) == 1
    await telegram.edit(person, number, "/par 18")
    await telegram.wait_for(lambda: reply.edits == 2)
    assert reply.text.startswith("§ 18")


async def test_markup_in_a_question_is_text(telegram: BotApi, person: int) -> None:
    hostile = "Temat: <b>drukarka</b> &amp; <script>\n" + "nie działa drukarka <i> & <<>> ]]> \ud800 \0 " * 8
    reply = await ask(telegram, person, hostile)
    assert "<b>drukarka</b> &amp; <script>" in reply.text


async def test_a_text_that_is_too_long_is_told_so(telegram: BotApi, person: int) -> None:
    assert "To za długie (20000 znaków" in (await ask(telegram, person, "drukarka " * 2222 + "ab")).text


async def test_in_a_group_the_bot_is_silent_until_it_is_meant(telegram: BotApi, person: int) -> None:
    group = GROUP - person
    await telegram.write(person, "kto odpowiada za cyberbezpieczeństwo?", chat=group)
    await telegram.write(person, "/kto@other_bot kto odpowiada za cyberbezpieczeństwo?", chat=group)
    await telegram.write(person, "/nieznane", chat=group)
    sticker = {"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1, "type": "regular"}
    await telegram.write(person, chat=group, sticker=sticker | {"is_animated": False, "is_video": False})
    question = await telegram.write(person, "@kto_bot kto odpowiada za cyberbezpieczeństwo?", chat=group)
    reply = await telegram.reply(group)
    assert (reply.text[:7], reply.quotes, len(telegram.replies(group))) == ("IT-02-2", question, 1)


GROUP_MESSAGES = [
    # what is written, what the reply contains
    ("@kto_bot who handles cybersecurity?", "IT-02-2"),
    ("hej @KTO_BOT, kto odpowiada za cyberbezpieczeństwo?", "IT-02-2"),
    ("/kto kto odpowiada za cyberbezpieczeństwo?", "IT-02-2"),
    ("/kto@kto_bot kto odpowiada za cyberbezpieczeństwo?", "IT-02-2"),
    ("/nieznane@kto_bot", "Nie znam /nieznane."),
    ("@kto_bot", "Napisz, w czym rzecz"),
    ("@kto_bot § 18", "Dla potrzeb realizacji zadań projektowych"),
]


@pytest.mark.parametrize(("written", "expected"), GROUP_MESSAGES)
async def test_in_a_group_a_mention_or_a_command_is_answered(
    telegram: BotApi, person: int, written: str, expected: str
) -> None:
    assert expected in (await ask(telegram, person, written, chat=GROUP - person)).text


async def test_an_admin_who_writes_in_the_name_of_the_group_is_answered_and_another_bot_is_not(
    telegram: BotApi, person: int
) -> None:
    group = GROUP - person
    bot = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}}
    await telegram.write(person, "@kto_bot § 17", chat=group, **bot)
    sender = {"id": group, "type": "supergroup", "title": "Helpdesk"}
    reply = await ask(telegram, person, "@kto_bot § 18", chat=group, sender_chat=sender, **bot)
    assert reply.text.startswith("§ 18")


async def test_a_picture_with_more_to_say_than_a_caption_holds_is_followed_by_messages(
    telegram: BotApi, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(100)
    monkeypatch.setattr("bot.dialogue.views.Views.chart", lambda self, unit: Reply("słowo " * 300, picture=picture))
    await telegram.write(person, "/struktura")
    text = await telegram.reply(person, 2)
    assert (telegram.replies(person)[0].picture, telegram.replies(person)[0].text) == (picture, "")
    assert text.text.split() == ["słowo"] * 300


async def test_in_a_topic_the_reply_stays_in_the_topic_and_so_does_the_memory(telegram: BotApi, person: int) -> None:
    group = GROUP - person
    here = {"chat": group, "message_thread_id": 7, "is_topic_message": True}
    there = here | {"message_thread_id": 8}
    assert (await ask(telegram, person, "@kto_bot kto odpowiada za cyberbezpieczeństwo?", **here)).thread == 7
    assert (await ask(telegram, person, "@kto_bot a kto jest ich szefem?", **there)).text.startswith("Nie wiem")
    assert "IT-02-2" in (await ask(telegram, person, "@kto_bot a kto jest ich szefem?", **here)).text


async def test_a_colleague_may_go_on_by_replying_to_the_bot(telegram: BotApi, person: int) -> None:
    group = GROUP - person
    first = await ask(telegram, person, "@kto_bot kto odpowiada za cyberbezpieczeństwo?", chat=group)
    target = {"message_id": first.id, "date": 1, "chat": telegram.world.chats[group], "from": BOT, "text": first.text}
    reply = await ask(telegram, next(_PEOPLE), "a kto jest ich szefem?", chat=group, reply_to_message=target)
    assert "podlega: I Zastępca Dyrektora (§ 1 ust. 5 pkt 1)" in reply.text


@pytest.mark.parametrize("call", ["@kto_bot", "/kto", "/who@kto_bot"])
async def test_a_mention_or_command_in_reply_to_a_message_asks_about_that_message(
    telegram: BotApi, person: int, call: str
) -> None:
    group = GROUP - person
    number = await telegram.write(person, "kto odpowiada za cyberbezpieczeństwo?", chat=group)
    target = {
        "message_id": number,
        "date": 1,
        "chat": telegram.world.chats[group],
        "from": {"id": person} | {"is_bot": False, "first_name": "A"},
        "text": "kto odpowiada za cyberbezpieczeństwo?",
    }
    assert "IT-02-2" in (await ask(telegram, next(_PEOPLE), call, chat=group, reply_to_message=target)).text


async def test_a_group_message_that_is_edited_to_mention_the_bot_is_answered(telegram: BotApi, person: int) -> None:
    group = GROUP - person
    number = await telegram.write(person, "kto odpowiada za cyberbezpieczeństwo?", chat=group)
    await telegram.edit(person, number, "@kto_bot kto odpowiada za cyberbezpieczeństwo?", chat=group)
    assert (await telegram.reply(group)).text.startswith("IT-02-2")


async def typed(telegram: BotApi, person: int, words: str, offset: str = "") -> dict[str, Any]:
    query = await telegram.type_inline(person, words, offset)
    return dict(await telegram.wait_for(lambda: telegram.world.inline.get(query)))


INLINE = [
    # what is typed, title of the first result, what its message contains
    ("instalacja drukarki", "IT-04-2 · Referat ds. wsparcia użytkowników", "§ 14"),
    (
        "VoIP phones",
        "IT-04-4 · Referat ds. telekomunikacji i łączności",
        "ruchu sieci <b>VoIP</b>, budowy …\n§ 16 pkt 2 lit. b\n",
    ),
    ("IT-02-3", "IT-02-3 · Referat ds. zarządzania awarią i zgłoszeniami", "(§ 1 ust. 5 pkt 2)"),
    ("it-05", "IT-05 · Oddział ds. zarządzania aplikacjami", "podlega: I Zastępca Dyrektora"),
    ("17.2.1.g", "§ 17 ust. 2 pkt 1 lit. g", "IT-05-1 · Stanowiska"),
    ("§ 18", "§ 18", "Dla potrzeb realizacji zadań projektowych"),
    ("", "IT-01-1 · Referat ds. zarządzania projektami IT", "§ 3 pkt 1"),
]


@pytest.mark.parametrize(("words", "title", "content"), INLINE)
async def test_inline_mode_lists_units_provisions_and_the_clause_that_fits(
    telegram: BotApi, person: int, words: str, title: str, content: str
) -> None:
    answer = await typed(telegram, person, words)
    first = answer["results"][0]
    assert first["title"] == title
    assert content in first["input_message_content"]["message_text"]
    assert first["description"]
    assert (answer["is_personal"], answer["cache_time"]) == (True, 5)


UNANSWERED = [
    # what is typed, the first line of the one article that is offered
    ("kto maluje płoty", "Zarządzenie nr 1454/2024 nie przypisuje tego żadnej komórce."),
    ("mnbvc", "Nie rozumiem „mnbvc”. Zapytaj, kto za coś odpowiada, na przykład:"),
    ("QA-07", "Zarządzenie nr 1454/2024 nie zna „QA-07”."),
]


@pytest.mark.parametrize(("words", "title"), UNANSWERED)
async def test_inline_mode_says_in_one_article_that_no_unit_answers(
    telegram: BotApi, person: int, words: str, title: str
) -> None:
    results = (await typed(telegram, person, words))["results"]
    assert [each["title"] for each in results] == [title]
    assert results[0]["input_message_content"]["message_text"].startswith(title)


async def test_inline_results_go_on_where_the_list_was_cut(telegram: BotApi, person: int) -> None:
    first = await typed(telegram, person, "§ 17")
    assert (len(first["results"]), first["next_offset"]) == (20, "20")
    second = await typed(telegram, person, "§ 17", "20")
    assert {each["id"] for each in first["results"]}.isdisjoint(each["id"] for each in second["results"])


async def test_menus_are_set_for_each_scope_and_language_and_for_an_agent_once_there_is_a_chat(
    telegram: BotApi,
) -> None:
    await telegram.wait_for(lambda: ("short_description", "en") in telegram.world.texts)
    private = [each["command"] for each in telegram.world.menus[("all_private_chats", "")]]
    assert private == "start pomoc kto komorka struktura par akt jezyk prywatnosc zapomnij".split()
    group = [each["command"] for each in telegram.world.menus[("all_group_chats", "en")]]
    assert group == "help who unit structure clause act language".split()
    await ask(telegram, AGENT, "/start")
    await telegram.wait_for(lambda: (f"chat{AGENT}", "en") in telegram.world.menus)


async def test_no_message_of_the_bot_has_more_than_telegram_shows_in_a_button(telegram: BotApi, person: int) -> None:
    reply = await ask(telegram, person, "roczne sprawozdanie informatyki")
    assert max(map(len, reply.labels)) <= 40
