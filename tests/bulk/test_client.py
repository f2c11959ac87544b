"""Many calls of a client at once, over real connections."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import anyio
import pytest
from aiohttp import web

from segment_async import (
    BulkError,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    PublicClient,
    RetryPolicy,
    ServerError,
    Timeout,
    Unauthorized,
    bulk,
)
from segment_async._core.limiter import PacingLimiter
from segment_async._core.operation import Operation
from segment_async.bulk import Done, Failed, Unknown
from segment_async.sandbox import Sandbox
from tests.bulk.conftest import kinds, left
from tests.bulk.server import Answer, Served, ok, refused, serving, source

pytestmark = pytest.mark.anyio

QUICK = RetryPolicy(retries=1, base=0.001, cap=0.002)


@asynccontextmanager
async def client_of(answer: Answer, **options: Any) -> AsyncIterator[tuple[PublicClient, Served]]:
    given = {"limiter": PacingLimiter(), "retries": QUICK} | options
    async with serving(answer) as served, PublicClient("some-token", base_url=served.url, **given) as segment:
        yield segment, served


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed="demo") as box:
        yield box


@pytest.fixture
async def segment(box: Sandbox) -> AsyncIterator[PublicClient]:
    async with PublicClient(box.token, base_url=box.url, limiter=PacingLimiter()) as segment:
        yield segment


class Watching(PacingLimiter):
    """Notes how long each call was ready to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.bounds: list[float | None] = []

    async def acquire(self, operation: Operation[Any], *, within: float | None) -> float | None:
        self.bounds.append(within)
        return await super().acquire(operation, within=within)


async def test_a_method_is_called_for_each_id(segment: PublicClient) -> None:
    sources = [source async for source in segment.sources.list()]
    ids = [source.id for source in sources]
    async with segment.bulk(segment.sources.get, [*ids, "no-such-id"], concurrency=4, ordered=True) as run:
        *found, last = [outcome async for outcome in run]
    assert sources == [outcome.value.source for outcome in found if isinstance(outcome, Done)]
    assert isinstance(last, Failed)
    assert isinstance(last.error, NotFound)
    assert sources == [answer.source for answer in await bulk.gather(segment.sources.get, ids)]


async def test_items_of_several_arguments_are_taken_apart_by_a_lambda(segment: PublicClient) -> None:
    sources = [source async for source in segment.sources.list()]
    pairs = [(source.id, f"Renamed {place}") for place, source in enumerate(sources)]
    renamed = segment.bulk(lambda pair: segment.sources.update(pair[0], name=pair[1]), pairs, ordered=True)
    assert [name for _, name in pairs] == [outcome.value.name async for outcome in renamed if outcome.value]


@pytest.mark.parametrize(
    ("choose", "patient"),
    [
        (lambda segment: segment.sources.get, True),
        (lambda segment: partial(segment.sources.get), True),
        (lambda segment: segment.with_options(strict=True).sources.get, True),
        (lambda segment: lambda source_id: segment.sources.get(source_id), False),  # noqa: PLW0108 - a lambda of a user's
    ],
)
async def test_methods_wait_for_their_limit_and_other_callables_are_called_as_they_are(
    segment: PublicClient,
    choose: Callable[[PublicClient], Callable[[str], Any]],
    patient: bool,  # noqa: FBT001 - parametrized
) -> None:
    limiter = Watching()
    impatient = segment.with_options(timeout=7, limiter=limiter)
    first = (await segment.sources.list()).items[0]
    outcomes = [outcome async for outcome in segment.bulk(choose(impatient), [first.id])]
    assert ["done"] == [kind for kind, _ in kinds(outcomes)]
    (bound,) = limiter.bounds
    assert (bound is None) is patient


async def test_the_call_of_a_client_is_patient_too(segment: PublicClient) -> None:
    limiter = Watching()
    impatient = segment.with_options(timeout=7, limiter=limiter)
    ids = ["listSources", "getWorkspace"]
    assert 2 == len([outcome.value async for outcome in segment.bulk(impatient.call, ids) if outcome.value])
    assert [None, None] == limiter.bounds
    assert Timeout(total=None, attempt=60) == bulk.PATIENT


