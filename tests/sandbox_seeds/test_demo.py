"""The demo is a believable shop with enough of everything."""

import json
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from jsonschema_rs import meta, validator_for

from segment_async.sandbox import views
from segment_async.sandbox.seeds.secrets import TELLTALE, planted_secrets
from segment_async.sandbox.store import Workspace

from .conftest import planted
from .readings.reading import events, volume

REAL = re.compile(r"sgp_\w{20}|AKIA\w{12}|[sr]k_live_|ghp_\w{20}|xox[abp]-\d|-----BEGIN|AIza\w{20}|SG\.\w{20}")
"""Beginnings of the keys that scanners look for."""


def first(table: Iterable[str]) -> str:
    return next(iter(table))


def test_it_is_as_large_as_a_shop() -> None:
    demo = planted("demo")
    assert len(demo.sources) >= 12
    assert len(demo.destinations) >= 25
    assert len(demo.warehouses) >= 3
    assert len(demo.tracking_plans) >= 4
    assert len({record["metadataId"] for record in demo.destinations.values()}) >= 25


def test_a_tracking_plan_needs_more_than_one_page(demo: Workspace) -> None:
    assert max(len(rules) for rules in demo.tracking_plans.rules.values()) > 200


def test_every_list_has_three_items(demo: Workspace) -> None:
    plan, warehouse = first(demo.tracking_plans), first(demo.warehouses)
    source, destination = first(demo.sources), first(demo.destinations)
    lists: list[Any] = [
        demo.catalog.sources,
        demo.catalog.destinations,
        demo.catalog.warehouses,
        demo.labels,
        demo.sources[source]["labels"],
        demo.destinations.of_source(source),
        demo.warehouses.of_source(source),
        demo.destinations.filters[destination],
        demo.destinations.subscriptions[destination],
        demo.tracking_plans.rules[plan],
        demo.tracking_plans.sources[plan],
        demo.warehouses.sources[warehouse],
        volume(demo, source, days=120),
    ]
    assert min(len(items) for items in lists) >= 3


def test_its_events_go_back_four_months(demo: Workspace) -> None:
    busy = [source for source in demo.sources if events(demo, source, days=120) > events(demo, source, days=30) > 1]
    assert len(busy) >= 12


def test_a_week_has_weekdays_and_no_day_is_like_another(demo: Workspace) -> None:
    counts = volume(demo, first(demo.sources), days=120)[0].streams[0].counts
    assert len(set(counts)) > len(counts) / 2


def test_most_of_what_it_sends_is_planned(demo: Workspace) -> None:
    source = first(demo.sources)
    plan = demo.tracking_plans.plan_of_source[source]
    planned = {rule.get("key", "") for rule in demo.tracking_plans.rules[plan].values()}
    sent = {group.about["eventName"] for group in volume(demo, source, days=120)}
    assert {"product_viewed", "Test Event"} == sent - planned


def test_every_rule_is_a_json_schema_that_takes_a_fitting_event(demo: Workspace) -> None:
    rules = demo.tracking_plans.rules[first(demo.tracking_plans)]
    assert all(meta.is_valid(rule["jsonSchema"]) for rule in rules.values())
    viewed = validator_for(rules["TRACK", "Product Viewed", 1]["jsonSchema"])
    assert viewed.is_valid({"properties": {"product_id": "p-1", "price": 12.5}})
    assert not viewed.is_valid({"properties": {"price": "12.50"}})


def test_a_moment_of_the_past_stays_in_the_past(demo: Workspace) -> None:
    now = demo.now()
    for record in (*demo.sources.values(), *demo.destinations.values(), *demo.tracking_plans.values()):
        assert record["createdAt"] < record["updatedAt"] <= now


def test_planting_twice_gives_the_same_workspace() -> None:
    assert contents(planted("demo")) == contents(planted("demo"))


def test_a_change_in_one_workspace_does_not_show_in_the_next() -> None:
    workspace = planted("demo")
    before = json.dumps(contents(planted("demo")))
    for record in (*workspace.sources.values(), *workspace.destinations.values()):
        record["settings"].clear()
        record.get("schemaSettings", {}).clear()
    for table in workspace.destinations.filters.values():
        for record in table.values():
            record["actions"][0].clear()
    assert before == json.dumps(contents(planted("demo")))


def test_secrets_are_many_and_none_looks_real(demo: Workspace) -> None:
    assert len(planted_secrets(demo)) >= 50
    assert not REAL.search(json.dumps(contents(demo)))
    for path in files("segment_async.sandbox.seeds").joinpath("data").iterdir():
        for file in path.iterdir():
            assert not REAL.search(file.read_text(encoding="utf-8"))


def test_some_secrets_come_back_unmasked(demo: Workspace) -> None:
    """A program that only trusts the server's masks leaks these."""
    shown = json.dumps(
        [
            *(views.source(demo, record) for record in demo.sources.values()),
            *(views.destination(demo, record) for record in demo.destinations.values()),
        ]
    )
    assert f"Bearer {TELLTALE}" in shown
    assert shown.count(TELLTALE) > len(demo.sources)


def test_apps_tell_their_versions_apart(demo: Workspace) -> None:
    app = demo.sources.by_slug("ios-app")["id"]
    assert {3} == {len(group.streams) for group in volume(demo, app, days=120)}


def contents(workspace: Workspace) -> dict[str, Any]:
    plans, destinations = workspace.tracking_plans, workspace.destinations
    tables: list[Any] = [workspace.sources, destinations, workspace.warehouses, plans, workspace.labels]
    nested: list[Any] = [
        plans.rules,
        plans.sources,
        destinations.filters,
        destinations.subscriptions,
        workspace.warehouses.sources,
    ]
    return {
        "workspace": workspace.record,
        "records": [list(table.values()) for table in tables],
        "nested": [[(owner, list(table.values())) for owner, table in owners.items()] for owners in nested],
        "fates": dict(destinations.fates),
        "volume": [
            (group.about, [(daily.first, list(daily.counts)) for daily in group.streams])
            for group in volume(workspace, days=200)
        ],
    }
