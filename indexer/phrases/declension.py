"""The singular cases of the nouns that units and posts are called by, to pass a case from one name to another."""

import re

# nominative, genitive, dative, accusative, instrumental, locative
_NOUNS = (
    "referat referatu referatowi referat referatem referacie",
    "oddział oddziału oddziałowi oddział oddziałem oddziale",
    "wydział wydziału wydziałowi wydział wydziałem wydziale",
    "dział działu działowi dział działem dziale",
    "zespół zespołu zespołowi zespół zespołem zespole",
    "departament departamentu departamentowi departament departamentem departamencie",
    "pion pionu pionowi pion pionem pionie",
    "zakład zakładu zakładowi zakład zakładem zakładzie",
    "ośrodek ośrodka ośrodkowi ośrodek ośrodkiem ośrodku",
    "zarząd zarządu zarządowi zarząd zarządem zarządzie",
    "urząd urzędu urzędowi urząd urzędem urzędzie",
    "inspektorat inspektoratu inspektoratowi inspektorat inspektoratem inspektoracie",
    "sekretariat sekretariatu sekretariatowi sekretariat sekretariatem sekretariacie",
    "biuro biura biuru biuro biurem biurze",
    "stanowisko stanowiska stanowisku stanowisko stanowiskiem stanowisku",
    "starostwo starostwa starostwu starostwo starostwem starostwie",
    "centrum centrum centrum centrum centrum centrum",
    "sekcja sekcji sekcji sekcję sekcją sekcji",
    "kancelaria kancelarii kancelarii kancelarię kancelarią kancelarii",
    "pracownia pracowni pracowni pracownię pracownią pracowni",
    "dyrektor dyrektora dyrektorowi dyrektora dyrektorem dyrektorze",
    "kierownik kierownika kierownikowi kierownika kierownikiem kierowniku",
    "naczelnik naczelnika naczelnikowi naczelnika naczelnikiem naczelniku",
    "koordynator koordynatora koordynatorowi koordynatora koordynatorem koordynatorze",
    "pełnomocnik pełnomocnika pełnomocnikowi pełnomocnika pełnomocnikiem pełnomocniku",
    "zastępca zastępcy zastępcy zastępcę zastępcą zastępcy",
)
_CASES = {row.split()[0]: row.split() for row in _NOUNS}
# An adjective that agrees with the noun takes its cases too: "Wydział Organizacyjny", "Biuro Prawne", "Sekcja Kadrowa".
_AGREES = re.compile(r"(?:ny|wy|ski|cki|czy|sty|ły|ne|we|skie|ckie|cze|łe|na|wa|ska|cka|cza|ła)$")


def cases(old: str, new: str) -> dict[str, str]:
    """Return the forms of a name with those of the name that takes its place, where a form allows only one.

    Empty where either begins with no noun known here, or has an adjective whose cases are not known.
    """
    (one, *rest), (other, *others) = old.split() or [""], new.split() or [""]
    if one.lower() not in _CASES or other.lower() not in _CASES:
        return {}
    if any(_AGREES.search(word) for word in (*rest[:1], *others[:1])):
        return {}
    pairs = zip(_CASES[one.lower()], _CASES[other.lower()], strict=True)
    forms: dict[str, set[str]] = {}
    for before, after in pairs:
        forms.setdefault(_like(before, one, rest), set()).add(_like(after, other, others))
    return {form: next(iter(given)) for form, given in forms.items() if len(given) == 1}


def _like(noun: str, printed: str, rest: list[str]) -> str:
    return " ".join([noun.capitalize() if printed[:1].isupper() else noun, *rest])
