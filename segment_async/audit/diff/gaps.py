"""What could not be compared, and why."""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from segment_async.audit.diff.kind import Kind
from segment_async.audit.diff.reading import Reading
from segment_async.audit.diff.values import NotCompared, Which
from segment_async.audit.reading.reads import Read

NEVER: Final = "It was not asked for. Make the snapshot anew."
HIDDEN: Final = "The token had no right to see {}. Make both with tokens of the same rights."

_Missing: TypeAlias = tuple[str, str | None, str, int]
"""What, the operation, why, and of how many things."""


def not_compared(
    a: Reading,
    b: Reading,
    *,
    kinds: Mapping[str, Kind],
    reads: Mapping[str, Read],
    same_workspace: bool,
    unseen: frozenset[str],
    secrets: str | None,
) -> tuple[NotCompared, ...]:
    """Return what could not be compared, by kind.

    Args:
        a: The first snapshot.
        b: The second.
        kinds: What is compared.
        reads: How it is read.
        same_workspace: Whether both are of one workspace.
        unseen: Lists that one of the two was made without a right to see.
        secrets: Why secrets are not compared; ``None`` where they are.
    """
    everywhere: set[_Missing] = set()
    if not same_workspace:
        everywhere.update((name, None, kind.local, 1) for name, kind in kinds.items() if kind.local)
    if secrets is not None:
        everywhere.add(("secrets", None, secrets, 1))
    ours, theirs = ({*_gaps(reading, kinds, reads), *_hidden(reading, kinds, unseen)} for reading in (a, b))
    sides: Mapping[Which, set[_Missing]] = {
        "a": ours - theirs,
        "b": theirs - ours,
        "both": everywhere | (ours & theirs),
    }
    listed = (NotCompared(which, *missing) for which, side in sides.items() for missing in side)
    return tuple(sorted(listed, key=lambda one: (one.what, one.operation or "", one.reason, one.snapshot)))


def _gaps(reading: Reading, kinds: Mapping[str, Kind], reads: Mapping[str, Read]) -> Iterator[_Missing]:
    """Yield what could not be read of what is compared."""
    by_operation = {reads[name].operation: name for name in kinds}
    for operation, at_root, reason, times in reading.gaps():
        name = by_operation.get(operation)
        if name is not None and at_root is (reads[name].parent is None):  # else it says that there is none anywhere
            yield name, operation, reason, times
    for operation, name in by_operation.items():
        parent = reads[name].parent
        if operation not in reading.asked and (parent is None or reading.has(parent)):
            yield name, operation, NEVER, 1


def _hidden(reading: Reading, kinds: Mapping[str, Kind], unseen: frozenset[str]) -> Iterator[_Missing]:
    """Yield what was kept from whoever made the snapshot."""
    for name, kind in kinds.items():
        for place in kind.hidden & unseen:
            if not reading.shows(name, place):
                yield name, None, HIDDEN.format(place), 1
