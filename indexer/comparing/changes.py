"""What a comparison says to people and programs: as text, HTML and JSON, in English and Polish."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

from indexer.comparing.compare import Change, Comparison, DutyChange, LeadInChange, UnitChange, word_changes
from knowledge.acts.act import ALL_UNITS, Act, Clause, Unit
from knowledge.wording import Message, say

_DONE = {
    Change.ADDED: Message("added"),
    Change.DROPPED: Message("dropped"),
    Change.RENAMED: Message("renamed"),
    Change.RECODED: Message("recoded"),
    Change.MOVED: Message("moved"),
    Change.REWORDED: Message("reworded"),
}
_MOST = 3

Show = Callable[[str, str], str]
Block = tuple[str, list[str]]


def summary(comparison: Comparison, lang: str = "en") -> tuple[str, ...]:
    """Return the five lines an admin needs: the acts, the units, the duties, what stays, where most changed."""
    before, after, same = comparison.before, comparison.after, len(comparison.unchanged)
    units, duties = _counts(comparison.units, lang), _counts(comparison.duties, lang)
    if comparison.lead_ins:
        duties += say("; words above duties reworded: {number}", lang, number=len(comparison.lead_ins))
    sizes = [len(each) for each in (before.units, after.units, before.clauses, after.clauses)]
    return (
        f"{_act(before, lang)} → {_act(after, lang)}",
        say("Units: {before} → {after}; {changes}", lang, before=sizes[0], after=sizes[1], changes=units),
        say("Duties: {before} → {after}; {changes}", lang, before=sizes[2], after=sizes[3], changes=duties),
        say(
            "Duties, unchanged: {same}, under another number: {moved}",
            lang,
            same=same,
            moved=len(comparison.renumbered),
        ),
        say("Most changes: {units}", lang, units=_most(comparison, lang)),
    )


def render(comparison: Comparison, lang: str = "en") -> str:
    """Return the whole comparison as text: five lines, then every change; reworded as "[-old-] {+new+}"."""
    blocks = ["\n".join(summary(comparison, lang))]
    blocks += [
        "\n".join([f"{title}:", *(f"  {row}" for row in rows)]) for title, rows in _blocks(comparison, lang, _plain)
    ]
    return "\n\n".join(blocks)


def to_html(comparison: Comparison, lang: str = "en") -> str:
    """Return the whole comparison as one page that needs nothing else; reworded with <del> and <ins>."""
    lines = [escape(line) for line in summary(comparison, lang)]
    body = [f"<h1>{lines[0]}</h1>", *(f"<p>{line}</p>" for line in lines[1:])]
    for title, rows in _blocks(comparison, lang, _tagged):
        body += [f"<h2>{escape(title)}</h2>", "<ul>", *(f"<li>{row}</li>" for row in rows), "</ul>"]
    style = "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto}del{background:#fdd}ins{background:#dfd}"
    head = f'<meta charset="utf-8"><title>{lines[0]}</title><style>{style}</style>'
    return f'<!doctype html>\n<html lang="{lang}"><head>{head}</head><body>\n' + "\n".join(body) + "\n</body></html>\n"


def to_json(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as JSON values; `words` are runs of words, marked "=", "-" or "+"."""
    return {
        "before": _act_json(comparison.before),
        "after": _act_json(comparison.after),
        "units": [
            {"change": each.change, "before": _unit_json(each.before), "after": _unit_json(each.after)}
            for each in comparison.units
        ],
        "duties": [_duty_json(each) for each in comparison.duties],
        "lead_ins": [
            {
                "before": each.before,
                "after": each.after,
                "words": word_changes(each.before, each.after),
                "duties": [str(clause.citation) for clause in each.duties],
            }
            for each in comparison.lead_ins
        ],
        "unchanged": len(comparison.unchanged),
        "renumbered": len(comparison.renumbered),
    }


def _act(act: Act, lang: str) -> str:
    day = act.commencement.day if act.commencement else None
    since = say("in force from: {day}", lang, day=str(day)) if day else say("in force from: unknown", lang)
    names = ", ".join(by.number or str(by.day or by.kind) for by in act.amended_by)
    amended = [say("amended by: {acts}", lang, acts=names)] if names else []
    return f"{act.number or say('no number', lang)} ({'; '.join([since, *amended])})"


def _counts(changes: Sequence[UnitChange | DutyChange], lang: str) -> str:
    counts = Counter(each.change for each in changes)
    found = [f"{_DONE[change].said(lang)}: {counts[change]}" for change in Change if counts[change]]
    return ", ".join(found) or say("unchanged", lang)


