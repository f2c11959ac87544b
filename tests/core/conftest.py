"""Models, operations and sessions that the kernel's tests share."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeAlias

import pytest
from attrs import frozen

from segment_async._core.auth import TokenSource
from segment_async._core.limiter import PacingLimiter
from segment_async._core.operation import Method, Operation, Replay
from segment_async._core.retry import RetryPolicy
from segment_async._core.session import Options, Session
from segment_async._core.shared import Credentials, Slots
from segment_async._core.transport import AiohttpTransport
from segment_async._core.wire import RawAnswer


@frozen(kw_only=True, weakref_slot=False)
class Thing:
    """A thing."""

    id: str


def operation(method: Method = "GET", replay: Replay = "safe", **more: Any) -> Operation[Thing]:
    """Return an operation on a thing."""
    return Operation(
        f"{method.lower()}Thing", method, "/things/{id}", Thing, tag="Things", key="thing", replay=replay, **more
    )


GET = operation()
CREATE = operation("POST", "reconcile")
DELETE = operation("DELETE", "convergent")

QUICK = RetryPolicy(retries=3, base=0.001, cap=0.002)

Open: TypeAlias = Callable[..., AbstractAsyncContextManager[Session]]


@pytest.fixture
def token() -> str:
    """Return a token that a leak would show."""
    return "canary-" + "x1Y2" * 6


@pytest.fixture
def open_session(token: str) -> Open:
    """Open a session to an address; keywords are `Options`."""

    @asynccontextmanager
    async def opened(
        url: str, source: TokenSource | None = None, *, concurrency: int = 64, **options: object
    ) -> AsyncIterator[Session]:
        given = {"policy": QUICK, "limiter": PacingLimiter(), "region": "us", "user_agent": "test"} | options
        transport = AiohttpTransport()
        try:
            yield Session(transport, Credentials(source or token), Slots(concurrency), Options(base_url=url, **given))
        finally:
            await transport.aclose()

    return opened


async def call(session: Session, wanted: Operation[Any], **more: Any) -> Any:
    """Perform an operation on the thing called ``a``."""
    given = {"path": {"id": "a"}, "query": None, "body": None, "version": None} | more
    return await session.call(await session.prepare(wanted, **given), wanted)


async def call_raw(session: Session, wanted: Operation[Any]) -> RawAnswer:
    """Perform an operation on the thing called ``a``, and return what came."""
    requests = await session.prepare(wanted, path={"id": "a"}, query=None, body=None, version=None)
    return await session.call_raw(requests, wanted)
