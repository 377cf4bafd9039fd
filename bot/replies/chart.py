"""Draw the organisation: everybody under whom they stand, one box a line, tall and narrow as a phone is.

matplotlib draws it: one wheel, its own font (DejaVu Sans) with every Polish letter, PNG and SVG, no system packages.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.acts.act import Act, Unit
from knowledge.acts.project_orders import Order, orders_for
from knowledge.acts.reporting_lines import Branch, trees
from knowledge.errors import KnowledgeError
from knowledge.wording import Message

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = (".png", ".svg")

CHARTS = 24
"""How many pictures are kept, of some 100 kB each."""

WIDTH = 10.8
"""The picture's width in inches: 1080 pixels at `DPI`, a phone's screen."""

DPI = 100
INDENT = 0.62
LINE = 0.37
PADDING = 0.16
GAP = 0.16
MARGIN = 0.35
TITLE_SIZE, TEXT_SIZE = 24, 19
POINTS_PER_INCH = 72

_POST = ("#1f3a5f", "#ffffff")
_UNIT = ("#e8eef6", "#14233a")
_PART = ("#f6f1e4", "#3a2f14")
_MARKED = ("#ffd54d", "#1a1300")
_LINE_COLOUR = "#7a8aa0"


class UndrawableChart(KnowledgeError):
    """A chart that cannot be drawn: no such format, or nobody in the act to draw."""


@dataclass(frozen=True, slots=True)
class Box:
    """Hold one box: its unit, its place in inches from the top left corner, its lines of text, its parent's number."""

    unit: Unit
    left: float
    top: float
    height: float
    lines: tuple[str, ...]
    parent: int | None
    is_part: bool


@lru_cache(maxsize=CHARTS)
def chart_of(act: Act, unit: Unit | None, orders: tuple[Order, ...] = ()) -> bytes:
    """Draw the organisation as a PNG with a unit marked; the last ones are kept, for drawing holds all answers up."""
    return draw_chart(act, "png", [unit.code] if unit else [], orders)


def format_of(path: Path) -> str:
    """Return "png" or "svg", by a file's ending; raises UndrawableChart where it is another."""
    if path.suffix.lower() not in FORMATS:
        text = Message("{file} is neither .png nor .svg; try: python -m bot chart structure.png", file=path.name)
        raise UndrawableChart(text)
    return path.suffix.lower().removeprefix(".")


def draw_chart(act: Act, form: str = "png", marked: Iterable[str] = (), orders: Sequence[Order] = ()) -> bytes:
    """Draw the organisation as "png" or "svg", the units with the codes `marked` standing out.

    `orders` are the project orders in force: who reports elsewhere in a project has it written in the box.
    Raises UndrawableChart where the act names neither units nor posts.
    """
    boxes = layout(trees(act), act, orders)
    if not boxes:
        raise UndrawableChart(Message("the act names neither units nor posts, so there is nothing to draw"))
    title = textwrap.wrap(act.organisation.name if act.organisation else act.title, 40)
    head = MARGIN + LINE * 1.35 * len(title) + GAP
    axes = paper(head + boxes[-1].top + boxes[-1].height + MARGIN)
    axes.text(MARGIN, MARGIN, "\n".join(title), size=TITLE_SIZE, weight="bold", va="top", color=_UNIT[1])
    _draw(axes, boxes, head, frozenset(marked))
    return printed(axes, form)


def paper(height: float) -> "Axes":
    """Return an empty page whose places are inches from its top left corner."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    axes.set_axis_off()
    return axes


def printed(axes: "Axes", form: str) -> bytes:
    """Return the page as a file; letters of an SVG are drawn, so that no font is needed to see it."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    buffer = BytesIO()
    figure = axes.get_figure()
    assert isinstance(figure, Figure)
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "chart"}):
        figure.savefig(buffer, format=form, metadata={"Date": None} if form == "svg" else None)
    return buffer.getvalue()


