"""Look at acts that were read or published: `python -m indexer compare A B`, `show CITATION`, `export`."""

import json
import sys
from pathlib import Path

import click

from knowledge.acts.act import Act, Provision
from knowledge.acts.amendment_notes import with_note
from knowledge.acts.citation import LEVELS, Citation
from knowledge.command_line import language, tell_aside, write
from knowledge.days import today_in_warsaw
from knowledge.errors import NoEdition, NothingInForce, UnknownProvision, UnreadableSource
from knowledge.settings import KnowledgeSettings
from knowledge.wording import LANGUAGES, Message

_PATH = click.Path(path_type=Path)
_ACT = "a file, or the number of an edition."


@click.command(epilog="\b\nexample: python -m indexer compare 1 2 --html changes.html")
@click.argument("before", help=f"The earlier: {_ACT}")
@click.argument("after", help=f"The later: {_ACT}")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the report; the terminal's by default.")
@click.option("--html", type=_PATH, metavar="FILE", help="Write the report as a page too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def compare(
    settings: KnowledgeSettings, before: str, after: str, lang: str | None, html: Path | None, as_json: bool
) -> None:
    """Show what one act or edition changes of another."""
    from indexer.comparing.changes import render, to_html, to_json
    from indexer.comparing.compare import compare

    lang = lang or language()
    comparison = compare(_act_named(before, settings), _act_named(after, settings))
    if html:
        write(to_html(comparison, lang), html)
        tell_aside(Message("the comparison is written to {file}", file=html))
    print(
        json.dumps(to_json(comparison), ensure_ascii=False, indent=1) if as_json else render(comparison, lang),
    )


def _act_named(name: str, settings: KnowledgeSettings) -> Act:
    """Return the act in a file, or that of an edition by its number; a file of that name comes first."""
    from indexer.publishing.publish import read_act
    from knowledge.store.store import Store

    if Path(name).exists() or not name.isdecimal():
        reading = read_act(Path(name), force=True)  # an act that may not be published is compared all the same
        if not reading.act.clauses:
            text = Message("{file} only amends another act; see: python -m indexer check {file}", file=name)
            raise UnreadableSource(text)
        return reading.act
    if not settings.database.exists():
        raise NoEdition(
            "there is no edition {number}: nothing is published yet; run: python -m indexer publish FILE", number=name
        )
    with Store(settings.database) as store:
        return store.load(store.edition(int(name))).act


@click.command(epilog='\b\nexample: python -m indexer show "§ 17 ust. 2 pkt 1 lit. g"')
@click.argument("citation", help='"§ 17 ust. 2 pkt 1 lit. g", "par 17 ust 2" or "17.2.1.g".')
@click.pass_obj
def show(settings: KnowledgeSettings, citation: str) -> None:
    """Print a provision."""
    cited = Citation.parse(citation)
    act = _act_in_force(settings)
    provisions = next((found for found in map(act.under, cited.readings()) if found), ())
    if not provisions:
        raise UnknownProvision(
            "{act} has no {citation}; {nearest}",
            act=act.number or act.title,
            citation=cited,
            nearest=_nearest(act, cited),
        )
    print(f"{provisions[0].citation} {_said(provisions[0])}".rstrip())
    depth = len(LEVELS) - LEVELS.index(provisions[0].citation.level)
    for provision in provisions[1:]:
        below = depth - (len(LEVELS) - LEVELS.index(provision.citation.level))
        print(f"{'  ' * below}{provision.citation.marker} {_said(provision)}")


def _said(provision: Provision) -> str:
    return with_note(provision.text, provision.amended, provision.citation)


def _nearest(act: Act, citation: Citation) -> Message:
    """Name what the act has nearest to a citation that it does not have."""
    parent = citation.parent
    while parent and not act.under(parent):
        parent = parent.parent
    inside = [each.citation for each in act.provisions if each.citation.parent == parent]
    if not inside:
        return Message("it has no provisions")
    return Message("it has {first} to {last}", first=inside[0], last=inside[-1])


@click.command(epilog="\b\nexample: python -m indexer export --format html --output structure.html")
@click.option(
    "--format", "form", type=click.Choice(("json", "csv", "md", "html")), default="json", help="By default json."
)
@click.option("--output", type=_PATH, help="The file to write; standard output by default.")
@click.option(
    "--table",
    type=click.Choice(("units", "reporting_lines", "clauses")),
    help="Of CSV, one table alone; without it, all, the table's name in the first column.",
)
@click.pass_obj
def export(settings: KnowledgeSettings, form: str, output: Path | None, table: str | None) -> None:
    """Write units, reporting lines and duties for other systems."""
    from indexer.exporting.export import export

    text = export(_act_in_force(settings), form, (table,) if table else ())
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
        return
    write(text, output)
    print(output)


def _act_in_force(settings: KnowledgeSettings) -> Act:
    """Return the act in force, or the shipped one where nothing has been published yet."""
    from indexer.publishing.publish import read_act
    from knowledge.shipped import DECREE
    from knowledge.store.store import Store

    if settings.database.exists():
        with Store(settings.database) as store:
            if editions := store.in_force(today_in_warsaw()):
                return store.load(editions[0]).act
            if store.latest():
                raise NothingInForce
    tell_aside(
        Message("{database} holds no act yet: showing the one that comes with the program", database=settings.database)
    )
    return read_act(DECREE).act
