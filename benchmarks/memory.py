"""Keeping all that was read: time a page and bytes a source, each contender in its own process."""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import orjson

from benchmarks import bodies, peers
from benchmarks.measure import medians
from benchmarks.table import Row, Table
from segment_async._core import codec
from segment_async.public import OPERATIONS

LIST: Final = OPERATIONS["listSources"]
COLUMNS: Final = ("us CPU a page", "bytes a source", "x time", "x bytes")
BASE: Final = "openapi-python-client"


def contenders(official: str | None) -> dict[str, Callable[[bytes], Any]]:
    """Return what reads a page, by name."""
    ours: dict[str, Callable[[bytes], Any]] = {
        "segment_async": lambda body: codec.decode(LIST, body, strict=False),
        "orjson.loads": orjson.loads,
    }
    return ours | peers.readers(official)


def keep(name: str, pages: int, official: str | None) -> dict[str, float]:
    """Read pages, keep them all, and return what that took."""
    read, body = contenders(official)[name], bodies.page()
    kept = [read(body)]
    before, started = _resident(), time.process_time()
    for _ in range(pages):
        kept.append(read(body))  # noqa: PERF401 - as a program would
    took = time.process_time() - started
    return {"seconds": took / pages, "bytes": (_resident() - before) / (pages * bodies.PAGE)}


def _resident() -> int:
    """Return the bytes of memory that this process takes up; where there is no ``/proc``, the most it ever did."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measure(*, pages: int, rounds: int, official: str | None) -> Table:
    """Run each contender in its own process.

    Args:
        pages: How many are kept.
        rounds: How often each has its turn.
        official: As in `peers.readers`.
    """
    costs: dict[str, list[dict[str, float]]] = {name: [] for name in contenders(official)}
    for _ in range(rounds):
        for name, each in costs.items():
            command = [sys.executable, "-m", "benchmarks.memory", name, str(pages), *([official] if official else [])]
            each.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    found = {name: medians(each) for name, each in costs.items()}
    base = found.get(BASE)
    return Table(
        f"keep {pages} pages of {bodies.PAGE} sources",
        COLUMNS,
        tuple(
            Row(
                name,
                (
                    each["seconds"] * 1e6,
                    each["bytes"],
                    each["seconds"] / base["seconds"] if base else None,
                    each["bytes"] / base["bytes"] if base else None,
                ),
            )
            for name, each in found.items()
        ),
        f"x: over {BASE}",
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("pages", type=int)
    parser.add_argument("official", nargs="?")
    given = parser.parse_args()
    print(json.dumps(keep(given.name, given.pages, given.official)))
