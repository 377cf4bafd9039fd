"""Tell by its words what a question about structure asks; who and what it names are capitals in it.

U stands for a unit, P for a post the act lists, R for one it only speaks of, O for the organisation.
"""

import re
from enum import StrEnum

from knowledge.language import fold
from knowledge.questions.unit_names import KIND
from knowledge.unit_nouns import USUAL


class Topic(StrEnum):
    """What is asked."""

    UNIT = "unit"
    DUTIES = "duties"
    COMMON = "common duties"
    SUPERIOR = "superior"
    CHAIN = "chain"
    HEAD = "head"
    SUBORDINATES = "subordinates"
    PARTS = "parts"
    BELONGS = "belongs"
    RELATION = "relation"
    COUNT = "count"
    COUNT_POSTS = "count of posts"
    ROLE = "role"
    PERSON = "person"
    CONTACT = "contact"
    CHART = "chart"
    PROJECT_LINES = "project lines"
    PROVISION = "provision"
    NUMBER = "number"
    DATE = "date"
    ISSUER = "issuer"
    BASIS = "legal basis"
    TITLE = "title"
    FORCE = "in force"
    REPEALS = "repeals"
    ANNEX = "annex"
    OLD_NAME = "old name"
    ACT = "act"
    CANDIDATES = "candidates"
    UNKNOWN_CODE = "unknown code"
    UNKNOWN_PROVISION = "unknown provision"


def _any(alternatives: str) -> str:
    """Return a pattern for any of some words: "_" stands for a space in one, a final "*" for any ending."""
    pieces = (word.replace("_", " ").replace("*", r"\w*") for word in alternatives.split())
    return rf"\b(?:{'|'.join(pieces)})\b"


_KINDS = rf"\b{KIND.pattern}\b"
_PLURALS = (*(fold(noun.plural) for noun in USUAL), "jednostki", "units", "sections", "divisions", "departments")
_ALL_OF_A_KIND = _any(" ".join(_PLURALS))
"""Words that alone ask for a list; one "komórka" may be a telephone, and "teams" a program."""

_ASKING = _any("kto co ktor* jak* kogo ile ilu lista liste wymien pokaz wypisz podaj who which what list show how_many")
_ABOVE = _any("podleg* report* answer answers")
_OVER = _any(
    "nadzor* kieruj* zarzadza* dowodz* dyryguj* direct* manag* supervis* oversee* lead* "
    "run runs running head heads headed"
)
_DOING = _any("zadan* obowiazk* odpowiad* odpowiedzialn* robi robia zajmuj* duty duties tasks responsib* do")
_ACT_WORD = _any(
    "zarzadzeni* akt akcie aktem aktu dokument* dekret* uchwal* regulamin* przepis przepisy przepisu "
    "przepisow przepisie przepisem przepisach "
    "decree act order regulation document"
)
_EARLIER = _any(
    "kiedys dawn* wczesniej* poprzedni* przedtem stary stara stare starego przed_tym "
    "former* old previous* before earlier"
)

