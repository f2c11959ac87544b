"""How far a run is, by a clock that the test sets."""

import asyncio

import anyio
import pytest

from segment_async import bulk
from segment_async.bulk import Done, Failed, Progress, Skipped, Unknown
from segment_async.bulk.progress import Meter
from segment_async.errors import OutcomeUnknown
from tests.bulk.conftest import Calls, Stream, missing


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_counts_rate_and_what_is_left() -> None:
    clock = Clock()
    meter = Meter(20, clock)
    assert Progress(total=20) == meter.progress()
    assert meter.progress().eta is None
    meter.pulled = 7
    for outcome in (Done(1, 1), Done(2, 2), Failed(3, missing(3)), Skipped(4, "late"), Unknown(5, missing(5))):
        meter.count(outcome)
    clock.now += 10
    progress = meter.progress()
    assert Progress(total=20, pulled=7, done=2, failed=1, skipped=1, unknown=1, elapsed=10, rate=0.5) == progress
    assert (5, 2, 30.0) == (progress.ended, progress.running, progress.eta)


def test_the_rate_is_that_of_the_last_half_minute() -> None:
    """So that a pause for a limit, or a quick start, does not count for ever."""
    clock = Clock()
    meter = Meter(None, clock)
    for _ in range(100):
        meter.count(Done(1, 1))
    for second in range(1, 61):
        clock.now += 1
        if second > 30:
            meter.count(Done(1, 1))
        progress = meter.progress()
    assert 1.0 == progress.rate
    assert progress.eta is None
    assert 60 == progress.elapsed


def test_more_items_than_announced_leave_nothing_to_wait_for() -> None:
    clock = Clock()
    meter = Meter(1, clock)
    meter.count(Done(1, 1))
    meter.count(Done(2, 2))
    clock.now += 1
    assert 0 == meter.progress().eta


def test_a_report_is_due_ten_times_a_second() -> None:
    clock = Clock()
    meter = Meter(None, clock)
    assert not meter.is_due()
    clock.now += 0.11
    assert meter.is_due()
    meter.progress()
    assert not meter.is_due()


@pytest.mark.anyio
async def test_a_run_reports_its_beginning_and_its_end() -> None:
    async def call(item: int) -> int:
        if item == 1:
            raise missing(item)
        if item == 2:
            raise OutcomeUnknown("Lost. Look.", outcome="unknown", method="POST")
        return item

    seen: list[Progress] = []
    async with bulk.run(call, range(5), progress=seen.append) as run:
        assert 5 == len([outcome async for outcome in run])
    first, last = seen[0], seen[-1]
    assert (5, 0, 0) == (first.total, first.pulled, first.ended)
    assert (5, 5, 0, 3, 1, 0, 1) == (
        *(last.total, last.pulled, last.running, last.done),
        *(last.failed, last.skipped, last.unknown),
    )
    assert last.elapsed <= run.progress.elapsed


@pytest.mark.anyio
async def test_a_run_reports_while_outcomes_come() -> None:
    seen: list[Progress] = []
    async with bulk.run(Calls(turns=1), range(100), concurrency=5, progress=seen.append) as run:
        run._work.meter.is_due = lambda: True  # type: ignore[method-assign]  # without waiting for a tenth of a second
        async for _ in run:
            pass
    assert list(range(1, 101)) == [progress.ended for progress in seen[1:-1]]
    assert all(0 <= progress.running <= 5 for progress in seen)


@pytest.mark.anyio
async def test_a_total_is_known_where_the_input_tells() -> None:
    class Hinted(Stream):
        def __length_hint__(self) -> int:
            return 7

    for items, total in ((range(3), 3), (Hinted(range(3)), 7), (iter([1, 2]), 2), (Stream([]), None)):
        assert total == bulk.run(Calls(), items).progress.total


@pytest.mark.anyio
async def test_waits_are_told_apart() -> None:
    """Where a run waits for its input, more calls at once would not help; where for its consumer, neither."""

    async def slow() -> object:
        for item in range(3):
            await anyio.sleep(0.02)
            yield item

    async with bulk.run(Calls(), slow(), concurrency=2) as run:
        async for _ in run:
            pass
    assert run.progress.input_waits > run.progress.output_waits == 0
    async with bulk.run(Calls(), range(10), concurrency=1) as run:
        async for _ in run:
            await asyncio.sleep(0.01)
    assert run.progress.output_waits > run.progress.input_waits
