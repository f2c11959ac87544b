"""What a method of a client would send for an item, found out without sending it."""

import hashlib
from collections.abc import Callable, Mapping
from inspect import iscoroutine
from typing import Any, Final, Never

import msgspec
from attrs import frozen

from segment_async._core.codec import unstructure
from segment_async._core.operation import Operation
from segment_async._core.paging import get
from segment_async._core.resource import Caller
from segment_async._core.unset import UNSET
from segment_async._core.values import Json, is_object
from segment_async.bulk.binding import rebound
from segment_async.errors import ConfigurationError

NAMED: Final = frozenset({"PUT", "PATCH", "DELETE"})
"""Methods whose path says what they change."""

REPLACING: Final = frozenset({"PUT", "DELETE"})
"""Methods after which nothing is left of what was there."""


@frozen(kw_only=True)
class Request:
    """A call of an operation, as it was asked for."""

    operation: Operation[Any]
    path: Mapping[str, Json]
    query: Mapping[str, Json]
    body: Mapping[str, Json]

    @property
    def payload(self) -> Json:
        """All that it sends."""
        return [self.operation.id, self.path, self.query, self.body]

    @property
    def natural_key(self) -> list[Json]:
        """The values by which what it creates can be found again."""
        return [get(self.body, name) for name in self.operation.natural_key]

    @property
    def key(self) -> str:
        """A digest of what it is about: what it creates, what it deletes or replaces, or else all that it sends.

        One thing may be changed in several ways, so two changes of it are two items.
        """
        about: Json = self.payload
        if self.operation.natural_key:
            about = [self.operation.id, self.path, self.natural_key]
        elif self.operation.method in REPLACING:
            about = [self.operation.id, self.path, self.query]
        return _digest(about)

    @property
    def place(self) -> str:
        """A digest of what no two requests should be about at once, as either could come last."""
        return _digest([self.operation.id, self.path]) if self.operation.method in NAMED else self.key


def _digest(about: Json) -> str:
    return hashlib.sha256(msgspec.json.encode(about, order="sorted")).hexdigest()


class _Asked(Exception):
    def __init__(self, request: Request) -> None:
        self.request = request


class _Asking(Caller):
    """Stands in a client's place, and sends nothing."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - anything that performs operations
        self._client = client

    def with_options(self, **_: object) -> "_Asking":
        return self

    async def call(
        self,
        operation: Operation[Any] | str,
        /,
        *,
        path: Mapping[str, object] | None = None,
        query: Mapping[str, object] | None = None,
        body: Mapping[str, object] | None = None,
        version: object = None,
    ) -> Never:
        del version  # it names the same thing at every level
        found = operation if isinstance(operation, Operation) else self._client._find(operation)  # noqa: SLF001 - ours
        raise _Asked(Request(operation=found, path=_plain(path), query=_plain(query), body=_plain(body)))


def request_of(call: Callable[[Any], object], item: object) -> Request:
    """Return what a method of a client would send for an item.

    Raises:
        ConfigurationError: It is no method that performs one operation.
    """
    dry = rebound(call, _Asking)
    asked = dry(item) if dry is not None else None
    if iscoroutine(asked):
        try:
            asked.send(None)
        except _Asked as error:
            return error.request
        finally:
            asked.close()
    raise ConfigurationError(
        "Which operation this calls cannot be told. With a journal pass a method such as segment.labels.create, or "
        "pass replay=, key= and, for what creates, reconcile=."
    )


def _plain(values: Mapping[str, object] | None) -> Mapping[str, Json]:
    given = unstructure({name: value for name, value in (values or {}).items() if value is not UNSET})
    return given if is_object(given) else {}
