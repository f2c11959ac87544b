"""Rate limits, their headers, and latency."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.failures import Failure
from segment_async.sandbox.limits import RateLimits
from segment_async.sandbox.spec import load
from tests.sandbox.support import NOW, Api, plant_catalog

pytestmark = pytest.mark.anyio


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW + timedelta(milliseconds=250)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Make a clock that stands still."""
    return Clock()


@pytest.fixture
async def limited(request: pytest.FixtureRequest, clock: Clock) -> AsyncIterator[Api]:
    """Run a sandbox with the rate limit of the test's parameter."""
    async with Sandbox(seed=plant_catalog, clock=clock, rate_limit=request.param) as box:
        yield Api(box.url, box.token)


LABEL = {"label": {"key": "team", "value": "web"}}


@pytest.mark.parametrize("limited", ["documented"], indirect=True)
async def test_a_stated_limit_holds_for_its_operation_alone(limited: Api, clock: Clock) -> None:
    answers = [await limited.post("/labels", LABEL) for _ in range(61)]
    assert [201, *[422] * 59, 429] == [answer.status for answer in answers]
    assert ("1", "59") == tuple(answers[0].headers[f"X-RateLimit-{name}"] for name in ("Consumed", "Remaining"))
    clock.now += timedelta(seconds=2, milliseconds=353)
    refused = await limited.post("/labels", LABEL)
    expected = {
        "type": "RequestError",
        "message": "Too many requests",
        "data": {"remainingPoints": 0, "msBeforeNext": 57647, "consumedPoints": 62},
    }
    assert [expected] == refused.errors
    assert "Retry-After" not in refused.headers
    assert 200 == (await limited.get("/labels")).status


@pytest.mark.parametrize("limited", ["documented"], indirect=True)
async def test_a_limit_is_lifted_when_the_headers_say_so(limited: Api, clock: Clock) -> None:
    answers = [await limited.post("/labels", LABEL) for _ in range(61)]
    reset = parsedate_to_datetime(answers[0].headers["X-RateLimit-Reset"])
    assert timedelta(seconds=60) <= reset - clock.now < timedelta(seconds=61)
    clock.now = reset
    assert 422 == (await limited.post("/labels", LABEL)).status


@pytest.mark.parametrize("limited", ["3/min"], indirect=True)
async def test_a_limit_of_the_token_holds_for_all_operations_and_says_how_long_to_wait(
    limited: Api, clock: Clock
) -> None:
    answers = [await limited.get(path) for path in ("/", "/labels", "/sources", "/")]
    assert [200, 200, 200, 429] == [answer.status for answer in answers]
    assert ["2", "1", "0", "0"] == [answer.headers["X-RateLimit-Remaining"] for answer in answers]
    assert "60" == answers[-1].headers["Retry-After"]
    clock.now += timedelta(seconds=60)
    assert 200 == (await limited.get("/")).status


@pytest.mark.parametrize("limited", ["off"], indirect=True)
async def test_without_limits_the_headers_hold_nobody_back(limited: Api) -> None:
    answers = [await limited.post("/labels", LABEL) for _ in range(70)]
    assert 429 not in {answer.status for answer in answers}
    assert int((await limited.get("/labels")).headers["X-RateLimit-Remaining"]) > 100_000


async def test_an_answer_waits_for_the_latency() -> None:
    async with Sandbox(seed=plant_catalog, latency=60) as slow, Sandbox(seed=plant_catalog, latency=0.01) as quick:
        waiting = asyncio.create_task(Api(slow.url, slow.token).get("/"))
        assert 200 == (await Api(quick.url, quick.token).get("/")).status
        assert not waiting.done()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting


async def test_a_further_limit_holds_for_each_space(clock: Clock) -> None:
    """Audience previews: 5 a minute, and 700 a month for each space."""
    (endpoint,) = (each for each in load("public").endpoints if each.id == "createAudiencePreview")
    limits = RateLimits("documented", clock)
    for _ in range(700):
        limits.spend(endpoint, {"spaceId": "a"})
        clock.now += timedelta(minutes=1)
    with pytest.raises(Failure) as refused:
        limits.spend(endpoint, {"spaceId": "a"})
    assert refused.value.status == 429
    limits.spend(endpoint, {"spaceId": "b"})
    clock.now += timedelta(days=30)
    limits.spend(endpoint, {"spaceId": "a"})
