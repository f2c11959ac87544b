"""Events beside the plan, plans beside the events, and events with several names."""

from typing import Any

import pytest

from segment_async.audit.checks.event_name_inconsistent import CHECK as INCONSISTENT
from segment_async.audit.checks.event_unplanned import CHECK as UNPLANNED
from segment_async.audit.checks.tracking_plan_rule_unseen import CHECK as UNSEEN
from tests.audit.checks.asking import ago, ask, found, told
from tests.audit.conftest import WEBSITE, Maker

VOLUME = "getEventsVolumeFromWorkspace"
RULES = "listRulesFromTrackingPlan"
SOURCES = "listSourcesFromTrackingPlan"
NEVER = "0001-01-01T00:00:00.000Z"


def plan(maker: Maker, plan_id: str, *names: str, kind: str = "LIVE") -> None:
    """Add a plan of which everything was read, with rules in force for some events."""
    maker.add("tracking-plan", plan_id, {"name": plan_id.title(), "type": kind})
    for name in names:
        rule(maker, plan_id, name)
    maker.read(RULES, plan_id)
    maker.read(SOURCES, plan_id)


def rule(
    maker: Maker, plan_id: str, name: str, *, kind: str = "TRACK", version: int = 1, until: str = NEVER, **more: Any
) -> None:
    about = {"type": kind, "key": name, "version": version, "deprecatedAt": until, "jsonSchema": {}, **more}
    maker.add("tracking-plan-rule", f"{kind} {name} {version}", about, parent=plan_id)


def source(maker: Maker, source_id: str, *names: str, plan: str | None, enabled: bool = True, **counts: int) -> None:
    """Add a source that sends each event once, and its calls without a name as often as is said."""
    maker.source(source_id, plan=plan, enabled=enabled)
    if plan is not None:
        maker.add("tracking-plan-source", source_id, about(source_id, enabled=enabled), parent=plan)
    for name in names:
        sends(maker, source_id, "track", name, 1)
    for kind, count in counts.items():
        sends(maker, source_id, kind, "", count)
    if enabled:
        maker.read(VOLUME, source_id)


def about(source_id: str, *, enabled: bool) -> dict[str, Any]:
    return {"name": source_id, "enabled": enabled, "metadata": WEBSITE}


def sends(maker: Maker, source_id: str, kind: str, name: str, count: int) -> None:
    series = {"eventType": kind, "eventName": name, "total": count, "series": []}
    maker.add("source-event-volume", f"{kind} {name}", series, parent=source_id)


def test_events_that_the_plan_of_their_source_does_not_name_are_found_the_most_frequent_first(maker: Maker) -> None:
    plan(maker, "shop", "Order Completed")
    plan(maker, "other", "Rare")
    source(maker, "site", "Order Completed", "Rare", plan="shop")
    for number in range(24):
        sends(maker, "site", "track", f"Odd {number:02}", 100 - number)
    (finding,) = ask(maker, UNPLANNED)
    assert (
        "In the last 30 days site sent 2,125 events by 25 names that Shop does not have: "
        "Odd 00, Odd 01, Odd 02 and 22 more." == finding.message
    )
    evidence = dict(finding.evidence)
    events = evidence.pop("events")
    expected = {"slug": "site", "kind": "javascript", "planId": "shop", "plan": "Shop", "days": 30, "unplanned": 25}
    assert expected == evidence
    assert ({"name": "Odd 00", "count": 100}, 20) == (events[0], len(events))


def test_calls_without_a_name_events_of_older_rules_and_sources_without_a_plan_are_not_unplanned(maker: Maker) -> None:
    plan(maker, "shop", "Order Completed")
    rule(maker, "shop", "Order Placed", version=1, until="2025-01-01T00:00:00Z")
    source(maker, "site", "Order Completed", "Order Placed", plan="shop", page=3, identify=4)
    sends(maker, "site", "track", "", 5)
    sends(maker, "site", "track", "Never Sent", 0)
    source(maker, "free", "Whatever", plan=None)
    source(maker, "off", "Whatever", plan="shop", enabled=False)
    maker.read(VOLUME, "off")
    assert [] == found(maker, UNPLANNED)


def test_a_rule_that_is_not_for_events_plans_none(maker: Maker) -> None:
    plan(maker, "shop")
    rule(maker, "shop", "Order Completed", kind="IDENTIFY")
    source(maker, "site", "Order Completed", plan="shop")
    assert ["site"] == found(maker, UNPLANNED)


