"""Reading amending acts: what they order, about which act, and where their quotations end."""

from datetime import date

import pytest

from indexer.instructions.amendments import Reference
from indexer.instructions.orders import Add, Deed, Punctuate, Relabel, Repeal, Replace, Reword, WordChange, Wording
from indexer.instructions.places import Address, find_places, labels_between, read_places
from indexer.instructions.sentences import read_deeds
from indexer.instructions.unexplained import NotUnderstood
from indexer.parsing.parse import parse
from indexer.provisions.quotations import QUOTED, set_quotations_aside
from indexer.reading.lines import lines_of
from knowledge.acts.citation import Citation

PLACES = {
    # levels in one run, with "w" between them, joined and in ranges
    "§ 3 ust. 2 pkt 1 lit. a tiret drugie": ["§ 3 ust. 2 pkt 1 lit. a tiret 2"],
    "w § 3 w ust. 2 w pkt 4 lit. b": ["§ 3 ust. 2 pkt 4 lit. b"],
    "§ 3 ust. 2 i 3 oraz w § 5": ["§ 3 ust. 2", "§ 3 ust. 3", "§ 5"],
    "§ 3, § 4 ust. 1 i § 7": ["§ 3", "§ 4 ust. 1", "§ 7"],
    "§ 3-5": ["§ 3-5"],
    "§ 8a do § 8c": ["§ 8a-8c"],
    "ust. 2a–2c i 4": ["ust. 2a-2c", "ust. 4"],
    "pkt 3) i 4)": ["pkt 3", "pkt 4"],
    # "i" and "w" are letters after "lit." and words between places
    "lit. a, b i c": ["lit. a", "lit. b", "lit. c"],
    "lit. h i i": ["lit. h", "lit. i"],
    "lit. b i w pkt 4": ["lit. b", "pkt 4"],
    # annexes, with and without a number
    "w załączniku nr 1 do zarządzenia w § 2 pkt 3": ["zał. 1 § 2 pkt 3"],
    "w załączniku w § 2": ["załącznik § 2"],
    # pieces of provisions, ordinals before and after
    "§ 2 zdanie drugie": ["§ 2 zdanie 2"],
    "pierwsze tiret": ["tiret 1"],
    "wprowadzenie do wyliczenia": ["wprowadzenie do wyliczenia"],
    "tytuł rozdziału 2": ["rozdział 2 tytuł"],
}


@pytest.mark.parametrize("text", PLACES)
def test_places_are_read_as_amending_acts_say_them(text: str) -> None:
    places, end = read_places(text)
    assert [str(place) for place in places] == PLACES[text]
    assert end == len(text)


def test_labels_of_a_range_are_written_out() -> None:
    assert [*labels_between("5", "7")] == ["5", "6", "7"]
    assert [*labels_between("8a", "8c")] == ["8a", "8b", "8c"]
    assert [*labels_between("c", "e")] == ["c", "d", "e"]


def at(*texts: str) -> tuple[Address, ...]:
    return tuple(place for text in texts for place in find_places(text))


def deeds_of(text: str) -> tuple[Deed, ...]:
    """Read an instruction that stands under "w § 3"; quotations are given as their texts."""
    masked, quotations = set_quotations_aside(lines_of(text))
    return read_deeds(" ".join(line.text for line in masked), at("§ 3"), quotations)


def quoted(wording: Wording) -> tuple[str, ...]:
    return tuple(each.text for each in wording.quotations)


