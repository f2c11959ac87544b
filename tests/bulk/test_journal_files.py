"""A journal that cannot be used is refused before anything is sent, and is left as it was."""

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import anyio
import pytest

from segment_async import bulk
from segment_async.bulk import Done, Skipped
from segment_async.bulk.journal_file import FORMAT, JournalUnusable
from tests.bulk.conftest import fetch
from tests.bulk.journaled import Ledger, crash, files, go

pytestmark = pytest.mark.anyio

ITEMS = [str(number) for number in range(30)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.journal"


async def refused(path: Path, said: str) -> None:
    """Be sure that a journal is refused with a sentence, that nothing is sent, and that nothing is changed."""
    ledger, before = Ledger(), files(path)
    with pytest.raises(JournalUnusable, match=said) as caught:
        await go(ledger, ITEMS, path)
    assert str(path) in str(caught.value)
    assert [] == ledger.sent
    assert before == files(path)


async def test_a_file_that_is_cut_short_anywhere_is_refused(path: Path) -> None:
    """F64: at every 97th byte, and around the ends of pages; a cut that was not noticed would send things again."""
    await go(Ledger(), ITEMS, path)
    whole = files(path)[path.name]
    cuts = {*range(0, len(whole), 97), *range(130), *range(4095, len(whole), 4096), len(whole) - 1}
    for cut in sorted(cuts):
        write(path, whole[:cut])
        await refused(path, "cut short|not a journal")


async def test_a_bit_that_flips_is_noticed_wherever_something_is_recorded(path: Path) -> None:
    """F64."""
    await go(Ledger(), ITEMS, path)
    whole = files(path)[path.name]
    with closing(sqlite3.connect(path)) as db:
        digests = [digest for (digest,) in db.execute("SELECT payload FROM send")]
    noticed = 0
    for text in (*digests[:5], '{"name":"7"}'):
        for place in places(whole, text.encode()):
            flipped = bytearray(whole)
            flipped[place] ^= 1
            write(path, bytes(flipped))
            await refused(path, "damaged")
            noticed += 1
    assert noticed >= 6


@pytest.mark.parametrize("content", [b"", b"{}\n", b"SQLite format 3\0", os.urandom(5000)])
async def test_what_is_no_journal_is_refused(path: Path, content: bytes) -> None:
    write(path, content)
    await refused(path, "not a journal|cut short")


async def test_the_database_of_another_program_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript("CREATE TABLE intent (a); PRAGMA user_version = 1")
    await refused(path, "not a journal")


@pytest.mark.parametrize("version", [0, FORMAT + 1])
async def test_another_version_is_refused(path: Path, version: int) -> None:
    """F72."""
    await go(Ledger(), ITEMS, path)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {version}")
    await refused(path, f"has the format {version}.*use the version that wrote it")


async def test_a_link_a_folder_and_a_folder_that_is_not_there_are_refused(path: Path) -> None:
    """S14: a link may lead to somebody else's file."""
    await go(Ledger(), ITEMS, path)
    linked = path.with_name("linked")
    linked.symlink_to(path)
    await refused(linked, "Too many levels of symbolic links")
    linked.unlink()
    linked.symlink_to("nothing")
    with pytest.raises(JournalUnusable, match="Too many levels of symbolic links"):
        await go(Ledger(), ITEMS, linked)
    linked.unlink()
    linked.mkdir()
    with pytest.raises(JournalUnusable, match="Is a directory"):
        await go(Ledger(), ITEMS, linked)
    with pytest.raises(JournalUnusable, match="No such file or directory"):
        await go(Ledger(), ITEMS, path.with_name("nowhere") / "run.journal")


async def test_two_runs_do_not_share_a_journal(path: Path) -> None:
    """F65: within a process; the kill trials show that the lock of a dead process is taken over."""
    ledger = Ledger()
    release = anyio.Event()

    async def wait(item: str) -> object:
        await release.wait()
        return await ledger.make(item)

    async with bulk.run(wait, ["a", "b"], journal=path, replay="never", key=str) as first:
        await anyio.sleep(0.05)
        with pytest.raises(JournalUnusable, match="Another run is writing"):
            await go(ledger, ["a", "b"], path, "never")
        with pytest.raises(JournalUnusable, match="Another run is writing"):
            await go(ledger, ["a", "b"], path, "never")
        assert [] == ledger.sent
        release.set()
        assert [Done, Done] == [type(outcome) async for outcome in first]
    assert ["a", "b"] == sorted(ledger.sent)


async def test_a_file_that_may_not_grow_stops_the_run(path: Path) -> None:
    """F63: what was sent is recorded, so that the same call finishes once there is room."""
    ledger, outcomes = Ledger(), []
    await crash(ledger, ITEMS, path, 4, "never")
    items = [str(number) for number in range(2000)]
    run = bulk.run(ledger.make, items, journal=path, replay="never", key=str)
    with limited(files_to=200_000), pytest.raises(JournalUnusable, match="Make room"):
        await fetch(run, outcomes)
    assert Skipped in {type(outcome) for outcome in outcomes}
    assert 4 < len(ledger.sent) < 2000
    before = len(ledger.sent)
    told = await go(ledger, items, path, "never")
    assert dict.fromkeys(items, 1) == ledger.made
    assert before + len([one for one in told.values() if isinstance(one, Done) and not one.resumed]) == 2000


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="only root can mount a file system")
@pytest.mark.parametrize("how", ["ro", "full"])
async def test_a_file_system_that_takes_nothing_is_named(tmp_path: Path, how: str) -> None:
    """F63: EROFS and ENOSPC."""
    ledger = Ledger()
    with mounted(tmp_path) as remount:
        path = tmp_path / "run.journal"
        await go(ledger, ITEMS, path)
        if how == "ro":
            remount("ro")
        else:
            write(tmp_path / "ballast", b"", fill=True)
        with pytest.raises(JournalUnusable, match=r"Make room|Read-only"):
            await go(ledger, [*ITEMS, "more"], path)
        with pytest.raises(JournalUnusable, match=r"Make room|Read-only"):
            await go(ledger, ["new"], tmp_path / "other.journal")
    assert ITEMS == sorted(ledger.sent, key=int)


def write(path: Path, content: bytes, *, fill: bool = False) -> None:
    path.write_bytes(content)
    if fill:
        with path.open("ab", buffering=0) as file, suppress(OSError):
            while file.write(bytes(512)):
                pass


def places(whole: bytes, text: bytes) -> Iterator[int]:
    """Yield where the middle of a text stands, each time that it does."""
    place = whole.find(text)
    while place >= 0:
        yield place + len(text) // 2
        place = whole.find(text, place + 1)


@contextmanager
def limited(*, files_to: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (files_to, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def mounted(folder: Path) -> Iterator[Callable[[str], None]]:
    """Mount a small file system on a folder, and yield what mounts it otherwise."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", folder], check=False, capture_output=True
    )
    if done.returncode:
        pytest.skip(f"cannot mount here: {done.stderr.decode().strip()}")
    try:
        yield lambda how: subprocess.run(["mount", "-o", f"remount,{how}", folder], check=True) and None
    finally:
        subprocess.run(["umount", folder], check=True)
