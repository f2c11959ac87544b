"""What views make of snapshots made by hand, row by row."""

# ruff: noqa: S608 - the names of views are ours

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from segment_async.audit.snapshot.view import Snapshot
from tests.audit.conftest import Maker

NOW = datetime(2026, 11, 29, 20, tzinfo=UTC)


def day(ago: int) -> str:
    """Return the beginning of a day, as the API writes it."""
    return (NOW - timedelta(days=ago)).strftime("%Y-%m-%dT00:00:00.000Z")


def rows(maker: Maker, view: str, *columns: str) -> list[tuple[Any, ...]]:
    """Finish a snapshot of that moment, and return columns of a view, in the order of their values."""
    maker.store._db.execute("UPDATE run SET started_at = ?", (NOW.isoformat(),))
    maker.store.finish()
    with Snapshot(maker.folder) as snapshot:
        return sorted((tuple(row) for row in snapshot.query(f"SELECT {', '.join(columns)} FROM {view}")), key=repr)


def series(total: int, *counts: tuple[int, int], **about: Any) -> dict[str, Any]:
    """Return a series of counts by how many days ago they were."""
    return {**about, "total": total, "series": [{"time": day(ago), "count": count} for ago, count in counts]}


def destination(maker: Maker, name: str, source: str = "web", **data: Any) -> None:
    """Add a destination that is of the kind ``kind`` as others are."""
    about = {"name": name, "sourceId": source, "metadata": {"id": "kind", "slug": "webhooks", "actions": []}}
    maker.add("destination", name, {**about, **data})


DELIVERED = "getEgressSuccessMetricsFromDeliveryOverview"
FAILED = "getEgressFailedMetricsFromDeliveryOverview"
FILTERED = "getFilteredAtDestinationMetricsFromDeliveryOverview"


def test_a_route_tells_zero_where_nothing_was_counted_and_null_where_it_was_not_read(maker: Maker) -> None:
    maker.source("web")
    for name in ("busy", "idle", "unread", "refused"):
        destination(maker, name)
    for operation in (DELIVERED, FAILED, FILTERED):
        for name in ("busy", "idle"):
            maker.read(operation, name)
    maker.read(DELIVERED, "refused")
    maker.gap(FAILED, "refused")
    maker.add("destination-delivered-series", "s", series(90, (1, 60), (0, 30)), parent="busy")
    for reason, count in (("http_400", 8), ("http_500", 2)):
        maker.add("destination-failed-series", reason, series(count, (1, count), discardReason=reason), parent="busy")
    assert [
        ("busy", 90, 10, 0, 0.1),
        ("idle", 0, 0, 0, None),
        ("refused", 0, None, None, None),
        ("unread", None, None, None, None),
    ] == rows(maker, "routes", "destination", "delivered", "failed", "filtered", "failure_rate")


def test_a_route_is_on_unless_one_of_its_ends_is_off(maker: Maker) -> None:
    maker.source("web")
    maker.source("app", enabled=False)
    destination(maker, "on", enabled=True)
    destination(maker, "silent")
    destination(maker, "off", enabled=False)
    destination(maker, "behind", "app", enabled=True)
    assert [("behind", 0), ("off", 0), ("on", 1), ("silent", 1)] == rows(maker, "routes", "destination", "enabled")


def test_what_became_of_events_is_told_by_day_and_by_reason(maker: Maker) -> None:
    maker.source("web")
    destination(maker, "crm")
    maker.add("destination-delivered-series", "s", series(30, (1, 30)), parent="crm")
    maker.add("destination-failed-series", "a", series(10, (1, 10), (0, 0), discardReason="http_400"), parent="crm")
    maker.add("destination-filtered-series", "b", series(5, (0, 5), discardReason="destination_filter"), parent="crm")
    maker.add("source-rejected-series", "c", series(2, (0, 2), discardReason="too_large"), parent="web")
    maker.store.finish()
    with Snapshot(maker.folder) as snapshot:
        days = snapshot.query("SELECT day, delivered, failed, filtered, failure_rate FROM deliveries ORDER BY day")
        lost = snapshot.query("SELECT stage, source, destination, reason, day, events FROM discards ORDER BY stage")
        assert [(day(1)[:10], 30, 10, 0, 0.25), (day(0)[:10], 0, 0, 5, None)] == [tuple(row) for row in days]
        assert [
            ("failed", "web", "crm", "http_400", day(1)[:10], 10),
            ("kept away", "web", "crm", "destination_filter", day(0)[:10], 5),
            ("rejected", "web", None, "too_large", day(0)[:10], 2),
        ] == [tuple(row) for row in lost]


