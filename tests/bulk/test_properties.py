"""What holds of every run, whatever the calls do: drawn, not chosen."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import nullcontext

import pytest
from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st

from segment_async import bulk
from segment_async.bulk import Outcome
from segment_async.errors import BulkError, OutcomeUnknown
from tests.bulk.conftest import kinds, missing

pytestmark = pytest.mark.anyio

TURNS = st.integers(0, 5)
ENDS = st.sampled_from(["done", "done", "done", "failed", "unknown"])


@define
class Drawn:
    """An item: how long its call takes, how it ends, and how long the input and the consumer take over it."""

    place: int
    turns: int
    end: str
    before: int
    after: int


@define
class Job:
    """A run over drawn items, and a record of it."""

    items: Sequence[Drawn]
    concurrency: int
    pulled: int = 0
    fetched: int = 0
    running: int = 0
    stops: bool = False
    stopped: bool = False
    started: list[int] = field(factory=list[int])
    outcomes: list[Outcome[Drawn, int]] = field(factory=list[Outcome[Drawn, int]])

    async def source(self) -> AsyncIterator[Drawn]:
        for item in self.items:
            await turns(item.before)
            self.pulled += 1
            assert self.pulled - self.fetched <= 2 * self.concurrency
            yield item

    async def call(self, item: Drawn) -> int:
        assert not self.stopped
        self.started.append(item.place)
        self.running += 1
        assert self.running <= self.concurrency
        await turns(item.turns)
        self.running -= 1
        self.stopped = self.stopped or (self.stops and item.end != "done")
        if item.end == "failed":
            raise missing(item.place)
        if item.end == "unknown":
            raise OutcomeUnknown("Lost. Look.", outcome="unknown", method="POST")
        return item.place

    async def run(self, *, ordered: bool, on_error: bulk.OnError) -> None:
        self.stops = on_error == "stop"
        async with bulk.run(
            self.call, self.source(), concurrency=self.concurrency, ordered=ordered, on_error=on_error
        ) as run:
            async for outcome in run:
                self.fetched += 1
                self.outcomes.append(outcome)
                await turns(outcome.item.after)


async def turns(number: int) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


@st.composite
def jobs(draw: st.DrawFn) -> Job:
    many = draw(st.integers(0, 30))
    items = [Drawn(place, draw(TURNS), draw(ENDS), draw(TURNS), draw(TURNS)) for place in range(many)]
    return Job(items, draw(st.integers(1, 8)))


@given(jobs(), st.booleans())
@settings(max_examples=200, deadline=None)
async def test_every_item_has_the_outcome_of_its_call(job: Job, ordered: bool) -> None:  # noqa: FBT001 - drawn
    await job.run(ordered=ordered, on_error="collect")
    found = job.outcomes if ordered else sorted(job.outcomes, key=lambda outcome: outcome.item.place)
    assert [(item.end, item) for item in job.items] == kinds(found)
    assert list(range(len(job.items))) == job.started


@given(jobs(), st.booleans())
@settings(max_examples=200, deadline=None)
async def test_a_stop_loses_nothing_that_was_started(job: Job, ordered: bool) -> None:  # noqa: FBT001 - drawn
    failing = any(item.end != "done" for item in job.items)
    with pytest.raises(BulkError) if failing else nullcontext() as caught:
        await job.run(ordered=ordered, on_error="stop")
    found = kinds(job.outcomes)
    assert job.pulled == len(found)
    assert all(kind in {item.end, "skipped"} for kind, item in found)
    assert set(job.started) == {item.place for kind, item in found if kind != "skipped"}
    failed = [(kind, item) for kind, item in found if kind in {"failed", "unknown"}]
    assert failed == (kinds(caught.value.outcomes) if caught else [])
    assert failing is bool(failed)
