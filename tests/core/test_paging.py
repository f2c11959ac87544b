"""Lists are awaited, iterated and walked, and end."""

from collections.abc import Sequence

import pytest

from segment_async import ConfigurationError, Page, PaginationLoop, Paginator
from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Cursor, page_query

pytestmark = pytest.mark.anyio


LIST = Operation("listThings", "GET", "/things", Page[str], tag="Things", paging=Paging("things"))


def listing(*pages: tuple[Sequence[str], Cursor | None]) -> tuple[Paginator[str], list[Cursor | None]]:
    """Return a list of pages, each with its next cursor; the cursor is the page's index."""
    asked: list[Cursor | None] = []

    async def fetch(cursor: Cursor | None) -> Page[str]:
        asked.append(cursor)
        items, following = pages[int(cursor or 0)]
        return Page(items=tuple(items), next=following)

    return Paginator(LIST, fetch), asked


async def test_awaiting_gives_the_first_page() -> None:
    things, asked = listing(("ab", "1"), ("c", None))
    assert Page(items=("a", "b"), next="1") == await things
    assert [None] == asked


async def test_iterating_gives_every_item() -> None:
    """F52: an empty page with a cursor is not the end."""
    things, _ = listing(("ab", "1"), ("", "2"), ("c", None))
    assert ["a", "b", "c"] == [thing async for thing in things]


async def test_a_walk_goes_on_from_a_cursor() -> None:
    """F56."""
    things, asked = listing(("ab", "1"), ("c", "2"), ("d", None))
    assert [("c",), ("d",)] == [page.items async for page in things.pages(after="1")]
    assert ["1", "2"] == asked


async def test_numeric_cursors_are_sent_back_as_they_came() -> None:
    things, asked = listing(("a", 1), ("b", None))
    assert ["a", "b"] == [thing async for thing in things]
    assert [None, 1] == asked


@pytest.mark.parametrize("pages", [[("a", "0")], [("a", "1"), ("b", "1")], [("a", "1"), ("b", "2"), ("c", "1")]])
async def test_a_cursor_that_comes_back_ends_the_walk(pages: list[tuple[str, str]]) -> None:
    """F50: there are no more requests than pages and one."""
    things, asked = listing(*pages)
    with pytest.raises(PaginationLoop, match="listThings"):
        _ = [thing async for thing in things]
    assert len(asked) <= len(pages) + 1


def test_a_page_size_out_of_range_is_refused() -> None:
    assert {"pagination": {"count": 7, "cursor": "x"}} == page_query(Paging("things"), 7, "x")
    assert {"count": 7} == page_query(Paging("things", count="count", cursor="cursor"), 7, None)
    for size in (0, -1, 1001):
        with pytest.raises(ConfigurationError, match="1 to 1000"):
            page_query(Paging("things"), size, None)
