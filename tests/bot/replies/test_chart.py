"""The chart: everybody once, inside the page, under whom they stand; PNG and SVG; the unit asked about marked."""

import itertools
from pathlib import Path

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from bot.replies.chart import MARGIN, TEXT_SIZE, WIDTH, UndrawableChart, chart_of, draw_chart, format_of, layout
from indexer.parsing.parse import parse
from indexer.publishing.publish import read_act
from indexer.reading.lines import lines_of
from knowledge.acts.act import Act
from knowledge.acts.reporting_lines import chain, parts, subordinates, trees
from knowledge.shipped import DECREE

YELLOW = "#ffd54d"


@pytest.fixture(scope="module")
def decree() -> Act:
    return read_act(DECREE).act


def test_everybody_has_one_box_under_whom_they_stand(decree: Act) -> None:
    boxes = layout(trees(decree), decree)
    above = {box.unit.code: boxes[box.parent].unit.code if box.parent is not None else None for box in boxes}
    assert len(boxes) == len(above) == 24
    assert above["Dyrektor"] is None
    assert above["TC"] is None
    assert above["I Zastępca Dyrektora"] == "Dyrektor"
    assert [above[f"IT-05-{number}"] for number in (1, 2, 3, 4)] == ["IT-05"] * 4
    assert {above[code] for code in ("IT-04-1", "IT-04-2", "IT-04-3", "IT-04-4")} == {"III Zastępca Dyrektora"}
    assert {above[code] for code in ("IT-01-1", "IT-01-3", "IT-01-4", "IT-01-5")} == {"Dyrektor"}


def test_no_box_overlaps_another_or_leaves_the_page(decree: Act) -> None:
    boxes = layout(trees(decree), decree)
    assert all(lower.top > upper.top + upper.height for upper, lower in itertools.pairwise(boxes))
    assert all(MARGIN <= box.left < WIDTH / 2 for box in boxes)


def test_no_line_is_wider_than_its_box(decree: Act) -> None:
    boxes = layout(trees(decree), decree)
    for box in boxes:
        font = FontProperties(weight="bold" if box.unit.kind == "post" else "normal")
        for line in box.lines:
            inches = TextPath((0, 0), line, size=TEXT_SIZE, prop=font).get_extents().width / 72
            assert inches < WIDTH - MARGIN - box.left, line


def test_the_svg_draws_the_unit_asked_about_in_another_colour(decree: Act) -> None:
    assert YELLOW not in draw_chart(decree, "svg").decode()
    assert draw_chart(decree, "svg", ["IT-04-2"]).decode().count(YELLOW) == 1


def test_the_png_is_as_wide_as_a_phone_and_is_the_same_each_time(decree: Act) -> None:
    picture = draw_chart(decree)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20], "big") == 1080
    assert picture == draw_chart(decree)


def test_a_chart_of_nobody_and_a_file_of_another_kind_are_refused() -> None:
    with pytest.raises(UndrawableChart, match="nothing to draw"):
        draw_chart(parse(lines_of("§ 1. Nic.")).act)
    with pytest.raises(UndrawableChart, match=r"neither \.png nor \.svg"):
        format_of(Path("structure.jpg"))


def test_the_chain_goes_by_reporting_and_parts_are_left_to_their_unit(decree: Act) -> None:
    def unit(code: str):  # type: ignore[no-untyped-def]
        return decree.unit(code)

    assert [link.above.code for link in chain(decree, unit("IT-05-1"))] == ["I Zastępca Dyrektora", "Dyrektor"]
    assert [each.code for each in subordinates(decree, unit("I Zastępca Dyrektora"))] == [
        "IT-02-2",
        "IT-02-3",
        "IT-02-5",
        "IT-05",
    ]
    assert [each.code for each in parts(decree, unit("IT-05"))] == ["IT-05-1", "IT-05-2", "IT-05-3", "IT-05-4"]


def test_a_picture_that_many_ask_for_is_drawn_once(decree: Act) -> None:
    assert chart_of(decree, decree.units[0]) is chart_of(decree, decree.units[0])
    assert chart_of(decree, decree.units[0]) != chart_of(decree, None)
