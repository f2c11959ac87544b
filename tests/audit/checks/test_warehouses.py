"""Warehouses that data does not reach, and warehouses that take everything."""

from typing import Any

import pytest

from segment_async.audit.checks.warehouse_failing import CHECK as FAILING
from segment_async.audit.checks.warehouse_syncs_everything import CHECK as EVERYTHING
from tests.audit.checks.asking import ago, ask, found, told
from tests.audit.conftest import Maker

SYNCS = "listSyncsFromWarehouse"
SOURCES = "listConnectedSourcesFromWarehouse"
CHOICES = "listSelectiveSyncsFromWarehouseAndSource"


def warehouse(maker: Maker, name: str, *sources: str, state: Any = "CONNECTED", enabled: bool = True) -> None:
    """Add a warehouse of which everything was read, with its sources."""
    maker.add("warehouse", name, {"name": name, "enabled": enabled, "metadata": {"slug": "snowflake"}})
    maker.add("warehouse-connection-state", name, state, parent=name)
    for source in sources:
        maker.add("warehouse-connected-source", source, {"name": source.title(), "enabled": True}, parent=name)
        maker.read(CHOICES, f"{name}/{source}")
    for operation in (SYNCS, SOURCES):
        maker.read(operation, name)


def sync(maker: Maker, into: str, source: str, days: float, status: str, *notices: Any) -> None:
    run = {"sourceId": source, "start": ago(days), "status": status, "notices": list(notices)}
    maker.add("warehouse-sync", f"{source} {days}", run, parent=into)


def test_a_warehouse_that_cannot_be_reached_is_found_unless_it_is_disabled(maker: Maker) -> None:
    warehouse(maker, "gone", state="FAILED")
    warehouse(maker, "off", state="FAILED", enabled=False)
    warehouse(maker, "fine")
    (finding,) = ask(maker, FAILING)
    assert ("gone", "FAILED") == (finding.subject.id, finding.evidence["state"])
    assert "Segment cannot connect to the warehouse gone." == finding.message


def test_a_warehouse_that_cannot_be_reached_is_told_to_be_that_whatever_failed_for_it(maker: Maker) -> None:
    warehouse(maker, "gone", "shop", state="FAILED")
    sync(maker, "gone", "shop", 2, "FAILED")
    (finding,) = ask(maker, FAILING)
    assert "Segment cannot connect to the warehouse gone." == finding.message
    assert 1 == finding.evidence["failingSources"]


def test_a_state_that_is_no_text_says_nothing(maker: Maker) -> None:
    warehouse(maker, "odd", state={"status": 1})
    maker.add("warehouse", "unread", {"enabled": True})
    assert [] == found(maker, FAILING)


def test_the_sources_whose_latest_sync_failed_are_told_with_the_notice(maker: Maker) -> None:
    warehouse(maker, "w", "tills", "shop", "app")
    sync(maker, "w", "tills", 4, "SUCCESS")
    sync(maker, "w", "tills", 3, "FAILED")
    told_first = {"level": "warning", "message": "Slow."}
    sync(maker, "w", "tills", 2, "FAILED", told_first, {"level": "error", "message": "No right. " * 40}, {"level": 1})
    sync(maker, "w", "shop", 3, "FAILED")
    sync(maker, "w", "shop", 2, "SUCCESS")
    sync(maker, "w", "app", 2, "PARTIAL_SUCCESS")
    (finding,) = ask(maker, FAILING)
    assert "The latest sync of Tills into the warehouse w failed." == finding.message
    assert 1 == finding.evidence["failingSources"]
    expected = {
        "sourceId": "tills",
        "source": "Tills",
        "status": "FAILED",
        "start": ago(2),
        "since": "2026-11-26T20:00:00+00:00",
        "inARow": 2,
        "notice": ("No right. " * 40)[:200],
    }
    assert [expected] == finding.evidence["failures"]


def test_a_failure_without_notices_has_none_to_tell(maker: Maker) -> None:
    warehouse(maker, "w", "shop")
    sync(maker, "w", "shop", 2, "FAILED")
    assert None is told(ask(maker, FAILING))["failures"][0]["notice"]


def test_a_sync_that_still_runs_does_not_hide_the_failure_before_it(maker: Maker) -> None:
    warehouse(maker, "w", "shop")
    sync(maker, "w", "shop", 2, "FAILED")
    sync(maker, "w", "shop", 1, "IN_PROGRESS")
    assert ["w"] == found(maker, FAILING)