def test_a_source_follows_the_plan_that_it_names_or_that_names_it(maker: Maker) -> None:
    for plan in ("one", "two"):
        maker.add("tracking-plan", plan, {"name": plan.title()})
    maker.source("web", plan="one")
    maker.source("app", plan=None)
    maker.source("free", plan=None)
    maker.add("tracking-plan-source", "app", {}, parent="two")
    maker.add("source-settings", "web", {"settings": {"track": {"allowUnplannedEvents": False}}}, parent="web")
    assert [("app", "Two", None), ("free", None, None), ("web", "One", 0)] == rows(
        maker, "sources", "id", "tracking_plan", "lets_unplanned_events_pass"
    )


def rule(maker: Maker, plan: str, key: str | None, version: int = 1, **data: Any) -> None:
    maker.add(
        "tracking-plan-rule", f"{key}{version}", {"type": "TRACK", "key": key, "version": version, **data}, parent=plan
    )


def test_an_event_is_planned_by_any_version_of_a_rule_of_its_own_plan(maker: Maker) -> None:
    for plan in ("one", "two"):
        maker.add("tracking-plan", plan)
    maker.source("web", plan="one")
    maker.source("free", plan=None)
    rule(maker, "one", "Bought", 1, deprecatedAt="2026-01-01T00:00:00.000Z")
    rule(maker, "one", "Bought", 2, deprecatedAt="0001-01-01T00:00:00.000Z")
    rule(maker, "one", "Gone", 1, deprecatedAt="2026-01-01T00:00:00.000Z")
    rule(maker, "two", "Elsewhere")
    for source, name in (
        ("web", "Bought"),
        ("web", "Gone"),
        ("web", "Elsewhere"),
        ("web", "bought"),
        ("free", "Bought"),
    ):
        maker.add("source-event-volume", name, series(7, eventType="track", eventName=name), parent=source)
    maker.add("source-event-volume", "page", series(7, eventType="page"), parent="web")
    assert [
        ("free", "Bought", None, None),
        ("web", "Bought", 1, 0),
        ("web", "Elsewhere", 0, None),
        ("web", "Gone", 1, 1),
        ("web", "bought", 0, None),
    ] == rows(maker, "coverage", "source", "event", "planned", "deprecated")


def test_the_newest_version_of_a_rule_is_marked_and_what_its_plan_sent_is_summed_up(maker: Maker) -> None:
    maker.add("tracking-plan", "plan")
    for source in ("web", "app"):
        maker.source(source)
        maker.add("tracking-plan-source", source, {}, parent="plan")
        maker.add("source-event-volume", "e", series(5, eventType="track", eventName="Bought"), parent=source)
    rule(maker, "plan", "Bought", 9)
    rule(maker, "plan", "Bought", 10)
    rule(maker, "plan", "Sold")
    assert [("Bought", 9, 0, 10), ("Bought", 10, 1, 10), ("Sold", 1, 1, None)] == sorted(
        rows(maker, "rules", "key", "version", "newest", "events"), key=lambda row: (row[0], row[1])
    )


def test_a_rule_gives_its_properties_and_which_are_required(maker: Maker) -> None:
    said = {"properties": {"id": {"type": "string"}, "tags": {"type": ["array", "null"]}}, "required": ["id"]}
    maker.add("tracking-plan", "plan")
    rule(maker, "plan", "Bought", jsonSchema={"properties": {"properties": said, "context": {}}})
    assert [("properties", "id", "string", 1), ("properties", "tags", '["array","null"]', 0)] == rows(
        maker, "rule_properties", "place", "property", "property_type", "required"
    )


