"""One self-contained HTML page of an act: searched in the browser, read on a phone, printed."""

from collections.abc import Iterator
from html import escape

from indexer.exporting.forms import mark, sections, sentence
from knowledge.acts.act import Act, Clause, Unit
from knowledge.acts.amendment_notes import names_of, with_note
from knowledge.acts.reporting_lines import Branch, trees
from knowledge.language import fold

_STYLE = """
:root { color-scheme: light dark; --ink: #16202e; --paper: #fff; --soft: #eef2f7; --line: #c9d3df; --mark: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf2; --paper: #11161d; --soft: #1c242f; --line: #36424f; --mark: #ff8a80; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 52rem; font: 1.05rem/1.5 system-ui, sans-serif;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: .4rem 0; }
h2 { font-size: 1.1rem; margin: 0; }
header p { margin: .2rem 0; }
.search { position: sticky; top: 0; padding: .6rem 0; background: var(--paper); z-index: 1; }
input { width: 100%; font: inherit; padding: .6rem .8rem; border: 2px solid var(--line); border-radius: .5rem;
  color: inherit; background: var(--soft); }
output { display: block; min-height: 1.5em; font-size: .9rem; }
nav ul { list-style: none; margin: 0; padding-left: 1rem; border-left: 2px solid var(--line); }
nav > ul { padding-left: 0; border: 0; }
nav li { padding: .15rem 0; }
a { color: inherit; }
section { margin: 1rem 0; padding: .8rem; border: 1px solid var(--line); border-radius: .5rem; }
section > p { margin: .2rem 0 .6rem; font-size: .95rem; }
dl { margin: 0; }
dl div { padding: .45rem 0; border-top: 1px solid var(--line); }
dt { font-weight: 600; font-size: .9rem; }
dd { margin: 0; }
dd small { display: block; opacity: .8; }
[hidden] { display: none !important; }
div:target { outline: 3px solid var(--mark); }
@media print {
  :root { --ink: #000; --paper: #fff; --soft: #fff; --line: #999; }
  .search { display: none; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  dl div { break-inside: avoid; }
}
"""

_SCRIPT = """
const field = document.querySelector('input'), count = document.querySelector('output');
const fold = text => text.toLowerCase().replace(/ł/g, 'l').normalize('NFD').replace(/[\\u0300-\\u036f]/g, '');
const duties = [...document.querySelectorAll('[data-text]')];
const sections = [...document.querySelectorAll('section')];
field.addEventListener('input', () => {
  const words = fold(field.value).split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const duty of duties) {
    duty.hidden = !words.every(word => duty.dataset.text.includes(word));
    shown += !duty.hidden;
  }
  for (const section of sections) section.hidden = !section.querySelector('[data-text]:not([hidden])');
  document.querySelector('nav').hidden = words.length > 0;
  count.textContent = words.length ? `Obowiązki: ${shown}` : '';
});
"""


def to_html(act: Act) -> str:
    """Write an act as one HTML page that needs nothing else: no font, script or picture from elsewhere."""
    title = escape(act.organisation.name if act.organisation else act.title)
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="pl"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{_STYLE}</style></head><body>",
            *_head(act, title),
            '<div class="search"><label>Szukaj w obowiązkach '
            '<input type="search" placeholder="np. certyfikaty SSL, IT-04-2, § 19" autocomplete="off"></label>'
            '<output aria-live="polite"></output></div>',
            f"<nav aria-label='Struktura'><h2>Struktura</h2>{''.join(_tree(trees(act), act))}</nav>",
            *_sections(act),
            f"<script>{_SCRIPT}</script></body></html>\n",
        )
    )


def _head(act: Act, title: str) -> Iterator[str]:
    day = f" z dnia {act.day:%d.%m.%Y}" if act.day else ""
    yield f"<header><h1>{title}</h1>"
    yield f"<p>{escape(f'{act.kind} nr {act.number} {act.issuer}{day}')}</p><p>{escape(act.title)}</p>"
    if act.amended_by:
        yield f"<p>{escape(f'ze zmianami: {names_of(act.amended_by)}')}</p>"
    if act.commencement:
        since = f"Obowiązuje od {act.commencement.day:%d.%m.%Y}: " if act.commencement.day else ""
        yield f"<p>{escape(f'{since}{act.commencement.citation} „{act.commencement.text}”')}</p>"
    yield "</header>"


def _tree(branches: tuple[Branch, ...], act: Act) -> Iterator[str]:
    bearers = {clause.unit for clause in act.clauses}
    yield "<ul>"
    for branch in branches:
        name = escape(_name(branch.unit))
        yield f'<li><a href="#{_anchor(branch.unit.code)}">{name}</a>' if branch.unit.code in bearers else f"<li>{name}"
        if branch.branches:
            yield from _tree(branch.branches, act)
        yield "</li>"
    yield "</ul>"


def _sections(act: Act) -> Iterator[str]:
    for code, title in sections(act):
        yield f'<section id="{_anchor(code)}"><h2>{escape(title)}</h2>'
        unit = act.unit(code)
        above = act.unit(unit.reports_to) if unit and unit.reports_to else None
        if unit and above:
            yield f"<p>podlega: {escape(above.name)} ({escape(str(unit.subordination))})</p>"
        yield "<dl>"
        for clause in act.clauses:
            if clause.unit == code:
                searched = escape(fold(f"{clause.citation} {title} {clause.sentence}"), quote=True)
                yield (
                    f'<div data-text="{searched}"><dt>{escape(mark(clause, act))}</dt>'
                    f"<dd>{_lead_in(clause, act)}{escape(_text(clause, act))}</dd></div>"
                )
        yield "</dl></section>"


def _text(clause: Clause, act: Act) -> str:
    return with_note(clause.text, act.amended(clause), clause.citation)


def _lead_in(clause: Clause, act: Act) -> str:
    lead_in = sentence(clause, act).removesuffix(clause.text).strip()
    return f"<small>{escape(lead_in)}</small>" if lead_in else ""


def _name(unit: Unit) -> str:
    return unit.name if unit.code == unit.name else f"{unit.code} {unit.name}"


def _anchor(code: str) -> str:
    return escape("-".join(fold(code).split()), quote=True)
