"""Rows F30, F31 and F34: one deadline for a call, whatever it waits for. Time is virtual, so the figures are exact."""

import asyncio
import time
from typing import Any

import pytest

from segment_async import (
    DeadlineExceeded,
    ProtocolError,
    PublicClient,
    RetryPolicy,
    Timeout,
)
from segment_async.testing import Fault, FaultServer, InstantClock, certificate, faults, forever
from tests.faults.support import GET, LIST, POST, TOKEN, call, facing, retries

pytestmark = pytest.mark.anyio

SLOW = [
    faults.stall(),
    faults.stall(before="body"),
    faults.stall(faults.chunked(), before="body"),
    faults.drip(every=0.3),
    faults.drip(faults.chunked(), every=0.3),
    faults.drip(faults.gzipped(), every=1),
]


@pytest.mark.parametrize("slow", SLOW, ids=str)
@pytest.mark.parametrize("operation", [GET, POST])
async def test_f30_f31_what_never_ends_ends_with_the_deadline(operation: str, slow: Fault) -> None:
    async with facing(operation, [slow], timeout=5.0) as (_, segment):
        with InstantClock() as clock, pytest.raises(DeadlineExceeded) as caught:
            await call(segment, operation)
    assert 5 == pytest.approx(clock.elapsed(), abs=0.001)
    assert ("request", "unknown", 1) == (caught.value.phase, caught.value.outcome, caught.value.attempts)
    assert 5 == pytest.approx(caught.value.elapsed, abs=0.001)


@pytest.mark.parametrize("slow", SLOW, ids=str)
async def test_f30_f31_an_attempt_that_never_ends_makes_room_for_the_next(slow: Fault) -> None:
    async with facing(GET, [slow, slow, faults.ok()], timeout=Timeout(total=60, attempt=2)) as (server, segment):
        with InstantClock() as clock:
            await call(segment, GET)
        assert 4 == pytest.approx(clock.elapsed(), abs=0.1)
        first, second, third = server.ledger.requests
    assert [2, 2] == pytest.approx([second.arrived - first.arrived, third.arrived - second.arrived], abs=0.1)
    assert 3 == len({first.connection, second.connection, third.connection})


async def test_f31_the_last_attempt_is_cut_short_by_the_deadline() -> None:
    async with facing(GET, [forever(faults.stall())], timeout=Timeout(total=5, attempt=2)) as (server, segment):
        with InstantClock() as clock, pytest.raises(DeadlineExceeded) as caught:
            await call(segment, GET)
    assert 5 == pytest.approx(clock.elapsed(), abs=0.001)
    assert 3 == caught.value.attempts == len(server.ledger.requests)


async def test_f31_attempts_that_never_end_run_out() -> None:
    bounds = Timeout(total=None, attempt=2)
    async with facing(GET, [forever(faults.stall())], timeout=bounds, retries=retries(1)) as (server, segment):
        with InstantClock() as clock, pytest.raises(ProtocolError) as caught:
            await call(segment, GET)
    assert 4 == pytest.approx(clock.elapsed(), abs=0.01)
    assert ("unknown", 2) == (caught.value.outcome, len(server.ledger.requests))


SILENT = faults.stall(faults.raw())


async def test_f31_connecting_is_bounded_and_names_its_phase() -> None:
    shown = certificate()
    async with FaultServer(certificate=shown) as server:
        server.plan_connections([SILENT])
        options: dict[str, Any] = {"ssl": shown.trust, "timeout": Timeout(total=3, connect=None)}
        async with PublicClient(TOKEN, base_url=server.url, **options) as segment:
            with InstantClock() as clock, pytest.raises(DeadlineExceeded) as caught:
                await call(segment, POST)
    assert 3 == pytest.approx(clock.elapsed(), abs=0.001)
    assert ("connect", "not_sent") == (caught.value.phase, caught.value.outcome)
    assert [] == server.ledger.requests


async def test_f31_a_handshake_that_never_ends_is_tried_again_for_it_was_not_sent() -> None:
    shown = certificate()
    async with FaultServer(certificate=shown) as server:
        server.plan_connections([SILENT, SILENT, None])
        server.plan(POST, [faults.ok()])
        options: dict[str, Any] = {"ssl": shown.trust, "timeout": Timeout(connect=2), "retries": retries(2)}
        async with PublicClient(TOKEN, base_url=server.url, **options) as segment:
            with InstantClock() as clock:
                await call(segment, POST)
    assert 4 == pytest.approx(clock.elapsed(), abs=0.1)
    assert 1 == len(server.ledger.of(POST))


