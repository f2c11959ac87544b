"""How far an audit is, told to whoever shows it."""

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from attrs import field, frozen


@frozen
class Count:
    """Calls of one kind."""

    done: int
    total: int
    """Calls known of so far: it grows while lists are read."""


@frozen
class Progress:
    """Where an audit stands."""

    phase: Literal["read", "check", "write"]
    """Reading the workspace, judging what was read, or writing the report."""

    kinds: Mapping[str, Count] = field(factory=dict[str, Count])
    """Calls for each kind of thing, such as ``source-connected-destination``."""

    @property
    def done(self) -> int:
        """Calls that were made, by this run or the one that it resumes."""
        return sum(count.done for count in self.kinds.values())

    @property
    def total(self) -> int:
        """Calls known of so far."""
        return sum(count.total for count in self.kinds.values())


Report: TypeAlias = Callable[[Progress], None]
"""Called after each call, and once at the start of each phase."""
