"""Pages, and the walk from one to the next."""

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Mapping
from typing import Any, Final, Generic, TypeAlias, TypeVar

from attrs import field, frozen

from segment_async._core.operation import Operation, Paging
from segment_async._core.values import Json, is_object
from segment_async.errors import ConfigurationError, PaginationLoop

T = TypeVar("T")

Cursor: TypeAlias = str | int
"""Where a page starts. Opaque: it is sent back as it came."""

PAGES_AT_MOST: Final = 100_000
"""A walk longer than this is taken for a server that never ends its list."""


@frozen(kw_only=True, weakref_slot=False)
class Page(Generic[T]):
    """Some consecutive items of a list."""

    items: tuple[T, ...]
    """The items, in the server's order."""

    next: Cursor | None = None
    """Cursor of the next page; ``None`` on the last one."""

    previous: Cursor | None = None
    """Cursor of the previous page; ``None`` on the first one, and where pages only go forward."""

    total: int | None = None
    """How many items the server believes there are. A hint: only the cursor tells when a list ends."""

    rest: Mapping[str, Any] = field(factory=dict[str, Any])
    """Other keys of the answer's data, by their wire names."""


class Paginator(Generic[T]):
    """A list that can be awaited for one page, iterated for every item, or walked page by page.

    It holds nothing open between pages, and does not pretend to be a snapshot: what is created or deleted during a walk
    may be missed or met twice.
    """

    __slots__ = ("_fetch", "_operation")

    def __init__(self, operation: Operation[Any], fetch: Callable[[Cursor | None], Awaitable[Page[T]]]) -> None:
        """Remember how to fetch a page.

        Args:
            operation: What lists, for messages.
            fetch: Returns the page at a cursor, the first one for ``None``.
        """
        self._operation = operation
        self._fetch = fetch

    def __await__(self) -> Generator[Any, Any, Page[T]]:
        """Fetch the first page."""
        return self._first().__await__()

    async def _first(self) -> Page[T]:
        return await self._fetch(None)

    async def __aiter__(self) -> AsyncIterator[T]:
        """Walk through every item of every page."""
        async for page in self.pages():
            for item in page.items:
                yield item

    async def pages(self, *, after: Cursor | None = None) -> AsyncIterator[Page[T]]:
        """Walk page by page.

        Args:
            after: Cursor to go on from, such as the `next` of a page of an earlier walk.

        Raises:
            PaginationLoop: The server sent a cursor for the second time, or the list does not end.
        """
        seen = {after}
        cursor = after
        for _ in range(PAGES_AT_MOST):
            page = await self._fetch(cursor)
            yield page
            cursor = page.next
            if cursor is None:
                return
            if cursor in seen:
                raise self._endless("sent the same cursor twice, so the list would never end. Read it again")
            seen.add(cursor)
        raise self._endless(f"did not end after {PAGES_AT_MOST:,} pages. Read it in parts, or with larger pages")

    def _endless(self, what: str) -> PaginationLoop:
        operation = self._operation
        return PaginationLoop(
            f"{operation} {what}; if that repeats, report it to Segment.",
            operation_id=operation.id,
            method=operation.method,
            path_template=operation.path,
        )


def page_query(paging: Paging, page_size: int, cursor: Cursor | None) -> dict[str, Any]:
    """Return the query parameters that ask for one page.

    Args:
        paging: Where the operation keeps them.
        page_size: Items a page may hold.
        cursor: Where the page starts; ``None`` for the first.

    Raises:
        ConfigurationError: The page size is out of range.
    """
    if not isinstance(page_size, int) or not 1 <= page_size <= paging.maximum:  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
        raise ConfigurationError(f"page_size is {page_size!r}; choose 1 to {paging.maximum} items a page.")
    query: dict[str, Any] = {}
    put(query, paging.count, page_size)
    if cursor is not None:
        put(query, paging.cursor, cursor)
    return query


def put(target: dict[str, Any], path: str, value: object) -> None:
    """Set the value at a dotted path, making the mappings on the way."""
    *parents, last = path.split(".")
    for parent in parents:
        target = target.setdefault(parent, {})
    target[last] = value


def get(source: Mapping[str, Json], path: str | None) -> Json:
    """Return the value at a dotted path, ``None`` where there is none."""
    value: Json = source if path is not None else None
    for key in (path or "").split("."):
        value = value.get(key) if is_object(value) else None
    return value