WORDS = {
    # the forms of ZTP § 87 and those of town halls
    "wyrazy „a b” zastępuje się wyrazami „c”": Reword(at("§ 3"), "a b", "c", WordChange.REPLACE),
    "w pkt 2 liczbę „3” zastępuje się liczbą „4”": Reword(at("§ 3 pkt 2"), "3", "4", WordChange.REPLACE),
    "w pkt 2 po wyrazie „a” dodaje się wyrazy „b”": Reword(at("§ 3 pkt 2"), "a", "b", WordChange.AFTER),
    "po wyrazie „a” dodaje się przecinek i wyraz „b”": Reword(at("§ 3"), "a", ", b", WordChange.AFTER),
    "dodaje się po wyrazie „a” wyraz „b”": Reword(at("§ 3"), "a", "b", WordChange.AFTER),
    "przed wyrazem „a” dodaje się wyraz „b”": Reword(at("§ 3"), "a", "b", WordChange.BEFORE),
    "skreśla się wyrazy „a”": Reword(at("§ 3"), "a", "", WordChange.DELETE),
    "w ust. 1 wyrazy „, a b” skreśla się": Reword(at("§ 3 ust. 1"), ", a b", "", WordChange.DELETE),
    "na końcu dodaje się wyrazy „a”": Reword(at("§ 3"), "", "a", WordChange.APPEND),
    "użyte w § 4 i § 7 ust. 2 w różnych przypadkach wyrazy „a” zastępuje się użytymi w odpowiednich przypadkach "
    "wyrazami „b”": Reword(at("§ 4", "§ 7 ust. 2"), "a", "b", WordChange.REPLACE, inflected=True),
    "w ust. 1 zapis „a” otrzymuje brzmienie „b”": Reword(at("§ 3 ust. 1"), "a", "b", WordChange.REPLACE),
    "zdanie: „A.” zastępuje się zdaniem: „B.”": Reword(at("§ 3"), "A.", "B.", WordChange.REPLACE),
    "skreśla się zdanie „A.”": Reword(at("§ 3"), "A.", "", WordChange.DELETE),
    "w całym zarządzeniu wyraz „a” zastępuje się wyrazem „b”": Reword((), "a", "b", WordChange.REPLACE),
}


@pytest.mark.parametrize("text", WORDS)
def test_orders_about_words_are_read(text: str) -> None:
    assert deeds_of(text) == (WORDS[text],)


def test_a_sentence_with_several_pairs_of_words_is_several_orders() -> None:
    assert deeds_of("symbol „A-1” zastępuje się symbolem „A-2”, a symbol „B-1” symbolem „B-2”") == (
        Reword(at("§ 3"), "A-1", "A-2", WordChange.REPLACE),
        Reword(at("§ 3"), "B-1", "B-2", WordChange.REPLACE),
    )


WHOLE = {
    "ust. 2 otrzymuje brzmienie: „2. X.”": (Replace, at("§ 3 ust. 2"), ("2. X.",)),
    "§ 7 uzyskuje następujące brzmienie: „§ 7. X.”": (Replace, at("§ 7"), ("§ 7. X.",)),
    "§ 7 nadaje się brzmienie „§ 7. X.”": (Replace, at("§ 7"), ("§ 7. X.",)),
    'pkt 3 i 4 otrzymują brzmienie: "3) a; 4) b;"': (Replace, at("§ 3 pkt 3", "§ 3 pkt 4"), ("3) a; 4) b;",)),
    "zmienia się ust. 2, który otrzymuje brzmienie: „2. X.”": (Replace, at("§ 3 ust. 2"), ("2. X.",)),
    "dodaje się kolejny punkt w brzmieniu: „8) x;”": (Add, at("§ 3 pkt 8"), ("8) x;",)),
    "zdanie drugie otrzymuje brzmienie: „X.”": (Replace, at("§ 3 zdanie drugie"), ("X.",)),
    "po pkt 5 dodaje się pkt 5a i 5b w brzmieniu: „5a) a; 5b) b;”": (
        Add,
        at("§ 3 pkt 5a", "§ 3 pkt 5b"),
        ("5a) a; 5b) b;",),
    ),
    "dodaje się § 8a o następującej treści: ,,§ 8a. X.''": (Add, at("§ 8a"), ("§ 8a. X.",)),
    "po rozdziale 2 dodaje się rozdział 2a w brzmieniu: „Rozdział 2a”": (Add, at("rozdział 2a"), ("Rozdział 2a",)),
}


@pytest.mark.parametrize("text", WHOLE)
def test_new_text_is_read_with_its_places(text: str) -> None:
    (deed,) = deeds_of(text)
    kind, places, said = WHOLE[text]
    assert isinstance(deed, Replace | Add)
    assert (type(deed), deed.places, quoted(deed.wording)) == (kind, places, said)


