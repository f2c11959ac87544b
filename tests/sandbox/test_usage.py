"""API calls and tracked users of a month, which add up to the events that came in."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.store import Stream
from tests.sandbox.support import NOW, Api, plant_catalog

pytestmark = pytest.mark.anyio

KINDS = ("anonymous", "anonymousIdentified", "identified", "neverIdentified")


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Make a clock that stands still."""
    return Clock()


@pytest.fixture
async def box(clock: Clock) -> AsyncIterator[Sandbox]:
    async with Sandbox(seed=plant_catalog, clock=clock) as box:
        yield box


@pytest.fixture(autouse=True)
def sources(box: Sandbox) -> list[str]:
    """Create two sources with events since Christmas, and one without any."""
    made = [str(box.workspace.sources.add(slug=slug, metadata_id="kind-web")["id"]) for slug in ("web", "app", "idle")]
    start = date(2025, 12, 25)
    box.workspace.volume.add(made[0], Stream("track", "Order Completed"), start, [1001] * 38)
    box.workspace.volume.add(made[0], Stream("page", ""), start, [500] * 38)
    box.workspace.volume.add(made[1], Stream("track", "App Opened"), start, [777] * 38)
    return made


async def rows(api: Api, path: str, key: str, period: str = "2026-01-01", count: int = 1000) -> list[dict[str, str]]:
    answer = await api.get(f"/usage/{path}?period={period}&pagination.count={count}")
    assert 200 == answer.status
    found: list[dict[str, str]] = answer.data[key]
    return found


async def calls(api: Api, period: str = "2026-01-01") -> list[int]:
    found = await rows(api, "api-calls/daily", "dailyWorkspaceAPICallsUsage", period)
    return [int(row["apiCalls"]) for row in found]


async def test_each_day_counts_the_calls_since_the_start_of_the_month(api: Api) -> None:
    running = await calls(api)
    assert [2278 * day for day in range(1, 31)] == running[:30]
    assert 2278 * 30 < running[30] < 2278 * 31
    days = [row["timestamp"] for row in await rows(api, "api-calls/daily", "dailyWorkspaceAPICallsUsage")]
    assert ("2026-01-01T00:00:00.000Z", "2026-01-31T00:00:00.000Z", 31) == (days[0], days[-1], len(days))


async def test_a_month_has_the_calls_that_the_event_volume_has(api: Api) -> None:
    span = "startTime=2026-01-01T00:00:00Z&endTime=2026-02-01T00:00:00Z"
    (row,) = (await api.get(f"/events/volume?granularity=DAY&{span}")).data["result"]
    assert row["total"] == (await calls(api))[-1]


@pytest.mark.parametrize(("period", "expected"), [("2025-12-01", 31), ("2025-11-01", 30), ("2026-02-01", 0)])
async def test_a_month_has_its_days_as_far_as_they_have_begun(api: Api, period: str, expected: int) -> None:
    running = await calls(api, period)
    assert expected == len(running)
    assert {"2025-12-01": 2278 * 7}.get(period, 0) == (running[-1] if running else 0)


async def test_nobody_sends_after_the_workspace_came_up(api: Api, clock: Clock) -> None:
    before = await calls(api)
    clock.now += timedelta(days=3)
    assert before == await calls(api)
    assert [0] * 3 == await calls(api, "2026-02-01")


async def test_the_sources_add_up_to_the_workspace_day_by_day(api: Api, sources: list[str]) -> None:
    for path, key, counts in (
        ("api-calls", "APICallsUsage", ("apiCalls",)),
        ("mtu", "MTUUsage", KINDS),
    ):
        whole = await rows(api, f"{path}/daily", f"dailyWorkspace{key}")
        parts = await rows(api, f"{path}/sources/daily", f"dailyPerSource{key}")
        assert [31 * [source] for source in sources] == [
            [row["sourceId"] for row in parts[start : start + 31]] for start in (0, 31, 62)
        ]
        for row in whole:
            same_day = [part for part in parts if part["timestamp"] == row["timestamp"]]
            assert 3 == len(same_day)
            for count in counts:
                assert int(row[count]) == sum(int(part[count]) for part in same_day)


async def test_events_that_tell_of_things_are_calls_and_make_no_users(
    box: Sandbox, api: Api, sources: list[str]
) -> None:
    before = (await calls(api), await rows(api, "mtu/daily", "dailyWorkspaceMTUUsage"))
    box.workspace.sources.impersonal.add(sources[1])
    assert before[0] == await calls(api)
    of_all = await rows(api, "mtu/daily", "dailyWorkspaceMTUUsage")
    assert all(int(now["identified"]) < int(then["identified"]) for now, then in zip(of_all, before[1], strict=True))
    parts = await rows(api, "mtu/sources/daily", "dailyPerSourceMTUUsage")
    for kind in KINDS:
        assert {0} == {int(part[kind]) for part in parts if part["sourceId"] == sources[1]}
        assert [int(row[kind]) for row in of_all] == [
            int(part[kind]) for part in parts if part["sourceId"] == sources[0]
        ]


async def test_users_grow_from_day_to_day_and_the_anonymous_are_of_two_kinds(api: Api) -> None:
    found = await rows(api, "mtu/daily", "dailyWorkspaceMTUUsage")
    for kind in KINDS:
        running = [int(row[kind]) for row in found]
        assert 0 < running[0]
        assert sorted(set(running)) == running
    for row in found:
        assert int(row["anonymous"]) == int(row["anonymousIdentified"]) + int(row["neverIdentified"])
        assert int(row["anonymousIdentified"]) <= int(row["identified"])


async def test_users_are_counted_within_a_month(api: Api) -> None:
    row = (await api.get("/usage/mtu/daily?period=2026-01-01")).data["dailyWorkspaceMTUUsage"][0]
    start, end = (datetime(2026, month, 1, tzinfo=UTC).timestamp() for month in (1, 2))
    assert (start, end) == (row["periodStart"], row["periodEnd"])


async def test_the_rows_of_the_sources_are_paged(api: Api) -> None:
    for path, key in (("api-calls", "dailyPerSourceAPICallsUsage"), ("mtu", "dailyPerSourceMTUUsage")):
        found: list[object] = []
        cursor = ""
        while True:
            query = f"period=2026-01-01&pagination.count=40{cursor}"
            page = (await api.get(f"/usage/{path}/sources/daily?{query}")).data
            found += page[key]
            if "next" not in page["pagination"]:
                break
            cursor = f"&pagination.cursor={page['pagination']['next']}"
        assert (await rows(api, f"{path}/sources/daily", key), 93) == (found, page["pagination"]["totalEntries"])


@pytest.mark.parametrize("period", ["2026-01-02", "January", "2026-13-01", "9999-12-01", ""])
async def test_a_period_is_the_first_day_of_a_month(api: Api, period: str) -> None:
    for path in ("api-calls/daily", "api-calls/sources/daily", "mtu/daily", "mtu/sources/daily"):
        answer = await api.get(f"/usage/{path}?period={period}")
        assert (422, "period") == (answer.status, answer.errors[0]["field"])
        assert 422 == (await api.get(f"/usage/{path}")).status
