"""The time a question asks about: "kto odpowiadał za X w 2023?", "who will handle X from 1 January 2027?".

Only a time of being responsible counts. "umowa z 2023 r." and "kto rozliczy faktury zapłacone w marcu?" are about
matters of that time, which whoever is responsible today handles: so the verb of the question must be in the tense of
the time, and what the time belongs to must not be a participle.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.days import ENGLISH_MONTHS, MONTHS, month_of
from knowledge.questions.mentions import Text

_MONTHS = MONTHS | ENGLISH_MONTHS
_ROMAN = ("i", "ii", "iii", "iv")
_MONTH = rf"(?P<month>(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})[a-z]*)\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?:\s*(?:r\b\.?|rok\w*\b))?"
_DATES = (
    r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)",
    r"(?P<dotted>\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)(?:\s*r\b\.?)?",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",  # 1 marca 2023, 1st of March 2023
    rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",  # March 1, 2023
    rf"{_MONTH}\s+(?:of\s+)?{_YEAR}",  # marcu 2023, March 2023
    r"(?:(?:latach|lata|years)\s+)?(?P<from>(?:19|20)\d\d)\s?[-–—]\s?(?P<to>(?:19|20)\d\d)(?:\s*r\b\.?)?",
    rf"(?:(?P<roman>iv|i{{1,3}})\s+kwartal\w*|q(?P<quarter>[1-4]))\s+(?:of\s+)?{_YEAR}",
    rf"(?:(?:roku|rok|year|the year)\s+)?{_YEAR}",
    r"(?P<relative>wczoraj|jutra|jutro|yesterday|tomorrow|przyszl\w+ roku|nastepn\w+ roku|zeszl\w+ roku|ubiegl\w+ roku|"
    r"poprzedni\w+ roku|last year|next year|nowego roku|nowym roku|the new year)",
)
# what stands before a time, by what it says of it
_WITHIN, _FROM, _SINCE, _BEFORE, _AS_AT = "within", "from", "since", "before", "as at"
_LEADS = (
    (_AS_AT, r"(?:wg|wedlug) stanu (?:na|z)(?: dzien)?|(?:w )?stan\w* na(?: dzien)?|na dzien|as at|as of"),
    (_FROM, r"from|starting(?: from| on)?"),
    (_SINCE, r"od(?: dnia)?|poczawszy od(?: dnia)?|po(?: dniu)?|since|after"),
    (_BEFORE, r"do(?: dnia| konca)?|przed(?: dniem)?|until|till|before"),
    (_WITHIN, r"(?:jeszcze |juz |back |already )?(?:we|w(?: dniu)?|dnia|in|on|during)"),
)
_TIMES = (
    *(
        (lead, re.compile(rf"(?<!\w)(?:{leads})\s+(?:the\s+)?{each}(?!\w|[-./]\d)"))
        for lead, leads in _LEADS
        for each in _DATES
    ),
    (_WITHIN, re.compile(rf"(?<!\w){_DATES[-1]}(?!\w)")),  # "kto robił kopie wczoraj?" needs no preposition
)

_HINT = re.compile(rf"\b(?:(?:19|20)\d\d|{_DATES[-1]})")
"""What every time holds: a year, or words that stand for one; few questions do."""

_ASKING = r"\b(?:kto|kogo|komu|kim|czym|co|ktor\w+|jak[ai]\w*|czy|gdzie|who|whom|which|what)\b"
# "odpowiadał", "zajmowała się", "było"; not "dział", "mail", "model"
_NO_VERB = r"(?!(?:dzial|portal|mail|e-mail|material|oryginal|szpital|hospital|model|hotel|cel|lokal|personel|email)\b)"
_PAST = re.compile(
    rf"{_ASKING}(?:\s+[\w-]+){{0,4}}?\s+{_NO_VERB}(?:\w+(?:al|il|yl|el)(?:a|o|i|y)?|mial\w*|was|were|did|had|took|ran|held|"
    r"dealt|led|kept)\b|\b(?:who|which(?:\s+\w+){1,2})\s+\w{2,}ed\b"
)
_FUTURE = re.compile(
    _ASKING + r"(?:\s+[\w-]+){0,4}?\s+(?:bedzie|beda|zajmie|przejmie|odpowie|poprowadzi|przejma|will|shall|going)\b"
)
# "umowy podpisane w 2023", "computers bought in 2023": the time is that of the matter
_PARTICIPLE = re.compile(
    r"(?:\w+owan|zawart|podpisan|kupion|wydan|zlozon|zgloszon|wystawion|otrzyman|utworzon|wykonan|przyjet|ogloszon|"
    r"zatrudnion|przeprowadzon|rozpoczet|zakonczon|wdrozon|uruchomion|zamowion|sporzadzon|uchwalon|zaplacon|wyslan|"
    r"powstal|zrobion|napisan|nabyt|oddan|przekazan|sprzedan|zepsut|skradzion|zgubion|dostarczon|przyznan|odebran)"
    r"(?:y|e|a|ych|ymi|ego|ej|emu|o|ym)?$|"
    r"(?:signed|bought|purchased|issued|made|concluded|submitted|reported|hired|created|published|dated|paid|ordered|"
    r"delivered|stolen|lost|broken|installed|received|sent|sold|written|started|finished|approved|awarded)$"
)


@dataclass(frozen=True, slots=True)
class AskedTime:
    """Hold the days a question asks about, first and last, its words for them, and the question without these.

    `is_relative` tells that it names no date ("yesterday", "last year").
    """

    first: date
    last: date
    words: str
    question: str
    is_relative: bool = False


def asked_time(question: str, today: date) -> AskedTime | None:
    """Return the time about which a question asks who was or will be responsible; None where it asks about today."""
    text = Text.of(question)
    if not _HINT.search(text.plain):
        return None
    for lead, shape in _TIMES:
        for match in shape.finditer(text.plain):
            days = _days(match.groupdict(), today)
            if days is None or _PARTICIPLE.search(text.plain[: match.start()].rstrip()):
                continue
            first, last = _led(lead, *days)
            plain = f"{text.plain[: match.start()]} {text.plain[match.end() :]}"
            if _is_asked(lead, first, today, " ".join(plain.split())) or (
                first > today and lead in (_FROM, _SINCE) and _stands_with_asking(text.plain, match)
            ):
                rest = _tidy(f"{text.written[: match.start()]} {text.written[match.end() :]}")
                ended = min(last, today) if first <= today else last
                words = text.written[match.start() : match.end()].strip()
                return AskedTime(first, max(first, ended), words, rest, bool(match.groupdict().get("relative")))
    return None


def _tidy(question: str) -> str:
    """Close the gap that words left out leave in a question."""
    return re.sub(r"\s+(?=[?!.,;:])", "", " ".join(question.split())).lstrip(" ,;:")


def _is_asked(lead: str, first: date, today: date, rest: str) -> bool:
    """Tell whether the verb of a question is in the tense of a time."""
    if lead == _AS_AT:
        return True
    is_future = bool(_FUTURE.search(rest))
    is_past = bool(_PAST.search(rest)) and not is_future  # "kto będzie odpowiadał"
    return is_past and lead != _FROM if first <= today else is_future  # "papers from 2015"


def _stands_with_asking(plain: str, match: re.Match[str]) -> bool:
    """Tell whether it is asked who does something from a day on: the day stands in the question itself.

    "kto odpowiada za druk od 1 stycznia?", "od 1 stycznia kto odpowiada za druk?"; not "kolega od jutra pracuje, kto".
    """
    before, after = plain[: match.start()], plain[match.end() :]
    return bool(re.search(_ASKING, before)) or bool(re.match(rf"[\s,:]*{_ASKING}", after))


def _led(lead: str, first: date, last: date) -> tuple[date, date]:
    """Narrow a time by what stands before it: "from" means its first day, "before" the day before it."""
    if lead in (_FROM, _SINCE):
        return first, first
    if lead == _BEFORE:
        before = first - timedelta(days=1)
        return before, before
    return first, last


def _days(found: dict[str, str | None], today: date) -> tuple[date, date] | None:
    """Return the first and the last day of a time that was found; None where there is no such day."""
    try:
        if relative := found.get("relative"):
            return _relative(relative, today)
        if iso := found.get("iso"):
            return (date.fromisoformat(iso),) * 2
        if dotted := found.get("dotted"):
            day, month, year = map(int, dotted.split("."))
            return (date(year, month, day),) * 2
        if found.get("from"):
            return date(int(found["from"] or 0), 1, 1), date(int(found["to"] or 0), 12, 31)
        year = int(found.get("year") or 0)
        if quarter := found.get("roman") or found.get("quarter"):
            last = 3 * (int(quarter) if quarter.isdecimal() else _ROMAN.index(quarter) + 1)
            return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])
        if not (name := found.get("month")):
            return date(year, 1, 1), date(year, 12, 31)
        month = month_of(name, _MONTHS)
        if day_of := found.get("day"):
            return (date(year, month, int(day_of)),) * 2
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None


def _relative(words: str, today: date) -> tuple[date, date]:
    if words in ("wczoraj", "yesterday"):
        return (today - timedelta(days=1),) * 2
    if words in ("jutro", "jutra", "tomorrow"):
        return (today + timedelta(days=1),) * 2
    year = today.year + (-1 if re.match(r"zeszl|ubiegl|poprzedni|last", words) else 1)
    if "now" in words or "new" in words:
        return (date(year, 1, 1),) * 2
    return date(year, 1, 1), date(year, 12, 31)
