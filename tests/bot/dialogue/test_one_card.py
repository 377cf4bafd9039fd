"""One card for a unit, a provision and the act, however it is asked for; `ask` and `chat` say the same."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue, next_page
from bot.replies.reply import Reply, to_text
from bot.replies.structure import compose_structure
from bot.screens.buttons import press
from bot.screens.commands import Call, obey
from bot.screens.messages import hear
from bot.screens.suggestions import suggest
from knowledge.acts.act import Act
from knowledge.acts.amendment_notes import ActName, Amended, How
from knowledge.questions.interpreter import Asked
from knowledge.questions.topics import Topic
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory

_CHATS = count()

# written by hand from §§ 1 and 11 of the decree
UNIT = """IT-03-2 · Referat ds. umów i zamówień publicznych
  podlega: II Zastępca Dyrektora (§ 1 ust. 6 pkt 2)
  wchodzi w skład: Centrum Obsługi Informatycznej (§ 1 ust. 3 pkt 9)
  zadania własne: 8 (§ 11)
  § 11 pkt 1 realizacja zadań związanych z zaciąganiem zobowiązań finansowych przez Centrum w zakresie:
    a) planów zamówień publicznych
    b) dokumentacji zamówień publicznych
    c) przeprowadzania zamówień publicznych (w tym procedur przetargowych) Centrum
    d) procesu zawierania umów i zleceń
  § 11 pkt 2 koordynacja działań Centrum w zakresie procesu zawierania umów i zleceń na potrzeby innych komórek \
organizacyjnych UMK, miejskich jednostek organizacyjnych oraz Rad i Zarządów Dzielnic Miasta Krakowa
  § 11 pkt 3 koordynacja działań Centrum w zakresie procesu udzielania opinii w obszarach zakupu infrastruktury i \
usług IT, które stanowią elementy SI UMK i są zarządzane przez Centrum, w tym również aplikacje i systemy lokowane \
poza strukturą informatyczną SI UMK na potrzeby innych komórek organizacyjnych UMK (szczegółowe rodzaje kosztów ujęte \
są w aktualnym zarządzeniu Prezydenta Miasta Krakowa w sprawie ewidencji kosztów rodzajowych w Urzędzie Miasta Krakowa)
  § 11 pkt 4 realizacja zadań związanych z zakupami internetowymi i innymi zakupami nieobjętymi umowami i zleceniami w \
zakresie przeprowadzenia weryfikacji ww. zakupów w aplikacji System Obsługi Zamówień Publicznych (SOZP)
  § 11 pkt 5 sprawozdawczość z zakresu zamówień publicznych Centrum
  zadania wspólne dla wszystkich komórek: 37 (§ 19)"""

PROVISION = """§ 17 ust. 2 pkt 3 lit. f
  zadanie komórki: IT-05-3 · Stanowiska ds. zarządzania aplikacjami oświatowymi (podlega: I Zastępca Dyrektora)
  2. W ramach Oddziału funkcjonują:
    3) Stanowiska ds. zarządzania aplikacjami oświatowymi IT-05-3, które realizują działania IT świadczone przez \
oddział w zakresie zarządzania aplikacjami biznesowymi, mobilnymi oraz modułami integracyjnymi wspierającymi \
realizację zadań statutowych Urzędu Miasta i Miejskich Jednostek Organizacyjnych w zakresie systemów \
wspierających oświatę poprzez:
      f) zarządzanie dostępem do aplikacji, w tym kontami użytkowników i certyfikatami SSL,"""

ACT = """Zarządzenie nr 1454/2024 PREZYDENTA MIASTA KRAKOWA z dnia 14 maja 2024 r.
  tytuł: w sprawie podziału na wewnętrzne komórki organizacyjne oraz zakresu działania Centrum Obsługi Informatycznej
  obowiązuje od: 22 maja 2024 r. – wyliczone z reguły i z daty podpisania (14 maja 2024 r.)
  podstawa prawna: Na podstawie art. 33 ust. 1 i 3 ustawy z dnia 8 marca 1990 r. o samorządzie gminnym (Dz. U. z 2024 \
r. poz. 609)
  § 22: „Zarządzenie wchodzi w życie po upływie 7 dni od dnia podpisania.”
  § 21: „Traci moc zarządzenie nr 1756/2022 Prezydenta Miasta Krakowa z dnia 23 czerwca 2022 r. w sprawie podziału na \
