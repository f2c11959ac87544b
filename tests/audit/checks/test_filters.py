"""Filters that let nothing through, and filters that act on nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from segment_async.audit.checks.filter_drops_everything import CHECK as DROPS
from segment_async.audit.checks.filter_never_matches import CHECK as NEVER
from tests.audit.checks.asking import ask, found
from tests.audit.conftest import WEBSITE, Maker

VOLUME = "getEventsVolumeFromWorkspace"
RULES = "listRulesFromTrackingPlan"
TRANSFORMATIONS = "listTransformations"
FUNCTIONS = "listFunctions"
INSTANCES = "listInsertFunctionInstances"
CONTRADICTION = 'type = "track" and type = "page"'
HOME = "workspaces/acme/sources/site"


@pytest.fixture
def site(maker: Maker) -> Maker:
    """A website with a destination, whose plan and events are known."""
    maker.source("site", plan="tp")
    maker.add("destination", "braze", {"name": "Braze", "enabled": True, "sourceId": "site"})
    for name, plan in (("Planned", "tp"), ("Planned Elsewhere", "tp-2")):
        maker.add("tracking-plan-rule", "r", {"type": "TRACK", "key": name}, parent=plan)
        maker.read(RULES, plan)
    maker.add("source-event-volume", "e", {"eventType": "track", "eventName": "Sent", "total": 1}, parent="site")
    maker.read(VOLUME, "site")
    maker.read(TRANSFORMATIONS)
    maker.read(FUNCTIONS)
    return maker


def add(maker: Maker, name: str, condition: Any, *actions: Any, before: str = "braze", enabled: bool = True) -> None:
    """Add a filter that drops, unless it does something else."""
    about = {"name": name, "if": condition, "enabled": enabled, "actions": list(actions) or [{"type": "DROP"}]}
    maker.add("destination-filter", name, about, parent=before)


def add_of_space(maker: Maker, name: str, condition: Any, **about: Any) -> None:
    maker.add("space", "sp", {"name": "Customers"})
    maker.add("space-filter", name, {"name": name, "if": condition, "drop": True, **about}, parent="sp")


def test_a_filter_that_drops_whatever_comes_is_found(site: Maker) -> None:
    add(site, "Pause", "all")
    (finding,) = ask(site, DROPS)
    assert ("destination-filter", "Pause") == (finding.subject.kind, finding.subject.id)
    assert "The filter Pause drops everything that site sends to the destination Braze." == finding.message
    about = {"destinationId": "braze", "sourceId": "site", "source": "site"}
    assert {"if": "all", **about} == finding.evidence


def test_a_condition_that_excludes_no_event_drops_everything_too(site: Maker) -> None:
    add(site, "Only", 'event != "A" or event != "ada@example.com"', {"type": "DROP_PROPERTIES"}, {"type": "DROP"})
    (finding,) = ask(site, DROPS)
    assert 'event != "A" or event != "…@…"' == finding.evidence["if"]


def test_a_sample_of_nothing_drops_everything_too(site: Maker) -> None:
    add(site, "Sample", "all", {"type": "SAMPLE", "percent": 0})
    assert ["Sample"] == found(site, DROPS)


def transform(maker: Maker, name: str, condition: str = "all", **about: Any) -> None:
    """Add a transformation that drops, unless it does something else."""
    maker.add("transformation", name, {"name": name, "sourceId": "site", "if": condition, "drop": True, **about})


def test_a_transformation_that_drops_whatever_its_source_sends_is_found(site: Maker) -> None:
    transform(site, "Pause")
    (finding,) = ask(site, DROPS)
    assert ("transformation", "Pause") == (finding.subject.kind, finding.subject.id)
    assert "The transformation Pause drops everything that site sends." == finding.message
    about = {"sourceId": "site", "source": "site", "destinationMetadataId": None}
    assert {"if": "all", **about} == finding.evidence


def test_a_transformation_before_one_kind_of_destination_drops_what_those_would_get(site: Maker) -> None:
    kind = {"id": "k1", "slug": "iterable"}
    site.add("destination", "iterable", {"enabled": True, "sourceId": "site", "metadata": kind})
    transform(site, "Pause", destinationMetadataId="k1")
    transform(site, "Idle", destinationMetadataId="k2")
    (finding,) = ask(site, DROPS)
    assert "The transformation Pause drops everything that site sends to destinations of the kind iterable." == (
        finding.message
    )


def test_transformations_that_drop_some_or_nothing_or_are_off_do_not_drop_everything(site: Maker) -> None:
    site.source("closed", enabled=False)
    transform(site, "some", 'type = "track"')
    transform(site, "rename", drop=False, newEventName="Other")
    transform(site, "off", enabled=False)
    transform(site, "behind", sourceId="closed")
    transform(site, "elsewhere", sourceId="unknown")
    assert [] == found(site, DROPS)


def test_a_filter_of_a_space_that_drops_whatever_comes_is_found(maker: Maker) -> None:
    add_of_space(maker, "Pause", "true")
    (finding,) = ask(maker, DROPS)
    assert ("space-filter", "Pause") == (finding.subject.kind, finding.subject.id)
    assert "The filter Pause drops everything that comes to the space Customers." == finding.message
    assert {"if": "true", "spaceId": "sp"} == finding.evidence


def test_filters_that_drop_some_events_change_them_sample_them_or_are_off_do_not_drop_everything(site: Maker) -> None:
    add(site, "some", 'type = "track"')
    add(site, "unknown", 'cidr(ip, "10.0.0.0/8") or type = "track"')
    add(site, "unread", "all of it")
    add(site, "strip", "all", {"type": "DROP_PROPERTIES", "fields": {}}, {"type": "ALLOW_PROPERTIES", "fields": {}})
    add(site, "sample", "all", {"type": "SAMPLE", "percent": 0.01})
    add(site, "sample of some", 'type = "track"', {"type": "SAMPLE", "percent": 0})
    add(site, "sample of unknown size", "all", {"type": "SAMPLE"}, {"type": "SAMPLE", "percent": "0"})
    add(site, "off", "all", enabled=False)
    add_of_space(site, "kept", "all", drop=False)
    add_of_space(site, "unsaid", "all", drop=None)
    add_of_space(site, "resting", "all", enabled=False)
    assert [] == found(site, DROPS)


@pytest.mark.parametrize("check", [DROPS, NEVER])
def test_filters_before_what_is_off_or_not_known_are_not_judged(site: Maker, check: Any) -> None:
    site.add("destination", "off", {"enabled": False, "sourceId": "site"})
    site.source("closed", enabled=False)
    site.add("destination", "behind", {"enabled": True, "sourceId": "closed"})
    for place in ("off", "behind", "unknown"):
        add(site, f"drop {place}", "all", before=place)
        add(site, f"miss {place}", "false", before=place)
    assert [] == found(site, check)


@pytest.mark.parametrize(
    "condition", ["false", CONTRADICTION, 'type = "page" and event = "Sent"', 'event = "Sent" and event = "Planned"']
)
def test_a_filter_whose_condition_excludes_itself_is_found(site: Maker, condition: str) -> None:
    add(site, "Odd", condition, {"type": "SAMPLE", "percent": 0.5})
    (finding,) = ask(site, NEVER)
    assert "The filter Odd before the destination Braze acts on no event: no event can meet its condition." == (
        finding.message
    )
    about = {"destinationId": "braze", "sourceId": "site", "source": "site"}
    assert {"if": condition, "because": "contradiction", **about} == finding.evidence


def test_a_filter_of_a_space_whose_condition_excludes_itself_is_found_whether_it_drops_or_not(maker: Maker) -> None:
    add_of_space(maker, "Odd", CONTRADICTION, drop=False)
    (finding,) = ask(maker, NEVER)
    assert {"if": CONTRADICTION, "spaceId": "sp", "because": "contradiction"} == finding.evidence


def test_a_filter_for_events_that_its_source_neither_sends_nor_plans_is_found(site: Maker) -> None:
    add(site, "Old", 'type = "track" and (event = "Gone" or event = "Planned Elsewhere")')
    (finding,) = ask(site, NEVER)
    waits = "waits for Gone and Planned Elsewhere, which site does not plan, and did not send in 30 days."
    assert f"The filter Old before the destination Braze {waits}" == finding.message
    evidence = {key: finding.evidence[key] for key in ("because", "eventCount", "events", "days")}
    assert {
        "because": "events",
        "eventCount": 2,
        "events": ["Gone", "Planned Elsewhere"],
        "days": 30,
    } == evidence


@pytest.mark.parametrize(
    "condition",
    [
        'event = "Sent"',
        'event = "Planned"',
        'event = "Gone" or event = "Sent"',
        'event = "Gone" or properties.total > 10',
        'event != "Gone"',
        'event = "Go*"',
        'match(event, "Go*")',
        'lowercase(event) = "gone"',
        'event = "Renamed"',
        'event = "Audience Entered"',
        'type = "group"',
        "all",
        'event in ["Gone"]',
    ],
)
def test_a_filter_that_some_event_may_meet_is_left_alone(site: Maker, condition: str) -> None:
    site.add("transformation", "t", {"sourceId": "site", "newEventName": "Renamed"})
    add(site, "Fine", condition)
    assert [] == found(site, NEVER)


def test_what_transformations_of_another_source_call_their_events_does_not_count(site: Maker) -> None:
    site.add("transformation", "t", {"sourceId": "app", "newEventName": "Renamed"})
    add(site, "Old", 'event = "Renamed"')
    assert ["Old"] == found(site, NEVER)


@pytest.mark.parametrize(
    ("place", "enabled", "expected"),
    [("site", True, ["Odd"]), ("site", False, ["Odd", "Old"]), ("app", True, ["Odd", "Old"])],
)
def test_the_code_of_an_insert_function_of_the_source_may_give_events_any_name(
    site: Maker, place: str, expected: list[str], *, enabled: bool
) -> None:
    site.add("function", "f", {"resourceType": "INSERT_SOURCE"})
    site.read(INSTANCES, "f")
    site.add("function-instance", "i", {"integrationId": place, "enabled": enabled}, parent="f")
    add(site, "Old", 'event = "Gone"')
    add(site, "Odd", CONTRADICTION)
    assert expected == found(site, NEVER)


def test_no_filter_is_said_to_wait_in_vain_while_it_is_not_known_where_functions_stand(site: Maker) -> None:
    site.add("function", "f", {"resourceType": "INSERT_SOURCE"})
    site.gap(INSTANCES, "f")
    add(site, "Old", 'event = "Gone"')
    assert [] == found(site, NEVER)


def test_a_page_call_may_be_what_a_filter_calls_page_viewed(site: Maker) -> None:
    site.add("source-event-volume", "p", {"eventType": "page", "eventName": "", "total": 3}, parent="site")
    add(site, "Pages", 'event = "Page Viewed"')
    add(site, "Screens", 'event = "Screen Viewed"')
    assert ["Screens"] == found(site, NEVER)


def test_a_source_that_is_known_to_follow_no_plan_plans_nothing(site: Maker) -> None:
    site.source("free", plan=None)
    site.add("destination", "iterable", {"enabled": True, "sourceId": "free"})
    site.read(VOLUME, "free")
    add(site, "Old", 'event = "Planned"', before="iterable")
    assert ["Old"] == found(site, NEVER)


@pytest.mark.parametrize("gap", [(VOLUME, "site"), (RULES, "tp"), (TRANSFORMATIONS, ""), (FUNCTIONS, "")])
def test_no_filter_is_said_to_wait_in_vain_while_it_is_not_known_what_may_come(
    site: Maker, gap: tuple[str, str]
) -> None:
    add(site, "Old", 'event = "Gone"')
    add(site, "Odd", CONTRADICTION)
    site.gap(*gap)
    assert ["Odd"] == found(site, NEVER)


def test_a_source_whose_plan_is_not_known_may_plan_anything_and_one_of_objects_is_not_counted(site: Maker) -> None:
    site.add("source", "unknown", {"enabled": True, "metadata": WEBSITE})
    site.source("models", plan=None, metadata={"slug": "bigquery"})
    for source in ("unknown", "models"):
        site.add("destination", source, {"enabled": True, "sourceId": source})
        site.read(VOLUME, source)
        add(site, f"Old {source}", 'event = "Gone"', before=source)
    assert [] == found(site, NEVER)


@pytest.fixture
def config(tmp_path: Path) -> Iterator[Maker]:
    """A snapshot through the Config API, with a destination and three filters."""
    made = Maker(tmp_path, "config")
    destination = f"{HOME}/destinations/braze"
    made.add("source", HOME, {"name": HOME})
    made.add("source-destination", destination, {"name": destination, "parent": HOME, "enabled": True}, parent=HOME)
    for name, condition, action in (
        ("pause", "all", "drop_event"),
        ("strip", "all", "blacklist_fields"),
        ("odd", CONTRADICTION, "sample_event"),
        ("old", 'event = "Gone"', "drop_event"),
    ):
        about = {"name": f"{destination}/filters/{name}", "if": condition, "actions": [{"type": action}]}
        made.add("source-destination-filter", f"{destination}/filters/{name}", about, parent=destination)
    yield made
    made.store.close()


@pytest.mark.parametrize(("check", "name"), [(DROPS, "pause"), (NEVER, "odd")])
def test_through_the_config_api_filters_are_judged_by_their_conditions_alone(
    config: Maker, check: Any, name: str
) -> None:
    (finding,) = ask(config, check)
    assert f"{HOME}/destinations/braze/filters/{name}" == finding.subject.id
    assert "destination-filter" == finding.subject.kind
