"""What a bulk run costs beside workers that keep no outcomes, and beside memory streams.

Run it as ``python -m benchmarks.bulk``. It prints CPU microseconds an item, for calls that return at once and for calls
that wait one turn of the event loop, as medians of interleaved rounds; the peak of the memory that this takes; and how
many calls of 50 ms end a second.
"""

import argparse
import asyncio
import gc
import statistics
import sys
import time
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from typing import Any, Final, TypeAlias

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream

from segment_async import bulk

WORKERS: Final = 64
"""Calls in progress."""

PAUSE: Final = 0.05
"""Seconds that a slow call takes."""

Call: TypeAlias = Callable[[int], Awaitable[int]]
Pattern: TypeAlias = Callable[[Call, int], Coroutine[Any, Any, None]]


async def at_once(item: int) -> int:
    """Return without a turn of the event loop."""
    return item


async def one_turn(item: int) -> int:
    """Wait for one turn of the event loop."""
    await asyncio.sleep(0)
    return item


async def slow(item: int) -> int:
    """Wait as long as a quick answer of an API takes."""
    await asyncio.sleep(PAUSE)
    return item


async def numbers(many: int) -> AsyncIterator[int]:
    """Yield so many items."""
    for number in range(many):
        yield number


async def bare(call: Call, many: int) -> None:
    """Let workers pull from a plain iterator; keep no outcomes, hold nobody back."""
    items = iter(range(many))

    async def work() -> None:
        for item in items:
            await call(item)

    async with anyio.create_task_group() as group:
        for _ in range(WORKERS):
            group.start_soon(work)


async def locked(call: Call, many: int) -> None:
    """Let workers pull from an async iterator under a lock; keep no outcomes, hold nobody back."""
    items = numbers(many)
    lock = anyio.Lock(fast_acquire=True)

    async def work() -> None:
        while True:
            async with lock:
                item = await anext(items, None)
            if item is None:
                return
            await call(item)

    async with anyio.create_task_group() as group:
        for _ in range(WORKERS):
            group.start_soon(work)


async def streams(call: Call, many: int) -> None:
    """Send items to workers through one memory stream, and outcomes back through another."""
    send_item, items = anyio.create_memory_object_stream[int](WORKERS)
    send_outcome, outcomes = anyio.create_memory_object_stream[tuple[int, int]](WORKERS)

    async def feed() -> None:
        async with send_item:
            async for item in numbers(many):
                await send_item.send(item)

    async def work(own: MemoryObjectReceiveStream[int], out: MemoryObjectSendStream[tuple[int, int]]) -> None:
        async with own, out:
            async for item in own:
                await out.send((item, await call(item)))

    async with anyio.create_task_group() as group:
        group.start_soon(feed)
        for _ in range(WORKERS):
            group.start_soon(work, items.clone(), send_outcome.clone())
        items.close()
        send_outcome.close()
        async with outcomes:
            async for _ in outcomes:
                pass


async def as_completed(call: Call, many: int) -> None:
    """Run in bulk; outcomes come as calls end."""
    async with bulk.run(call, numbers(many), concurrency=WORKERS) as run:
        async for _ in run:
            pass


async def ordered(call: Call, many: int) -> None:
    """Run in bulk; outcomes come in the order of the items."""
    async with bulk.run(call, numbers(many), concurrency=WORKERS, ordered=True) as run:
        async for _ in run:
            pass


async def reported(call: Call, many: int) -> None:
    """Run in bulk with a progress callback."""
    async with bulk.run(call, numbers(many), concurrency=WORKERS, progress=lambda _: None) as run:
        async for _ in run:
            pass


async def limited(call: Call, many: int) -> None:
    """Run in bulk with a deadline that does not come: each call has a scope of its own then."""
    async with bulk.run(call, numbers(many), concurrency=WORKERS, deadline=3600) as run:
        async for _ in run:
            pass


PATTERNS: Final[Mapping[str, Pattern]] = {
    "bare workers, no outcomes": bare,
    "the same, async input under a lock": locked,
    "bulk.run": as_completed,
    "bulk.run, ordered": ordered,
    "bulk.run, progress": reported,
    "bulk.run, deadline": limited,
    "memory streams in and out": streams,
}


async def microseconds(pattern: Pattern, call: Call, many: int) -> float:
    """Return CPU microseconds an item."""
    began = time.process_time()
    await pattern(call, many)
    return (time.process_time() - began) / many * 1e6


async def compare(many: int, rounds: int) -> dict[str, dict[str, float]]:
    """Return medians for each pattern and call, measured in turns."""
    calls = {"at once": at_once, "one turn": one_turn}
    taken: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for name, pattern in PATTERNS.items():
            for kind, call in calls.items():
                taken.setdefault((name, kind), []).append(await microseconds(pattern, call, many))
    return {name: {kind: statistics.median(taken[name, kind]) for kind in calls} for name in PATTERNS}


async def megabytes(pattern: Pattern, many: int) -> float:
    """Return by how much the peak of Python's memory grows."""
    await pattern(at_once, 1000)
    gc.collect()
    tracemalloc.start()
    try:
        await pattern(at_once, many)
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


async def goodput(pattern: Pattern, seconds: float) -> float:
    """Return how many slow calls end a second."""
    many = int(WORKERS / PAUSE * seconds)
    began = time.perf_counter()
    await pattern(slow, many)
    return many / (time.perf_counter() - began)


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=100_000, help="items of a timed run")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of which the median is taken")
    given: Any = parser.parse_args(arguments)
    times = asyncio.run(compare(given.items, given.rounds))
    least = times["bare workers, no outcomes"]
    say = sys.stdout.write
    say(f"CPU us an item, median of {given.rounds} x {given.items:,} items, {WORKERS} calls in progress\n")
    say(f"{'':36}{'at once':>9}{'one turn':>9}{'x bare':>8}{'x bare':>8}{'MB':>7}\n")
    for name, taken in times.items():
        peak = asyncio.run(megabytes(PATTERNS[name], given.items))
        ratios = [taken[kind] / least[kind] for kind in taken]
        say(f"{name:36}{taken['at once']:9.2f}{taken['one turn']:9.2f}{ratios[0]:8.1f}{ratios[1]:8.2f}{peak:7.1f}\n")
    say(f"calls of {PAUSE * 1000:g} ms that end a second, of {WORKERS / PAUSE:,.0f} at most\n")
    for name in ("bare workers, no outcomes", "bulk.run"):
        reached = asyncio.run(goodput(PATTERNS[name], 10))
        say(f"{name:36}{reached:9,.0f}{reached * PAUSE / WORKERS:9.1%}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
