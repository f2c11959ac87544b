"""A server that counts requests in windows of its own, and the workers that call it; minutes pass in no time."""

import random
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from math import ceil
from typing import Any, Final, Literal, TypeAlias

import anyio
from attrs import define, field, frozen

from segment_async import RetryPolicy, SegmentError, Timeout
from segment_async._core.auth import Token
from segment_async._core.limiter import Limiter, PacingLimiter
from segment_async._core.operation import Operation
from segment_async._core.session import Options, Session
from segment_async._core.shared import Credentials, Slots
from segment_async._core.wire import Answer, Flight, Request

MINUTE: Final = 60.0
EPOCH: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)

Alignment: TypeAlias = Literal["clock", "first request", "sliding"]
"""Windows that start with the minute, with the first request after the last one, or at any time."""

Says: TypeAlias = Literal["headers", "body", "Retry-After", "nothing"]
"""What answers tell: each how much is left, or refusals alone how long to wait, in the body or in a header."""


@define
class Count:
    """The requests of one window."""

    most: int
    alignment: Alignment
    offset: float
    admitted: deque[float] = field(factory=deque[float])
    began: float = float("-inf")

    def spend(self, now: float) -> tuple[bool, int, float]:
        """Count a request, and tell whether it is let through, what is left, and in how many seconds there is more."""
        if self.alignment == "sliding":
            while self.admitted and self.admitted[0] <= now - MINUTE:
                self.admitted.popleft()
        elif now >= self.began + MINUTE:
            self.admitted.clear()
            self.began = now if self.alignment == "first request" else now - (now - self.offset) % MINUTE
        lets = len(self.admitted) < self.most
        if lets:
            self.admitted.append(now)
        since = self.admitted[0] if self.alignment == "sliding" else self.began
        return lets, self.most - len(self.admitted), since + MINUTE - now


@define
class SimulatedServer:
    """Lets so many requests of each operation through, and answers after a while. It stands in for the wire."""

    limits: dict[str, int]
    alignment: Alignment = "clock"
    offset: float = 0.0
    says: Says = "headers"
    latency: tuple[float, float] = (0.02, 0.3)
    token_limit: int | None = None
    clock: Callable[[], float] = anyio.current_time
    draw: random.Random = field(factory=lambda: random.Random(5))  # noqa: S311 - the same latencies in every run
    admitted: dict[str, list[float]] = field(factory=dict[str, list[float]])
    refused: list[float] = field(factory=list[float])
    counts: dict[str, Count] = field(factory=dict[str, Count])
    started: float = field(factory=anyio.current_time)

    def open(self) -> None:
        """There is nothing to open."""

    async def aclose(self) -> None:
        """There is nothing to close."""

    async def send(
        self, request: Request, token: Token, flight: Flight, *, connect_timeout: float | None, max_bytes: int
    ) -> Answer:
        """Take a request in and answer it, as `Transport.send` says."""
        del token, connect_timeout, max_bytes
        flight.sent = True
        await anyio.sleep(self.draw.uniform(*self.latency) / 2)
        answer = self.answer(request.operation)
        await anyio.sleep(self.draw.uniform(*self.latency) / 2)
        return answer

    def answer(self, operation: Operation[Any]) -> Answer:
        """Count a request and return the answer."""
        now = self.clock() - self.started
        key, most = ("token", self.token_limit) if self.token_limit else (operation.id, self.limits[operation.id])
        count = self.counts.setdefault(key, Count(most, self.alignment, self.offset))
        lets, left, wait = count.spend(now)
        headers = {"Date": _date(now)}
        if self.says == "headers":
            headers |= {
                "X-RateLimit-Consumed": str(most - left),
                "X-RateLimit-Remaining": str(left),
                "X-RateLimit-Reset": _date(now + wait),
            }
        if lets:
            self.admitted.setdefault(operation.id, []).append(now)
            return Answer(200, headers, b'{"data": {"thing": {"id": "a"}}}')
        self.refused.append(now)
        data = ""
        if self.says == "Retry-After" or self.token_limit:
            headers["Retry-After"] = str(ceil(wait))
        elif self.says != "nothing":
            data = f', "data": {{"msBeforeNext": {ceil(wait * 1000)}}}'
        return Answer(429, headers, f'{{"errors": [{{"type": "RequestError"{data}}}]}}'.encode())


def _date(seconds: float) -> str:
    return format_datetime((EPOCH + timedelta(seconds=seconds)).replace(microsecond=0), usegmt=True)


def session_to(server: SimulatedServer, limiter: Limiter | None = None, **options: Any) -> Session:
    """Return a session whose requests go to a simulated server."""
    given = {"timeout": Timeout(total=None), "limiter": limiter or PacingLimiter(), "policy": RetryPolicy()} | options
    return Session(
        server,
        Credentials("a-made-up-token"),
        Slots(64),
        Options(base_url="https://simulated", region=None, user_agent="test", **given),
    )


async def work(session: Session, operation: Operation[Any], minutes: float, *, workers: int = 64) -> list[SegmentError]:
    """Have workers call one operation for some minutes, and return what went wrong."""
    until = anyio.current_time() + minutes * MINUTE
    errors: list[SegmentError] = []

    async def worker() -> None:
        while anyio.current_time() < until:
            try:
                await session.call(
                    await session.prepare(operation, path={"id": "a"}, query=None, body=None, version=None), operation
                )
            except SegmentError as error:
                errors.append(error)

    with anyio.move_on_after(minutes * MINUTE):
        async with anyio.create_task_group() as group:
            for _ in range(workers):
                group.start_soon(worker)
    return errors


@frozen
class Yield:
    """What came of some minutes of work."""

    goodput: float
    """Requests let through, as a part of what the limit allows."""

    refused: float
    """Refusals, as a part of all requests."""

    errors: int
    """Calls that failed."""


async def measure(
    server: SimulatedServer, wanted: Operation[Any], *, minutes: int, after: int = 1, workers: int = 64
) -> Yield:
    """Have workers call one operation all the time, and return what came of it.

    Args:
        server: Whom to call.
        wanted: What to call.
        minutes: For how many of the server's windows.
        after: How many of the server's windows to leave out at the start; with a partial one, that too.
        workers: How many call at once.
    """
    errors = await work(session_to(server), wanted, minutes + after + 1, workers=workers)
    start = after * MINUTE + server.offset
    end = start + minutes * MINUTE
    let_through = sum(start <= moment < end for moment in server.admitted[wanted.id])
    refused = sum(start <= moment < end for moment in server.refused)
    most = server.token_limit or server.limits[wanted.id]
    return Yield(let_through / (most * minutes), refused / (let_through + refused), len(errors))