@pytest.mark.parametrize("gap", [(RULES, "shop"), (VOLUME, "site")])
def test_nothing_is_called_unplanned_while_rules_or_events_are_not_all_known(
    maker: Maker, gap: tuple[str, str]
) -> None:
    plan(maker, "shop")
    source(maker, "site", "Order Completed", plan="shop")
    maker.gap(*gap)
    assert [] == found(maker, UNPLANNED)


def test_rules_for_events_that_no_source_of_the_plan_sends_are_found(maker: Maker) -> None:
    plan(maker, "shop", "Order Completed", "Order Shared", *(f"Gone {number:02}" for number in range(21)))
    source(maker, "site", "Order Completed", plan="shop")
    source(maker, "app", "Order Shared", plan="shop")
    source(maker, "other", "Gone 00", plan=None)
    source(maker, "off", plan="shop", enabled=False)
    (finding,) = ask(maker, UNSEEN)
    assert ("tracking-plan", "shop") == (finding.subject.kind, finding.subject.id)
    what = "names 21 events that none of its 2 sources sent in 30 days: Gone 00, Gone 01, Gone 02 and 18 more."
    assert f"The tracking plan Shop {what}" == finding.message
    gone = [f"Gone {number:02}" for number in range(20)]
    figures = {"rules": 23, "unseen": 21, "events": gone, "days": 30, "sourceCount": 2, "sources": ["app", "site"]}
    assert figures == finding.evidence


def test_deprecated_rules_and_rules_that_are_not_for_events_may_be_unseen(maker: Maker) -> None:
    plan(maker, "shop", "Order Completed")
    rule(maker, "shop", "Order Placed", version=1)
    rule(maker, "shop", "Order Placed", version=2, until="2026-01-01T00:00:00Z")
    for kind in ("IDENTIFY", "PAGE", "COMMON"):
        rule(maker, "shop", "", kind=kind)
        rule(maker, "shop", "Named", kind=kind)
    source(maker, "site", "Order Completed", plan="shop")
    assert [] == found(maker, UNSEEN)


def test_a_rule_whose_newest_version_is_in_force_is_missed_whatever_became_of_older_ones(maker: Maker) -> None:
    plan(maker, "shop")
    rule(maker, "shop", "Order Placed", version=10)
    rule(maker, "shop", "Order Placed", version=9, until="2026-01-01T00:00:00Z")
    source(maker, "site", plan="shop")
    evidence = told(ask(maker, UNSEEN))
    assert (1, ["Order Placed"]) == (evidence["rules"], evidence["events"])


def test_a_rule_that_was_made_in_the_days_that_are_counted_is_not_missed_yet(maker: Maker) -> None:
    plan(maker, "shop")
    rule(maker, "shop", "New", createdAt=ago(29))
    rule(maker, "shop", "Old", createdAt=ago(31))
    rule(maker, "shop", "Changed", version=1, createdAt=ago(31))
    rule(maker, "shop", "Changed", version=2, createdAt=ago(1))
    source(maker, "site", plan="shop")
    assert ["Changed", "Old"] == told(ask(maker, UNSEEN))["events"]


def test_page_and_screen_calls_are_the_events_that_plans_call_page_viewed_and_screen_viewed(maker: Maker) -> None:
    plan(maker, "web", "Page Viewed", "Screen Viewed")
    source(maker, "site", plan="web", page=3)
    plan(maker, "apps", "Screen Viewed")
    source(maker, "app", plan="apps", screen=3)
    evidence = told(ask(maker, UNSEEN))
    assert ["Screen Viewed"] == evidence["events"]


def test_libraries_and_plans_without_an_enabled_source_of_events_are_not_held_to_their_rules(maker: Maker) -> None:
    plan(maker, "library", "Order Completed", kind="RULE_LIBRARY")
    source(maker, "site", plan="library")
    plan(maker, "old", "Order Completed")
    source(maker, "off", plan="old", enabled=False)
    plan(maker, "draft", "Order Completed")
    plan(maker, "objects", "Order Completed")
    maker.add("tracking-plan-source", "desk", {"enabled": True, "metadata": {"slug": "zendesk"}}, parent="objects")
    maker.read(VOLUME, "desk")
    assert [] == found(maker, UNSEEN)


