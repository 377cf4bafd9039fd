"""What a benchmark yields: figures beside a limit that was measured in the same run, as a table and as JSON."""

import json
import os
import platform
import re
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal, TypeVar

T = TypeVar("T")

BEGIN, END = "<!-- python -m tests.benchmarks -->\n", "<!-- end of benchmarks -->"

PACKAGES = (
    "numpy",
    "scipy",
    "faiss-cpu",
    "sentence-transformers",
    "torch",
    "python-telegram-bot",
    "txtai",
    "haystack-ai",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold what was measured, and what it is compared with.

    `limit` is the value that stands `beside` it, measured in the same run, where there is one. The goal, where one is
    set, is `least` or `most`, of the ratio of the two or of the value itself.
    """

    group: str
    what: str
    value: float
    unit: str
    limit: float | None = None
    beside: str = ""
    least: float | None = None
    most: float | None = None
    of: Literal["ratio", "value"] = "ratio"

    @property
    def ratio(self) -> float | None:
        """How many times the limit the value is."""
        return self.value / self.limit if self.limit else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without a goal."""
        judged = self.ratio if self.of == "ratio" else self.value
        if judged is None or (self.least is None and self.most is None):
            return None
        return (self.least is None or judged >= self.least) and (self.most is None or judged <= self.most)

    @property
    def goal(self) -> str:
        """The goal in words."""
        unit = f" {self.unit}" if self.of == "value" else " ×"
        if self.least is not None:
            return f"≥ {_number(self.least)}{unit}"
        return "" if self.most is None else f"≤ {_number(self.most)}{unit}"

    def to_json(self) -> dict[str, Any]:
        """Return the figure as JSON values."""
        return asdict(self) | {"ratio": self.ratio, "met": self.met}


def interleaved(
    rounds: Iterable[T], measured: Mapping[str, Callable[[T], object]], clock: Callable[[], float] = time.perf_counter
) -> dict[str, list[float]]:
    """Call each function for each item, in turns, so that noise hits all alike; returns the seconds that each took.

    With `time.process_time` for a clock they are those of the processor: a call of some milliseconds is interrupted by
    other programs where one of less than one is not.
    """
    seconds: dict[str, list[float]] = {name: [] for name in measured}
    names = list(measured)
    for at, item in enumerate(rounds):
        for name in (*names[at % len(names) :], *names[: at % len(names)]):
            begin = clock()
            measured[name](item)
            seconds[name].append(clock() - begin)
    return seconds


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 % do not exceed."""
    return sorted(values)[min(int(len(values) * 0.95), len(values) - 1)]


def resident(process: int | str = "self") -> float:
    """Return the memory that a process holds, in MB (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def processor_seconds(process: int) -> float:
    """Return how many seconds of processor time a process has taken so far, with all its threads (Linux)."""
    status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    user, system = status.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def machine() -> str:
    """Describe the machine and the versions that were measured."""
    cpuinfo = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*: (.+)", cpuinfo.read_text(encoding="utf-8")) if cpuinfo.exists() else []
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    system = f"{os.cpu_count()} cores of {names[0] if names else platform.processor()}, {memory:.0f} GB"
    return f"{date.today()}, {system}, Python {platform.python_version()}, {', '.join(_versions())}"


def _versions() -> Iterable[str]:
    for package in PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            continue


def table(figures: Sequence[Figure]) -> str:
    """Write figures as a Markdown table."""
    rows = ["| | measured | beside it | ratio | goal |", "| --- | --- | --- | --- | --- |"]
    group = ""
    for figure in figures:
        if figure.group != group:
            group = figure.group
            rows.append(f"| **{group}** | | | | |")
        rows.append(_row(figure))
    return "\n".join(rows)


def _row(figure: Figure) -> str:
    beside = "" if figure.limit is None else f"{_number(figure.limit)} {figure.unit}"
    beside = ": ".join(filter(None, (figure.beside, beside)))
    ratio = "" if figure.ratio is None else f"{_number(figure.ratio)} ×"
    mark = {True: " ✓", False: " ✗", None: ""}[figure.met]
    return f"| {figure.what} | {_number(figure.value)} {figure.unit} | {beside} | {ratio} | {figure.goal}{mark} |"


def _number(value: float) -> str:
    """Write a number with three digits that count."""
    if value and abs(value) < 100:
        return f"{value:.3g}"
    return f"{value:,.0f}"


def write(file: Path, figures: Sequence[Figure]) -> None:
    """Put the table between its marks in a file."""
    before, begin, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    body = f"\n{machine()}:\n\n{table(figures)}\n\n"
    file.write_text(f"{before}{begin}{body}{END}{rest.partition(END)[2]}", encoding="utf-8")


def save(file: Path, figures: Sequence[Figure]) -> None:
    """Write figures as JSON."""
    values = {"machine": machine(), "figures": [figure.to_json() for figure in figures]}
    file.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load(file: Path) -> list[Figure]:
    """Read the figures that `save` wrote."""
    rows = json.loads(file.read_text(encoding="utf-8"))["figures"]
    return [Figure(**{key: row[key] for key in row if key not in ("ratio", "met")}) for row in rows]
