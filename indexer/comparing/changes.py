"""What a comparison says to people and programs: as text, HTML and JSON, in English and Polish."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

from indexer.comparing.compare import Change, Comparison, DutyChange, LeadInChange, UnitChange, word_changes
from knowledge.acts.act import ALL_UNITS, Act, Clause, Unit

_ENGLISH = {
    "in force from": "in force from",
    "amended by": "amended by",
    "unknown": "unknown",
    "no number": "no number",
    "units": "Units",
    "duties": "Duties",
    "unchanged": "unchanged",
    "renumbered": "under another number",
    "lead-ins": "Words above duties reworded",
    "most": "Most changes",
    "nothing": "none",
    "added": "added",
    "dropped": "dropped",
    "renamed": "renamed",
    "recoded": "recoded",
    "moved": "moved",
    "reworded": "reworded",
    "part of": "part of",
    "reports to": "reports to",
    "nobody": "nobody",
    "everyone": "all units",
    "under": "duties under them",
}
_POLISH = {
    "in force from": "w mocy od",
    "amended by": "zmiany",
    "unknown": "nie podano",
    "no number": "bez numeru",
    "units": "Komórki",
    "duties": "Zadania",
    "unchanged": "bez zmian",
    "renumbered": "pod innym numerem",
    "lead-ins": "Zmienione słowa nad zadaniami",
    "most": "Najwięcej zmian",
    "nothing": "brak",
    "added": "dodane",
    "dropped": "usunięte",
    "renamed": "przemianowane",
    "recoded": "z nowym symbolem",
    "moved": "przeniesione",
    "reworded": "przeredagowane",
    "part of": "część",
    "reports to": "podlega",
    "nobody": "nikt",
    "everyone": "wszystkie komórki",
    "under": "zadania pod nimi",
}
_WORDING = {"en": _ENGLISH, "pl": _POLISH}
_MOST = 3

Show = Callable[[str, str], str]
Block = tuple[str, list[str]]


def summary(comparison: Comparison, lang: str = "en") -> tuple[str, ...]:
    """Return the five lines an admin needs: the acts, the units, the duties, what stays, where most changed."""
    say = _WORDING[lang]
    before, after = comparison.before, comparison.after
    lead_ins = f"; {say['lead-ins'].lower()}: {len(comparison.lead_ins)}" if comparison.lead_ins else ""
    return (
        f"{_act(before, lang)} → {_act(after, lang)}",
        f"{say['units']}: {len(before.units)} → {len(after.units)}; {_counts(comparison.units, lang)}",
        f"{say['duties']}: {len(before.clauses)} → {len(after.clauses)}; {_counts(comparison.duties, lang)}{lead_ins}",
        f"{say['duties']}, {say['unchanged']}: {len(comparison.unchanged)}, "
        f"{say['renumbered']}: {len(comparison.renumbered)}",
        f"{say['most']}: {_most(comparison, lang)}",
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
    say = _WORDING[lang]
    day = act.commencement.day if act.commencement else None
    since = f"{say['in force from']}: {day or say['unknown']}"
    names = ", ".join(by.number or str(by.day or by.kind) for by in act.amended_by)
    return f"{act.number or say['no number']} ({since}{'; ' + say['amended by'] + ': ' + names if names else ''})"


def _counts(changes: Sequence[UnitChange | DutyChange], lang: str) -> str:
    counts = Counter(each.change for each in changes)
    found = [f"{_WORDING[lang][change]}: {counts[change]}" for change in Change if counts[change]]
    return ", ".join(found) or _WORDING[lang]["unchanged"]


def _most(comparison: Comparison, lang: str) -> str:
    """Name the units of which most duties changed; a duty that moves counts where it goes."""
    clauses = {(each.after or each.before) for each in comparison.duties}
    counts = Counter(clause.unit for clause in clauses if clause)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    return ", ".join(f"{_code(code, lang)} ({count})" for code, count in ordered) or _WORDING[lang]["nothing"]


def _code(code: str, lang: str) -> str:
    return _WORDING[lang]["everyone"] if code == ALL_UNITS else code


def _blocks(comparison: Comparison, lang: str, show: Show) -> Iterator[Block]:
    """Yield the title and the rows of each kind of change that there is."""
    say = _WORDING[lang]
    for change in Change:
        if units := [each for each in comparison.units if each.change == change]:
            yield f"{say['units']}, {say[change]}", [_unit_row(each, lang, show) for each in units]
    for change in Change:
        if duties := [each for each in comparison.duties if each.change == change]:
            yield f"{say['duties']}, {say[change]}", [_duty_row(each, lang, show) for each in duties]
    if comparison.lead_ins:
        yield say["lead-ins"], [_lead_in_row(each, lang, show) for each in comparison.lead_ins]


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
    say = _WORDING[lang]
    places = [f"{say['part of']} {unit.parent}"] if unit.parent else []
    places += [f"{say['reports to']} {unit.reports_to or say['nobody']}"]
    return ", ".join(places)


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
    return f"{show(where, where)}: {show(each.before, each.after)} ({_WORDING[lang]['under']}: {len(each.duties)})"


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
