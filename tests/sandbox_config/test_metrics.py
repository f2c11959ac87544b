"""How delivery went: the same events as in the Public API, metric by metric."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import NOW, Api
from tests.sandbox_config.support import Config

pytestmark = pytest.mark.anyio

SHOP = "workspaces/thistle-twine"
TOOL = f"{SHOP}/sources/web-shop/destinations/actions-amplitude"
SPAN = "start_time=2026-01-30T00:00:00Z&end_time=2026-01-31T00:00:00Z"


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed="demo", clock=lambda: NOW) as box:
        yield box


def totals(summary: Any) -> dict[str, int]:
    parts = [part for metric in summary["metrics"] for part in metric["breakdown"]]
    return {
        **{metric["metric_name"]: metric["total"] for metric in summary["metrics"]},
        **{part["metric_name"]: part["value"] for part in parts},
    }


async def test_the_sums_are_those_of_the_other_api(config: Config, public: Api, box: Sandbox) -> None:
    here = await config.get(f"/{TOOL}/metrics:getSummary?{SPAN}")
    source = box.workspace.sources.by_slug("web-shop")["id"]
    destination = next(iter(box.workspace.destinations.of_source(source)))
    query = f"sourceId={source}&startTime=2026-01-30T00:00:00Z&endTime=2026-01-31T00:00:00Z&granularity=HOUR"
    path = f"/destinations/{destination}/delivery-metrics?{query}"
    vendor = "application/vnd.segment.v1alpha+json"
    there = (await public.get(path, Accept=vendor)).data["deliveryMetricsSummary"]
    assert {metric["metricName"]: metric["total"] for metric in there["metrics"]}.items() <= totals(here).items()
    assert totals(here)["successes"] > 100
    assert TOOL == here["name"]


@pytest.mark.parametrize("granularity", ["MINUTE", "HOUR", "DAY"])
async def test_the_points_of_a_series_add_up_to_the_sums(config: Config, granularity: str) -> None:
    sums = totals(await config.get(f"/{TOOL}/metrics:getSummary?{SPAN}"))
    listed = (await config.get(f"/{TOOL}/metrics?{SPAN}&granularity={granularity}"))["metrics"]
    found = {each["name"].rpartition("/")[2]: each["points"] for each in listed}
    assert {"MINUTE": 1440, "HOUR": 24, "DAY": 1}[granularity] == len(found["successes"])
    assert sums == {name: sum(point["value"] for point in found[name]) for name in sums}
    assert sum(point["value"] for point in found["retried"]) > sums["successes_after_retry"] + sums["expired"]


async def test_some_metrics_are_asked_for_by_their_names_in_the_url_or_in_the_body(config: Config) -> None:
    names = [f"{TOOL}/metrics/successes", f"{TOOL}/metrics/discarded"]
    in_body = await config.get(f"/{TOOL}/metrics:batchGet?{SPAN}", {"names": names})
    in_url = await config.get(f"/{TOOL}/metrics:batchGet?{SPAN}&names={names[0]}&names={names[1]}")
    assert in_body == in_url
    assert names == [each["name"] for each in in_body["metrics"]]
    assert in_body["metrics"][0] == await config.get(f"/{names[0]}?{SPAN}")


async def test_sums_of_several_destinations_are_asked_for_by_their_names(config: Config) -> None:
    names = [TOOL, f"{SHOP}/sources/ios-app/destinations/adjust"]
    target = f"/{SHOP}/event-delivery-metrics:batchGetSummary?{SPAN}"
    found = (await config.get(target, {"names": names}))["summaries"]
    assert names == [each["name"] for each in found]
    assert found[0] == await config.get(f"/{TOOL}/metrics:getSummary?{SPAN}")


async def test_without_a_span_it_is_the_last_day_by_the_hour(config: Config) -> None:
    series = await config.get(f"/{TOOL}/metrics/successes")
    assert ("HOUR", 24) == (series["granularity"], len(series["points"]))
    assert "2026-01-30T12:00:00.000Z" == series["points"][0]["time"]


async def test_a_disabled_destination_gets_nothing(config: Config, box: Sandbox) -> None:
    body = {"destination": {}, "update_mask": {"paths": ["destination.enabled"]}}
    await config.patch(f"/{TOOL}", body)
    assert {0} == set(totals(await config.get(f"/{TOOL}/metrics:getSummary?{SPAN}")).values())
    series = await config.get(f"/{TOOL}/metrics/successes?{SPAN}")
    assert {0} == {point["value"] for point in series["points"]}


@pytest.mark.parametrize(
    ("target", "refusal"),
    [
        ("metrics/moonlight", (404, 5)),
        ("metrics/successes?granularity=WEEK", (400, 3)),
        ("metrics/successes?start_time=soon", (400, 3)),
        ("metrics/successes?start_time=2026-01-31T00:00:00Z&end_time=2026-01-30T00:00:00Z", (400, 3)),
        ("metrics/successes?start_time=2020-01-01T00:00:00Z&granularity=MINUTE", (400, 3)),
        ("metrics:batchGet", (400, 3)),
        ("metrics:batchGet?names=successes", (400, 3)),
    ],
)
async def test_what_cannot_be_measured_is_refused(config: Config, target: str, refusal: tuple[int, int]) -> None:
    assert refusal == (await config.send("GET", f"/{TOOL}/{target}")).refusal
