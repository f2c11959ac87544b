"""Requests keep to their limits; hours pass in no time."""

from functools import partial

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment_async._core.answers import feedback
from segment_async._core.limiter import PacingLimiter, shared_limiter
from segment_async._core.limits import Feedback, Window
from segment_async._core.operation import Limit, per_minute
from tests.core.conftest import operation


def send(window: Window, now: float) -> float:
    """Send as early as the window lets, and return when that is."""
    slot = window.slot(now)
    window.take(slot)
    return slot


def test_no_span_of_the_windows_length_holds_more_than_the_limit() -> None:
    window = Window(Limit(5, 60))
    now, times = 0.0, []
    for moment in (0, 0, 1, 2, 50, 50, 50, 61, 61, 400, 400):
        now = send(window, max(now, moment))
        times.append(now)
    assert times == sorted(times)
    for start in times:
        assert len([time for time in times if start <= time < start + 60]) <= 5


def test_the_whole_limit_is_used() -> None:
    window = Window(Limit(60, 60))
    assert [0.0] * 60 == [send(window, 0) for _ in range(60)]
    assert [60.0] * 60 == [send(window, 60) for _ in range(60)]


@given(
    sent=st.lists(st.floats(0, 100), max_size=12),
    most=st.integers(1, 5),
    ahead=st.integers(0, 20),
    now=st.floats(100, 130),
)
def test_who_stands_in_line_is_told_the_time_that_it_will_take(
    sent: list[float], most: int, ahead: int, now: float
) -> None:
    def fresh() -> Window:
        window = Window(Limit(most, 60))
        for moment in sorted(sent)[-most:]:
            window.take(moment)
        return window

    told = fresh().slot(now, ahead)
    window, moment = fresh(), now
    for _ in range(ahead + 1):
        moment = send(window, moment)
    assert pytest.approx(moment) == told


def test_a_pause_holds_everything_back() -> None:
    window = Window(None)
    assert window.heed(0, Feedback(wait=10))
    assert not window.heed(0, Feedback(wait=5))
    assert window.slot(0) == 10
    assert window.slot(11) == 11


def test_an_answer_corrects_a_stated_limit_in_either_direction() -> None:
    window = Window(per_minute(2))
    assert window.heed(0, Feedback(limit=per_minute(4)))
    assert not window.heed(0, Feedback(limit=per_minute(4)))
    assert [0, 0, 0, 0, 60] == [send(window, 0) for _ in range(5)]
    window.heed(60, Feedback(limit=per_minute(1)))
    assert window.slot(61) == 120


NOW, SOON, LATE = (f"Sat, 21 Nov 2026 12:{minute}:00 GMT" for minute in ("00", "01", "30"))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, Feedback()),
        ({"Consumed": "3", "Remaining": "57", "Reset": SOON}, Feedback(limit=per_minute(60))),
        ({"Consumed": "60", "Remaining": "0", "Reset": SOON}, Feedback(limit=per_minute(60), wait=60)),
        ({"Consumed": "60", "Remaining": "0", "Reset": NOW}, Feedback(limit=per_minute(60))),
        ({"Consumed": "5", "Remaining": "95", "Reset": LATE}, Feedback()),
        ({"Consumed": "x", "Remaining": "-1", "Reset": "?"}, Feedback()),
        ({"Consumed": "0", "Remaining": "0"}, Feedback()),
    ],
)
def test_limits_are_read_from_an_answers_headers(headers: dict[str, str], expected: Feedback) -> None:
    """A window of half an hour is a quota, and is not paced."""
    stated = {f"X-RateLimit-{name}": text for name, text in headers.items()} | {"Date": NOW}
    assert expected == feedback(200, stated, b"")


class Clock:
    """A clock that only waiting moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def wait(self, _: anyio.Event, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limiter(clock: Clock) -> PacingLimiter:
    return PacingLimiter(clock, clock.wait)


SLOW, FREE = operation(limit=per_minute(1)), operation("PUT")


@pytest.mark.anyio
async def test_a_limited_operation_waits_and_others_do_not(limiter: PacingLimiter) -> None:
    assert [0, 60] == [await limiter.acquire(SLOW, within=None) for _ in range(2)]
    assert [0] * 100 == [await limiter.acquire(FREE, within=None) for _ in range(100)]


@pytest.mark.anyio
async def test_a_slot_beyond_the_bound_is_not_taken(limiter: PacingLimiter) -> None:
    await limiter.acquire(SLOW, within=None)
    assert await limiter.acquire(SLOW, within=59) is None
    assert await limiter.acquire(SLOW, within=60) == 60


@pytest.mark.anyio
async def test_a_limit_of_the_token_holds_back_every_operation(limiter: PacingLimiter) -> None:
    limiter.heed(SLOW, Feedback(wait=30))
    assert await limiter.acquire(FREE, within=None) == 0
    limiter.heed(SLOW, Feedback(wait=40, everything=True))
    assert await limiter.acquire(FREE, within=None) == 40
    assert await limiter.acquire(SLOW, within=None) == 0


@pytest.mark.anyio
async def test_those_who_wait_are_served_in_the_order_they_came(limiter: PacingLimiter) -> None:
    served: list[int] = []

    async def call(number: int) -> None:
        await limiter.acquire(SLOW, within=None)
        served.append(number)

    async with anyio.create_task_group() as group:
        for number in range(20):
            group.start_soon(call, number)
    assert list(range(20)) == served


@pytest.mark.anyio
async def test_who_is_cancelled_while_waiting_takes_nothing() -> None:
    limiter = PacingLimiter()
    await limiter.acquire(SLOW, within=None)
    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(partial(limiter.acquire, SLOW, within=None))
        await anyio.wait_all_tasks_blocked()
        assert await limiter.acquire(SLOW, within=200) is None
        group.cancel_scope.cancel()
    limiter.heed(SLOW, Feedback(limit=per_minute(2)))
    assert await limiter.acquire(SLOW, within=0) == 0


@pytest.mark.anyio
async def test_who_waits_for_a_limit_that_turns_out_higher_goes_on_at_once() -> None:
    limiter = PacingLimiter()
    await limiter.acquire(SLOW, within=None)
    with anyio.fail_after(5):
        async with anyio.create_task_group() as group:
            for _ in range(10):
                group.start_soon(partial(limiter.acquire, SLOW, within=None))
            await anyio.wait_all_tasks_blocked()
            limiter.heed(SLOW, Feedback(limit=per_minute(100)))


def test_clients_of_one_token_share_a_limiter() -> None:
    one, same, other = shared_limiter("a", "x"), shared_limiter("a", "x"), shared_limiter("b", "x")
    assert one is same
    assert one is not other
