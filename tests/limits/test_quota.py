"""What an answer's headers say of its limit is heeded where it is a minute's, and reported whatever it is."""

from typing import Final

import pytest

from segment_async import PublicClient, Quota, RawAnswer
from segment_async._core.answers import feedback
from segment_async._core.limiter import PacingLimiter
from segment_async._core.limits import Feedback
from segment_async._core.quota import quota_of
from segment_async.testing import FaultServer, faults

NOW, SOON, LATE = (f"Sat, 21 Nov 2026 12:{minute}:00 GMT" for minute in ("00", "01", "30"))
MONTH: Final = {
    "X-RateLimit-Consumed": "100000",
    "X-RateLimit-Remaining": "0",
    "X-RateLimit-Reset": "Tue, 01 Dec 2026 00:00:00 GMT",
    "Date": NOW,
}


def headers(stated: dict[str, str]) -> dict[str, str]:
    return {f"X-RateLimit-{name}": text for name, text in stated.items()} | {"Date": NOW}


def quota(consumed: int, remaining: int, resets_in: float | None) -> Quota:
    return Quota(consumed=consumed, remaining=remaining, resets_in=resets_in)


STATED: Final[list[tuple[dict[str, str], Quota | None, Feedback]]] = [
    ({}, None, Feedback()),
    ({"Consumed": "3", "Remaining": "57", "Reset": SOON}, quota(3, 57, 60), Feedback(requests=60)),
    ({"Consumed": "60", "Remaining": "0", "Reset": SOON}, quota(60, 0, 60), Feedback(requests=60, wait=60)),
    ({"Consumed": "60", "Remaining": "0", "Reset": NOW}, quota(60, 0, None), Feedback(requests=60)),
    ({"Consumed": "60", "Remaining": "0"}, quota(60, 0, None), Feedback(requests=60)),
    ({"Consumed": "5", "Remaining": "95", "Reset": LATE}, quota(5, 95, 1800), Feedback()),
    ({"Consumed": "x", "Remaining": "-1", "Reset": "?"}, None, Feedback()),
    ({"Consumed": "1", "Remaining": "9" * 30, "Reset": SOON}, None, Feedback()),
    ({"Remaining": "5", "Reset": SOON}, None, Feedback()),
    ({"Consumed": "0", "Remaining": "0"}, None, Feedback()),
]


@pytest.mark.parametrize(("stated", "reported", "heeded"), STATED)
def test_what_the_headers_state_is_reported_and_a_minutes_limit_is_heeded(
    stated: dict[str, str], reported: Quota | None, heeded: Feedback
) -> None:
    """A window of half an hour is a quota, and is not paced."""
    assert reported == quota_of(headers(stated))
    assert heeded == feedback(200, headers(stated), b"")


def test_a_raw_answer_tells_what_is_left() -> None:
    raw = RawAnswer(status=200, headers=MONTH, body=b"", json=None)
    assert raw.quota is not None
    assert (100_000, 0, 100_000) == (raw.quota.limit, raw.quota.remaining, raw.quota.consumed)
    assert RawAnswer(status=200, headers={}, body=b"", json=None).quota is None


@pytest.mark.anyio
async def test_the_months_quota_of_regulations_is_reported_and_not_paced() -> None:
    """Its headers are those of a rate limit, and it is used up."""
    used_up = faults.ok(headers=MONTH)
    limiter = PacingLimiter()
    async with (
        FaultServer() as server,
        PublicClient("a-made-up-token", base_url=server.url, limiter=limiter) as segment,
    ):
        server.plan("createWorkspaceRegulation", [used_up] * 3)
        answers = [await segment.call_raw("createWorkspaceRegulation", body={}) for _ in range(3)]
    assert [0, 0, 0] == [each.quota and each.quota.remaining for each in answers]
