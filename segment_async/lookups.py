"""Where a client finds again what it may have created, and how it records its runs."""

from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any, Final

import anyio
import msgspec
from attrs import frozen

from segment_async._core import codec
from segment_async._core.operation import Operation, Replay
from segment_async._core.paging import Cursor, Page, Paginator, get, page_query
from segment_async._core.values import Json
from segment_async.bulk.outcomes import Ambiguous
from segment_async.bulk.recorder import MISSING_RECONCILE, SETTLE, Recorder, Recording
from segment_async.bulk.requests import Request, request_of
from segment_async.bulk.runner import JournalOptions
from segment_async.errors import ConfigurationError


@frozen
class Lookup:
    """A list that shows what an operation creates."""

    operation: str
    """The list's id."""

    fields: tuple[str, ...]
    """Dotted names of the listed items' fields that hold the natural key, in its order."""


LOOKUPS: Final[Mapping[tuple[str, tuple[str, ...]], Lookup]] = {
    ("createLabel", ("label.key", "label.value")): Lookup("listLabels", ("key", "value")),
    ("createSource", ("slug",)): Lookup("listSources", ("slug",)),
}
"""By the id and the natural key of what creates.

Only what the workspace cannot hold twice: otherwise a list may show another thing of the same name.
"""


def replay_of(operation: Operation[Any]) -> Replay:
    """Return what may be sent again of an operation where nobody passes ``reconcile``: nothing that cannot be found."""
    is_lost = operation.replay == "reconcile" and (operation.id, operation.natural_key) not in LOOKUPS
    return "never" if is_lost else operation.replay


def recorder(
    client: Any,  # noqa: ANN401 - a client of either API
    operations: Mapping[str, Operation[Any]],
    call: Callable[[Any], object],
    journal: str | Path,
    *,
    address: str,
    options: JournalOptions,
) -> Recorder[Any, Any]:
    """Return what records a run of a client's method; what is not said is taken from the method's operation.

    Args:
        client: Looks up the workspace and what was created.
        operations: The API's operations by id.
        call: A method of the client.
        journal: The file.
        address: Where the client's API is.
        options: As for `segment_async.bulk.run`.
    """
    replay, key, reconcile = options.get("replay"), options.get("key"), options.get("reconcile")

    def ask(item: object) -> Request:
        return request_of(call, item)

    async def describe(item: object) -> Recording:
        bound = {
            "address": address,
            "workspace": (await client.call("getWorkspace")).id,
            **(options.get("binding") or {}),
        }
        if replay is not None and key is not None and (replay != "reconcile" or reconcile is not None):
            return Recording(replay=replay, key=key, payload=lambda one: one, reconcile=reconcile, binding=bound)
        operation = ask(item).operation
        lookup = LOOKUPS.get((operation.id, operation.natural_key))
        found = reconcile
        if found is None and lookup is not None:
            found = _Listed(client, operations[lookup.operation], lookup.fields, ask).find
        kind = replay or operation.replay
        if kind == "reconcile" and found is None:
            raise ConfigurationError(f"{operation}: {MISSING_RECONCILE}", operation_id=operation.id)
        return Recording(
            replay=kind,
            key=key or (lambda one: ask(one).key),
            payload=lambda one: ask(one).payload,
            place=None if key else lambda one: ask(one).place,
            reconcile=found,
            binding={"operation": operation.id, **bound},
        )

    return Recorder(journal, describe, settle=options.get("settle", SETTLE))


class _Listed:
    """What a list held when it was first needed, by natural key."""

    def __init__(
        self,
        client: Any,  # noqa: ANN401 - a client of either API
        operation: Operation[Any],
        fields: tuple[str, ...],
        ask: Callable[[Any], Request],
    ) -> None:
        self._client = client
        self._operation = operation
        self._fields = fields
        self._ask = ask
        self._reading = anyio.Lock()
        self._found: dict[bytes, list[Any]] | None = None

    async def find(self, item: object) -> Any:  # noqa: ANN401 - whatever the operation gives
        """Return what an item created, ``None`` where there is nothing, or `Ambiguous`."""
        async with self._reading:
            if self._found is None:
                self._found = await self._read()
        matches = self._found.get(_hashable(self._ask(item).natural_key), [])
        return Ambiguous(len(matches)) if len(matches) > 1 else matches[0] if matches else None

    async def _read(self) -> dict[bytes, list[Any]]:
        found: dict[bytes, list[Any]] = {}
        async for one in self._every():
            plain = codec.unstructure(one)
            found.setdefault(_hashable([get(plain, name) for name in self._fields]), []).append(one)
        return found

    async def _every(self) -> AsyncIterator[Any]:
        operation, paging = self._operation, self._operation.paging
        if paging is None:
            for one in await self._client.call(operation):
                yield one
            return

        async def fetch(cursor: Cursor | None) -> Page[Any]:
            page: Page[Any] = await self._client.call(operation, query=page_query(paging, paging.maximum, cursor))
            return page

        async for one in Paginator(operation, fetch):
            yield one


def _hashable(values: Json) -> bytes:
    return msgspec.json.encode(values)
