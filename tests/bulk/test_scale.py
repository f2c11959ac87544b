"""A million items take no more memory than a thousand."""

import subprocess
import sys
from pathlib import Path

import pytest

STATUS = Path("/proc/self/status")

PROGRAM = """
import asyncio
from pathlib import Path

import segment_async.client
from segment_async import bulk
from segment_async.errors import NotFound

pulled = fetched = ahead = 0


async def items():
    global pulled
    for item in range(1_000_000):
        pulled += 1
        yield item


async def call(item):
    if item % 100 == 0:
        raise NotFound("Gone. Look elsewhere.", status=404)
    return str(item)


def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


async def main():
    global fetched, ahead
    before = peak()
    async with bulk.run(call, items(), concurrency=64, ordered=ORDERED) as run:
        async for outcome in run:
            ahead = max(ahead, pulled - fetched)
            fetched += 1
    progress = run.progress
    print(progress.done, progress.failed, ahead, peak() - before)


asyncio.run(main())
"""


@pytest.mark.skipif(not STATUS.exists(), reason="the peak of a process's memory is read as Linux tells it")
@pytest.mark.parametrize("ordered", [False, True])
def test_a_million_items_are_held_back_in_flat_memory(ordered: bool) -> None:  # noqa: FBT001 - parametrized
    """F85."""
    shown = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("ORDERED", str(ordered))], capture_output=True, text=True, check=True
    )
    done, failed, ahead, growth = shown.stdout.split()
    assert (990_000, 10_000) == (int(done), int(failed))
    assert int(ahead) <= 128
    assert float(growth) < 10  # MB
