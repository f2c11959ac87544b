"""No answer is delivered to another caller, however many calls are cancelled at whatever time."""

import asyncio
import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import pytest

from segment_async._core.limiter import PacingLimiter
from tests.core.conftest import GET, Open

pytestmark = pytest.mark.anyio

CALLS: Final = int(os.environ.get("SEGMENT_CANCELLED_CALLS", "4000"))
"""Calls, of which about a half are cancelled."""

SLOWEST: Final = 0.01


@asynccontextmanager
async def echo(draw: random.Random) -> AsyncIterator[str]:
    """Serve things that are called as the path says, in their own time, sometimes in two pieces; yield the address."""
    tasks: set[asyncio.Task[None] | None] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.current_task())
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                name = head.split(b" ", 2)[1].rpartition(b"/")[2]
                body = b'{"data": {"thing": {"id": "%s"}}}' % name
                answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
                cut = draw.choice([0, 10, len(answer) - 5, len(answer)])
                for piece in (answer[:cut], answer[cut:]):
                    await asyncio.sleep(draw.uniform(0, SLOWEST / 2))
                    writer.write(piece)
        except (OSError, EOFError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            tasks.discard(asyncio.current_task())

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listener:
        host, port = listener.sockets[0].getsockname()
        yield f"http://{host}:{port}"
        for task in tasks:
            if task is not None:
                task.cancel()


async def test_an_answer_goes_to_whoever_asked_for_it(open_session: Open) -> None:
    """F81: 2,000 cancels; SEGMENT_CANCELLED_CALLS sets another number of calls."""
    draw = random.Random(81)  # noqa: S311 - the same in every run
    limiter = PacingLimiter()
    mixed, done, cancelled = [], 0, 0

    async with echo(draw) as url, open_session(url, limiter=limiter, concurrency=32) as session:

        async def one(name: str) -> None:
            nonlocal done
            requests = await session.prepare(GET, path={"id": name}, query=None, body=None, version=None)
            thing = await session.call(requests, GET)
            done += 1
            if thing.id != name:
                mixed.append((name, thing.id))

        async def caller(number: int) -> None:
            nonlocal cancelled
            for turn in range(CALLS // 64):
                task = asyncio.create_task(one(f"{number}-{turn}"))
                await asyncio.wait([task], timeout=draw.choice([None, draw.uniform(0, SLOWEST)]))
                task.cancel()
                await asyncio.wait([task])
                cancelled += task.cancelled()

        await asyncio.gather(*map(caller, range(64)))
        assert CALLS // 64 * 64 == done + cancelled
        assert 0.3 * CALLS < cancelled < 0.7 * CALLS
        assert [] == mixed
        semaphore, (line,) = session.slots._semaphore, limiter._lines.values()
        assert semaphore is not None
        assert (32, 0) == (semaphore.value, line.window._out)