async def test_f31_a_wait_for_the_pool_names_its_phase() -> None:
    async with facing(GET, [faults.stall(seconds=50)], concurrency=1) as (_, segment):
        with InstantClock() as clock:
            busy = asyncio.ensure_future(call(segment, GET))
            await asyncio.sleep(1)
            with pytest.raises(DeadlineExceeded) as caught:
                await call(segment.with_options(timeout=4.0), POST)
            assert 5 == pytest.approx(clock.elapsed(), abs=0.001)
            await busy
    assert ("pool", "not_sent", 0) == (caught.value.phase, caught.value.outcome, caught.value.attempts)


TWO_A_MINUTE = "getAdvancedSyncScheduleFromWarehouse"


async def test_f31_a_wait_for_the_limiter_that_is_too_long_is_not_begun_and_takes_no_slot() -> None:
    async with facing(TWO_A_MINUTE, [faults.ok()] * 3, timeout=9.0) as (_, segment):
        with InstantClock() as clock:
            await call(segment, TWO_A_MINUTE)
            await call(segment, TWO_A_MINUTE)
            with pytest.raises(DeadlineExceeded) as caught:
                await call(segment, TWO_A_MINUTE)
            assert 0 == clock.elapsed()
            await call(segment.with_options(timeout=61.0), TWO_A_MINUTE)
            assert 60 == pytest.approx(clock.elapsed(), abs=0.1)
    assert ("limiter", "not_sent", 0) == (caught.value.phase, caught.value.outcome, caught.value.attempts)


async def test_f31_a_wait_for_a_token_names_its_phase() -> None:
    async def never() -> str:
        await asyncio.sleep(3600)
        return TOKEN

    async with FaultServer() as server, PublicClient(never, base_url=server.url, timeout=7.0) as segment:
        with InstantClock() as clock, pytest.raises(DeadlineExceeded) as caught:
            await call(segment, GET)
    assert 7 == pytest.approx(clock.elapsed(), abs=0.001)
    assert ("token", "not_sent", 0) == (caught.value.phase, caught.value.outcome, caught.value.attempts)


async def test_f31_a_pause_between_attempts_that_is_too_long_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.random", lambda: 0.5)
    policy = RetryPolicy(base=30, cap=30)
    async with facing(GET, [faults.reset()], timeout=14.9, retries=policy) as (_, segment):
        with InstantClock() as clock, pytest.raises(DeadlineExceeded) as caught:
            await call(segment, GET)
    assert 0 == clock.elapsed()
    assert ("backoff", "unknown", 1) == (caught.value.phase, caught.value.outcome, caught.value.attempts)


async def test_f31_a_body_that_is_not_taken_ends_with_the_deadline() -> None:
    async with FaultServer() as server, PublicClient(TOKEN, base_url=server.url, timeout=6.0) as segment:
        server.plan_connections([SILENT])
        with InstantClock() as clock, pytest.raises(DeadlineExceeded) as caught:
            await segment.call(POST, body={"slug": "n" * 50_000_000})
    assert 6 == pytest.approx(clock.elapsed(), abs=0.001)
    assert ("request", "unknown", 1) == (caught.value.phase, caught.value.outcome, caught.value.attempts)


async def test_a_large_body_arrives_as_it_is() -> None:
    body = {"slug": "n" * 3_000_000}
    async with facing(POST, [faults.status(429), faults.ok()]) as (server, segment):
        with InstantClock():
            await segment.call(POST, body=body)
    assert [body, body] == [seen.json for seen in server.ledger.requests]


async def test_f31_every_pause_and_attempt_counts_towards_one_deadline() -> None:
    """Two seconds of silence, then a failure, again and again: nothing starts anew with an attempt."""
    failing = faults.stall(faults.status(503), seconds=2)
    async with facing(GET, [forever(failing)], timeout=9.0, retries=RetryPolicy(retries=99, base=1, cap=1)) as (
        server,
        segment,
    ):
        with InstantClock() as clock, pytest.raises(DeadlineExceeded) as caught:
            await call(segment, GET)
    assert clock.elapsed() <= 9.001
    assert 3 <= caught.value.attempts == len(server.ledger.requests) <= 5


async def test_f34_a_clock_that_jumps_moves_no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits are counted on the loop's steady clock; the time of day is not asked."""
    slow = faults.status(429, headers={"Retry-After": "30"})
    async with facing(LIST, [slow, faults.ok()]) as (server, segment):
        with InstantClock():
            waiting = asyncio.ensure_future(call(segment, LIST))
            await asyncio.sleep(1)
            now = time.time()
            monkeypatch.setattr("time.time", lambda: now + 3600)
            await waiting
    first, second = server.ledger.requests
    assert 30 <= second.arrived - first.arrived <= 33
