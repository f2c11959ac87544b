"""A window never lets more through than its limit, and learns what the limit is."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment_async._core.limits import MARGIN, Feedback, Window
from segment_async._core.operation import Limit, per_minute

LATER = 60 + MARGIN
"""When a window that began at 0 is over for certain."""


def answer(window: Window, now: float) -> None:
    """Have a request that was taken answered."""
    window.settle(now, "counted")
    window.heed(now, Feedback())


def refuse(window: Window, now: float, wait: float | None) -> None:
    """Have a request that was taken refused."""
    window.settle(now, "refused")
    window.heed(now, Feedback("refused", wait=wait))


def send(window: Window, now: float, seconds: float = 0.0) -> float:
    """Send as early as the window lets, have it answered after some seconds, and return when it was sent."""
    slot = window.slot(now)
    window.take()
    answer(window, slot + seconds)
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
    assert [LATER] * 60 == send_many(window, 60, 60)


def test_a_slot_is_in_use_until_a_window_after_its_answer() -> None:
    """The server may have counted the request at any time until it answered."""
    window = Window(per_minute(1))
    window.take()
    assert 5 + LATER == window.slot(5)
    answer(window, 7)
    assert 7 + LATER == window.slot(8)


@pytest.mark.parametrize("fate", ["refused", "not_sent"])
def test_a_slot_that_the_server_did_not_count_is_free_again(fate: str) -> None:
    window = Window(per_minute(1))
    window.take()
    window.settle(1, fate)  # type: ignore[arg-type]  # one of the literals
    assert 2 == window.slot(2)


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
            window.take()
            answer(window, moment)
        return window

    told = fresh().slot(now, ahead)
    window, moment = fresh(), now
    for _ in range(ahead + 1):
        moment = send(window, moment)
    assert pytest.approx(moment) == told


def test_a_pause_holds_everything_back() -> None:
    window = Window(None)
    window.heed(0, Feedback(wait=10))
    window.heed(0, Feedback(wait=5))
    assert window.slot(0) == 10
    assert window.slot(11) == 11


def test_an_answer_corrects_a_stated_limit_in_either_direction() -> None:
    window = Window(per_minute(2))
    window.heed(0, Feedback(requests=4))
    assert [0, 0, 0, 0, LATER] == [send(window, 0) for _ in range(5)]
    window.heed(LATER, Feedback(requests=1))
    assert window.slot(61) == 2 * LATER


def send_many(window: Window, now: float, times: int) -> list[float]:
    """Send so many, one after the other, and return when each was sent."""
    starts: list[float] = []
    for _ in range(times):
        starts.append(send(window, starts[-1] if starts else now))
    return starts


def per_window(starts: list[float]) -> list[int]:
    """Return how many were sent in each window in which any was."""
    return list(Counter(starts).values())


def fill(window: Window, now: float, most: int, wait: float | None) -> None:
    """Send until the server refuses, as it does after so many."""
    for _ in range(most):
        assert send(window, now) <= now + 1
    window.take()
    refuse(window, now, wait)


@pytest.mark.parametrize("wait", [60.0, 59.2, None])
def test_a_limit_that_nobody_states_is_counted_out(wait: float | None) -> None:
    """The first refusal tells when a window starts, the second how much it takes."""
    window = Window(None)
    fill(window, 0, 7, wait)
    assert window.slot(0) > 0
    fill(window, 60, 5, wait)
    assert [120.0] * 5 == [pytest.approx(send(window, 120), abs=0.1) for _ in range(5)]
    assert window.slot(120) >= 180


def test_the_first_window_tells_nothing_as_others_may_have_used_it() -> None:
    window = Window(per_minute(60))
    fill(window, 0, 1, 30)
    assert [30.0] * 59 == [send(window, 30) for _ in range(59)]


def test_one_short_wait_is_an_accident() -> None:
    """A server that is overloaded for a moment has not told its limit."""
    window = Window(None)
    fill(window, 0, 3, 1)
    fill(window, 61, 3, 1)
    for moment in range(62, 72):
        assert moment <= send(window, moment) <= moment + 1


def test_after_a_refusal_requests_go_out_one_at_a_time_at_first() -> None:
    window = Window(None)
    fill(window, 0, 3, 10)
    window.take()
    assert window.slot(10) > 10
    answer(window, 11)
    assert window.slot(11) == 11
    for _ in range(50):
        send(window, 12)
    window.take()
    window.take()
    assert window.slot(13) == 13


def test_a_learned_limit_is_exceeded_on_trial_after_a_while_and_kept_if_that_goes_well() -> None:
    """Another program may have used the rest of it."""
    window = Window(None)
    fill(window, 0, 5, 60)
    fill(window, 60, 5, 60)
    assert [5] * 40 == per_window(send_many(window, 120, 200))
    assert [8, 12, 20] == per_window(send_many(window, 2530, 8 + 12 + 20))


def test_a_trial_that_fails_is_taken_back_and_the_next_one_is_put_off() -> None:
    window = Window(None)
    fill(window, 0, 5, 60)
    fill(window, 60, 5, 60)
    send_many(window, 120, 200)
    fill(window, 2530, 5, 60)
    assert [5] * 80 == per_window(send_many(window, 2600, 400))


def test_a_limit_that_was_stated_is_never_exceeded_on_trial() -> None:
    window = Window(per_minute(6))
    fill(window, 0, 1, 60)
    fill(window, 60, 5, 60)
    starts = send_many(window, 120, 1000)
    assert {5, 6} == set(per_window(starts)[:-1])


def test_a_limit_that_others_used_up_is_waited_for_and_one_second_more() -> None:
    """The time comes as a date of whole seconds."""
    window = Window(per_minute(60))
    window.take()
    window.settle(0, "counted")
    window.heed(0, Feedback(requests=60, wait=20))
    assert 21 == window.slot(0)


def test_a_limit_that_was_used_up_here_is_waited_for_by_the_log() -> None:
    window = Window(per_minute(2))
    for moment in (0, 10):
        window.take()
        window.settle(moment, "counted")
    window.heed(10, Feedback(requests=2, wait=50))
    assert LATER == window.slot(10)


def test_refusals_without_end_are_waited_out() -> None:
    window, before, now = Window(None), 0.0, 0.0
    for _ in range(1_100):
        window.take()
        refuse(window, now, None)
        before, now = now, window.slot(now)
    assert now - before == pytest.approx(30, abs=1)
