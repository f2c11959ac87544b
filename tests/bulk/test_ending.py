"""However a run ends, it leaves nothing behind, and cancellation passes through."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext

import anyio
import pytest

from segment_async import bulk
from segment_async.bulk import Done, Outcome, Run, Unknown
from segment_async.errors import ConfigurationError
from tests.bulk.conftest import Calls, Stream, fetch, left

pytestmark = pytest.mark.anyio


class Forever(Calls):
    """A call that never ends by itself."""

    async def __call__(self, item: int) -> int:
        self.running += 1
        try:
            return await asyncio.get_running_loop().create_future()  # which nothing else knows
        finally:
            self.running -= 1


async def test_leaving_the_block_ends_what_runs_before_it_goes_on() -> None:
    calls, source = Calls(turns=100), Stream(range(1000))
    async with bulk.run(calls, source, concurrency=8) as run:
        async for _ in run:
            break
        assert calls.running
    assert 0 == calls.running
    assert source.closed


async def test_a_plain_generator_is_closed_too() -> None:
    closed = []

    def items() -> Iterator[int]:
        try:
            yield from range(100)
        finally:
            closed.append(1)

    given = items()
    async with bulk.run(Calls(), given, concurrency=1) as run:
        await anext(run)
    assert [1] == closed
    assert [] == list(given)


async def test_what_is_no_generator_is_left_to_its_owner() -> None:
    send, receive = anyio.create_memory_object_stream[int](10)
    with send, receive:
        send.send_nowait(1)
        async with bulk.run(Calls(), receive) as run:
            await anext(run)
        send.send_nowait(2)
        assert 2 == await receive.receive()


async def test_breaking_out_of_a_bare_loop_ends_the_run() -> None:
    calls, source = Forever(), Stream(range(1000))
    first = Calls()

    async def call(item: int) -> int:
        return await (calls if item else first)(item)

    before = asyncio.all_tasks()
    async for _ in bulk.run(call, source, concurrency=8):
        break
    assert set() == await left(before)
    assert 0 == calls.running
    assert source.closed


async def test_a_run_caught_in_a_cycle_ends_when_the_collector_comes() -> None:
    calls = Forever()
    before = asyncio.all_tasks()
    run = bulk.run(calls, range(1000), concurrency=8)
    run.me = run  # type: ignore[attr-defined]  # a cycle
    await run.__aenter__()
    for _ in range(3):
        await asyncio.sleep(0)
    assert 8 == calls.running
    del run
    gc.collect()
    assert set() == await left(before)
    assert 0 == calls.running


async def test_an_error_in_the_loop_passes_and_ends_the_run() -> None:
    calls = Calls(turns=5)
    before = asyncio.all_tasks()

    async def iterate() -> None:
        async for _ in bulk.run(calls, range(1000), concurrency=8):
            raise LookupError

    with pytest.raises(LookupError):
        await iterate()
    assert set() == await left(before)
    assert 0 == calls.running


@pytest.mark.parametrize("entered", [True, False])
@pytest.mark.parametrize("kind", ["fail_after", "timeout", "move_on_after", "wait_for"])
async def test_a_timeout_around_the_loop_ends_the_run(kind: str, entered: bool) -> None:  # noqa: FBT001 - parametrized
    """F82."""
    calls = Forever()
    before = asyncio.all_tasks()

    async def iterate() -> None:
        run = bulk.run(calls, range(1000), concurrency=8)
        if entered:
            async with run:
                await anext(run)
        else:
            async for _ in run:
                pass

    async def within() -> None:
        if kind == "fail_after":
            with anyio.fail_after(0.01):
                await iterate()
        elif kind == "timeout":
            async with asyncio.timeout(0.01):
                await iterate()
        elif kind == "wait_for":
            await asyncio.wait_for(iterate(), 0.01)
        else:
            with anyio.move_on_after(0.01) as scope:
                await iterate()
            assert scope.cancelled_caught
            raise TimeoutError

    with pytest.raises(TimeoutError):
        await within()
    assert set() == await left(before)
    assert 0 == calls.running


async def test_a_timeout_around_one_fetch_costs_the_run_nothing() -> None:
    freed = anyio.Event()

    async def call(item: int) -> int:
        await freed.wait()
        return item

    async with bulk.run(call, range(5), ordered=True) as run:
        with anyio.move_on_after(0.01) as scope:
            await anext(run)
        assert scope.cancelled_caught
        freed.set()
        assert [0, 1, 2, 3, 4] == [outcome.item async for outcome in run]


@pytest.mark.parametrize("groups", ["anyio", "asyncio"])
async def test_the_failure_of_a_sibling_ends_the_run(groups: str) -> None:
    """F82."""
    calls = Forever()

    async def iterate() -> None:
        async with bulk.run(calls, range(1000), concurrency=8) as run:
            await anext(run)

    async def fail() -> None:
        await asyncio.sleep(0.01)
        raise LookupError

    async def both() -> None:
        if groups == "anyio":
            async with anyio.create_task_group() as group:
                group.start_soon(iterate)
                group.start_soon(fail)
        else:
            async with asyncio.TaskGroup() as siblings:
                siblings.create_task(iterate())
                siblings.create_task(fail())

    with pytest.raises(ExceptionGroup) as caught:
        await both()
    assert [LookupError] == [type(error) for error in caught.value.exceptions]
    assert 0 == calls.running


def test_the_end_of_the_event_loop_ends_the_run() -> None:
    """F82: with the run held by somebody, so that nothing but the loop can end it."""
    calls = Forever()
    held: list[Run[int, int]] = []

    async def main() -> None:
        held.append(bulk.run(calls, Stream(range(1000)), concurrency=8))
        await held[0].__aenter__()
        for _ in range(20):
            await asyncio.sleep(0)
        assert 8 == calls.running

    asyncio.run(main())
    assert 0 == calls.running


def test_a_run_that_outlives_its_loop_is_no_trouble() -> None:
    async def main() -> Run[int, int]:
        run = bulk.run(Calls(), range(1000), concurrency=2)
        await anext(run)
        return run

    run = asyncio.run(main())
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(drain(run))
    del run
    gc.collect()


async def drain(run: Run[int, int]) -> list[int]:
    return [outcome.item async for outcome in run]


async def test_a_closed_run_says_so() -> None:
    run = bulk.run(Calls(), range(1000), concurrency=2)
    await anext(run)
    await run.aclose()
    await run.aclose()
    with pytest.raises(ConfigurationError, match="closed before its end"):
        await anext(run)


async def test_a_run_that_is_closed_while_somebody_waits_for_it_wakes_them() -> None:
    """F83."""
    run = bulk.run(Forever(), range(1000), concurrency=2)
    waiting = asyncio.ensure_future(anext(run))
    await asyncio.sleep(0)
    await run.aclose()
    with pytest.raises(ConfigurationError, match="closed before its end"):
        await waiting


async def test_a_run_that_was_closed_unused_does_nothing() -> None:
    calls = Calls()
    run = bulk.run(calls, range(3))
    await run.aclose()
    with pytest.raises(ConfigurationError, match="closed"):
        await anext(run)
    assert [] == calls.started


@pytest.mark.parametrize("whose", ["call", "items"])
async def test_a_cancellation_that_nobody_meant_for_the_run_is_a_mistake(whose: str) -> None:
    """As where a call awaits a task that somebody cancelled; its siblings end as they would."""
    cancelled = asyncio.ensure_future(anyio.sleep_forever())
    cancelled.cancel()

    async def call(item: int) -> int:
        if item == 2 and whose == "call":
            await cancelled
        for _ in range(20):
            await asyncio.sleep(0)
        return item

    async def items() -> AsyncIterator[int]:
        for item in range(5):
            if item == 2 and whose == "items":
                await cancelled
            yield item

    fetched: list[Outcome[int, int]] = []
    with pytest.raises(RuntimeError, match="not by the run") as caught:
        await fetch(bulk.run(call, items(), concurrency=3, ordered=True), fetched)
    assert isinstance(caught.value.__cause__, asyncio.CancelledError)
    assert [Done(0, 0), Done(1, 1)] == fetched[:2]
    assert ([Unknown(2, caught.value)] if whose == "call" else []) == fetched[2:]


async def test_calls_may_clean_up_when_they_are_cancelled() -> None:
    cleaned = []

    async def call(item: int) -> None:
        try:
            await anyio.sleep_forever()
        finally:
            with anyio.CancelScope(shield=True):
                await asyncio.sleep(0.01)
            cleaned.append(item)

    with anyio.move_on_after(0.01):
        async with bulk.run(call, range(10), concurrency=4) as run:
            await anext(run)
    assert [0, 1, 2, 3] == sorted(cleaned)


async def test_nothing_starts_once_a_run_is_closing() -> None:
    """Also where calls in progress end well, since they are shielded."""
    started = []

    async def call(item: int) -> None:
        started.append(item)
        with anyio.CancelScope(shield=True):
            await asyncio.sleep(0.01)

    async with bulk.run(call, range(10)):
        pass
    assert [] == started
    async with bulk.run(call, range(100), concurrency=4) as run:
        await anext(run)
    assert len(started) <= 8


async def iterate_some(kind: str, calls: Calls, source: Stream) -> None:
    """Do something that takes a number of turns of the event loop."""
    if kind == "gather":
        await bulk.gather(calls, source, concurrency=3)
    elif kind == "entered":
        async with bulk.run(calls, source, concurrency=3, ordered=True) as run:
            async for _ in run:
                await asyncio.sleep(0)
    else:
        async for _ in bulk.run(calls, source, concurrency=3):
            await asyncio.sleep(0)


@pytest.mark.parametrize("kind", ["gather", "entered", "bare"])
async def test_a_cancellation_at_any_turn_of_the_loop_leaves_nothing(kind: str) -> None:
    """F80: cancelled in the k-th turn, for every k up to the end."""
    loop = asyncio.get_running_loop()
    before = asyncio.all_tasks()
    for turn in range(1000):
        calls, source = Calls(turns=3), Stream(range(12))
        task = loop.create_task(iterate_some(kind, calls, source))
        for _ in range(turn):
            await asyncio.sleep(0)
        ended = task.done()
        task.cancel()
        with nullcontext() if ended else pytest.raises(asyncio.CancelledError):
            await task
        del task
        assert set() == await left(before)
        assert 0 == calls.running
        assert source.closed or not source.pulled
        if ended:
            break
    assert 20 < turn < 999
