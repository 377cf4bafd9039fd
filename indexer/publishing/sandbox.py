"""Read an act in a process of its own, which is ended where it takes too long or too much memory.

Documents come from anywhere. The process gets a document's bytes and nothing else, neither settings nor secrets, and
answers in JSON: whatever a file does to the libraries that open it stays in there. On Windows, and on macOS as far as
memory goes, only the time is bounded.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from indexer.amending.consolidate import InapplicableAmendment, consolidate
from indexer.instructions.amendments import Instruction
from indexer.parsing.parse import Reading, parse
from indexer.publishing.processes import ROOT, answers, environment
from indexer.reading.lines import Line
from indexer.reading.read import Document, read_document
from indexer.reading.refusals import refusal
from knowledge.errors import UnreadableSource
from knowledge.wording import Message

SECONDS = 30
MEGABYTES = 512

MOST_DUTIES = 5_000
"""How many duties an act may give; the longest that was seen gives some hundreds."""

_ENDED = {-signal.SIGALRM: "slow", -signal.SIGXCPU: "slow"} if hasattr(signal, "SIGALRM") else {}


@dataclass(frozen=True, slots=True)
class _Answer:
    """Hold what the process says: the reading, or why there is none."""

    reading: Reading | None = None
    refusal: Message | None = None
    faults: tuple[Instruction, ...] = ()


def read_confined(document: Document, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> Reading:
    """Read and parse a document within so much time and memory; raises UnreadableSource with the reason."""
    return _confined("read", document, seconds, megabytes)


def consolidate_confined(
    name: str, texts: Sequence[str], seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> Reading:
    """Apply to the first of some texts, as `encode_lines` wrote them, the others within so much time and memory.

    `name` is that of the last one's file. Raises InapplicableAmendment, or UnreadableSource with the reason.
    """
    data = f"[{','.join(texts)}]".encode()
    return _confined("consolidate", Document(name, data), seconds, megabytes)


def encode_lines(lines: Sequence[Line]) -> str:
    """Write the lines of a document as JSON."""
    return msgspec.json.encode(list(lines)).decode()


def _confined(task: str, document: Document, seconds: int, megabytes: int) -> Reading:
    limits = [str(seconds), str(megabytes)]
    command = [sys.executable, "-m", "indexer.publishing.sandbox", task, *limits, json.dumps(document.name[:255])]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment(), cwd=ROOT) as process:
        try:
            told, complaint = process.communicate(document.data, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise refusal("slow", document.name, seconds=seconds) from None
        finally:
            process.kill()
    if process.returncode:
        _raise(document.name, process.returncode, complaint, seconds, megabytes)
    answer = msgspec.json.decode(told, type=_Answer)
    if answer.faults:
        raise InapplicableAmendment(answer.faults)
    if answer.refusal:
        raise UnreadableSource(answer.refusal)
    assert answer.reading
    return answer.reading


def _raise(name: str, status: int, complaint: bytes, seconds: int, megabytes: int) -> None:
    """Raise the error that tells how the process ended; the last line of its complaint names an unforeseen error."""
    if status in _ENDED:
        raise refusal("slow", name, seconds=seconds)
    last = complaint.decode("utf-8", "replace").strip().rpartition("\n")[2].partition(":")[0]
    if last == MemoryError.__name__:  # nothing was left even to say so
        raise refusal("memory", name, most=megabytes)
    raise refusal("broken", name, what=last or status)


def main() -> None:
    """Read what is on standard input and print the answer; the arguments are task, limits and the name in JSON."""
    task, seconds, megabytes, name = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4])
    output, data = answers(), sys.stdin.buffer.read()
    _confine(seconds, megabytes)
    with output:
        output.write(_answer(task, Document(name, data), megabytes))


def _confine(seconds: int, megabytes: int) -> None:
    """Bound this process itself: by then it stands alone if whoever started it was ended."""
    if not hasattr(signal, "alarm"):
        return
    import resource

    signal.alarm(seconds)
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(task: str, document: Document, megabytes: int) -> bytes:
    try:
        return msgspec.json.encode(_Answer(_TASKS[task](document)))
    except InapplicableAmendment as error:
        return msgspec.json.encode(_Answer(faults=error.faults))
    except UnreadableSource as error:
        refused = error
    except MemoryError:
        refused = refusal("memory", document.name, most=megabytes)
    except RecursionError:
        refused = refusal("deep", document.name)
    return msgspec.json.encode(_Answer(refusal=refused.message))


def _read(document: Document) -> Reading:
    return _bounded(parse(read_document(document)), document.name)


def _consolidate(document: Document) -> Reading:
    return _bounded(consolidate(msgspec.json.decode(document.data, type=list[list[Line]])), document.name)


def _bounded(reading: Reading, name: str) -> Reading:
    if len(reading.act.clauses) > MOST_DUTIES:
        raise refusal("duties", name, duties=len(reading.act.clauses), most=MOST_DUTIES)
    return reading


_TASKS = {"read": _read, "consolidate": _consolidate}

if __name__ == "__main__":
    main()
