"""Writers that are killed at any moment: `python -m tests.longer.writing 200` kills so many and counts what was lost.

Each writes to one database through the program's own doors, and says of each piece of work, once the call has
returned, that it is confirmed. What was confirmed must be there after the kill; what was not is there whole or not.
"""

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from indexer.parsing.parse import parse
from indexer.reading.lines import lines_of
from knowledge.acts.act import Act
from knowledge.acts.edition import Edition
from knowledge.acts.project_orders import Order
from knowledge.staff.conversations import Memory, Named
from knowledge.staff.corrections import Correction, Corrections, Stage
from knowledge.staff.roles import Grants
from knowledge.store.audit import Audit
from knowledge.store.store import Store
from tests.support.acts import SMALL_ACT

LOGGING = ("order", "remember", "judge", "choose", "receive", "audit")
CORRECTING = ("propose", "confirm", "undo")
ADMITTING = ("grant", "invite", "redeem")
KINDS = ("publish", *LOGGING, *CORRECTING, *ADMITTING)


@dataclass(frozen=True, slots=True)
class Toll:
    """Hold what came of some kills: how many pieces of work were confirmed before them, and what was wrong after."""

    kills: int
    confirmed: int
    wrong: tuple[str, ...]


def act(number: int) -> Act:
    """Return an act of its own for a number."""
    return parse(lines_of(SMALL_ACT.replace("NR 7/2025", f"NR {number}/2025"))).act


def do(store: Store, kind: str, number: int) -> None:
    """Do one piece of work, told apart by its number."""
    if kind == "publish":
        publish(store, number)
    elif kind in CORRECTING:
        correct(store, kind, number)
    elif kind in ADMITTING:
        admit(store, kind, number)
    else:
        log(store, kind, number)


def publish(store: Store, number: int) -> Edition:
    """Publish an act with a vector of its own."""
    return store.publish(
        act(number),
        (),
        source=f"{number}",
        source_hash=f"{number}",
        examples_hash="",
        encoder="fake",
        calibration="{}",
        vectors={f"text {number}": np.full(64, number, dtype=np.float32)},
    )


def log(store: Store, kind: str, number: int) -> None:
    """Record an order, or what was said and done in a chat."""
    memory = Memory(store)
    if kind == "order":
        texts = dict.fromkeys(("project", "powers", "working_time", "reporting"), "x")
        starts, ends = date(2025, 1, 1), date(2025, 12, 31)
        store.record_order(Order(number=f"{number}", units=("BO-01",), superior="", starts=starts, ends=ends, **texts))
    elif kind == "remember":
        memory.remember(f"chat {number}", 1, "pl", f"pytanie {number}", (Named(1, 1), Named(1, 2)), "more")
    elif kind == "judge":
        memory.judge(number, "person" * 50, liked=True)
    elif kind == "choose":
        memory.choose_language(f"chat {number}" + " " * 500, "en")
    elif kind == "receive":
        assert memory.receive(f"{number}:x", json.dumps({"update_id": number, "text": "x" * 500}))
    else:
        Audit(store).record("somebody", "test", f"deed {number}" + " " * 500)


def correct(store: Store, kind: str, number: int) -> None:
    """Propose a correction, or go on with the one that came last to the stage before."""
    ledger = Corrections(store)
    if kind == "propose":
        _proposed(store, number)
    elif kind == "confirm":
        proposed = _last(ledger, Stage.PROPOSED) or _proposed(store, number)
        assert ledger.decide(proposed.id, Stage.CONFIRMED, f"agent {number}")
    else:
        if not _last(ledger, Stage.CONFIRMED):
            correct(store, "confirm", number)
        confirmed = _last(ledger, Stage.CONFIRMED)
        assert confirmed
        assert ledger.decide(confirmed.id, Stage.UNDONE, f"agent {number}")


def _proposed(store: Store, number: int) -> Correction:
    edition = store.latest() or publish(store, number)
    clause = act(1).clauses[number % 4]
    return Corrections(store).propose(f"pytanie {number}", edition, number % 4, clause, "agent", "x" * 500)


def _last(ledger: Corrections, stage: Stage) -> Correction | None:
    return next(iter(reversed(ledger.all(stage))), None)


def admit(store: Store, kind: str, number: int) -> None:
    """Grant a role, make an invitation, or take up the one that is open."""
    grants = Grants(store)
    if kind == "grant":
        assert grants.grant(f"grant {number}" + " " * 500, 0, 1, f"admin {number}", True, 3)
    elif kind == "invite":
        grants.invite(f"{number}", 1, 1000, 1e9, "admin" * 50)
    else:
        if not grants.invitations():
            admit(store, "invite", number)
        with store.reading() as db:
            code = db.execute("select code from invitations where left > 0").fetchone()[0]
        assert grants.redeem(code, f"taker {number}" + " " * 500, {"admin" * 50}, 3)


