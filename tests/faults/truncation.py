"""How many incomplete answers pass for complete ones: every length of a body, plain and compressed."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

from segment_async import PublicClient, SegmentError, unstructure
from segment_async.testing import Fault, FaultServer, InstantClock, faults, sample
from segment_async.testing.steps import CLOSE
from tests.faults.support import LIST, TOKEN, Unlimited, retries

SOURCE: dict[str, Any] = sample("getSource")["data"]["source"]
WHOLE = json.dumps({"data": {"sources": [SOURCE, SOURCE], "pagination": {"current": "here"}}}).encode()


def truncated() -> Iterator[Fault]:
    """Yield every beginning of an answer, without a length or with its own, so that only the body tells."""
    packed = gzip.compress(WHOLE, mtime=0)
    for content, header in ((WHOLE, b""), (packed, b"Content-Encoding: gzip\r\n")):
        for size in range(len(content)):
            length = b"Content-Length: %d\r\n" % size if size % 2 else b""
            head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + header + length
            yield faults.raw(head + b"\r\n" + content[:size], CLOSE, name=f"the first {size} bytes")


async def swallowed() -> tuple[int, list[str]]:
    """Return how many beginnings were tried, and the names of those that were taken for an answer."""
    tried, taken = 0, []
    options: dict[str, Any] = {"limiter": Unlimited(), "retries": retries(0)}
    async with FaultServer() as server, PublicClient(TOKEN, base_url=server.url, **options) as segment:
        with InstantClock():
            for fault in truncated():
                tried += 1
                server.plan(LIST, [fault])
                try:
                    page = await segment.sources.list()
                except SegmentError:
                    continue
                if [SOURCE, SOURCE] != unstructure(list(page.items)):
                    taken.append(fault.name)
    return tried, taken
