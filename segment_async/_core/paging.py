"""Pages, and the walk from one to the next."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine, Generator, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

from attrs import field, frozen

from segment_async._core.operation import Operation, Paging
from segment_async._core.values import Json, is_object
from segment_async.errors import ConfigurationError, PaginationLoop, SegmentError

if TYPE_CHECKING:
    from asyncio import Task

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

    def __aiter__(self) -> AsyncIterator[T]:
        """Walk through every item of every page."""
        return self.items()

    async def items(
        self, *, after: Cursor | None = None, ahead: bool = False, unique: bool = False
    ) -> AsyncGenerator[T, None]:
        """Walk through every item of every page.

        Args:
            after: As for `pages`.
            ahead: As for `pages`.
            unique: Whether to leave out an item whose ``id`` was met before in this walk, as happens where something is
                created or deleted meanwhile. All ids of the list are kept in memory for that.

        Raises:
            ConfigurationError: The items have no ``id`` to be told apart by.
            PaginationLoop: As for `pages`.
        """
        met: set[object] = set()
        async with aclosing(self.pages(after=after, ahead=ahead)) as pages:
            async for page in pages:
                for item in page.items:
                    if unique:
                        identity = self._id_of(item)
                        if identity in met:
                            continue
                        met.add(identity)
                    yield item

    async def pages(self, *, after: Cursor | None = None, ahead: bool = False) -> AsyncGenerator[Page[T], None]:
        """Walk page by page.

        Where a page cannot be had, the error's ``cursor`` is where to go on from.

        Args:
            after: Cursor to go on from, such as the `next` of a page of an earlier walk.
            ahead: Whether to fetch the next page while the current one is worked on. No more than these two pages are
                in memory.

        Raises:
            PaginationLoop: The server sent a cursor for the second time, or the list does not end.
        """
        seen = {after}
        cursor = after
        coming: Task[Page[T]] | None = None
        try:
            for _ in range(PAGES_AT_MOST):
                page = await (coming or self._at(cursor))
                coming = None
                cursor = page.next
                loops = cursor in seen
                if ahead and cursor is not None and not loops:
                    coming = _begin(self._at(cursor))
                yield page
                if cursor is None:
                    return
                if loops:
                    raise self._endless("sent the same cursor twice, so the list would never end. Read it again")
                seen.add(cursor)
        finally:
            if coming is not None:
                await _abandon(coming)
        raise self._endless(f"did not end after {PAGES_AT_MOST:,} pages. Read it in parts, or with larger pages")

    async def _at(self, cursor: Cursor | None) -> Page[T]:
        try:
            return await self._fetch(cursor)
        except SegmentError as error:
            error.cursor = cursor
            raise

    def _id_of(self, item: T) -> object:
        try:
            return item.id  # type: ignore[attr-defined]  # most things have one
        except AttributeError:
            pass
        raise ConfigurationError(f"What {self._operation} lists has no id; walk through it without unique=True.")

    def _endless(self, what: str) -> PaginationLoop:
        operation = self._operation
        return PaginationLoop(
            f"{operation} {what}; if that repeats, report it to Segment.",
            operation_id=operation.id,
            method=operation.method,
            path_template=operation.path,
        )


def _begin(fetching: "Coroutine[Any, Any, Page[T]]") -> "Task[Page[T]]":
    """Fetch a page beside what else goes on."""
    from asyncio import get_running_loop  # noqa: PLC0415 - only a walk that reads ahead needs it

    return get_running_loop().create_task(fetching)


async def _abandon(task: "Task[Any]") -> None:
    from asyncio import wait  # noqa: PLC0415 - only a walk that reads ahead needs it

    task.cancel()
    await wait([task])


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
