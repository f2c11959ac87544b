"""What every tag's class stands on."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from segment_async._core.masks import masked
from segment_async._core.operation import Operation
from segment_async._core.paging import Cursor, Page, Paginator, page_query
from segment_async._core.unset import UNSET, Unset

T = TypeVar("T")


class Caller(Protocol):
    """Performs operations. The clients are callers; so is anything that a test puts in their place."""

    @abstractmethod
    async def call(
        self,
        operation: Operation[T],
        /,
        *,
        path: Mapping[str, str | Unset] | None = None,
        query: Mapping[str, object] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> T:
        """Perform an operation and return its result.

        Args:
            operation: What to perform.
            path: Values of the URL template's parameters; `UNSET` ones are left out.
            query: Query parameters by wire name; `UNSET` ones are left out.
            body: Body fields by wire name; `UNSET` ones are left out.
        """
        ...


class Resource:
    """The operations of one tag."""

    __slots__ = ("_caller",)

    def __init__(self, caller: Caller) -> None:
        """Send this tag's operations through a caller."""
        self._caller = caller

    def _list(
        self,
        operation: Operation[Page[T]],
        *,
        page_size: int,
        path: Mapping[str, str | Unset] | None = None,
        query: Mapping[str, object] | None = None,
    ) -> Paginator[T]:
        """Return the list that an operation pages through."""
        paging = operation.paging
        if paging is None:
            raise TypeError(f"{operation.id} does not page")
        page_query(paging, page_size, None)  # refuse a bad size here, where the caller wrote it
        given = {name: value for name, value in (query or {}).items() if value is not UNSET}

        async def fetch(cursor: Cursor | None) -> Page[T]:
            return await self._caller.call(operation, path=path, query=given | page_query(paging, page_size, cursor))

        return Paginator(operation, fetch)

    async def _update(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, str | Unset],
        changes: Mapping[str, object],
        clear: Iterable[str],
        beside: Mapping[str, object] | None = None,
    ) -> T:
        """Change the fields that are given, and reset those that are to be cleared."""
        if operation.mask is None:
            raise TypeError(f"{operation.id} has no update mask")
        body = masked(operation.mask, changes, clear)
        return await self._caller.call(operation, path=path, body=body | dict(beside or {}))
