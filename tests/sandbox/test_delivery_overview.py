"""Six counts of the same events, which add up from any side."""

from datetime import date
from itertools import pairwise

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.courses import ROUND, Course, Fate
from segment_async.sandbox.store import Stream
from tests.sandbox.support import Api

pytestmark = pytest.mark.anyio

WEEK = "startTime=2026-01-25T00:00:00Z&endTime=2026-01-31T00:00:00Z"
RECEIVED, REJECTED, BLOCKED = "successfully-received", "failed-on-ingest", "filtered-at-source"
DISCARDED, FAILED, DELIVERED = "filtered-at-destination", "failed-delivery", "successful-delivery"


@pytest.fixture
def pair(box: Sandbox) -> str:
    """Create a source with a destination, and return the part of a query that names both."""
    source_id = box.workspace.sources.add(slug="web", metadata_id="kind-web")["id"]
    box.workspace.sources.fates[source_id] = {"rejected": 0.01, "blocked": 0.05}
    first = date(2026, 1, 1)
    box.workspace.volume.add(source_id, Stream("track", "Order Completed", "2.1"), first, [997] * 31)
    box.workspace.volume.add(source_id, Stream("track", "Cart Viewed", "2.0"), first, [2011] * 31)
    box.workspace.volume.add(source_id, Stream("page", ""), first, [503] * 31)
    destination_id = box.workspace.destinations.add(source_id=source_id, metadata_id="kind-tool")["id"]
    box.workspace.destinations.fates[destination_id] = {"discarded": 0.1, "failed": 0.2, "retried": 0.3}
    return f"sourceId={source_id}&destinationConfigId={destination_id}"


async def measure(api: Api, metric: str, query: str) -> list[dict[str, object]]:
    """Return the data sets of a metric, after adding each of them up."""
    answer = await api.get(f"/delivery-overview/{metric}?{query}")
    assert 200 == answer.status
    rows: list[dict[str, object]] = answer.data["dataset"]
    for row in rows:
        series = row["series"]
        assert isinstance(series, list)
        assert row["total"] == sum(slot["count"] for slot in series)
        assert min(slot["count"] for slot in series) >= 0
    return rows


async def total(api: Api, metric: str, query: str) -> int:
    (row,) = await measure(api, metric, query)
    return int(str(row["total"]))


async def test_what_was_received_is_the_event_volume(api: Api, pair: str) -> None:
    (volume,) = (await api.get(f"/events/volume?granularity=DAY&{WEEK}")).data["result"]
    (row,) = await measure(api, RECEIVED, f"{pair}&granularity=DAY&{WEEK}")
    assert (volume["total"], volume["series"]) == (row["total"], row["series"])


@pytest.mark.parametrize("granularity", ["DAY", "HOUR"])
async def test_what_was_received_was_blocked_discarded_failed_or_delivered(
    api: Api, pair: str, granularity: str
) -> None:
    query = f"{pair}&granularity={granularity}&{WEEK}"
    parts = [await measure(api, metric, query) for metric in (BLOCKED, DISCARDED, FAILED, DELIVERED)]
    whole = await measure(api, RECEIVED, query)
    assert whole[0]["total"] == sum(int(str(row["total"])) for (row,) in parts)
    counts = [[slot["count"] for slot in rows[0]["series"]] for rows in (whole, *parts)]  # type: ignore[attr-defined]
    assert counts[0] == [sum(slots) for slots in zip(*counts[1:], strict=True)]


async def test_shares_are_what_was_planted(api: Api, pair: str) -> None:
    query = f"{pair}&granularity=DAY&{WEEK}"
    received = await total(api, RECEIVED, query)
    for metric, share in ((REJECTED, 0.01), (BLOCKED, 0.05), (DISCARDED, 0.1), (FAILED, 0.2), (DELIVERED, 0.65)):
        assert pytest.approx(received * share, rel=0.02) == await total(api, metric, query)


@pytest.mark.parametrize("metric", [RECEIVED, REJECTED, BLOCKED, DISCARDED, FAILED, DELIVERED])
async def test_finer_slots_add_up_to_coarser_ones(api: Api, pair: str, metric: str) -> None:
    hours = "startTime=2026-01-31T08:00:00Z&endTime=2026-01-31T12:00:00Z"
    totals = {await total(api, metric, f"{pair}&granularity={width}&{hours}") for width in ("MINUTE", "HOUR", "DAY")}
    assert 1 == len(totals)
    assert (await total(api, metric, f"{pair}&granularity=HOUR&{WEEK}")) == await total(
        api, metric, f"{pair}&granularity=DAY&{WEEK}"
    )


async def test_groups_add_up_to_the_whole(api: Api, pair: str) -> None:
    query = f"{pair}&granularity=DAY&{WEEK}"
    groups = await measure(
        api, DELIVERED, f"{query}&groupBy.0=eventName&groupBy.1=discardReason&groupBy.2=eventType&groupBy.3=appVersion"
    )
    assert await total(api, DELIVERED, query) == sum(int(str(row["total"])) for row in groups)
    expected = {
        ("Order Completed", "track", "2.1"),
        ("Cart Viewed", "track", "2.0"),
        ("", "page", ""),
    }
    assert expected == {(row["eventName"], row["eventType"], row["appVersion"]) for row in groups}
    reasons = {row["discardReason"] for row in groups}
    assert {f"successes.attempt.{attempt}" for attempt in (1, 2, 3)} == reasons


