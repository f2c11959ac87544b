"""Calls that fail all at once do not hit a server with many times as many."""

from math import inf
from typing import Any, Final

import anyio
import pytest

from segment_async import ConfigurationError, PublicClient, RetryPolicy, SegmentError, ServerError
from segment_async._core.limiter import PacingLimiter
from segment_async._core.retry import decide, spent_after
from segment_async.errors import ConnectFailed
from segment_async.testing import Fault, FaultServer, faults, forever

pytestmark = pytest.mark.anyio

QUICK: Final = {"base": 0.001, "cap": 0.002}


def client(url: str, **policy: Any) -> PublicClient:
    """Return a client that hardly pauses."""
    retries = RetryPolicy(**{**QUICK, **policy})
    return PublicClient("a-made-up-token", base_url=url, retries=retries, limiter=PacingLimiter(), timeout=None)


async def call(segment: PublicClient, times: int) -> list[SegmentError]:
    """Call so many times, 64 at once, and return what went wrong."""
    errors: list[SegmentError] = []

    async def worker(share: int) -> None:
        for _ in range(share):
            try:
                await segment.call("getSource", path={"sourceId": "a"})
            except SegmentError as error:
                errors.append(error)

    async with anyio.create_task_group() as group:
        for number in range(64):
            group.start_soon(worker, len(range(number, times, 64)))
    return errors


OUTAGES: Final = [faults.status(503), faults.reset(), faults.status(429), faults.cut()]


@pytest.mark.parametrize("outage", OUTAGES, ids=str)
async def test_an_outage_costs_a_tenth_more_requests_than_there_are_calls(outage: Fault) -> None:
    """F06, R3: 1,000 calls."""
    async with FaultServer() as server, client(server.url) as segment:
        server.plan("getSource", [forever(outage)])
        with anyio.move_on_after(60):  # a limiter that counts refusals out would hold most of the calls back
            errors = await call(segment.with_options(limiter=_Unlimited()), 1000)
    assert 1000 == len(errors)
    assert 1000 < len(server.ledger.requests) <= 1100
    assert len(server.ledger.requests) == sum(error.attempts for error in errors)


async def test_no_connection_costs_a_tenth_more_attempts_than_there_are_calls() -> None:
    async with FaultServer() as server:
        closed = server.url
    async with client(closed) as segment:
        errors = await call(segment, 1000)
    assert 1100 == sum(error.attempts for error in errors)
    assert {ConnectFailed} == set(map(type, errors))


async def test_a_few_faults_are_retried_fully() -> None:
    plan = [faults.status(503), faults.reset(), faults.status(500), faults.ok()]
    async with FaultServer() as server, client(server.url) as segment:
        for _ in range(30):
            server.plan("getSource", plan)
            await segment.call("getSource", path={"sourceId": "a"})
    assert 120 == len(server.ledger.requests)


async def test_a_retry_that_mends_its_call_is_paid_back() -> None:
    async with FaultServer() as server, client(server.url, budget=1) as segment:
        for _ in range(20):
            server.plan("getSource", [faults.status(503), faults.ok()])
            assert [] == await call(segment, 1)


async def test_the_error_says_that_the_budget_is_used_up() -> None:
    async with FaultServer() as server, client(server.url, budget=2) as segment:
        server.plan("getSource", [forever(faults.status(503))])
        first, second = [await call(segment, 1) for _ in range(2)]
    assert [3, 1] == [first[0].attempts, second[0].attempts]
    assert isinstance(second[0], ServerError)
    assert "RetryPolicy.budget" in str(first[0])
    assert "RetryPolicy.budget" in str(second[0])


async def test_copies_share_the_budget_and_other_clients_have_their_own() -> None:
    async with FaultServer() as server, client(server.url, budget=2) as one, client(server.url, budget=2) as other:
        server.plan("getSource", [forever(faults.status(503))])
        attempts = [(await call(each, 1))[0].attempts for each in (one, one.with_options(strict=True), other)]
    assert [3, 1, 3] == attempts


async def test_answers_of_a_working_server_put_retries_back() -> None:
    """A refusal that is no failure shows as well as a success that the server works."""
    async with FaultServer() as server, client(server.url, budget=2) as segment:
        server.plan("getSource", [faults.status(503)] * 4)
        await call(segment, 2)
        server.plan("getSource", [faults.ok(), faults.status(404), faults.ok(), faults.ok(), faults.ok()])
        await call(segment, 5)
        server.plan("getSource", [faults.status(503), faults.ok()])
        assert [] == await call(segment, 1)


@pytest.mark.parametrize(("budget", "attempts"), [(0, 1), (inf, 4)])
async def test_there_may_be_no_budget_or_no_bound(budget: float, attempts: int) -> None:
    async with FaultServer() as server, client(server.url, budget=budget) as segment:
        server.plan("getSource", [forever(faults.status(503))])
        errors = await call(segment, 200)
    assert {attempts} == {error.attempts for error in errors}


def test_the_rule_of_the_budget() -> None:
    policy, error = RetryPolicy(budget=10, refill=0.5), ConnectFailed("", outcome="not_sent")
    assert ["retry", "retry", "spent"] == [decide(policy, "safe", error, 1, spent) for spent in (0, 9, 9.1)]
    assert [4.5, 4, 4, 0] == [spent_after(policy, *came) for came in ((5, 1), (5, 2), (5, 4), (0.2, 1))]


@pytest.mark.parametrize("wrong", [{"budget": -1}, {"budget": "9"}, {"refill": float("nan")}, {"refill": None}])
def test_a_budget_that_is_none_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="number of retries"):
        RetryPolicy(**wrong)


class _Unlimited:
    """Lets every request pass at once."""

    async def acquire(self, operation: object, *, within: float | None) -> float:
        return 0.0

    def heed(self, operation: object, feedback: object) -> None:
        pass


async def test_a_pause_that_is_cancelled_costs_no_retry() -> None:
    async with FaultServer() as server, client(server.url, base=60, cap=60, budget=4) as segment:
        server.plan("getSource", [forever(faults.status(503, headers={"Retry-After": "60"}))])
        for _ in range(5):
            with anyio.move_on_after(0.2) as scope:
                await segment.call("getSource", path={"sourceId": "a"})
            assert scope.cancelled_caught
        assert 5 == len(server.ledger.requests)
