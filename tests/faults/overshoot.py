"""By how much calls outlive their deadline, in real time, whatever they wait for."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias

from segment_async import DeadlineExceeded, PublicClient, Timeout
from segment_async._core.limiter import PacingLimiter
from segment_async.testing import Fault, FaultServer, certificate, faults
from tests.faults.support import GET, POST, TOKEN, call

Case: TypeAlias = Callable[[float], Awaitable[float]]
"""Makes a call with a deadline in seconds, and returns how many seconds it took."""


async def _outlived(calling: Awaitable[Any]) -> float:
    """Return the seconds until a deadline is raised; nothing else may be."""
    started = time.perf_counter()
    try:
        await calling
    except DeadlineExceeded:
        return time.perf_counter() - started
    raise AssertionError("The call ended before its deadline.")


@asynccontextmanager
async def _facing(seconds: float, **options: Any) -> AsyncIterator[tuple[FaultServer, PublicClient]]:
    given = {"token": TOKEN, "timeout": Timeout(total=seconds, connect=None), "limiter": PacingLimiter()} | options
    async with FaultServer() as server, PublicClient(base_url=server.url, **given) as segment:
        yield server, segment


def _answered(answer: Fault) -> Case:
    async def case(seconds: float) -> float:
        async with _facing(seconds) as (server, segment):
            server.plan(GET, [answer])
            return await _outlived(call(segment, GET))

    return case


async def _connecting(seconds: float) -> float:
    shown = certificate()
    async with FaultServer(certificate=shown) as server:
        server.plan_connections([faults.stall(faults.raw())])
        options: dict[str, Any] = {"ssl": shown.trust, "timeout": Timeout(total=seconds, connect=None)}
        async with PublicClient(TOKEN, base_url=server.url, **options) as segment:
            return await _outlived(call(segment, GET))


async def _writing(seconds: float) -> float:
    async with _facing(seconds) as (server, segment):
        server.plan_connections([faults.stall(faults.raw())])
        return await _outlived(segment.call(POST, body={"slug": "n" * 20_000_000}))


async def _pool(seconds: float) -> float:
    async with _facing(seconds, concurrency=1) as (server, segment):
        server.plan(GET, [faults.stall()])
        busy = asyncio.ensure_future(call(segment.with_options(timeout=None), GET))
        await asyncio.sleep(0.05)
        assert server.ledger.requests
        try:
            return await _outlived(call(segment, GET))
        finally:
            busy.cancel()
            await asyncio.wait([busy])


async def _token(seconds: float) -> float:
    async def never() -> str:
        await asyncio.sleep(3600)
        return TOKEN

    async with _facing(seconds, token=never) as (_, segment):
        return await _outlived(call(segment, GET))


async def _limiter(seconds: float) -> float:
    """The slot lies beyond the deadline, so the call fails at once: any time that it takes is too much."""
    async with _facing(seconds) as (server, segment):
        operation = "getAdvancedSyncScheduleFromWarehouse"
        server.plan(operation, [faults.ok(), faults.ok()])
        for _ in range(2):
            await call(segment, operation)
        return seconds + await _outlived(call(segment, operation))


CASES: Final[dict[str, Case]] = {
    "waiting for a token": _token,
    "waiting for the limiter": _limiter,
    "waiting for the pool": _pool,
    "connecting": _connecting,
    "sending": _writing,
    "silence before the headers": _answered(faults.stall()),
    "silence before the body": _answered(faults.stall(before="body")),
    "a byte now and then": _answered(faults.drip(every=0.03)),
    "a chunk now and then": _answered(faults.drip(faults.chunked(size=1), every=0.03, size=7)),
}
"""What a call may wait for."""


async def overshoots(*, seconds: float = 0.3, rounds: int = 5) -> dict[str, float]:
    """Return for each case the most seconds that a call took beyond its deadline.

    Args:
        seconds: The deadline.
        rounds: How often each case is tried.
    """
    return {name: max([await case(seconds) - seconds for _ in range(rounds)]) for name, case in CASES.items()}
