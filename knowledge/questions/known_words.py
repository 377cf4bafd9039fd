"""The words of questions about structure, Polish and English, folded.

A question is about structure only when every word of it is known here, or belongs to a unit, a post or a provision that
it names: "komu podlega IT-04-2" is, "komu IT-04-2 daje laptopy" is not.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.language import fold
from knowledge.polish import STEM, stem

FUNCTION_WORDS = frozenset(
    """
    kto kogo komu kim co czego czemu czym czyj czyja czyje czyim czyjej czy gdzie dokad skad jak jaki jaka jakie jacy
    jakich jakim jakimi jakiej jakiego jaką ktory ktora ktore ktorego ktorej ktorym ktorych ktorzy ile ilu kiedy od do
    dla na w we z ze za o u po pod nad przez przy miedzy i oraz a albo lub to ten ta te tym tego tej tych jest sa byl
    byla bylo byly bedzie ma maja mial miec sie nie tak mi nam mnie ja my prosze pan pani moze moga mozna chce chcialbym
    chcialabym wiedziec wie wiecie wiesz powiedz powiedziec podaj pokaz pokazac wymien wypisz wylicz napisz opisz
    przedstaw wyjasnij wytlumacz przypomnij znaczy oznacza oznaczaja nazywa nazywaja kryje nim nia nimi jego jej ich on
    ona ono oni dokladnie wlasciwie dzisiaj dzis obecnie teraz aktualnie aktualny aktualne aktualna caly cala cale
    calego calej wszystkie wszystkich wszyscy wszystko kazdy kazda kazdej dzien dobry czesc witam hej dzieki juz jeszcze
    tez takze taki taka takie tam tu tutaj bezposrednio lub razem lacznie samo sam sama swoj swoje przypadkiem sobie
    ktoremu samego ten sam wskaz wskazac wskazanie dowiedziec odpowiedz znajde znajduje znalezc
    no oraz za az pytanie mam u kolei po kolei informacje informacja info
    who whom whose what whats which where when why how is are was were be been do does did has have had can could may
    might must should would will the a an of to for from in on at by with about and or not me us you i we it its they
    them their this that these those there please tell show list give name names named explain describe many much all
    every each current currently now exactly mean means called hello hi thanks under since directly only also there s
    out into org get know want d up total together
    """.split()
)

# Whole words end with "$"; all others are stems.
_STEMS = tuple(
    """
    przelozon zwierzchni szef podleg podwladn nadzor kieruj kierowan zarzadza$ zarzadzaja$ dowodz rzadzi stoi$
    czele$ dyryguj bezposredni sluzbow sciezk$ sciezka$ sciezke$ droga$ droge$ lancuch hierarchi struktur schemat
    drzewo$ organigram diagram organizacyjn$ organizacyjny$ organizacyjna$ organizacyjna$ organizacyjnej$
    organizacyjne$ organizacyjnym$ organizacyjnego$ organizacyjnych$ organizacyjnymi$ wewnetrzn sklad$ skladzie$
    sklada$ skladaja$ skladowe$ wchodz wchodza$ nalez czesci$ czescia$ element umiejscow znajduje$ podzial dzieli$
    ramach$ obrebie$ zajmuj robi$ robia$ robic$ odpowiad odpowiedzialn zadani zadan$ zadania$ obowiazk zakres
    kompetenc uprawnien prawo$ prawa$ rola$ role$ funkcj dziala$ dzialania$ dzialanie$ dzialan$ wykonuj wspoln liczb
    ilosc liczy$ numer kod$ kodem$ kodu$ symbol skrot oznaczeni nazw tytul data$ date$ daty$ dnia$ wydal wydaje$
    wydan podpisal podpisan wystawil autor podstaw prawna$ prawnej$ zarzadzeni akt$ aktu$ akcie$ dokument$
    dokumentu$ uchwal dekret regulamin przepis$ przepisy$ przepisu$ przepisow$
    przepisie$ przepisem$ przepisach$ obowiazuj obowiazywa wchodzi$ zycie$ zycia$ weszl wejdzie$ wejsci
    mocy$ moc$ traci$ stracil utracil uchyl zastap zastepuje$ poprzedni przedtem wczesniej dawny dawna dawne dawniej
    stary$ stare$ starego$ stara$ przed$ zalaczni paragraf ustep punkt$ punkty$ punktow$ punktu$ liter tresc brzmi
    brzmieni mowi mowa$ stanowi$ pisze$ napisane$ zapis$ zapisane$ zacytuj cytat dotycz sprawie$ dyrekcj osob$
    osoby$ osoba$ pracownik imie$ nazwisk telefon$ tel$ mail$ email$ adres$ pokoj$ siedzi$ siedzibe$ etat ludzi$
    pelni$ zastepuje$ zwany$ zwana$ lini$ zwierzchnictw pion$ pionie$ pionu$ miejsc$ miejsce$ gora$ gory$ gore$
    samej$ szczyt szczebel szczebl czlonk wyznacza kiedys$ uprzejm pracuje$ pracuja$ zatrudni
    podejmow decyzj reguluj prawny$ opis$ same$ opisan opisuj rozni nazywal wspolny$ lista$ liste$ spis$
    posiada$ podzielon skupia$ obejmuje$ tworza$ tworzy$ komorki$ innych$ inna$ inny$ inne$ pytam$ nast$ nastepn
    kolejny$ reports$ report$ reporting$ superior supervisor boss$ bosses$ manager$ supervis oversee lead$ leads$
    leader$ run$ runs$ head$ heads$ headed$ led$ chain$ command$ line$ lines$ hierarchy$ structure$ chart$
    organisation$ organization$ organisational$ organizational$ diagram$ tree$ subordinat direct$ directs$ manages$
    manage$ managed$ charge$ answers$ answer$ belong part$ parts$ consist made$ divided$ composed$ comprise include
    duty$ duties$ task$ tasks$ responsib remit$ scope$ handles$ handle$ common$ shared$ number$ count$ code$ symbol$
    abbreviation$ stand$ stands$ title$ date$ dated$ issued$ issue$ issues$ issuer$ signed$ sign$ author$ legal$
    basis$ decree$ act$ order$ regulation$ document$ force$ effect$ effective$ valid$ applies$ apply$ take$ took$
    come$ came$ enter$ entered$ repeal replace supersede previous$ before$ earlier$ old$ former$ annex$ attachment$
    appendix$ paragraph section$ sections$ subsection point$ points$ letter$ say$ says$ text$ wording$ read$ reads$
    person$ people$ staff$ employees$ phone$ room$ post$ posts$ position$ positions$ right$ rights$ power$ powers$
    role$ next$ entire$ whole$ full$ top$ above$ below$ works$ place$ formerly$ exist$ exists$ istniej there$
    allowed$ entitled$ work$ abolish differ between$ compare$ porown
    """.split()
)
_WHOLE = frozenset(stem[:-1] for stem in _STEMS if stem.endswith("$"))
_PREFIXES = tuple(stem for stem in _STEMS if not stem.endswith("$"))
_MENDABLE = (
    *(stem for stem in _PREFIXES if len(stem) >= 6),
    *"podlega przelozony referat referacie komorka struktura odpowiada obowiazki zarzadzenie paragraf kieruje "
    "obowiazuje zastepca dyrektor kierownik naczelnik koordynator pelnomocnik oddzial stanowisko manager director "
    "deputy duties reports responsible structure superior supervisor paragraph decree coordinator division".split(),
)
_BY_LETTER = {right[0]: tuple(each for each in _MENDABLE if each[0] == right[0]) for right in _MENDABLE}
"""The words that are mended by their first letters, where nobody slips."""

_WORD = re.compile(r"[^\W_]+")


def is_known(word: str) -> bool:
    """Tell whether a folded word is one that questions about structure are made of."""
    return word in FUNCTION_WORDS or word in _WHOLE or word.startswith(_PREFIXES)


@lru_cache(4096)  # words are whatever people write: bounded
def is_slip(word: str) -> bool:
    """Tell whether a folded word is, as a whole, one slip away from a word of such questions."""
    return len(word) >= 6 and word.isalpha() and any(_one_slip(word, right) for right in _BY_LETTER.get(word[0], ()))


@lru_cache(4096)
def mended(word: str) -> str:
    """Return a misspelt folded word as it should be, by at most one slip in six letters or more; "" where none fits."""
    if len(word) < 6 or not word.isalpha():
        return ""
    for right in _BY_LETTER.get(word[0], ()):
        cut = {word, word[: len(right)], word[: len(right) - 1], word[: len(right) + 1]}
        if abs(len(word) - len(right)) <= 4 and any(_one_slip(piece, right) for piece in cut):
            return right
    return ""


def act_stems(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems of an act's words, by which to see that a word is its own and no misspelling of another."""
    return frozenset(stem(word) for text in texts for word in _WORD.findall(fold(text)) if len(word) >= STEM)


def _one_slip(piece: str, right: str) -> bool:
    return int(OSA.distance(piece, right, score_cutoff=1)) <= 1
