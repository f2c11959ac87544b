"""The specification of the Config API holds every fact of the list, and nothing beside it but what is excepted here."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.openapi.reader import ROOT, by_id, components, document, note, resolve

FACTS = json.loads((Path(__file__).parent / "config_facts.json").read_text())
OPERATIONS = by_id("config")
SCHEMAS = components("config")
ROOT_FILE = document(ROOT / "openapi" / "config" / "openapi.yaml")

INPUTS = {
    "AccessToken": {},
    "App": {},
    "Destination": {"display_name": "the server sets it, but an update may name it"},
    "DestinationFilter": {},
    "Function": {},
    "Invite": {},
    "Policy": {},
    "SchemaConfig": {},
    "Source": {},
    "TrackingPlan": {},
}
"""What is sent in another form than it is received, and the fields that are sent although the server sets them."""

NOT_MODELLED = {
    "RuleSchemaSections": "RuleSchema is kept as it comes, so that no keyword of JSON Schema is lost",
    "PropertySchema": "as RuleSchemaSections",
    "BatchGetMetricsRequest": "the names are sent in the query, as a GET has no body",
    "BatchGetMetricsSummaryRequest": "as BatchGetMetricsRequest",
    "DropEventAction": "FilterAction holds the fields of all actions, so that unknown ones are read like these",
    "SampleEventAction": "as DropEventAction",
    "AllowFieldsAction": "as DropEventAction",
    "BlockFieldsAction": "as DropEventAction",
}
"""Schemas of the facts that the specification has not, and why."""

ADDED = {"PreviewDestinationFilter": "a filter to try needs what a change of a filter may leave out"}
"""Schemas that no fact names, and why."""

LEFT_OUT = {
    ("CreateFunctionRequest", "type"): "it is sent in the query, where the server takes it too",
    ("CreateDestinationFilterRequest", "update_mask"): "a creation needs none",
    ("FunctionInput", "type"): "it stands beside the function, or in the query",
}
"""Fields of the facts that the specification has not, and why."""


def said(home: Path, schema: Mapping[str, Any], owner: str, *, required: bool = False) -> str:
    """Return a field or a parameter as the fact list writes it; a confidence is stated where it is not the owner's."""
    where, resolved = home, {key: value for key, value in schema.items() if key != "schema"} | schema.get("schema", {})
    stated = schema.get("x-confidence")
    assert stated != owner
    return note(where, resolved, required=required) + (f" ~{stated}" if stated else "")


def received(fact: str) -> str:
    return fact.replace(" read-only", "")


def sent(fact: str) -> str:
    """Return a field as an input has it: what is left out of an input stays, so it has no default."""
    return re.sub(r" \(default [^)]*\)", "", received(fact).replace("!", ""))


def ours(request: str, fact: str) -> str:
    """Rewrite a fact's schema names to those that a request has."""
    if request == "PreviewDestinationFilterRequest":
        return fact.replace("DestinationFilter", "PreviewDestinationFilter")
    return re.sub(r"\w+", lambda match: match[0] + "Input" * (match[0] in INPUTS), fact)


def fields_of(name: str) -> dict[str, str]:
    home, schema = SCHEMAS[name]
    owner, required = schema.get("x-confidence", "high"), schema.get("required", [])
    fields: dict[str, dict[str, Any]] = schema.get("properties", {})
    return {key: said(home, each, owner, required=key in required) for key, each in fields.items()}


def test_every_operation_is_there_and_no_other() -> None:
    outside = {name for name, fact in FACTS["operations"].items() if fact.get("outside_the_eleven")}

    assert set(FACTS["operations"]) == set(OPERATIONS)
    assert (65, 8) == (len(OPERATIONS), len(outside))
    assert {"Deletion and Suppression", "Apps"} == {OPERATIONS[name][3]["tags"][0] for name in outside}


def test_the_services_come_in_the_order_of_the_facts() -> None:
    assert list(dict.fromkeys(fact["service"] for fact in FACTS["operations"].values())) == [
        tag["name"] for tag in ROOT_FILE["tags"]
    ]


def test_the_root_is_as_the_facts_say() -> None:
    limit = ROOT_FILE["info"]["x-rate-limit"]
    kinds = ROOT_FILE["components"]["securitySchemes"]

    assert FACTS["version"] == ROOT_FILE["info"]["version"]
    assert [FACTS["server"]] == [server["url"] for server in ROOT_FILE["servers"]]
    assert FACTS["limits"]["rate"] == f"{limit['requests']}/{limit['per']}"
    assert [{"token": []}] == ROOT_FILE["security"]
    assert {"token": "bearer", "account": "basic"} == {name: kind["scheme"] for name, kind in kinds.items()}


