"""A server, a client of it, and the ways in which a call may come to wait."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, Final, TypeAlias

import anyio
from attrs import define, field, frozen

from segment_async import PublicClient, RetryPolicy, Timeout
from segment_async._core.limiter import PacingLimiter
from segment_async._core.limits import Feedback
from segment_async.public import OPERATIONS
from segment_async.testing import Fault, FaultServer, faults

GET: Final = OPERATIONS["getSource"]
PLANNED: Final = ("getSource", "createSource", "listSources")


@define
class Stage:
    """A server and a client of it."""

    server: FaultServer
    segment: PublicClient
    limiter: PacingLimiter

    async def get(self) -> Any:
        """Get a source."""
        return await self.segment.sources.get("a")

    async def create(self) -> Any:
        """Create a source, with a body that does not go out in one piece."""
        return await self.segment.sources.create(slug="a" * 500_000, metadata_id="b", enabled=True)

    async def iterate(self) -> Any:
        """Walk through two pages."""
        return [source async for source in self.segment.sources.list()]

    def held(self) -> dict[str, Any]:
        """Return what calls hold while they last, by name; each is falsy where they hold nothing."""
        session = self.segment._session
        lock, semaphore = session.credentials._lock, session.slots._semaphore
        lines = [*self.limiter._lines.values(), self.limiter._whole]
        transport: Any = session.transport
        return {
            "slots of the limiter": sum(line.window._out for line in lines),
            "places in line": sum(len(line.tickets) for line in lines),
            "slots of the pool": semaphore and session.slots._most - semaphore.value,
            "places before the pool": semaphore and semaphore.statistics().tasks_waiting,
            "the lock of the token": lock and lock.locked(),
            "connections in use": transport._session and len(transport._session.connector._acquired),
        }


async def _nothing(_: Stage) -> None:
    pass


async def _keep_a_connection(stage: Stage) -> None:
    await stage.get()


async def _use_up_the_limit(stage: Stage) -> None:
    await stage.limiter.acquire(GET, within=0)
    stage.limiter.heed(GET, Feedback(requests=1))


async def _use_up_the_pool(stage: Stage) -> None:
    semaphore = stage.segment._session.slots._semaphore = anyio.Semaphore(1)
    semaphore.acquire_nowait()
    asyncio.get_running_loop().call_later(5, semaphore.release)


_numbers: Final = count(1)


async def _give_token() -> str:
    await anyio.sleep(0.01)
    return f"a-made-up-token-{next(_numbers)}"


Call: TypeAlias = Callable[[Stage], Awaitable[Any]]


@frozen(kw_only=True)
class Case:
    """A call, what it meets, and what the client is like."""

    call: Call = Stage.get
    before: Call = _nothing
    plan: dict[str, list[Fault]] = field(factory=dict[str, list[Fault]])
    options: dict[str, Any] = field(factory=dict[str, Any])


def _page(cursor: str | None) -> Fault:
    pagination = {"current": "a", "totalEntries": 0} | ({"next": cursor} if cursor else {})
    return faults.ok({"data": {"sources": [], "pagination": pagination}})


CASES: Final[dict[str, Case]] = {
    "over a new connection": Case(),
    "over a kept connection": Case(before=_keep_a_connection),
    "with an answer that drips": Case(plan={"getSource": [faults.drip(every=0.01, size=200)]}),
    "with pauses between attempts": Case(plan={"getSource": [faults.status(503), faults.reset(), faults.ok()]}),
    "with a refusal to wait out": Case(
        plan={"getSource": [faults.status(429, headers={"Retry-After": "30"}), faults.ok()]}
    ),
    "with a limit to wait for": Case(before=_use_up_the_limit),
    "with a pool to wait for": Case(before=_use_up_the_pool, options={"concurrency": 1}),
    "with a token to ask for": Case(
        plan={"getSource": [faults.status(401), faults.ok()]}, options={"token": _give_token}
    ),
    "with attempts that take too long": Case(
        plan={"getSource": [faults.stall(seconds=50), faults.ok()]},
        options={"timeout": Timeout(total=1000, attempt=10)},
    ),
    "that creates": Case(call=Stage.create),
    "that walks through pages": Case(call=Stage.iterate, plan={"listSources": [_page("b"), _page(None)]}),
}


@asynccontextmanager
async def staged(case: Case) -> AsyncIterator[Stage]:
    """Set a case up. What was planned need not be used up, as the call may be cancelled before."""
    limiter = PacingLimiter()
    options = {"token": "a-made-up-token", "retries": RetryPolicy(base=1), "timeout": 1000} | case.options
    async with (
        FaultServer(otherwise=faults.ok()) as server,
        PublicClient(base_url=server.url, limiter=limiter, **options) as segment,
    ):
        stage = Stage(server, segment, limiter)
        await case.before(stage)
        for operation, plan in case.plan.items():
            server.plan(operation, plan)
        yield stage
        for operation in PLANNED:
            server.unplan(operation)
