"""Look at an act and publish it: `python -m indexer check FILE`, `python -m indexer publish FILE`."""

import argparse
import json
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.days import parse_day, today_in_warsaw
from knowledge.settings import KnowledgeSettings

if TYPE_CHECKING:
    from indexer.parsing.parse import Reading
    from indexer.publishing.publish import Publication
    from indexer.reading.read import Document

FAILED = 1


def add_commands(commands: Any) -> None:
    """Add the two commands to the parser's subparsers."""
    publish = commands.add_parser(
        "publish",
        help="put an act in force",
        epilog="example: python -m indexer publish knowledge/shipped/decrees/1454-2024.md",
    )
    publish.add_argument("file", type=Path, help="the act: PDF, DOCX, HTML, Markdown or text")
    publish.add_argument(
        "--from",
        dest="valid_from",
        metavar="DAY",
        help="its first day, such as 2027-01-01; by default the one its own words tell, else today",
    )
    publish.add_argument("--force", action="store_true", help="publish an act that was not read well enough")
    publish.set_defaults(run=_publish)

    check = commands.add_parser(
        "check", help="show what is read in an act", epilog="example: python -m indexer check decree.md --json"
    )
    check.add_argument("file", type=Path, help="the act: PDF, DOCX, HTML, Markdown or text")
    check.add_argument("--json", action="store_true", help="print one JSON object")
    check.set_defaults(run=_check)


def _publish(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    from indexer.publishing.publish import publish_whole, read_source
    from knowledge.acts.succession import standing_of
    from knowledge.embedding.encoder import load_encoder
    from knowledge.store.store import Store

    day = parse_day(options.valid_from) if options.valid_from else None
    reading, source = read_source(options.file, options.force)  # what cannot be read is told before all else is loaded
    with Store(settings.database) as store:
        encoder = load_encoder(settings.encoder)
        for published in publish_whole(reading, source, store, encoder, _say, options.force, day):
            standing = standing_of(published.edition, store.editions(), today_in_warsaw())
            _tell(published, standing, store.asked(published.edition), settings)
    return 0


def _tell(published: "Publication", standing: str, asked: int, settings: KnowledgeSettings) -> None:
    """Say what publishing an act came to; `asked` is how many of its example questions belong to a duty."""
    edition = published.edition
    if not published.changed:
        print(f"unchanged: edition {edition.id} of {edition.act} with encoder {edition.encoder} is {standing} already")
        return
    print(
        f"edition {edition.id} of {edition.act} is {standing} in {settings.database}: {edition.unit_count} units, "
        f"{edition.clause_count} duties, {asked} example questions, {edition.example_count - asked} questions that are "
        f"nobody's, {published.embedded} texts embedded"
    )
    if published.lost:
        print(f"{len(published.lost)} example questions lost their clause; they are kept in {settings.database}:")
    for text, lost in groupby(published.lost, key=lambda each: f"{each.citation} {each.unit}: {each.text}"):
        print(f"  {text}", *(f"    {each.question}" for each in lost), sep="\n")
    if published.lost_corrections:
        print(f"{len(published.lost_corrections)} corrections have no such duty there any more; they are kept:")
    for each in published.lost_corrections:
        print(f"  {each.id} {each.place or 'nobody so far'}: {each.question}")


def _check(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    from indexer.parsing.report import render, to_json
    from indexer.publishing.amended_acts import faults_of
    from indexer.publishing.sandbox import read_confined
    from indexer.reading.read import Document

    document = Document.from_file(options.file)
    reading = read_confined(document)
    if options.json:
        print(json.dumps(to_json(reading), ensure_ascii=False, indent=1))
    else:
        print(render(reading))
    if reading.instructions and not faults_of(reading):
        _say_what_it_changes(reading, document, settings)
    return 0 if (reading.act.clauses or reading.instructions) and not faults_of(reading) else FAILED


def _say_what_it_changes(reading: "Reading", document: "Document", settings: KnowledgeSettings) -> None:
    """Say what an amending act makes of the acts it amends, where these are published; nothing is written."""
    from indexer.comparing.changes import summary
    from indexer.comparing.compare import compare
    from indexer.parsing.report import judgement
    from indexer.publishing.amended_acts import Consolidation, consolidations
    from indexer.publishing.publish import source_of
    from knowledge.store.store import Store

    if not settings.database.exists():
        _say(f"nothing is published in {settings.database} yet, so it was not tried on the acts it amends")
        return
    with Store(settings.database) as store:
        for each in consolidations(reading, source_of(reading, document), store):
            if isinstance(each, Consolidation):
                _say(f"applied to edition {each.base.id} of {each.base.act}: {judgement(each.reading)}")
                _say("\n".join(summary(compare(store.load(each.base).act, each.reading.act))))
            else:
                _say(f"edition {each.id} of {each.act} has it applied already")


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