def test_an_addition_knows_after_what_it_comes() -> None:
    (deed,) = deeds_of("po pkt 5 dodaje się pkt 5a w brzmieniu: „5a) a;”")
    assert isinstance(deed, Add)
    assert (deed.anchor, deed.ahead) == (at("§ 3 pkt 5")[0], False)


ORDERS: dict[str, tuple[Deed, ...]] = {
    "uchyla się pkt 4": (Repeal(at("§ 3 pkt 4")),),
    "pkt 4 i 5 skreśla się": (Repeal(at("§ 3 pkt 4", "§ 3 pkt 5")),),
    "w § 2 skreśla się ust. 3 oraz w § 4 pkt 2": (Repeal(at("§ 2 ust. 3", "§ 4 pkt 2")),),
    "w pkt 4 kropkę zastępuje się średnikiem": (Punctuate(at("§ 3 pkt 4"), ";"),),
    "dotychczasową treść oznacza się jako ust. 1": (Relabel(at("§ 3"), at("§ 3 ust. 1")),),
    "dotychczasowe pkt 3-5 otrzymują oznaczenie pkt 4-6": (Relabel(at("§ 3 pkt 3-5"), at("§ 3 pkt 4-6")),),
    "w § 5 w ust. 1 pkt 3 uchyla się, a w pkt 4 skreśla się lit. b": (
        Repeal(at("§ 5 ust. 1 pkt 3")),
        Repeal(at("§ 5 ust. 1 pkt 4 lit. b")),
    ),
    "załącznik nr 1 do zarządzenia otrzymuje brzmienie określone w załączniku nr 2 do niniejszego zarządzenia": (
        Replace(at("załącznik nr 1"), Wording(annex="2")),
    ),
    "załącznik nr 1 – Schemat organizacyjny Urzędu, otrzymuje brzmienie określone w załączniku do zarządzenia": (
        Replace(at("załącznik nr 1"), Wording(annex="*")),
    ),
    "dodaje się załącznik nr 3 w brzmieniu stanowiącym załącznik do niniejszej uchwały": (
        Add(at("załącznik nr 3"), Wording(annex="*")),
    ),
}


@pytest.mark.parametrize("text", ORDERS)
def test_orders_without_new_text_are_read(text: str) -> None:
    assert deeds_of(text) == ORDERS[text]


