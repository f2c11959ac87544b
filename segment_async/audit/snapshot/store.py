"""The file of a snapshot: how it is made, resumed, finished and refused.

It grows as ``snapshot.sqlite.partial`` and is renamed to ``snapshot.sqlite`` when it is whole, so that a finished
snapshot is never half of a new one, and an interrupted one is there to be resumed.
"""

import json
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from attrs import frozen

from segment_async._core.values import Json
from segment_async.audit.apis import TITLES, ApiName
from segment_async.audit.files import make_private, replace, require_regular
from segment_async.audit.snapshot.file import explained, refuse_foreign
from segment_async.audit.snapshot.queue import Job, Queue
from segment_async.audit.snapshot.schema import FORMAT, QUEUE, TABLES
from segment_async.audit.snapshot.views import create_views
from segment_async.errors import ConfigurationError

FINISHED: Final = "snapshot.sqlite"
"""Name of a whole snapshot."""

PARTIAL: Final = "snapshot.sqlite.partial"
"""Name of a snapshot that is being made, or was interrupted."""

STALE: Final = timedelta(days=1)
"""How long a run may have been interrupted for another one to go on with what it read."""


@frozen
class Row:
    """A thing that a workspace holds, as the file keeps it."""

    id: str
    name: str
    json: str


@frozen
class Change:
    """Something that changed while the workspace was read."""

    kind: str
    id: str
    name: str
    change: Literal["added", "removed", "changed", "unknown"]


