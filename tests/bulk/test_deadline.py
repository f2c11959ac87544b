"""The deadline of a run: calls are told as exactly as their client knows, and a cut-off input is no end."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest
from aiohttp import web

from segment_async import BulkError, PublicClient, bulk
from segment_async._core.limiter import PacingLimiter
from segment_async.bulk import Done, Failed, Outcome, Skipped, Unknown
from segment_async.bulk.reasons import LATE
from segment_async.errors import DeadlineExceeded
from tests.bulk.conftest import Calls, fetch
from tests.bulk.server import Served, ok, refused, serving

pytestmark = pytest.mark.anyio


class Renaming:
    """A server on which groups are renamed: the first few at once, and every other past the deadline."""

    def __init__(self, at_once: int = 0, status: int = 200) -> None:
        self.at_once, self.status, self.came = at_once, status, 0

    async def answer(self, request: web.Request) -> web.Response:
        if request.path == "/":
            return ok(workspace={"id": "w", "slug": "acme", "name": "Acme"})
        self.came += 1
        if self.status != 200:
            answer = refused(self.status)
            answer.headers["Retry-After"] = "30"
            return answer
        if self.came > self.at_once:
            await anyio.sleep(2.5)
        return ok(userGroup={"id": "g", "name": "x", "memberCount": 0, "permissions": []})


def renames(count: int) -> list[Any]:
    return [{"path": {"userGroupId": str(number)}, "body": {"name": "x"}} for number in range(count)]


async def outcomes_of(served: Served, count: int, *, journal: Path | None = None, **options: Any) -> list[Any]:
    """Rename so many groups in a second, and return what became of each."""
    given = {"limiter": PacingLimiter()} | options
    async with PublicClient("some-token", base_url=served.url, **given) as segment:
        call = partial(segment.call, "updateUserGroup")
        async with segment.bulk(call, renames(count), deadline=1.0, ordered=True, journal=journal) as run:
            return [outcome async for outcome in run]


async def test_what_waits_for_a_limit_at_the_deadline_was_not_made(tmp_path: Path) -> None:
    """Few of these are taken in a minute; what was not sent may be sent by the next run."""
    server = Renaming(at_once=1000)
    async with serving(server.answer) as served:
        outcomes = await outcomes_of(served, 100, journal=tmp_path / "journal")
        assert {Done, Skipped} == {type(outcome) for outcome in outcomes}
        assert {LATE} == {outcome.reason for outcome in outcomes if isinstance(outcome, Skipped)}
        again = await outcomes_of(served, 100, journal=tmp_path / "journal")
    assert server.came == sum(isinstance(outcome, Done) and not outcome.resumed for outcome in [*outcomes, *again])


async def test_what_waits_for_other_calls_at_the_deadline_was_not_made() -> None:
    """One is in progress, of which the answer is missing."""
    server = Renaming()
    async with serving(server.answer) as served:
        sent, *others = await outcomes_of(served, 3, concurrency=1)
    assert isinstance(sent, Unknown)
    assert isinstance(sent.error, DeadlineExceeded)
    assert ("run", "unknown", "updateUserGroup") == (sent.error.phase, sent.error.outcome, sent.error.operation_id)
    assert [Skipped(item, LATE) for item in renames(3)[1:]] == others
    assert 1 == server.came


async def test_what_a_limit_refused_before_the_deadline_was_not_made() -> None:
    server = Renaming(status=429)
    async with serving(server.answer) as served:
        assert [Skipped(item, LATE) for item in renames(3)] == await outcomes_of(served, 3)


async def test_what_may_have_been_carried_out_before_the_deadline_is_unknown() -> None:
    """A change that is sent again after a failure, for which no time is left."""
    server = Renaming(status=503)
    async with serving(server.answer) as served:
        (outcome,) = await outcomes_of(served, 1)
    assert isinstance(outcome, Unknown)


async def test_a_call_of_its_own_timeout_fails_by_that() -> None:
    async def call(item: int) -> None:
        raise DeadlineExceeded(f"{item} took too long.", phase="limiter", outcome="not_sent", method="POST")

    assert [Failed] == [type(outcome) async for outcome in bulk.run(call, [1], deadline=60)]


async def waiting() -> AsyncIterator[int]:
    yield 0
    await anyio.sleep_forever()


async def endless() -> AsyncIterator[int]:
    while True:
        yield 0
        await asyncio.sleep(0)


@pytest.mark.parametrize("items", [waiting, endless])
async def test_an_input_that_the_deadline_cuts_off_is_not_told_as_complete(items: Any) -> None:
    fetched: list[Outcome[int, int]] = []
    run = bulk.run(Calls(), items(), deadline=0.2)
    with pytest.raises(DeadlineExceeded, match="before its input ended") as caught:
        await fetch(run, fetched)
    assert "run" == caught.value.phase
    assert Done(0, 0) == fetched[0]
    assert [] == [outcome async for outcome in run]


async def test_gather_does_not_return_a_part_of_the_values() -> None:
    with pytest.raises(DeadlineExceeded, match="before its input ended"):
        await bulk.gather(Calls(), waiting(), deadline=0.2)
    with pytest.raises(BulkError, match="were not made") as caught:
        await bulk.gather(Calls(), endless(), deadline=0.2)
    assert Done(0, 0) == caught.value.outcomes[0]
