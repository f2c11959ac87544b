"""Collections whose pages cost the same wherever they start."""

from collections.abc import Hashable, Iterator, MutableMapping
from itertools import islice
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Table(MutableMapping[K, V], Generic[K, V]):
    """A mapping in order of insertion that can be cut into pages.

    The order is kept as a list beside the mapping, built when a page is read after a change: on a walk through 100,000
    records every page costs the same.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._rows: dict[K, V] = {}
        self._order: list[K] | None = None

    def __getitem__(self, key: K) -> V:
        """Return the record under a key."""
        return self._rows[key]

    def __setitem__(self, key: K, record: V) -> None:
        """Put a record at the end, or in the place of the one under this key."""
        if key not in self._rows:
            self._order = None
        self._rows[key] = record

    def __delitem__(self, key: K) -> None:
        """Remove a record."""
        del self._rows[key]
        self._order = None

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a record under a key."""
        return key in self._rows

    def __iter__(self) -> Iterator[K]:
        """Iterate over the keys, the oldest first."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Count the records."""
        return len(self._rows)

    def page(self, start: int, count: int) -> list[V]:
        """Return at most so many records from a position on."""
        if start == 0 and self._order is None:
            return list(islice(self._rows.values(), count))
        if self._order is None:
            self._order = list(self._rows)
        return [self._rows[key] for key in self._order[start : start + count]]
