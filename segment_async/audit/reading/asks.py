"""What a specification does not say about reading a workspace, in a form that holds for either API.

By default an operation hangs on the things of the list that its path goes through, and is asked once for each of them,
by their ids. A `Rule` says more where more has to be said.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen

from segment_async._core.values import Json


@frozen
class Ask:
    """What one request is made with."""

    path: tuple[str, ...] = ()
    """Values of the path parameters."""

    query: Mapping[str, Json] = field(factory=dict[str, Json])
    """Query parameters."""


Asks: TypeAlias = Callable[[datetime, tuple[str, ...], Mapping[str, Json]], Iterable[Ask]]
"""Returns the requests of a read, given the present moment, the ids on the way from the root to the thing that the read
hangs on, and that thing; none where there is nothing to ask."""


def by_ids(_: datetime, scope: tuple[str, ...], __: Mapping[str, Json]) -> Iterator[Ask]:
    """Ask once, by the ids on the way."""
    yield Ask(scope)


@frozen(kw_only=True)
class Rule:
    """How an operation is asked where its path does not tell."""

    asks: Asks = by_ids
    """Returns its requests."""

    of: str | None = None
    """Path of the list on whose things it hangs; by default the one that its own path goes through."""

    kind: str | None = None
    """What its answers are kept as; by default its path says it."""

    each: str | None = None
    """A query parameter of which every value that the specification lists is asked for."""

    shared: bool = False
    """Whether several things lead to one answer. It is read once, and kept as hanging on its path values."""

    more: bool = False
    """Whether it says more of a thing than the list does, though it promises no more."""

    first: bool = False
    """Whether it is read before all else, since it says which settings are secret."""

    loose: bool = False
    """Whether nobody knows what its answers look like. Where they hold one list, that is what they list."""

    open: frozenset[str] = frozenset()
    """In answers that nobody knows and that name people: the fields whose texts stay readable."""


@frozen(kw_only=True)
class Hints:
    """What the specification of an API does not say about reading a workspace."""

    rules: Mapping[str, Rule] = field(factory=dict[str, Rule])
    """Operations whose path does not say how they are asked."""

    again: Mapping[str, Rule] = field(factory=dict[str, Rule])
    """Operations that are asked once more in another way, for answers that are kept as another kind."""

    collections: Mapping[str, str] = field(factory=dict[str, str])
    """Where a path parameter takes its values from another list than the one its path begins with."""

    left_out: Mapping[str, str] = field(factory=dict[str, str])
    """Operations that a snapshot leaves out though they could be read, and why."""

    caps: Mapping[str, int] = field(factory=dict[str, int])
    """Things that an operation gives at most, however many there are."""

    fleeting: frozenset[str] = frozenset()
    """Lists that grow or change by themselves, so that it tells nothing when they do while a workspace is read."""

    none_is_404: frozenset[str] = frozenset()
    """Operations that answer 404 where a thing has nothing of the kind, and where the workspace lacks the feature."""

    identity: Mapping[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    """What tells the things of a kind apart, where they have no id; below ``asked`` is the query that they answer."""

    labels: tuple[str, ...] = ("name",)
    """Where the name that people use for a thing stands, the best place first."""
