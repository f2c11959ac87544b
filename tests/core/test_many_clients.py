"""A web backend: many tokens, clients that live for one request, one pool of connections."""

import asyncio
import gc
import socket
from collections import Counter
from pathlib import Path
from typing import Any

import aiohttp
import anyio
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from segment_async import ConfigurationError, ConnectFailed, PublicClient, Unauthorized, WrongRegion
from segment_async._core.limiter import PacingLimiter, shared_limiter
from segment_async.testing import FaultServer, faults, forever

pytestmark = pytest.mark.anyio


def ours() -> Counter[str]:
    """Count the objects of this package that are alive, by class; what tests stand on is left out."""
    gc.collect()
    names = (f"{type(each).__module__}.{type(each).__qualname__}" for each in gc.get_objects())
    return Counter(name for name in names if name.startswith("segment_async.") and ".testing." not in name)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_clients_that_come_and_go_leave_nothing_behind() -> None:
    """500 clients of 50 tokens over one aiohttp session: no file, no task, no object more than after the first 50."""
    async with FaultServer(otherwise=faults.ok()) as server, aiohttp.ClientSession() as pool:

        async def serve_one(number: int) -> None:
            token = f"made-up-token-{number % 50}"
            async with PublicClient(token, base_url=server.url, session=pool) as segment:
                patient = segment.with_options(timeout=None)
                await asyncio.gather(segment.workspaces.get(), patient.sources.get("a"))

        async def serve(count: int) -> tuple[int, int, Counter[str]]:
            for start in range(0, count, 10):
                await asyncio.gather(*map(serve_one, range(start, start + 10)))
            await asyncio.sleep(0)
            return open_files(), len(asyncio.all_tasks()), ours()

        first = await serve(50)
        assert first == await serve(450)
        assert 50 == len({seen.token for seen in server.ledger.requests})
        assert 30 >= len(server.ledger.connections)
        assert not pool.closed


async def test_copies_share_the_pool_and_outlive_one_another() -> None:
    async with FaultServer(otherwise=faults.ok()) as server:
        async with PublicClient("made-up-token", base_url=server.url, concurrency=2) as segment:
            for number in range(20):
                await segment.with_options(timeout=10.0 + number).workspaces.get()
        assert 1 == len(server.ledger.connections)


def test_the_limiters_of_tokens_are_bounded() -> None:
    shared_limiter.cache_clear()
    before = ours()["segment_async._core.limiter.PacingLimiter"]
    first = shared_limiter("first", "x")
    for number in range(2000):
        shared_limiter(str(number), "x")
    assert first is not shared_limiter("first", "x")
    assert ours()["segment_async._core.limiter.PacingLimiter"] <= before + 1024 + 1


async def test_a_token_that_is_given_again_unchanged_is_not_tried_again() -> None:
    """A provider that reads an environment variable gives an equal text each time."""
    asked = 0

    async def give() -> str:
        nonlocal asked
        asked += 1
        return "made-up-token"

    async with FaultServer() as server, PublicClient(give, base_url=server.url, limiter=PacingLimiter()) as segment:
        server.plan("getWorkspace", [faults.status(401)])
        with pytest.raises(Unauthorized):
            await segment.workspaces.get()
    assert 2 == asked


async def test_a_thousand_calls_ask_once_for_a_token_and_once_for_another() -> None:
    """F14: whoever is cancelled while asking leaves the next one to ask."""
    given: list[str] = []

    async def give() -> str:
        await anyio.sleep(0.01)
        given.append(f"made-up-token-{len(given)}")
        return given[-1]

    async with FaultServer() as server, PublicClient(give, base_url=server.url, timeout=None) as segment:
        server.plan("getWorkspace", [forever(faults.ok())])
        with anyio.move_on_after(0.001):
            await segment.workspaces.get()
        await asyncio.gather(*(segment.workspaces.get() for _ in range(500)))
        assert 1 == len(given)
        server.unplan("getWorkspace")
        server.plan("getWorkspace", [faults.status(401)] * 500 + [forever(faults.ok())])
        await asyncio.gather(*(segment.with_options(retries=0).workspaces.get() for _ in range(500)))
    assert 2 == len(given)


async def test_a_provider_that_fails_fails_the_call_and_not_the_next_one() -> None:
    answers: list[Any] = [ZeroDivisionError(), "not a token", "made-up-token"]

    def give() -> str:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]  # as the provider says

    async with FaultServer(otherwise=faults.ok()) as server, PublicClient(give, base_url=server.url) as segment:
        with pytest.raises(ZeroDivisionError):
            await segment.workspaces.get()
        with pytest.raises(ConfigurationError, match="holds a space") as caught:
            await segment.workspaces.get()
        assert ("getWorkspace", 0) == (caught.value.operation_id, caught.value.attempts)
        await segment.workspaces.get()


