"""Requests wait for their limit and for nothing else; hours pass in no time."""

from functools import partial
from typing import Any

import anyio
import pytest

from segment_async._core.limiter import PacingLimiter
from segment_async._core.limits import Feedback
from segment_async._core.operation import Operation, per_minute
from segment_async.testing import InstantClock
from tests.core.conftest import operation

SLOW, FREE = operation(limit=per_minute(1)), operation("PUT")

MINUTE: Any = pytest.approx(60, abs=0.1)

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("clock")]


async def send(limiter: PacingLimiter, wanted: Operation[Any] = SLOW) -> float | None:
    """Wait for a slot, use it, and return the seconds waited."""
    waited = await limiter.acquire(wanted, within=None)
    limiter.heed(wanted, Feedback())
    return waited


async def test_a_limited_operation_waits_and_others_do_not() -> None:
    limiter = PacingLimiter()
    assert [0, MINUTE] == [await send(limiter) for _ in range(2)]
    assert [0] * 100 == [await send(limiter, FREE) for _ in range(100)]


async def test_a_slot_beyond_the_bound_is_not_taken_and_nobody_waits_for_it(clock: InstantClock) -> None:
    """F31: the refusal comes at once."""
    limiter = PacingLimiter()
    await send(limiter)
    assert await limiter.acquire(SLOW, within=59) is None
    assert clock.elapsed() == 0
    assert await limiter.acquire(SLOW, within=61) == MINUTE


async def test_a_slot_that_comes_too_late_after_all_is_not_taken(clock: InstantClock) -> None:
    """What is on its way may take longer than was known when the wait began."""
    limiter = PacingLimiter()
    await limiter.acquire(SLOW, within=None)
    async with anyio.create_task_group() as group:

        async def answer_late() -> None:
            await anyio.sleep(30)
            limiter.heed(SLOW, Feedback())

        group.start_soon(answer_late)
        assert await limiter.acquire(SLOW, within=80) is None
    assert clock.elapsed() == 80
    assert await limiter.acquire(SLOW, within=None) == pytest.approx(10, abs=0.1)


async def test_a_limit_of_the_token_holds_back_every_operation() -> None:
    limiter = PacingLimiter()
    limiter.heed(SLOW, Feedback("refused", wait=30))
    assert await send(limiter, FREE) == 0
    limiter.heed(SLOW, Feedback("refused", wait=40, everything=True))
    assert await send(limiter, FREE) == 40
    assert await send(limiter) == 0


async def test_a_stated_limit_of_the_token_paces_all_operations_together() -> None:
    limiter = PacingLimiter(limit=per_minute(3))
    assert [0, 0, 0, MINUTE] == [await send(limiter, wanted) for wanted in (FREE, SLOW, FREE, FREE)]


async def test_operations_take_turns_at_the_tokens_limit() -> None:
    limiter = PacingLimiter(limit=per_minute(2))
    served: list[str] = []

    async def call(method: str) -> None:
        wanted = operation(method)
        await send(limiter, wanted)
        served.append(method)

    async with anyio.create_task_group() as group:
        for method in [*["GET"] * 6, *["PUT"] * 3]:
            group.start_soon(call, method)
    assert ["GET", "GET", *["GET", "PUT"] * 3, "GET"] == served


async def test_one_who_waits_for_an_operation_does_not_hold_up_others_of_the_token() -> None:
    limiter = PacingLimiter(limit=per_minute(100))
    await send(limiter)
    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(send, limiter)
        await anyio.wait_all_tasks_blocked()
        assert await limiter.acquire(FREE, within=0) == 0
        group.cancel_scope.cancel()


async def test_one_whose_operation_is_refused_makes_room_for_others_of_the_token(clock: InstantClock) -> None:
    limiter, refused = PacingLimiter(limit=per_minute(1)), operation("PATCH")
    served: dict[str, float] = {}
    await send(limiter, FREE)

    async def call(wanted: Operation[Any]) -> None:
        await send(limiter, wanted)
        served[wanted.method] = clock.elapsed()

    async with anyio.create_task_group() as group:
        for wanted in (refused, FREE):
            group.start_soon(call, wanted)
        await anyio.wait_all_tasks_blocked()
        limiter.heed(refused, Feedback("refused", wait=300))
    assert {"PUT": MINUTE, "PATCH": pytest.approx(300)} == served


async def test_those_who_wait_are_served_in_the_order_they_came() -> None:
    limiter, served = PacingLimiter(), list[int]()

    async def call(number: int) -> None:
        await send(limiter)
        served.append(number)

    async with anyio.create_task_group() as group:
        for number in range(50):
            group.start_soon(call, number)
    assert list(range(50)) == served


async def test_the_line_moves_on_when_a_slot_is_given_back(clock: InstantClock) -> None:
    limiter = PacingLimiter()
    await limiter.acquire(SLOW, within=None)
    async with anyio.create_task_group() as group:
        group.start_soon(partial(limiter.acquire, SLOW, within=None))
        await anyio.wait_all_tasks_blocked()
        limiter.heed(SLOW, Feedback("not_sent"))
    assert clock.elapsed() == 0


async def test_who_is_cancelled_while_waiting_takes_nothing() -> None:
    limiter = PacingLimiter()
    await send(limiter)
    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(partial(limiter.acquire, SLOW, within=None))
        await anyio.wait_all_tasks_blocked()
        assert await limiter.acquire(SLOW, within=200) is None
        group.cancel_scope.cancel()
    limiter.heed(SLOW, Feedback(requests=3))
    assert await limiter.acquire(SLOW, within=0) == 0


async def test_who_waits_for_a_limit_that_turns_out_higher_goes_on_at_once(clock: InstantClock) -> None:
    limiter = PacingLimiter()
    await send(limiter)
    async with anyio.create_task_group() as group:
        for _ in range(10):
            group.start_soon(partial(limiter.acquire, SLOW, within=None))
        await anyio.wait_all_tasks_blocked()
        limiter.heed(SLOW, Feedback(requests=100))
    assert clock.elapsed() == 0
