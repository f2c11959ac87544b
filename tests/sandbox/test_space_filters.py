"""Space filters, whose cursors are numbers."""

from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import BETA, Api

pytestmark = pytest.mark.anyio

TRACKS = 'type = "track"'


@pytest.fixture
def twelve(box: Sandbox) -> list[str]:
    """Create twelve filters of one integration and one of another."""
    given = {"integrationId": "one", "name": "Filter", "if": TRACKS}
    box.workspace.space_filters.add({**given, "integrationId": "two"})
    return [box.workspace.space_filters.add(given)["id"] for _ in range(12)]


async def test_a_filter_lives_from_creation_to_deletion(api: Api) -> None:
    body = {"integrationId": "one", "name": "No tracks", "if": TRACKS, "drop": True, "description": "Quiet"}
    made = (await api.post("/filters", body, Content_Type=BETA)).data["filter"]
    assert {**body, "enabled": False} == {name: made[name] for name in (*body, "enabled")}
    path = f"/filters/{made['id']}"
    assert {"filter": made} == (await api.get(path)).data
    changed = (await api.patch(path, {"integrationId": "one", "enabled": True, "if": "all"})).data["filter"]
    assert {**made, "enabled": True, "if": "all"} == changed == (await api.get(path)).data["filter"]
    assert {"deleted": True} == (await api.delete(path)).data
    assert [404] * 2 == [(await api.get(path)).status, (await api.delete(path)).status]


async def test_a_walk_goes_forward_by_numbers(api: Api, twelve: list[str]) -> None:
    pages: list[dict[str, Any]] = []
    cursor: int | None = 0
    while cursor is not None:
        query = f"integrationId=one&pagination.count=5&pagination.cursor={cursor}"
        pages.append((await api.get(f"/filters?{query}")).data)
        cursor = pages[-1]["pagination"].get("next")
    assert twelve == [item["id"] for page in pages for item in page["filters"]]
    assert [
        {"current": 0, "next": 5, "totalEntries": 12},
        {"current": 5, "next": 10, "totalEntries": 12},
        {"current": 10, "totalEntries": 12},
    ] == [page["pagination"] for page in pages]


async def test_without_a_count_a_page_holds_ten(api: Api, twelve: list[str]) -> None:
    page = (await api.get("/filters?integrationId=one")).data
    assert (10, 10) == (len(page["filters"]), page["pagination"]["next"])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "integrationId"),
        ("integrationId=one&pagination.count=11", "pagination.count"),
        ("integrationId=one&pagination.count=0", "pagination.count"),
        ("integrationId=one&pagination.cursor=5", "pagination.count"),
        ("integrationId=one&pagination.count=5&pagination.cursor=MA==", "pagination.cursor"),
        ("integrationId=one&pagination.count=5&pagination.cursor=-1", "pagination.cursor"),
        ("integrationId=one&pagination.count=5&pagination.cursor=0.5", "pagination.cursor"),
    ],
)
async def test_a_page_that_cannot_be_is_refused(api: Api, query: str, field: str) -> None:
    answer = await api.get(f"/filters?{query}")
    assert (422, field) == (answer.status, answer.errors[0]["field"])


async def test_an_integration_that_nobody_knows_has_no_filters(api: Api) -> None:
    page = (await api.get("/filters?integrationId=nope")).data
    assert {"filters": [], "pagination": {"current": 0, "totalEntries": 0}} == page


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"integrationId": "two"}, "integrationId"), ({"if": "type is"}, "if"), ({}, "integrationId")],
)
async def test_a_bad_change_is_refused(api: Api, twelve: list[str], changes: dict[str, str], field: str) -> None:
    body = {"integrationId": "one", **changes} if changes else {}
    answer = await api.patch(f"/filters/{twelve[0]}", body)
    assert (422, field) == (answer.status, answer.errors[0]["field"])