@pytest.mark.parametrize(
    "body",
    [
        {"errors": [{"type": "forbidden", "message": "This workspace must use Segment's EU-hosted API."}]},
        {"error": {"message": "use https://eu1.api.segmentapis.com"}},
        {"message": "use https://eu1.api.segmentapis.com/"},
    ],
)
@pytest.mark.parametrize("status", [400, 401, 403])
async def test_a_token_of_another_region_is_told_which(status: int, body: Any) -> None:
    async with FaultServer() as server, PublicClient("made-up-token", base_url=server.url) as segment:
        server.plan("getWorkspace", [faults.status(status, body=body)])
        with pytest.raises(WrongRegion, match="region='eu'") as caught:
            await segment.workspaces.get()
    assert "eu" == caught.value.region


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"limiter": 5}, r"segment_async\.Limiter"),
    ({"limiter": PacingLimiter}, r"segment_async\.Limiter"),
    ({"session": "pool"}, r"aiohttp\.ClientSession"),
    ({"session": aiohttp.ClientSession}, r"aiohttp\.ClientSession"),
    ({"ssl": False}, r"ssl\.SSLContext"),
    ({"ssl": "/etc/ssl"}, r"ssl\.SSLContext"),
]


@pytest.mark.parametrize(("wrong", "hint"), WRONG)
def test_what_is_of_the_wrong_type_is_refused_when_the_client_is_made(wrong: dict[str, Any], hint: str) -> None:
    with pytest.raises(ConfigurationError, match=hint):
        PublicClient("made-up-token", **wrong)


async def test_a_copy_refuses_what_is_of_the_wrong_type_too() -> None:
    async with PublicClient("made-up-token") as segment:
        with pytest.raises(ConfigurationError, match=r"segment_async\.Limiter"):
            segment.with_options(limiter="fast")  # type: ignore[arg-type]  # on purpose


async def test_a_session_that_is_closed_is_an_error_and_nothing_takes_its_place() -> None:
    pool = aiohttp.ClientSession()
    await pool.close()
    async with PublicClient("made-up-token", base_url="http://127.0.0.1:9", session=pool) as segment:
        with pytest.raises(ConfigurationError, match="session is closed") as caught:
            await segment.workspaces.get()
    assert 0 == caught.value.attempts


def test_a_session_of_another_loop_is_an_error() -> None:
    async def make() -> aiohttp.ClientSession:
        return aiohttp.ClientSession()

    async def use(pool: aiohttp.ClientSession) -> None:
        async with PublicClient("made-up-token", base_url="http://127.0.0.1:9", session=pool) as segment:
            with pytest.raises(ConfigurationError, match="another event loop"):
                await segment.workspaces.get()

    async def end(pool: aiohttp.ClientSession) -> None:
        await pool.close()

    with asyncio.Runner() as one, asyncio.Runner() as other:
        pool = one.run(make())
        other.run(use(pool))
        one.run(end(pool))


async def test_a_session_that_closes_later_is_an_error_that_sent_nothing() -> None:
    async with FaultServer(otherwise=faults.ok()) as server, aiohttp.ClientSession() as pool:
        segment = PublicClient("made-up-token", base_url=server.url, session=pool, retries=0)
        await segment.workspaces.get()
        await pool.close()
        with pytest.raises(ConfigurationError, match="session is closed"):
            await segment.workspaces.get()
        await segment.aclose()


class SlowResolver(AbstractResolver):
    """Takes a while to find this machine."""

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        await asyncio.sleep(0.05)
        found = {"hostname": host, "host": "127.0.0.1", "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
        return [found]  # type: ignore[list-item]  # as declared

    async def close(self) -> None:
        """There is nothing to close."""


async def test_a_session_that_closes_while_a_call_connects_sent_nothing() -> None:
    """Not even a create leaves anybody in doubt then."""
    async with FaultServer() as server:
        pool = aiohttp.ClientSession(connector=aiohttp.TCPConnector(resolver=SlowResolver()))
        url = server.url.replace("127.0.0.1", "localhost")
        async with PublicClient("made-up-token", base_url=url, session=pool, retries=0) as segment:
            create = segment.sources.create(slug="a", metadata_id="b", enabled=True)
            task = asyncio.create_task(create)
            await asyncio.sleep(0.01)
            await pool.close()
            with pytest.raises(ConnectFailed) as caught:
                await task
    assert "not_sent" == caught.value.outcome
    assert [] == server.ledger.requests
