"""What the Config API's resources are in the words that checks ask in, and what may not be concluded from them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from segment_async.audit.snapshot import translate
from segment_async.audit.snapshot.view import Snapshot
from tests.audit.conftest import Maker

HOME = "workspaces/acme"
SITE = f"{HOME}/sources/site"
PLAN = f"{HOME}/tracking-plans/rs_1"
UNGOVERNED = ("source-without-tracking-plan", SITE)


@pytest.fixture
def config(tmp_path: Path) -> Iterator[Maker]:
    """A snapshot through the Config API: a website, a cloud app of objects, and one plan that nothing follows."""
    made = Maker(tmp_path, "config")
    for name, kind in (("website", "event"), ("tickets", "object")):
        made.add("catalog-source", f"catalog/sources/{name}", {"name": f"catalog/sources/{name}", "type": kind})
    for name, kind in (("site", "website"), ("desk", "tickets"), ("own", "function-1")):
        made.add("source", f"{HOME}/sources/{name}", {"name": name, "catalog_name": f"catalog/sources/{kind}"})
    made.add("tracking-plan", PLAN, {"name": PLAN, "display_name": "Plan"})
    for operation in ("listSources", "listCatalogSources", "listTrackingPlans"):
        made.read(operation)
    yield made
    made.store.close()


@pytest.mark.parametrize(
    ("expected", "thing"),
    [
        (("w1", "acme", "Acme"), {"id": "w1", "name": "workspaces/acme", "display_name": "Acme"}),
        (("workspaces/acme", "acme", "acme"), {"name": "workspaces/acme"}),
        (("acme", "acme", "acme"), {"name": "acme"}),  # as older answers have it
    ],
)
def test_a_workspace_goes_by_what_it_has(expected: tuple[str, ...], thing: dict[str, str]) -> None:
    assert expected == tuple(translate.workspace(thing)[key] for key in ("id", "slug", "name"))


def test_a_source_gets_its_kind_from_the_catalog_and_no_state_that_nobody_knows() -> None:
    kinds = {"catalog/sources/ruby": {"name": "catalog/sources/ruby", "display_name": "Ruby", "type": "event"}}
    source = {"name": SITE, "display_name": "Site", "catalog_name": "catalog/sources/ruby", "write_keys": ["k"]}
    kind = {"slug": "ruby", "name": "Ruby", "categories": None, "isCloudEventSource": True}
    expected = {"id": SITE, "slug": "site", "name": "Site", "metadata": kind, "writeKeys": ["k"]}
    assert expected == translate.source(source, kinds)


def test_a_kind_that_the_catalog_does_not_list_is_not_said_to_send_events() -> None:
    kind = translate.source({"name": SITE, "catalog_name": "catalog/sources/function-1"}, {})["metadata"]
    assert ("function-1", False) == (kind["slug"], kind["isCloudEventSource"])


@pytest.mark.parametrize("parent", [{"parent": SITE}, {}])
def test_a_destination_belongs_to_the_source_that_it_or_its_name_says(parent: dict[str, str]) -> None:
    thing = {"name": f"{SITE}/destinations/ga", "display_name": "GA", "enabled": False, **parent}
    expected = {
        "id": thing["name"],
        "name": "GA",
        "enabled": False,
        "sourceId": SITE,
        "metadata": {"slug": "ga"},
    }
    assert expected == translate.destination(thing)


def test_an_operation_is_looked_at_where_it_stands_for_another() -> None:
    assert ["listSources", "listDestinations", "listWarehouses"] == list(
        translate.needs(("listDestinations", "listWarehouses"))
    )


def test_a_source_of_events_that_no_plan_names_is_found(config: Maker) -> None:
    config.read("listSourceConnections", PLAN)
    assert {UNGOVERNED, ("tracking-plan-without-source", PLAN)} == config.found()


def test_a_source_that_a_plan_names_is_not(config: Maker) -> None:
    config.read("listSourceConnections", PLAN)
    config.add("tracking-plan-source-connection", SITE, {"source_name": SITE}, parent=PLAN)
    assert set() == config.found()


@pytest.mark.parametrize("broken", ["listSourceConnections", "listTrackingPlans", "listCatalogSources"])
def test_no_source_is_called_ungoverned_where_something_that_would_tell_was_not_read(
    config: Maker, broken: str
) -> None:
    """One plan is enough whose list of sources has no end: the source may follow that very one."""
    config.add("tracking-plan", f"{HOME}/tracking-plans/rs_2")
    config.read("listSourceConnections", f"{HOME}/tracking-plans/rs_2")
    config.read("listSourceConnections", PLAN)
    config.gap(broken, PLAN if broken == "listSourceConnections" else "")
    verdict = config.verdict()
    if broken != "listCatalogSources":
        assert "source-without-tracking-plan" not in {finding.check for finding in verdict.findings}
    (reason,) = [gap.reason for gap in verdict.gaps if gap.operation == broken]
    assert "source-without-tracking-plan" in reason


def test_a_destination_that_does_not_say_whether_it_is_on_is_not_called_off(config: Maker) -> None:
    for name, data in (("on", {"enabled": True}), ("off", {"enabled": False}), ("silent", {})):
        config.add("source-destination", f"{SITE}/destinations/{name}", {"parent": SITE, **data}, parent=SITE)
    found = {finding for finding in config.found() if finding[0] == "destination-disabled"}
    assert {("destination-disabled", f"{SITE}/destinations/off")} == found


def test_what_hangs_on_one_thing_is_told_apart(config: Maker) -> None:
    config.read("listSourceConnections", PLAN)
    config.read("listDestinations", SITE)
    config.add("source-destination", f"{SITE}/destinations/ga", {"enabled": True}, parent=SITE)
    config.add("tracking-plan-source-connection", SITE, parent=PLAN)
    config.store.finish()
    with Snapshot(config.folder) as snapshot:
        facts = snapshot.facts
        assert [(SITE, PLAN)] == [
            (each.id, each.data["trackingPlanId"]) for each in facts.resources("source-detail", SITE)
        ]
        assert 3 == len(list(facts.resources("source-detail")))
        assert (1, 0) == tuple(facts.count("source-connected-destination", each) for each in (SITE, "other"))
        assert (1, 0) == tuple(facts.count("tracking-plan-source", each) for each in (PLAN, "other"))
        assert [] == list(facts.resources("warehouse"))
        asked = [("listConnectedDestinationsFromSource", SITE), ("listWarehouses", ""), ("listTrackingPlans", "")]
        assert [False, True, False] == [facts.lacks(*each) for each in asked]


ODD: list[Any] = [None, 0, "x", [1], {}, {"a": 1}, True]


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_values_of_unforeseen_kinds_break_nothing(config: Maker, value: Any) -> None:
    config.read("listSourceConnections", PLAN)
    for kind, names in (
        ("source", ("name", "display_name", "catalog_name")),
        ("source-destination", ("name", "parent", "enabled")),
        ("tracking-plan", ("name", "display_name")),
        ("catalog-source", ("name", "type", "categories")),
    ):
        config.add(kind, "odd", dict.fromkeys(names, value))
    config.read("listSourceConnections", "odd")
    assert UNGOVERNED in config.found()


def test_a_sampling_filter_keeps_how_much_it_lets_through() -> None:
    given: Any = {"name": "n", "actions": [{"type": "sample_event", "percent": 0, "path": "userId", "fields": {}}]}
    shown: Any = translate.translated("destination-filter", given, {})
    assert [{"type": "SAMPLE", "percent": 0, "path": "userId"}] == shown["actions"]
