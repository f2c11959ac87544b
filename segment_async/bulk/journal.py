"""The journal of a run: which requests were about to be sent, and what became of them, in a file that outlives a crash.

It is SQLite with a rollback journal, not a write-ahead log: all that was committed is in one file whose header tells
its length, so that a file that was cut short is recognized, where a log would pass for a shorter one. A commit is
synced (``synchronous = FULL``), and its end by a truncation that is synced too, since a removal might come undone when
the power fails. Rows are only ever added, and each carries a checksum.
"""

import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Generic, Literal, TypeVar

import anyio
import anyio.to_thread
from attrs import define, frozen

from segment_async._core.operation import Replay
from segment_async.bulk.journal_file import JournalUnusable, create, explained, hold

R = TypeVar("R")

Kind = Literal["done", "failed", "unknown"]

Verdict = Literal["send", "done", "look", "unknown", "changed"]

SCHEMA: Final = """
CREATE TABLE binding (name TEXT PRIMARY KEY, value TEXT NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE run (id INTEGER PRIMARY KEY, started_at REAL NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE intent (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, crc INTEGER NOT NULL);
CREATE TABLE send (
    id INTEGER PRIMARY KEY, intent INTEGER NOT NULL, run INTEGER NOT NULL, payload TEXT NOT NULL, sent_at REAL NOT NULL,
    crc INTEGER NOT NULL
);
CREATE INDEX send_of_intent ON send (intent);
CREATE TABLE outcome (
    id INTEGER PRIMARY KEY, send INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT, crc INTEGER NOT NULL
);
CREATE INDEX outcome_of_send ON outcome (send);
"""

_COLUMNS: Final = {
    "binding": "name, value",
    "run": "id, started_at",
    "intent": "id, key",
    "send": "id, intent, run, payload, sent_at",
    "outcome": "id, send, kind, value",
}


@frozen
class Past:
    """What is recorded of an item."""

    intent: int

    payload: str
    """Digest of what was sent last."""

    send: int
    run: int
    kind: Kind | None
    value: str | None


@frozen
class Entry:
    """What is to be done with an item, and where its outcome belongs."""

    verdict: Verdict

    send: int | None = None
    """The row of the last sending; ``None`` where there is none yet."""

    value: str | None = None
    """The recorded value, as JSON."""

    lost: bool = False
    """Whether an earlier sending may have been carried out, so that this one may find its work done."""


def judge(past: Past | None, payload: str, replay: Replay, run: int) -> Verdict:
    """Decide what is to be done with an item.

    Args:
        past: What is recorded of it.
        payload: Digest of what it would send now.
        replay: What may be sent again.
        run: The run that asks.
    """
    if past is None or past.kind == "failed":
        return "send"  # it changed nothing, so it may be another payload now: a mended one
    if past.payload != payload:
        return "changed"
    if past.kind == "done":
        return "done"
    if replay in {"safe", "convergent"}:
        return "send"
    return "look" if replay == "reconcile" and past.run < run else "unknown"


@define
class _Ticket(Generic[R]):
    """Something to do in the next commit."""

    work: Callable[[], R]
    result: R | None = None
    settled: bool = False


