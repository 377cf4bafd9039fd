"""Train an encoder, and measure the answers: `python -m indexer train`, `python -m indexer evaluate FILE`."""

import json
from pathlib import Path

import click

from knowledge.command_line import tell, tell_aside
from knowledge.settings import KnowledgeSettings
from knowledge.wording import Message

_PATH = click.Path(path_type=Path)


@click.command(epilog="\b\nexample: python -m indexer train --base intfloat/multilingual-e5-small --output my-encoder")
@click.option("--base", default="", help="A sentence-transformers model to train further; without it, from nothing.")
@click.option("--output", type=_PATH, help="The folder to write; the bundled encoder's by default.")
@click.option("--examples", type=_PATH, help="More questions: what corrections --export wrote.")
@click.option("--seed", default=0, help="The seed of all that is drawn by chance (0).")
def train(base: str, output: Path | None, examples: Path | None, seed: int) -> None:
    """Train the bundled encoder, or a model further."""
    from indexer.learning.train import train_encoder

    folder = train_encoder(base, output, seed, tell_aside, examples)
    tell(Message("saved to {folder}; publish the act again: python -m indexer publish FILE", folder=folder))


@click.command(epilog="\b\nexample: python -m indexer evaluate tests/questions/open.jsonl")
@click.argument("file", type=_PATH, help="JSON Lines: question, kind, lang, units, clauses.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, with every question that failed.")
@click.option(
    "--as-new",
    is_flag=True,
    help="Measure how a new act would fare: no example questions, and encoders that have learned none of the units "
    "that are asked about (trains two, for some minutes).",
)
@click.pass_obj
def evaluate(settings: KnowledgeSettings, file: Path, as_json: bool, as_new: bool) -> None:
    """Measure the answers over judged questions."""
    from indexer.examples.corpus import read_judged
    from indexer.learning.evaluate import evaluate, evaluate_all, render
    from knowledge.embedding.encoder import load_encoder
    from knowledge.search.searcher import Searcher
    from knowledge.store.store import Store

    judged = read_judged(file)
    if as_new:
        from indexer.learning.train import searchers_as_new

        evaluation = evaluate_all(searchers_as_new(judged, tell_aside))
    else:
        with Store(settings.database) as store:
            evaluation = evaluate(Searcher.from_store(store, load_encoder(settings.encoder)), judged)
    print(json.dumps(evaluation.to_json(), ensure_ascii=False, indent=1) if as_json else render(evaluation))
