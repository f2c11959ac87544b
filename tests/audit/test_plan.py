"""What there is to read follows from the specification."""

from datetime import UTC, datetime
from typing import Any

from segment_async.audit.plan import QUERIES, make_plan, specification

NOW = datetime(2026, 3, 15, 12, 34, 56, tzinfo=UTC)


def operation(
    operation_id: str, data: dict[str, Any], *, pages: str | None = None, asks: str | None = None
) -> dict[str, Any]:
    """Return a reading operation of a made-up specification."""
    envelope = {"type": "object", "properties": {"data": data}}
    found: dict[str, Any] = {
        "operationId": operation_id,
        "parameters": [{"name": asks, "in": "query", "required": True}] if asks else [],
        "responses": {"200": {"content": {"application/json": {"schema": envelope}}}},
    }
    return {"get": found | ({"x-paginated": {"items": pages}} if pages else {})}


def list_of(key: str, name: str) -> dict[str, Any]:
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    return {"type": "object", "properties": {key: items, "pagination": {"type": "object"}}}


def one(key: str, name: str) -> dict[str, Any]:
    return {"type": "object", "properties": {key: {"$ref": f"#/components/schemas/{name}"}}}


SPEC = {
    "components": {"schemas": {name: {"type": "object"} for name in ("Space", "Audience", "Schedule")}},
    "paths": {
        "/spaces/{spaceId}/audiences/{id}/schedules": operation(
            "listSchedules",
            {"type": "object", "properties": {"schedules": {"type": "array", "items": {"type": "string"}}}},
        ),
        "/spaces/{spaceId}/audiences": operation("listAudiences", list_of("audiences", "Audience"), pages="audiences"),
        "/spaces/{spaceId}/audiences/{id}": operation("getAudience", one("audience", "Audience")),
        "/spaces/{spaceId}": operation("getSpace", one("space", "Audience")),
        "/spaces": operation("listSpaces", list_of("spaces", "Space"), pages="spaces"),
        "/spaces/{spaceId}/entities/{slug}/properties": operation("listProperties", list_of("p", "Space"), pages="p"),
        "/spaces/{spaceId}/entities/{slug}/properties/{name}/samples": operation(
            "listSamples", list_of("s", "Space"), pages="s"
        ),
        "/functions": operation("listFunctions", list_of("functions", "Space"), pages="functions", asks="resourceType"),
        "/echo": {"post": {}},
    },
}


def test_lists_and_what_hangs_on_their_things_are_found_in_any_order_of_paths() -> None:
    plan = make_plan(SPEC)
    assert ["listSpaces"] == [read.operation for read in plan.roots]
    assert {
        "space": ["listAudiences", "getSpace"],
        "space-audience": ["listSchedules"],
    } == {kind: [read.operation for read in reads] for kind, reads in plan.children.items()}


def test_a_read_knows_its_kind_its_parent_and_where_the_answer_stands() -> None:
    reads = {read.operation: read for read in make_plan(SPEC)}
    schedules = reads["listSchedules"]
    assert ("space-audience-schedule", "space-audience") == (schedules.kind, schedules.parent)
    assert (("spaceId", "id"), False, "schedules") == (schedules.path, schedules.paged, schedules.items)
    assert ("space-detail", "space", None) == (reads["getSpace"].kind, reads["getSpace"].key, reads["getSpace"].items)
    assert {"$ref": "#/components/schemas/Audience"} == reads["listAudiences"].schema


def test_what_is_left_out_has_a_reason() -> None:
    assert {
        "getAudience": "says what listAudiences says",
        "listFunctions": "asks for resourceType, which nothing in a workspace supplies",
        "listProperties": "asks for slug, which no list supplies",
        "listSamples": "asks for name, which no list supplies",
    } == make_plan(SPEC).left_out


def test_every_reading_operation_of_the_public_api_is_read_or_left_out_for_a_reason() -> None:
    spec = specification()
    gets = {item["get"]["operationId"] for item in spec["paths"].values() if "get" in item}
    plan = make_plan(spec)
    read = {found.operation for found in plan}
    assert gets == read | plan.left_out.keys()
    assert {
        "getWorkspace",
        "listSources",
        "getSource",
        "listConnectedDestinationsFromSource",
        "listConnectedWarehousesFromSource",
        "listSchemaSettingsInSource",
        "listDestinations",
        "listFiltersFromDestination",
        "listSubscriptionsFromDestination",
        "listDeliveryMetricsSummaryFromDestination",
        "listTrackingPlans",
        "listRulesFromTrackingPlan",
        "listSourcesFromTrackingPlan",
        "listWarehouses",
        "listConnectedSourcesFromWarehouse",
        "getConnectionStateFromWarehouse",
        "listLabels",
        "getSourcesCatalog",
        "getDestinationsCatalog",
        "getWarehousesCatalog",
        "getEventsVolumeFromWorkspace",
    } <= read
    assert not QUERIES.keys() & plan.left_out.keys()


def test_kinds_are_unique() -> None:
    kinds = [read.kind for read in make_plan(specification())]
    assert len(set(kinds)) == len(kinds)


def test_event_volume_is_asked_for_once_by_source_for_thirty_days_up_to_a_whole_minute() -> None:
    assert {
        "granularity": "DAY",
        "groupBy": ["source"],
        "startTime": "2026-02-13T12:33:00Z",
        "endTime": "2026-03-15T12:33:00Z",
    } == QUERIES["getEventsVolumeFromWorkspace"](NOW, {})


def test_delivery_is_asked_for_within_the_days_that_segment_answers_for() -> None:
    assert {
        "sourceId": "s",
        "granularity": "DAY",
        "startTime": "2026-03-02T12:34:56Z",
        "endTime": "2026-03-15T12:34:56Z",
    } == QUERIES["listDeliveryMetricsSummaryFromDestination"](NOW, {"sourceId": "s"})
