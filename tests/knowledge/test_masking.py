"""Masking: what tells who somebody is goes, however it is spelled; what an office's questions are made of stays."""

import re
import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.iban import calc_check_digits
from stdnum.pl import pesel

from knowledge.masking import mask, without_masks

MASKED = [
    # as it is written, what is left of it
    ("mój PESEL 44051401458, pomóżcie", "mój PESEL [PESEL], pomóżcie"),
    # in two groups, and with a wrong check digit
    ("440514 01459", "[PESEL]"),
    ("jan.kowalski@um.krakow.pl nie działa", "[e-mail] nie działa"),
    ("jan (at) um.krakow.pl", "[e-mail]"),
    ("j.kowalski [małpa] um.krakow.pl", "[e-mail]"),
    ("tel. 600 100 200", "tel. [telefon]"),
    ("tel.600100200", "tel.[telefon]"),
    ("zadzwońcie: 600-100-200!", "zadzwońcie: [telefon]!"),
    ("600.100.200.", "[telefon]."),
    ("+48600100200", "[telefon]"),
    ("0048 600 100 200", "[telefon]"),
    ("(12) 616 12 34", "[telefon]"),
    ("+48 (12) 616-12-34", "[telefon]"),
    ("012 616 12 34", "[telefon]"),
    # seven digits are a telephone where they are called one
    ("telefon 616-12-34", "telefon [telefon]"),
    ("+49 30 1234567", "[telefon]"),
    ("600100200/600100201, 600 100 202", "[telefon]/[telefon], [telefon]"),
    # no-break spaces, as a page has them
    ("600\u00a0100\u00a0200", "[telefon]"),
    ("pokój 214 600 100 200", "pokój 214 [telefon]"),
    ("karta 4111 1111 1111 1111", "karta [karta]"),
    # fifteen digits in the groups of another brand
    ("3782-822463-10005", "[karta]"),
    # one digit wrong
    ("4111111111111112", "[karta]"),
    ("konto PL61 1090 1014 0000 0712 1981 2874", "konto [konto]"),
    ("61109010140000071219812874", "[konto]"),
    ("61 1090 1014 0000 0712 1981 2875", "[konto]"),
    ("DE89 3704 0044 0532 0130 00", "[konto]"),
    ("NIP 526-025-09-95", "NIP [NIP]"),
    ("NIP: PL5260250995", "NIP: PL[NIP]"),
    ("5260250995", "[NIP]"),
    ("dowód osobisty nr ABC 123456", "dowód osobisty nr [dokument]"),
    ("serwer 192.168.1.10 i 10.0.0.5:3389", "serwer [IP] i [IP]:3389"),
    ("fe80::1ff:fe23:4567:890a oraz 2001:db8::1", "[IP] oraz [IP]"),
    ("@anna_nowak nie może drukować", "[osoba] nie może drukować"),
    ("pani Anna z sekretariatu", "pani [osoba] z sekretariatu"),
    ("Nazywam się Jan Kowalski-Nowak i proszę", "Nazywam się [osoba] i proszę"),
    ("600 100 200 44051401458", "[telefon] [PESEL]"),
]

KEPT = [
    # acts, provisions, units, case numbers
    "zarządzenie 1454/2024",
    "§ 17 ust. 2 pkt 1 lit. g",
    "§ 17.2.1.4",
    "IT-04-2 i IT-05-1",
    "OR.0050.1454.2024",
    "600100200/2024",
    # days, times, rooms, postal codes
    "12.05.2024 10:30, od 2025-05-12 do 2026",
    "pokoje 512 514 516",
    "30-300 Kraków",
    # tickets and things that bear a number
    "zgłoszenie INC600100200",
    "zgłoszenie nr 600100200",
    "ticket #600100200",
    "faktura 600100200",
    # ports, versions, updates, amounts
    "porty 443 445 993 i 8080",
    "wersja 10.0.19045.2965, wersja 1.2.3.4",
    "Windows 11 23H2 KB5034441",
    "std::cout",
    "umowa na 600 000 000 zł",
    # a post is no name
    "Pan Dyrektor prosi",
]


@pytest.mark.parametrize(("text", "left"), MASKED)
def test_what_tells_who_somebody_is_is_masked(text: str, left: str) -> None:
    assert mask(text) == left


@pytest.mark.parametrize("text", KEPT)
def test_what_an_office_asks_about_stays(text: str) -> None:
    assert mask(text) == text


def test_the_writers_own_names_are_masked_as_whole_words() -> None:
    names = ("Anna Lis", "Anna", "Lis", "annalis")
    assert mask("Tu Anna Lis (annalis), Lista i Lis", names) == "Tu [osoba] ([osoba]), Lista i [osoba]"


def test_a_search_sees_nothing_of_the_masks() -> None:
    assert without_masks("tel. [telefon] drukarka").split() == ["tel.", "drukarka"]


_GAPS = st.sampled_from(["", " ", "-", "\u00a0"])
_WORDS = st.sampled_from(["proszę o pomoc:", "kontakt", "nr", "(", "drukarka,", "\n"])


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(string.digits, min_size=count, max_size=count)


@given(before=_WORDS, number=digits(25), gap=_GAPS, after=_WORDS)
def test_no_account_is_left_whatever_its_number(before: str, number: str, gap: str, after: str) -> None:
    number = calc_check_digits(f"PL00{number[:24]}") + number[:24]
    grouped = gap.join([number[:2], *re.findall("....", number[2:])])
    assert not set(mask(f"{before} {grouped} {after}")) & set(string.digits)


@given(number=digits(15), gap=_GAPS)
def test_no_card_is_left_whatever_its_number(number: str, gap: str) -> None:
    number += luhn.calc_check_digit(number)
    assert mask(f"karta {gap.join(re.findall('....', number))}.") == "karta [karta]."


@given(born=st.dates(), order=digits(4), wrong=st.integers(0, 9))
def test_no_pesel_number_is_left_mistyped_or_not(born: date, order: str, wrong: int) -> None:
    number = f"{born:%y%m%d}{order}{wrong}"
    for each in (number, number[:10] + pesel.calc_check_digit(number)):
        assert not re.search(r"\d", mask(f"PESEL {each}"))
        assert not re.search(r"\d", mask(f"({each})"))


@given(number=digits(10))
def test_no_tax_number_is_left(number: str) -> None:
    # with a wrong check digit it is one where it is called one
    grouped = f"{number[:3]}-{number[3:6]}-{number[6:8]}-{number[8:]}"
    assert [mask(f"NIP {grouped}"), mask(f"NIP: {number}")] == ["NIP [NIP]", "NIP: [NIP]"]


@given(octets=st.tuples(*[st.integers(0, 255)] * 4))
def test_no_address_is_left(octets: tuple[int, ...]) -> None:
    assert mask(f"host {'.'.join(map(str, octets))} nie odpowiada") == "host [IP] nie odpowiada"


_PIECES = st.sampled_from(
    [*(text for text, _ in MASKED), *KEPT, "[telefon]", "[IP]", "tel.", "NIP", "PL", "+", "-", "/", ",", "pan", "Anna"]
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=8), digits(3)), max_size=12), st.sampled_from(["", " ", "-", "/"]))
def test_masking_twice_does_what_masking_once_does(pieces: list[str], between: str) -> None:
    once = mask(between.join(pieces))
    assert mask(once) == once
