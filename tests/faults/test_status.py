"""Rows F01 to F18: statuses and what they ask for."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count

import pytest

from segment_async import (
    APIError,
    BadRequest,
    Conflict,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    ProtocolError,
    PublicClient,
    RateLimited,
    RetryPolicy,
    SegmentError,
    ServerError,
    Unauthorized,
    UnexpectedResponse,
    ValidationFailed,
    unstructure,
)
from segment_async.testing import FaultServer, InstantClock, faults, forever, sample
from tests.faults.limited import pace
from tests.faults.support import BY_METHOD, DELETE, GET, LIST, POST, QUICK, REPEATABLE, TOKEN, call, facing

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
LATER = NOW + timedelta(seconds=40)


@pytest.mark.parametrize("operation", BY_METHOD)
async def test_f01_a_wait_in_seconds_is_kept_whatever_the_method(operation: str) -> None:
    slow = faults.status(429, headers={"Retry-After": "7"})
    async with facing(operation, [slow, faults.ok()]) as (server, segment):
        with InstantClock():
            await call(segment, operation)
    first, second = server.ledger.of(operation)
    assert 7 <= second.arrived - first.arrived <= 7.7


async def test_f01_a_wait_for_one_operation_holds_back_no_other() -> None:
    slow = faults.status(429, body={"errors": [{"type": "RequestError", "data": {"msBeforeNext": 9000}}]})
    async with facing(LIST, [slow, faults.ok()]) as (server, segment):
        server.plan(GET, [faults.ok()])
        with InstantClock() as clock:
            waiting = asyncio.ensure_future(call(segment, LIST))
            await asyncio.sleep(1)  # by then there is nothing but the wait
            await call(segment, GET)
            assert 1 == pytest.approx(clock.elapsed())
            await waiting
    assert [LIST, GET, LIST] == [seen.operation for seen in server.ledger.requests]


async def test_f01_a_wait_for_the_token_holds_back_all() -> None:
    slow = faults.status(429, headers={"Retry-After": "9"})
    async with facing(LIST, [slow, faults.ok()]) as (server, segment):
        server.plan(GET, [faults.ok()])
        with InstantClock():
            waiting = asyncio.ensure_future(call(segment, LIST))
            await asyncio.sleep(1)  # by then there is nothing but the wait
            await call(segment, GET)
            await waiting
    first, *others = server.ledger.requests
    assert all(9 <= seen.arrived - first.arrived for seen in others)


@pytest.mark.parametrize(
    "spelled", [format_datetime(LATER, usegmt=True), LATER.strftime("%A, %d-%b-%y %H:%M:%S GMT"), LATER.ctime()]
)
async def test_f02_a_wait_until_a_date_is_counted_from_the_servers_own(spelled: str) -> None:
    slow = faults.status(429, headers={"Retry-After": spelled, "Date": format_datetime(NOW, usegmt=True)})
    async with facing(GET, [slow, faults.ok()]) as (_, segment):
        with InstantClock() as clock:
            await call(segment, GET)
            assert 40 <= clock.elapsed() <= 42


PAST = format_datetime(NOW - timedelta(days=1), usegmt=True)


@pytest.mark.parametrize(
    "value",
    ["", " ", "-1", "0", "-0.0", "nan", "inf", "-inf", "1e35", "1" + "0" * 35, "soon", "1.5.2", "0x10", "١٢", PAST,
     "Fri, 31 Dec 100000 23:59:59 GMT", "Thu, 32 Jan 2026 00:00:00 GMT", "5, 5", "\x7f", "1_000"],
)  # fmt: skip
async def test_f03_a_wait_that_makes_no_sense_is_ours_to_choose(value: str) -> None:
    slow = faults.status(429, headers={"Retry-After": value, "Date": format_datetime(NOW, usegmt=True)})
    policy = RetryPolicy(base=2, cap=3)
    async with facing(GET, [slow, slow, faults.ok()], retries=policy) as (server, segment):
        with InstantClock() as clock:
            await call(segment, GET)
            assert 0 <= clock.elapsed() <= 2 * policy.cap
    assert 3 == len(server.ledger.of(GET))


async def test_f03_of_two_waits_one_counts() -> None:
    slow = faults.status(429, headers=[("Retry-After", "2"), ("Retry-After", "3")])
    async with facing(GET, [slow, faults.ok()]) as (_, segment):
        with InstantClock() as clock:
            await call(segment, GET)
            assert clock.elapsed() <= 3.2


@pytest.mark.parametrize(("asked", "total"), [("121", None), ("50", 40.0)])
async def test_f04_a_wait_that_is_too_long_is_raised_at_once(asked: str, total: float | None) -> None:
    slow = faults.status(429, headers={"Retry-After": asked})
    async with facing(GET, [slow], timeout=total) as (_, segment):
        with InstantClock() as clock, pytest.raises(RateLimited) as caught:
            await call(segment, GET)
        assert 0 == clock.elapsed()
    assert (float(asked), 1) == (caught.value.retry_after, caught.value.attempts)


async def test_f06_refusals_without_end_end_with_the_retries() -> None:
    async with facing(GET, [forever(faults.status(429))], timeout=None) as (server, segment):
        with InstantClock(), pytest.raises(RateLimited) as caught:
            await call(segment, GET)
    assert QUICK.retries + 1 == caught.value.attempts == len(server.ledger.of(GET))


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("operation", REPEATABLE)
async def test_f08_a_server_error_is_met_again_where_that_does_no_harm(operation: str, status: int) -> None:
    async with facing(operation, [faults.status(status), faults.status(status), faults.ok()]) as (server, segment):
        await call(segment, operation)
    bodies = [seen.body for seen in server.ledger.of(operation)]
    assert 3 == len(bodies)
    assert 1 == len(set(bodies))


async def test_f08_a_server_error_without_end_ends_with_the_retries() -> None:
    async with facing(GET, [forever(faults.status(503))]) as (server, segment):
        with pytest.raises(ServerError) as caught:
            await call(segment, GET)
    assert QUICK.retries + 1 == caught.value.attempts == len(server.ledger.of(GET))


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_f08_a_create_is_not_sent_again_after_a_server_error(status: int) -> None:
    async with facing(POST, [faults.status(status)]) as (_, segment):
        with pytest.raises(OutcomeUnknown) as caught:
            await call(segment, POST)
    assert (1, status, "unknown") == (caught.value.attempts, caught.value.status, caught.value.outcome)


@pytest.mark.parametrize("operation", BY_METHOD)
async def test_f08_what_the_server_does_not_do_is_never_asked_twice(operation: str) -> None:
    async with facing(operation, [faults.status(501)]) as (_, segment):
        with pytest.raises(SegmentError) as caught:
            await call(segment, operation)
    assert (1, 501) == (caught.value.attempts, caught.value.status)


@pytest.mark.parametrize("operation", REPEATABLE)
async def test_f09_a_server_that_says_how_long_it_is_away_is_left_alone_for_that_long(operation: str) -> None:
    away = faults.status(503, headers={"Retry-After": "20"})
    async with facing(operation, [away, away, faults.ok()]) as (server, segment):
        with InstantClock():
            await call(segment, operation)
    first, second, third = (seen.arrived for seen in server.ledger.requests)
    assert 20 <= second - first <= 21
    assert 20 <= third - second <= 21


async def test_f09_a_create_is_not_sent_again_after_a_server_error_that_says_when() -> None:
    async with facing(POST, [faults.status(503, headers={"Retry-After": "1"})]) as (_, segment):
        with pytest.raises(OutcomeUnknown) as caught:
            await call(segment, POST)
    assert 1 == caught.value.attempts


async def test_f09_a_server_that_is_away_for_too_long_is_not_waited_for() -> None:
    async with facing(GET, [faults.status(503, headers={"Retry-After": "121"})], timeout=None) as (_, segment):
        with InstantClock() as clock, pytest.raises(ServerError) as caught:
            await call(segment, GET)
        assert 0 == clock.elapsed()
    assert (1, 121) == (caught.value.attempts, caught.value.retry_after)


@pytest.mark.parametrize("status", [408, 425])
@pytest.mark.parametrize("operation", BY_METHOD)
async def test_f09_what_came_too_late_or_too_early_was_not_taken_up_and_is_sent_again(
    operation: str, status: int
) -> None:
    async with facing(operation, [faults.status(status), faults.ok()]) as (server, segment):
        await call(segment, operation)
    assert 2 == len(server.ledger.requests)


@pytest.mark.parametrize(
    ("status", "kind"), [(400, BadRequest), (404, NotFound), (409, Conflict), (422, ValidationFailed)]
)
async def test_f10_f11_a_refusal_is_final_and_keeps_every_entry(status: int, kind: type[APIError]) -> None:
    entries = [{"type": "a", "field": "slug", "message": "bad", "extra": {"deep": [1]}}, {"type": "b", "data": None}]
    async with facing(POST, [faults.status(status, body={"errors": entries})]) as (_, segment):
        with pytest.raises(kind, match="slug") as caught:
            await call(segment, POST)
    assert 1 == caught.value.attempts
    assert "rejected" == caught.value.outcome
    assert entries == unstructure(list(caught.value.errors))


@pytest.mark.parametrize("lost", [faults.reset(), faults.close(), faults.status(502)])
async def test_f12_a_delete_that_finds_its_work_done_has_succeeded(lost: faults.Fault) -> None:
    async with facing(DELETE, [lost, faults.status(404), faults.status(404)]) as (_, segment):
        await call(segment, DELETE)
        with pytest.raises(NotFound):  # of the second call, which lost nothing
            await call(segment, DELETE)


async def test_f13_a_revoked_token_ends_a_call_at_once() -> None:
    async with facing(GET, [faults.ok(), faults.status(401)]) as (_, segment):
        await call(segment, GET)
        with pytest.raises(Unauthorized) as caught:
            await call(segment, GET)
    assert 1 == caught.value.attempts


async def test_f14_a_refused_token_is_fetched_anew_once_for_all_who_wait() -> None:
    numbers = count()

    async def fetch() -> str:
        await asyncio.sleep(0.01)
        return f"token-number-{next(numbers)}"

    waiters = 50
    async with FaultServer() as server, PublicClient(fetch, base_url=server.url) as segment:
        server.plan(GET, [faults.status(401)] * waiters + [faults.ok()] * waiters)
        await asyncio.gather(*(call(segment, GET) for _ in range(waiters)))
    tokens = [seen.token for seen in server.ledger.of(GET)]
    assert 2 == next(numbers)
    assert [waiters, waiters] == [tokens.count(token) for token in dict.fromkeys(tokens)]


async def test_f15_a_refused_operation_leaves_the_others_alone() -> None:
    async with facing(POST, [faults.status(403)]) as (server, segment):
        server.plan(GET, [faults.ok()])
        results = await asyncio.gather(call(segment, POST), call(segment, GET), return_exceptions=True)
    assert isinstance(results[0], Forbidden)
    assert not isinstance(results[1], BaseException)


HUGE = b"[" * 10_000_000
LOQUACIOUS = '{"errors": [{"message": "' + "m" * 10**6 + '"}]}'


@pytest.mark.parametrize(
    "body",
    ["<html>no</html>", "", HUGE, "[" * 100_000, '"text"', "7", "null", '{"errors": null}', '{"errors": {}}',
     '{"errors": [null, 1, "x"]}', '{"errors": [{"type": 7, "message": {}}]}', b"\xff\xfe\x00", LOQUACIOUS],
)  # fmt: skip
@pytest.mark.parametrize(("status", "kind"), [(404, NotFound), (500, ServerError), (429, RateLimited)])
async def test_f16_an_error_body_of_any_shape_gives_the_error_of_its_status(
    status: int, kind: type[APIError], body: str | bytes
) -> None:
    answers = [faults.status(status, body=body)]
    async with facing(GET, answers, retries=0) as (_, segment):
        with pytest.raises(kind) as caught:
            await call(segment, GET)
    assert status == caught.value.status
    assert len(str(caught.value)) <= 1200


@pytest.mark.parametrize("status", [202, 203, 204, 205, 206, 226, 299])
@pytest.mark.parametrize("body", [b"", json.dumps(sample(GET)).encode()])
async def test_f17_a_success_that_nobody_documents_is_an_error(status: int, body: bytes) -> None:
    answers = [forever(faults.status(status, body=body))]  # what follows a 204 is no HTTP, which a read survives
    async with facing(GET, answers) as (_, segment):
        with pytest.raises((UnexpectedResponse, ProtocolError)):
            await call(segment, GET)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_f18_no_redirect_is_followed_anywhere(status: int) -> None:
    async with FaultServer(host="127.0.0.2", otherwise=faults.ok()) as foreign:
        other = foreign.url.removeprefix("http://")
        async with facing(GET, []) as (server, segment):
            own = server.url.removeprefix("http://")
            targets = [
                "/elsewhere",
                f"http://{own}/elsewhere",
                f"HTTP://{own.upper()}/elsewhere",
                f"{foreign.url}/sources/an-id",
                f"//{other}/sources/an-id",
                f"http://localhost:{other.partition(':')[2]}/",
                f"http://{own}@{other}/",
            ]
            for operation in BY_METHOD:
                server.plan(operation, [faults.redirect(status, to) for to in targets])
                for _ in targets:
                    with pytest.raises((UnexpectedResponse, OutcomeUnknown)) as caught:
                        await call(segment, operation)
                    assert (1, status) == (caught.value.attempts, caught.value.status)
                    assert TOKEN not in str(caught.value)
    assert [] == foreign.ledger.requests
    assert 5 * 7 == len(server.ledger.requests)


@pytest.mark.parametrize(("most", "minutes"), [(200, 2), (60, 3), (5, 5), (2, 10)])
async def test_f05_a_limit_is_used_up_and_not_exceeded(most: int, minutes: int) -> None:
    """R4: 64 workers call all the time."""
    came = await pace(most, minutes=minutes)
    assert came.goodput >= 0.95
    assert came.refused <= 0.01
