"""The nouns that units of an office are called by, in all their cases: which nouns these are, no dictionary knows."""

from dataclasses import dataclass

from knowledge.language import fold

# Stem: endings of the singular (nominative, genitive, dative, accusative, instrumental, locative) | of the plural
# (nominative, genitive, dative, instrumental, locative); "-" for none. What every office has stands first.
_USUAL = """
    refera: t tu towi t tem cie | ty tów tom tami tach
    oddzia: ł łu łowi ł łem le | ły łów łom łami łach
    wydzia: ł łu łowi ł łem le | ły łów łom łami łach
    dzia: ł łu łowi ł łem le | ły łów łom łami łach
    zesp: ół ołu ołowi ół ołem ole | oły ołów ołom ołami ołach
    departamen: t tu towi t tem cie | ty tów tom tami tach
    pion: - u owi - em ie | y ów om ami ach
    biur: o a u o em ze | a - om ami ach
    stanowisk: o a u o iem u | a - om ami ach
    sekcj: a i i ę ą i | e i om ami ach
    komór: ka ki ce kę ką ce | ki ek kom kami kach
"""
_OTHER = """
    poddzia: ł łu łowi ł łem le | ły łów łom łami łach
    gabine: t tu towi t tem cie | ty tów tom tami tach
    inspektora: t tu towi t tem cie | ty tów tom tami tach
    sekretaria: t tu towi t tem cie | ty tów tom tami tach
    zakład: - u owi - em zie | y ów om ami ach
    ośrod: ek ka kowi ek kiem ku | ki ków kom kami kach
    zarząd: - u owi - em zie | y ów om ami ach
    urz: ąd ędu ędowi ąd ędem ędzie | ędy ędów ędom ędami ędach
    starostw: o a u o em ie | a - om ami ach
    ministerstw: o a u o em ie | a - om ami ach
    kuratori: um um um um um um | a ów om ami ach
    centr: um um um um um um | a ów om ami ach
    archiw: um um um um um um | a ów om ami ach
    laboratori: um um um um um um | a ów om ami ach
    kancelari: a i i ę ą i | e i om ami ach
    izb: a y ie ę ą ie | y - om ami ach
    pracowni: a - - ę ą - | e - om ami ach
    delegatur: a y ze ę ą ze | y - om ami ach
    ekspozytur: a y ze ę ą ze | y - om ami ach
    prokuratur: a y ze ę ą ze | y - om ami ach
    agencj: a i i ę ą i | e i om ami ach
    straż: - y y - ą y | e y om ami ach
    bibliote: ka ki ce kę ką ce | ki k kom kami kach
    służb: a y ie ę ą ie | y - om ami ach
    kas: a y ie ę ą ie | y - om ami ach
    punk: t tu towi t tem cie
    księgowoś: ć ci ci ć cią ci
    kierownictw: o a u o em ie
"""
# no plural of "punkt": an act has points of its own


@dataclass(frozen=True, slots=True)
class UnitNoun:
    """Hold a noun in the cases of both numbers; `many` is empty where units are not called by its plural."""

    one: tuple[str, ...]
    many: tuple[str, ...] = ()

    @property
    def singular(self) -> str:
        """The nominative."""
        return self.one[0]

    @property
    def plural(self) -> str:
        """The nominative plural, "" where it has none."""
        return self.many[0] if self.many else ""

    def kind(self, form: str) -> str:
        """Return the kind of unit that a folded form names: the singular, or what stands in the nominative plural."""
        return self.plural if form == fold(self.plural) else self.singular

    @property
    def forms(self) -> tuple[str, ...]:
        """All its forms, each once."""
        return tuple(dict.fromkeys((*self.one, *self.many)))


def declined(row: str) -> UnitNoun:
    """Write out a row of the table: "biur: o a u o em ze | a - om ami ach"."""
    stem, endings = row.split(":")
    numbers = (tuple(stem.strip() + end.strip("-") for end in each.split()) for each in endings.split("|"))
    return UnitNoun(*numbers)


USUAL = tuple(map(declined, _USUAL.strip().splitlines()))
NOUNS = (*USUAL, *map(declined, _OTHER.strip().splitlines()))

BY_FORM = {fold(form): noun for noun in reversed(NOUNS) for form in noun.forms}
"""Each noun by its folded forms."""
