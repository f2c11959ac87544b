"""Virtual time: waits pass at once, in their order, and nothing else changes."""

import asyncio
import time

import anyio
import pytest

from segment_async.testing import FaultServer, InstantClock, faults, forever
from tests.faults.support import GET, call, facing

pytestmark = pytest.mark.anyio


async def test_an_hour_passes_at_once() -> None:
    before = time.monotonic()
    with InstantClock() as clock:
        await asyncio.sleep(3600)
    assert 3600 == pytest.approx(clock.elapsed())
    assert time.monotonic() - before < 60


async def test_timers_go_off_in_their_order() -> None:
    order: list[float] = []

    async def wait(seconds: float) -> None:
        await asyncio.sleep(seconds)
        order.append(seconds)

    with InstantClock():
        await asyncio.gather(*map(wait, [30, 10, 20, 0.001]))
    assert [0.001, 10, 20, 30] == order


async def test_bytes_over_loopback_arrive_before_any_timer() -> None:
    async with facing(GET, [forever(faults.ok())]) as (_, segment):
        with InstantClock() as clock, anyio.fail_after(0.0001):
            for _each in range(20):
                await call(segment, GET)
        assert 0 == clock.elapsed()


async def test_work_takes_no_time() -> None:
    with InstantClock() as clock:
        time.sleep(0.01)  # noqa: ASYNC251 - stands for work
        await asyncio.sleep(0)
        assert 0 == clock.elapsed()


async def test_threads_are_waited_for_as_long_as_idle_says() -> None:
    with InstantClock(idle=5) as clock:
        await asyncio.wait_for(asyncio.to_thread(time.sleep, 0.05), timeout=1)
        assert 0 == clock.elapsed()


async def test_real_time_goes_on_afterwards() -> None:
    loop = asyncio.get_running_loop()
    with InstantClock():
        await asyncio.sleep(1000)
    assert time.monotonic() == pytest.approx(loop.time(), abs=1)
    async with FaultServer():
        await asyncio.sleep(0.001)


async def test_another_kind_of_loop_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        """Has no selector, as uvloop's has none."""

    monkeypatch.setattr("asyncio.get_running_loop", Other)
    with pytest.raises(RuntimeError, match="uvloop"):
        InstantClock().__enter__()


async def test_a_loop_has_one_clock() -> None:
    with InstantClock() as clock:
        with pytest.raises(RuntimeError, match="already"), InstantClock():
            pass
        await asyncio.sleep(5)
    assert 5 == pytest.approx(clock.elapsed())
