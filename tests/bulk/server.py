"""A server on loopback that answers by path, and keeps a record of what it was asked."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

from aiohttp import web
from attrs import define, field

Answer: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


@define
class Served:
    """Where the server is, and the requests that came: method, and path with query."""

    url: str
    seen: list[tuple[str, str]] = field(factory=list[tuple[str, str]])

    def count(self, start: str) -> int:
        """Count the requests whose path begins so."""
        return sum(path.startswith(start) for _, path in self.seen)


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[Served]:
    """Serve on a free port."""
    served = Served("")

    async def handle(request: web.Request) -> web.StreamResponse:
        served.seen.append((request.method, request.path_qs))
        return await answer(request)

    runner = web.ServerRunner(web.Server(handle))
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        served.url = site.name
        host, port = runner.addresses[0][:2]
        served.url = f"http://{host}:{port}"
        yield served
    finally:
        await runner.cleanup()


def source(name: str) -> dict[str, Any]:
    """Return a source as the API shows it."""
    metadata = {"id": "m", "slug": "m", "name": "M", "categories": [], "description": "", "isCloudEventSource": False}
    metadata |= {"logos": {"default": "x"}, "options": [], "status": "PUBLIC"}
    return {"id": name, "slug": name, "enabled": True, "workspaceId": "w", "writeKeys": [], "labels": []} | {
        "metadata": metadata
    }


def ok(**data: object) -> web.Response:
    """Return a success."""
    return web.json_response({"data": data})


def refused(status: int, **entry: object) -> web.Response:
    """Return a refusal."""
    return web.json_response({"errors": [{"type": "t", "message": "No", **entry}]}, status=status)
