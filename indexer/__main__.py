"""Read, check and publish acts: `python -m indexer publish FILE`."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.commands.backups import add_commands as add_backup_commands
from indexer.commands.correction_list import add_commands as add_correction_commands
from indexer.commands.history import add_commands as add_edition_commands
from indexer.commands.order_files import add_commands as add_order_commands
from indexer.commands.publication import add_commands as add_publish_commands
from indexer.publishing.priority import step_back
from knowledge.acts.act import Act, Provision
from knowledge.acts.amendment_notes import with_note
from knowledge.acts.citation import LEVELS, Citation
from knowledge.days import today_in_warsaw
from knowledge.errors import KnowledgeError, NoEdition, UnknownProvision, UnreadableSource
from knowledge.settings import KnowledgeSettings, environment

if TYPE_CHECKING:
    pass

FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0, 1 for an error that was told, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options, KnowledgeSettings.from_mapping(environment())))
    except KnowledgeError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m indexer", description="Read, check and publish acts.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_publish_commands(commands)

    compare = commands.add_parser(
        "compare",
        help="show what one act or edition changes of another",
        epilog="example: python -m indexer compare 1 2 --html changes.html",
    )
    compare.add_argument("before", help="the earlier: a file, or the number of an edition")
    compare.add_argument("after", help="the later: a file, or the number of an edition")
    compare.add_argument("--lang", choices=("en", "pl"), default="en", help="the language of the report (en)")
    compare.add_argument("--html", type=Path, metavar="FILE", help="write the report as a page too")
    compare.add_argument("--json", action="store_true", help="print one JSON object")
    compare.set_defaults(run=_compare)

    show = commands.add_parser(
        "show", help="print a provision", epilog='example: python -m indexer show "§ 17 ust. 2 pkt 1 lit. g"'
    )
    show.add_argument("citation", help='"§ 17 ust. 2 pkt 1 lit. g", "par 17 ust 2" or "17.2.1.g"')
    show.set_defaults(run=_show)

    train = commands.add_parser(
        "train",
        help="train the bundled encoder, or a model further",
        epilog="example: python -m indexer train --base intfloat/multilingual-e5-small --output my-encoder",
    )
    train.add_argument(
        "--base", default="", help="a sentence-transformers model to train further; without it, from nothing"
    )
    train.add_argument("--output", type=Path, help="the folder to write; the bundled encoder's by default")
    train.add_argument("--examples", type=Path, help="more questions: what corrections --export wrote")
    train.add_argument("--seed", type=int, default=0, help="the seed of all that is drawn by chance (0)")
    train.set_defaults(run=_train)

    evaluate = commands.add_parser(
        "evaluate",
        help="measure the answers over judged questions",
        epilog="example: python -m indexer evaluate tests/questions/open.jsonl",
    )
    evaluate.add_argument("file", type=Path, help="JSON Lines: question, kind, lang, units, clauses")
    evaluate.add_argument("--json", action="store_true", help="print one JSON object, with every question that failed")
    evaluate.add_argument(
        "--as-new",
        action="store_true",
        help="measure how a new act would fare: no example questions, and encoders that have learned none of the "
        "units that are asked about (trains two, for some minutes)",
    )
    evaluate.set_defaults(run=_evaluate)

    export = commands.add_parser(
        "export",
        help="write units, reporting lines and duties for other systems",
        epilog="example: python -m indexer export --format html --output structure.html",
    )
    export.add_argument("--format", choices=("json", "csv", "md", "html"), default="json", help="json by default")
    export.add_argument("--output", type=Path, help="the file to write; standard output by default")
    export.add_argument(
        "--table",
        choices=("units", "reporting_lines", "clauses"),
        help="of CSV, one table alone; without it, all, the table's name in the first column",
    )
    export.set_defaults(run=_export)
    add_order_commands(commands)
    add_backup_commands(commands)
    add_correction_commands(commands)
    add_edition_commands(commands)
    return parser


def _compare(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    from indexer.comparing.changes import render, to_html, to_json
    from indexer.comparing.compare import compare

    comparison = compare(_act_named(options.before, settings), _act_named(options.after, settings))
    if options.html:
        try:
            options.html.write_text(to_html(comparison, options.lang), encoding="utf-8")
        except OSError as error:
            raise KnowledgeError(f"{options.html} cannot be written ({error.strerror}); name another file") from None
        _say(f"the comparison is written to {options.html}")
    print(
        json.dumps(to_json(comparison), ensure_ascii=False, indent=1)
        if options.json
        else render(comparison, options.lang),
    )
    return 0


def _act_named(name: str, settings: KnowledgeSettings) -> Act:
    """Return the act in a file, or that of an edition by its number; a file of that name comes first."""
    from indexer.publishing.publish import read_act
    from knowledge.store.store import Store

    if Path(name).exists() or not name.isdecimal():
        reading = read_act(Path(name), force=True)  # an act that may not be published is compared all the same
        if not reading.act.clauses:
            raise UnreadableSource(f"{name} only amends another act; see: python -m indexer check {name}")
        return reading.act
    if not settings.database.exists():
        raise NoEdition(f"there is no edition {name}: nothing is published yet; run: python -m indexer publish FILE")
    with Store(settings.database) as store:
        return store.load(store.edition(int(name))).act


def _show(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    citation = Citation.parse(options.citation)
    act = _act_in_force(settings)
    provisions = next((found for found in map(act.under, citation.readings()) if found), ())
    if not provisions:
        raise UnknownProvision(f"{act.number or act.title} has no {citation}; {_nearest(act, citation)}")
    print(f"{provisions[0].citation} {_said(provisions[0])}".rstrip())
    depth = len(LEVELS) - LEVELS.index(provisions[0].citation.level)
    for provision in provisions[1:]:
        below = depth - (len(LEVELS) - LEVELS.index(provision.citation.level))
        print(f"{'  ' * below}{provision.citation.marker} {_said(provision)}")
    return 0


def _said(provision: Provision) -> str:
    return with_note(provision.text, provision.amended, provision.citation)


def _export(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    from indexer.exporting.export import export

    text = export(_act_in_force(settings), options.format, (options.table,) if options.table else ())
    data = text.encode("utf-8", "surrogatepass")
    if options.output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return 0
    try:
        options.output.write_bytes(data)
    except OSError as error:
        raise UnreadableSource(f"{options.output} cannot be written: {error.strerror}") from None
    print(options.output)
    return 0


def _act_in_force(settings: KnowledgeSettings) -> Act:
    """Return the act in force, or the shipped one where nothing has been published yet."""
    from indexer.publishing.publish import read_act
    from knowledge.shipped import DECREE
    from knowledge.store.store import Store

    if settings.database.exists():
        with Store(settings.database) as store:
            if editions := store.in_force(today_in_warsaw()):
                return store.load(editions[0]).act
    _say(f"{settings.database} holds no act yet: showing the one that comes with the program")
    return read_act(DECREE).act


def _nearest(act: Act, citation: Citation) -> str:
    """Name what the act has nearest to a citation that it does not have."""
    parent = citation.parent
    while parent and not act.under(parent):
        parent = parent.parent
    inside = [each.citation for each in act.provisions if each.citation.parent == parent]
    return f"it has {inside[0]} to {inside[-1]}" if inside else "it has no provisions"


def _train(options: argparse.Namespace, _: KnowledgeSettings) -> int:
    from indexer.learning.train import train_encoder

    folder = train_encoder(options.base, options.output, options.seed, _say, options.examples)
    print(f"saved to {folder}; publish the act again: python -m indexer publish FILE")
    return 0


def _evaluate(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    from indexer.examples.corpus import read_judged
    from indexer.learning.evaluate import evaluate, evaluate_all, render
    from knowledge.embedding.encoder import load_encoder
    from knowledge.search.searcher import Searcher
    from knowledge.store.store import Store

    judged = read_judged(options.file)
    if options.as_new:
        from indexer.learning.train import searchers_as_new

        evaluation = evaluate_all(searchers_as_new(judged, _say))
    else:
        with Store(settings.database) as store:
            evaluation = evaluate(Searcher.from_store(store, load_encoder(settings.encoder)), judged)
    print(json.dumps(evaluation.to_json(), ensure_ascii=False, indent=1) if options.json else render(evaluation))
    return 0


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["publish"]:
        step_back()
    sys.exit(main())
