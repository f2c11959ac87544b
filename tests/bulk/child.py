"""A program that creates labels through a journal: ``python -m tests.bulk.child URL JOURNAL ITEMS REPLAY``.

It prints one line for each outcome, and last what stopped it, if something did.
"""

import asyncio
import json
import sys
from typing import Any

from segment_async import PublicClient, RetryPolicy, SegmentError
from segment_async._core.limiter import PacingLimiter
from segment_async._core.operation import Replay
from segment_async.bulk import Outcome, RecordedOptions

CONCURRENCY = 8


class Unpaced(PacingLimiter):
    """Lets everything through at once."""

    async def acquire(self, operation: Any, *, within: float | None) -> float | None:
        return 0.0


async def main(url: str, journal: str, count: str, replay: Replay) -> None:
    items = [{"label": {"key": "k", "value": str(number)}} for number in range(int(count))]
    policy = RetryPolicy(retries=1, base=0.001, cap=0.002)
    async with PublicClient("some-token", base_url=url, limiter=Unpaced(), retries=policy) as segment:
        try:
            options: RecordedOptions = {"concurrency": CONCURRENCY, "replay": replay, "settle": 0}
            async with segment.bulk(segment.labels.create, items, journal=journal, **options) as run:
                async for outcome in run:
                    tell(outcome)
        except SegmentError as error:
            print(json.dumps({"error": str(error)}), flush=True)  # noqa: T201 - what the test reads


def tell(outcome: Outcome[Any, Any]) -> None:
    line = {"value": outcome.item["label"]["value"], "kind": type(outcome).__name__, "reason": outcome.reason}
    print(json.dumps(line), flush=True)  # noqa: T201 - what the test reads


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))  # type: ignore[arg-type]  # the last one is a replay class
