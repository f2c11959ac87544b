"""What a diff asks of a snapshot: rows in an order that both of them have, and single ones by their keys."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import Final, TypeAlias, TypeVar

from attrs import frozen

from segment_async._core.values import Json, is_object
from segment_async.audit.diff.kind import Kind
from segment_async.audit.diff.values import Side
from segment_async.audit.snapshot.view import Snapshot

Key: TypeAlias = tuple[str, str]
"""Ids of a thing: those on the way to it, joined by slashes, and its own. Of what is made of all the things below one
parent, the second is empty."""

_ROWS: Final = "SELECT parent_id, id, name, json FROM resource WHERE kind = ? ORDER BY parent_id, id"
_KEYS: Final = "SELECT parent_id, id, name FROM resource WHERE kind = ? ORDER BY parent_id, id"
_PARENTS: Final = "SELECT DISTINCT parent_id, '' AS id, '' AS name FROM resource WHERE kind = ? ORDER BY parent_id"
_ONE: Final = "SELECT name, json FROM resource WHERE kind = ? AND parent_id = ? AND id = ?"
_ALL: Final = "SELECT json FROM resource WHERE kind = ? AND parent_id = ? ORDER BY id"
_NAMED: Final = "SELECT parent_id, id, name FROM resource WHERE kind = ? AND id = ? LIMIT 1"
_READ: Final = (
    "SELECT 1 FROM call LEFT JOIN gap USING (operation, parent_id) "
    "WHERE operation = ? AND parent_id = ? AND reason IS NULL"
)
_GAPS: Final = "SELECT operation, parent_id = '' AS root, reason, count(*) FROM gap GROUP BY operation, root, reason"
_ASKED: Final = "SELECT DISTINCT operation FROM call UNION SELECT operation FROM gap"


@frozen
class Row:
    """A thing, by its key, with the name that people use."""

    parent_id: str
    id: str
    name: str

    @property
    def key(self) -> Key:
        """Its key."""
        return self.parent_id, self.id


@frozen
class Said(Row):
    """A thing with all that a snapshot says of it."""

    texts: tuple[str, ...]
    """JSON texts: one, or those of all that it is made of."""


RowT = TypeVar("RowT", bound=Row)


class Reading:
    """One of the two snapshots."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Hold a snapshot, which stays open as long as it is read."""
        self._snapshot = snapshot
        self.workspace = snapshot.workspace
        self.side = Side(snapshot.workspace, snapshot.api, snapshot.started_at, snapshot.finished_at)
        self._lacks: dict[tuple[str, str], bool] = {}

    @cached_property
    def secrets(self) -> bool:
        """Whether secrets were kept in it."""
        return bool(next(self._snapshot.query("SELECT secrets FROM run"))[0])

    def rows(self, name: str, kind: Kind) -> Iterator[Said]:
        """Iterate over the things of a kind with what is said of them, by key."""
        found = self._snapshot.query(_ROWS, (name,))
        if kind.together is None:
            for parent_id, thing_id, called, text in found:
                yield Said(parent_id, thing_id, called, (text,))
            return
        for parent_id, rows in groupby(found, lambda row: str(row[0])):
            yield Said(parent_id, "", "", tuple(row[3] for row in rows))

    def keys(self, name: str, kind: Kind) -> Iterator[Row]:
        """Iterate over the things of a kind, by key."""
        for parent_id, thing_id, called in self._snapshot.query(_PARENTS if kind.together else _KEYS, (name,)):
            yield Row(parent_id, thing_id, called)

    def said(self, name: str, kind: Kind, key: Key) -> Said:
        """Return a thing with what is said of it; nothing where it is made of things of which there are none."""
        if kind.together:
            texts = tuple(row[0] for row in self._snapshot.query(_ALL, (name, key[0])))
            return Said(*key, "", texts)
        called, text = next(self._snapshot.query(_ONE, (name, *key)))
        return Said(*key, called, (text,))

    def row(self, name: str, key: Key) -> Row | None:
        """Return a thing by its key; ``None`` where there is none."""
        found = next(self._snapshot.query(_ONE, (name, *key)), None)
        return None if found is None else Row(*key, found[0])

    def named(self, name: str, thing_id: str) -> Row | None:
        """Return a thing by its id alone; ``None`` where there is none."""
        found = next(self._snapshot.query(_NAMED, (name, thing_id)), None)
        return None if found is None else Row(*found)

    def lacks(self, operation: str, parent_id: str) -> bool:
        """Tell whether an operation was not read to its end, so that nothing may be concluded from what it lacks."""
        asked = operation, parent_id
        if asked not in self._lacks:
            self._lacks[asked] = next(self._snapshot.query(_READ, asked), None) is None
        return self._lacks[asked]

    def gaps(self) -> Iterator[tuple[str, bool, str, int]]:
        """Iterate over the operations that could not be read: whether for the workspace, why, and how often."""
        return ((row[0], bool(row[1]), row[2], row[3]) for row in self._snapshot.query(_GAPS))

    @cached_property
    def asked(self) -> frozenset[str]:
        """The operations that were asked for at all."""
        return frozenset(row[0] for row in self._snapshot.query(_ASKED))

    def has(self, name: str) -> bool:
        """Tell whether there is anything of a kind."""
        return next(self._snapshot.query("SELECT 1 FROM resource WHERE kind = ? LIMIT 1", (name,)), None) is not None

    def shows(self, name: str, place: str) -> bool:
        """Tell whether a list has an entry in any thing of a kind."""
        query = "SELECT 1 FROM resource WHERE kind = ? AND json_array_length(json, ?) > 0 LIMIT 1"
        return next(self._snapshot.query(query, (name, f"$.{place}")), None) is not None

    def texts(self, kinds: Iterable[str], part: str) -> Iterator[str]:
        """Iterate over the JSON texts of some kinds that contain something."""
        for name in kinds:
            query = "SELECT json FROM resource WHERE kind = ? AND instr(json, ?)"
            for row in self._snapshot.query(query, (name, part)):
                yield row[0]

    def things(self, name: str) -> Iterator[Json]:
        """Iterate over the JSON of the things of a kind."""
        return (json.loads(row[0]) for row in self._snapshot.query("SELECT json FROM resource WHERE kind = ?", (name,)))


def side_by_side(a: Iterable[RowT], b: Iterable[RowT]) -> Iterator[tuple[RowT | None, RowT | None]]:
    """Yield the things of two snapshots in pairs of the same key; ``None`` beside what only one of them has.

    Args:
        a: Things by key.
        b: The same of the other snapshot.
    """
    ones, others = iter(a), iter(b)
    one, other = next(ones, None), next(others, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one.key < other.key):
            yield one, None
            one = next(ones, None)
        elif one is None or other.key < one.key:
            yield None, other
            other = next(others, None)
        else:
            yield one, other
            one, other = next(ones, None), next(others, None)


Parse: TypeAlias = Callable[[str, str], Json]
"""Returns what a JSON text says, given the kind of its thing, without secrets."""


def whole(kind: Kind, said: Said, name: str, parse: Parse) -> Json:
    """Return what a snapshot says of a thing, which may be made of several.

    Args:
        kind: How its kind is compared.
        said: The thing.
        name: Name of its kind.
        parse: Makes JSON of a text.
    """
    values = [parse(name, text) for text in said.texts]
    if kind.together is None:
        return values[0]
    return kind.together([value for value in values if is_object(value)])