@pytest.mark.parametrize("gap", [(SOURCES, "shop"), (RULES, "shop"), (VOLUME, "site"), (VOLUME, "app")])
def test_no_rule_is_called_unseen_while_rules_sources_or_events_are_not_all_known(
    maker: Maker, gap: tuple[str, str]
) -> None:
    plan(maker, "shop", "Order Completed")
    source(maker, "site", plan="shop")
    source(maker, "app", plan="shop")
    maker.gap(*gap)
    assert [] == found(maker, UNSEEN)


def test_names_that_differ_in_case_and_signs_only_are_one_finding_under_the_most_frequent(maker: Maker) -> None:
    plan(maker, "shop", "Product-Viewed")
    source(maker, "app", "Product Viewed", plan=None)
    source(maker, "site", "product_viewed", plan=None)
    sends(maker, "site", "track", "Product Viewed", 41)
    (finding,) = ask(maker, INCONSISTENT)
    assert ("event", "Product Viewed", "Product Viewed") == (
        finding.subject.kind,
        finding.subject.id,
        finding.subject.name,
    )
    names = '"Product Viewed" (seen 42 times), "product_viewed" (seen 1 time) and "Product-Viewed" (seen 0 times)'
    assert f"One event seems to go by 3 names: {names}." == finding.message
    nowhere = {"sourceCount": 0, "sources": [], "planCount": 0, "plans": []}
    assert [
        {**nowhere, "name": "Product Viewed", "count": 42, "sourceCount": 2, "sources": ["app", "site"]},
        {**nowhere, "name": "product_viewed", "count": 1, "sourceCount": 1, "sources": ["site"]},
        {**nowhere, "name": "Product-Viewed", "count": 0, "planCount": 1, "plans": ["Shop"]},
    ] == finding.evidence["spellings"]
    assert (3, 30) == (finding.evidence["spellingCount"], finding.evidence["days"])


def test_names_of_different_letters_and_one_spelling_in_many_places_are_consistent(maker: Maker) -> None:
    plan(maker, "shop", "Product List Viewed", "Order Completed")
    plan(maker, "mail", "Order Completed")
    rule(maker, "mail", "order completed", until="2026-01-01T00:00:00Z")
    source(maker, "site", "Product Lists Viewed", "Order Completed", "???", "!!!", plan=None, page=3)
    source(maker, "app", "Order Completed", plan=None)
    sends(maker, "app", "track", "ORDER COMPLETED", 0)
    sends(maker, "app", "page", "order-completed", 3)
    plan(maker, "template", "order_completed", kind="TEMPLATE")
    assert [] == found(maker, INCONSISTENT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Level 1.1 Done", "Level 11 Done"),
        ("Temperature -5", "Temperature 5"),
        ("C", "C++"),
        ("C", "C#"),
        ("Plan $10", "Plan 10"),
        ("50% Read", "50 Read"),
        ("की", "का"),
    ],
)
def test_signs_that_tell_things_apart_make_other_names(maker: Maker, one: str, other: str) -> None:
    source(maker, "site", one, other, plan=None)
    assert [] == found(maker, INCONSISTENT)


@pytest.mark.parametrize(
    ("one", "other"), [("Level 1.1", "level_1_1"), ("Step - 5", "step-5"), ("Cart > Checkout", "Cart: Checkout")]
)
def test_separators_of_any_kind_make_the_same_name(maker: Maker, one: str, other: str) -> None:
    source(maker, "site", one, other, plan=None)
    assert 1 == len(ask(maker, INCONSISTENT))


def test_names_are_quoted_so_that_spaces_are_seen(maker: Maker) -> None:
    source(maker, "site", "B", "B ", plan=None)
    (finding,) = ask(maker, INCONSISTENT)
    assert 'One event seems to go by 2 names: "B" (seen 1 time) and "B " (seen 1 time).' == finding.message


def test_only_so_many_places_are_told_of_a_name_beside_their_number(maker: Maker) -> None:
    for number in range(25):
        source(maker, f"s{number:02}", "Signed Up", plan=None)
        plan(maker, f"p{number:02}", "signed_up")
    seen, planned = told(ask(maker, INCONSISTENT))["spellings"]
    assert (25, 20, 25, 20) == (
        seen["sourceCount"],
        len(seen["sources"]),
        planned["planCount"],
        len(planned["plans"]),
    )
