"""Lists are read ahead, without doubles, and from where an earlier walk stopped."""

import asyncio
import gc
import weakref
from collections.abc import Sequence
from typing import Any

import anyio
import pytest
from attrs import define, field, frozen

from segment_async import ConfigurationError, Page, PaginationLoop, Paginator
from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Cursor
from segment_async.errors import ServerError
from tests.bulk.conftest import fetch, left

pytestmark = pytest.mark.anyio

LIST = Operation("listThings", "GET", "/things", Page[Any], tag="Things", paging=Paging("things"))


@frozen
class Thing:
    """A thing that may change its name while it is listed."""

    id: str
    name: str = ""


@define
class Listing:
    """Pages with their next cursors; a cursor is its page's index."""

    pages: Sequence[tuple[Sequence[Any], Cursor | None]]
    asked: list[Cursor | None] = field(factory=list[Cursor | None])
    answered: list[Cursor | None] = field(factory=list[Cursor | None])
    broken: set[Cursor] = field(factory=set[Cursor])
    turns: int = 0

    async def fetch(self, cursor: Cursor | None) -> Page[Any]:
        self.asked.append(cursor)
        for _ in range(self.turns):
            await asyncio.sleep(0)
        if cursor in self.broken:
            raise ServerError("no", status=500)
        items, following = self.pages[int(cursor or 0)]
        self.answered.append(cursor)
        return Page(items=tuple(items), next=following)

    def list(self) -> Paginator[Any]:
        return Paginator(LIST, self.fetch)


def three(**more: Any) -> Listing:
    return Listing([("ab", "1"), ("c", "2"), ("d", None)], **more)


@pytest.mark.parametrize("ahead", [True, False])
async def test_reading_ahead_gives_the_same_pages(ahead: bool) -> None:  # noqa: FBT001 - parametrized
    listing = three(turns=2)
    assert [("a", "b"), ("c",), ("d",)] == [page.items async for page in listing.list().pages(ahead=ahead)]
    assert ["c", "d"] == [item async for item in listing.list().items(after="1", ahead=ahead)]
    assert [None, "1", "2", "1", "2"] == listing.asked


async def test_the_next_page_is_fetched_while_one_is_worked_on() -> None:
    """F55: one page ahead, and no more."""
    listing = three(turns=2)
    async for page in listing.list().pages(ahead=True):
        for _ in range(20):
            await asyncio.sleep(0)
        wanted = [None, "1", "2"][: {"a": 2}.get(page.items[0], 3)]
        assert wanted == listing.asked == listing.answered


async def test_no_page_is_fetched_ahead_unless_asked_for() -> None:
    listing = three()
    async for _ in listing.list().pages():
        await asyncio.sleep(0)
        assert [None] == listing.asked
        break


async def test_two_pages_are_in_memory_at_most() -> None:
    """F54."""
    alive: weakref.WeakSet[object] = weakref.WeakSet()
    most = 0

    class Watched:
        pass

    async def watched(cursor: Cursor | None) -> Page[Any]:
        await asyncio.sleep(0)
        number = int(cursor or 0) + 1
        item = Watched()
        alive.add(item)
        return Page(items=(item,), next=number if number < 30 else None)

    async for page in Paginator(LIST, watched).pages(ahead=True):
        for _ in range(5):
            await asyncio.sleep(0)
        del page
        most = max(most, len(alive))
    assert 2 == most


@pytest.mark.parametrize("ahead", [True, False])
async def test_the_error_of_a_page_says_where_to_go_on(ahead: bool) -> None:  # noqa: FBT001 - parametrized
    """F56: no page is read twice."""
    listing = three(broken={"1"})
    seen: list[str] = []
    with pytest.raises(ServerError) as caught:
        await fetch(listing.list().items(ahead=ahead), seen)
    assert "1" == caught.value.cursor
    listing.broken.clear()
    seen += [item async for item in listing.list().items(after=caught.value.cursor, ahead=ahead)]
    assert list("abcd") == seen
    assert [None, "1", "1", "2"] == listing.asked


async def test_the_error_of_the_first_page_says_to_start_again() -> None:
    async def broken(cursor: Cursor | None) -> Page[Any]:
        raise ServerError("no", status=500)

    with pytest.raises(ServerError) as caught:
        await anext(Paginator(LIST, broken).pages())
    assert caught.value.cursor is None


async def test_doubles_are_left_out_on_request() -> None:
    """F53: the first one counts."""
    a, b, again, c = Thing("a"), Thing("b"), Thing("a", "later"), Thing("c")
    listing = Listing([((a, b), "1"), ((again, c), None)])
    assert [a, b, again, c] == [item async for item in listing.list()]
    assert [a, b, c] == [item async for item in listing.list().items(unique=True)]


async def test_what_has_no_id_cannot_be_told_apart() -> None:
    with pytest.raises(ConfigurationError, match="listThings"):
        await anext(three().list().items(unique=True))


@pytest.mark.parametrize("ahead", [True, False])
async def test_a_list_without_end_ends(ahead: bool) -> None:  # noqa: FBT001 - parametrized
    """F50."""
    listing = Listing([("a", "1"), ("b", "2"), ("c", "1")])
    seen: list[str] = []

    async def slowly() -> None:
        async for item in listing.list().items(ahead=ahead):
            seen.append(item)
            for _ in range(5):
                await asyncio.sleep(0)

    with pytest.raises(PaginationLoop):
        await slowly()
    assert list("abc") == seen
    assert 3 == len(listing.asked)


@pytest.mark.parametrize("broken", [set(), {"1"}])
@pytest.mark.parametrize("turns", [0, 1, 50])
async def test_a_walk_that_is_left_fetches_nothing_more(turns: int, broken: set[Cursor]) -> None:
    """F55: also where the page that was fetched ahead failed, and nobody came to see."""
    listing = three(turns=turns, broken=broken)
    before = asyncio.all_tasks()
    async for _ in listing.list().items(ahead=True):
        for _ in range(5):
            await asyncio.sleep(0)
        break
    assert set() == await left(before)
    gc.collect()
    assert listing.asked in ([None], [None, "1"])


async def test_a_cancelled_walk_cancels_what_it_fetches_ahead() -> None:
    """F82."""
    listing = three()

    async def only_first(cursor: Cursor | None) -> Page[Any]:
        if cursor is not None:
            await anyio.sleep_forever()
        return await listing.fetch(cursor)

    before = asyncio.all_tasks()
    seen: list[str] = []
    with pytest.raises(TimeoutError), anyio.fail_after(0.01):
        await fetch(Paginator(LIST, only_first).items(ahead=True), seen)
    assert ["a", "b"] == seen
    assert set() == await left(before)