async def test_a_method_keeps_the_other_options_of_its_client() -> None:
    accepted = []

    async def answer(request: web.Request) -> web.Response:
        accepted.append(request.headers["Accept"])
        return ok(source=source("a"), trackingPlanId=None)

    async with client_of(answer) as (segment, _):
        alpha = segment.with_options(version="alpha")
        assert ["done"] == [kind for kind, _ in kinds([o async for o in segment.bulk(alpha.sources.get, ["a"])])]
    assert ["application/vnd.segment.v1alpha+json"] == accepted


async def test_a_revoked_token_starts_nothing_more() -> None:
    """F13: no more requests after the refusal than were in progress, but one that looks at the workspace."""

    async def answer(request: web.Request) -> web.Response:
        if served.count("/sources/") > 20:
            return refused(401)
        return ok(source=source(request.path.removeprefix("/sources/")), trackingPlanId=None)

    async with client_of(answer) as (segment, served):
        run = segment.bulk(segment.sources.get, (str(number) for number in range(500)), concurrency=4, ordered=True)
        outcomes = [outcome async for outcome in run]
    assert [str(number) for number in range(500)] == [outcome.item for outcome in outcomes]
    found = [kind for kind, _ in kinds(outcomes)]
    assert 20 == found.count("done")
    assert served.count("/sources/") == 500 - found.count("skipped") <= 20 + 4
    assert 1 == len(served.seen) - served.count("/sources/")


async def test_a_401_for_one_thing_fails_its_item_only() -> None:
    """F13: the workspace can still be read."""

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/sources/5":
            return refused(401)
        if request.path == "/":
            return ok(workspace={"id": "w", "slug": "w", "name": "W"})
        return ok(source=source("a"), trackingPlanId=None)

    async with client_of(answer) as (segment, _):
        outcomes = [outcome async for outcome in segment.bulk(segment.sources.get, map(str, range(50)), concurrency=4)]
    (failed,) = [outcome for outcome in outcomes if not isinstance(outcome, Done)]
    assert isinstance(failed, Failed)
    assert "5" == failed.item
    assert isinstance(failed.error, Unauthorized)


async def test_a_403_fails_its_item_only() -> None:
    async def answer(request: web.Request) -> web.Response:
        return refused(403) if request.path == "/sources/5" else ok(source=source("a"), trackingPlanId=None)

    async with client_of(answer) as (segment, _):
        with pytest.raises(BulkError) as caught:
            await bulk.gather(segment.sources.get, map(str, range(20)))
    assert [Forbidden] == [type(error) for error in caught.value.exceptions]
    assert 19 == sum(isinstance(outcome, Done) for outcome in caught.value.outcomes)


async def test_a_429_parks_its_operation_and_no_other() -> None:
    """F01: runs of different limits go on side by side."""
    served_all = anyio.Event()

    async def answer(request: web.Request) -> web.Response:
        if request.path.startswith("/warehouses/"):
            if served.count("/destinations/") == 50:
                served_all.set()
            return refused(404)
        if served.count("/warehouses/") < 50:
            return refused(429, data={"msBeforeNext": 50})
        return refused(404)

    def ids() -> list[str]:
        return [str(number) for number in range(50)]

    async with (
        client_of(answer, retries=1000, concurrency=4) as (segment, served),
        segment.bulk(segment.sources.get, ids(), concurrency=4) as parked,
    ):
        free = [outcome async for outcome in segment.bulk(segment.warehouses.get, ids(), concurrency=4)]
        waited = [outcome async for outcome in parked]
    assert {NotFound} == {type(outcome.error) for outcome in (*free, *waited)}
    assert 100 == len(free) + len(waited)


