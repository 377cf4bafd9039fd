"""Which time a question asks about, and which it only mentions."""

from datetime import date

import pytest

from knowledge.questions.times import asked_time

TODAY = date(2026, 11, 23)

ASKED = [
    ("kto odpowiadał za kopie zapasowe w 2023?", "2023-01-01", "2023-12-31", "kto odpowiadał za kopie zapasowe?"),
    ("Kto w 2023 roku zajmował się drukarkami?", "2023-01-01", "2023-12-31", "Kto zajmował się drukarkami?"),
    ("who was responsible for backups in March 2023?", "2023-03-01", "2023-03-31", "who was responsible for backups?"),
    ("kto będzie odpowiadał za druk od 1 stycznia 2027?", "2027-01-01", "2027-01-01", "kto będzie odpowiadał za druk?"),
    ("kto odpowiada za druk od 1 stycznia 2027 r.?", "2027-01-01", "2027-01-01", "kto odpowiada za druk?"),
    ("who will handle printers from 2027-01-01", "2027-01-01", "2027-01-01", "who will handle printers"),
    ("która komórka prowadziła rejestr 3.04.2024 r.", None, None, ""),  # no preposition: it may be the register's
    (
        "która komórka prowadziła rejestr w dniu 3.04.2024",
        "2024-04-03",
        "2024-04-03",
        "która komórka prowadziła rejestr",
    ),
    ("komu podlegał IT-04-2 przed 22 maja 2024 r.?", "2024-05-21", "2024-05-21", "komu podlegał IT-04-2?"),
    ("kto się tym zajmował w zeszłym roku", "2025-01-01", "2025-12-31", "kto się tym zajmował"),
    ("who handled VPN on May 1, 2024", "2024-05-01", "2024-05-01", "who handled VPN"),
    ("stan na 1 maja 2023: kto odpowiada za sieć", "2023-05-01", "2023-05-01", "kto odpowiada za sieć"),
    ("kto odpowiadał za sieć w 2026?", "2026-01-01", "2026-11-23", "kto odpowiadał za sieć?"),  # up to now
    ("kto będzie odpowiadał za VPN jutro?", "2026-11-24", "2026-11-24", "kto będzie odpowiadał za VPN?"),
    ("kto przejmie licencje od nowego roku", "2027-01-01", "2027-01-01", "kto przejmie licencje"),
    ("kto odpowiadał za sieć w latach 2024-2025?", "2024-01-01", "2025-12-31", "kto odpowiadał za sieć?"),
    ("kto odpowiadał za sieć w II kwartale 2025 r.?", "2025-04-01", "2025-06-30", "kto odpowiadał za sieć?"),
    ("who managed printers in Q1 2025?", "2025-01-01", "2025-03-31", "who managed printers?"),
    ("co mówił § 8 w 2025?", "2025-01-01", "2025-12-31", "co mówił § 8?"),
    ("od 1 stycznia 2027 kto odpowiada za druk?", "2027-01-01", "2027-01-01", "kto odpowiada za druk?"),
    (
        "kto odpowiadał za telefony w 2023 r.?",
        "2023-01-01",
        "2023-12-31",
        "kto odpowiadał za telefony?",
    ),  # no participle
]

MENTIONED = [
    "kto odpowiada za umowy z 2023 r.?",
    "kto zajmuje się budżetem na 2027 rok?",
    "kto przygotował sprawozdanie za 2023 rok?",
    "kto naprawi komputer kupiony w 2023?",  # of the computer
    "kto odpowiadał za umowy zawarte w 2023 r.?",  # of the contracts
    "who handles contracts signed in 2023?",
    "who was responsible for the laptops bought in March 2023?",
    "kto rozlicza faktury w 2023?",  # the present tense asks about today
    "czy dział IT odpowiada za licencje w 2019?",
    "co mówi zarządzenie 1454/2024?",
    "kto odpowiadał w 2030?",  # a past that has not come
    "kto będzie odpowiadał w 2020?",
    "Windows Server 2019 nie działa",
    "office 2021 się zawiesił, kto pomoże?",
    "pokój 2023, kto naprawił drukarkę?",
    "kto odpowiadał za X 31.02.2023 i w dniu 31.02.2023?",  # no such day
    "kto robi kopie zapasowe?",
    "ile zamówień udzieliło Centrum w 2024, tabela dla kontroli",  # which are counted today
    "kto obsługiwał program na lata 2014-2020?",  # the programme's years
    "nowy kolega od jutra ma klonować kod, u kogo załatwić mu dostęp?",  # tells of another's day
    "od nowego roku zmienia się system. Kto powinien o to wystąpić?",
    "we have papers from 2015, what are we obliged to do with them?",
]


@pytest.mark.parametrize(("question", "first", "last", "rest"), ASKED)
def test_a_time_of_being_responsible_is_asked_about(question: str, first: str, last: str, rest: str) -> None:
    asked = asked_time(question, TODAY)
    if first is None:
        assert asked is None
        return
    assert asked is not None
    assert (asked.first, asked.last, asked.question) == (date.fromisoformat(first), date.fromisoformat(last), rest)


@pytest.mark.parametrize("question", MENTIONED)
def test_a_time_of_the_matter_is_only_mentioned(question: str) -> None:
    assert asked_time(question, TODAY) is None
