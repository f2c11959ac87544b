"""A program that tells what memory a bulk run takes: ``python -m tests.bulk.scale million|requests …``.

``million`` pulls a million items from an async generator into calls that return at once, some with an error.
``requests URL COUNT`` sends so many real requests. Both print a line of JSON.
"""

import argparse
import asyncio
import json
import resource
import statistics
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

from segment_async import NotFound, PublicClient, bulk
from segment_async._core.limiter import PacingLimiter

ITEMS: Final = 1_000_000
CONCURRENCY: Final = 64
STATUS: Final = Path("/proc/self/status")

WARM: Final = 5000
"""Requests before the memory counts: caches fill, and the allocator finds its size."""

SAMPLE: Final = 500
"""Requests between two looks at the memory."""


def peak() -> float:
    """Return the most memory that this process has ever had, in MB."""
    lines = STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def resident() -> int:
    """Return the memory that this process has, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


async def million(*, ordered: bool) -> dict[str, Any]:
    """Tell outcomes, how far the input was ever ahead of them, and by how much the peak grew."""
    pulled = fetched = ahead = 0

    async def items() -> AsyncIterator[int]:
        nonlocal pulled
        for item in range(ITEMS):
            pulled += 1
            yield item

    async def call(item: int) -> str:
        if item % 100 == 0:
            raise NotFound("Gone. Look elsewhere.", status=404)
        return str(item)

    before = peak()
    async with bulk.run(call, items(), concurrency=CONCURRENCY, ordered=ordered) as run:
        async for _ in run:
            ahead = max(ahead, pulled - fetched)
            fetched += 1
    progress = run.progress
    return {"done": progress.done, "failed": progress.failed, "ahead": ahead, "growth": peak() - before}


class Unpaced(PacingLimiter):
    """Lets everything through at once."""

    async def acquire(self, operation: Any, *, within: float | None) -> float | None:
        return 0.0


async def requests(url: str, count: int) -> dict[str, Any]:
    """Tell by how many bytes the memory grows a request, as a line through many looks, and the peak above import."""
    before = peak()
    looks: list[tuple[int, int]] = []
    ended = failed = 0
    async with (
        PublicClient("some-token", base_url=url, limiter=Unpaced()) as segment,
        segment.bulk(segment.sources.get, map(str, range(WARM + count)), concurrency=CONCURRENCY) as run,
    ):
        async for outcome in run:
            ended += 1
            failed += outcome.error is not None
            if ended >= WARM and ended % SAMPLE == 0:
                looks.append((ended, resident()))
    slope = statistics.linear_regression(*zip(*looks, strict=True)).slope
    return {"requests": ended, "failed": failed, "slope": slope, "growth": peak() - before}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    modes = parser.add_subparsers(dest="mode", required=True)
    modes.add_parser("million").add_argument("--ordered", action="store_true")
    sending = modes.add_parser("requests")
    sending.add_argument("url")
    sending.add_argument("count", type=int)
    given = parser.parse_args()
    told = million(ordered=given.ordered) if given.mode == "million" else requests(given.url, given.count)
    print(json.dumps(asyncio.run(told)))  # noqa: T201 - what is read by who started it


if __name__ == "__main__":
    main()
