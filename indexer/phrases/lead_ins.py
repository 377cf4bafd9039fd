"""The sentences that organisational acts are made of: what a lead-in opens, before anybody asks whom it names."""

import re

from indexer.phrases.names import kind_of
from knowledge.unit_nouns import USUAL

# Task words in the genitive and nominative, with the second one that often follows: "zadań i kompetencji".
_TASK = (
    r"(?:zakres(?:u|em|y|ów)?(?: (?:rzeczow|szczegółow|podstawow)\w+)?"
    r"(?: (?:działania|zadań|działalności|czynności|obowiązków|kompetencji|odpowiedzialności|"
    r"prac|spraw))?|zada(?:ń|nia|niem|niami)|obowiązk(?:ów|i|iem)|kompetencj[ieaę]|właściwości|"
    r"przedmiot(?:u|em)? (?:działania|działalności))"
)
_TASKS = rf"{_TASK}(?:,? (?:i|oraz|a także) (?:{_TASK}|uprawnień|uprawnienia|odpowiedzialności))?"
_ADJECTIVES = r"(?:[^\W\d]+(?:ych|ego|e|y|ym|ymi|emu) ){0,3}?"
_LIMITS = (
    r"(?:w szczególności|między innymi|m\.in\.|z wyłączeniem|z wyjątkiem|w zakresie|w obszarze|w sprawach|o który\w+|"
    r"zwan\w+ dalej|należy|należą|realizowan\w+|wykonywan\w+|obejmuj\w+|jest\b|są\b|będzie\b|stanowią?\b|to\b|"
    r"zgodnie z)"
)
_OWNER = rf"(?P<owner>.*?)\s*(?:,?\s+{_LIMITS}.*)?"
# "Do podstawowych zadań Biura, z wyłączeniem spraw …, należy w szczególności:", "Do Referatu należą sprawy:"
_BELONGS = re.compile(
    rf"^(?:W szczególności )?Do {_ADJECTIVES}{_TASKS}\b\s*(?:w szczególności )?{_OWNER}\s*,?\s*\bnależ(?:y|ą|eć)\b",
    re.IGNORECASE,
)
_BELONGS_TO = re.compile(rf"^Do {_OWNER}\s*,?\s*\bnależ(?:y|ą)\b", re.IGNORECASE)
# "Zakres działania Dyrektora Biura:", "Zadania Referatu obejmują:", "Zadaniem Sekcji jest:", "Zakres działania:"
_SCOPE = re.compile(
    rf"^(?:(?:szczegółow|podstawow|rzeczow|główn|ogóln|własn|merytoryczn)\w+ ){{0,2}}{_TASKS}\b\s*{_OWNER}\s*[:.]?$",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^(?:realizowane|wykonywane|należące do|przypisane|podstawowe|przez|dla|pracy|ogólne|własne)\s+")
# "W zakresie zadań Wydziału pozostaje:"
_REMAINS = re.compile(
    rf"^W {_ADJECTIVES}{_TASKS} {_OWNER}\s+(?:pozostaj\w+|znajduj\w+ się|leż\w+|mieszcz\w+ się)", re.IGNORECASE
)
# "1) realizowanie zadań przez PODGiK, do którego podstawowych zadań należy:"
_RELATIVE = re.compile(
    rf"^(?:.*\bprzez )?(?P<owner>[^,]{{2,120}}), (?:do któr\w+ {_ADJECTIVES}(?:{_TASKS} )?(?:w szczególności )?"
    rf"należ\w+|któr\w+ {_ADJECTIVES}{_TASKS} (?:jest|obejmuj|należ)\w*)",
    re.IGNORECASE,
)
# "W Biurze tworzy się Wydział Statystyki, który wykonuje:"
_CREATED = re.compile(
    r"^.{0,80}\b(?:tworzy|wyodrębnia|powołuje|ustanawia) się (?P<owner>[A-ZŁŚŻ][^,:]{3,100}), któr\w+ .*:$"
)
# "Za promocję miasta odpowiada Referat Promocji, w tym za:", "Sprawy kadrowe prowadzi Biuro Kadr."
_INVERTED = re.compile(
    r"^(?:Za .{3,160}? odpowiada(?:ją)?|(?:Sprawy|Obsługę|Zadania) .{3,160}? (?:prowadzi|zapewnia|realizuje|wykonuje)) "
    r"(?P<owner>[A-ZŁŚŻ][^,:.]{3,100}?)(?:,.*)?[:.]?$"
)
_GENITIVES = "|".join(noun.many[1] for noun in USUAL)
_COMMON = re.compile(
    r"^(?:Wszystkie (?:\w+ )?(?:komórki|jednostki|wydziały|referaty|biura|działy|oddziały|departamenty)\b|"
    r"Każd[aey] (?:komórka|referat|wydział|jednostka|biuro|departament)|"
    r"(?:Do )?(?:\w+ )?(?:zada\w+|obowiązk\w+) wspóln\w+|(?:Do )?wspóln\w+ (?:zada\w+|obowiązk\w+)|"
    r"(?:Komórki|Jednostki) organizacyjne (?:\w+ )?(?:\w+ )?"
    r"(?:są odpowiedzialne|realizują|wykonują|odpowiadają|w zakresie)|"
    r"Referaty (?:i|oraz) (?:samodzielne )?stanowiska)",
    re.IGNORECASE,
)
_ALL_OWNERS = re.compile(
    r"^(?:wszystki\w+ |poszczególn\w+ )?(?:\w+ )?"
    rf"(?:(?:komórek|jednostek) organizacyjnych|{_GENITIVES}|stanowisk pracy)$",
    re.IGNORECASE,
)
DUTY_VERB = (
    r"(?:wykonuj[eą]|realizuj[eą]|prowadz[ią]|zajmuj[eą]|odpowiada(?:ją)?|zapewnia(?:ją)?|sprawuj[eą]|koordynuj[eą]|"
    r"obsługuj[eą]|nadzoruj[eą]|organizuj[eą]|opracowuj[eą]|przygotowuj[eą]|świadcz[yą]|dokonuj[eą]|inicjuj[eą]|"
    r"(?:jest|są) odpowiedzialn\w+|współpracuj[eą]|współdziała(?:ją)?|podejmuj[eą]|udziela(?:ją)?|monitoruj[eą]|"
    r"gromadz[ią]|kontroluj[eą]|uczestnicz[yą]|wspiera(?:ją)?|czuwa(?:ją)?|administruj[eą]|rozpatruj[eą]|"
    r"załatwia(?:ją)?|ma za zadanie|sporządza(?:ją)?|wydaj[eą]|gospodaruj[eą]|zarządza(?:ją)?|pełni(?:ą)?|"
    r"utrzymuj[eą]|planuj[eą]|analizuj[eą]|ewidencjonuj[eą]|przyjmuj[eą]|rejestruj[eą]|bada(?:ją)?|"
    r"zabezpiecza(?:ją)?|promuj[eą]|tworz[yą]|kształtuj[eą]|opiniuj[eą]|przeprowadza(?:ją)?)"
)
# A verb after a unit's name says what the unit does, unless it says what the unit is.
_OTHER_VERB = (
    r"(?!(?:działa|podlega|kieruje|kierują|wchodzi|składa|dzieli|mieści|posiada|używa|posługuje|funkcjonuje|stanowi|"
    r"otrzymuje|traci|powołuje|zastępuje|obejmuje|oznacza|liczy|ulega|wymaga|pozostaje|nosi|przysługuje|ma|zwana|zwany)\b)"
    r"[a-ząćęłńóśźż]{2,}(?:uje|ują|aje|ają|eje|zi|dzi|dzą|[bcdfghjklłmnprstwzżńć]a)"
)
_ADVERBS = r"(?:w szczególności |bezpośrednio |ponadto |także |również |samodzielnie ){0,2}"
SENTENCE_VERB = re.compile(rf"^[\s,–-]*{_ADVERBS}(?:{DUTY_VERB}|{_OTHER_VERB})\b")
LIST_VERB = re.compile(
    rf"^[\s,–-]*(?:$|:|w szczególności|{_ADVERBS}(?:{DUTY_VERB}|{_OTHER_VERB})\b|(?:,\s*)?(?:któr\w+|w którym)\b|"
    r"(?:,\s*)?do któr\w+|w zakresie\b|w sprawach\b|obejmuj\w+|dla\b.*:$)",
    re.IGNORECASE,
)
_FORMS = "|".join(form for noun in USUAL for form in noun.forms if form != "dział")
_UNIT_PLURALS = rf"(?:(?:{_FORMS})\b|jednost\w+|pracowni\w*|delegatur\w*|struktur\w+)"
_COMPOSITION = re.compile(
    r"^(?:(?:\w+ )?W skład\b.*?\b(?:wchodz|wejd)|"
    r"W (?:ramach|strukturze|struktur\w+|\w+)\b.{0,160}?"
    r"\b(?:funkcjonuj|działaj|wyodrębni|tworzy się|utworz|istniej|wydziel|"
    rf"występuj|ustala się|wyróżni|działa\b).{{0,80}}?(?:{_UNIT_PLURALS}|:)|"
    r".{0,100}?\b(?:jednostkami|komórkami) organizacyjnymi\b.{0,120}?\bsą\b|"
    r".{0,100}?\b(?:jednostki|komórki) organizacyjne\b.{0,120}?\b(?:tworzą|stanowią|to)\b|"
    rf"(?:Ustala|Tworzy|Wyodrębnia|Ustanawia|Powołuje|Określa) się\b.{{0,120}}?\b{_UNIT_PLURALS}|"
    r"(?:Wewnętrzn\w+ )?Struktur\w+\b.{0,160}?\b(?:tworz|stanowi|obejmuj|przedstawia|składa|jest|wchodz)|"
    rf"[^,;]{{3,120}}?\b(?:dzieli się na|składa się z|tworzą|obejmuje)\b.{{0,40}}?(?:{_UNIT_PLURALS}|:))",
    re.IGNORECASE,
)
_OWNER_OF_WHOLE = (
    re.compile(
        r"^(?:\w+ )?W (?:skład|ramach|struktur\w+(?: organizacyjn\w+)?)\s+(?P<owner>.+?),?\s+(?:mogą |może )?"
        r"(?:wchodz|wejd|funkcjonuj|działa|wyodrębni|tworzy|utworz|istniej|wydziel|występuj|ustala|wyróżni)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\borganizacyjn\w+\s+(?P<owner>[A-ZŁŚŻ][^:]*?)"
        r"(?:\s+(?:są|tworzą|stanowią|obejmuje|przedstawia|jest|z |składa)|\s*:$)"
    ),
    re.compile(
        r"\bstruktur\w+(?: organizacyjn\w+| wewnętrzn\w+)*\s+(?P<owner>[A-ZŁŚŻ][^:,]*?)(?:\s+z\b.*|,.*|\s+tworz.*)?:?$",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<owner>[^,;]{3,120}?)\s+(?:dzieli się na|składa się z|tworzą|obejmuje)\b", re.IGNORECASE),
    re.compile(
        r"^W (?P<owner>[A-ZŁŚŻ].+?)\s+(?:wyodrębni|tworzy|utworz|działa|funkcjonuj|istniej|występuj)", re.IGNORECASE
    ),
)
_CALLED = re.compile(r",?\s+zwan\w+ (?:dalej|w skrócie)[^„\"]{0,20}[„\"][^”\"]*[”\"],?\s*")
_REPORTING = (
    re.compile(
        r"^(?:Bezpośrednio )?(?P<head>.{3,120}?)\s+(?:bezpośrednio\s+|służbowo\s+)?podlega(?:ją)?\b", re.IGNORECASE
    ),
    re.compile(
        r"^(?P<head>.{3,120}?)\s+(?:bezpośrednio\s+)?(?:sprawuje (?:\w+ )?(?:nadzór|kontrolę) nad|nadzoruje)\b",
        re.IGNORECASE,
    ),
)
_DEFINITIONS = re.compile(
    r"\b(?:mowa (?:jest )?o|jest mowa o|należy (?:przez to )?rozumieć|rozumie się|użyte w .* (?:określenia|pojęcia)|"
    r"oznacza(?:ją)?:$|"
    r"uregulowania zawarte w|na podstawie:$|działa na podstawie|przepisów:$|następujących aktów|"
    r"określa(?:ją)?(?: w szczególności| między innymi)?\s*:$)",
    re.IGNORECASE,
)
_AMENDMENT = re.compile(
    r"\b(?:otrzymuj[eą]|uzyskuj[eą]) (?:następujące )?brzmienie|\bdodaje się\b|\bskreśla się\b|\bzastępuje się\b|"
    r"\bw brzmieniu\s*:|\bwprowadza się (?:następujące )?zmian|\buchyla się (?:§|ust|pkt|lit|rozdział|załącznik|w §)",
    re.IGNORECASE,
)
_REPEALED = re.compile(r"[(\[]?\s*(?:uchylon|skreślon|pominięt)[yae]\s*[)\]]?\s*[;,.]?", re.IGNORECASE)
# How the last paragraphs of an act begin: they tell a lost "§ 4." from the fourth ust.
_PARAGRAPH_START = re.compile(
    r"^(?:Do (?:\w+ ){0,2}?(?:zakresu|zadań|obowiązków|kompetencji)\b|"
    r"(?:Zarządzenie|Uchwała|Regulamin|Rozporządzenie|Statut) wchodzi|Trac(?:i|ą) moc|"
    r"Wykonanie (?:zarządzenia|uchwały)|"
    r"Wszystkie komórki|Schemat organizacyjny|W sprawach nieuregulowanych|"
    r"Zakres działania|Nadzór nad wykonaniem)",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """Split a provision's words into sentences; the dot of an abbreviation of less than three letters ends none."""
    return re.split(r"(?<=[^\W\d]{3}[.”)])\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ])", text)


def declares_units(text: str) -> bool:
    """Tell whether a sentence or lead-in says what units something consists of."""
    text = _CALLED.sub(" ", text)
    if not _COMPOSITION.match(text) or is_common(text) or _DEFINITIONS.search(text):
        return False
    return duty_owner(text) is None


def whole_of(text: str) -> str:
    """Take the name of the whole out of a sentence of composition: "W skład Centrum wchodzi …" -> "Centrum"."""
    text = _CALLED.sub(" ", text)
    match = next((match for pattern in _OWNER_OF_WHOLE if (match := pattern.search(text))), None)
    return match["owner"].strip() if match else ""


def superior_in(text: str) -> str | None:
    """Return the phrase for the one whom a list of subordinates answers to; None where a text opens no such list."""
    if duty_owner(text) is not None or (declares_units(text) and "podleg" not in text):
        return None
    match = next((match for pattern in _REPORTING if (match := pattern.match(text))), None)
    return match["head"] if match else None


def duty_owner(text: str) -> str | None:
    """Return the phrase that a stem of duties names as their owner, "" where it names none; None for no stem."""
    for pattern in (_BELONGS, _BELONGS_TO, _REMAINS, _SCOPE):
        if match := pattern.match(text):
            if pattern is _BELONGS_TO and not kind_of(match["owner"]):
                continue
            owner = _PREFIX.sub("", match["owner"].strip(" ,:–-"))
            return None if pattern is _SCOPE and _says_more(text, owner) else owner
    match = _RELATIVE.search(text) or _CREATED.match(text)
    inverted = _INVERTED.match(text)
    if not match and inverted and kind_of(inverted["owner"]) not in ("", "post"):
        match = inverted
    return match["owner"].strip() if match else None


def _says_more(text: str, owner: str) -> bool:
    """Tell whether what looks like "Zadania X" is a sentence about tasks ("Zadania określone w ust. 1 …")."""
    return bool(
        (owner and not kind_of(owner) and not owner[:1].isupper())
        or re.match(
            r"(?:określon|o który|wynikaj|wymienion|zawart|osób|i obowiązki osób|poszczególn)", owner, re.IGNORECASE
        )
        or re.search(r"\b(?:określa|określają|ustala|reguluje|zawiera|wyznacza|realizują|ust\.|pkt)\b", text)
        or (text.endswith(".") and not re.search(r"\b(?:jest|są|obejmuj\w+|będzie)\b", text))
    )


def is_common(text: str) -> bool:
    """Tell whether a stem hangs its duties on all units: "Wszystkie komórki organizacyjne są odpowiedzialne za:"."""
    return bool(_COMMON.match(text))


def is_everyone(owner: str) -> bool:
    """Tell whether the owner in a stem is all units: "komórek organizacyjnych", "wszystkich referatów"."""
    return bool(_ALL_OWNERS.match(owner))


def is_definition(text: str) -> bool:
    """Tell whether a lead-in opens definitions or a list of legal bases: neither units nor duties."""
    return bool(_DEFINITIONS.search(text))


def is_amendment(text: str) -> bool:
    """Tell whether a sentence changes another act: "w § 3 pkt 2 otrzymuje brzmienie", "uchyla się § 4"."""
    return bool(_AMENDMENT.search(text))


def is_repealed(text: str) -> bool:
    """Tell whether nothing is left of a provision but that it was repealed: "(uchylony)", "(skreślona)"."""
    return bool(_REPEALED.fullmatch(text))


def starts_paragraph(text: str) -> bool:
    """Tell whether a text begins as only paragraphs do: with a stem of duties or a final provision."""
    return bool(_PARAGRAPH_START.match(text))