def test_what_a_source_sent_lately_is_told_from_what_it_sent_before(maker: Maker) -> None:
    for source in ("web", "app", "none"):
        maker.source(source)
    for place, (source, total, ago) in enumerate((("web", 10, 30), ("web", 20, 60), ("web", 40, 120), ("app", 5, 90))):
        found = series(total, (ago, 0), (ago - 1, total), source={"id": source})
        maker.add("events-volume", str(place), found)
    assert [("app", 0, 5, day(89)[:10]), ("none", 0, 0, None), ("web", 10, 60, day(29)[:10])] == rows(
        maker, "source_activity", "source_id", "events", "events_before", "last_day"
    )


def test_days_that_two_spans_share_are_added_up(maker: Maker) -> None:
    maker.source("web")
    maker.add("events-volume", "late", series(3, (30, 1), (29, 2), source={"id": "web"}))
    maker.add("events-volume", "early", series(4, (30, 4), source={"id": "web"}))
    assert [("web", day(30)[:10], 5), ("web", day(29)[:10], 2)] == rows(maker, "volume", "source", "day", "events")


def test_counts_that_add_up_over_a_month_are_told_day_by_day(maker: Maker) -> None:
    for stamp, calls in (("2026-10-31", "900"), ("2026-11-01", "10"), ("2026-11-02", "30")):
        maker.add("api-calls-day", stamp, {"timestamp": f"{stamp}T00:00:00.000Z", "apiCalls": calls})
        users = {"identified": calls, "neverIdentified": "1", "anonymous": "5000"}
        maker.add("mtu-day", stamp, {"timestamp": f"{stamp}T00:00:00.000Z", **users})
    assert [
        ("2026-10-31", 900, 900, 901, 901),
        ("2026-11-01", 10, 10, 11, 11),
        ("2026-11-02", 20, 30, 20, 31),
    ] == rows(maker, "usage", "day", "api_calls", "api_calls_so_far", "mtu", "mtu_so_far")


def test_the_latest_sync_of_a_source_is_told_and_none_is_counted_twice(maker: Maker) -> None:
    maker.add("warehouse", "lake", {"name": "Lake", "enabled": True})
    for source in ("web", "app"):
        maker.add("warehouse-connected-source", source, {"name": source}, parent="lake")
    for start, status in (("2026-11-28", "SUCCESS"), ("2026-11-29", "FAILED"), ("2026-11-27", "FAILED")):
        run = {"sourceId": "web", "start": start, "status": status, "count": 7, "notices": [{"message": "No."}]}
        maker.add("warehouse-sync", f"web{start}", run, parent="lake")
        maker.add("warehouse-connected-source-sync", start, run, parent="lake/web")
    assert [("app", None, None, 0, 0), ("web", "2026-11-29", "FAILED", 3, 2)] == rows(
        maker, "warehouse_loads", "source", "last_sync_at", "last_status", "syncs", "failed_syncs"
    )


def test_syncs_that_are_listed_by_source_only_are_told_too(maker: Maker) -> None:
    maker.add("warehouse", "lake", {"name": "Lake"})
    run = {"sourceId": "web", "start": "2026-11-28", "status": "SUCCESS"}
    maker.add("warehouse-connected-source-sync", "x", run, parent="lake/web")
    assert [("lake", "web", "SUCCESS")] == rows(maker, "warehouse_syncs", "warehouse_id", "source_id", "status")


def test_a_function_tells_what_runs_and_what_one_can_go_back_to(maker: Maker) -> None:
    for name in ("behind", "new", "never"):
        maker.add("function", name, {"name": name, "resourceType": "DESTINATION", "catalogId": f"kind {name}"})
    destination(maker, "crm", metadata={"id": "kind new"})
    versions = {"behind": (0, 1, 0, 0), "new": (0, 0, 1), "never": (0,)}
    for name, deployed in versions.items():
        for place, is_deployed in enumerate(deployed):
            data = {"createdAt": f"2026-01-0{place + 1}", "isDeployed": bool(is_deployed)}
            maker.add("function-version", f"{name}{place}", data, parent=name)
    assert [
        ("behind", 4, "behind1", "behind3", 2, 1, 0),
        ("never", 1, None, "never0", None, None, 0),
        ("new", 3, "new2", "new2", 0, 2, 1),
    ] == rows(
        maker,
        "functions",
        *("name", "versions", "deployed_version_id", "newest_version_id"),
        *("undeployed_versions", "rollback_versions", "used_by"),
    )


