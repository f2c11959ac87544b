"""Event volume: what came in, by slot of time and by what it is grouped by."""

from datetime import date

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.store import Stream
from tests.sandbox.support import Api

pytestmark = pytest.mark.anyio

JANUARY = "startTime=2026-01-01T00:00:00Z&endTime=2026-01-31T12:00:00Z"


@pytest.fixture
def sources(box: Sandbox) -> tuple[str, str]:
    """Create two sources with thirty whole days of events, and one without any."""
    web, app, _ = (
        box.workspace.sources.add(slug=slug, metadata_id="kind-web")["id"] for slug in ("web", "app", "idle")
    )
    first = date(2026, 1, 1)
    box.workspace.volume.add(web, Stream("track", "Order Completed"), first, [997] * 30)
    box.workspace.volume.add(web, Stream("page", ""), first, [2003] * 30)
    box.workspace.volume.add(app, Stream("track", "Order Completed", "2.1"), first, [10] * 30)
    box.workspace.volume.add(app, Stream("track", "App Opened", "2.0"), date(2026, 1, 30), [5])
    return web, app


async def rows(api: Api, query: str) -> list[dict[str, object]]:
    answer = await api.get(f"/events/volume?{query}")
    assert 200 == answer.status
    result: list[dict[str, object]] = answer.data["result"]
    return result


async def total(api: Api, query: str) -> int:
    (row,) = await rows(api, query)
    series = row["series"]
    assert isinstance(series, list)
    assert row["total"] == sum(slot["count"] for slot in series)
    return int(str(row["total"]))


async def test_without_grouping_there_is_one_row_with_every_event(api: Api, sources: tuple[str, str]) -> None:
    assert 3010 * 30 + 5 == await total(api, f"granularity=DAY&{JANUARY}")


async def test_the_query_is_repeated(box: Sandbox, api: Api) -> None:
    query = f"granularity=DAY&{JANUARY}&groupBy.0=source&eventType=track&pagination.count=3"
    expected = {
        "workspaceId": box.workspace.record["id"],
        "granularity": "DAY",
        "startTime": "2026-01-01T00:00:00Z",
        "endTime": "2026-01-31T12:00:00Z",
        "groupBy": ["source"],
        "eventType": ["track"],
    }
    assert expected == (await api.get(f"/events/volume?{query}")).data["query"]


async def test_a_slot_begins_on_the_hour_or_the_day_and_the_end_does_not_count(
    api: Api, sources: tuple[str, str]
) -> None:
    (row,) = await rows(api, "granularity=DAY&startTime=2026-01-01T00:00:00Z&endTime=2026-01-03T00:00:00Z")
    slots = [("2026-01-01T00:00:00.000Z", 3010), ("2026-01-02T00:00:00.000Z", 3010)]
    assert [{"time": time, "count": count} for time, count in slots] == row["series"]
    (row,) = await rows(api, "granularity=HOUR&startTime=2026-01-01T00:30:00Z&endTime=2026-01-01T02:00:00Z")
    series = row["series"]
    assert isinstance(series, list)
    assert ["2026-01-01T00:00:00.000Z", "2026-01-01T01:00:00.000Z"] == [slot["time"] for slot in series]


@pytest.mark.parametrize("granularity", ["MINUTE", "HOUR", "DAY"])
async def test_every_granularity_counts_the_same_events(api: Api, sources: tuple[str, str], granularity: str) -> None:
    span = "startTime=2026-01-05T03:17:00Z&endTime=2026-01-07T03:17:00Z"
    assert 3010 * 2 == await total(api, f"granularity={granularity}&{span}")


@pytest.mark.parametrize("cut", ["2026-01-05T00:00:00Z", "2026-01-05T17:45:00Z", "2026-01-05T17:45:30.5Z"])
async def test_neighbouring_spans_add_up(api: Api, sources: tuple[str, str], cut: str) -> None:
    start, end = "2026-01-04T13:00:00Z", "2026-01-07T01:00:00Z"
    whole = await total(api, f"granularity=HOUR&startTime={start}&endTime={end}")
    parts = [
        await total(api, f"granularity=MINUTE&startTime={start}&endTime={cut}"),
        await total(api, f"granularity=DAY&startTime={cut}&endTime={end}"),
    ]
    assert whole == sum(parts)


