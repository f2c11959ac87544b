"""Requests that are looked up: their ids come from what a sandbox with the seed ``demo`` lists."""

import itertools
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from segment_async import ConfigClient, PublicClient
from segment_async._core.wire import RawAnswer
from tests.contract.specification import Endpoint

NOW: Final = datetime(2026, 1, 31, 12, tzinfo=UTC)
"""The sandbox's present; what is asked of metrics lies shortly before it."""


@frozen
class Of:
    """Something in the data that another operation answers."""

    operation: str

    pick: str | Callable[[Any], Any]
    """A dotted path, or what finds it."""

    given: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    """What the other request differs in, by ``path``, ``query`` and ``body``."""


@frozen
class Fresh:
    """A text that is another one each time."""

    start: str = "contract-"
    end: str = ""


def where(key: str, test: Callable[[Any], Any], then: str = "id") -> Callable[[Any], Any]:
    """Return what picks a field of the first item of a list that passes a test."""
    return lambda data: next(item[then] for item in data[key] if test(item))


Value: TypeAlias = Any
"""Plain JSON, an `Of`, a `Fresh`, a coroutine function of a `Demo`, or lists and objects of these."""

Parts: TypeAlias = Mapping[str, Value]


class Demo:
    """Asks a sandbox for operations, each with a request that is valid on the seed ``demo``."""

    def __init__(
        self,
        client_of: Callable[[Endpoint], PublicClient | ConfigClient],
        endpoints: Mapping[str, Endpoint],
        *,
        paths: Parts,
        queries: Parts,
        bodies: Parts,
    ) -> None:
        """Remember how to make requests.

        Args:
            client_of: Returns what sends the requests of an operation.
            endpoints: The operations, by id.
            paths: Values in the URL: by operation and parameter (``getUser:userId``), by the segment before a
                parameter (``filters.id``), or by the parameter alone.
            queries: Values after the question mark, by operation.
            bodies: Bodies, by operation.
        """
        self._client_of, self._endpoints = client_of, endpoints
        self._paths, self._queries, self._bodies = paths, queries, bodies
        self._count = itertools.count(1)

    async def ask(self, operation: str, **given: Mapping[str, Value]) -> RawAnswer:
        """Ask for an operation as its recipe says.

        Args:
            operation: The official id.
            **given: What differs from the recipe, in ``path``, ``query`` and ``body``.
        """
        endpoint = self._endpoints[operation]
        path = {name: await self.path_value(endpoint, name) for name in endpoint.path_arguments}
        parts = {"path": path, "query": self._queries.get(operation, {}), "body": self._bodies.get(operation, {})}
        asked = {part: await self.resolved({**values, **given.get(part, {})}) for part, values in parts.items()}
        body = asked["body"] if endpoint.bodies else None
        client = self._client_of(endpoint)
        return await client.call_raw(operation, path=asked["path"], query=asked["query"], body=body)

    async def path_value(self, endpoint: Endpoint, name: str) -> str:
        """Return a value for a parameter in the path of an operation."""
        before = endpoint.path.partition(f"{{{name}}}")[0].split("/")[-2]
        candidates = (f"{endpoint.id}:{name}", f"{before}.{name}", name)
        found = next(self._paths[candidate] for candidate in candidates if candidate in self._paths)
        return str(await self.resolved(found))

    async def resolved(self, value: Value) -> Any:
        """Return a value with everything in it looked up."""
        match value:
            case Of():
                answer = (await self.ask(value.operation, **value.given)).json
                envelope = self._endpoints[value.operation].envelope
                return picked(answer if envelope is None else answer[envelope], value.pick)
            case Fresh():
                return f"{value.start}{next(self._count)}{value.end}"
            case Mapping():
                return {name: await self.resolved(each) for name, each in value.items()}
            case list():
                return [await self.resolved(each) for each in value]
            case _:
                return await value(self) if callable(value) else value


def picked(data: Any, pick: str | Callable[[Any], Any]) -> Any:
    """Return what a dotted path leads to, or what a function finds."""
    if not isinstance(pick, str):
        return pick(data)
    for step in pick.split("."):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data
