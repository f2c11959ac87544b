"""One limiter serves whoever has the token: clients, event loops, threads."""

import asyncio
from functools import partial
from threading import Thread

import anyio

from segment_async._core.limiter import Limiter, PacingLimiter, shared_limiter
from segment_async._core.limits import Feedback
from segment_async._core.operation import per_minute
from segment_async.testing import InstantClock
from tests.core.conftest import operation

SLOW = operation(limit=per_minute(1))


def test_clients_of_one_token_share_a_limiter() -> None:
    one, same, other = shared_limiter("a", "x"), shared_limiter("a", "x"), shared_limiter("b", "x")
    assert one is same
    assert one is not other
    assert shared_limiter("a", "x", per_minute(200)) is not one
    assert isinstance(one, Limiter)


def test_a_limiter_serves_event_loops_one_after_the_other() -> None:
    """A script that runs `asyncio.run` twice, with waits in both."""
    limiter = PacingLimiter()

    async def wait_and_give_up() -> None:
        with InstantClock(idle=0):
            await limiter.acquire(SLOW, within=None)
            limiter.heed(SLOW, Feedback("not_sent"))
            await limiter.acquire(SLOW, within=None)
            async with anyio.create_task_group() as group:
                for _ in range(3):
                    group.start_soon(partial(limiter.acquire, SLOW, within=None))
                await anyio.wait_all_tasks_blocked()
                group.cancel_scope.cancel()
            limiter.heed(SLOW, Feedback("not_sent"))

    for _ in range(2):
        asyncio.run(wait_and_give_up())


def test_a_limiter_serves_event_loops_in_several_threads_at_once() -> None:
    """Web frameworks run a loop in each thread; a slot that one of them gives back wakes the others."""
    limiter, waits = PacingLimiter(), list[float | None]()
    wanted = operation(limit=per_minute(4))

    async def call(times: int) -> None:
        for _ in range(times):
            waits.append(await limiter.acquire(wanted, within=None))
            await asyncio.sleep(0.001)
            limiter.heed(wanted, Feedback("not_sent"))

    async def several() -> None:
        await asyncio.gather(*(call(20) for _ in range(5)))

    threads = [Thread(target=asyncio.run, args=(several(),), daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert 4 * 5 * 20 == len(waits)
    assert any(waits)


def test_a_loop_that_was_closed_with_tasks_in_line_holds_nobody_up() -> None:
    limiter = PacingLimiter()
    loop = asyncio.new_event_loop()
    loop.run_until_complete(limiter.acquire(SLOW, within=None))
    waiting = limiter.acquire(SLOW, within=None)
    loop.create_task(waiting)  # type: ignore[arg-type]  # a coroutine  # noqa: RUF006 - abandoned on purpose
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()

    async def next_one() -> None:
        limiter.heed(SLOW, Feedback("not_sent"))
        assert await limiter.acquire(SLOW, within=1) is not None

    asyncio.run(next_one())


def test_who_waits_in_a_stopped_loop_holds_up_nobody_and_lines_up_again() -> None:
    """A notebook's loop that stops while a task of it waits."""
    limiter, stopped = PacingLimiter(), asyncio.new_event_loop()

    async def take() -> None:
        await limiter.acquire(SLOW, within=None)

    async def wait() -> asyncio.Task[float | None]:
        waiting = asyncio.create_task(limiter.acquire(SLOW, within=None))
        await anyio.wait_all_tasks_blocked()
        return waiting

    async def overtake() -> float | None:
        limiter.heed(SLOW, Feedback("not_sent"))
        waited = await limiter.acquire(SLOW, within=5)
        limiter.heed(SLOW, Feedback("not_sent"))
        return waited

    try:
        stopped.run_until_complete(take())
        waiting = stopped.run_until_complete(wait())
        assert asyncio.run(overtake()) is not None
        assert stopped.run_until_complete(asyncio.wait_for(waiting, 5)) is not None
    finally:
        stopped.close()
