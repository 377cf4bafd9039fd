"""Look at an act and publish it: `python -m indexer check FILE`, `python -m indexer publish FILE`."""

import json
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.command_line import FAILED, language, tell, tell_aside
from knowledge.days import parse_day, today_in_warsaw
from knowledge.settings import KnowledgeSettings
from knowledge.wording import Message

if TYPE_CHECKING:
    from indexer.parsing.parse import Reading
    from indexer.publishing.publish import Publication
    from indexer.reading.read import Document

_act_file = click.argument("file", type=click.Path(path_type=Path), help="The act: PDF, DOCX, HTML, Markdown or text.")


@click.command(epilog="\b\nexample: python -m indexer publish knowledge/shipped/decrees/1454-2024.md")
@_act_file
@click.option(
    "--from",
    "valid_from",
    metavar="DAY",
    help="Its first day, such as 2027-01-01, 1 stycznia or jutro; by default the one its own words tell, else today.",
)
@click.option("--force", is_flag=True, help="Publish an act that was not read well enough.")
@click.pass_obj
def publish(settings: KnowledgeSettings, file: Path, valid_from: str | None, force: bool) -> None:
    """Put an act in force."""
    from indexer.publishing.publish import publish_whole, read_source
    from knowledge.acts.succession import standing_of
    from knowledge.embedding.encoder import load_encoder
    from knowledge.store.store import Store

    day = parse_day(valid_from, today_in_warsaw()) if valid_from else None
    reading, source = read_source(file, force)  # what cannot be read is told before all else is loaded
    with Store(settings.database) as store:
        encoder = load_encoder(settings.encoder)
        for published in publish_whole(reading, source, store, encoder, tell_aside, force, day):
            standing = standing_of(published.edition, store.editions(), today_in_warsaw())
            _tell_published(published, standing, store.asked(published.edition), settings.database)


def _tell_published(published: "Publication", standing: Message, asked: int, database: Path) -> None:
    """Tell what publishing an act came to; `asked` is how many of its example questions belong to a duty."""
    edition = published.edition
    known = {"id": edition.id, "act": edition.act, "standing": standing}
    if not published.changed:
        text = Message(
            "unchanged: edition {id} of {act} with encoder {encoder} is {standing} already",
            encoder=edition.encoder,
            **known,
        )
        tell(text)
        return
    tell(
        Message(
            "edition {id} of {act} is {standing} in {database}: {units} units, {duties} duties, {asked} example "
            "questions, {nobodys} questions that are nobody's, {embedded} texts embedded",
            database=database,
            units=edition.unit_count,
            duties=edition.clause_count,
            asked=asked,
            nobodys=edition.example_count - asked,
            embedded=published.embedded,
            **known,
        )
    )
    _tell_lost(published, database)


def _tell_lost(published: "Publication", database: Path) -> None:
    """Tell which example questions and corrections have no duty in the act any more, and which contacts no unit."""
    if published.lost:
        tell(
            Message(
                "{count} example questions lost their clause; they are kept in {database}:",
                count=len(published.lost),
                database=database,
            )
        )
    for text, lost in groupby(published.lost, key=lambda each: f"{each.citation} {each.unit}: {each.text}"):
        print(f"  {text}", *(f"    {each.question}" for each in lost), sep="\n")
    if published.lost_corrections:
        count = len(published.lost_corrections)
        tell(Message("{count} corrections have no such duty there any more; they are kept:", count=count))
    for each in published.lost_corrections:
        place = each.place or Message("nobody so far")
        tell(Message("  {id} {place}: {question}", id=each.id, place=place, question=each.question))
    if published.lost_contacts:
        tell(
            Message(
                "{count} contacts have no such unit there any more; they are kept:", count=len(published.lost_contacts)
            )
        )
    for contact in published.lost_contacts:
        print(f"  {contact.unit} {contact.name}")


@click.command(epilog="\b\nexample: python -m indexer check decree.md --json")
@_act_file
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def check(settings: KnowledgeSettings, file: Path, as_json: bool) -> int:
    """Show what is read in an act."""
    from indexer.parsing.report import render, to_json
    from indexer.publishing.amended_acts import faults_of
    from indexer.publishing.sandbox import read_confined
    from indexer.reading.read import Document

    document = Document.from_file(file)
    reading = read_confined(document)
    print(json.dumps(to_json(reading), ensure_ascii=False, indent=1) if as_json else render(reading, language()))
    if reading.instructions and not faults_of(reading):
        _tell_what_it_changes(reading, document, settings)
    return 0 if (reading.act.clauses or reading.instructions) and not faults_of(reading) else FAILED


def _tell_what_it_changes(reading: "Reading", document: "Document", settings: KnowledgeSettings) -> None:
    """Tell what an amending act makes of the acts it amends, where these are published; nothing is written."""
    from indexer.comparing.changes import summary
    from indexer.comparing.compare import compare
    from indexer.parsing.report import judgement
    from indexer.publishing.amended_acts import Consolidation, consolidations
    from indexer.publishing.publish import source_of
    from knowledge.store.store import Store

    if not settings.database.exists():
        tell_aside(
            Message(
                "nothing is published in {database} yet, so it was not tried on the acts it amends",
                database=settings.database,
            )
        )
        return
    lang = language()
    with Store(settings.database) as store:
        for each in consolidations(reading, source_of(reading, document), store):
            if not isinstance(each, Consolidation):
                tell_aside(Message("edition {id} of {act} has it applied already", id=each.id, act=each.act))
                continue
            tell_aside(
                Message(
                    "applied to edition {id} of {act}: {judgement}\n{changes}",
                    id=each.base.id,
                    act=each.base.act,
                    judgement=judgement(each.reading, lang),
                    changes="\n".join(summary(compare(store.load(each.base).act, each.reading.act), lang)),
                )
            )
