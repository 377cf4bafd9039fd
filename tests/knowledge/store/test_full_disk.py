"""A disk that is really full: a small file system in memory; where none may be mounted, the tests of `test_file` stand.

What was confirmed is kept, what cannot be kept is told in one line, answers go on, and all goes on when there is room.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import DatabaseUnusable
from knowledge.store.store import Store
from tests.longer.writing import KINDS, do, wrongs
from tests.support.acts import SMALL_ACT
from tests.support.bot_api import BotApi
from tests.support.bot_fixtures import ADMIN, AGENT, ask, press, running, settings_for

FULL = "the disk is full: make room; all that was confirmed is kept"
STUCK = "Coś się zacięło po mojej stronie. Spróbuj, proszę, za chwilę."
QUESTION = "kto odpowiada za cyberbezpieczeństwo?"


class Disk:
    """A file system of some megabytes that can be filled to the last byte."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._filler = folder, folder / "filler"

    def fill(self) -> None:
        """Leave no room."""
        filler = os.open(self._filler, os.O_WRONLY | os.O_CREAT)
        try:
            while os.write(filler, bytes(4096)):
                pass
        except OSError:
            os.close(filler)

    def make_room(self) -> None:
        """Give back what filling took."""
        self._filler.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Return a disk of 24 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], capture_output=True, text=True)
    if mount.returncode:
        pytest.skip(f"no file system can be mounted here: {mount.stderr.strip()}")
    yield Disk(folder)
    subprocess.run(["umount", folder], check=True)


def test_no_piece_of_work_is_lost_or_torn_on_a_full_disk_and_each_succeeds_when_there_is_room(disk: Disk) -> None:
    path, said, confirmed = disk.folder / "k.db", {}, set[tuple[str, int]]()
    with Store(path) as store:
        do(store, "publish", 1)
        for number, kind in enumerate(KINDS):
            disk.fill()
            last, said[kind] = _until_refused(store, kind, 1000 * number + 1)
            disk.make_room()
            do(store, kind, last)
            confirmed |= {(kind, each) for each in range(1000 * number + 1, last + 1)}
    assert {kind: FULL in each for kind, each in said.items()} == dict.fromkeys(KINDS, True)
    assert wrongs(path, confirmed) == []


def _until_refused(store: Store, kind: str, first: int) -> tuple[int, str]:
    """Work on in what room the file itself has left; returns the first piece that was refused, and the word on it."""
    for number in range(first, first + 1000):
        try:
            do(store, kind, number)
        except DatabaseUnusable as error:
            return number, str(error)
    return first, "was never refused"


async def test_on_a_full_disk_the_bot_answers_on_and_does_what_it_could_not_when_there_is_room(
    api: BotApi, database: Path, disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    path = Path(shutil.move(database, disk.folder / "k.db"))
    async with running(settings_for(api.url, path)):
        case = await ask(api, AGENT, "kto piecze chleb?")
        await press(api, AGENT, case, "👎")
        card = await ask(api, ADMIN, "/dostep 1004")
        await api.send_file(ADMIN, "akt.md", SMALL_ACT.encode())
        draft = await api.wait_for(lambda: next((m for m in api.replies(ADMIN) if "Opublikuj" in str(m.labels)), None))
        await press(api, ADMIN, draft, "Opublikuj")
        disk.fill()
        answers = [(await ask(api, person, QUESTION)).text[:7] for person in range(1000, 1040, 2)]
        refused = [await press(api, AGENT, case, "Niczyje"), await press(api, ADMIN, card, "Pracownik")]
        await press(api, ADMIN, draft, "Od dziś")
        await api.wait_for(lambda: draft.text.startswith("Nie udało się"))
        disk.make_room()
        done = [await press(api, AGENT, case, "Niczyje"), await press(api, ADMIN, card, "Pracownik")]
        remembered = await ask(api, 1000, QUESTION)
        assert await press(api, 1000, remembered, "👍") == "Dziękuję! Dobrze wiedzieć."
    assert (answers, refused, done) == (["IT-02-2"] * 20, [STUCK, STUCK], ["", ""])
    assert (case.text[:9], card.text[:8]) == ("Korekta 1", "Zrobione")
    assert draft.text.endswith("dysk jest pełny: zrób miejsce; wszystko, co potwierdzono, jest zachowane")
    errors = [each.getMessage() for each in caplog.records if each.levelname == "ERROR"]
    assert {(FULL in each, "\n" in each) for each in errors} == {(True, False)}
    assert [each for each in caplog.records if each.exc_info] == []