class Store:
    """A snapshot that is being made; one audit at a time writes to it."""

    def __init__(self, folder: Path) -> None:
        """Resume the unfinished snapshot of a folder, or begin one.

        Args:
            folder: Where the files of the audit go; it exists.

        Raises:
            ConfigurationError: A file is in the way that is not ours to replace, or another audit is writing there.
        """
        self._finished = folder / FINISHED
        self._partial = folder / PARTIAL
        if require_regular(self._finished):
            refuse_foreign(self._finished)
        if require_regular(self._partial):
            refuse_foreign(self._partial, whole=False)
        with explained(self._partial):
            if not self._partial.exists():
                make_private(self._partial)  # SQLite gives its journals the mode of the file that they belong to
            self._db = sqlite3.connect(self._partial, timeout=0, isolation_level=None)
        self._open = True
        try:
            self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        with explained(self._partial):
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            with self._transaction():
                if not self._db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'run'").fetchone():
                    for statement in (*TABLES.split(";\n"), *QUEUE.split(";\n")):
                        self._db.execute(statement)
                    self._db.execute(f"PRAGMA user_version = {FORMAT}")
                # what failed is asked again
                self._db.execute(
                    "DELETE FROM call WHERE (operation, parent_id) IN (SELECT operation, parent_id FROM gap)"
                )
                self._db.execute("DELETE FROM gap")
                self._db.execute("DELETE FROM drift")
                self._db.execute("UPDATE run SET finished_at = NULL")
                self._db.execute("UPDATE todo SET failed = 0")
            self._queue = Queue(self._db)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")

    def begin(
        self, workspace: Mapping[str, Json], api: ApiName = "public", *, secrets: bool = False, key: str = ""
    ) -> bool:
        """Bind the snapshot to a workspace and an API, and tell whether it goes on with what an earlier run read.

        What nobody went on with for `STALE` is begun anew: it would tell of two times as if they were one.

        Args:
            workspace: Its ``id``, ``slug`` and ``name``.
            api: What it is read through.
            secrets: Whether secrets are kept.
            key: What tells the key of the markers from others.

        Raises:
            ConfigurationError: It is a snapshot of another workspace, or through the other API, or the one keeps
                secrets and the other does not, or their markers are made with different keys.
        """
        with explained(self._partial):
            earlier = self._db.execute(
                "SELECT api, workspace_id, workspace_name, secrets, key FROM run, making"
            ).fetchone()
            if earlier is not None and earlier[1] == workspace.get("id") and self._last_moment < _ago(STALE):
                self._empty()
                earlier = None
            if earlier is None:
                values = (api, *(str(workspace.get(each, "")) for each in ("id", "slug", "name")), _now(), secrets)
                with self._transaction():
                    self._db.execute("INSERT INTO run VALUES (?, ?, ?, ?, ?, NULL, ?)", values)
                    self._db.execute("INSERT INTO making VALUES (?)", (key,))
                return False
        if earlier[0] != api:
            raise ConfigurationError(
                f"{self._partial} is an unfinished snapshot through the {TITLES[earlier[0]]}; "
                "finish it through that API, delete the file, or choose another --out."
            )
        if earlier[1] != workspace.get("id"):
            raise ConfigurationError(
                f"{self._partial} is the unfinished snapshot of another workspace, {earlier[2]!r}; "
                "finish that one with its own token, delete the file, or choose another --out."
            )
        if bool(earlier[3]) != secrets:
            raise ConfigurationError(
                f"{self._partial} is an unfinished snapshot {'with' if earlier[3] else 'without'} secrets; "
                "finish it the same way, delete the file, or choose another --out."
            )
        if earlier[4] != key:
            raise ConfigurationError(
                f"{self._partial} is an unfinished snapshot with markers of another key; "
                "finish it with the --redaction-key-file of that run, delete the file, or choose another --out."
            )
        return True

    @property
    def moment(self) -> datetime:
        """When the snapshot was begun; it tells of the time until then."""
        with explained(self._partial):
            return datetime.fromisoformat(self._db.execute("SELECT started_at FROM run").fetchone()[0])

    @property
    def _last_moment(self) -> datetime:
        query = "SELECT max(started_at, coalesce((SELECT max(finished_at) FROM call), '')) FROM run"
        return datetime.fromisoformat(self._db.execute(query).fetchone()[0])

    def _empty(self) -> None:
        with self._transaction():
            for table in ("resource", "call", "gap", "drift", "todo", "making", "run"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
        self._queue = Queue(self._db)

    def add_jobs(self, jobs: Iterable[Job]) -> Mapping[str, int]:
        """Put reads in line that are neither there nor done, and return how many of each kind they are."""
        with explained(self._partial), self._transaction():
            return self._queue.add(jobs)

    def next_jobs(self, after: int, kinds: Iterable[str], most: int) -> list[Job]:
        """Return the next reads of some kinds behind a place in line."""
        with explained(self._partial):
            return list(self._queue.after(after, kinds, most))

    def waiting(self) -> Mapping[str, int]:
        """Count the reads in line by kind."""
        with explained(self._partial):
            return self._queue.counts()

    def done(self, operation: str, *, at_root: bool) -> int:
        """Count how often an operation was read to its end, for the whole workspace or for its things."""
        with explained(self._partial):
            query = "SELECT count(*) FROM call WHERE operation = ? AND (parent_id = '') = ?"
            found: int = self._db.execute(query, (operation, at_root)).fetchone()[0]
            return found

    def thing(self, job: Job) -> Json:
        """Return the thing that a read hangs on; ``None`` where it has gone meanwhile."""
        with explained(self._partial):
            return self._queue.thing(job)

    def rows(self, kind: str, parent_id: str) -> Iterator[tuple[str, Json]]:
        """Iterate over the ids and the JSON of what was read already."""
        with explained(self._partial):
            query = "SELECT id, json FROM resource WHERE kind = ? AND parent_id = ? ORDER BY id"
            for thing_id, text in self._db.execute(query, (kind, parent_id)):
                yield thing_id, json.loads(text)

    def listed(self, kind: str) -> Iterator[Row]:
        """Iterate over the things of a kind that hang on nothing."""
        with explained(self._partial):
            query = "SELECT id, name, json FROM resource WHERE kind = ? AND parent_id = ''"
            for values in self._db.execute(query, (kind,)):
                yield Row(*values)

    def is_whole(self, operation: str) -> bool:
        """Tell whether an operation that is asked for the whole workspace was read to its end."""
        with explained(self._partial):
            query = (
                "SELECT 1 FROM call LEFT JOIN gap USING (operation, parent_id) "
                "WHERE operation = ? AND parent_id = '' AND reason IS NULL"
            )
            return self._db.execute(query, (operation,)).fetchone() is not None

    def count(self, kind: str, parent_id: str) -> int:
        """Count the things of a kind that were read from one parent."""
        with explained(self._partial):
            query = "SELECT count(*) FROM resource WHERE kind = ? AND parent_id = ?"
            found: int = self._db.execute(query, (kind, parent_id)).fetchone()[0]
            return found

    def forget(self, kind: str, parent_id: str) -> None:
        """Drop what an interrupted read left behind."""
        with explained(self._partial):
            self._db.execute("DELETE FROM resource WHERE kind = ? AND parent_id = ?", (kind, parent_id))

    def add(
        self, kind: str, parent_kind: str, parent_id: str, rows: Iterable[Row], jobs: Iterable[Job] = ()
    ) -> Mapping[str, int]:
        """Keep the things of one page together with the reads that hang on them, and count the new ones by kind."""
        now = _now()
        values = [(kind, row.id, parent_kind, parent_id, row.name, row.json, now) for row in rows]
        with explained(self._partial), self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO resource VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            return self._queue.add(jobs)

    def end_call(
        self,
        operation: str,
        parent_id: str,
        *,
        status: int | None,
        pages: int,
        gap: str | None = None,
        job: Job | None = None,
    ) -> None:
        """Note that an operation was read to its end, or what kept it from that."""
        with explained(self._partial), self._transaction():
            if gap is not None:
                self.add_gap(operation, parent_id, gap)
            call = (operation, parent_id, status, pages, _now())
            self._db.execute("INSERT OR REPLACE INTO call VALUES (?, ?, ?, ?, ?)", call)
            if job is not None:
                self._queue.end(job, failed=gap is not None)

    def leave(self, job: Job, reason: str) -> None:
        """Leave a read to a later run, and note why."""
        with explained(self._partial), self._transaction():
            self.add_gap(job.operation, job.parent_id, reason)
            self._queue.end(job, failed=True)

    def drop(self, job: Job) -> None:
        """Take a read out of the line that there is nothing to ask for any more."""
        with explained(self._partial):
            self._queue.end(job, failed=False)

    def add_drift(self, changes: Iterable[Change]) -> None:
        """Note what changed while the workspace was read."""
        values = [(change.kind, change.id, change.name, change.change) for change in changes]
        with explained(self._partial), self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO drift VALUES (?, ?, ?, ?)", values)

    def things(self) -> Mapping[str, int]:
        """Count the things of every kind."""
        with explained(self._partial):
            return dict(self._db.execute("SELECT kind, count(*) FROM resource GROUP BY kind"))

    def is_nowhere(self, operation: str) -> bool:
        """Tell whether an operation was asked, and never had anything to answer."""
        with explained(self._partial):
            query = "SELECT count(*) > 0 AND sum(pages) = 0 FROM call WHERE operation = ?"
            return bool(self._db.execute(query, (operation,)).fetchone()[0])

    def add_gap(self, operation: str, parent_id: str, reason: str) -> None:
        """Note what could not be read."""
        with explained(self._partial):
            self._db.execute("INSERT OR REPLACE INTO gap VALUES (?, ?, ?)", (operation, parent_id, reason))

    def finish(self) -> Path:
        """Put the whole snapshot in the place of an earlier one, and return where it is."""
        self.seal()
        return self.publish()

    def seal(self) -> Path:
        """End the reading, and return where the snapshot can be read; an earlier one is still in its place."""
        with explained(self._partial):
            with self._transaction():
                for (api,) in self._db.execute("SELECT api FROM run").fetchall():
                    create_views(self._db, api)
                self._db.execute("UPDATE run SET finished_at = ?", (_now(),))
            self._db.execute("PRAGMA journal_mode = DELETE")
        return self._partial

    def publish(self) -> Path:
        """Put the snapshot in the place of an earlier one, and return where it is."""
        with explained(self._partial):
            with self._transaction():
                for table in ("todo", "making"):
                    self._db.execute(f"DROP TABLE {table}")
            self._open = False
            self._db.close()
            replace(self._partial, self._finished)
        return self._finished

    def close(self) -> None:
        """Let go of the file: it can be resumed, or is removed where it holds nothing yet."""
        if self._open:
            self._open = False
            with explained(self._partial), closing(self._db):
                begun = self._db.execute("SELECT 1 FROM run").fetchone()
            if not begun:
                self._partial.unlink(missing_ok=True)

    @contextmanager
    def _transaction(self) -> Generator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _ago(span: timedelta) -> datetime:
    return datetime.now(UTC) - span
