"""A finished snapshot, to be read: the only thing that checks and the report look at.

Checks ask for kinds and operations of the Public API, whichever API the snapshot was read through.
"""

import json
import sqlite3
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self, TypeAlias

from attrs import frozen

from segment_async._core.paging import get
from segment_async._core.values import Json
from segment_async.audit.apis import ApiName
from segment_async.audit.snapshot import translate
from segment_async.audit.snapshot.file import explained, refuse_foreign
from segment_async.audit.snapshot.store import FINISHED, Change
from segment_async.errors import ConfigurationError

_READING: Final = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)
"""What a query may do: nothing that changes this file, or opens another."""

_MISTAKES: Final = frozenset({"SQLITE_ERROR", "SQLITE_AUTH"})
"""What SQLite calls it when a query, and not the file, is to blame."""

Cell: TypeAlias = str | int | float | None
"""What a query asks with and gets."""


@frozen
class Workspace:
    """Whose snapshot it is."""

    id: str
    slug: str
    name: str


@frozen
class Resource:
    """A thing that the workspace holds."""

    kind: str
    """What it is, such as ``source``."""

    id: str
    """Its id, unique within its kind and parent."""

    parent_id: str
    """Id of the thing that it was read from; empty where it hangs on nothing."""

    name: str
    """What people call it; its id where it has no name."""

    data: Json
    """Its JSON, without secrets."""


def is_enabled(resource: Resource) -> bool:
    """Tell whether something is switched on; what does not say so is."""
    return get(resource.data, "enabled") is not False


@frozen
class Gap:
    """Something that could not be read."""

    operation: str
    """The operation that failed."""

    parent_id: str
    """Of which thing; empty where it is asked once for the whole workspace."""

    reason: str
    """Why, in a sentence."""


class Facts(Protocol):
    """What checks ask of a snapshot."""

    @property
    def moment(self) -> datetime:
        """When the snapshot was begun: spans of time end there."""
        ...

    def resources(self, kind: str, parent_id: str | None = None) -> Iterator[Resource]:
        """Iterate over the things of a kind, or over those that were read from one parent."""
        ...

    def count(self, kind: str, parent_id: str) -> int:
        """Count the things of a kind that were read from one parent."""
        ...

    def lacks(self, operation: str, parent_id: str = "") -> bool:
        """Tell whether an operation was not read to its end, so that nothing may be concluded from what it lacks."""
        ...


