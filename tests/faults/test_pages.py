"""Rows F50 to F57: lists whose pages and cursors are not as they should be."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest

from segment_async import DecodeError, Page, PaginationLoop, SegmentError, ServerError
from segment_async.public.models.sources import Source
from segment_async.testing import Fault, FaultServer, faults, sample
from tests.faults.support import GET, LIST, facing

pytestmark = pytest.mark.anyio

SOURCE: dict[str, Any] = sample(GET)["data"]["source"]


def page(ids: Iterable[object], **pagination: Any) -> Fault:
    """Return a page of sources of these ids."""
    sources = [SOURCE | {"id": str(each)} for each in ids]
    return faults.ok({"data": {"sources": sources, "pagination": {"current": "here"} | pagination}})


def cursors(server: FaultServer) -> list[str | None]:
    """Return the cursors that were asked for."""
    return [dict(seen.query).get("pagination.cursor") for seen in server.ledger.of(LIST)]


async def collect(pages: AsyncIterator[Page[Source]], ids: list[str]) -> None:
    """Add the ids of a walk as they come."""
    async for each in pages:
        ids.extend(source.id for source in each.items)


@pytest.mark.parametrize(
    ("next_cursors", "pages"),
    [(["a", "a"], 2), (["a", "b", "a"], 3), (["a", "b", "c", "b"], 4)],
    ids=["the same again", "the first again", "one before again"],
)
async def test_f50_a_cursor_that_comes_back_ends_the_walk(next_cursors: list[str], pages: int) -> None:
    answers = [page([number], next=cursor) for number, cursor in enumerate(next_cursors)]
    seen: list[str] = []
    async with facing(LIST, answers) as (server, segment):
        with pytest.raises(PaginationLoop):
            await collect(segment.sources.list().pages(), seen)
    assert [str(number) for number in range(pages)] == seen
    assert pages == len(server.ledger.requests)


@pytest.mark.parametrize("pagination", [{}, {"next": None}, {"next": ""}, {"current": None}])
async def test_f50_a_list_without_a_next_cursor_ends(pagination: dict[str, Any]) -> None:
    async with facing(LIST, [page([1, 2], **pagination)]) as (_, segment):
        assert ["1", "2"] == [source.id async for source in segment.sources.list()]


@pytest.mark.parametrize(
    "cursor",
    ["a&b=c", "a#b", "100%", "%2e%2e", "//evil.example", "http://evil.example/?", "a b+c", "ünï\u202e", "\\", "?",
     "../..", "\r\nX: y", "\x00", "a" * 100_000, "'\";<>{}|^`"],
    ids=lambda cursor: ascii(cursor[:12]),
)  # fmt: skip
async def test_f51_a_cursor_travels_back_as_it_came(cursor: str) -> None:
    async with facing(LIST, [page([1], next=cursor), page([2])]) as (server, segment):
        assert ["1", "2"] == [source.id async for source in segment.sources.list()]
    assert [None, cursor] == cursors(server)
    assert {"/sources"} == {seen.path for seen in server.ledger.requests}


@pytest.mark.parametrize("cursor", [{}, [], True, 1.5])
async def test_f51_a_cursor_of_another_kind_is_refused(cursor: object) -> None:
    async with facing(LIST, [page([1], next=cursor)]) as (_, segment):
        with pytest.raises(DecodeError):
            await segment.sources.list()


async def test_f52_only_the_cursor_tells_when_a_list_ends() -> None:
    """Pages of more and fewer items than asked for, an empty one, and a total that lies."""
    answers = [
        page(range(5), next="a", totalEntries=3),
        page([], next="b", totalEntries=0),
        page([5], next="c", totalEntries=10**9),
        page([], totalEntries=None),
    ]
    async with facing(LIST, answers) as (_, segment):
        assert list("012345") == [source.id async for source in segment.sources.list(page_size=2)]


async def test_f53_what_is_met_twice_is_passed_on_twice() -> None:
    """A walk is no snapshot, and hides nothing: what to do with a repeated item is for the caller to decide."""
    async with facing(LIST, [page("ab", next="x"), page("bc")]) as (_, segment):
        assert list("abbc") == [source.id async for source in segment.sources.list()]


async def test_f54_pages_that_were_read_are_let_go() -> None:
    items, pages = 100, 8
    answers = [page(range(items), next=f"cursor-{number}") for number in range(pages)] + [page([])]
    alive: list[int] = []
    async with facing(LIST, answers) as (_, segment):
        async for each in segment.sources.list().pages():
            kind = type(each.items[0]) if each.items else object
            alive.append(sum(type(thing) is kind for thing in gc.get_objects()))
    assert pages + 1 == len(alive)
    assert items <= max(alive[:-1]) <= 2 * items


async def test_f55_who_stops_early_leaves_nothing_behind() -> None:
    async with facing(LIST, [page("ab", next="x"), page("cd", next="y")]) as (server, segment):
        walk = segment.sources.list()
        seen: list[str] = []
        async for source in walk:
            seen.append(source.id)
            if source.id == "c":
                break
        await asyncio.sleep(0)
        assert list("abc") == seen
        assert 1 == server.close_idle() == len(server.ledger.connections)


async def test_f55_no_page_is_fetched_before_it_is_needed() -> None:
    answers = [page("ab", next="x"), page("cd")]
    async with facing(LIST, answers) as (server, segment):
        async for source in segment.sources.list():
            await asyncio.sleep(0.01)
            assert (1 if source.id in "ab" else 2) == len(server.ledger.requests)


async def test_f56_a_walk_that_failed_goes_on_from_the_last_cursor() -> None:
    lost = [faults.status(500)] * 4
    async with facing(LIST, [page("ab", next="x"), page("cd", next="y"), *lost, page("ef")]) as (server, segment):
        seen: list[str] = []
        with pytest.raises(ServerError):
            await collect(segment.sources.list().pages(), seen)
        await collect(segment.sources.list().pages(after="y"), seen)
    assert list("abcdef") == seen
    assert [None, "x", *["y"] * 5] == cursors(server)


@pytest.mark.parametrize("status", [400, 422])
async def test_f57_a_cursor_that_has_expired_is_a_final_error(status: int) -> None:
    async with facing(LIST, [faults.status(status), page("ab")]) as (server, segment):
        with pytest.raises(SegmentError) as caught:
            await anext(segment.sources.list().pages(after="old"))
        assert (1, status) == (caught.value.attempts, caught.value.status)
        assert list("ab") == [source.id async for source in segment.sources.list()]
    assert ["old", None] == cursors(server)
