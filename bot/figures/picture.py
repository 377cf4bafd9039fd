"""Draw the figures for a phone's screen: the counts in large, the questions of each day, the units named most often."""

from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.figures.text import MOST_UNITS, day_name, number, share, unit_name
from bot.replies.chart import LINE, MARGIN, TEXT_SIZE, TITLE_SIZE, WIDTH, paper, printed
from knowledge.errors import shorten
from knowledge.staff.usage import Count, Figures
from knowledge.wording import N_, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, PALE = "#14233a", "#5b6b80"
COLOURS = {"answered": "#2f6db3", "unsure": "#f0a830", "nobody": "#9aa5b4"}
"""Told apart by lightness too, for those who do not tell colours."""

_LABELS = {"answered": N_("answered"), "unsure": N_("unsure"), "nobody": N_("nobody's")}

NUMBER_SIZE = 34
TILE, BARS, BAR = 1.9, 3.6, 0.62


def draw_figures(found: Figures, lang: str, form: str = "png") -> bytes:
    """Draw the figures as "png" or "svg", 1080 pixels wide."""
    units = found.units[:MOST_UNITS]
    heights = [2 * LINE, 2 * TILE, LINE, BARS, (2 * LINE + BAR * len(units)) if units else 0.0]
    tops = [MARGIN, *accumulate(heights, initial=MARGIN)][1:]
    axes = paper(tops[-1] + MARGIN)
    span = say("{first} – {last}", lang, first=day_name(found.days[0][0], lang), last=day_name(found.days[-1][0], lang))
    axes.text(MARGIN, tops[0], say("Questions", lang), size=TITLE_SIZE, weight="bold", va="top", color=INK)
    axes.text(WIDTH - MARGIN, tops[0], span, size=TEXT_SIZE, va="top", ha="right", color=PALE)
    _tiles(axes, tops[1], found.total, lang)
    _heading(axes, tops[2], say("Day by day", lang))
    _days(axes, tops[3], found, lang)
    if units:
        _heading(axes, tops[4] + LINE, say("Units named most often", lang))
        _units(axes, tops[4] + 2 * LINE, found, lang)
    return printed(axes, form)


def _tiles(axes: "Axes", top: float, total: Count, lang: str) -> None:
    """Draw two rows of numbers; those of the outcomes bear the colours of the bars."""
    _tile(axes, top, 0, str(total.questions), say("questions", lang))
    for place, (key, colour) in enumerate(COLOURS.items(), start=1):
        count = getattr(total, key)
        _tile(axes, top, place, str(count), f"{say(_LABELS[key], lang)}\n{share(count, total, lang)}", colour)
    below = top + TILE
    _tile(axes, below, 0, str(total.liked), say("liked", lang))
    _tile(axes, below, 1, str(total.disliked), say("disliked", lang))
    _tile(axes, below, 2, _seconds(total.median, lang), say("median time", lang))
    _tile(axes, below, 3, _seconds(total.p95, lang), say("95 % within", lang))


def _tile(axes: "Axes", top: float, place: int, value: str, label: str, colour: str = "") -> None:
    width = (WIDTH - 2 * MARGIN) / 4
    left = MARGIN + place * width
    axes.text(left, top + 0.4, value, size=NUMBER_SIZE, weight="bold", va="center", color=INK)
    axes.text(left, top + 0.75, label, size=TEXT_SIZE, va="top", linespacing=1.3, color=PALE)
    if colour:
        axes.plot([left + 0.05, left + width - 0.25], [top + 1.55] * 2, color=colour, linewidth=8)


def _heading(axes: "Axes", top: float, text: str) -> None:
    axes.text(MARGIN, top, text, size=TEXT_SIZE, weight="bold", va="center", color=INK)


def _days(axes: "Axes", top: float, found: Figures, lang: str) -> None:
    """Draw one bar a day, its outcomes one upon the other, and below it the first and the last day."""
    most = max(count.questions for _, count in found.days)
    floor, scale = top + BARS - LINE, (BARS - 2.4 * LINE) / max(most, 1)
    width = (WIDTH - 2 * MARGIN) / len(found.days)
    lefts = [MARGIN + width * (at + 0.1) for at in range(len(found.days))]
    bottoms = [floor] * len(found.days)
    for key, colour in COLOURS.items():
        tall = [scale * getattr(count, key) for _, count in found.days]
        _boxes(axes, [(*box, width * 0.8) for box in zip(lefts, bottoms, tall, strict=True)], colour)
        bottoms = [bottom - each for bottom, each in zip(bottoms, tall, strict=True)]
    highest = bottoms.index(min(bottoms))
    axes.text(lefts[highest] + width * 0.4, bottoms[highest] - 0.18, str(most), size=TEXT_SIZE, ha="center", color=INK)
    axes.plot([MARGIN, WIDTH - MARGIN], [floor, floor], color=PALE, linewidth=1)
    for day, across, side in ((found.days[0][0], MARGIN, "left"), (found.days[-1][0], WIDTH - MARGIN, "right")):
        axes.text(across, floor + 0.25, day_name(day, lang), size=TEXT_SIZE, ha=side, va="center", color=PALE)


def _units(axes: "Axes", top: float, found: Figures, lang: str) -> None:
    """Draw one bar a unit, its code before it and the number of questions in it or behind it."""
    units = found.units[:MOST_UNITS]
    left, scale = MARGIN + 3.0, (WIDTH - 2 * MARGIN - 3.9) / units[0].questions
    for at, unit in enumerate(units):
        middle, length = top + BAR * (at + 0.5), scale * unit.questions
        axes.text(MARGIN, middle, shorten(unit_name(unit.code, lang), 18), size=TEXT_SIZE, va="center", color=INK)
        _boxes(axes, [(left, middle + BAR * 0.36, BAR * 0.72, length)], COLOURS["answered"])
        axes.text(left + length + 0.12, middle, str(unit.questions), size=TEXT_SIZE, va="center", color=INK)


def _boxes(axes: "Axes", boxes: Iterable[tuple[float, float, float, float]], colour: str) -> None:
    """Draw boxes of one colour, each by its left and lower edge, its height and its width; at once, which is quick."""
    from matplotlib.collections import PolyCollection

    corners = [
        [(left, low), (left, low - tall), (left + wide, low - tall), (left + wide, low)]
        for left, low, tall, wide in boxes
    ]
    axes.add_collection(PolyCollection(corners, facecolors=colour, linewidths=0), autolim=False)


def _seconds(value: float | None, lang: str) -> str:
    return "–" if value is None else f"{number(value, lang)} s"
