"""Measure speed and cost: `python -m tests.benchmarks`; `--write tests/README.md` puts the table there."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from tests.benchmarks.figures import Figure, load, machine, save, table, write

GROUPS = ("answer", "peers", "bot", "publishing", "start", "growth")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the groups that are named, all by default; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", help=f"of {', '.join(GROUPS)}; all by default")
    parser.add_argument("--quick", action="store_true", help="a few rounds only, to see that all of it runs")
    parser.add_argument("--json", type=Path, default=Path("benchmarks.json"), help="the file of all figures, kept up")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table of all figures into this file")
    options = parser.parse_args(arguments)
    if unknown := set(options.groups) - set(GROUPS):
        parser.error(f"there is no group {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    measured = options.groups or GROUPS
    figures = [each for each in (load(options.json) if options.json.exists() else ()) if each.group not in measured]
    for group in measured:
        begin = time.perf_counter()
        figures += _measured(group, options.quick)
        print(f"{group}: {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
        figures.sort(key=lambda figure: GROUPS.index(figure.group))
        save(options.json, figures)
    print(f"{machine()}\n\n{table(figures)}")
    if options.write:
        write(options.write, figures)
    return 0


def _measured(group: str, quick: bool) -> Iterator[Figure]:
    measure: Callable[[bool], Iterator[Figure]] = import_module(f"tests.benchmarks.{group}").measure
    return measure(quick)


if __name__ == "__main__":
    sys.exit(main())
