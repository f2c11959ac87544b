"""Who cannot be served in time is told at once, and takes nothing from those who can."""

from typing import Any

import anyio
import pytest

from segment_async import DeadlineExceeded, Timeout
from segment_async._core.limits import Feedback
from segment_async._core.operation import Operation, per_minute
from segment_async.testing import InstantClock
from tests.core.conftest import call, operation
from tests.limits.server import SimulatedServer, session_to

pytestmark = pytest.mark.anyio


async def test_a_reservation_beyond_the_deadline_fails_at_once_and_takes_no_slot(clock: InstantClock) -> None:
    """30 calls at once of which 5 a minute go through, and each may take 90 s."""
    wanted = operation(limit=per_minute(5))
    server = SimulatedServer({wanted.id: 5})
    session = session_to(server, timeout=Timeout(total=90))
    failed: list[tuple[float, str, str | None]] = []

    async def one() -> None:
        try:
            await call(session, wanted)
        except DeadlineExceeded as error:
            failed.append((clock.elapsed(), error.phase, error.outcome))

    async with anyio.create_task_group() as group:
        for _ in range(30):
            group.start_soon(one)
    assert [(0, "limiter", "not_sent")] * 20 == failed
    assert 10 == len(server.admitted[wanted.id])
    assert clock.elapsed() < 61
    assert [] == server.refused


async def test_a_wait_is_never_longer_than_the_deadline(clock: InstantClock) -> None:
    """A limit that turns out lower while a call waits for it."""
    wanted = operation(limit=per_minute(5))
    server = SimulatedServer({wanted.id: 1}, latency=(1.0, 1.0))
    session = session_to(server, timeout=Timeout(total=70))
    ended: list[float] = []

    async def one() -> None:
        try:
            await call(session, wanted)
        except DeadlineExceeded:
            ended.append(clock.elapsed())

    async with anyio.create_task_group() as group:
        for _ in range(10):
            group.start_soon(one)
    assert ended
    assert max(ended) <= 70


@pytest.mark.usefixtures("clock")
async def test_the_deadline_is_told_from_that_of_an_attempt_whatever_the_clock_rounds() -> None:
    """A timer may go off a little before the time that it was set for."""
    wanted = operation()
    server = SimulatedServer({wanted.id: 5}, latency=(500.0, 500.0))
    for number in range(1, 200):
        session = session_to(server, timeout=Timeout(total=number / 7))
        with pytest.raises(DeadlineExceeded) as caught:
            await call(session, wanted)
        assert "request" == caught.value.phase


class Hanging:
    """A limiter whose store does not answer."""

    async def acquire(self, wanted: Operation[Any], *, within: float | None) -> float | None:
        await anyio.sleep_forever()
        return None

    def heed(self, wanted: Operation[Any], feedback: Feedback) -> None:
        raise AssertionError(wanted, feedback)


async def test_a_limiter_that_hangs_does_not_outlast_the_deadline(clock: InstantClock) -> None:
    wanted = operation()
    server = SimulatedServer({wanted.id: 1})
    session = session_to(server, timeout=Timeout(total=5), limiter=Hanging())
    with pytest.raises(DeadlineExceeded) as caught:
        await call(session, wanted)
    assert ("limiter", "not_sent") == (caught.value.phase, caught.value.outcome)
    assert 5 == pytest.approx(clock.elapsed())


class Forgetful(Hanging):
    """A limiter whose outbox is full."""

    async def acquire(self, wanted: Operation[Any], *, within: float | None) -> float | None:
        return 0.0


async def test_a_limiter_that_cannot_be_told_hides_neither_result_nor_cancellation(
    clock: InstantClock, caplog: pytest.LogCaptureFixture
) -> None:
    wanted = operation()
    server = SimulatedServer({wanted.id: 1}, latency=(1.0, 1.0))
    session = session_to(server, limiter=Forgetful())
    with anyio.move_on_after(0.5) as scope:
        await call(session, wanted)
    assert scope.cancelled_caught
    assert 0.5 == pytest.approx(clock.elapsed())
    await call(session_to(SimulatedServer({wanted.id: 1}), limiter=Forgetful()), wanted)
    assert 2 == caplog.text.count("could not be told")
