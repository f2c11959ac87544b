"""Each check has something to find in the demo, and nothing but that."""

from collections import Counter

import pytest

from segment_async.sandbox.seeds.cases import NEAR_MISSES, PLANTED, Case, subject_id
from segment_async.sandbox.store import Record, Workspace

from .conftest import events

LIBRARIES = {"Website", "Mobile", "Server", "OTT"}

CHECKS = (
    "source-without-destination",
    "source-without-tracking-plan",
    "tracking-plan-without-source",
    "destination-disabled",
    "source-without-events",
    "warehouse-without-source",
)


def brings_events(demo: Workspace, source: Record) -> bool:
    kind = demo.catalog.sources[source["metadataId"]]
    return kind["isCloudEventSource"] or bool(LIBRARIES & set(kind["categories"]))


def found(demo: Workspace, check: str) -> set[str]:
    """Find by the plainest reading of the decisions in ``cases.py``."""
    sources = [source for source in demo.sources.values() if source["enabled"]]
    plans, warehouses = demo.tracking_plans, demo.warehouses
    match check:
        case "source-without-destination":
            subjects = [
                source
                for source in sources
                if not demo.destinations.of_source(source["id"]) and not warehouses.of_source(source["id"])
            ]
        case "source-without-tracking-plan":
            subjects = [
                source for source in sources if source["id"] not in plans.plan_of_source and brings_events(demo, source)
            ]
        case "source-without-events":
            subjects = [
                source for source in sources if brings_events(demo, source) and not events(demo, source["id"], days=30)
            ]
        case "tracking-plan-without-source":
            subjects = [plan for plan in plans.values() if plan["type"] == "LIVE" and not plans.sources[plan["id"]]]
        case "destination-disabled":
            subjects = [destination for destination in demo.destinations.values() if not destination["enabled"]]
        case _:
            subjects = [
                record for record in warehouses.values() if record["enabled"] and not warehouses.sources[record["id"]]
            ]
    return {subject["id"] for subject in subjects}


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_finds_what_is_planted_and_nothing_else(check: str, demo: Workspace) -> None:
    assert {subject_id(case, demo) for case in PLANTED if case.check == check} == found(demo, check)


@pytest.mark.parametrize("case", NEAR_MISSES, ids=lambda case: f"{case.check}:{case.subject}")
def test_a_near_miss_is_not_found(case: Case, demo: Workspace) -> None:
    assert subject_id(case, demo) not in found(demo, case.check)


def test_every_check_has_a_case_and_near_misses() -> None:
    assert set(CHECKS) == {case.check for case in PLANTED}
    near = Counter(case.check for case in NEAR_MISSES)
    assert all(near[check] >= 2 for check in CHECKS)


def test_the_source_that_fell_silent_was_busy_before(demo: Workspace) -> None:
    assert events(demo, demo.sources.by_slug("gift-finder")["id"], days=120) > 100_000


def test_near_misses_are_near(demo: Workspace) -> None:
    """Each misses by the one thing that its reason names."""
    destinations, plans = demo.destinations, demo.tracking_plans
    portal = demo.sources.by_slug("returns-portal")["id"]
    assert [False] == [record["enabled"] for record in destinations.of_source(portal).values()]
    feed = demo.sources.by_slug("price-feed")["id"]
    assert (0, 1) == (len(destinations.of_source(feed)), len(demo.warehouses.of_source(feed)))
    ids = {case.subject: subject_id(case, demo) for case in NEAR_MISSES}
    assert [("all", "DROP")] == [
        (guard["if"], guard["actions"][0]["type"]) for guard in destinations.filters[ids["journal/Criteo"]].values()
    ]
    alerts = destinations.subscriptions[ids["order-backend/Order Alerts"]]
    assert [False] == [subscription["enabled"] for subscription in alerts.values()]
    assert [False] == [source["enabled"] for source in plans.sources[ids["Summer Sale 2025"]].values()]
    assert {"PROPERTY_LIBRARY", "RULE_LIBRARY", "TEMPLATE"} == {
        plans[ids[name]]["type"] for name in ("Shared Properties", "Shared Events", "New Microsite")
    }
    assert 1 == len(demo.warehouses.sources[ids["Data Science"]])
    assert 1 == events(demo, ids["press-room"], days=30)
    assert 0 == events(demo, ids["press-room"], days=28)
