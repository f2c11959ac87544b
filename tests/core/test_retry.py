"""What follows a failed attempt is decided by what is known, not by the HTTP method."""

import pytest

from segment_async import ConfigurationError, RetryPolicy, Timeout
from segment_async._core.answers import wait_asked
from segment_async._core.retry import as_policy, as_timeout, decide, pause
from segment_async.errors import (
    BadRequest,
    ConnectFailed,
    DeadlineExceeded,
    DecodeError,
    ErrorEntry,
    ProtocolError,
    RateLimited,
    SegmentError,
    ServerError,
    TLSFailed,
)

POLICY = RetryPolicy(retries=2)
REPLAYS = ("safe", "convergent", "reconcile", "never")

TABLE: list[tuple[SegmentError, tuple[str, str, str, str]]] = [
    (ConnectFailed("", outcome="not_sent"), ("retry", "retry", "retry", "retry")),
    (RateLimited("", status=429, outcome="rejected"), ("retry", "retry", "retry", "retry")),
    (ServerError("", status=503, outcome="unknown"), ("retry", "retry", "unknown", "unknown")),
    (ProtocolError("", outcome="unknown"), ("retry", "retry", "unknown", "unknown")),
    (DecodeError("", status=200, outcome="unknown"), ("retry", "retry", "unknown", "unknown")),
    (DecodeError("", status=200, outcome="done"), ("raise", "raise", "raise", "raise")),
    (ServerError("", status=501, outcome="unknown"), ("raise", "raise", "unknown", "unknown")),
    (DeadlineExceeded("", phase="request", outcome="unknown"), ("raise", "raise", "raise", "raise")),
    (TLSFailed("", outcome="not_sent"), ("raise", "raise", "raise", "raise")),
    (BadRequest("", status=400, outcome="rejected"), ("raise", "raise", "raise", "raise")),
    (RateLimited("", status=429, outcome="rejected", retry_after=500), ("raise", "raise", "raise", "raise")),
]


@pytest.mark.parametrize(("error", "expected"), TABLE)
def test_the_decision_table(error: SegmentError, expected: tuple[str, ...]) -> None:
    assert expected == tuple(decide(POLICY, replay, error, 1) for replay in REPLAYS)  # type: ignore[arg-type]  # literals


def test_attempts_run_out() -> None:
    error = ConnectFailed("", outcome="not_sent")
    assert ["retry", "retry", "raise"] == [decide(POLICY, "safe", error, attempts) for attempts in (1, 2, 3)]


def test_pauses_are_drawn_below_a_bound_that_doubles_up_to_a_cap() -> None:
    policy = RetryPolicy(base=1, cap=5)
    assert [1, 2, 4, 5, 5] == [pause(policy, ServerError(""), attempts, 1.0) for attempts in range(1, 6)]
    assert pause(policy, ServerError(""), 1, 0.0) == 0


def test_the_servers_word_counts_for_a_pause() -> None:
    assert pause(POLICY, RateLimited("", retry_after=7), 1, 0.0) == 7
    assert 7 < pause(POLICY, RateLimited("", retry_after=7), 1, 1.0) <= 7.7


NOW = "Sat, 21 Nov 2026 12:00:00 GMT"
LATER = "Sat, 21 Nov 2026 12:00:09 GMT"
ENTRY = ErrorEntry({"type": "RequestError", "data": {"msBeforeNext": 1500}})

WAITS: list[tuple[dict[str, str], tuple[ErrorEntry, ...], float | None]] = [
    ({"Retry-After": "3"}, (ENTRY,), 3),
    ({"Retry-After": LATER, "Date": NOW}, (ENTRY,), 9),
    ({"Retry-After": NOW, "Date": LATER}, (), None),
    ({}, (ENTRY,), 1.5),
    ({"X-RateLimit-Reset": LATER, "Date": NOW}, (), 9),
    ({}, (), None),
    *(
        ({"Retry-After": text}, (), None)
        for text in ("", "-1", "0", "nan", "inf", "1e35", "soon", "Mon, 32 Foo", "99999999999")
    ),
    ({}, (ErrorEntry({"data": {"msBeforeNext": "x"}}), ErrorEntry({"data": None})), None),
]


@pytest.mark.parametrize(("headers", "entries", "seconds"), WAITS)
def test_a_wait_is_read_in_segments_order_and_nonsense_counts_as_absent(
    headers: dict[str, str], entries: tuple[ErrorEntry, ...], seconds: float | None
) -> None:
    """F01, F02, F03."""
    assert seconds == wait_asked(headers, entries)


def test_numbers_stand_for_policies_and_timeouts() -> None:
    assert RetryPolicy(retries=0) == as_policy(0)
    assert Timeout(total=5.0) == as_timeout(5.0)
    assert Timeout(total=None) == as_timeout(None)
    with pytest.raises(ConfigurationError):
        as_policy(-1)
    for bad in (0, -1, float("nan")):
        with pytest.raises(ConfigurationError):
            as_timeout(bad)


def test_a_wait_is_bounded_however_often_was_tried() -> None:
    error = ServerError("", status=503, outcome="unknown")
    assert 30 == pause(RetryPolicy(retries=10_000), error, 10_000, 1.0)