@pytest.mark.parametrize("operation_id", FACTS["operations"])
def test_an_operation_is_as_the_facts_say(operation_id: str) -> None:
    fact = FACTS["operations"][operation_id]
    home, method, path, found = OPERATIONS[operation_id]
    ways = {name for way in found.get("security", ROOT_FILE["security"]) for name in way}
    (answered,) = found["responses"]["200"]["content"].values()
    bodies = found.get("requestBody", {}).get("content", {})

    assert fact["service"] == found["tags"][0]
    assert fact["call"] == f"{method} {path}"
    assert fact["confidence"] == found["x-confidence"]
    assert fact["auth"] == ("either" if len(ways) > 1 else next(iter(ways)))
    assert fact["answer"] == f"200 {note(home, answered['schema'])}"
    assert ["application/json"] == list(found["responses"]["200"]["content"])
    assert {"application/json": fact.get("body")} == {
        "application/json": None,
        **{media_type: note(home, each["schema"]) for media_type, each in bodies.items()},
    }
    assert fact.get("missing_said_by", []) == found.get("x-not-found", [])
    assert_parameters(fact, home, found)
    assert_paging(operation_id, fact, found)
    assert_mask(fact, home, found)


def assert_parameters(fact: Mapping[str, Any], home: Path, found: Mapping[str, Any]) -> None:
    declared: dict[str, dict[str, str]] = {"path": {}, "query": {}}
    for parameter in found.get("parameters", []):
        where, resolved = resolve(home, parameter)
        text = said(where, resolved, found["x-confidence"], required=resolved["required"])
        declared[resolved["in"]][resolved["name"]] = text
    for place, parameters in declared.items():
        assert fact.get(place, {}) == parameters
    if "get_body" in fact:
        inside = FACTS["schemas"][fact["get_body"]]["fields"]
        assert inside == {name: declared["query"][name].partition(" ~")[0] for name in inside}


