"""A client, and a server on loopback that keeps what it sees and answers what it is told."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack
from typing import Any, Self, TypeAlias, TypeVar
from urllib.parse import parse_qsl, unquote

from attrs import frozen

from segment_async import ConfigClient, PublicClient
from segment_async._core.limits import Feedback
from segment_async._core.operation import Operation
from tests.contract.specification import Endpoint
from tests.core.server import Seen, Server, answer, serving

T = TypeVar("T")
Client: TypeAlias = PublicClient | ConfigClient


class Unlimited:
    """Lets every request pass at once."""

    async def acquire(self, operation: Operation[Any], *, within: float | None) -> float:
        return 0.0

    def heed(self, operation: Operation[Any], feedback: Feedback) -> None:
        pass


@frozen
class Asked:
    """A request as the specification speaks of it."""

    method: str
    segments: tuple[str, ...]
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: Any

    @classmethod
    def of(cls, seen: Seen) -> Self:
        path, _, query = seen.target.partition("?")
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True) if query else []
        body = json.loads(seen.body) if seen.body else None
        return cls(seen.method, tuple(map(unquote, path.split("/")[1:])), tuple(pairs), seen.headers, body)


class Wire:
    """One connection that every example shares; each starts and ends within `exchange`."""

    def __init__(self, connect: Callable[[str], Client]) -> None:
        """Prepare a server.

        Args:
            connect: Makes a client of it, given its address.
        """
        self._connect = connect
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._server: Server | None = None
        self._client: Client | None = None

    def __enter__(self) -> Self:
        self._runner.__enter__()
        self._runner.run(self._open())
        return self

    async def _open(self) -> None:
        self._server = await self._stack.enter_async_context(serving(b""))
        self._client = await self._stack.enter_async_context(self._connect(self._server.url))

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.__exit__(None, None, None)

    def exchange(
        self, perform: Callable[[Any], Awaitable[T]], *answers: bytes, **options: Any
    ) -> tuple[T, list[Asked]]:
        """Perform a call, and return its result with the requests that the server saw.

        Args:
            perform: Makes the call.
            *answers: What the server answers, one request after the other.
            **options: As in the client's `with_options`.
        """
        assert self._server is not None
        assert self._client is not None
        self._server.script[:] = answers
        self._server.seen.clear()
        client = self._client.with_options(**options) if options else self._client
        result = self._runner.run(_awaited(perform(client)))
        return result, [Asked.of(seen) for seen in self._server.seen]


def success(endpoint: Endpoint, data: Any) -> bytes:
    """Return a whole answer; where it has an envelope, with a field beside the data that nobody knows."""
    media_type = next(iter(endpoint.media_types.values()))
    body = json.dumps(data if endpoint.envelope is None else {endpoint.envelope: data, "unknown": None})
    return answer(endpoint.success, body, [f"Content-Type: {media_type}; charset=utf-8"])


async def _awaited(awaitable: Awaitable[T]) -> T:
    return await awaitable


def spelled(name: str, value: Any, *, repeats: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the pairs that a query holds for a parameter, as ``x-query-style: dotted`` has it.

    Args:
        name: The parameter.
        value: Its value, as JSON.
        repeats: Whether a list is written as one pair for each item, as it is where no style is stated.
    """
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from spelled(f"{name}.{key}", inner, repeats=repeats)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from spelled(name if repeats else f"{name}.{index}", inner, repeats=repeats)
    else:
        yield name, value if isinstance(value, str) else json.dumps(value)


def segments(endpoint: Endpoint, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the segments of an operation's path, decoded; a value is one of them unless it is a whole name."""
    found: list[str] = []
    for part in f"{endpoint.root}{endpoint.path}".split("/")[1:]:
        filled = re.sub(r"\{(\w+)\}", lambda match: values[match[1]], part)
        is_whole = any("x-resource-name" in endpoint.path_parameters[name] for name in re.findall(r"\{(\w+)\}", part))
        found += filled.split("/") if is_whole else [filled]
    return tuple(found)