# Each topic with the words that ask for it, of a question that names a unit, a post or the organisation.
_NAMED = (
    (
        Topic.PERSON,
        rf"^(?:{_any('kto kim who whos')} (?:{_any('jest sa to byl bedzie is are s the our nasz* teraz now')} )*P$"
        rf"|{_any('jak')} .*{_any('nazywa* imie')} (?:\w+ )*P$)",
    ),
    (
        Topic.CHAIN,
        _any("lancuch* sciezk* drog*_sluzbow* hierarchi* szczeb* chain line_of_command all_the_way do_samej az_do")
        + "|"
        + _any("nad_soba po_kolei hierarchy"),
    ),
    (
        Topic.SUBORDINATES,
        rf"{_ASKING}(?!.*\bkomu\b)(?!.* does ).*(?:{_ABOVE} (?:\w+ )*(?:to )?[POR]\b|\b[PO] {_ABOVE})",
    ),
    (
        Topic.SUBORDINATES,
        _any("kogo kim czym co jakimi ktorymi jakie ktore who whom what which")
        + rf" (?:\w+ ){{0,3}}?(?:{_OVER} (?:\w+ )?P\b|\bP (?:\w+ )?{_OVER})",
    ),
    (
        Topic.SUBORDINATES,
        _any(
            "podwladn* subordinat* podlegle podleglych podleglymi podlegly pod_soba ponizej "
            "below pod_P under_P under_the_P"
        )
        + rf"|\bczyi(?:m|mi) (?:\w+ )?{_any('przelozon* szef*')}",
    ),
    (Topic.SUBORDINATES, rf"{_ASKING}(?!.* does ).*{_any('report* answer answers')} (?:directly )?to [PUO]\b"),
    (
        Topic.BELONGS,
        _any("do_czego w_sklad_czego do_jakiego do_ktorego do_jakiej do_ktorej gdzie where belong belongs part_of")
        + rf"|\bczesci\w* {_any('czego jakiej ktorej jakiego ktorego')}"
        + rf"|\bw {_any('czyim jakim ktorym')} {_any('pionie dziale oddziale wydziale')}",
    ),
    (
        Topic.PARTS,
        _any(
            "z_czego z_jakich struktur* structure sklad* dzieli podzial* obejmuje "
            "skupia tworza consist* made_up divided"
        )
        + "|"
        + _any("composed comprise* include* parts")
        + rf"|{_any('jakie ktore lista liste wymien list what which')} (?:\w+ ){{0,2}}{_KINDS}",
    ),
    (
        Topic.HEAD,
        rf"{_any('kto who')}.*(?:{_any('kieruj* rzadzi stoi szefuj*')}|{_OVER})|\bR\b|"
        + _any("kierowni* naczelni* nadzor supervision in_charge")
        + rf"|{_any('szef* boss manager head')} (?:of )?(?:the )?O\b"
        + rf"|{_any('kto who')}.*{_any('odpowiada_za responsible_for')} (?:the )?[UO]\b",
    ),
    (
        Topic.SUPERIOR,
        _any(
            "przelozon* zwierzchni* szef* boss supervisor superior* komu pod_kogo pod_kim "
            "pod_czyj* above nad_U nad_P nad_O"
        )
        + f"|{_ABOVE}",
    ),
    (
        Topic.PERSON,
        _any("imie nazwisk* osob osoby pracownik* etat* ludzi employees staff people"),
    ),
    (
        Topic.CONTACT,
        _any("telefon* tel mail* email* adres* pokoj* siedzi kontakt* godzin* phone room contact* hours"),
    ),
    (
        Topic.DUTIES,
        _any("zajmuj* robi robia odpowiad* odpowiedzialn* zadan* obowiazk* zakres* kompetenc* wykonuj* funkcj* rola")
        + "|"
        + _any("duty duties task* responsib* remit scope handle*")
        + r"|\bwhat (?:do|does) (?:the )?[UPO](?: do)?$",
    ),
)
_RELATION = r"^(?:czy|does|do|is|are)\b.*\b[UPO]\b.*\b[UPO]\b"
# "czy IT-04-1 i IT-04-2 mają tego samego przełożonego": asked of each
_SAME_SUPERIOR = _any("ten_sam tego_samego wspoln* same") + ".*" + _any("przelozon* szef* zwierzchni* boss superior*")
_RELATES = "|".join(
    (
        _ABOVE,
        _OVER,
        _any("nalez* wchodz* sklad* belong* part przelozon* szef* boss superior supervisor podwladn* nad under"),
    )
)

_FORCE = _any("obowiazuj* obowiazywa* zycie zycia weszl* wejdzie wejsci* mocy force effect* valid applies apply")
_WHEN = _any("kiedy od data daty dzien dnia since when date day")