def _most(comparison: Comparison, lang: str) -> str:
    """Name the units of which most duties changed; a duty that moves counts where it goes."""
    clauses = {(each.after or each.before) for each in comparison.duties}
    counts = Counter(clause.unit for clause in clauses if clause)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    return ", ".join(f"{_code(code, lang)} ({count})" for code, count in ordered) or say("none", lang)


def _code(code: str, lang: str) -> str:
    return say("all units", lang) if code == ALL_UNITS else code


def _blocks(comparison: Comparison, lang: str, show: Show) -> Iterator[Block]:
    """Yield the title and the rows of each kind of change that there is."""
    for change in Change:
        if units := [each for each in comparison.units if each.change == change]:
            yield say("Units, {changed}", lang, changed=_DONE[change]), [_unit_row(each, lang, show) for each in units]
    for change in Change:
        if duties := [each for each in comparison.duties if each.change == change]:
            yield (
                say("Duties, {changed}", lang, changed=_DONE[change]),
                [_duty_row(each, lang, show) for each in duties],
            )
    if comparison.lead_ins:
        yield say("Words above duties reworded", lang), [_lead_in_row(each, lang, show) for each in comparison.lead_ins]


def _unit_row(each: UnitChange, lang: str, show: Show) -> str:
    one, other = each.before, each.after
    if one and other and each.change is Change.MOVED:
        return f"{show(_full(other), _full(other))}: {show(_place(one, lang), _place(other, lang))}"
    return show(_full(one), _full(other)) if one and other else show(*[_full(one or other)] * 2)


def _full(unit: Unit | None) -> str:
    if not unit:
        return ""
    return unit.name if unit.code == unit.name else f"{unit.code} {unit.name}"


def _place(unit: Unit, lang: str) -> str:
    places = [say("part of {unit}", lang, unit=unit.parent)] if unit.parent else []
    reports = (
        say("reports to {unit}", lang, unit=unit.reports_to) if unit.reports_to else say("reports to nobody", lang)
    )
    return ", ".join([*places, reports])


def _duty_row(each: DutyChange, lang: str, show: Show) -> str:
    one, other = each.before or each.after, each.after or each.before
    if not one or not other:
        return ""
    where = " → ".join(dict.fromkeys((_address(one, lang), _address(other, lang))))
    return f"{where}: {show(one.text, other.text) if each.change is Change.REWORDED else show(other.text, other.text)}"


def _address(clause: Clause, lang: str) -> str:
    return f"{clause.citation} {_code(clause.unit, lang)}"


def _lead_in_row(each: LeadInChange, lang: str, show: Show) -> str:
    first, last = each.duties[0].citation, each.duties[-1].citation
    where = f"{first} – {last} {_code(each.duties[0].unit, lang)}"
    under = say("duties under them: {number}", lang, number=len(each.duties))
    return f"{show(where, where)}: {show(each.before, each.after)} ({under})"


_MARKS = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
_TAGS = {"=": "{}", "-": "<del>{}</del>", "+": "<ins>{}</ins>"}


def _plain(before: str, after: str) -> str:
    return " ".join(_MARKS[mark].format(words) for mark, words in word_changes(before, after))


def _tagged(before: str, after: str) -> str:
    return " ".join(_TAGS[mark].format(escape(words)) for mark, words in word_changes(before, after))


def _act_json(act: Act) -> dict[str, Any]:
    day = act.commencement.day if act.commencement else None
    numbers = {"units": len(act.units), "duties": len(act.clauses)}
    return {"number": act.number, "title": act.title, "in_force_from": day.isoformat() if day else None, **numbers}


def _unit_json(unit: Unit | None) -> dict[str, Any] | None:
    if unit is None:
        return None
    return {"code": unit.code, "name": unit.name, "parent": unit.parent, "reports_to": unit.reports_to}


def _duty_json(each: DutyChange) -> dict[str, Any]:
    both = (each.before.text, each.after.text) if each.before and each.after else None
    return {
        "change": each.change,
        "before": _clause_json(each.before),
        "after": _clause_json(each.after),
        "words": word_changes(*both) if both else [],
    }


def _clause_json(clause: Clause | None) -> dict[str, Any] | None:
    if clause is None:
        return None
    return {
        "citation": str(clause.citation),
        "occurrence": clause.occurrence,
        "unit": clause.unit,
        "text": clause.text,
    }
