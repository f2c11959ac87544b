"""Measure what this SDK promises of reliability: ``python -m benchmarks.reliability [--json FILE]``.

Every figure is measured in this run, against a fault server on loopback whose ledger is the judge.
"""

import argparse
import json
import logging
import platform
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Final

import attrs
from rich.console import Console
from rich.table import Table

from benchmarks import reliability_bulk, reliability_rows
from benchmarks.reliability_official import Outcome, compare
from benchmarks.reliability_rows import Row

LIBRARIES: Final = ("segment-async", "aiohttp", "anyio", "attrs", "cattrs", "msgspec")
MET: Final = {True: "yes", False: "NO", None: "-"}
WIDTH: Final = 150
"""Columns of the table where the output is no terminal."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and return 1 where a target is missed.

    Args:
        arguments: Of the command line; the process's own if left out.
    """
    options = _options().parse_args(arguments)
    logging.getLogger("segment_async").addHandler(logging.NullHandler())  # what fuzzed answers lack is no news
    progress, console = Console(stderr=True), _console()
    measured: list[Row] = []
    bulk = reliability_bulk.rows(options.trials, options.crash_step)
    for measure in chain([] if options.only_bulk else reliability_rows.rows(options.examples), bulk):
        started = time.perf_counter()
        found = list(measure())
        measured += found
        progress.print(f"{' and '.join(row.id for row in found)} in {time.perf_counter() - started:.1f} s", style="dim")
    measured.sort(key=lambda row: int(row.id.removeprefix("R")))
    outcomes = list(compare(options.official)) if options.official else []
    console.print(_figures(measured))
    if outcomes:
        console.print(_comparison(outcomes))
    if options.json:
        options.json.write_text(json.dumps(_record(measured, outcomes), indent=2) + "\n", encoding="utf-8")
    return 1 if any(row.is_met is False for row in measured) else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reliability", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--examples", type=int, default=2000, help="answers to fuzz (default: %(default)s)")
    parser.add_argument("--trials", type=int, default=20, help="bulk runs to kill (default: %(default)s)")
    parser.add_argument("--crash-step", type=int, default=0, help="crash points: each so-many-th, or 0 for a few")
    parser.add_argument("--only-bulk", action="store_true", help="measure the figures of bulk runs alone")
    parser.add_argument("--official", metavar="MODULE", help="compare with Segment's SDK, imported by this name")
    return parser


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else WIDTH)


def _figures(measured: Sequence[Row]) -> Table:
    table = Table("", "what", "figure", "target", "met", "how it was measured", title="Reliability")
    for row in measured:
        table.add_row(row.id, row.what, row.shown, row.target, MET[row.is_met], row.how)
    return table


def _comparison(outcomes: Sequence[Outcome]) -> Table:
    table = Table("SDK", "plan", "requests", "elsewhere", "result", title="One read, the same faults")
    for each in outcomes:
        table.add_row(each.sdk, each.plan, str(each.requests), str(each.elsewhere), each.result)
    return table


def _record(measured: Sequence[Row], outcomes: Sequence[Outcome]) -> dict[str, object]:
    return {
        "format": 1,
        "python": platform.python_version(),
        "versions": {name: version(name) for name in LIBRARIES},
        "rows": [attrs.asdict(row) for row in measured],
        "comparison": [attrs.asdict(each) for each in outcomes],
    }


if __name__ == "__main__":
    sys.exit(main())
