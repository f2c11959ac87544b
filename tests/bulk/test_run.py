"""Items in, outcomes out: all of them, bounded, in the order that was asked for."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import count

import anyio
import pytest

from segment_async import bulk
from segment_async.bulk import Done, Failed, Outcome, Run, Skipped, Unknown
from segment_async.errors import ConfigurationError
from tests.bulk.conftest import Calls, Stream, kinds, missing

pytestmark = pytest.mark.anyio


async def collect(run: Run[int, int]) -> list[Outcome[int, int]]:
    async with run:
        return [outcome async for outcome in run]


def test_every_kind_of_outcome_has_the_same_four_attributes() -> None:
    error = missing("a")
    assert [
        ("a", 1, None, None),
        ("a", None, error, str(error)),
        ("a", None, error, str(error)),
        ("a", None, None, "late"),
    ] == [
        (outcome.item, outcome.value, outcome.error, outcome.reason)
        for outcome in (Done("a", 1), Failed("a", error), Unknown("a", error), Skipped("a", "late"))
    ]


@pytest.mark.parametrize("ordered", [True, False])
async def test_each_item_has_one_outcome(ordered: bool) -> None:  # noqa: FBT001 - parametrized
    outcomes = await collect(bulk.run(Calls(turns=2), range(100), concurrency=7, ordered=ordered))
    assert [Done(item, item * 10) for item in range(100)] == sorted(outcomes, key=lambda outcome: outcome.item)


async def test_any_iterable_will_do() -> None:
    async def counted() -> AsyncIterator[int]:
        for item in range(3):
            yield item

    for items in ([0, 1, 2], range(3), {0: "", 1: "", 2: ""}, (item for item in range(3)), counted(), Stream(range(3))):
        assert [Done(0, 0), Done(1, 10), Done(2, 20)] == await collect(bulk.run(Calls(), items, ordered=True))


async def test_no_items_are_no_outcomes() -> None:
    assert [] == await collect(bulk.run(Calls(), []))
    assert [] == await collect(bulk.run(Calls(), Stream([])))


async def test_outcomes_come_as_calls_end() -> None:
    gates = [anyio.Event() for _ in range(3)]

    async def call(item: int) -> None:
        await gates[item].wait()

    async with bulk.run(call, range(3)) as run:
        for item in (2, 0, 1):
            gates[item].set()
            assert Done(item, None) == await anext(run)


async def test_ordered_outcomes_wait_for_those_before() -> None:
    gates = [anyio.Event() for _ in range(3)]
    ended: list[int] = []

    async def call(item: int) -> None:
        await gates[item].wait()
        ended.append(item)
        gates[(item + 2) % 3].set()

    gates[2].set()
    async with bulk.run(call, range(3), ordered=True) as run:
        assert [0, 1, 2] == [outcome.item async for outcome in run]
    assert [2, 1, 0] == ended


async def test_calls_start_in_the_order_of_the_items() -> None:
    """F84."""
    calls = Calls(turns=3)
    await collect(bulk.run(calls, Stream(range(200)), concurrency=9))
    assert list(range(200)) == calls.started


@pytest.mark.parametrize("concurrency", [1, 2, 5, 300])
async def test_no_more_calls_run_than_allowed_and_no_fewer(concurrency: int) -> None:
    calls = Calls(turns=5)
    await collect(bulk.run(calls, range(100), concurrency=concurrency))
    assert min(concurrency, 100) == calls.most


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("turns", [0, 3])
async def test_no_more_than_twice_the_concurrency_is_pulled_and_not_fetched(turns: int, ordered: bool) -> None:  # noqa: FBT001 - parametrized
    """F85: whoever fetches slowly holds the run back, even on an endless input."""
    pulled = 0

    def endless() -> Iterator[int]:
        nonlocal pulled
        for item in count():
            pulled += 1
            yield item

    ahead: set[int] = set()
    async with bulk.run(Calls(turns), endless(), concurrency=4, ordered=ordered) as run:
        for fetched in range(1, 200):
            await anext(run)
            for _ in range(fetched % 7 * 5):
                await asyncio.sleep(0)
            ahead.add(pulled - fetched)
    assert 8 == max(ahead)


async def test_a_run_pulls_one_item_at_a_time() -> None:
    class Fussy:
        busy = False
        left = 50

        def __aiter__(self) -> "Fussy":
            return self

        async def __anext__(self) -> int:
            assert not self.busy
            self.busy = True
            await asyncio.sleep(0)
            self.busy = False
            if not self.left:
                raise StopAsyncIteration
            self.left -= 1
            return self.left

    assert 50 == len(await collect(bulk.run(Calls(turns=1), Fussy(), concurrency=8)))


async def test_a_run_does_nothing_before_it_is_entered_or_iterated() -> None:
    calls = Calls()
    run = bulk.run(calls, range(3))
    await asyncio.sleep(0)
    assert [] == calls.started
    assert [0, 1, 2] == [outcome.item async for outcome in run]
    assert [] == [outcome async for outcome in run]


async def test_two_may_iterate_one_run() -> None:
    seen: list[int] = []

    async def watch() -> None:
        seen.extend([outcome.item async for outcome in run])

    async with bulk.run(Calls(turns=1), range(50), concurrency=3) as run, anyio.create_task_group() as group:
        group.start_soon(watch)
        group.start_soon(watch)
    assert list(range(50)) == sorted(seen)


async def test_runs_side_by_side_do_not_hold_each_other_back() -> None:
    """A call that waits, as for a limit, keeps a worker of its own run only."""
    freed = anyio.Event()

    async def slow(item: int) -> int:
        await freed.wait()
        return item

    async with bulk.run(slow, range(100), concurrency=2) as parked:
        assert 100 == len(await collect(bulk.run(Calls(turns=1), range(100), concurrency=2)))
        freed.set()
        assert 100 == len([outcome async for outcome in parked])


async def test_what_a_run_shows_of_itself_holds_no_item() -> None:
    async with bulk.run(Calls(), [7_654_321]) as run:
        await anext(run)
        assert "<Run: 1 of 1 items ended>" == repr(run)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"concurrency": 0}, "concurrency is 0"),
        ({"concurrency": 2.5}, "concurrency is 2.5"),
        ({"on_error": "raise"}, "on_error is 'raise'"),
        ({"on_error": []}, r"on_error is \[\]"),
        ({"journal": "x", "replay": "never", "key": str, "settle": -1}, "settle is -1"),
        ({"journal": "x", "replay": "never", "key": str, "settle": "1"}, "settle is '1'"),
        (
            {"journal": "x", "replay": "never", "key": str, "binding": {"workspace": 5}},
            "binding holds 'workspace': int",
        ),
        ({"deadline": 0}, "deadline is 0"),
        ({"deadline": "1"}, "deadline is '1'"),
        ({"items": "abc"}, "items is str"),
        ({"items": 5}, "items is int"),
    ],
)
def test_what_cannot_be_used_is_refused_at_once(options: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        bulk.run(Calls(), **({"items": []} | options))


def test_a_run_may_be_prepared_outside_of_the_event_loop() -> None:
    run = bulk.run(Calls(), range(3))
    assert [("done", 0), ("done", 1), ("done", 2)] == kinds(asyncio.run(collect(run)))