def grant(role: str, *things: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"roleName": role, "resources": [{"type": kind, "id": thing, **more} for kind, thing in things]}


def test_access_comes_directly_through_groups_and_by_labels_and_invites_take_part(maker: Maker) -> None:
    twine = {"labels": [{"key": "brand", "value": "twine"}]}
    maker.source("web")
    maker.add("user", "ann", {"name": "Ann", "email": "ann@x", "permissions": [grant("Admin", ("SOURCE", "web"))]})
    maker.add("user", "bob", {"email": "bob@x", "permissions": []})
    maker.add("group", "team", {"name": "Team", "permissions": [grant("Reader", ("WORKSPACE", "w1"), **twine)]})
    maker.add("group-user", "ann", {}, parent="team")
    maker.add("user-group", "team", {}, parent="ann")
    maker.add("invite", "cid@x", "cid@x")
    maker.add("group-invite", "cid@x", "cid@x", parent="team")
    maker.add("invite", "dee@x", "dee@x")
    columns = ("holder_kind", "holder", "role", "on_kind", "on_name", "labels", "group_name")
    assert [
        ("group", "Team", "Reader", "WORKSPACE", None, "brand:twine", None),
        ("invite", "cid@x", "Reader", "WORKSPACE", None, "brand:twine", "Team"),
        ("invite", "dee@x", None, None, None, None, None),
        ("user", "Ann", "Admin", "SOURCE", "web", None, None),
        ("user", "Ann", "Reader", "WORKSPACE", None, "brand:twine", "Team"),
        ("user", "bob@x", None, None, None, None, None),
    ] == rows(maker, "access", *columns)


def test_labels_are_counted_on_sources_and_in_roles(maker: Maker) -> None:
    label = {"key": "brand", "value": "twine"}
    maker.add("label", "a", label)
    maker.add("label", "b", {"key": "brand", "value": "thistle"})
    maker.add("source", "web", {"labels": [label]})
    maker.add("user", "ann", {"permissions": [grant("Reader", ("WORKSPACE", "w1"), labels=[label])]})
    assert [("brand:thistle", 0, 0), ("brand:twine", 1, 1)] == rows(maker, "labels", "label", "sources", "roles")


def test_an_audience_without_a_destination_has_a_row_of_its_own(maker: Maker) -> None:
    maker.add("space", "s", {"name": "Shop"})
    for audience in ("fed", "idle"):
        maker.add("space-audience", audience, {"name": audience}, parent="s")
    destination(maker, "crm")
    connection = {"destinationId": "crm", "enabled": True}
    maker.add("space-audience-destination-connection", "c", connection, parent="s/fed")
    maker.add("space-audience-activation", "v", {"connectionId": "c"}, parent="s/fed")
    assert [("fed", "Shop", "crm", "kind", 1, 1), ("idle", "Shop", None, None, None, 0)] == rows(
        maker,
        "audience_destinations",
        *("audience", "space", "destination", "destination_metadata_id", "enabled", "activations"),
    )


@pytest.mark.parametrize("status", ["SUCCESS", "FAIL"])
def test_a_model_shows_its_latest_sync_and_one_without_subscription_is_there(maker: Maker, status: str) -> None:
    for model in ("tiers", "idle"):
        maker.add("reverse-etl-model", model, {"name": model, "sourceId": "lake"})
    destination(maker, "crm")
    about = {"name": "sub", "modelId": "tiers", "enabled": True, "reverseETLSchedule": {"strategy": "CRON"}}
    maker.add("destination-subscription", "sub", about, parent="crm")
    maker.add("destination-subscription", "events", {"name": "events", "trigger": "all"}, parent="crm")
    for started, how in (("2026-11-02", status), ("2026-11-01", "OTHER")):
        maker.add("destination-subscription-sync", started, {"startedAt": started, "syncStatus": how}, parent="crm/sub")
    assert [("idle", None, None, None), ("tiers", "sub", "CRON", status)] == rows(
        maker, "reverse_etl", "model", "subscription", "schedule", "last_status"
    )
