"""Publications in processes of their own, to be killed or watched from outside."""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from indexer.publishing.processes import step_back
from indexer.publishing.publish import publish
from knowledge.embedding.encoder import load_encoder
from knowledge.store.store import Store
from tests.support.fake_encoder import FakeEncoder

BEGUN, ENDED = b"begun", b"ended"


def publish_in_child(path: Path, database: Path, is_bundled: bool, pipe: Connection) -> None:
    """Publish a file, and say down a pipe when that begins and when it has ended."""
    if is_bundled:
        step_back()
    encoder = load_encoder() if is_bundled else FakeEncoder()
    with Store(database) as store:
        pipe.send_bytes(BEGUN)
        publish(path, store, encoder)
        pipe.send_bytes(ENDED)


@contextmanager
def publication(path: Path, database: Path, is_bundled: bool = False) -> Iterator[tuple[BaseProcess, Connection]]:
    """Publish a file in a process of its own; gives it and the pipe once it has begun."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.publications"])
    reader, pipe = context.Pipe(duplex=False)
    process = context.Process(target=publish_in_child, args=(path, database, is_bundled, pipe), daemon=True)
    process.start()
    pipe.close()
    assert reader.recv_bytes() == BEGUN
    try:
        yield process, reader
    finally:
        process.kill()
        process.join()
        reader.close()


def seconds_of(path: Path, database: Path) -> float:
    """Publish a file and return how long that took."""
    with publication(path, database) as (_, pipe):
        begun = time.perf_counter()
        assert pipe.recv_bytes() == ENDED
        return time.perf_counter() - begun
