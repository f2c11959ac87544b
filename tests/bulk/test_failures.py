"""What failures make of a run: outcomes, the closed gate, the stop, the deadline."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count

import anyio
import pytest

from segment_async import bulk
from segment_async.bulk import Done, Failed, Outcome, Skipped, Unknown
from segment_async.errors import (
    BulkError,
    ConfigurationError,
    DeadlineExceeded,
    DecodeError,
    Forbidden,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    SegmentError,
    ServerError,
    Unauthorized,
    WrongRegion,
)
from tests.bulk.conftest import Calls, Stream, fetch, kinds, missing

pytestmark = pytest.mark.anyio

REFUSAL = Unauthorized("No. Use another token.", status=401, outcome="rejected", method="GET")


def refusing(bad: set[int], error: Exception) -> Calls:
    """Return a call that fails for some items."""

    class Refusing(Calls):
        async def __call__(self, item: int) -> int:
            value = await super().__call__(item)
            if item in bad:
                raise error
            return value

    return Refusing(turns=2)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Forbidden("no", status=403, outcome="rejected", method="POST"), "failed"),
        (missing("a"), "failed"),
        (RateLimited("no", status=429, outcome="rejected", method="POST"), "failed"),
        (ConfigurationError("no", method="POST"), "failed"),
        (ServerError("no", status=500, outcome="unknown", method="GET"), "failed"),
        (ServerError("no", status=500, outcome="unknown", method="PATCH"), "unknown"),
        (ProtocolError("no", outcome="unknown", method="DELETE"), "unknown"),
        (OutcomeUnknown("no", outcome="unknown", method="POST"), "unknown"),
        (DeadlineExceeded("no", phase="request", outcome="unknown", method="POST"), "unknown"),
        (DeadlineExceeded("no", phase="limiter", outcome="not_sent", method="POST"), "failed"),
        (DecodeError("no", outcome="done", method="POST"), "unknown"),
        (DecodeError("no", outcome="done", method="GET"), "failed"),
    ],
)
async def test_a_failure_is_the_outcome_of_its_item_only(error: SegmentError, kind: str) -> None:
    """F69: the others are not touched; a write that may have been carried out is never called failed."""
    async with bulk.run(refusing({1}, error), range(4), ordered=True) as run:
        outcomes = [outcome async for outcome in run]
    assert [("done", 0), (kind, 1), ("done", 2), ("done", 3)] == kinds(outcomes)
    assert error is outcomes[1].error
    assert error.__traceback__ is None


async def test_who_calls_may_know_better_what_only_reads() -> None:
    error = ServerError("no", status=500, outcome="unknown", method="POST", operation_id="preview")
    run = bulk.run(refusing({0}, error), [0], is_read=lambda failure: failure.operation_id == "preview")
    assert [Failed(0, error)] == [outcome async for outcome in run]


async def test_a_401_starts_nothing_more_and_lets_end_what_runs() -> None:
    """F13."""
    calls = refusing({5}, REFUSAL)
    async with bulk.run(calls, Stream(range(100)), concurrency=4, ordered=True) as run:
        outcomes = [outcome async for outcome in run]
    assert list(range(100)) == [outcome.item for outcome in outcomes]
    assert len(calls.started) <= 5 + 4
    for outcome in outcomes:
        expected = Failed if outcome.item == 5 else Done if outcome.item in calls.started else Skipped
        assert expected is type(outcome)
    assert "token" in str(outcomes[-1].reason)


async def test_the_wrong_region_is_refused_everywhere_too() -> None:
    calls = refusing({0}, WrongRegion("no", status=403, region="eu"))
    async with bulk.run(calls, range(10), concurrency=1) as run:
        assert ["failed"] + 9 * ["skipped"] == [kind for kind, _ in kinds([outcome async for outcome in run])]


@pytest.mark.parametrize("refused", [True, False])
async def test_a_401_is_looked_into_where_somebody_can_tell(refused: bool) -> None:  # noqa: FBT001 - parametrized
    """F13: without that right for one operation, the others go on; nothing starts before it is known."""
    calls = refusing({5, 6}, REFUSAL)
    asked: list[int] = []

    async def is_refused() -> bool:
        started = len(calls.started)
        for _ in range(30):
            await asyncio.sleep(0)
        asked.append(len(calls.started) - started)
        return refused

    async with bulk.run(calls, range(50), concurrency=4, is_refused=is_refused) as run:
        outcomes = [outcome async for outcome in run]
    assert [0] == asked
    found = [kind for kind, _ in kinds(outcomes)]
    assert 2 == found.count("failed")
    assert (len(calls.started) < 12) is refused
    assert 50 - len(calls.started) == found.count("skipped")


@pytest.mark.parametrize("where", ["call", "items", "progress", "is_refused"])
async def test_a_mistake_in_the_program_is_raised_as_it_is(where: str) -> None:
    """What was in progress ends first, and nothing more starts."""
    mistake = KeyError("slug")

    async def items() -> AsyncIterator[int]:
        for item in range(100):
            if where == "items" and item == 5:
                raise mistake
            yield item

    def progress(so_far: bulk.Progress) -> None:
        if where == "progress" and so_far.pulled:
            raise mistake

    async def is_refused() -> bool:
        raise mistake

    calls = refusing({5}, REFUSAL if where == "is_refused" else mistake)
    if where == "items":
        calls = Calls(turns=2)
    fetched: list[Outcome[int, int]] = []
    run = bulk.run(
        calls, items(), concurrency=3, progress=progress if where == "progress" else None, is_refused=is_refused
    )
    if where == "progress":
        run._work.meter.is_due = lambda: True  # type: ignore[method-assign]  # without waiting for a tenth of a second
    with pytest.raises(KeyError) as caught:
        await fetch(run, fetched)
    assert caught.value is mistake
    assert 0 == calls.running
    assert len(calls.started) <= 5 + 3
    assert set(calls.started) <= {outcome.item for outcome in fetched}
    assert [] == [outcome async for outcome in run]


async def test_several_mistakes_are_raised_together() -> None:
    async def call(item: int) -> int:
        await asyncio.sleep(0)
        raise KeyError(item)

    run = bulk.run(call, range(10), concurrency=2, ordered=True)
    fetched: list[Outcome[int, int]] = []
    with pytest.raises(ExceptionGroup) as caught:
        await fetch(run, fetched)
    assert [("unknown", 0), ("unknown", 1)] == kinds(fetched)
    assert [0, 1] == [error.args[0] for error in caught.value.exceptions]


async def test_mistakes_that_say_the_same_are_one() -> None:
    async def call(_: int) -> int:
        await asyncio.sleep(0)
        raise KeyError("slug")

    with pytest.raises(KeyError, match="slug"):
        await fetch(bulk.run(call, range(10), concurrency=2), [])


async def test_a_call_cannot_end_the_loop_as_if_all_were_done() -> None:
    async def call(item: int) -> int:
        raise StopAsyncIteration

    with pytest.raises(RuntimeError, match="StopAsyncIteration"):
        await fetch(bulk.run(call, range(10)), [])


async def test_something_that_cannot_be_awaited_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="await"):
        _ = [outcome async for outcome in bulk.run(lambda item: item, [1])]  # type: ignore[arg-type, return-value]  # on purpose


@pytest.mark.parametrize("ordered", [True, False])
async def test_stop_starts_nothing_more_and_raises_after_what_runs(ordered: bool) -> None:  # noqa: FBT001 - parametrized
    error = missing("5")
    calls = refusing({5}, error)
    source = Stream(range(100))
    fetched: list[Outcome[int, int]] = []
    run = bulk.run(calls, source, concurrency=4, ordered=ordered, on_error="stop")
    with pytest.raises(BulkError, match="1 calls failed") as caught:
        await fetch(run, fetched)
    assert (error,) == caught.value.exceptions
    assert (Failed(5, error),) == caught.value.outcomes
    assert isinstance(caught.value, SegmentError)
    assert source.pulled < 15
    assert source.closed
    assert set(calls.started) <= {outcome.item for outcome in fetched}
    assert source.pulled == len(fetched)
    if ordered:
        assert list(range(len(fetched))) == [outcome.item for outcome in fetched]


async def test_a_stop_does_not_wait_for_an_input_that_waits() -> None:
    async def items() -> AsyncIterator[int]:
        yield 0
        await anyio.sleep_forever()

    with pytest.raises(BulkError):
        _ = [outcome async for outcome in bulk.run(refusing({0}, missing(0)), items(), on_error="stop")]


async def test_a_deadline_cuts_off_what_runs_and_skips_the_rest() -> None:
    async def call(item: int) -> int:
        if item >= 3:
            await anyio.sleep_forever()
        return item

    async with bulk.run(call, range(10), concurrency=2, ordered=True, deadline=0.05) as run:
        outcomes = [outcome async for outcome in run]
    assert 3 * ["done"] + 2 * ["unknown"] + 5 * ["skipped"] == [kind for kind, _ in kinds(outcomes)]
    assert isinstance(outcomes[3], Unknown)
    assert isinstance(outcomes[3].error, DeadlineExceeded)
    assert ("run", "unknown") == (outcomes[3].error.phase, outcomes[3].error.outcome)
    assert "deadline" in str(outcomes[9].reason)


async def test_a_deadline_ends_a_run_on_an_endless_input() -> None:
    fetched: list[Outcome[int, int]] = []
    with pytest.raises(DeadlineExceeded):
        await fetch(bulk.run(Calls(turns=1), count(), deadline=0.01), fetched)
    assert isinstance(fetched[-1], Skipped)


async def test_a_run_within_its_deadline_is_like_any_other() -> None:
    async with bulk.run(Calls(turns=1), Stream(range(20)), deadline=60, ordered=True) as run:
        assert [Done(item, item * 10) for item in range(20)] == [outcome async for outcome in run]


async def test_gather_returns_values_in_the_order_of_the_items() -> None:
    async def call(item: int) -> int:
        for _ in range(10 - item):
            await asyncio.sleep(0)
        return item * 10

    assert [item * 10 for item in range(10)] == await bulk.gather(call, range(10), concurrency=4)


@pytest.mark.parametrize("on_error", ["collect", "stop"])
async def test_gather_raises_with_every_outcome(on_error: bulk.OnError) -> None:
    error = missing("1")
    with pytest.raises(BulkError, match=r"1 calls failed.*1 is not there") as caught:
        await bulk.gather(refusing({1}, error), range(3), concurrency=1, on_error=on_error)
    assert (error,) == caught.value.exceptions
    expected = (Done(0, 0), Failed(1, error), Done(2, 20))
    assert expected[: 2 if on_error == "stop" else 3] == caught.value.outcomes
    part = caught.value.subgroup(type(error))
    assert isinstance(part, BulkError)
    assert caught.value.outcomes == part.outcomes


async def test_gather_raises_where_nothing_was_even_started() -> None:
    async def slow() -> AsyncIterator[int]:
        await anyio.sleep(0.02)
        yield 1

    with pytest.raises(BulkError, match="1 were not made") as caught:
        await bulk.gather(Calls(), slow(), deadline=0.01)
    assert [DeadlineExceeded] == [type(error) for error in caught.value.exceptions]
