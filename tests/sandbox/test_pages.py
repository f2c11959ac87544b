"""Pages of lists."""

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.store import Table
from tests.sandbox.support import Api

pytestmark = pytest.mark.anyio


@pytest.fixture
def five(box: Sandbox) -> list[str]:
    """Create five sources and return their ids."""
    return [box.workspace.sources.add(slug=f"s{n}", metadata_id="kind-web")["id"] for n in range(5)]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 1000])
async def test_a_walk_meets_every_item_once_and_in_order(api: Api, five: list[str], count: int) -> None:
    assert five == [source["id"] for source in await api.every("/sources", "sources", count=count)]


async def test_the_first_page_has_no_previous_and_the_last_no_next(api: Api, five: list[str]) -> None:
    first = (await api.get("/sources?pagination.count=2")).data["pagination"]
    assert {"current": "MA==", "next": "Mg==", "totalEntries": 5} == first
    middle = (await api.get("/sources?pagination.count=2&pagination.cursor=Mg==")).data["pagination"]
    assert {"current": "Mg==", "next": "NA==", "previous": "MA==", "totalEntries": 5} == middle
    last = (await api.get("/sources?pagination.count=2&pagination.cursor=NA==")).data["pagination"]
    assert {"current": "NA==", "previous": "Mg==", "totalEntries": 5} == last


async def test_a_page_that_holds_exactly_the_rest_is_the_last(api: Api, five: list[str]) -> None:
    assert "next" not in (await api.get("/sources?pagination.count=5")).data["pagination"]


@pytest.mark.parametrize(
    "query",
    [
        "pagination.cursor=Mg==&pagination.count=2",
        "pagination.count=2&pagination.cursor=Mg==",
        "pagination.count=2&pagination.cursor=Mg%3D%3D",
        "pagination[count]=2&pagination[cursor]=Mg==",
        "pagination%5Bcount%5D=2&pagination%5Bcursor%5D=Mg%3D%3D",
        "pagination=%7B%22count%22%3A+2%2C+%22cursor%22%3A+%22Mg%3D%3D%22%7D",
    ],
)
async def test_every_spelling_of_the_pagination_is_understood(api: Api, five: list[str], query: str) -> None:
    page = (await api.get(f"/sources?{query}")).data
    assert five[2:4] == [source["id"] for source in page["sources"]]


async def test_without_a_count_a_page_holds_200_items(box: Sandbox, api: Api) -> None:
    for number in range(201):
        box.workspace.sources.add(slug=f"s{number}", metadata_id="kind-web")
    assert 200 == len((await api.get("/sources")).data["sources"])


@pytest.mark.parametrize("count", ["0", "-1", "1001", "1.5", "many", "", "true", "1e400", "NaN"])
async def test_a_count_outside_1_to_1000_is_invalid(api: Api, count: str) -> None:
    answer = await api.get(f"/sources?pagination.count={count}")
    assert (422, "pagination.count") == (answer.status, answer.errors[0]["field"])


@pytest.mark.parametrize("cursor", ["nope", "LTE=", "MS41", "!!!!", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
async def test_a_cursor_that_no_page_gave_is_invalid(api: Api, cursor: str) -> None:
    answer = await api.get(f"/sources?pagination.count=2&pagination.cursor={cursor}")
    assert (422, "pagination.cursor") == (answer.status, answer.errors[0]["field"])


async def test_an_empty_cursor_is_the_first_page(api: Api, five: list[str]) -> None:
    page = (await api.get("/sources?pagination.count=1&pagination.cursor=")).data
    assert five[:1] == [source["id"] for source in page["sources"]]


async def test_a_cursor_beyond_the_end_gives_an_empty_last_page(api: Api, five: list[str]) -> None:
    page = (await api.get("/sources?pagination.count=2&pagination.cursor=OTk=")).data
    assert [] == page["sources"]
    assert "next" not in page["pagination"]


async def test_an_empty_list_is_one_page(api: Api) -> None:
    assert {"current": "MA==", "totalEntries": 0} == (await api.get("/destinations")).data["pagination"]


def test_a_table_keeps_its_pages_in_step_with_its_changes() -> None:
    table = Table[str, int]()
    table.update(a=1, b=2, c=3)
    assert [2, 3] == table.page(1, 2)
    del table["b"]
    table["d"] = 4
    table["a"] = 5
    assert ([5, 3], [4]) == (table.page(0, 2), table.page(2, 2))
