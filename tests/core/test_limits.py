"""Requests keep to their limits; hours pass in no time."""

import pytest

from segment_async._core.answers import feedback
from segment_async._core.limiter import PacingLimiter, shared_limiter
from segment_async._core.limits import Feedback, Window
from segment_async._core.operation import Limit, per_minute
from tests.core.conftest import operation


def test_no_span_of_the_windows_length_holds_more_than_the_limit() -> None:
    window = Window(Limit(5, 60))
    times = [window.reserve(now) for now in (0, 0, 1, 2, 50, 50, 50, 61, 61, 400, 400)]
    assert times == sorted(times)
    for start in times:
        assert len([time for time in times if start <= time < start + 60]) <= 5


def test_the_whole_limit_is_used() -> None:
    window = Window(Limit(60, 60))
    assert window.reserve(0) == 0
    assert [0.0] * 59 == [window.reserve(0) for _ in range(59)]
    assert [60.0] * 60 == [window.reserve(0) for _ in range(60)]


def test_a_pause_holds_everything_back() -> None:
    window = Window(None)
    window.heed(0, Feedback(wait=10))
    window.heed(0, Feedback(wait=5))
    assert window.reserve(0) == 10
    assert window.reserve(11) == 11


def test_an_answer_corrects_a_stated_limit_in_either_direction() -> None:
    window = Window(per_minute(2))
    window.heed(0, Feedback(limit=per_minute(4)))
    assert [0, 0, 0, 0, 60] == [window.reserve(0) for _ in range(5)]
    window.heed(0, Feedback(limit=per_minute(1)))
    assert window.reserve(1) == 120


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
    """A clock that only sleeping moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.mark.anyio
async def test_a_limited_operation_waits_and_others_do_not() -> None:
    clock = Clock()
    limiter = PacingLimiter(clock, clock.sleep)
    slow, free = operation(limit=per_minute(1)), operation("PUT")
    assert [0, 60] == [await limiter.acquire(slow, within=None) for _ in range(2)]
    assert [0] * 100 == [await limiter.acquire(free, within=None) for _ in range(100)]


@pytest.mark.anyio
async def test_a_slot_beyond_the_bound_is_not_taken() -> None:
    clock = Clock()
    limiter = PacingLimiter(clock, clock.sleep)
    slow = operation(limit=per_minute(1))
    await limiter.acquire(slow, within=None)
    assert await limiter.acquire(slow, within=59) is None
    assert await limiter.acquire(slow, within=60) == 60


@pytest.mark.anyio
async def test_a_limit_of_the_token_holds_back_every_operation() -> None:
    clock = Clock()
    limiter = PacingLimiter(clock, clock.sleep)
    one, other = operation(), operation("PUT")
    limiter.heed(one, Feedback(wait=30))
    assert await limiter.acquire(other, within=None) == 0
    limiter.heed(one, Feedback(wait=40, everything=True))
    assert await limiter.acquire(other, within=None) == 40
    assert await limiter.acquire(one, within=None) == 0


def test_clients_of_one_token_share_a_limiter() -> None:
    one, same, other = shared_limiter("a", "x"), shared_limiter("a", "x"), shared_limiter("b", "x")
    assert one is same
    assert one is not other
