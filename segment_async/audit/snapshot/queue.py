"""What is left to be read, kept in the file of the unfinished snapshot.

So it takes no memory however large the workspace is, and the next run goes on where this one ended, however it ended.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import frozen

from segment_async._core.values import Json

_COLUMNS: Final = "number, kind, operation, parent_id, scope, thing, secrets"


@frozen(kw_only=True)
class Job:
    """One read of one thing."""

    kind: str
    """What it reads."""

    operation: str

    parent_id: str
    """The id of the thing that is read from, with those on the way."""

    scope: tuple[str, ...] = ()
    """Ids on the way from the root to the thing that it hangs on, its own last; its resource name alone where it has
    one."""

    thing: tuple[str, ...] = ()
    """Kind, parent id and id of the thing that it hangs on; empty where it hangs on nothing."""

    secrets: frozenset[str] = frozenset()
    """Settings that are secret according to the things on the way."""

    number: int = 0
    """The place in line; the queue gives it."""


class Queue:
    """The jobs of a snapshot that is being made; part of its `Store`, which opens the transactions."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Go on with a queue."""
        self._db = db
        (self._last,) = db.execute("SELECT coalesce(max(number), 0) FROM todo").fetchone()

    def add(self, jobs: Iterable[Job]) -> Mapping[str, int]:
        """Put jobs at the end that are neither in line nor done, and return how many of each kind they are."""
        added: dict[str, int] = {}
        for job in jobs:
            key = (job.operation, job.parent_id)
            about = (*key, *(json.dumps(each) for each in (job.scope, job.thing, sorted(job.secrets))))
            done = self._db.execute("SELECT 1 FROM call WHERE operation = ? AND parent_id = ?", key).fetchone()
            if done is None:
                values = (self._last + 1, job.kind, *about, 0)
                entered = self._db.execute(
                    "INSERT OR IGNORE INTO todo VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values
                ).rowcount
                self._last += entered  # a number is never used again, or who reads on from it would miss a job
                added[job.kind] = added.get(job.kind, 0) + entered
        return added

    def after(self, number: int, kinds: Iterable[str], most: int) -> Iterator[Job]:
        """Iterate over the next jobs of some kinds behind a place in line."""
        wanted = json.dumps(list(kinds))
        query = (
            f"SELECT {_COLUMNS} FROM todo WHERE kind IN (SELECT value FROM json_each(?)) AND failed = 0 AND number > ?"  # noqa: S608 - names of ours
            " ORDER BY number LIMIT ?"
        )
        for place, kind, operation, parent_id, scope, thing, secrets in self._db.execute(query, (wanted, number, most)):
            yield Job(
                number=place,
                kind=kind,
                operation=operation,
                parent_id=parent_id,
                scope=tuple(json.loads(scope)),
                thing=tuple(json.loads(thing)),
                secrets=frozenset(json.loads(secrets)),
            )

    def counts(self) -> Mapping[str, int]:
        """Count the jobs in line by kind."""
        return dict(self._db.execute("SELECT kind, count(*) FROM todo WHERE failed = 0 GROUP BY kind"))

    def end(self, job: Job, *, failed: bool) -> None:
        """Take a job out of the line; one that failed waits for the next run."""
        if failed:
            self._db.execute("UPDATE todo SET failed = 1 WHERE number = ?", (job.number,))
        else:
            self._db.execute("DELETE FROM todo WHERE number = ?", (job.number,))

    def thing(self, job: Job) -> Json:
        """Return the thing that a job hangs on; ``None`` where it has gone meanwhile, and an object for the root."""
        if not job.thing:
            return {}
        query = "SELECT json FROM resource WHERE kind = ? AND parent_id = ? AND id = ?"
        found = self._db.execute(query, job.thing).fetchone()
        return found and json.loads(found[0])