class Journal:
    """An open journal. Whatever asks while a commit is in progress shares the next one."""

    def __init__(self, path: Path, binding: Mapping[str, str], replay: Replay) -> None:
        """Open a journal, or begin one; this waits for the disk.

        Args:
            path: The file.
            binding: What the journal belongs to: workspace, address, operation.
            replay: What may be sent again; records of what only reads are not synced.

        Raises:
            JournalUnusable: The file is not one that this run can go on with. It is as it was.
        """
        self.path = path
        self._broken: JournalUnusable | None = None
        self._waiting: list[_Ticket[Any]] = []
        self._turn = anyio.Lock()
        self._thread = anyio.CapacityLimiter(1)
        bound = {**binding, "replay": replay}
        if not path.exists() and not path.is_symlink():
            create(path, lambda db: _begin(db, bound))
        self._held = hold(path)
        try:
            with explained(path):
                self._db = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
                try:
                    self._prepare(path, bound, synced=replay != "safe")
                except BaseException:
                    self._db.close()
                    raise
        except BaseException:
            self._held.close()
            raise

    def _prepare(self, path: Path, bound: Mapping[str, str], *, synced: bool) -> None:
        db = self._db
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA journal_mode = TRUNCATE")
        db.execute(f"PRAGMA synchronous = {'FULL' if synced else 'OFF'}")
        verify(db, path, bound)
        (latest,) = db.execute("SELECT max(sent_at) FROM send").fetchone()
        self.last_sent: float | None = latest
        db.execute("BEGIN IMMEDIATE")
        try:
            self._run = self._add("run", time.time())
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    async def begin(self, key: str, payload: str, replay: Replay) -> Entry:
        """Decide what is to be done with an item, and record that it is about to be sent where it is.

        Raises:
            JournalUnusable: That cannot be recorded, so nothing may be sent.
        """

        def work() -> Entry:
            past = past_of(self._db, key)
            verdict = judge(past, payload, replay, self._run)
            if past is not None and verdict != "send":
                return Entry(verdict, past.send, past.value)
            intent = past.intent if past is not None else self._add("intent", key)
            lost = past is not None and _may_be_done(self._db, intent)
            return Entry(verdict, self._add("send", intent, self._run, payload, time.time()), lost=lost)

        return await self._commit(work)

    async def again(self, entry: Entry) -> Entry:
        """Record that an item which was looked up and not found is about to be sent again.

        Raises:
            JournalUnusable: That cannot be recorded, so nothing may be sent.
        """

        def work() -> Entry:
            told = self._db.execute("SELECT intent, payload FROM send WHERE id = ?", (entry.send,)).fetchone()
            intent, payload = told
            return Entry("send", self._add("send", intent, self._run, payload, time.time()))

        return await self._commit(work)

    async def end(self, entry: Entry, kind: Kind, value: str | None) -> None:
        """Record what became of a sending.

        Args:
            entry: The sending.
            kind: How it ended.
            value: What came of it, as JSON, or a sentence.

        Raises:
            JournalUnusable: That cannot be recorded.
        """
        await self._commit(lambda: self._add("outcome", entry.send, kind, value))

    async def aclose(self) -> None:
        """Let go of the file."""
        with anyio.CancelScope(shield=True):
            async with self._turn:
                self._broken = JournalUnusable(f"{self.path} is closed; start another run.")
                await anyio.to_thread.run_sync(self._close, limiter=self._thread)

    def _close(self) -> None:
        with closing(self._held), explained(self.path), closing(self._db):
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            self._db.execute("PRAGMA journal_mode = DELETE")  # so that one file is left

    def _add(self, table: str, *values: object) -> int:
        (last,) = self._db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608 - names of ours
        row: int = last + 1
        insert(self._db, table, row, *values)
        return row

    async def _commit(self, work: Callable[[], R]) -> R:
        ticket = _Ticket(work)
        with anyio.CancelScope(shield=True):
            self._waiting.append(ticket)
            while not ticket.settled:
                async with self._turn:
                    if not ticket.settled:
                        batch, self._waiting = self._waiting, []
                        await anyio.to_thread.run_sync(self._write, batch, limiter=self._thread)
        if self._broken is not None and ticket.result is None:
            raise self._broken.with_traceback(None)
        return ticket.result  # type: ignore[return-value]  # it is there unless the journal broke

    def _write(self, batch: list[_Ticket[Any]]) -> None:
        """Do what was asked for, and commit: all of it or nothing."""
        try:
            if self._broken is None:
                with explained(self.path):
                    self._db.execute("BEGIN")
                    results = [ticket.work() for ticket in batch]
                    self._db.execute("COMMIT")
                for ticket, result in zip(batch, results, strict=True):
                    ticket.result = result
        except Exception as error:
            self._broken = JournalUnusable(
                f"{self.path} took no more after an error; mend that, and run the same again."
            )
            if not isinstance(error, JournalUnusable):
                raise
            self._broken = error
        finally:
            for ticket in batch:
                ticket.settled = True


def verify(db: sqlite3.Connection, path: Path, bound: Mapping[str, str]) -> None:
    """Be sure that a journal is whole, and that it belongs to this run.

    Args:
        db: The journal, open.
        path: Where it is, for messages.
        bound: What the run belongs to.

    Raises:
        sqlite3.DatabaseError: It is damaged.
        JournalUnusable: It belongs to something else.
    """
    for (problem,) in db.execute("PRAGMA integrity_check(1)"):
        if problem != "ok":
            raise sqlite3.DatabaseError(problem)
    for table, columns in _COLUMNS.items():
        for *values, crc in db.execute(f"SELECT {columns}, crc FROM {table}"):  # noqa: S608 - names of ours
            if crc != checksum(values):
                raise sqlite3.DatabaseError(f"a row of {table} is not what was written")
    recorded = dict(db.execute("SELECT name, value FROM binding").fetchall())
    for name in sorted(recorded.keys() | bound.keys()):
        if recorded.get(name) != bound.get(name):
            raise JournalUnusable(
                f"{path} is the journal of a run with the {name} {recorded.get(name)!r}, and this one has "
                f"{bound.get(name)!r}; run the same as then, or choose another journal."
            )


def past_of(db: sqlite3.Connection, key: str) -> Past | None:
    """Return what is recorded of an item; ``None`` where it was never sent."""
    row = db.execute(
        "SELECT intent.id, payload, send.id, send.run, outcome.kind, outcome.value FROM intent"
        " JOIN send ON send.id = (SELECT max(id) FROM send WHERE intent = intent.id)"
        " LEFT JOIN outcome ON outcome.id = (SELECT max(id) FROM outcome WHERE send = send.id)"
        " WHERE key = ?",
        (key,),
    ).fetchone()
    return row and Past(*row)


def _may_be_done(db: sqlite3.Connection, intent: int) -> bool:
    """Tell whether any sending of an item has not failed for certain."""
    (found,) = db.execute(
        "SELECT EXISTS (SELECT 1 FROM send WHERE intent = ? AND NOT EXISTS"
        " (SELECT 1 FROM outcome WHERE outcome.send = send.id AND kind = 'failed'))",
        (intent,),
    ).fetchone()
    return bool(found)


def insert(db: sqlite3.Connection, table: str, *values: object) -> None:
    """Add a row with its checksum."""
    marks = ", ".join("?" * (len(values) + 1))
    db.execute(f"INSERT INTO {table} ({_COLUMNS[table]}, crc) VALUES ({marks})", (*values, checksum(values)))  # noqa: S608 - names of ours


def checksum(values: Any) -> int:  # noqa: ANN401 - what a row holds
    """Return the checksum of a row."""
    return zlib.crc32(repr(tuple(values)).encode("utf-8", "surrogatepass"))


def _begin(db: sqlite3.Connection, bound: Mapping[str, str]) -> None:
    for statement in _statements():
        db.execute(statement)
    for name, value in bound.items():
        insert(db, "binding", name, value)


def _statements() -> Iterator[str]:
    return (statement for statement in SCHEMA.split(";") if statement.strip())
