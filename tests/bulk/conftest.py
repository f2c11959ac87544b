"""What the tests of bulk runs share: calls that count, and a look at what is left behind."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterable, AsyncIterator, Iterator, Sequence
from typing import Any

import pytest
from attrs import define, field

from segment_async.bulk import Done, Failed, Outcome, Skipped, Unknown
from segment_async.errors import NotFound

KINDS = {Done: "done", Failed: "failed", Skipped: "skipped", Unknown: "unknown"}


@pytest.fixture(autouse=True)
async def nothing_left(anyio_backend: str) -> AsyncIterator[None]:
    """Fail a test that leaves a task behind."""
    before = asyncio.all_tasks()
    yield
    assert set() == await left(before)


@pytest.fixture(autouse=True)
def nothing_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test after which asyncio complains, as it does of tasks that nobody awaited."""
    yield
    gc.collect(1)  # what a test made is young
    records = (*caplog.get_records("call"), *caplog.get_records("teardown"))
    assert [] == [record.message for record in records if record.levelno >= logging.WARNING]


async def left(before: set["asyncio.Task[Any]"]) -> set["asyncio.Task[Any]"]:
    """Return the tasks that are there and were not before, once what ends has had the time for it."""
    for _ in range(20):
        await asyncio.sleep(0)
    return {task for task in asyncio.all_tasks() - before if "TestRunner" not in repr(task.get_coro())}


@define
class Calls:
    """A call that waits a number of turns of the event loop, and keeps a record."""

    turns: int = 0
    started: list[Any] = field(factory=list[Any])
    running: int = 0
    most: int = 0

    async def __call__(self, item: int) -> int:
        self.started.append(item)
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            for _ in range(self.turns):
                await asyncio.sleep(0)
        finally:
            self.running -= 1
        return item * 10


@define
class Stream:
    """An async source that tells what was pulled from it, and whether it was closed."""

    items: Sequence[Any] | range
    pulled: int = 0
    closed: bool = False

    async def __aiter__(self) -> AsyncIterator[Any]:
        try:
            for item in self.items:
                self.pulled += 1
                yield item
                await asyncio.sleep(0)
        finally:
            self.closed = True


async def fetch(source: AsyncIterable[Any], into: list[Any]) -> None:
    """Add to a list what a source yields, up to its end or an error."""
    async for each in source:
        into.append(each)  # noqa: PERF401 - what comes before an error counts


def kinds(outcomes: Sequence[Outcome[Any, Any]]) -> list[tuple[str, Any]]:
    """Return kind and item of outcomes."""
    return [(KINDS[type(outcome)], outcome.item) for outcome in outcomes]


def missing(item: object) -> NotFound:
    """Return the error of a thing that is not there."""
    return NotFound(f"{item} is not there. Look for another.", status=404, method="GET", outcome="rejected")