# Each topic with the words that ask for it where nobody is named.
_UNNAMED = (
    (
        Topic.COMMON,
        rf"{_any('wspoln* common shared')}|{_any('wszystki* wszyscy kazd* all every')}.*{_DOING}"
        rf"|{_DOING}.*{_any('wszystki* wszyscy kazd* all every')}",
    ),
    (
        Topic.REPEALS,
        _any("uchyl* traci stracil* utracil* zastap* zastepuj* repeal* replac* supersed* abolish*") + f"|{_EARLIER}",
    ),
    (Topic.ANNEX, _any("zalaczni* annex attachment appendix")),
    (Topic.ACT, rf"^{_any('co jaki jakie jaka ktory ktore ktora what which')}(?!.*{_WHEN}).*{_FORCE}"),
    (Topic.FORCE, _FORCE),
    (Topic.BASIS, _any("podstaw* basis")),
    (
        Topic.ISSUER,
        _any("kto czyje who whose autor author przez_kogo by_whom issuer")
        + ".*"
        + _any("wydal* wydaje wydan* podpisal* podpisan* wystawil* zarzadzeni* issue* sign* decree")
        + "|"
        + _any("autor* author* issuer"),
    ),
    (
        Topic.DATE,
        _any("data date daty dated dnia z_kiedy")
        + rf"|{_any('kiedy when')} .*{_any('wydan* podpisan* wydal* podpisal* issued signed')}",
    ),
    (Topic.TITLE, _any("tytul* title o_czym w_jakiej_sprawie czego_dotyczy jak_sie_nazywa") + r"|\bwhat is .* about\b"),
    (Topic.NUMBER, _any("numer* number")),
    (Topic.CHART, _any("schemat* struktur* drzewo organigram* diagram* chart structure tree hierarchi* hierarchy")),
    (
        Topic.PARTS,
        _any("jakie ktore lista liste spis wymien wypisz list what which podaj pokaz show wszystkie all")
        + rf" (?:\w+ ){{0,3}}{_KINDS}|^{_ALL_OF_A_KIND}$",
    ),
    (Topic.ACT, _ACT_WORD),
)
_NEEDS_ACT_WORD = (Topic.NUMBER, Topic.DATE, Topic.TITLE, Topic.ISSUER)
_ACT_WIDE = (Topic.REPEALS, Topic.FORCE, Topic.ANNEX, Topic.CHART)
_COUNT = _any("ile ilu how_many liczba liczbe liczby ilosc number_of")
_COUNTABLE = (
    _any("paragraf* ustep* punkt* zadan* obowiazk* dut* task* paragraph* przepis* post posts position positions")
    + f"|{_KINDS}"
)


def topics_of(words: str, *, has_units: bool, is_number_of_posts: bool = False) -> tuple[Topic, ...]:
    """Return the topics of one question, written with capitals for what it names; none where its words tell none."""
    if is_number_of_posts:
        return (Topic.COUNT_POSTS,)
    if re.search(rf"{_COUNT} (?:\w+ ){{0,3}}(?:{_COUNTABLE})", words):
        return (Topic.COUNT,)
    if not has_units:
        return _unnamed(words)
    if re.search(_SAME_SUPERIOR, words):
        return (Topic.SUPERIOR,)
    if re.search(_RELATION, words) and re.search(_RELATES, words):
        return (Topic.RELATION,)
    if re.search(r"\bO\b", words) and not re.search(r"\b[UPR]\b", words) and (wide := _of_organisation(words)):
        return wide
    return _first_of(words)


def _unnamed(words: str) -> tuple[Topic, ...]:
    for topic, pattern in _UNNAMED:
        if re.search(pattern, words) and (topic not in _NEEDS_ACT_WORD or _is_about_act(words)):
            return (topic,)
    return ()


def _is_about_act(words: str) -> bool:
    return bool(re.search(f"{_ACT_WORD}|{_any('to tego it this')}", words))


def _of_organisation(words: str) -> tuple[Topic, ...]:
    """Return what is asked of the organisation as a whole that is asked of the act otherwise."""
    if re.search(
        r"\b(?:kiedys|dawn|wczesniej|poprzedni|przedtem|star[yea]\b|former|old\b|previous|before|earlier)", words
    ):
        return (Topic.OLD_NAME,)
    return next(((topic,) for topic, pattern in _UNNAMED if topic in _ACT_WIDE and re.search(pattern, words)), ())


def _first_of(words: str) -> tuple[Topic, ...]:
    """Return the first topic that fits."""
    return next(((topic,) for topic, pattern in _NAMED if re.search(pattern, words)), ())
