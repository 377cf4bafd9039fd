"""What tells who somebody is, taken out of a text before it is stored: numbers by their check digits, and look-alikes.

A number with a wrong check digit is mistyped rather than something else, so what looks like a PESEL number, a card or
an account is masked too. What has its place in an office's questions stays: acts ("1454/2024"), provisions ("§ 17"),
units, years, rooms, tickets, amounts, ports and versions.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import NamedTuple

from stdnum import iban, luhn
from stdnum.pl import nip, pesel

MOST_GROUPS = 8
"""In how many groups a number may be written; an account has seven."""

E_MAIL, PESEL, PHONE, CARD, ACCOUNT = "[e-mail]", "[PESEL]", "[telefon]", "[karta]", "[konto]"
NIP, DOCUMENT, IP, PERSON = "[NIP]", "[dokument]", "[IP]", "[osoba]"
_MASK = re.compile(r"\[(?:e-mail|PESEL|telefon|karta|konto|NIP|dokument|IP|osoba)\]")

# "jan.kowalski@um.krakow.pl", "jan (at) um.krakow.pl", "jan[małpa]um.krakow.pl"
_E_MAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}\s?(?:@|[(\[{]\s?(?:at|małpa|malpa)\s?[)\]}])\s?(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}",
    re.IGNORECASE,
)
# "@anna_nowak": a name in Telegram
_MENTION = re.compile(r"(?<![\w@])@[A-Za-z]\w{3,31}(?!\w)")
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w)(?!\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\.\d{1,3}){0,3}(?![\w:])", re.IGNORECASE)
# "DE89 3704 0044 0532 0130 00"
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[\s-]?[A-Z0-9]{4}){2,7}(?:[\s-]?[A-Z0-9]{1,3})?(?!\w)", re.IGNORECASE)
# "dowód ABC 123456", "paszport nr EH1234567", "prawo jazdy 12345/06/1206"
_DOCUMENT = re.compile(
    r"(\b(?:dow[oó]d\w*|paszport\w*|passport|identity card|prawo jazdy)(?:\s+osobist\w+)?\W{0,3}"
    r"(?:(?:nr|numer|no)\b\W{0,3})?)"
    r"([A-Z]{2,3}\s?\d{6,7}(?!\d)|\d{5}/\d{2}/\d{4})",
    re.IGNORECASE,
)

# What may stand between the groups of a number, with what copying from a page brings: "600-100 200", "(12) 616 12 34"
_GAP = r"[\s().\-\u00ad\u200b-\u200d\u2060\ufeff\u2010-\u2015\u2212]{0,3}"
# (looking back keeps a row of brackets from being tried from each of them)
_RUN = re.compile(rf"(?<![+(])(?:\+|\()*\d+(?:{_GAP}\d+)*")
_DIGITS = re.compile(r"\d+")
# "IT-04", "INC600100200", "BI/600100200": a number that letters are tied to
_TIED_BEFORE = re.compile(r"(?:\w|[^\W\d_][-_/])$")
# "600100200/2024", "100 GB", "24h"
_TIED_AFTER = re.compile(
    r"\w|[-_][^\W\d_]|/(?:19|20)?\d\d(?!\d)|[.,]?\s?(?:zł|pln|eur|usd|tys|mln|mld|[kmgt]b)\b|\s?[€$%]", re.I
)
# "tel. ", "kom: ", "pod numerem ", "phone/"
_SAID_PHONE = re.compile(
    r"(?<!\[)\b(?:tel|telefon\w*|kom|kom[oó]rk\w*|fax\w*|faks\w*|phone|mobile|cell|call|zadzwo\w*|dzwoni\w*)\b[\W_]{0,3}"
    r"(?:(?:nr|numer\w*|no|number|pod)\b[\W_]{0,3}){0,2}$",
    re.IGNORECASE,
)
_SAID_NIP = re.compile(r"(?<!\[)\bNIP\b[\W_]{0,3}(?:(?:nr|to)\b[\W_]{0,2})?(?:PL)?$", re.IGNORECASE)
# "PL5260250995": as the tax number is written abroad
_VAT = re.compile(r"(?<!\w)PL$", re.IGNORECASE)
_SAID_PESEL = re.compile(r"(?<!\[)\bPESEL\w*\b[\W_]{0,3}(?:(?:nr|to)\b[\W_]{0,2})?$", re.IGNORECASE)
# "zgłoszenie nr ", "#", "faktura ", "porty ", "pokoje ", "wersja ": the number of a thing, whatever it looks like
_THING = re.compile(
    r"(?:#|№|\b(?:zg[lł]osze\w+|ticket\w*|incyden\w+|inciden\w+|inc|req|spraw\w+|znak\w*|faktur\w+|um[oó]w\w+|zam[oó]wie\w+|"
    r"inwentarz\w*|seryjn\w+|serial|s/n|wersj\w+|version|build|licencj\w+|port\w*|pok[oó]j\w*|pokoj\w*|sal[aei]|rooms?)"
    r"[\W_]{0,3})(?:(?:nr|numer\w*|no|number)\b[\W_]{0,3})?$",
    re.IGNORECASE,
)
# "§ 17.2.1.4", "wersja 1.2.3.4": four numbers with dots that are no address
_NO_ADDRESS = re.compile(
    r"(?:§+|\b(?:par|paragraf\w*|art|section|clause|ust|pkt|wersj\w+|version|wer|ver|v|build))\.?\s?$", re.IGNORECASE
)

# "010.000.000.001", which the standard library would not read
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")

# The first two digits of a Polish number: mobile networks and areas (numbering plan of the UKE).
_AREAS = frozenset(
    "12 13 14 15 16 17 18 22 23 24 25 29 32 33 34 41 42 43 44 46 48 52 54 55 56 58 59 61 62 63 65 67 68 71 74 75 76 77 "
    "81 82 83 84 85 86 87 89 91 94 95 45 50 51 53 57 60 66 69 72 73 78 79 88 80 70 30 39 47".split()
)
_PHONE_GROUPS = {(9,), (3, 3, 3), (2, 3, 2, 2), (2, 7), (2, 3, 4), (3, 2, 2, 2), (3, 6), (2, 2, 2, 3), (2, 2, 3, 2)}
_NIP_GROUPS = {(10,), (3, 3, 2, 2), (3, 2, 2, 3), (3, 3, 4), (3, 2, 3, 2)}

_NAME = r"[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż'’]+(?:-[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]+)?"
_POST = (
    r"(?:Dyrektor|Zast[eę]pc|Kierowni|Prezyden|Sekretarz|Skarbni|Burmistrz|W[oó]jt|Naczelni|Radn|Minist|Wojewod|Marszał|"
    r"Starost|Prezes|Przewodnicz|Inspektor|Koordynator|Informaty|Administrator|Mecenas|Referat|Dział|Wydział|Centrum)"
)
_NAMES = rf"(?!{_POST}){_NAME}(?:[ \t]+(?!{_POST}){_NAME}){{0,2}}"
# "pani Anna Nowak", "Mr Smith", "Nazywam się Jan Nowak", "Pozdrawiam, Piotr", "Od: Jan Nowak"
_INTRODUCED = re.compile(
    r"(\b(?i:pan|pana|panu|panem|panie|pani|pani[aą]|mr|mrs|ms|miss|nazywam si[eę]|my name is|imi[eę] i nazwisko|"
    r"pozdrawiam|pozdrowienia|z powa[zż]aniem|z wyrazami szacunku|regards|sincerely|cheers|od(?=:)|from(?=:)|"
    r"zg[lł]aszaj[aą]c[ay]|u[zż]ytkowni(?:k|czka)|pracowni(?:k|ca)|reporter|autor)\b[.,:!]*\s+)"
    rf"({_NAMES})(?!\w)"
)


class DigitRun(NamedTuple):
    """A run of digits and its place in the text; `is_free` tells that no letters are tied to it."""

    digits: str
    start: int
    end: int
    is_free: bool


def mask(text: str, names: Collection[str] = ()) -> str:
    """Return a text with what tells who somebody is replaced by what it was: "[e-mail]", "[telefon]", "[konto]" …

    `names` are what the messenger calls whoever wrote it. Masking twice does what masking once does.
    """
    for name in sorted({name for name in names if len(name) > 2}, key=len, reverse=True):
        text = re.sub(rf"(?<![\w\[]){re.escape(name)}(?!\w)", PERSON, text)
    while (masked := _masked(text)) != text:  # what was beside a number may only now stand alone
        text = masked
    return text


def _masked(text: str) -> str:
    text = _E_MAIL.sub(E_MAIL, text)
    text = _MENTION.sub(PERSON, text)
    text = _INTRODUCED.sub(rf"\1{PERSON}", text)
    text = _DOCUMENT.sub(rf"\1{DOCUMENT}", text)
    text = _IPV4.sub(lambda match: IP if _is_address(match, IPv4Address) else match[0], text)
    text = _IPV6.sub(lambda match: IP if _is_address(match, IPv6Address) else match[0], text)
    text = _IBAN.sub(lambda match: ACCOUNT if iban.is_valid(match[0]) else match[0], text)
    return _without_numbers(text)


def without_masks(text: str) -> str:
    """Return a masked text without what stands for the masked, by which a search would be led astray."""
    return _MASK.sub(" ", text)


def _is_address(match: re.Match[str], kind: Callable[[str], object]) -> bool:
    before = match.string[max(0, match.start() - 20) : match.start()]
    if _NO_ADDRESS.search(before) or not match[0].strip(":"):
        return False
    try:
        kind(_LEADING_ZEROS.sub("", match[0]))
    except AddressValueError:
        return False
    return True


def _without_numbers(text: str) -> str:
    """Mask what the groups of digits of each run are, the longest from the left first."""
    kept, at = [], 0
    for run in _RUN.finditer(text):
        groups = _groups(run)
        for start, end, masked in _found(groups, text):
            kept += [text[at:start], masked]
            at = end
    return "".join([*kept, text[at:]])


def _found(groups: Sequence[DigitRun], text: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(groups):
        for end in range(min(len(groups), at + MOST_GROUPS), at, -1):
            if masked := _kind(groups[at:end], text):
                start = groups[at].start
                while start and text[start - 1] in "+(":
                    start -= 1
                yield start, groups[end - 1].end, masked
                at = end
                break
        else:
            at += 1


def _groups(run: re.Match[str]) -> list[DigitRun]:
    """Return the groups of digits of a run; letters tied to one end of it are tied to all up to the next blank."""
    text = run.string
    found = [(match.start() + run.start(), match.end() + run.start()) for match in _DIGITS.finditer(run[0])]
    free = [True] * len(found)
    tied = bool(_TIED_BEFORE.search(text[max(0, run.start() - 2) : run.start()]))
    for at, (start, _) in enumerate(found):
        tied = tied and not (at and _has_blank(text[found[at - 1][1] : start]))
        free[at] = not tied
    tied = bool(_TIED_AFTER.match(text, run.end()))
    for at in reversed(range(len(found))):
        tied = tied and not (at + 1 < len(found) and _has_blank(text[found[at][1] : found[at + 1][0]]))
        free[at] = free[at] and not tied
    return [DigitRun(text[start:end], start, end, is_free) for (start, end), is_free in zip(found, free, strict=True)]


def _has_blank(gap: str) -> bool:
    return any(character.isspace() for character in gap)


def _kind(groups: Sequence[DigitRun], text: str) -> str:
    """Return the mask of a number in groups; "" where it is none that tells who somebody is."""
    digits = "".join(str(int(digit)) for group in groups for digit in group.digits)
    if len(digits) < 6:
        return ""
    sizes = tuple(len(group.digits) for group in groups)
    before = text[max(0, groups[0].start - 40) : groups[0].start]
    if _is_account(digits, sizes):
        return ACCOUNT
    lead = before.rstrip("(+ ")
    if _SAID_PHONE.search(before) and 6 <= len(digits) <= 15:
        return PHONE
    if not all(group.is_free for group in groups) and not _VAT.search(before):
        return ""
    if len(digits) == 11 and (pesel.is_valid(digits) or _SAID_PESEL.search(before)):
        return PESEL
    if len(digits) == 10 and (_SAID_NIP.search(before) or (sizes in _NIP_GROUPS and nip.is_valid(digits))):
        return NIP
    if before.rstrip("(").endswith("+") and 8 <= len(digits) <= 15:
        return PHONE
    if _THING.search(lead):
        return ""
    if _is_card(digits, sizes):
        return CARD
    if _is_phone(digits, sizes):
        return PHONE
    return PESEL if sizes in {(11,), (6, 5)} else ""


def _is_account(digits: str, sizes: tuple[int, ...]) -> bool:
    """Tell whether digits are the number of a Polish account, or like one: in fours, or more than any card has."""
    if len(digits) == 26 and iban.is_valid(f"PL{digits}"):
        return True
    return len(digits) >= 20 and (len(sizes) == 1 or set(sizes[1:-1]) == {4})


def _is_card(digits: str, sizes: tuple[int, ...]) -> bool:
    if sizes in {(16,), (4, 4, 4, 4)}:
        return True
    return 13 <= len(digits) <= 19 and luhn.is_valid(digits) and (len(sizes) == 1 or set(sizes[:-1]) <= {4, 6})


def _is_phone(digits: str, sizes: tuple[int, ...]) -> bool:
    """Tell whether digits are a Polish telephone number: nine that begin as one does, after 48, 0048 or 0 as well."""
    for code in ("0048", "48", "0", ""):
        if not digits.startswith(code) or len(digits) != len(code) + 9:
            continue
        first = sizes[0] - len(code)
        rest = (first, *sizes[1:]) if first else sizes[1:]
        if digits[len(code) : len(code) + 2] in _AREAS and rest in _PHONE_GROUPS:
            return True
    return False
