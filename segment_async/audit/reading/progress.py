"""How far an audit is, how long it will take, and what it waits for; told to whoever shows it."""

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

from attrs import field, frozen

Phase: TypeAlias = Literal["read", "compare", "check", "write"]
"""Reading the workspace, looking what changed meanwhile, judging what was read, or writing the report."""

EVERY: Final = 0.1
"""Seconds between two reports, at least."""


@frozen
class Count:
    """Calls of one kind."""

    done: int
    total: int
    """Calls known of so far: it grows while lists are read."""


@frozen
class Slow:
    """An operation of which the API answers few a minute."""

    operation: str
    calls: int
    """Calls that are left, as far as can be told."""

    seconds: float
    """How long they take."""

    a_minute: float
    """Calls that the API states it answers a minute."""


@frozen
class Forecast:
    """What is left to be read, and how long that takes."""

    calls: int
    """Calls that are left: those known of, and those that are to be expected."""

    seconds: float
    """How long they take at the pace of the last two minutes and under the stated limits."""

    slow: tuple[Slow, ...] = ()
    """The operations that take longest for their limits, the longest first."""


@frozen
class Progress:
    """Where an audit stands."""

    phase: Phase
    kinds: Mapping[str, Count] = field(factory=dict[str, Count])
    """Calls for each kind of thing, such as ``source-connected-destination``."""

    elapsed: float = 0.0
    """Seconds since this run began."""

    rate: float = 0.0
    """Calls that ended a second, over the last two minutes."""

    waited: Mapping[str, float] = field(factory=dict[str, float])
    """Seconds that calls had to wait for a rate limit, by operation, added up over all of them."""

    forecast: Forecast | None = None
    """What is left; ``None`` until the lists are read that everything else hangs on."""

    @property
    def done(self) -> int:
        """Calls that were made, by this run or the one that it resumes."""
        return sum(count.done for count in self.kinds.values())

    @property
    def total(self) -> int:
        """Calls known of so far."""
        return sum(count.total for count in self.kinds.values())


Report: TypeAlias = Callable[[Progress], None]
"""Called when a phase begins, about ten times a second while the workspace is read, and when it has been read."""
