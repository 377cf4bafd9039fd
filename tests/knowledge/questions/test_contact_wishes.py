"""Which questions ask how somebody is reached, and which only speak of telephones, mail, rooms and hours."""

import pytest

from knowledge.questions.contact_wishes import contact_wished

WISHES = [
    # what is asked, and whose contact that is
    ("podaj maila do informatyków", "informatyków"),
    ("do której pracuje informatyk", "informatyk"),
    ("Jaki jest numer telefonu do działu kadr?", "działu kadr"),
    ("macie jakiś kontakt do radcy prawnego?", "radcy prawnego"),
    ("jaki jest telefon informatyka", "informatyka"),
    ("poproszę o numer do sekretariatu", "sekretariatu"),
    ("Potrzebuję kontaktu do osoby od licencji.", "licencji"),
    ("potrzebuję telefon do kogoś od sieci", "sieci"),
    ("znacie numer wewnętrzny do księgowości?", "księgowości"),
    ("telefon do serwisu komputerów", "serwisu komputerów"),
    ("e-mail do IT-04-2?", "IT-04-2"),
    ("adres mailowy do zgłaszania incydentów", "zgłaszania incydentów"),
    ("Dzień dobry, gdzie siedzi administrator baz danych?", "administrator baz danych"),
    ("w którym pokoju jest kancelaria", "kancelaria"),
    ("na którym piętrze urzęduje dyrektor", "dyrektor"),
    ("od której godziny czynny jest sekretariat", "sekretariat"),
    ("w jakich godzinach przyjmuje archiwum?", "archiwum"),
    ("jakie są godziny otwarcia kancelarii", "kancelarii"),
    ("godziny pracy pomocy technicznej", "pomocy technicznej"),
    ("jak się skontaktować z działem zakupów", "działem zakupów"),
    ("Jak mogę dodzwonić się do administratora sieci?", "administratora sieci"),
    ("pod jaki numer dzwonić w sprawie drukarki", "drukarki"),
    ("na jaki adres e-mail wysłać wniosek o laptopa", "wniosek o laptopa"),
    ("dane kontaktowe Referatu ds. bezpieczeństwa", "Referatu ds. bezpieczeństwa"),
    ("podaj telefon", ""),
    ("What is the phone number of the legal team?", "legal team"),
    ("can you give me an email for the network people please", "network people"),
    ("How do I reach the database administrators?", "database administrators"),
    ("how can I get in touch with procurement", "procurement"),
    ("where does the helpdesk sit?", "helpdesk"),
    ("in which room is the archive", "archive"),
    ("until what time is the help desk open?", "help desk"),
    ("I need the contact details of IT-02-2", "IT-02-2"),
]

OTHERS = [
    # the thing itself is the matter
    "kto kupuje telefony?",
    "kto odpowiada za pocztę e-mail",
    "awaria telefonu",
    "godziny pracy systemu",
    "jakie są godziny pracy systemu obiegu dokumentów",
    "do której godziny działa system kadrowy?",
    "telefon nie działa",
    "mail nie wychodzi od rana",
    "telefon do naprawy, komu oddać?",
    "telefon do wymiany",
    "potrzebuję nowy telefon",
    "potrzebuję telefon służbowy dla nowego pracownika",
    "jaki telefon przysługuje kierownikowi?",
    "podaj numer zarządzenia",
    "numer do faktury się nie zgadza",
    "kto prowadzi rezerwację pokoju konferencyjnego",
    "kto rozlicza godziny nadliczbowe",
    "kto odpowiada za kontakty z mediami",
    "kontakt z dostawcami oprogramowania",
    "jak skonfigurować pocztę w telefonie",
    "jak zmienić numer telefonu w podpisie",
    "gdzie jest paragraf o telefonach",
    "gdzie zgłosić zgubiony telefon",
    "kto zakłada skrzynki mailowe",
    "komu zgłosić spam w mailu",
    "od kiedy obowiązuje zarządzenie",
    "do kogo należy nadzór nad telefonią",
    "numery inwentarzowe komputerów",
    "who buys phones?",
    "my phone does not ring",
    "who is responsible for e-mail security?",
    "the printer in room 12 is broken",
    "when does the decree take effect",
    "how do I reach the VPN server",
    "email server is down",
]


@pytest.mark.parametrize(("question", "whose"), WISHES)
def test_a_question_for_a_contact_tells_whose(question: str, whose: str) -> None:
    assert contact_wished(question) == whose


@pytest.mark.parametrize("question", OTHERS)
def test_a_telephone_that_is_the_matter_is_no_wish_for_a_number(question: str) -> None:
    assert contact_wished(question) is None
