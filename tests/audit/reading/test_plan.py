"""What there is to read follows from the specification."""

from datetime import UTC, datetime
from typing import Any

from segment_async.audit.reading.asks import Ask, Hints, Rule
from segment_async.audit.reading.plan import make_plan, plan_of, specification


def operation(
    operation_id: str,
    data: dict[str, Any],
    *,
    pages: str | None = None,
    asks: str | None = None,
    a_minute: int | None = None,
) -> dict[str, Any]:
    """Return a reading operation of a made-up specification."""
    envelope = {"type": "object", "properties": {"data": data}}
    found: dict[str, Any] = {
        "operationId": operation_id,
        "parameters": [{"name": asks, "in": "query", "required": True}] if asks else [],
        "responses": {"200": {"content": {"application/json": {"schema": envelope}}}},
    }
    if pages:
        found["x-paginated"] = {"items": pages}
    if a_minute:
        found["x-rate-limit"] = {"requests": a_minute, "per": "minute"}
    return {"get": found}


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
        "/gadgets": operation("listGadgets", list_of("gadgets", "Space"), pages="gadgets", asks="size"),
        "/echo": {"post": {}},
    },
}


def test_lists_and_what_hangs_on_their_things_are_found_in_any_order_of_paths() -> None:
    plan = make_plan(SPEC, Hints())
    assert ["listSpaces"] == [read.operation for read in plan.roots]
    assert {
        "space": ["listAudiences", "getSpace"],
        "space-audience": ["listSchedules"],
    } == {kind: [read.operation for read in reads] for kind, reads in plan.children.items()}


def test_a_read_knows_its_kind_its_parent_and_where_the_answer_stands() -> None:
    reads = {read.operation: read for read in make_plan(SPEC, Hints())}
    schedules = reads["listSchedules"]
    assert ("space-audience-schedule", "space-audience") == (schedules.kind, schedules.parent)
    assert (("spaceId", "id"), False, "schedules") == (schedules.path, schedules.paged, schedules.items)
    assert ("space-detail", "space", None) == (reads["getSpace"].kind, reads["getSpace"].key, reads["getSpace"].items)
    assert {"$ref": "#/components/schemas/Audience"} == reads["listAudiences"].schema


def test_what_is_left_out_has_a_reason() -> None:
    assert {
        "getAudience": "says what listAudiences says",
        "listGadgets": "asks for size, which nothing in a workspace supplies",
        "listProperties": "asks for slug, which no list supplies",
        "listSamples": "asks for name, which no list supplies",
    } == make_plan(SPEC, Hints()).left_out


def test_an_operation_hangs_on_another_list_than_its_path_says_where_a_rule_says_so() -> None:
    rules = {
        "listGadgets": Rule(of="/spaces/{}/audiences", kind="audience-gadget"),
        "listProperties": Rule(of="/gadgets"),
    }
    reads = {read.operation: read for read in make_plan(SPEC, Hints(rules=rules))}
    assert ("audience-gadget", "space-audience") == (reads["listGadgets"].kind, reads["listGadgets"].parent)
    assert "audience-gadget" == reads["listProperties"].parent


def test_a_thing_that_may_be_null_is_compared_and_read_without_its_null() -> None:
    audience = {"anyOf": [{"$ref": "#/components/schemas/Audience"}, {"type": "null"}]}
    data = {"type": "object", "properties": {"audience": audience}}
    path = "/spaces/{spaceId}/audiences/{id}"
    assert (
        "says what listAudiences says"
        == make_plan(with_path(path, operation("getIt", data)), Hints()).left_out["getIt"]
    )
    read = next(
        read for read in make_plan(with_path("/it", operation("getIt", data)), Hints()) if read.operation == "getIt"
    )
    assert (True, {"$ref": "#/components/schemas/Audience"}) == (read.optional, read.schema)


def test_slow_operations_are_known_and_what_leads_to_them_is_read_first() -> None:
    labels = {"type": "object", "properties": {"labels": {"type": "array", "items": {"type": "string"}}}}
    path = "/spaces/{spaceId}/audiences/{id}/labels"
    for a_minute, slow in ((60, True), (61, False)):
        spec = with_path(path, operation("listLabels", labels, a_minute=a_minute))
        spec["paths"] = {"/areas": operation("listAreas", list_of("a", "Space"), pages="a"), **spec["paths"]}
        plan = make_plan(spec, Hints())
        assert {read.operation: slow and read.operation == "listLabels" for read in plan} == {
            read.operation: read.slow for read in plan
        }
        assert ("listSpaces" if slow else "listAreas") == plan.roots[0].operation
        assert ("listLabels" if slow else "listSchedules") == plan.children["space-audience"][0].operation


