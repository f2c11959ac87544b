"""A large workspace is compared without being held whole."""

import tracemalloc
from pathlib import Path
from typing import Any

from segment_async.audit.diff import compare
from segment_async.audit.snapshot.view import Snapshot

from .making import OTHER, destination, snapshot, source

SOURCES, EACH = 600, 3
FILLING = "x" * 6000
"""What a catalog says of a kind of destination takes some 6 KB."""


def large(mark: str, **said: Any) -> dict[str, Any]:
    """Return a workspace of which the first source, and the first destination, are switched off as it is said."""
    sources = [source(f"{mark}s{number}", f"source-{number}") for number in range(SOURCES)]
    destinations = [
        destination(f"{mark}d{number}", f"{mark}s{number // EACH}", f"D{number % EACH}", filling=FILLING)
        for number in range(SOURCES * EACH)
    ]
    for one in (sources[0], destinations[0]):
        one.update(said)
    return {"source": sources, "destination": destinations}


def test_two_large_snapshots_take_a_small_part_of_their_size(tmp_path: Path) -> None:
    """One textually the same but for two things, one with other ids: neither is held whole, let alone both."""
    first = snapshot(tmp_path / "a", large(""))
    others = {
        "same": snapshot(tmp_path / "b", large("", enabled=False)),
        "other": snapshot(tmp_path / "c", large("x", enabled=False), workspace=OTHER),
    }
    size = first.stat().st_size
    assert size > SOURCES * EACH * len(FILLING)
    for path in others.values():
        with Snapshot(first) as a, Snapshot(path) as b:
            tracemalloc.start()
            try:
                diff = compare(a, b)
                peak = tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()
        assert [("source",), ("destination",)] == [(change.thing.kind,) for change in diff.changes]
        assert peak < size / 2
