"""Long lists whose rows are only worked out when somebody looks at them."""

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

V = TypeVar("V")


class Rows(Sequence[V]):
    """A sequence whose pages cost the same, however many rows it has."""

    def __init__(self, length: int, row: Callable[[int], V]) -> None:
        """Describe the rows.

        Args:
            length: How many there are.
            row: Works out the row at a position, counted from 0.
        """
        self._length = length
        self._row = row

    def __len__(self) -> int:
        """Count the rows."""
        return self._length

    @overload
    def __getitem__(self, place: int) -> V: ...

    @overload
    def __getitem__(self, place: slice) -> list[V]: ...

    def __getitem__(self, place: int | slice) -> V | list[V]:
        """Work out a row, or some of them."""
        if isinstance(place, slice):
            return [self._row(index) for index in range(self._length)[place]]
        return self._row(range(self._length)[place])
