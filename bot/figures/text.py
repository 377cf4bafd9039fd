"""The figures as a text, and as rows of CSV."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from bot.wording.figures_wording import FIGURES_WORDS
from knowledge.acts.act import ALL_UNITS
from knowledge.staff.usage import Count, Figures

MOST_UNITS = 8


def to_text(found: Figures, lang: str) -> str:
    """Return the figures as lines of text."""
    words, total = FIGURES_WORDS[lang], found.total
    lines = [words["head"].format(first=day_name(found.days[0][0], lang), last=day_name(found.days[-1][0], lang))]
    if not total.questions:
        return "\n".join([*lines, words["none"]])
    mean = number(total.questions / len(found.days), lang, 1)
    lines.append(words["questions"].format(count=total.questions, mean=mean))
    for key in ("answered", "unsure", "nobody"):
        count = getattr(total, key)
        lines.append(words[key].format(count=count, share=share(count, total, lang)))
    lines.append(words["verdicts"].format(liked=total.liked, disliked=total.disliked))
    if total.median is not None and total.p95 is not None:
        lines.append(words["seconds"].format(median=number(total.median, lang), p95=number(total.p95, lang)))
    if found.units:
        lines += ["", words["units"], *_unit_lines(found, lang)]
    return "\n".join(lines)


def to_csv(found: Figures, by: str = "day") -> str:
    """Return the figures as CSV: a line a day, or with `by` "unit" a line for each unit that was named."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if by == "unit":
        writer.writerow(("unit", "name", "questions", "liked", "disliked"))
        writer.writerows((unit.code, unit.name, unit.questions, unit.liked, unit.disliked) for unit in found.units)
        return text.getvalue()
    outcomes = ("questions", "answered", "unsure", "nobody", "liked", "disliked")
    writer.writerow(("day", *outcomes, "median_seconds", "p95_seconds"))
    for day, count in found.days:
        writer.writerow((day, *(getattr(count, each) for each in outcomes), count.median, count.p95))
    return text.getvalue()


def day_name(day: date, lang: str) -> str:
    """Return a day as each language writes it."""
    return f"{day:%d.%m.%Y}" if lang == "pl" else f"{day.day} {day:%b %Y}"


def number(value: float, lang: str, places: int = 2) -> str:
    """Return a number with the decimal sign of a language."""
    return f"{value:.{places}f}".replace(".", FIGURES_WORDS[lang]["decimal"])


def share(count: int, total: Count, lang: str) -> str:
    """Return how many in a hundred of the questions these are."""
    return f"{number(100 * count / max(total.questions, 1), lang, 1)} %"


def unit_name(code: str, lang: str) -> str:
    """Return a unit's code, or the words for all units."""
    return FIGURES_WORDS[lang]["all_units"] if code == ALL_UNITS else code


def _unit_lines(found: Figures, lang: str) -> Iterator[str]:
    for unit in found.units[:MOST_UNITS]:
        counted = FIGURES_WORDS[lang]["unit"]
        told = counted.format(questions=unit.questions, liked=unit.liked, disliked=unit.disliked)
        yield f"{unit_name(unit.code, lang)} – {told}"
