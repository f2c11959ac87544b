"""Answers that no specification knows: any status, any headers, any body, delivered in any way."""

import asyncio
import json
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Final, Self

from hypothesis import strategies as st

from segment_async import PublicClient, SegmentError
from segment_async.testing import Fault, FaultServer, InstantClock, faults, forever, sample
from segment_async.testing.steps import CLOSE
from tests.contract.draw import ANYTHING
from tests.faults.support import DELETE, GET, LIST, PATCH, POST, TOKEN, Unlimited, call, retries

OPERATIONS: Final = [GET, LIST, POST, PATCH, DELETE]

NAMES: Final = [
    "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Date", "Location", "Retry-After", "Set-Cookie",
    "Transfer-Encoding", "X-Amzn-Trace-Id", "X-RateLimit-Consumed", "X-RateLimit-Remaining", "X-RateLimit-Reset",
    "X-Request-Id",
]  # fmt: skip
VALUES: Final = [
    "", "0", "-1", "1", "7", "1e400", "nan", "9" * 40, "close", "keep-alive", "gzip", "deflate", "br", "zstd",
    "chunked", "identity", "application/json", "application/json; charset=utf-32", "text/html",
    "Thu, 32 Jan 2026 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "http://127.0.0.2/", "//[", "upgrade",
    "a=b; Domain=.",
]  # fmt: skip
TEXT: Final = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=20)
HEADERS: Final = st.lists(
    st.tuples(
        st.sampled_from(NAMES) | st.from_regex(r"[A-Za-z-]{1,9}", fullmatch=True), st.sampled_from(VALUES) | TEXT
    ),
    max_size=4,
)
STATUSES: Final = (
    st.just(200) | st.sampled_from([201, 204, 301, 400, 401, 403, 404, 409, 422, 429, 500, 503]) | st.integers(100, 999)
)

Wrap = Callable[[Fault], Fault]
DELIVERIES: Final[list[Wrap]] = [
    lambda answer: answer,
    faults.closing,
    faults.chunked,
    faults.gzipped,
    faults.twice,
    lambda answer: faults.gzipped(answer, "half"),
    lambda answer: faults.gzipped(answer, "checksum"),
    lambda answer: faults.cut(answer, keep=0.7),
    lambda answer: faults.cut(answer, where="headers"),
    lambda answer: faults.cut(faults.chunked(answer), reset=True),
    lambda answer: faults.drip(answer, every=0.01, size=50),
]


@st.composite
def bodies(draw: st.DrawFn, operation: str) -> bytes:
    """Draw a body: bytes, JSON, an error, or a good answer as it is, with bytes changed, or with values replaced."""
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return draw(st.binary(max_size=60))
    if kind == 1:
        return json.dumps(draw(ANYTHING)).encode()
    if kind == 2:
        return json.dumps({"errors": draw(ANYTHING | st.lists(ANYTHING, max_size=3)), "data": draw(ANYTHING)}).encode()
    good = json.dumps(sample(operation)).encode()
    if kind == 3:
        return good
    if kind == 4:
        place = draw(st.integers(0, len(good) - 1))
        return good[:place] + draw(st.binary(max_size=4)) + good[place + draw(st.integers(0, 9)) :]
    return good.replace(b'"text"', json.dumps(draw(ANYTHING | TEXT)).encode(), draw(st.integers(1, 3)))


@st.composite
def encounters(draw: st.DrawFn) -> tuple[str, Fault]:
    """Draw an operation, and what it is answered with in which way."""
    operation = draw(st.sampled_from(OPERATIONS))
    if draw(st.integers(0, 9)) == 0:
        return operation, faults.raw(draw(st.binary(max_size=200)), CLOSE)
    headers = draw(st.just([]) | HEADERS)
    answer = faults.status(draw(STATUSES), headers=headers, body=draw(bodies(operation)))
    return operation, draw(st.sampled_from(DELIVERIES))(answer)


class Wire:
    """One server and one client for all examples; each starts and ends within `meets`."""

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._runner.run(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()

    async def _open(self) -> None:
        self._server = await self._stack.enter_async_context(FaultServer())
        client = PublicClient(
            TOKEN,
            base_url=self._server.url,
            limiter=Unlimited(),
            timeout=5.0,
            retries=retries(1),
            max_response_bytes=2**20,
        )
        self._client = await self._stack.enter_async_context(client)
        self._stack.enter_context(InstantClock())

    def meets(self, operation: str, answer: Fault) -> SegmentError | None:
        """Call an operation that is always answered in one way, and return the error; `None` where it succeeds."""
        return self._runner.run(self._meets(operation, answer))

    async def _meets(self, operation: str, answer: Fault) -> SegmentError | None:
        self._server.plan(operation, [forever(answer)])
        try:
            await call(self._client, operation)
        except SegmentError as error:
            return error
        finally:
            self._server.unplan(operation)
        return None