async def test_groups_are_paged_and_the_total_is_of_all(api: Api, pair: str) -> None:
    query = f"{pair}&granularity=DAY&{WEEK}&groupBy.0=eventName&pagination.count=2"
    first = (await api.get(f"/delivery-overview/{FAILED}?{query}")).data
    rest = (await api.get(f"/delivery-overview/{FAILED}?{query}&pagination.cursor={first['pagination']['next']}")).data
    assert (2, 1, 3) == (len(first["dataset"]), len(rest["dataset"]), first["pagination"]["totalEntries"])
    assert first["total"] == rest["total"] == sum(row["total"] for row in first["dataset"] + rest["dataset"])


@pytest.mark.parametrize(
    "spelling",
    [
        "filter.eventName.0=Cart%20Viewed&filter.eventType.0=track",
        "filter[eventName][0]=Cart%20Viewed&filter[eventType][0]=track",
        "filter=%7B%22eventName%22%3A%5B%22Cart%20Viewed%22%5D%7D",
        "filter.appVersion=2.0",
    ],
)
async def test_a_filter_is_an_object_in_any_spelling(api: Api, pair: str, spelling: str) -> None:
    query = f"{pair}&granularity=DAY&{WEEK}"
    assert 2011 * 6 == await total(api, RECEIVED, f"{query}&{spelling}")


async def test_attempts_are_told_apart_by_a_filter(api: Api, pair: str) -> None:
    query = f"{pair}&granularity=DAY&{WEEK}"
    attempts = [
        await measure(api, DELIVERED, f"{query}&filter.discardReason.0=successes.attempt.{attempt}")
        for attempt in (1, 2, 3, 4)
    ]
    totals = [int(str(row["total"])) for (row,) in attempts]
    assert await total(api, DELIVERED, query) == sum(totals)
    assert [0, totals[1], 2 * totals[2], 0] == [row["totalRetryCount"] for (row,) in attempts]
    assert 0 == totals[3]


async def test_retries_are_told_of_deliveries_alone(api: Api, pair: str) -> None:
    query = f"{pair}&granularity=DAY&{WEEK}"
    told = {
        metric: "totalRetryCount" in (await measure(api, metric, query))[0]
        for metric in (RECEIVED, REJECTED, BLOCKED, DISCARDED, FAILED, DELIVERED)
    }
    assert {FAILED, DELIVERED} == {metric for metric, is_told in told.items() if is_told}


async def test_a_subscription_counts_what_triggers_it(box: Sandbox, api: Api, pair: str) -> None:
    destination_id = pair.partition("destinationConfigId=")[2]
    subscription = box.workspace.destinations.add_subscription(
        destination_id, action_id="action-send", name="Orders", trigger='event = "Order Completed"'
    )
    query = f"{pair}&granularity=DAY&{WEEK}&groupBy.0=eventName"
    rows = await measure(api, DELIVERED, f"{query}&filter.subscriptionId.0={subscription['id']}")
    assert ["Order Completed"] == [row["eventName"] for row in rows]
    assert [] == await measure(api, DELIVERED, f"{query}&filter.subscriptionId.0=nope")
    assert [] == await measure(api, DELIVERED, f"{query}&filter.audienceId.0=any")


async def test_the_summary_of_the_destination_says_the_same(api: Api, pair: str) -> None:
    source, _, destination_id = pair.partition("&destinationConfigId=")
    answer = await api.get(f"/destinations/{destination_id}/delivery-metrics?{source}&granularity=DAY&{WEEK}")
    metrics = {metric["metricName"]: metric["total"] for metric in answer.data["deliveryMetricsSummary"]["metrics"]}
    query = f"{pair}&granularity=DAY&{WEEK}"
    names = {"successes": DELIVERED, "expired": FAILED, "discarded": DISCARDED}
    assert {name: await total(api, metric, query) for name, metric in names.items()} == metrics


