"""Measure this package beside its peers: ``python -m benchmarks``."""

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from benchmarks import codec, imports, memory, traffic
from benchmarks.measure import TURN
from benchmarks.table import Table, Target, as_json, lines

Measurement: TypeAlias = Callable[[], Iterator[Table]]

CPU: Final = "us CPU"


def measurements(*, quick: bool, official: str | None) -> dict[str, Measurement]:
    """Return what can be measured, by name.

    Args:
        quick: Whether a rough figure is enough.
        official: The module of Segment's own SDK, if it is installed.
    """
    rounds, turn = (5, TURN["quick"]) if quick else (25, TURN["full"])
    few = 1 if quick else 5

    def once(measure: Callable[[], Table]) -> Iterator[Table]:
        yield measure()

    return {
        "decode": partial(codec.decode, rounds=rounds, turn=turn, official=official),
        "encode": partial(codec.encode, rounds=rounds, turn=turn, official=official),
        "memory": partial(once, partial(memory.measure, pages=100 if quick else 500, rounds=few, official=official)),
        "import": partial(once, partial(imports.measure, rounds=5 if quick else 15, official=official)),
        "requests-50": partial(once, partial(traffic.requests, latency=0.05, rounds=few, count=500 if quick else 2000)),
        "requests-0": partial(once, partial(traffic.requests, latency=0, rounds=few, count=500 if quick else 2000)),
        "walk": partial(once, partial(traffic.walks, rounds=few, pages=20 if quick else 200)),
        "growth": partial(once, partial(traffic.growth, rounds=few, most=100 if quick else 1000)),
    }


def targets(tables: Mapping[str, Table]) -> Iterator[Target]:
    """Yield the ratios that this package is held to, as far as they were measured."""

    def ratio(table: str, name: str, column: str) -> float | None:
        return next((each.figure(name, column) for title, each in tables.items() if title.startswith(table)), None)

    ours, first = traffic.OURS, "x base"
    yield Target("decode, plain, over orjson.loads", 1.2, ratio("decode, plain", ours, first))
    yield Target("decode, rich, over orjson.loads", 1.4, ratio("decode, rich", ours, first))
    for kind in ("plain", "rich"):
        title = f"encode, {kind}: the body of one create"
        yield Target(f"encode a {kind} create body, over orjson.dumps", 1.8, ratio(title, ours, first))
    busy = "requests: pages of 100 sources, 50 ms"
    yield Target("CPU a request at 50 ms, over aiohttp + orjson", 1.25, ratio(busy, ours, "CPU x base"))
    idle = "requests: pages of 100 sources, 0 ms"
    yield Target("CPU a request at 0 ms, over aiohttp + orjson", 1.8, ratio(idle, ours, "CPU x base"))
    yield Target("requests/s at 50 ms, over aiohttp + orjson", 0.97, ratio(busy, ours, "rate x base"), at_least=True)
    yield Target("keeping pages, time, over openapi-python-client", 1 / 15, ratio("keep", ours, "x time"))
    yield Target("keeping pages, bytes, over openapi-python-client", 0.7, ratio("keep", ours, "x bytes"))
    yield Target("import segment_async, over import aiohttp", 0.15, ratio("import", imports.PACKAGE, "x aiohttp"))
    yield Target("client and first tag, over import aiohttp", 1.9, ratio("import", imports.FIRST_TAG, "x aiohttp"))
    yield Target("a page of 1,000, over a page of 10", 1.05, ratio("growth", "1000 pages", "x 10 pages"))


def main() -> None:
    """Measure what is asked for, print tables, and write JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = list(measurements(quick=True, official=None))
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all of them if left out")
    parser.add_argument("--quick", action="store_true", help="a rough figure in a minute or two instead of a good one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--official", metavar="MODULE", help="measure Segment's own SDK too, which is in this module")
    given = parser.parse_args()
    if unknown := set(given.names) - set(names):
        parser.error(f"there is no {', '.join(sorted(unknown))}; choose from {', '.join(names)}")
    tables: list[Table] = []
    for name, measure in measurements(quick=given.quick, official=given.official).items():
        if not given.names or name in given.names:
            print(f"measuring {name} ...", file=sys.stderr, flush=True)
            tables += measure()
    held_to = list(targets({table.title: table for table in tables}))
    print("\n".join(lines(tables, held_to)))
    if given.json is not None:
        where = {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
        given.json.write_text(json.dumps({"where": where, **as_json(tables, held_to)}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
