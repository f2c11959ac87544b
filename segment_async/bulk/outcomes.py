"""What became of an item: a value for each of the four ways that a call can end."""

from typing import ClassVar, Generic, TypeAlias, TypeVar

from attrs import frozen

from segment_async.errors import OutcomeUnknown, SegmentError

T = TypeVar("T")
V = TypeVar("V")


@frozen(weakref_slot=False)
class Done(Generic[T, V]):
    """The call returned."""

    item: T
    """What was passed to the call."""

    value: V
    """What the call returned; of a resumed one the JSON that a journal kept of it."""

    resumed: bool = False
    """Whether an earlier run had done it, as its journal tells, so that nothing was sent."""

    error: ClassVar[None] = None
    reason: ClassVar[None] = None


@frozen(weakref_slot=False)
class Failed(Generic[T]):
    """The call failed, and nothing was changed: it may be made again."""

    item: T
    """What was passed to the call."""

    error: Exception
    """What the call raised."""

    value: ClassVar[None] = None

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        return str(self.error)


@frozen(weakref_slot=False)
class Skipped(Generic[T]):
    """The call was not made."""

    item: T
    """What would have been passed to it."""

    reason: str
    """Why not, in a sentence."""

    value: ClassVar[None] = None
    error: ClassVar[None] = None


@frozen(weakref_slot=False)
class Unknown(Generic[T]):
    """The call failed, and may have changed something all the same: look before making it again."""

    item: T
    """What was passed to the call."""

    error: Exception
    """What the call raised."""

    value: ClassVar[None] = None

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        return str(self.error)


@frozen(weakref_slot=False)
class Ambiguous:
    """What a look-up returns where several things could be what was created."""

    count: int
    """How many."""


Outcome: TypeAlias = Done[T, V] | Failed[T] | Skipped[T] | Unknown[T]
"""What became of an item. Each kind has ``item``, ``value``, ``error`` and ``reason``, `None` where it has none."""


def is_get(error: SegmentError) -> bool:
    """Tell whether a failure is that of a call that only reads, as far as its HTTP method says."""
    return error.method == "GET"


def may_have_acted(error: SegmentError) -> bool:
    """Tell whether a write that failed may have been carried out; an answer that cannot be read means that it was."""
    return isinstance(error, OutcomeUnknown) or error.outcome in {"unknown", "done"}
