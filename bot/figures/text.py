"""The figures as a text, and as rows of CSV."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from knowledge.acts.act import ALL_UNITS
from knowledge.staff.usage import Count, Figures
from knowledge.wording import N_, say

MOST_UNITS = 8

_OUTCOMES = {
    "answered": N_("answered: {count} ({share})"),
    "unsure": N_("unsure: {count} ({share})"),
    "nobody": N_("nobody's: {count} ({share})"),
}


def to_text(found: Figures, lang: str) -> str:
    """Return the figures as lines of text."""
    total = found.total
    lines = [
        say(
            "Questions from {first} to {last}",
            lang,
            first=day_name(found.days[0][0], lang),
            last=day_name(found.days[-1][0], lang),
        )
    ]
    if not total.questions:
        return "\n".join([*lines, say("There were no questions in this time.", lang)])
    mean = number(total.questions / len(found.days), lang, 1)
    lines.append(say("questions: {count}, {mean} a day on average", lang, count=total.questions, mean=mean))
    for key, text in _OUTCOMES.items():
        count = getattr(total, key)
        lines.append(say(text, lang, count=count, share=share(count, total, lang)))
    lines.append(say("verdicts: 👍 {liked}, 👎 {disliked}", lang, liked=total.liked, disliked=total.disliked))
    if total.median is not None and total.p95 is not None:
        lines.append(
            say(
                "response time: half within {median} s, 95 % within {p95} s",
                lang,
                median=number(total.median, lang),
                p95=number(total.p95, lang),
            )
        )
    if found.units:
        lines += ["", say("Units named most often:", lang), *_unit_lines(found, lang)]
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
    return f"{value:.{places}f}".replace(".", say(".", lang))


def share(count: int, total: Count, lang: str) -> str:
    """Return how many in a hundred of the questions these are."""
    return f"{number(100 * count / max(total.questions, 1), lang, 1)} %"


def unit_name(code: str, lang: str) -> str:
    """Return a unit's code, or the words for all units."""
    return say("all units", lang) if code == ALL_UNITS else code


def _unit_lines(found: Figures, lang: str) -> Iterator[str]:
    for unit in found.units[:MOST_UNITS]:
        counted = say("{questions} · 👍 {liked} · 👎 {disliked}", lang)
        told = counted.format(questions=unit.questions, liked=unit.liked, disliked=unit.disliked)
        yield f"{unit_name(unit.code, lang)} – {told}"
