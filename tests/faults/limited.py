"""A server that takes so many requests a minute, and workers that want more. The minutes are virtual."""

import asyncio
from collections.abc import Iterable
from typing import Final

from attrs import define, field, frozen

from segment_async import PublicClient
from segment_async._core.limiter import PacingLimiter
from segment_async.testing import Fault, FaultServer, InstantClock, faults, forever
from segment_async.testing.steps import Promise, Step
from tests.faults.support import TOKEN, call

MINUTE: Final = 60.0

BY_LIMIT: Final = {
    200: "listRulesFromTrackingPlan",
    60: "listSupportedDestinationsFromAudience",
    5: "createAudiencePreview",
    2: "getAdvancedSyncScheduleFromWarehouse",
}
"""An operation for each limit that the specification states, in requests a minute."""


@define
class Window:
    """Counts the requests of each minute, and refuses those beyond the limit."""

    most: int
    started: float
    taken: list[float] = field(factory=list[float])
    refused: list[float] = field(factory=list[float])

    def fault(self) -> Fault:
        """Return what answers by the count."""
        return forever(Fault(f"at most {self.most} a minute", self._play))

    def _play(self, promise: Promise) -> Iterable[Step]:
        now = asyncio.get_running_loop().time() - self.started
        in_window = sum(moment // MINUTE == now // MINUTE for moment in self.taken)
        if in_window < self.most:
            self.taken.append(now)
            return faults.ok().play(promise)
        self.refused.append(now)
        left = MINUTE - now % MINUTE
        body = {"errors": [{"type": "RequestError", "data": {"msBeforeNext": round(left * 1000)}}]}
        return faults.status(429, body=body).play(promise)


@frozen
class Paced:
    """How a limit was used, after the first window."""

    goodput: float
    """Requests that were taken, as a share of the limit."""

    refused: float
    """Requests that were refused, as a share of all."""


async def pace(most: int, *, minutes: int, workers: int = 64) -> Paced:
    """Have workers call an operation of this limit all the time.

    Args:
        most: A key of `BY_LIMIT`.
        minutes: For how long, the first window not counted.
        workers: How many call at once.
    """
    operation = BY_LIMIT[most]
    options = {"limiter": PacingLimiter(), "timeout": None}
    async with FaultServer() as server, PublicClient(TOKEN, base_url=server.url, **options) as segment:
        with InstantClock():
            window = Window(most, asyncio.get_running_loop().time())
            server.plan(operation, [window.fault()])

            async def worker() -> None:
                while True:
                    await call(segment, operation)

            tasks = [asyncio.ensure_future(worker()) for _ in range(workers)]
            await asyncio.sleep((minutes + 1) * MINUTE)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    taken, refused = (sum(moment >= MINUTE for moment in each) for each in (window.taken, window.refused))
    return Paced(taken / (most * minutes), refused / (taken + refused))
