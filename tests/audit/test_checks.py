"""What each check finds in snapshots made by hand, and what it must leave alone."""

import pkgutil
import re
from importlib import import_module
from typing import Any

import pytest

from segment_async.audit import checks
from segment_async.audit.checks import CHECKS, Check
from segment_async.audit.plan import plan_of
from tests.audit.conftest import WEBSITE, Maker

CLOUD_OBJECTS = {"slug": "zendesk", "categories": ["Helpdesk"], "isCloudEventSource": False}
CLOUD_EVENTS = {"slug": "customer.io", "categories": ["Email"], "isCloudEventSource": True}
VOLUME = "getEventsVolumeFromWorkspace"


def test_every_module_of_the_folder_is_a_check_in_the_registry() -> None:
    modules = {module.name for module in pkgutil.iter_modules(checks.__path__)} - {"base"}
    assert modules == {check.id.replace("-", "_") for check in CHECKS}
    assert list(CHECKS) == [import_module(f"{checks.__name__}.{check.id.replace('-', '_')}").CHECK for check in CHECKS]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_has_a_kebab_case_id_a_question_a_remedy_and_existing_operations(check: Check) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", check.id)
    assert check.question.endswith("?")
    assert check.remedy.endswith(".")
    assert set(check.needs) <= {read.operation for read in plan_of("public")}


def test_a_source_without_destination_and_warehouse_is_found(maker: Maker) -> None:
    maker.source("lost")
    maker.source("sent")
    maker.add("source-connected-destination", "d", {"enabled": False}, parent="sent")
    maker.source("loaded")
    maker.add("source-connected-warehouse", "w", parent="loaded")
    maker.source("off", enabled=False)
    assert {("source-without-destination", "lost")} == maker.found()


@pytest.mark.parametrize("operation", ["listConnectedDestinationsFromSource", "listConnectedWarehousesFromSource"])
def test_a_source_whose_connections_could_not_be_read_is_not_called_unconnected(maker: Maker, operation: str) -> None:
    maker.source("unknown")
    maker.gap(operation, "unknown")
    assert set() == maker.found()


def test_a_source_whose_connections_were_never_asked_for_is_not_called_unconnected(maker: Maker) -> None:
    maker.add("source", "unknown", {"enabled": True, "metadata": WEBSITE})
    assert set() == maker.found()


def test_only_enabled_sources_of_events_need_a_tracking_plan(maker: Maker) -> None:
    for source_id, metadata in (("site", WEBSITE), ("mails", CLOUD_EVENTS), ("tickets", CLOUD_OBJECTS), ("odd", {})):
        maker.source(source_id, plan=None, metadata=metadata)
        maker.add("source-connected-destination", "d", parent=source_id)
    maker.source("off", plan=None, enabled=False)
    maker.read("listTrackingPlans")
    expected = {("source-without-tracking-plan", "site"), ("source-without-tracking-plan", "mails")}
    assert expected == maker.found()


def test_where_no_plans_can_be_read_no_source_is_called_ungoverned(maker: Maker) -> None:
    maker.source("site", plan=None)
    maker.add("source-connected-destination", "d", parent="site")
    maker.gap("listTrackingPlans")
    assert set() == maker.found()


def test_a_source_that_a_plan_names_has_a_plan_whatever_its_own_answer_says(maker: Maker) -> None:
    maker.source("site", plan=None)
    maker.add("source-connected-destination", "d", parent="site")
    maker.add("tracking-plan-source", "site", parent="tp")
    maker.read("listTrackingPlans")
    assert set() == maker.found()


def test_a_source_of_which_no_detail_was_read_is_not_called_ungoverned(maker: Maker) -> None:
    maker.add("source", "site", {"enabled": True, "metadata": WEBSITE})
    maker.gap("getSource", "site")
    maker.read("listTrackingPlans")
    assert set() == maker.found()


def test_only_live_plans_need_a_source(maker: Maker) -> None:
    for plan_id, kind in (("live", "LIVE"), ("library", "RULE_LIBRARY"), ("template", "TEMPLATE"), ("used", "LIVE")):
        maker.add("tracking-plan", plan_id, {"name": plan_id, "type": kind})
        maker.read("listSourcesFromTrackingPlan", plan_id)
    maker.add("tracking-plan-source", "s", {"enabled": False}, parent="used")
    maker.add("tracking-plan", "unknown", {"type": "LIVE"})
    maker.gap("listSourcesFromTrackingPlan", "unknown")
    assert {("tracking-plan-without-source", "live")} == maker.found()


def test_a_disabled_destination_is_found_with_the_source_that_it_belongs_to(maker: Maker) -> None:
    maker.add("source", "s", {"name": "Shop", "enabled": False})
    maker.add("destination", "off", {"name": "Mixpanel", "enabled": False, "sourceId": "s"})
    maker.add("destination", "on", {"enabled": True, "sourceId": "s"})
    maker.add("destination", "silent", {"sourceId": "s"})
    (finding,) = maker.verdict().findings
    assert ("destination-disabled", "off") == (finding.check, finding.subject.id)
    assert "Shop" in finding.message
    assert "Shop" == finding.evidence["source"]


def test_a_source_without_events_is_found_whether_it_is_counted_as_zero_or_not_at_all(maker: Maker) -> None:
    for source_id in ("zero", "absent", "one"):
        maker.source(source_id)
        maker.add("source-connected-destination", "d", parent=source_id)
    maker.source("tickets", metadata=CLOUD_OBJECTS)
    maker.add("source-connected-warehouse", "w", parent="tickets")
    maker.source("off", enabled=False)
    maker.add("events-volume", "zero", {"total": 0})
    maker.add("events-volume", "one", {"total": 1})
    maker.read(VOLUME)
    assert {("source-without-events", "zero"), ("source-without-events", "absent")} == maker.found()


def test_no_source_is_called_silent_while_the_volumes_are_not_known(maker: Maker) -> None:
    maker.source("site")
    maker.add("source-connected-destination", "d", parent="site")
    maker.gap(VOLUME, reason="It is off.")
    verdict = maker.verdict()
    assert () == verdict.findings
    assert "It is off. Not judged for want of it: source-without-events." == verdict.gaps[0].reason


ODD: list[Any] = [None, 0, 1, "x", [], [1], [[]], {}, {"a": 1}, True]


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_values_of_unforeseen_kinds_break_no_check(maker: Maker, value: Any) -> None:
    for kind in ("source", "destination", "tracking-plan", "warehouse", "events-volume"):
        maker.add(kind, kind, {"enabled": value, "metadata": value, "sourceId": value, "type": value, "total": value})
        maker.add(
            kind, f"{kind}-2", {"enabled": False, "metadata": {"categories": value, "slug": value}, "sourceId": value}
        )
    maker.add("source-detail", "source", {"trackingPlanId": value}, parent="source")
    for read in plan_of("public"):
        for parent in ("", "source", "tracking-plan", "warehouse"):
            maker.read(read.operation, parent)
    assert len(maker.verdict().findings) > 0


def test_only_enabled_warehouses_need_a_source(maker: Maker) -> None:
    for warehouse_id, enabled in (("idle", True), ("off", False), ("used", True)):
        maker.add("warehouse", warehouse_id, {"enabled": enabled})
        maker.read("listConnectedSourcesFromWarehouse", warehouse_id)
    maker.add("warehouse-connected-source", "s", parent="used")
    maker.add("warehouse", "unknown", {"enabled": True})
    assert {("warehouse-without-source", "idle")} == maker.found()