# What each piece of work leaves, by its number; of an edition, all or nothing.
TRACES = {
    "publish": "select e.source, (select count(*) from clauses c where c.edition = e.id) || '/' || e.clause_count "
    "|| ' ' || (select count(*) from units u where u.edition = e.id) || ' ' "
    "|| (select count(*) from seals s where s.edition = e.id) || ' ' "
    "|| (select count(*) from audit a where a.what like 'edition ' || e.id || ' of%') from editions e",
    "order": "select number, 1 from project_orders",
    "remember": "select substr(chat, 6), question = 'pytanie ' || substr(chat, 6) from turns",
    "judge": "select cast(turn as text), liked from verdicts",
    "choose": "select trim(substr(chat, 6)), lang = 'en' from chats",
    "receive": "select substr(key, 1, length(key) - 2), length(body) > 500 from updates",
    "audit": "select trim(substr(what, 6)), 1 from audit where deed = 'test'",
    "propose": "select substr(question, 9), (select count(*) from correction_places where correction = c.id) || ' ' "
    "|| stage || ': ' || (select group_concat(deed, ' ') from audit where what = 'correction ' || c.id) "
    "from corrections c",
    "confirm": "select substr(who, 7), stage in ('confirmed', 'undone') from audit "
    "left join corrections on what = 'correction ' || corrections.id where deed = 'confirm'",
    "undo": "select substr(who, 7), stage = 'undone' from audit "
    "left join corrections on what = 'correction ' || corrections.id where deed = 'undo'",
    "grant": "select trim(substr(person, 7)), role = 1 and version = 1 and exists (select 1 from audit "
    "where deed = 'grant' and who = 'admin ' || trim(substr(person, 7))) from persons where person like 'grant %'",
    "invite": "select code, places - left = (select count(*) from audit where deed = 'take up invitation ' || i.id) "
    "and (select count(*) from audit where what like 'invitation ' || i.id || ':%') = 1 from invitations i",
    "redeem": "select trim(substr(person, 7)), role = 1 and version = 1 and exists (select 1 from audit "
    "where deed like 'take up %' and audit.who = persons.person) from persons where person like 'taker %'",
}
# Of an act four duties; the office, its director and two units; one seal, one deed. Of a correction its place, its
# stage, and the deeds that brought it there.
WHOLE: dict[str, tuple[object, ...]] = {
    "publish": ("4/4 4 1 1",),
    "propose": ("1 proposed: propose", "1 confirmed: propose confirm", "1 undone: propose confirm undo"),
}


def write(path: Path, first: int, kinds: tuple[str, ...], pipe: Connection) -> None:
    """Write until killed, in an order of its own, and confirm each piece of work down a pipe."""
    chosen = random.Random(first)
    with Store(path) as store:
        for number in range(first, first + 100_000):
            kind = chosen.choice(kinds)
            do(store, kind, number)
            os.write(pipe.fileno(), f"{kind} {number}\n".encode())


def kill_writers(path: Path, kills: int, seed: int, kinds: tuple[str, ...] = KINDS) -> Toll:
    """Start a writer and kill it at some moment, so many times, on one database; returns what came of it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.longer.writing"])
    moments, confirmed = random.Random(seed), set[tuple[str, int]]()
    wrong: list[str] = []
    for round_ in range(kills):
        reader, pipe = context.Pipe(duplex=False)
        writer = context.Process(target=write, args=(path, round_ * 100_000 + 1, kinds, pipe), daemon=True)
        writer.start()
        pipe.close()
        reading = reader.fileno()
        first = os.read(reading, 1 << 20)  # it has begun
        time.sleep(moments.uniform(0, 0.05))
        assert writer.pid
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        lines = (first + _rest(reading)).decode().split("\n")[:-1]  # a line that was cut off was confirmed to nobody
        confirmed |= {(kind, int(number)) for kind, number in map(str.split, lines)}
        wrong += wrongs(path, confirmed)
    return Toll(kills, len(confirmed), tuple(wrong))


def wrongs(path: Path, confirmed: set[tuple[str, int]]) -> list[str]:
    """Open a database after a kill, as the program does, and name what is lost, torn or damaged in it."""
    with Store(path) as store:
        editions = store.editions()
        for edition in editions[:2]:
            assert store.load(edition).act == act(int(edition.source))
    connection = sqlite3.connect(path)
    found = {kind: dict(connection.execute(query).fetchall()) for kind, query in TRACES.items()}
    damage = [row[0] for row in connection.execute("pragma integrity_check") if row[0] != "ok"]
    connection.close()
    lost = [f"lost: {kind} {number}" for kind, number in confirmed if str(number) not in found[kind]]
    torn = [
        f"torn: {kind} {number}: {trace}"
        for kind, traces in found.items()
        for number, trace in traces.items()
        if trace not in WHOLE.get(kind, (1,))
    ]
    return lost + torn + damage


def _rest(descriptor: int) -> bytes:
    pieces = b""
    while piece := os.read(descriptor, 1 << 20):
        pieces += piece
    return pieces


def main() -> None:
    """Kill so many writers as the first argument says (200)."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    os.environ["PYTHONWARNINGS"] = "ignore::RuntimeWarning"  # each writer would warn that this module runs twice
    with tempfile.TemporaryDirectory() as folder:
        toll = kill_writers(Path(folder) / "knowledge.db", kills, seed=1)
    print(f"{toll.kills} kills, {toll.confirmed} pieces of work confirmed before them; wrong: {len(toll.wrong)}")
    print("\n".join(toll.wrong))


if __name__ == "__main__":
    main()
