import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.acts.citation import Citation
from knowledge.errors import InvalidCitation

WRITTEN = [
    ("§ 17 ust. 2 pkt 1 lit. g", Citation("17", "2", "1", "g")),  # as the drafting rules print it
    ("17.2.1.g", Citation("17", "2", "1", "g")),  # dotted
    ("par 17 ust 2", Citation("17", "2")),  # no dots, no sign
    ("§17", Citation("17")),  # no space
    ("§ 17 ust.2 pkt. 1 litera g)", Citation("17", "2", "1", "g")),  # dots and brackets where none belong
    ("§ 17, ust. 2, pkt 3", Citation("17", "2", "3")),  # commas
    ("paragraf osiemnasty", Citation("18")),  # a numeral in words
    ("Paragrafu 18", Citation("18")),  # inflected
    ("section 19 point 27", Citation("19", point="27")),  # English
    ("section nineteen", Citation("19")),  # English, in words
    ("14.1.e", Citation("14", point="1", letter="e")),  # a paragraph without subsections
    ("§ 8a", Citation("8a")),  # inserted by an amendment
    ("zał. 2 § 3 pkt 1", Citation("3", point="1", part="2")),  # in an annex
    ("§ 5 ust. 2 pkt 3 lit. b tiret 2", Citation("5", "2", "3", "b", "2")),  # down to the indent
]


@pytest.mark.parametrize(("text", "citation"), WRITTEN)
def test_reads_a_citation_however_it_is_written(text: str, citation: Citation) -> None:
    assert Citation.parse(text) == citation


@pytest.mark.parametrize("text", ["", "hello", "§", "§ g", "kto zajmuje się drukarkami?", "§ 1 i coś"])
def test_refuses_what_is_no_citation(text: str) -> None:
    with pytest.raises(InvalidCitation, match="is no citation; write it as"):
        Citation.parse(text)


labels = st.from_regex(r"[1-9][0-9]?[a-c]?", fullmatch=True)
optional = st.one_of(st.just(""), labels)
citations = st.builds(Citation, labels, optional, optional, st.sampled_from(["", "a", "b", "za", "zz"]))


@given(citations)
def test_reads_back_what_it_prints(citation: Citation) -> None:
    assert Citation.parse(str(citation)) == citation


def test_sorts_as_an_act_does() -> None:
    order = ["§ 8", "§ 8 pkt 2", "§ 8 pkt 2 lit. z", "§ 8 pkt 2 lit. za", "§ 8 pkt 10", "§ 8a", "§ 9", "§ 10"]
    assert [str(each) for each in sorted(Citation.parse(text) for text in reversed(order))] == order


def test_contains_itself_and_what_lies_inside() -> None:
    point = Citation("17", "2", "1")
    assert point.contains(point)
    assert point.contains(Citation("17", "2", "1", "g"))
    assert not point.contains(Citation("17", "2"))
    assert not point.contains(Citation("17", "2", "1", "g", part="1"))


def test_knows_its_mark_and_what_contains_it() -> None:
    letter = Citation("17", "2", "1", "g")
    assert (letter.marker, letter.parent, Citation("17").parent) == ("g)", Citation("17", "2", "1"), None)