def assert_paging(operation_id: str, fact: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    paged = found.get("x-paginated")
    if paged is None:
        assert "paging" not in fact
        return
    answer = fact["answer"].removeprefix("200 ")
    home, schema = SCHEMAS[answer]
    confidence = schema["properties"][paged["next"]].get("x-confidence", schema.get("x-confidence", "high"))
    item = note(home, schema["properties"][paged["items"]]).strip("[]")
    doubt = f" ~{confidence}" if confidence != found["x-confidence"] else ""

    assert fact["paging"] == f"{paged['items']} {item} {paged['next']}{doubt}"
    assert ("page_token", "page_size", None, None) == tuple(
        paged[each] for each in ("cursor", "count", "previous", "total")
    )
    assert (100, 10 if operation_id == "listFunctions" else 100) == (paged["maximum"], paged["default"])
    assert paged["optional"]
    assert paged["bare"]


def assert_mask(fact: Mapping[str, Any], home: Path, found: Mapping[str, Any]) -> None:
    mask = found.get("x-update-mask")
    if mask is None:
        assert "mask" not in fact
        return
    paths = {key: [mask["prefix"] + field for field in mask[name]] for key, name in MASK.items() if name in mask}
    _, inside = resolve(home, SCHEMAS[fact["body"]][1]["properties"][mask["in"]])

    assert fact["mask"] == {"prefix": mask["prefix"], **paths}
    assert {field for field in mask["fields"] if "." not in field} <= set(inside["properties"])
    assert mask["prefix"] in {"", f"{mask['in']}."}


MASK = {"paths": "fields", "low": "low_confidence"}


@pytest.mark.parametrize("name", sorted(FACTS["schemas"].keys() - NOT_MODELLED.keys() - {"FilterAction"}))
def test_a_schema_is_as_the_facts_say(name: str) -> None:
    fact = FACTS["schemas"][name]
    _, schema = SCHEMAS[name]
    needs = {key: each["required"] for key, each in schema.get("properties", {}).items() if "required" in each}
    expected = {
        key: ours(name, received(each)) if name.endswith("Request") else received(each)
        for key, each in fact.get("fields", {}).items()
        if (name, key) not in LEFT_OUT
    }

    assert fact.get("confidence", "high") == schema.get("x-confidence", "high")
    assert fact.get("more", False) == schema.get("additionalProperties", False)
    assert (expected if name != "RuleSchema" else {}) == fields_of(name)
    if name == "PreviewDestinationFilterRequest":
        assert fact["needs"] == {"filter": SCHEMAS["PreviewDestinationFilter"][1]["required"]}
    else:
        assert fact.get("needs", {}) == needs


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_is_what_the_server_does_not_set(name: str) -> None:
    fact = FACTS["schemas"][name]
    _, schema = SCHEMAS[f"{name}Input"]
    expected = {
        key: sent(each)
        for key, each in fact["fields"].items()
        if ("read-only" not in each or key in INPUTS[name]) and (f"{name}Input", key) not in LEFT_OUT
    }
    declared = fields_of(f"{name}Input")
    doubtful = {path for fact in FACTS["operations"].values() for path in fact.get("mask", {}).get("low", [])}
    for key in INPUTS[name]:
        assert f"{name.lower()}.{key}" in doubtful
        expected[key] += " ~low"

    assert expected == declared
    assert "required" not in schema
    assert fact.get("confidence", "high") == schema.get("x-confidence", "high")
    assert fact.get("more", False) == schema.get("additionalProperties", False)


def test_a_filter_to_try_has_the_fields_of_a_filter() -> None:
    required = SCHEMAS["PreviewDestinationFilter"][1]["required"]

    assert fields_of("DestinationFilterInput") == {
        key: each.replace("!", "") for key, each in fields_of("PreviewDestinationFilter").items()
    }
    assert FACTS["schemas"]["PreviewDestinationFilterRequest"]["needs"]["filter"] == required


def test_what_is_sent_and_received_in_one_form_says_which_fields_the_server_sets() -> None:
    reached = {name for operation in OPERATIONS.values() for name in reach(operation[3].get("requestBody", {}))}
    found = {
        (name, key)
        for name in reached & FACTS["schemas"].keys()
        for key, each in SCHEMAS[name][1].get("properties", {}).items()
        if each.get("readOnly")
    }
    stated = {
        (name, key)
        for name in reached & FACTS["schemas"].keys()
        for key, fact in FACTS["schemas"][name].get("fields", {}).items()
        if "read-only" in fact
    }

    assert {("DestinationConfigEntry", "display_name")} == found == stated


def reach(value: Any) -> set[str]:
    """Return the names of all schemas that something refers to, directly or through others."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        match waiting.pop():
            case {"$ref": str(reference)} if reference.rpartition("/")[2] not in found:
                name = reference.rpartition("/")[2]
                found.add(name)
                waiting.append(SCHEMAS[name][1])
            case dict(each):
                waiting.extend(each.values())
            case list(each):
                waiting.extend(each)
            case _:
                pass
    return found


@pytest.mark.parametrize("kind", FACTS["schemas"]["FilterAction"]["one_of"])
def test_an_action_needs_what_the_facts_say_of_its_type(kind: str) -> None:
    fields = FACTS["schemas"][kind]["fields"]
    _, schema = SCHEMAS["FilterAction"]
    values = {"type": fields["type"].strip("=!"), "percent": 0.5, "path": "userId", "fields": {}}
    plain = Draft202012Validator({**schema, "properties": {**schema["properties"], "fields": {}}})
    missing = {name: {key: value for key, value in values.items() if key != name} for name in values}

    assert plain.is_valid(values)
    assert {name for name, each in fields.items() if each.endswith("!")} == {
        name for name, action in missing.items() if not plain.is_valid(action)
    }


def test_an_action_has_the_fields_of_all_types_and_is_open() -> None:
    facts = [FACTS["schemas"][kind]["fields"] for kind in FACTS["schemas"]["FilterAction"]["one_of"]]
    types = "|".join(fact["type"].strip("=!") for fact in facts)
    merged = {key: each.replace("!", "") for fact in facts for key, each in fact.items()}

    assert {**merged, "type": f"{types} (open)!"} == fields_of("FilterAction")


def test_every_schema_of_the_facts_is_there_and_no_other() -> None:
    inputs = {f"{name}Input" for name in INPUTS}

    assert len(FACTS["schemas"]) == 94
    assert {*FACTS["schemas"], *inputs, *ADDED} - NOT_MODELLED.keys() == SCHEMAS.keys()
    assert SCHEMAS.keys().isdisjoint(NOT_MODELLED)


def test_nothing_is_excepted_that_the_facts_do_not_say() -> None:
    for name, key in LEFT_OUT:
        assert key in FACTS["schemas"][name.removesuffix("Input")]["fields"]
        assert key not in fields_of(name)
    assert NOT_MODELLED.keys() < FACTS["schemas"].keys()
    assert ADDED.keys().isdisjoint(FACTS["schemas"])


def test_every_operation_declares_the_errors_of_the_facts() -> None:
    shared = ROOT_FILE["components"]["responses"]
    for operation_id, (_, method, _, found) in OPERATIONS.items():
        refused = {
            status: each["$ref"].rpartition("/")[2] for status, each in found["responses"].items() if status != "200"
        }
        creates = method == "POST" and operation_id.startswith(("create", "batchCreate"))
        assert {
            str(error["status"]): name for name, error in FACTS["errors"].items() if creates or name != "AlreadyExists"
        } == refused, operation_id
    assert {name: error["code"] for name, error in FACTS["errors"].items()} == {
        name: each["x-error-code"] for name, each in shared.items()
    }


def test_limits_that_are_no_part_of_a_schema_are_told() -> None:
    texts = {operation_id: found.get("description", "") for operation_id, (*_, found) in OPERATIONS.items()}
    limits = FACTS["limits"]

    for operation_id in ("createTrackingPlan", "updateTrackingPlan"):
        assert limits["tracking_plan"] in texts[operation_id]
    for operation_id in ("createFunction", "updateFunction"):
        assert limits["function"] in texts[operation_id]
    for operation_id in ("createWorkspaceRegulation", "createSourceRegulation"):
        assert all(limit in texts[operation_id] for limit in limits["regulation"])