def test_a_warehouse_that_nothing_was_loaded_into_for_long_is_found(maker: Maker) -> None:
    warehouse(maker, "idle", "shop", "app")
    sync(maker, "idle", "shop", 60, "SUCCESS")
    sync(maker, "idle", "app", 15, "SUCCESS")
    warehouse(maker, "busy", "shop", "app")
    sync(maker, "busy", "shop", 60, "SUCCESS")
    sync(maker, "busy", "app", 13, "SUCCESS")
    warehouse(maker, "new", "shop")
    warehouse(maker, "bare")
    sync(maker, "bare", "gone", 60, "SUCCESS")
    (finding,) = ask(maker, FAILING)
    assert "Nothing has been loaded into the warehouse idle since 2026-11-14." == finding.message
    assert ("2026-11-14T20:00:00+00:00", 0) == (finding.evidence["lastSync"], finding.evidence["failingSources"])


def test_a_sync_that_does_not_end_is_told_apart_from_a_failure(maker: Maker) -> None:
    warehouse(maker, "w", "shop", "app")
    sync(maker, "w", "shop", 15, "RUNNING")
    sync(maker, "w", "app", 1, "SUCCESS")
    (finding,) = ask(maker, FAILING)
    assert "The latest sync of Shop into the warehouse w does not end." == finding.message


@pytest.mark.parametrize(("days", "expected"), [(59, ["w"]), (61, []), (1e300, [])])
def test_how_long_a_warehouse_may_go_without_a_sync_can_be_set(maker: Maker, days: float, expected: list[str]) -> None:
    warehouse(maker, "w", "shop")
    sync(maker, "w", "shop", 60, "SUCCESS")
    assert expected == found(maker, FAILING, days=days)


def test_sources_that_are_gone_or_switched_off_are_not_told_to_fail(maker: Maker) -> None:
    warehouse(maker, "w")
    maker.add("warehouse-connected-source", "off", {"enabled": False}, parent="w")
    for source in ("off", "gone"):
        sync(maker, "w", source, 2, "FAILED")
    assert [] == found(maker, FAILING)


@pytest.mark.parametrize("operation", [SYNCS, SOURCES])
def test_no_sync_is_called_the_latest_while_some_were_not_read(maker: Maker, operation: str) -> None:
    warehouse(maker, "w", "shop")
    sync(maker, "w", "shop", 2, "FAILED")
    maker.gap(operation, "w")
    assert [] == found(maker, FAILING)


def test_many_failing_sources_are_counted_and_some_are_told(maker: Maker) -> None:
    sources = [f"s{number:02}" for number in range(25)]
    warehouse(maker, "w", *sources)
    for source in sources:
        sync(maker, "w", source, 2, "FAILED")
    (finding,) = ask(maker, FAILING)
    assert "The latest sync of S00, S01, S02 and 22 more into the warehouse w failed." == finding.message
    assert (25, 20) == (finding.evidence["failingSources"], len(finding.evidence["failures"]))


def collection(maker: Maker, scope: str, name: str = "orders", *, enabled: bool = True, **properties: bool) -> None:
    choices = {one: {"enabled": chosen, "type": "string"} for one, chosen in properties.items()}
    data = {"collection": name, "enabled": enabled, "properties": choices}
    maker.add("warehouse-connected-source-selective-sync", name, data, parent=scope)


def test_a_warehouse_of_several_sources_that_leaves_out_nothing_takes_everything(maker: Maker) -> None:
    for name in ("all", "picky", "narrow"):
        warehouse(maker, name, "a", "b", "c")
        for source in ("a", "b", "c"):
            collection(maker, f"{name}/{source}", id=True, email=True)
    collection(maker, "picky/b", "users", id=True, email=False)
    collection(maker, "narrow/c", "users", enabled=False)
    warehouse(maker, "small", "a", "b")
    warehouse(maker, "off", "a", "b", "c", enabled=False)
    for scope in ("small/a", "small/b", "off/a", "off/b", "off/c"):
        collection(maker, scope)
    (finding,) = ask(maker, EVERYTHING)
    assert "all" == finding.subject.id
    assert (3, 3, 6) == tuple(finding.evidence[key] for key in ("sources", "collections", "properties"))


def test_from_how_many_sources_on_a_warehouse_is_looked_at_can_be_set(maker: Maker) -> None:
    warehouse(maker, "small", "a")
    collection(maker, "small/a")
    assert ["small"] == found(maker, EVERYTHING, sources=1)


def test_a_warehouse_whose_sources_have_no_collections_is_not_said_to_take_everything(maker: Maker) -> None:
    warehouse(maker, "w", "a", "b", "c")
    assert [] == found(maker, EVERYTHING)


@pytest.mark.parametrize(("operation", "parent"), [(SOURCES, "w"), (CHOICES, "w/b")])
def test_nothing_is_said_of_choices_that_were_not_all_read(maker: Maker, operation: str, parent: str) -> None:
    warehouse(maker, "w", "a", "b", "c")
    collection(maker, "w/a")
    maker.gap(operation, parent)
    assert [] == found(maker, EVERYTHING)