NOT_UNDERSTOOD = (
    "w części dotyczącej zastępców wyrazy „a” zastępuje się wyrazami „b”",  # which part is that?
    "ust. 1 zmienia się odpowiednio",  # into what?
    "pkt 3 otrzymuje brzmienie: „3) x; po pkt 3 dodaje się pkt 4”",  # an order within new text: a mark was lost
    "pkt 3 otrzymuje brzmienie: 3) x;",  # where does the text end?
    "wyrazy „a” zastępuje się",  # by what?
    "dodaje się nowe zadania",  # where?
    "pkt 4 przenosi się do § 9",  # an order of its own kind
)


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_what_stays_unexplained_is_not_obeyed(text: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        deeds_of(text)
    assert refused.value.message.said("pl") != str(refused.value)


QUOTATIONS = {
    # nested, and not paired inside: what stands behind a mark tells where the quotation ends
    "1) ust. 2 otrzymuje brzmienie:\n„2. X, zwane dalej „Y”.”;\n2) uchyla się § 4.": ["2. X, zwane dalej „Y”."],
    "1) ust. 2 otrzymuje brzmienie:\n„2. X, zwane dalej Y”.\n1) a;\n2) b.”;\n2) uchyla się § 4.": [
        "2. X, zwane dalej Y”. 1) a; 2) b."
    ],
    "1) ust. 2 otrzymuje brzmienie:\n„2. X, zwane dalej „Y.\n1) a.”;\n2) uchyla się § 4.": [
        "2. X, zwane dalej „Y. 1) a."
    ],
    # straight marks, commas and apostrophes, one after the other
    '1) pkt 2 i 3 otrzymują brzmienie:\n"2) a "b" c;"\n"3) d;"': ['2) a "b" c;', "3) d;"],
    "1) w § 4 wyrazy ,,a'' zastępuje się wyrazami ''b'';": ["a", "b"],
    # over lines, with what the instruction after it looks like
    "1) § 2 otrzymuje brzmienie: „§ 2. A\n1) b;\n2) po § 3 c.”.\nPrezydent": ["§ 2. A 1) b; 2) po § 3 c."],
    # no words of change before the mark: nobody's new text
    "§ 1. Wydział, zwany dalej „Wydziałem”.": [],
    # the sentence goes on after it, on the same line or the next
    "1) w pkt 4 lit. d otrzymuje brzmienie:\n„d) a;”\ni po lit. d dodaje się lit. e w brzmieniu:\n„e) b.”.": [
        "d) a;",
        "e) b.",
    ],
    # a mark that was lost, at the beginning or the end
    "1) § 2 otrzymuje brzmienie:\n§ 2. A.\n1) b;”;\n2) uchyla się § 4.": ["§ 2. A. 1) b;"],
    "1) § 2 otrzymuje brzmienie: „§ 2. A": [],
}


@pytest.mark.parametrize("text", QUOTATIONS)
def test_a_quotation_ends_where_the_next_instruction_begins(text: str) -> None:
    masked, quotations = set_quotations_aside(lines_of(text))
    assert [each.text for line in masked for each in quotations.of(line.text)] == QUOTATIONS[text]


def test_what_is_left_of_the_lines_is_the_instructions() -> None:
    text = "1) § 2 otrzymuje brzmienie:\n„§ 2. A.\n1) b;”; 2) uchyla się § 4."
    masked, _ = set_quotations_aside(lines_of(text))
    left = [(line.number, line.text.translate(dict.fromkeys(range(0xF0000, 0xF0010), "Q"))) for line in masked]
    assert left == [(1, "1) § 2 otrzymuje brzmienie:"), (2, "Q;"), (3, "2) uchyla się § 4.")]
    assert QUOTED


def test_a_text_may_hold_the_characters_that_stand_for_quotations() -> None:
    masked, quotations = set_quotations_aside(
        lines_of("1) pkt 2\U000f0005 otrzymuje brzmienie: „2) \U000f0000a;”\n\U000f0001")
    )
    assert [each.text for line in masked for each in quotations.of(line.text)] == ["2) a;"]
    assert len(masked) == 1


def head(paragraph: str, title: str = "w sprawie zmiany zarządzenia") -> str:
    return (
        f"ZARZĄDZENIE Nr 7/2025\nWÓJTA GMINY\nz dnia 3 lutego 2025 r.\n{title}\n"
        f"Na podstawie art. 30 zarządza się, co następuje:\n{paragraph}\n"
        "§ 9. Zarządzenie wchodzi w życie z dniem podpisania."
    )


TARGETS = {
    "§ 1. W zarządzeniu nr 12/2020 Wójta Gminy z dnia 4 maja 2020 r. w sprawie podziału wprowadza się następujące "
    "zmiany:\n1) uchyla się § 4.": ("12/2020", "2020-05-04", "w sprawie podziału", ["uchyla się § 4."]),
    # one sentence, and the act that amended it before
    "§ 1. W zarządzeniu Nr 12/2020 Wójta Gminy z dnia 4 maja 2020 r. w sprawie podziału (zmienionym zarządzeniem "
    "Nr 3/2021) w § 5 uchyla się ust. 2.": (
        "12/2020",
        "2020-05-04",
        "w sprawie podziału",
        ["w § 5 uchyla się ust. 2."],
    ),
    # two steps: the regulation that is the annex; the school's number is not the act's
    "§ 1. W Regulaminie Szkoły nr 5, stanowiącym załącznik do Zarządzenia Nr 12/2020 Wójta Gminy z dnia 4 maja 2020 r. "
    "wprowadza się zmiany:\n1) uchyla się § 4.": ("12/2020", "2020-05-04", "", ["uchyla się § 4."]),
    # the act is named after the place
    "§ 1. Uchyla się § 4 zarządzenia nr 12/2020 Wójta Gminy.": ("12/2020", "", "", ["Uchyla się § 4"]),
    # nothing said of changes before they come
    "§ 1. W zarządzeniu nr 12/2020 Wójta Gminy:\n1) w § 4 uchyla się ust. 1;\n2) uchyla się § 5.": (
        "12/2020",
        "",
        "",
        ["w § 4 uchyla się ust. 1;", "uchyla się § 5."],
    ),
    # only by its day and title
    "§ 1. W zarządzeniu Wójta Gminy z dnia 4 maja 2020 r. w sprawie podziału uchyla się § 4.": (
        "",
        "2020-05-04",
        "w sprawie podziału",
        ["uchyla się § 4."],
    ),
}


@pytest.mark.parametrize("paragraph", TARGETS)
def test_the_amended_act_is_named(paragraph: str) -> None:
    found = parse(lines_of(head(paragraph))).instructions
    target = found[0].target
    told = (target.number, target.day.isoformat() if target.day else "", target.title, [each.text for each in found])
    assert told == TARGETS[paragraph]
    assert not any(each.fault for each in found)


def test_the_title_names_the_act_where_the_paragraphs_do_not() -> None:
    text = head("§ 1. W § 5 uchyla się ust. 2.", "zmieniające zarządzenie nr 12/2020 w sprawie podziału")
    (found,) = parse(lines_of(text)).instructions
    assert (found.target, found.citation) == (Reference("12/2020", None, "w sprawie podziału"), Citation("1"))


def test_the_amended_act_is_told_by_number_day_and_title() -> None:
    act = parse(lines_of(head("§ 1. X.", "w sprawie podziału Urzędu Gminy na referaty"))).act
    assert Reference("7/2025").names(act)
    assert Reference("7 / 2025", act.day).names(act)
    assert not Reference("17/2025").names(act)
    assert not Reference("7/2025", date(2024, 2, 3)).names(act)
    assert Reference("", None, "w sprawie podziału Urzędu Gminy").names(act)
    assert not Reference("", None, "w sprawie podziału Urzędu Miasta").names(act)


def test_an_ordinary_act_orders_nothing_about_others() -> None:
    text = head(
        "§ 1. W regulaminie organizacyjnym wprowadza się następujące komórki:\n"
        "1) Referat Kadr KA-1;\n2) Referat Płac KA-2."
        "\n§ 2. Traci moc zarządzenie nr 12/2020.",
        "w sprawie podziału",
    )
    assert parse(lines_of(text)).instructions == ()


@pytest.mark.parametrize(
    "title", ["w sprawie utworzenia Wydziału Spraw Wodnych", "w sprawie zmiany zarządzenia oraz utworzenia Wydziału"]
)
def test_a_mixed_act_speaks_for_itself_and_orders_about_another(title: str) -> None:
    text = head(
        "§ 1. W skład Wydziału Spraw Wodnych wchodzą:\n1) Referat Studni SW-1;\n2) Referat Rowów SW-2.\n"
        "§ 2. Do zakresu działania Referatu Studni (SW-1) należy:\n1) kopanie studni;\n2) czyszczenie studni.\n"
        "§ 3. W zarządzeniu nr 12/2020 w § 4:\n1) pkt 2 otrzymuje brzmienie: „2) melioracja;”;\n2) uchyla się pkt 3.",
        title,
    )
    reading = parse(lines_of(text))
    assert [unit.code for unit in reading.act.units] == ["SW-1", "SW-2"]
    assert [clause.text for clause in reading.act.clauses] == ["kopanie studni", "czyszczenie studni"]
    assert [(str(each.citation), each.text) for each in reading.instructions] == [
        ("§ 3 pkt 1", "pkt 2 otrzymuje brzmienie: „2) melioracja;”;"),
        ("§ 3 pkt 2", "uchyla się pkt 3."),
    ]


def test_new_text_without_quotation_marks_is_one_fault_with_all_its_lines() -> None:
    text = head("§ 1. W zarządzeniu nr 12/2020:\n1) dodaje się § 30a w brzmieniu:\nReferat:\na) pisze,\nb) czyta;")
    assert [(str(each.citation), str(each.fault)) for each in parse(lines_of(text)).instructions] == [
        ("§ 1 pkt 1", "the new text does not stand between quotation marks")
    ]
