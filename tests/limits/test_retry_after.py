"""What a 429 asks for is waited; what makes no sense counts as absent."""

from typing import Final

import pytest
from multidict import CIMultiDict

from segment_async import ErrorEntry, RateLimited, RetryPolicy
from segment_async._core.answers import feedback, wait_asked
from segment_async._core.limits import Feedback
from segment_async._core.retry import decide, pause

NOW: Final = "Sat, 21 Nov 2026 12:00:00 GMT"

VALUES: list[tuple[list[str], float | None]] = [
    (["1"], 1),
    (["3"], 3),
    (["120"], 120),
    (["0.5"], 0.5),
    (["1e2"], 100),
    ([" 7 "], 7),
    (["+7"], 7),
    (["5", "9"], 5),
    (["Sat, 21 Nov 2026 12:00:09 GMT"], 9),
    (["Saturday, 21-Nov-26 12:00:09 GMT"], 9),
    (["Sat Nov 21 12:00:09 2026"], 9),
    (["Sat, 21 Nov 2026 13:00:09 +0100"], 9),
    (["Sun, 22 Nov 2026 12:00:00 GMT"], 86_400),
    (["999999999"], 999_999_999),
    ([], None),
    ([""], None),
    (["0"], None),
    (["-1"], None),
    (["-0"], None),
    (["nan"], None),
    (["inf"], None),
    (["-inf"], None),
    (["1e35"], None),
    (["9" * 5000], None),
    (["soon"], None),
    (["5 seconds"], None),
    (["5;6"], None),
    (["0x10"], None),
    (["Sat, 21 Nov 2026 11:00:00 GMT"], None),
    (["Sat, 21 Nov 2026 12:00:00 GMT"], None),
    (["Mon, 32 Foo 2026 12:00:00 GMT"], None),
    (["Sat, 21 Nov 100000 12:00:00 GMT"], None),
    (["Sat, 21 Nov 2026 25:61:61 GMT"], None),
    (["\x00"], None),
    (["٣"], None),
]


def headers(values: list[str]) -> CIMultiDict[str]:
    return CIMultiDict([("date", NOW), *(("retry-after", value) for value in values)])


@pytest.mark.parametrize(("values", "seconds"), VALUES)
def test_the_wait_is_what_the_header_asks_for(values: list[str], seconds: float | None) -> None:
    """F01, F02, F03."""
    assert seconds == wait_asked(headers(values), ())


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("values", [values for values, _ in VALUES])
def test_no_sleep_is_shorter_than_asked_or_longer_than_the_cap(values: list[str], chance: float) -> None:
    """F03, F04: what lies beyond the cap is raised at once."""
    policy = RetryPolicy()
    asked = wait_asked(headers(values), ())
    error = RateLimited("", status=429, outcome="rejected", retry_after=asked)
    slept = pause(policy, error, 1, chance)
    if asked is None:
        assert 0 <= slept <= policy.cap
    elif decide(policy, "never", error, 1) == "retry":
        assert asked <= slept <= min(1.1 * asked + 0.25, 1.1 * policy.longest_wait)
    else:
        assert asked > policy.longest_wait


@pytest.mark.parametrize("values", [values for values, _ in VALUES])
def test_nobody_is_held_back_for_longer_than_a_limits_window(values: list[str]) -> None:
    heard = feedback(429, headers(values), b"")
    assert heard.fate == "refused"
    assert heard.wait is None or 0 < heard.wait <= 300


BODY: Final = b'{"errors": [{"type": "RequestError", "data": {"msBeforeNext": %s}}]}'


@pytest.mark.parametrize(
    ("milliseconds", "seconds"),
    [
        (b"1500", 1.5),
        (b"57647", 57.647),
        (b"0", None),
        (b"-5", None),
        (b'"9"', None),
        (b"null", None),
        (b"1e300", None),
    ],
)
def test_the_body_of_a_refusal_tells_how_long_to_wait(milliseconds: bytes, seconds: float | None) -> None:
    assert seconds == feedback(429, {}, BODY % milliseconds).wait


def test_a_wait_is_read_in_segments_order() -> None:
    entry = ErrorEntry({"type": "RequestError", "data": {"msBeforeNext": 1500}})
    later = {"X-RateLimit-Reset": "Sat, 21 Nov 2026 12:00:40 GMT", "Date": NOW}
    assert 3 == wait_asked({"Retry-After": "3", **later}, (entry,))
    assert 1.5 == wait_asked({"Retry-After": "soon", **later}, (entry,))
    assert 40 == wait_asked(later, ())


def test_a_date_is_compared_with_the_servers_own_clock() -> None:
    """F34: a wrong clock here does no harm."""
    asked = {"Retry-After": "Fri, 21 Nov 1997 12:00:09 GMT", "Date": "Fri, 21 Nov 1997 12:00:00 GMT"}
    assert 9 == wait_asked(asked, ())


@pytest.mark.parametrize(
    ("headers", "body", "everything"),
    [
        ({"Retry-After": "5"}, b"", True),
        ({}, BODY % b"5000", False),
        ({"Retry-After": "5"}, BODY % b"5000", False),
        ({"X-RateLimit-Reset": "Sat, 21 Nov 2026 12:00:05 GMT", "Date": NOW}, b"", False),
    ],
)
def test_a_refusal_tells_whose_limit_was_met(headers: dict[str, str], body: bytes, *, everything: bool) -> None:
    """The token's limit comes with Retry-After, the operation's with points in the body."""
    assert Feedback("refused", wait=5, everything=everything) == feedback(429, headers, body)