async def test_a_disabled_destination_gets_nothing(box: Sandbox, api: Api, pair: str) -> None:
    box.workspace.destinations[pair.partition("destinationConfigId=")[2]]["enabled"] = False
    query = f"{pair}&granularity=DAY&{WEEK}"
    assert [0] * 3 == [await total(api, metric, query) for metric in (DISCARDED, FAILED, DELIVERED)]
    assert await total(api, RECEIVED, query) > 0


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("granularity=MINUTE&startTime=2026-01-31T08:00:00Z&endTime=2026-01-31T12:00:00Z", 200),
        ("granularity=MINUTE&startTime=2026-01-31T07:59:00Z&endTime=2026-01-31T12:00:00Z", 400),
        ("granularity=MINUTE&startTime=2026-01-29T11:59:00Z&endTime=2026-01-29T12:30:00Z", 400),
        ("granularity=HOUR&startTime=2026-01-24T12:00:00Z&endTime=2026-01-31T12:00:00Z", 200),
        ("granularity=HOUR&startTime=2026-01-24T11:00:00Z&endTime=2026-01-31T12:00:00Z", 400),
        ("granularity=DAY&startTime=2026-01-17T12:00:00Z&endTime=2026-01-31T12:00:00Z", 200),
        ("granularity=DAY&startTime=2026-01-17T11:00:00Z&endTime=2026-01-31T12:00:00Z", 400),
        ("granularity=DAY&startTime=2026-01-31T00:00:00Z&endTime=2026-01-30T00:00:00Z", 400),
        ("granularity=DAY&startTime=yesterday&endTime=2026-01-30T00:00:00Z", 422),
        ("granularity=WEEK&startTime=2026-01-30T00:00:00Z&endTime=2026-01-31T00:00:00Z", 422),
        ("startTime=2026-01-30T00:00:00Z&endTime=2026-01-31T00:00:00Z", 422),
    ],
)
async def test_a_range_is_as_long_as_the_granularity_allows(api: Api, pair: str, query: str, status: int) -> None:
    answers = [await api.get(f"/delivery-overview/{metric}?{pair}&{query}") for metric in (RECEIVED, FAILED)]
    assert [status] * 2 == [answer.status for answer in answers]


async def test_a_range_that_is_too_long_is_a_bad_request(api: Api, pair: str) -> None:
    span = "startTime=2026-01-10T00:00:00Z&endTime=2026-01-31T00:00:00Z"
    (error,) = (await api.get(f"/delivery-overview/{RECEIVED}?{pair}&granularity=DAY&{span}")).errors
    assert ("bad-request", True) == (error["type"], error["message"].startswith("timerange too large"))


async def test_each_count_knows_what_it_can_tell_apart(api: Api, pair: str) -> None:
    query = f"{pair}&granularity=DAY&{WEEK}"
    known = {
        (metric, name): (await api.get(f"/delivery-overview/{metric}?{query}&groupBy.0={name}")).status
        for metric in (RECEIVED, BLOCKED, DELIVERED)
        for name in ("eventName", "discardReason", "audienceId", "colour")
    }
    refused = {pair for pair, status in known.items() if status == 422}
    assert {200, 422} == set(known.values())
    expected = {
        (RECEIVED, "discardReason"),
        (RECEIVED, "audienceId"),
        (BLOCKED, "audienceId"),
        *((metric, "colour") for metric in (RECEIVED, BLOCKED, DELIVERED)),
    }
    assert expected == refused


async def test_source_and_destination_have_to_be_a_pair(box: Sandbox, api: Api, pair: str) -> None:
    other = box.workspace.sources.add(slug="other", metadata_id="kind-web")["id"]
    source_id, _, destination_id = pair.removeprefix("sourceId=").partition("&destinationConfigId=")
    for source, destination in ((other, destination_id), ("nope", destination_id), (source_id, "nope")):
        query = f"sourceId={source}&destinationConfigId={destination}&granularity=DAY&{WEEK}"
        assert 404 == (await api.get(f"/delivery-overview/{DELIVERED}?{query}")).status


def test_every_event_meets_one_fate() -> None:
    bad, worse, good = Fate("failed", "a"), Fate("failed", "b"), Fate("delivered", "c")
    course = Course([(bad, 0.3), (worse, 0.9)], good)
    for events in (0, 1, 7, 999, ROUND, 12_345):
        assert events == sum(course.count(fate, events) for fate in course.fates)
    assert (300, 700, 0) == tuple(course.count(fate, ROUND) for fate in (bad, worse, good))


def test_a_fate_is_spread_evenly() -> None:
    rare = Fate("failed", "rare")
    course = Course([(rare, 0.01)], Fate("delivered", ""))
    met = [course.count(rare, events) for events in range(0, ROUND + 1, 100)]
    assert all(0 <= later - earlier <= 2 for earlier, later in pairwise(met))


@pytest.mark.parametrize("share", [0.09, 0.25, 0.5, 0.9])
def test_any_few_events_meet_about_their_share(share: float) -> None:
    lost = Fate("failed", "lost")
    course = Course([(lost, share)], Fate("delivered", ""))
    for start in range(ROUND):
        assert abs(course.count(lost, start + 20) - course.count(lost, start) - 20 * share) <= 3


async def test_credentials_that_ran_out_are_a_reason_of_their_own(box: Sandbox, api: Api, pair: str) -> None:
    destination_id = pair.partition("destinationConfigId=")[2]
    box.workspace.destinations.fates[destination_id] = {"discarded": 0.0, "failed": 0.1, "refused": 0.2, "retried": 0.0}
    query = f"{pair}&granularity=DAY&{WEEK}"
    groups = await measure(api, FAILED, f"{query}&groupBy.0=discardReason")
    counts = {str(row["discardReason"]): int(str(row["total"])) for row in groups}
    received = await total(api, RECEIVED, query)
    assert {"http_400", "http_401", "timeout"} == counts.keys()
    assert pytest.approx(0.2 * received, rel=0.02) == counts["http_401"]
    assert sum(counts.values()) == await total(api, FAILED, query)
