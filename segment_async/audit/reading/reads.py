"""What reads of a workspace are, and how they hang together: values that `plan` derives from a specification."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from attrs import evolve, frozen

from segment_async._core.operation import MINUTE
from segment_async._core.values import Json
from segment_async.audit.reading.asks import Asks

SLOW: Final = 60
"""Requests a minute up to which an operation has a worker of its own, which is enough to use them up."""

TEDIOUS: Final = 10
"""Requests a minute up to which an operation is left out by who is in a hurry."""


@frozen(kw_only=True)
class Read:
    """One reading operation and what becomes of its answers."""

    operation: str
    """The official operation id."""

    kind: str
    """What its answers are kept as, such as ``tracking-plan-rule``."""

    path: tuple[str, ...]
    """Names of the path parameters that it is asked with, in order."""

    parent: str | None
    """The kind of the things that it hangs on; ``None`` where there are none."""

    asks: Asks
    """Returns its requests."""

    shared: bool
    """Whether several things lead to one answer."""

    interval: float
    """Seconds between two requests, as the API's stated limit allows; 0 where it states none."""

    first: bool
    """Whether it is read before all else."""

    paged: bool
    """Whether the answer comes in pages."""

    envelope: str | None
    """Key of the answer that holds the data; ``None`` where the answer is the data."""

    items: str | None
    """Key of the data that holds a list; ``None`` where the answer is one thing."""

    bare: bool
    """Whether that key may be left out where the list is empty."""

    loose: bool
    """Whether nobody knows what the answer looks like."""

    open: frozenset[str]
    """In an answer that nobody knows and that names people: the fields whose texts stay readable."""

    key: str | None
    """Key of the data that holds the one thing; ``None`` where the data is the thing."""

    schema: Mapping[str, Json]
    """The schema of one thing."""

    objects: bool
    """Whether each thing must be a JSON object."""

    optional: bool
    """Whether the answer may be null in the place of the one thing."""

    id: str
    """Where the id of a thing stands."""

    identity: tuple[str, ...]
    """Where that stands which tells the things apart, where they have no id."""

    labels: tuple[str, ...]
    """Where the name that people use for a thing stands, the best place first."""

    steady: bool
    """Whether its answers stay the same unless somebody changes the workspace."""

    most: float
    """The most things that it gives, however many there are."""

    none_is_404: bool
    """Whether a 404 says no more than that a thing has nothing of the kind."""

    @property
    def slow(self) -> bool:
        """Whether it is limited to so few requests a minute that nothing else should wait with it."""
        return self.interval >= MINUTE / SLOW

    @property
    def tedious(self) -> bool:
        """Whether it is limited to so few requests a minute that it decides how long everything takes."""
        return self.interval >= MINUTE / TEDIOUS


@frozen
class Plan:
    """Every read of an API."""

    roots: tuple[Read, ...]
    """Reads that hang on nothing."""

    children: Mapping[str, tuple[Read, ...]]
    """Reads that hang on the things of a kind."""

    left_out: Mapping[str, str]
    """Reading operations that a snapshot leaves out, and why."""

    has_names: bool = False
    """Whether things go by resource names, each of which says by itself what it hangs on."""

    @property
    def beginning(self) -> "Plan":
        """What is read before all else."""
        return Plan(tuple(read for read in self.roots if read.first), {}, {}, self.has_names)

    @property
    def tedious(self) -> tuple[Read, ...]:
        """What decides how long everything takes, with what hangs on it."""
        found: dict[str, Read] = {}
        for read in self:  # what others hang on comes first
            if read.tedious or read.parent in found:
                found[read.kind] = read
        return tuple(found.values())

    def without(self, reads: Iterable[Read]) -> "Plan":
        """Return the plan without some reads."""
        gone = {read.kind for read in reads}
        children = {kind: tuple(read for read in own if read.kind not in gone) for kind, own in self.children.items()}
        return evolve(self, roots=tuple(read for read in self.roots if read.kind not in gone), children=children)

    def __iter__(self) -> Iterator[Read]:
        """Iterate over every read."""
        return chain(self.roots, *self.children.values())
