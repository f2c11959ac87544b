"""What each check finds in snapshots made by hand, and what it must leave alone."""

import json
import pkgutil
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import pytest

from segment_async.audit import checks
from segment_async.audit.checks import CHECKS, Check
from segment_async.audit.reading.plan import plan_of
from segment_async.audit.verdict import check_snapshot
from tests.audit.conftest import WEBSITE, Maker
from tests.audit.demo import demo_snapshot

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


def volume(maker: Maker, source_id: str, total: int, *, days_ago: int) -> None:
    """Count what a source sent in the span that begins so many days ago."""
    begin = (datetime.now(UTC) - timedelta(days=days_ago)).strftime("%Y-%m-%dT00:00:00.000Z")
    about = {"source": {"id": source_id}, "total": total, "series": [{"time": begin, "count": total}]}
    maker.add("events-volume", f"{source_id} {begin}", about)


def fed(maker: Maker, *source_ids: str, **about: Any) -> None:
    """Add sources that are connected to something."""
    for source_id in source_ids:
        maker.source(source_id, **about)
        maker.add("source-connected-destination", "d", parent=source_id)


def test_a_source_that_never_sent_anything_is_told_from_one_that_stopped(maker: Maker) -> None:
    fed(maker, "zero", "absent", "stopped", "one", "late")
    fed(maker, "tickets", metadata=CLOUD_OBJECTS)
    fed(maker, "off", "off since", enabled=False)
    volume(maker, "zero", 0, days_ago=30)
    volume(maker, "one", 1, days_ago=30)
    for source_id in ("stopped", "late", "off since"):
        volume(maker, source_id, 0, days_ago=30)
        volume(maker, source_id, 100, days_ago=120)
    fed(maker, "tried once")
    volume(maker, "tried once", 99, days_ago=120)
    volume(maker, "late", 1, days_ago=31)
    maker.read(VOLUME)
    silent = {("source-without-events", "zero"), ("source-without-events", "absent")}
    assert silent | {("source-fell-silent", "stopped")} == maker.found()


def test_no_source_is_called_silent_while_the_volumes_are_not_known(maker: Maker) -> None:
    fed(maker, "never", "stopped")
    volume(maker, "stopped", 100, days_ago=120)
    maker.gap(VOLUME, reason="It is off.")
    verdict = maker.verdict()
    assert () == verdict.findings
    blind = [check.id for check in CHECKS if VOLUME in check.needs]
    assert {"source-fell-silent", "source-without-events"} < set(blind)
    assert f"It is off. Not fully judged for want of it: {', '.join(blind)}." == verdict.gaps[0].reason


ODD: list[Any] = [None, 0, -1, 1.5, "x", "", "2026-11-01", True, [], [1], [[]], [{}], {}, {"a": 1}, {"name": []}]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a snapshot with things of every kind."""
    return demo_snapshot(tmp_path_factory)


def mangled(value: Any, dice: Random) -> Any:
    """Return a value in which every tenth part is odd."""
    if dice.random() < 0.1:
        return dice.choice(ODD)
    return mangled_within(value, dice)


def mangled_within(value: Any, dice: Random) -> Any:
    if isinstance(value, dict):
        return {key: mangled(part, dice) for key, part in value.items()}
    return [mangled(part, dice) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("seed", range(20))
def test_values_of_unforeseen_kinds_break_no_check(demo: Path, tmp_path: Path, seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - the same in every run
    copy = Path(shutil.copy(demo, tmp_path))
    with closing(sqlite3.connect(copy)) as db:
        things = db.execute("SELECT kind, parent_id, id, json FROM resource").fetchall()
        assert {read.kind for read in plan_of("public")} == {kind for kind, *_ in things}
        odd = [(json.dumps(mangled_within(json.loads(text), dice)), *place) for *place, text in things]
        db.executemany("UPDATE resource SET json = ? WHERE kind = ? AND parent_id = ? AND id = ?", odd)
        db.commit()
    assert len(check_snapshot(copy).findings) > 0


def test_only_enabled_warehouses_need_a_source(maker: Maker) -> None:
    for warehouse_id, enabled in (("idle", True), ("off", False), ("used", True)):
        maker.add("warehouse", warehouse_id, {"enabled": enabled})
        maker.read("listConnectedSourcesFromWarehouse", warehouse_id)
    maker.add("warehouse-connected-source", "s", parent="used")
    maker.add("warehouse", "unknown", {"enabled": True})
    assert {("warehouse-without-source", "idle")} == maker.found()


def test_a_warehouse_that_the_profiles_of_a_space_are_synced_into_is_in_use(maker: Maker) -> None:
    for warehouse_id, enabled in (("profiles", True), ("resting", False)):
        maker.add("warehouse", warehouse_id, {"enabled": True})
        maker.read("listConnectedSourcesFromWarehouse", warehouse_id)
        maker.add("space-profiles-warehouse", warehouse_id, {"enabled": enabled}, parent="sp")
    assert {("warehouse-without-source", "resting")} == maker.found()