def layout(branches: Sequence[Branch], act: Act, orders: Sequence[Order] = ()) -> tuple[Box, ...]:
    """Place a box for each unit and post, top-down, further right the lower it stands."""
    boxes: list[Box] = []
    for branch in branches:
        _place(branch, 0, None, act, orders, boxes)
    return tuple(boxes)


def _place(branch: Branch, depth: int, parent: int | None, act: Act, orders: Sequence[Order], boxes: list[Box]) -> None:
    unit = branch.unit
    left = MARGIN + depth * INDENT
    lines = tuple(_text(unit, WIDTH - MARGIN - left, orders))
    top = boxes[-1].top + boxes[-1].height + GAP if boxes else 0.0
    is_part = any(unit.parent == other.code for other in act.units)
    boxes.append(Box(unit, left, top, LINE * len(lines) + 2 * PADDING, lines, parent, is_part))
    at = len(boxes) - 1
    for below in branch.branches:
        _place(below, depth + 1, at, act, orders, boxes)


def _text(unit: Unit, width: float, orders: Sequence[Order]) -> Iterator[str]:
    """Yield the lines of a box that is so many inches wide: the code before the name, then projects in force."""
    is_bold = unit.kind == "post"
    yield from _wrapped(unit.name if unit.code == unit.name else f"{unit.code}  {unit.name}", width, is_bold)
    for order in orders_for(unit, orders):
        note = f"→ {order.project} (do {order.ends:%d.%m.%Y}): {order.superior}"
        yield from _wrapped(note, width, is_bold)


def _wrapped(text: str, width: float, is_bold: bool) -> Iterator[str]:
    """Yield as many words a line as fit between the paddings, by the font's own measures; one word at least."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and _inches(longer, is_bold) > width - 2 * PADDING:
            yield line
            longer = word.strip()
        line = longer
    yield line


@lru_cache(4096)
def _inches(text: str, is_bold: bool) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    font = FontProperties(weight="bold" if is_bold else "normal")
    outline = TextPath((0, 0), text, size=TEXT_SIZE, prop=font)
    return float(outline.get_extents().width) / POINTS_PER_INCH


def _draw(axes: "Axes", boxes: Sequence[Box], head: float, marked: frozenset[str]) -> None:
    from matplotlib.patches import FancyBboxPatch

    for box in boxes:
        if box.parent is not None:
            _connect(axes, boxes[box.parent], box, head)
    for box in boxes:
        face, ink = _colours(box, marked)
        is_marked = box.unit.code in marked
        axes.add_patch(
            FancyBboxPatch(
                (box.left, head + box.top),
                WIDTH - MARGIN - box.left,
                box.height,
                boxstyle="round,pad=0,rounding_size=0.1",
                facecolor=face,
                edgecolor="#c62828" if is_marked else _LINE_COLOUR,
                linewidth=4 if is_marked else 1,
                linestyle="--" if box.unit.kind == "post" and not box.unit.reports_to and box.parent is None else "-",
            )
        )
        for at, line in enumerate(box.lines):
            baseline = head + box.top + PADDING + LINE * (at + 0.5)
            weight = "bold" if box.unit.kind == "post" else "normal"
            axes.text(box.left + PADDING, baseline, line, size=TEXT_SIZE, color=ink, va="center", weight=weight)


def _connect(axes: "Axes", upper: Box, lower: Box, head: float) -> None:
    """Draw the line from under the upper box down and to the side of the lower one."""
    across = upper.left + INDENT / 2
    middle = head + lower.top + lower.height / 2
    axes.plot(
        [across, across, lower.left],
        [head + upper.top + upper.height, middle, middle],
        color=_LINE_COLOUR,
        linewidth=2,
        solid_joinstyle="round",
        zorder=0,
    )


def _colours(box: Box, marked: frozenset[str]) -> tuple[str, str]:
    if box.unit.code in marked:
        return _MARKED
    if box.unit.kind == "post":
        return _POST
    return _PART if box.is_part else _UNIT
