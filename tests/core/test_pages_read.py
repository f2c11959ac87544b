"""A page is read with care: a list that ends by mistake would look complete."""

import logging
from typing import Any

import pytest

from segment_async import DecodeError, Page
from segment_async._core import codec
from segment_async._core.operation import Operation, Paging

LIST = Operation("listThings", "GET", "/things", Page[str], tag="Things", paging=Paging("things"))
LOOSE = Operation("listThings", "GET", "/things", Page[str], tag="Things", paging=Paging("things", optional=True))


def read(operation: Operation[Page[str]], *, strict: bool = False, **data: Any) -> Page[str]:
    return codec.result_of(operation, {"data": data}, strict=strict)


def test_a_page_holds_items_cursors_and_the_rest() -> None:
    about = {"current": "MA==", "next": "Mg==", "previous": None, "totalEntries": 3.0}
    expected = Page(items=("a",), next="Mg==", previous=None, total=3, rest={"more": [1]})
    assert expected == read(LIST, things=["a"], pagination=about, more=[1])


def test_an_empty_or_null_cursor_is_the_end() -> None:
    for cursor in (None, ""):
        assert read(LIST, things=[], pagination={"current": "x", "next": cursor}).next is None


def test_a_page_that_does_not_say_where_it_stands_is_told_of(caplog: pytest.LogCaptureFixture) -> None:
    codec._tell_missing.cache_clear()
    with caplog.at_level(logging.WARNING, "segment_async"):
        assert read(LIST, things=["a"]).next is None
    assert "pagination" in caplog.text
    with pytest.raises(DecodeError) as caught:
        read(LIST, things=["a"], strict=True)
    assert caught.value.path == "$.data.pagination"


def test_where_the_api_may_leave_it_out_that_is_the_last_page(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "segment_async"):
        assert (
            read(LOOSE, things=["a"], strict=True) == read(LOOSE, things=["a"], pagination=None) == Page(items=("a",))
        )
    assert caplog.text == ""


def test_where_the_api_may_leave_out_the_items_there_are_none() -> None:
    bare = Operation("listThings", "GET", "/", Page[str], tag="T", paging=Paging("things", optional=True, bare=True))
    assert Page(items=()) == read(bare, strict=True) == read(bare, things=None)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"pagination": {}}, "$.data.things"),
        ({"things": "abc", "pagination": {}}, "$.data.things"),
        ({"things": ["a", 1], "pagination": {}}, "$.data.things[1]"),
        ({"things": [], "pagination": []}, "$.data.pagination"),
        ({"things": [], "pagination": None}, "$.data.pagination"),
        ({"things": [], "pagination": {"next": {}}}, "$.data.pagination.next"),
        ({"things": [], "pagination": {"next": True}}, "$.data.pagination.next"),
        ({"things": [], "pagination": {"totalEntries": "7"}}, "$.data.pagination.totalEntries"),
        ({"things": [], "pagination": {"totalEntries": 1.5}}, "$.data.pagination.totalEntries"),
    ],
)
def test_a_page_of_the_wrong_shape_is_an_error_with_its_path(data: dict[str, Any], path: str) -> None:
    with pytest.raises(DecodeError) as caught:
        read(LIST, **data)
    assert path == caught.value.path