async def test_rows_are_grouped_by_what_is_asked_for(api: Api, sources: tuple[str, str]) -> None:
    web, app = sources
    by_source = await rows(api, f"granularity=DAY&{JANUARY}&groupBy.0=source")
    expected = [({"id": web, "name": "", "slug": "web"}, 90000), ({"id": app, "name": "", "slug": "app"}, 305)]
    assert expected == [(row["source"], row["total"]) for row in by_source]
    by_name = await rows(api, f"granularity=DAY&{JANUARY}&groupBy.0=eventName&groupBy.1=eventType")
    expected_names = {("Order Completed", "track"): 30210, ("", "page"): 60090, ("App Opened", "track"): 5}
    assert expected_names == {(row["eventName"], row["eventType"]): row["total"] for row in by_name}


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ("sourceId={web}", 90000),
        ("sourceId.0={web}&sourceId.1={app}", 90305),
        ("sourceId=nope", 0),
        ("eventName=Order+Completed", 30210),
        ("eventType=page", 60090),
        ("appVersion=2.0", 5),
        ("sourceId={app}&eventName=Order%20Completed&appVersion[0]=2.1&appVersion[1]=2.0", 300),
    ],
)
async def test_events_are_narrowed_by_source_name_type_and_version(
    api: Api, sources: tuple[str, str], filters: str, count: int
) -> None:
    assert count == await total(api, f"granularity=DAY&{JANUARY}&{filters.format(web=sources[0], app=sources[1])}")


async def test_a_group_without_events_in_the_span_has_no_row(api: Api, sources: tuple[str, str]) -> None:
    span = "startTime=2025-12-01T00:00:00Z&endTime=2025-12-31T00:00:00Z"
    assert [] == await rows(api, f"granularity=DAY&{span}&groupBy.0=source")
    assert 0 == await total(api, f"granularity=DAY&{span}")


async def test_nothing_is_counted_after_the_sandbox_came_up(box: Sandbox, api: Api) -> None:
    source_id = box.workspace.sources.add(slug="web", metadata_id="kind-web")["id"]
    box.workspace.volume.add(source_id, Stream("track", "A"), date(2026, 1, 31), [1000, 1000])
    day = "startTime=2026-01-31T00:00:00Z&endTime=2026-02-02T00:00:00Z"
    half = await total(api, f"granularity=HOUR&{day}")
    assert 0 < half < 1000
    assert half == await total(api, "granularity=DAY&startTime=2026-01-31T00:00:00Z&endTime=2026-01-31T12:00:00Z")


async def test_the_events_of_a_deleted_source_are_forgotten(api: Api, sources: tuple[str, str]) -> None:
    assert 2 == len(await rows(api, f"granularity=DAY&{JANUARY}&groupBy.0=source"))
    await api.delete(f"/sources/{sources[0]}")
    assert 1 == len(await rows(api, f"granularity=DAY&{JANUARY}&groupBy.0=source"))


async def test_rows_come_in_pages(api: Api, sources: tuple[str, str]) -> None:
    query = f"granularity=DAY&{JANUARY}&groupBy.0=eventName&pagination.count=2"
    first = (await api.get(f"/events/volume?{query}")).data
    assert (2, 3) == (len(first["result"]), first["pagination"]["totalEntries"])
    second = (await api.get(f"/events/volume?{query}&pagination.cursor={first['pagination']['next']}")).data
    assert 1 == len(second["result"])
    assert "next" not in second["pagination"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("granularity=DAY&startTime=2026-01-02T00:00:00Z&endTime=2026-01-01T00:00:00Z", "before endTime"),
        ("granularity=DAY&startTime=2026-01-02T00:00:00Z&endTime=2026-01-02T00:00:00Z", "before endTime"),
        ("granularity=MINUTE&startTime=2026-01-01T00:00:00Z&endTime=2026-01-10T00:00:00Z", "timerange too large"),
    ],
)
async def test_a_span_that_makes_no_sense_is_a_bad_request(api: Api, query: str, message: str) -> None:
    answer = await api.get(f"/events/volume?{query}")
    assert (400, "bad-request") == (answer.status, answer.errors[0]["type"])
    assert message in answer.errors[0]["message"]


async def test_times_are_read_in_any_zone_and_as_utc_where_there_is_none(api: Api, sources: tuple[str, str]) -> None:
    spans = [
        "startTime=2026-01-05T00:00:00Z&endTime=2026-01-06T00:00:00Z",
        "startTime=2026-01-05T02:00:00%2B02:00&endTime=2026-01-05T19:00:00-05:00",
        "startTime=2026-01-05T00:00:00.000&endTime=2026-01-06",
    ]
    assert {3010} == {await total(api, f"granularity=DAY&{span}") for span in spans}
