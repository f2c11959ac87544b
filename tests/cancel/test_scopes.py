"""Whatever ends a call from outside ends it as it should: time limits, sibling tasks, closed generators, loops."""

import asyncio
import gc
import warnings
from collections.abc import Awaitable, Callable

import anyio
import pytest

from segment_async import PublicClient, Timeout
from segment_async._core.limiter import PacingLimiter
from segment_async._core.limits import Feedback
from segment_async._core.operation import per_minute
from segment_async._core.session import Session
from segment_async.testing import FaultServer, faults
from tests.cancel.stage import CASES, Case, staged
from tests.core.conftest import GET, Open, call, operation
from tests.core.server import SILENCE, ok, serving

pytestmark = pytest.mark.anyio


async def _by_asyncio(session: Session, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        await call(session, GET)


async def _by_anyio(session: Session, seconds: float) -> None:
    with anyio.fail_after(seconds):
        await call(session, GET)


@pytest.mark.parametrize("limited", [_by_asyncio, _by_anyio])
@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.01, 0.05])
async def test_a_time_limit_around_a_call_is_the_callers_own(
    open_session: Open, limited: Callable[[Session, float], Awaitable[None]], seconds: float
) -> None:
    """F82: it is the caller's TimeoutError, and no error of ours."""
    async with serving(SILENCE) as server, open_session(server.url) as session:
        with pytest.raises(TimeoutError):
            await limited(session, seconds)
    task = asyncio.current_task()
    assert task is not None
    assert 0 == task.cancelling()


async def test_a_sibling_that_fails_ends_the_others(open_session: Open) -> None:
    async def fail() -> None:
        await anyio.sleep(0.02)
        raise ZeroDivisionError

    async def together(session: Session) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(5):
                group.create_task(call(session, GET))
            group.create_task(fail())

    async with serving(SILENCE) as server, open_session(server.url) as session:
        with pytest.raises(ExceptionGroup) as caught:
            await together(session)
    assert [ZeroDivisionError] == [type(error) for error in caught.value.exceptions]


async def test_a_walk_that_is_left_holds_nothing() -> None:
    case = Case(plan=CASES["that walks through pages"].plan)
    async with staged(case) as stage:
        pages = stage.segment.sources.list().pages()
        await anext(pages)
        assert not any(stage.held().values())
        await pages.aclose()
        async for _ in stage.segment.sources.list().pages():
            break
        gc.collect()
        assert not any(stage.held().values())


async def test_a_slot_that_was_not_used_is_given_back(open_session: Open) -> None:
    """A call that is cancelled before it is sent costs nothing of the rate limit."""
    limiter, wanted = PacingLimiter(), operation(limit=per_minute(2))
    async with serving(SILENCE) as server, open_session(server.url, limiter=limiter, concurrency=1) as session:
        async with anyio.create_task_group() as group:
            for _ in range(2):
                group.start_soon(call, session, wanted)
            with anyio.fail_after(5):
                while not server.seen:  # noqa: ASYNC110 - the server tells nobody
                    await anyio.sleep(0.001)
            group.cancel_scope.cancel()
        assert [0, None] == [await limiter.acquire(wanted, within=30) for _ in range(2)]


async def test_a_slot_of_a_request_that_may_have_been_counted_stays_in_use(open_session: Open) -> None:
    limiter, wanted = PacingLimiter(), operation(limit=per_minute(1))
    async with serving(SILENCE) as server, open_session(server.url, limiter=limiter) as session:
        with anyio.move_on_after(0.1):
            await call(session, wanted)
        assert 1 == len(server.seen)
        assert await limiter.acquire(wanted, within=30) is None


def test_a_loop_that_ends_with_calls_under_way_ends_them_quietly() -> None:
    """F82: a program that is interrupted prints no warnings."""

    async def main() -> None:
        async with FaultServer(otherwise=faults.stall()) as server:
            segment = PublicClient("a-made-up-token", base_url=server.url, limiter=PacingLimiter())
            for _ in range(3):
                asyncio.get_running_loop().create_task(segment.workspaces.get())
            await asyncio.sleep(0.05)
            await segment.aclose()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asyncio.run(main())
        gc.collect()


async def test_a_client_may_be_closed_while_calls_wait(open_session: Open) -> None:
    """F83: each says so, and none hangs."""
    limiter, wanted = PacingLimiter(), operation(limit=per_minute(1))
    errors: list[BaseException] = []
    async with (
        serving(ok()) as server,
        open_session(server.url, limiter=limiter, timeout=Timeout(total=None)) as session,
    ):
        await limiter.acquire(wanted, within=0)
        with anyio.fail_after(5):
            tasks = [asyncio.create_task(call(session, wanted)) for _ in range(3)]
            await anyio.wait_all_tasks_blocked()
            await session.transport.aclose()
            limiter.heed(wanted, Feedback(requests=100))
            errors = await asyncio.gather(*tasks, return_exceptions=True)
    assert ["The client is closed"] * 3 == [str(error)[:20] for error in errors]
    assert [0] * 3 == [getattr(error, "attempts", None) for error in errors]
    assert 0 == len(server.seen)