wewnętrzne komórki organizacyjne oraz zakresu działania Centrum Obsługi Informatycznej.”
  § 20: „Schemat organizacyjny Centrum stanowi załącznik do zarządzenia.”"""


@pytest.fixture(scope="module")
def dialogue(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Dialogue:
    """Return a dialogue that each of these tests speaks with in chats of its own."""
    database = Path(shutil.copy(published, tmp_path_factory.mktemp("cards") / "k.db"))
    conversation = Conversation(KnowledgeSettings(database))
    return Dialogue(conversation, Memory(conversation.store))


Asking = Callable[[Dialogue, Chat], Reply]


def asked(text: str) -> Asking:
    return lambda dialogue, chat: replace(dialogue.conversation.ask(text).parts, closing="")


def said(text: str) -> Asking:
    return lambda dialogue, chat: hear(dialogue, chat, text)


def ordered(name: str, argument: str = "") -> Asking:
    return lambda dialogue, chat: obey(dialogue, chat, Call(name, argument))


def pressed(question: str, label: str) -> Asking:
    def ask(dialogue: Dialogue, chat: Chat) -> Reply:
        buttons = [button for row in hear(dialogue, chat, question).buttons for button in row]
        return press(dialogue, chat, next(button.action for button in buttons if label in button.label))

    return ask


def typed(text: str) -> Asking:
    return lambda dialogue, chat: suggest(dialogue, chat, text)[0].reply


WAYS = [
    # the code, however it is written; the name, in the nominative and in other cases, and what units are called
    *((UNIT, way(text)) for way in (asked, said) for text in (
        "IT-03-2",
        "it032?",
        "Referat ds. umów i zamówień publicznych",
        "referatem umów i zamówień publicznych",
        "umowy i zamówienia",
        "czym zajmuje się IT-03-2?",
        "co robi referat ds. umów i zamówień publicznych?",
        "zakres zadań IT-03-2",
    )),
    (UNIT, ordered("komorka", "IT-03-2")),
    (UNIT, ordered("komorka", "umowy")),
    (UNIT, pressed("kto przeprowadza procedury przetargowe?", "🗂 IT-03-2")),
    (UNIT, pressed("komu podlega IT-03-2?", "🗂 IT-03-2")),
    (UNIT, typed("it-03-2")),
    (UNIT, typed("IT-03-2")),
    *((PROVISION, way(text)) for way in (asked, said) for text in (
        "§ 17 ust. 2 pkt 3 lit. f",
        "17.2.3.f",
        "co mówi par. 17 ust 2 pkt 3 lit f?",
    )),
    (PROVISION, ordered("par", "17 ust. 2 pkt 3 lit. f")),
    (PROVISION, ordered("par", "17.2.3.f")),
    (PROVISION, typed("17.2.3.f")),
    *((ACT, way(text)) for way in (asked, said) for text in ("co obowiązuje?", "co to za zarządzenie")),
    (ACT, ordered("akt")),
]  # fmt: skip


@pytest.mark.parametrize(("card", "ask"), WAYS)
def test_a_card_is_the_same_however_it_is_asked_for(dialogue: Dialogue, card: str, ask: Asking) -> None:
    chat = Chat(f"way{next(_CHATS)}")
    assert to_text(ask(dialogue, chat)) == card


def test_a_card_in_english_has_the_acts_words_and_the_same_places(dialogue: Dialogue) -> None:
    told = dialogue.conversation.ask("what does IT-03-2 do?").reply.splitlines()
    assert told[1:4] == [
        "  reports to: II Zastępca Dyrektora (§ 1 ust. 6 pkt 2)",
        "  part of: Centrum Obsługi Informatycznej (§ 1 ust. 3 pkt 9)",
        "  own duties: 8 (§ 11)",
    ]
    assert told[4:-1] == UNIT.splitlines()[4:-1]
    assert told[-1] == "  duties common to all units: 37 (§ 19)"


SAME = [
    # units and posts, by their codes and names, known and unknown
    "IT-04-2", "IT-05", "TC", "Dyrektor", "II Zastępca Dyrektora", "COI", "Wydział Informatyki", "IT-01-2", "IT-09-9",
    "stanowiska aplikacji", "co robi referat zarządzania", "czym zajmują się IT-01-1 i IT-01-3?",
    "czym się różni IT-04-1 od IT-04-2", "what does IT-05-1 do?", "zadania wspólne wszystkich komórek",
    # who is above and below whom
    "komu podlega IT-05-1?", "who does IT-02-5 report to", "kogo nadzoruje III Zastępca?", "z czego składa się IT-05?",
    "do czego należy IT-05-2", "czy IT-05-1 podlega I Zastępcy?", "droga służbowa IT-05-1", "kto kieruje IT-05-2",
    "ile referatów ma II Zastępca?", "ilu zastępców ma Dyrektor?", "kto jest dyrektorem?",
    # provisions and the act
    "§ 17", "§ 19", "17.2.1.g", "§ 99", "ile punktów ma § 19?", "od kiedy obowiązuje?", "co było przedtem?",
    "what is in force?", "pokaż schemat organizacyjny",
    # duties
    "kto odpowiada za cyberbezpieczeństwo?", "who handles backups?", "kto piecze chleb?", "CMDB",
    "czy IT-04-1 robi kopie zapasowe?", "kto robi kopie zapasowe? A kto instaluje drukarki?",
    "nie działa drukarka, proszę o pomoc",
]  # fmt: skip


@pytest.mark.parametrize("question", SAME)
def test_the_command_line_and_a_chat_say_the_same(dialogue: Dialogue, question: str) -> None:
    """All pages of what a chat says, without what only closes them and without the titles of pages that go on."""
    chat = Chat(f"same{next(_CHATS)}", lang=dialogue.conversation.ask(question).lang)
    pages = [hear(dialogue, chat, question)]
    while following := next_page(pages[-1]):
        pages.append(press(dialogue, chat, following))
    blocks = [block for page in pages for block in page.blocks]
    told = [line for page in pages for line in to_text(replace(page, closing="")).splitlines()]
    whole = to_text(replace(dialogue.conversation.ask(question).parts, closing="")).splitlines()
    continued = len(pages) - 1
    assert len(told) == len(whole) + continued
    assert list(dict.fromkeys(told)) == list(dict.fromkeys(whole))
    assert len(blocks) == len(dialogue.conversation.ask(question).parts.blocks) + continued


def test_a_unit_that_two_pages_tell_of_goes_on_in_the_language_of_the_question_and_leads_back(
    dialogue: Dialogue,
) -> None:
    chat = Chat("pages", lang="pl")
    first = hear(dialogue, chat, "what does IT-04-2 do?")
    assert [[button.label for button in row] for row in first.buttons] == [["Next ›"], ["🗺 Chart", "👍", "👎"]]
    second = press(dialogue, chat, next_page(first))
    assert [button.label for button in second.buttons[-1]] == ["‹ Back", "🗺 Chart"]
    assert to_text(hear(dialogue, chat, "show more")) == to_text(second)
    assert press(dialogue, chat, second.buttons[-1][0].action) == first


def test_a_post_of_a_name_that_begins_like_a_follow_up_is_no_follow_up(dialogue: Dialogue) -> None:
    chat = Chat("post")
    hear(dialogue, chat, "IT-03-2")
    assert [block.title for block in hear(dialogue, chat, "I Zastępca Dyrektora").blocks] == ["I Zastępca Dyrektora"]


def test_the_clauses_of_a_card_as_json_are_those_whose_words_it_has(dialogue: Dialogue) -> None:
    clauses = dialogue.conversation.ask("IT-03-2").to_json()["clauses"]
    assert [(each["citation"], each["unit"]) for each in clauses] == [
        ("§ 11 pkt 1", ""),
        *((f"§ 11 pkt 1 lit. {letter}", "IT-03-2") for letter in "abcd"),
        *((f"§ 11 pkt {point}", "IT-03-2") for point in range(2, 6)),
    ]


def test_a_provision_that_was_amended_is_among_the_clauses_of_the_reply_that_quotes_it(decree: Act) -> None:
    amended = (Amended(How.WORDED, ActName("zarządzenie", "7/2025")),)
    provisions = tuple(replace(each, amended=amended) if each.text else each for each in decree.provisions)
    act = replace(decree, provisions=provisions)
    said = compose_structure((Asked(Topic.SUPERIOR, (decree.units[-1],)),), act, "pl")
    quotes = said.reply.blocks[0].quotes
    assert "w brzmieniu zarządzenia nr 7/2025" in quotes[0].citation
    assert [clause.citation for clause in said.quoted] == [quote.source and quote.source.citation for quote in quotes]
