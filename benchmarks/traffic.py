"""Requests to a server in another process: one client a process, 64 requests in flight, or a walk through pages."""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias

import orjson

from benchmarks import peers
from benchmarks.measure import medians
from benchmarks.table import Row, Table

CONCURRENCY: Final = 64
BASE: Final = "aiohttp + orjson"
OURS: Final = "segment_async"

Call: TypeAlias = Callable[[str], Awaitable[Any]]
"""Asks for the page at a cursor; the first one for an empty text. Returns what it was read as."""

NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "aiohttp, bytes only": (),
    BASE: (),
    OURS: (),
    f"{OURS} on uvloop": ("uvloop",),
    "aiohttp + cattrs defaults": (),
    "niquests + orjson": ("niquests",),
    "httpx + orjson": ("httpx",),
    "openapi-python-client": ("openapi_python_client",),
}
"""Each client, and what must be installed for it."""

SLOW: Final = frozenset({"httpx + orjson", "openapi-python-client"})
"""Clients that get a fifth of the requests, so that a run ends."""


@contextmanager
def server(*, latency: float, size: int = 100, count: int = 1) -> Iterator[str]:
    """Run the server in a process of its own, and yield its address."""
    options = ["--latency", str(latency), "--size", str(size), "--count", str(count)]
    command = [sys.executable, "-m", "benchmarks.server", *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - a pipe
        yield process.stdout.readline().strip()
        process.communicate()  # closes its input, which ends it


@asynccontextmanager
async def client(name: str, url: str, size: int) -> AsyncIterator[Call]:
    """Open a client, and yield what asks for a page."""
    query = {"pagination.count": str(size)}
    headers = {"Authorization": "Bearer token", "Accept": "application/vnd.segment.v1+json"}
    if name.startswith(OURS):
        from segment_async import PublicClient

        async with PublicClient("token", base_url=url, concurrency=CONCURRENCY) as segment:

            async def ask(cursor: str) -> Any:
                given = {"count": size, "cursor": cursor} if cursor else {"count": size}
                return await segment.call("listSources", query={"pagination": given})

            yield ask
    elif name.startswith("aiohttp"):
        import aiohttp

        read: Callable[[bytes], Any] = {"aiohttp, bytes only": len, BASE: orjson.loads}.get(
            name, peers.read_with_cattrs
        )
        connector = aiohttp.TCPConnector(limit=CONCURRENCY)
        async with aiohttp.ClientSession(connector=connector, headers=headers) as session:

            async def ask(cursor: str) -> Any:
                asked = {**query, "pagination.cursor": cursor} if cursor else query
                async with session.get(f"{url}/sources", params=asked) as answer:
                    return read(await answer.read())

            yield ask
    elif name.startswith("niquests"):
        import niquests

        async with niquests.AsyncSession(pool_connections=1, pool_maxsize=CONCURRENCY) as session:

            async def ask(cursor: str) -> Any:
                asked = {**query, "pagination.cursor": cursor} if cursor else query
                return orjson.loads((await session.get(f"{url}/sources", params=asked, headers=headers)).content or b"")

            yield ask
    elif name.startswith("httpx"):
        import httpx

        limits = httpx.Limits(max_connections=CONCURRENCY, max_keepalive_connections=CONCURRENCY)
        async with httpx.AsyncClient(limits=limits, headers=headers, timeout=60) as session:

            async def ask(cursor: str) -> Any:
                asked = {**query, "pagination.cursor": cursor} if cursor else query
                return orjson.loads((await session.get(f"{url}/sources", params=asked)).content)

            yield ask
    else:
        module = peers.generated("api.sources.list_sources")
        place = peers.generated("models.pagination_input").PaginationInput
        opened = peers.generated("client").AuthenticatedClient(base_url=url, token="token")  # noqa: S106 - no secret
        async with opened as session:

            async def ask(cursor: str) -> Any:
                asked = place(count=size, cursor=cursor) if cursor else place(count=size)
                return await module.asyncio(client=session, pagination=asked)

            yield ask


async def crowd(name: str, url: str, requests: int) -> dict[str, float]:
    """Send requests, 64 at a time, and return figures a request."""
    seconds: list[float] = []

    async def many(ask: Call, count: int) -> None:
        left = iter(range(count))

        async def one_after_the_other() -> None:
            for _ in left:
                started = time.perf_counter()
                await ask("")
                seconds.append(time.perf_counter() - started)

        await asyncio.gather(*(one_after_the_other() for _ in range(CONCURRENCY)))

    async with client(name, url, 100) as ask:
        await many(ask, 2 * CONCURRENCY)  # connections, and whatever is made at first use
        seconds.clear()
        cpu, wall = time.process_time(), time.perf_counter()
        await many(ask, requests)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {
        "cpu": cpu / requests,
        "rate": requests / wall,
        "p99": statistics.quantiles(seconds, n=100)[-1],
        "rss": _peak(),
    }


def _peak() -> float:
    """Return the most megabytes of memory that this process has taken up; what `resource` says includes its parent."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


async def walk(name: str, url: str, pages: int) -> dict[str, float]:
    """Walk through so many pages, each from the cursor of the one before, and return figures a page."""
    async with client(name, url, 100) as ask:
        await ask("")
        cpu, wall = time.process_time(), time.perf_counter()
        for number in range(pages):
            await ask(str(number) if number else "")
        return {"cpu": (time.process_time() - cpu) / pages, "wall": (time.perf_counter() - wall) / pages}


async def iterate(url: str, pages: int) -> dict[str, float]:
    """Iterate over every item of a list with the paginator, a short list several times, and return figures a page."""
    from segment_async import PublicClient

    async with PublicClient("token", base_url=url) as segment:
        await segment.sources.list(page_size=100)
        repeats = max(1, 300 // pages)
        cpu, wall = time.process_time(), time.perf_counter()
        seen = 0
        for _ in range(repeats):
            async for _ in segment.sources.list(page_size=100):
                seen += 1
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        assert seen == 100 * pages * repeats  # noqa: S101 - else the figure means something else
        return {"cpu": cpu / (pages * repeats), "wall": wall / (pages * repeats)}


def run_alone(what: str, name: str, url: str, count: int) -> dict[str, float]:
    """Measure one client in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.traffic", what, name, url, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def requests(*, latency: float, rounds: int, count: int) -> Table:
    """Measure every client against the same server, in turns.

    Args:
        latency: Seconds before the server answers.
        rounds: How many turns each has.
        count: Requests in a turn.
    """
    names = [name for name, needs in NEEDS.items() if peers.there(*needs)]
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with server(latency=latency) as url:
        for _ in range(rounds):
            for name in names:
                sent = max(CONCURRENCY, count // 5 if name in SLOW else count)
                found[name].append(run_alone("crowd", name, url, sent))
    figures = {name: medians(each) for name, each in found.items()}
    base = figures[BASE]
    return Table(
        f"requests: pages of 100 sources, {latency * 1e3:.0f} ms, {CONCURRENCY} in flight",
        ("us CPU", "CPU x base", "requests/s", "rate x base", "p99 ms", "RSS MB"),
        tuple(
            Row(
                name,
                (
                    each["cpu"] * 1e6,
                    each["cpu"] / base["cpu"],
                    each["rate"],
                    each["rate"] / base["rate"],
                    each["p99"] * 1e3,
                    each["rss"],
                ),
            )
            for name, each in figures.items()
        ),
    )


def walks(*, rounds: int, pages: int) -> Table:
    """Measure walks through a list, page after page."""
    names = [name for name in NEEDS if name in {BASE, OURS, "httpx + orjson", "openapi-python-client"}]
    names = [name for name in names if peers.there(*NEEDS[name])]
    found: dict[str, list[dict[str, float]]] = {name: [] for name in [*names, f"{OURS}, every item"]}
    with server(latency=0, count=pages) as url:
        for _ in range(rounds):
            for name in names:
                found[name].append(run_alone("walk", name, url, pages))
            found[f"{OURS}, every item"].append(run_alone("iterate", OURS, url, pages))
    figures = {name: medians(each) for name, each in found.items()}
    return Table(
        f"walk: {pages} pages of 100 sources, one after the other",
        ("us CPU a page", "us wall", "x base"),
        tuple(
            Row(name, (each["cpu"] * 1e6, each["wall"] * 1e6, each["cpu"] / figures[BASE]["cpu"]))
            for name, each in figures.items()
        ),
    )


def growth(*, rounds: int, most: int) -> Table:
    """Measure what a page costs in longer and longer walks over every item."""
    lengths = [length for length in (1, 10, 100, 1000) if length <= most]
    found: dict[int, list[dict[str, float]]] = {length: [] for length in lengths}
    for _ in range(rounds):
        for length in lengths:
            with server(latency=0, count=length) as url:
                found[length].append(run_alone("iterate", OURS, url, length))
    figures = {length: medians(each) for length, each in found.items()}
    base = figures[min(10, lengths[-1])]
    return Table(
        "growth: every item of a walk through so many pages",
        ("us CPU a page", "us wall", "x 10 pages"),
        tuple(
            Row(f"{length} pages", (each["cpu"] * 1e6, each["wall"] * 1e6, each["cpu"] / base["cpu"]))
            for length, each in figures.items()
        ),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["crowd", "walk", "iterate"])
    parser.add_argument("name")
    parser.add_argument("url")
    parser.add_argument("count", type=int)
    given = parser.parse_args()
    work = iterate(given.url, given.count) if given.what == "iterate" else None
    work = work or {"crowd": crowd, "walk": walk}[given.what](given.name, given.url, given.count)
    if "uvloop" in given.name:
        import uvloop

        figures = uvloop.run(work)
    else:
        figures = asyncio.run(work)
    print(json.dumps(figures))