class Snapshot:
    """Reads a snapshot file, and never writes."""

    api: ApiName
    """What the workspace was read through."""

    def __init__(self, path: Path) -> None:
        """Open a snapshot.

        Args:
            path: The file, or the folder that an audit wrote it to.

        Raises:
            ConfigurationError: It is no finished snapshot of a version that can be read.
        """
        self.path = path / FINISHED if path.is_dir() else path
        if not self.path.is_file():
            raise ConfigurationError(f"There is no snapshot at {self.path}; run the audit first, or name another file.")
        refuse_foreign(self.path)
        with explained(self.path):
            # Whoever holds it may read it in another thread, one at a time.
            address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            self._db = sqlite3.connect(address, uri=True, check_same_thread=False)
        try:
            self.api, self.workspace, self.started_at, self.finished_at = self._run()
        except BaseException:
            self._db.close()
            raise
        self._db.set_authorizer(_may)

    def _run(self) -> tuple[ApiName, Workspace, str, str]:
        with explained(self.path):
            trouble = self._db.execute("PRAGMA quick_check(1)").fetchone()[0]
            if trouble != "ok":
                raise sqlite3.DatabaseError(trouble.splitlines()[-1])
            run = self._db.execute(
                "SELECT api, workspace_id, workspace_slug, workspace_name, started_at, finished_at FROM run"
            ).fetchone()
        if run is None or run[5] is None:
            raise ConfigurationError(f"{self.path} is an unfinished snapshot; run the audit again to finish it.")
        return run[0], Workspace(*run[1:4]), run[4], run[5]

    @property
    def moment(self) -> datetime:
        """When the snapshot was begun."""
        return datetime.fromisoformat(self.started_at)

    @property
    def facts(self) -> Facts:
        """What the snapshot says, in the words of the Public API."""
        return Translated(self) if self.api == "config" else self

    def __enter__(self) -> Self:
        """Hand out the snapshot."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._db.close()

    def resources(self, kind: str, parent_id: str | None = None) -> Iterator[Resource]:
        """Iterate over the things of a kind, or over those that were read from one parent."""
        among = "" if parent_id is None else "AND parent_id = ?"
        query = f"SELECT kind, id, parent_id, name, json FROM resource WHERE kind = ? {among} ORDER BY parent_id, id"  # noqa: S608 - two texts
        values = (kind,) if parent_id is None else (kind, parent_id)
        with explained(self.path):
            for own_kind, thing_id, parent, name, text in self._db.execute(query, values):
                yield Resource(own_kind, thing_id, parent, name, _value(text))

    def count(self, kind: str, parent_id: str) -> int:
        """Count the things of a kind that were read from one parent."""
        with explained(self.path):
            query = "SELECT count(*) FROM resource WHERE kind = ? AND parent_id = ?"
            found: int = self._db.execute(query, (kind, parent_id)).fetchone()[0]
            return found

    def counts(self) -> Mapping[str, int]:
        """Count the things of every kind."""
        with explained(self.path):
            return dict(self._db.execute("SELECT kind, count(*) FROM resource GROUP BY kind ORDER BY kind"))

    def calls(self) -> int:
        """Count the operations that were read."""
        with explained(self.path):
            found: int = self._db.execute("SELECT count(*) FROM call").fetchone()[0]
            return found

    def gaps(self) -> tuple[Gap, ...]:
        """Return what could not be read."""
        with explained(self.path):
            query = "SELECT operation, parent_id, reason FROM gap ORDER BY operation, parent_id"
            return tuple(Gap(*row) for row in self._db.execute(query))

    def drift(self) -> tuple[Change, ...]:
        """Return what changed while the workspace was read."""
        with explained(self.path):
            return tuple(Change(*row) for row in self._db.execute("SELECT * FROM drift ORDER BY kind, id"))

    def lacks(self, operation: str, parent_id: str = "") -> bool:
        """Tell whether an operation was not read to its end, so that nothing may be concluded from what it lacks."""
        with explained(self.path):
            query = (
                "SELECT count(*) FROM call LEFT JOIN gap USING (operation, parent_id) "
                "WHERE operation = ? AND parent_id = ? AND reason IS NULL"
            )
            return not self._db.execute(query, (operation, parent_id)).fetchone()[0]

    def query(self, sql: str, parameters: Sequence[Cell] | Mapping[str, Cell] = ()) -> Iterator[sqlite3.Row]:
        """Ask the tables and views of the file in SQL, and iterate over the rows.

        Args:
            sql: One statement that reads; it can do nothing else.
            parameters: What its placeholders stand for.

        Raises:
            ConfigurationError: It cannot be carried out, or the file is damaged.
        """
        with explained(self.path), _told():
            cursor = self._db.cursor()
            cursor.row_factory = sqlite3.Row
            cursor.execute(sql, parameters)
        return self._rows(cursor)

    def _rows(self, cursor: sqlite3.Cursor) -> Iterator[sqlite3.Row]:
        with explained(self.path), _told():
            for row in cursor:  # noqa: UP028 - to yield from it would close it after the file, which it cannot bear
                yield row


def _value(text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(text)
    except ValueError as error:
        raise sqlite3.DatabaseError(f"it holds what is no JSON ({error})") from None


def _may(action: int, *_: str | None) -> int:
    """Tell SQLite whether a query may do something."""
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY


@contextmanager
def _told() -> Generator[None]:
    """Say of a query that it is to blame, where it is.

    Raises:
        ConfigurationError: It cannot be carried out.
    """
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning) as error:
        if getattr(error, "sqlite_errorname", "SQLITE_ERROR") not in _MISTAKES:
            raise
        raise ConfigurationError(
            f"The query cannot be carried out: {str(error).rstrip('.')}. "
            "See which tables and views there are with: segment-async snapshot tables"
        ) from None


class Translated:
    """Asks a snapshot that was read through the Config API, in the words of the Public API."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Hold a snapshot."""
        self._snapshot = snapshot
        self._kinds = {kind.id: kind.data for kind in snapshot.resources("catalog-source")}

    @property
    def moment(self) -> datetime:
        """When the snapshot was begun."""
        return self._snapshot.moment

    def resources(self, kind: str, parent_id: str | None = None) -> Iterator[Resource]:
        """Iterate over the things of a kind, as `Snapshot.resources` does."""
        if kind == "source-detail" and self._plans is not None:
            every = (source.id for source in self._snapshot.resources("source"))
            for source_id in every if parent_id is None else (parent_id,):
                yield Resource(kind, source_id, source_id, source_id, {"trackingPlanId": self._plans.get(source_id)})
        elif kind in translate.KINDS:
            for thing in self._snapshot.resources(translate.KINDS[kind], parent_id):
                data = translate.translated(kind, thing.data, self._kinds)
                yield Resource(kind, thing.id, thing.parent_id, thing.name, data)

    @cached_property
    def _plans(self) -> Mapping[str, str] | None:
        """Plans by the sources that follow them; ``None`` where some plan may have sources that were not read."""
        plans = [plan.id for plan in self._snapshot.resources("tracking-plan")]
        if self.lacks("listTrackingPlans") or any(self.lacks("listSourcesFromTrackingPlan", plan) for plan in plans):
            return None
        return {source.id: source.parent_id for source in self.resources("tracking-plan-source")}

    def count(self, kind: str, parent_id: str) -> int:
        """Count the things of a kind that were read from one parent."""
        return sum(1 for _ in self.resources(kind, parent_id))

    def lacks(self, operation: str, parent_id: str = "") -> bool:
        """Tell whether what stands for an operation was not read to its end, or whether nothing stands for it."""
        instead = translate.needs((operation,))
        return operation in translate.MISSING or any(self._snapshot.lacks(own, parent_id) for own in instead)