async def test_a_write_that_may_have_been_carried_out_is_unknown_and_a_read_failed() -> None:
    """F66, without a journal: nothing is guessed, and a create is not sent again."""

    async def answer(request: web.Request) -> web.Response:
        return refused(500)

    async def look_through(segment: PublicClient) -> AsyncIterator[list[Any]]:
        yield [outcome async for outcome in segment.bulk(segment.sources.get, ["a"])]
        yield [outcome async for outcome in segment.bulk(segment.sources.delete, ["a"])]
        create = partial(segment.sources.create, enabled=True, metadata_id="m")
        yield [outcome async for outcome in segment.bulk(lambda slug: create(slug=slug), ["a"])]
        preview = partial(segment.call, "createValidationInWarehouse")
        body = {"metadataId": "m", "settings": {}}
        yield [outcome async for outcome in segment.bulk(lambda item: preview(body=item), [body])]

    async with client_of(answer) as (segment, served):
        (read,), (removed,), (created,), (validated,) = [outcomes async for outcomes in look_through(segment)]
    assert [Failed, Unknown, Unknown, Failed] == [type(each) for each in (read, removed, created, validated)]
    assert [ServerError, ServerError, OutcomeUnknown, ServerError] == [
        type(each.error) for each in (read, removed, created, validated)
    ]
    assert 1 == sum(seen == ("POST", "/sources") for seen in served.seen)


async def test_a_walk_lists_what_is_below_each_parent(segment: PublicClient) -> None:
    expected = [
        (source, tuple([each async for each in segment.sources.list_connected_destinations(source.id)]))
        async for source in segment.sources.list()
    ]
    assert any(len(below) > 1 for _, below in expected)
    walk = segment.walk(
        segment.sources.list(page_size=2), segment.sources.list_connected_destinations, concurrency=3, ordered=True
    )
    async with walk as run:
        assert expected == [(outcome.item, outcome.value) async for outcome in run]


async def test_a_walk_goes_on_after_a_cursor_and_past_what_cannot_be_read(segment: PublicClient) -> None:
    page = await segment.sources.list(page_size=2)
    rest = [source.id async for source in segment.sources.list(page_size=2).items(after=page.next)]
    walk = segment.walk(
        segment.sources.list(page_size=2).items(after=page.next, ahead=True, unique=True),
        segment.sources.list_connected_destinations,
        key=lambda source: "no-such-id" if source.id == rest[0] else source.id,
        ordered=True,
    )
    outcomes = [outcome async for outcome in walk]
    assert rest == [outcome.item.id for outcome in outcomes]
    assert ["failed"] + (len(rest) - 1) * ["done"] == [kind for kind, _ in kinds(outcomes)]


async def test_ten_thousand_calls_are_made_once_each() -> None:
    """F84: on no more connections than there are calls in progress."""
    open_now = most = 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0)
        open_now -= 1
        return ok(source=source(request.path.removeprefix("/sources/")), trackingPlanId=None)

    async def ids() -> AsyncIterator[str]:
        for number in range(10_000):
            yield str(number)

    async with (
        client_of(answer) as (segment, served),
        segment.bulk(segment.sources.get, ids(), concurrency=64) as run,
    ):
        answered = [(outcome.item, outcome.value) async for outcome in run]
    assert 10_000 == len({item for item, _ in answered}) == len(served.seen)
    assert all(value is not None and item == value.source.id for item, value in answered)
    assert most <= 64


async def test_a_cancellation_at_any_time_leaves_no_call_behind() -> None:
    """F80: no task, no slot of the client, no connection in use; and the client works on."""

    async def answer(request: web.Request) -> web.Response:
        await asyncio.sleep(0)
        return ok(source=source("a"), trackingPlanId=None)

    async with client_of(answer, concurrency=3) as (segment, _):
        await segment.sources.get("warm")
        before = asyncio.all_tasks()
        cancelled = 0
        for turn in range(0, 2000, 2):
            task = asyncio.ensure_future(bulk.gather(segment.sources.get, map(str, range(20)), concurrency=5))
            for _ in range(turn):
                await asyncio.sleep(0)
            ended = task.done()
            task.cancel()
            await asyncio.wait([task])
            assert ended is not task.cancelled()
            cancelled += not ended
            assert set() == {each for each in await left(before) if "bulk" in repr(each) or "worker" in repr(each)}
            assert 3 == segment._session.slots._semaphore.value  # type: ignore[union-attr]  # it was used
            if ended:
                break
        assert cancelled > 5
        assert 20 == len(await bulk.gather(segment.sources.get, map(str, range(20))))