def with_path(path: str, item: dict[str, Any]) -> dict[str, Any]:
    return {**SPEC, "paths": {**SPEC["paths"], path: item}}


def test_every_reading_operation_of_the_public_api_is_read_or_left_out_for_a_reason() -> None:
    gets = {item["get"]["operationId"] for item in specification()["paths"].values() if "get" in item}
    plan = plan_of("public")
    assert gets == {read.operation for read in plan} | plan.left_out.keys()
    assert {
        "echo": "says nothing about a workspace",
        "getAudiencePreview": "shows people, and only for a few minutes",
        "listSampleValuesFromEntityProperty": "shows data about people",
        "listSampleValuesFromEventProperty": "shows data about people",
        "listSampleValuesFromTrait": "shows data about people",
    } == {operation: reason for operation, reason in plan.left_out.items() if not reason.startswith("says what ")}


def test_only_gets_that_repeat_a_list_are_left_out_for_saying_the_same() -> None:
    plan = plan_of("public")
    assert {"get"} == {
        operation[:3] for operation, reason in plan.left_out.items() if reason.startswith("says what list")
    }
    assert {"getSource", "getFunction", "getRegulation"} <= {read.operation for read in plan}


def test_kinds_are_unique() -> None:
    kinds = [read.kind for read in plan_of("public")]
    assert len(set(kinds)) == len(kinds)


def test_every_reading_operation_of_the_config_api_is_read_or_left_out_for_a_reason() -> None:
    gets = {item["get"]["operationId"] for item in specification("config")["paths"].values() if "get" in item}
    plan = plan_of("config")
    assert gets == {read.operation for read in plan} | plan.left_out.keys()
    assert {
        "batchGetMetrics",
        "batchGetMetricsSummary",
        "getInstallToken",
        "getMetric",
        "getMetricsSummary",
        "getRegulation",
        "listMetrics",
        "listWorkspaces",
    } == {operation for operation, reason in plan.left_out.items() if not reason.startswith("says what ")}
    kinds = [read.kind for read in plan]
    assert len(set(kinds)) == len(kinds)


def test_the_config_api_is_read_from_the_workspace_down() -> None:
    plan = plan_of("config")
    assert {
        "source": {"listDestinations", "getSchemaConfig", "isLatestSourceFunctionVersion"},
        "source-destination": {"listDestinationFilters"},
        "tracking-plan": {"getTrackingPlan", "listSourceConnections"},
        "function": {"getFunction"},
    } == {kind: {read.operation for read in reads} for kind, reads in plan.children.items()}
    assert {"getWorkspace", "listSources", "listRoles", "listPolicies", "listInvites", "listFunctions"} <= {
        read.operation for read in plan.roots
    }
    assert ["listCatalogDestinations"] == [read.operation for read in plan.beginning.roots]
    assert () == plan_of("public").beginning.roots


def test_a_thing_that_has_a_resource_name_is_asked_for_by_it_alone() -> None:
    reads = {read.operation: read for read in plan_of("config")}
    assert ("destination_slug",) == reads["listDestinationFilters"].path
    assert {"name"} == {reads[operation].id for operation in ("listSources", "listPolicies", "listDestinationFilters")}
    assert {"id"} == {reads[operation].id for operation in ("listFunctions", "listSourceConnections")}
    assert ("source_name",) == reads["listSourceConnections"].identity
    assert {None} == {read.envelope for read in reads.values()}


def test_functions_of_both_types_are_asked_for_and_versions_of_those_that_a_source_runs() -> None:
    reads = {read.operation: read for read in plan_of("config")}
    now = datetime(2026, 3, 15, tzinfo=UTC)
    assert ["SOURCE", "DESTINATION"] == [ask.query["type"] for ask in reads["listFunctions"].asks(now, (), {})]
    asks = reads["isLatestSourceFunctionVersion"].asks
    assert [Ask(("s1",))] == list(asks(now, ("name",), {"id": "s1", "function_config": [{}]}))
    assert [] == list(asks(now, ("name",), {"id": "s1"}))
    assert [] == list(asks(now, ("name",), {"function_config": [{}]}))
