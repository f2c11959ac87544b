"""What an operation takes and gives, and the list of all operations."""

import json
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import jsonschema_rs
import pytest

from segment_async.audit.reading.plan import resolve
from segment_async.cli.apis import APIS, CONFIG, Described, described
from segment_async.cli.manual import manual, query_fields
from segment_async.cli.values import path_values, query_values

from .conftest import SECONDS, Here, Served, environment, on_terminal

OPERATIONS = {one.name: one for api in APIS.values() for one in described(api)}


def options(words: list[str], name: str) -> list[str]:
    """Return what an option is given."""
    return [value for option, value in pairwise(words) if option == name]


def body_schemas(operation: Described) -> Iterator[dict[str, Any]]:
    """Yield the schema of the body at each level, the most stable one first."""
    for content in operation.said.get("requestBody", {}).get("content", {}).values():
        yield {"components": operation.document["components"], **content["schema"]}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_the_manual_of_an_operation_leaves_nothing_out(operation: Described) -> None:
    page = manual(operation)
    parameters = [resolve(operation.document, one) for one in operation.said["parameters"]]
    for place, rows in (("path", page.path_fields), ("query", page.query_fields)):
        assert {one["name"] for one in parameters if one["in"] == place} <= {row.name for row in rows}
    properties = [name for body in body_schemas(operation) for name in resolve(operation.document, body)["properties"]]
    assert {row.name for row in page.body_fields} >= set(properties)
    assert all(row.about for row in (*page.path_fields, *page.query_fields, *page.body_fields))
    _, answer = next((status, one) for status, one in operation.said["responses"].items() if status.startswith("2"))
    schema = next(iter(resolve(operation.document, answer)["content"].values()))["schema"]
    assert bool(resolve(operation.document, schema).get("properties")) == bool(page.answer_fields)


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_the_example_of_an_operation_is_one_that_its_specification_takes(operation: Described) -> None:
    words = shlex.split(manual(operation).invocation)
    assert ["segment-async", "call", operation.name] == words[:3]
    asked = [resolve(operation.document, one) for one in operation.said["parameters"]]
    filled_in = sum("x-default" in one for one in asked)
    assert operation.path.count("{") - filled_in == len(path_values(options(words, "--path")))
    known = {row.name: row for row in query_fields(operation)}
    query = query_values(options(words, "--query"))
    assert {row.name for row in known.values() if row.need == "required" and "." not in row.name} == query.keys()
    bodies = [json.loads(text) for text in options(words, "--body")]
    schemas = list(body_schemas(operation))
    assert bool(schemas) == len(bodies)
    for body in bodies:
        assert body
        jsonschema_rs.validate(schemas[0], body)


def test_an_api_without_envelopes_and_levels_is_explained_too() -> None:
    """Lists inside an object of the query stay lists; the name says of which API the operation is."""
    names = {"type": "array", "items": {"type": "string"}}
    bare = {"type": "object", "properties": {"things": {"type": "array", "items": {}}}}
    said = {
        "operationId": "listThings",
        "summary": "List things.",
        "tags": ["Things"],
        "parameters": [
            {"in": "path", "name": "id", "required": True, "schema": {"type": "string"}},
            {"in": "query", "name": "filter", "schema": {"type": "object", "properties": {"names": names}}},
        ],
        "responses": {"200": {"content": {"application/json": {"schema": bare}}}},
    }
    operation = Described(api=CONFIG, document={}, method="GET", path="/things/{id}", said=said)
    page = manual(operation)
    assert {"filter": "object", "filter.names": "list"} == {row.name: row.form for row in page.query_fields}
    assert ("things", ["things"]) == (page.listed, [row.name for row in page.answer_fields])
    assert "segment-async call config:listThings --path id=ID" == page.invocation
    assert {"Tag": "Things"} == page.facts


def test_help_after_an_id_shows_that_operation(here: Here) -> None:
    ran = here("call", "getEventsVolumeFromWorkspace", "--help")
    assert (0, "") == (ran.code, ran.err)
    assert ran == here("call", "-h", "getEventsVolumeFromWorkspace")
    for said in (
        "getEventsVolumeFromWorkspace  GET /events/volume\n",
        "Count the events of the workspace over time.\n",
        "Rate limit  60 requests a minute\n",
        "Versions    v1, beta or alpha; v1 unless --version-level says otherwise\n",
        "  granularity        DAY, HOUR or MINUTE, required. Width of the time slots that events are counted in.\n",
        "  groupBy            list of string, such as eventName, eventType or source. ",
        "  pagination.count   integer, 1 to 1000, required with pagination. ",
        "Answer  status 200; --all prints data.result, one a line\n",
        "  segment-async call getEventsVolumeFromWorkspace --query granularity=DAY --query startTime=",
    ):
        assert said in ran.out
    assert "\x1b" not in ran.out


def test_help_shows_the_body_and_what_only_some_levels_take(here: Here) -> None:
    out = here("call", "createSource", "--help").out
    assert "  slug                     string, required. " in out
    assert "  name                     string, alpha only. " in out
    assert "Audit trail  Source Created\n" in out
    assert "Answer  status 201\n  data.source  object. " in out
    assert """--body '{"slug": "SLUG", "enabled": true, "metadataId": "METADATA_ID"}'""" in out
    assert "  rules.0.type     COMMON, " in here("call", "removeRulesFromTrackingPlan", "--help").out


def test_help_of_the_config_api_shows_names_mask_confidence_and_what_the_client_fills_in(here: Here) -> None:
    out = here("call", "config:updateDestination", "--help").out
    name = "workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}"
    for said in (
        f"config:updateDestination  PATCH /{name}\n",
        "Rate limit  200 requests a minute, of all operations together\n",
        "Confidence  high: ",
        "Mask        update_mask.paths names what changes, or is reset where it has no value: destination.enabled, ",
        "  workspace_slug    string, resource name workspaces/{workspace_slug}, that of --workspace if left out. ",
        f"  destination_slug  string, resource name {name}, required. ",
        "  destination.display_name     string, low confidence. ",
        "  destination.connection_mode  string, such as UNSPECIFIED, CLOUD or DEVICE. ",
        """'{"destination": {"enabled": true}, "update_mask": {"paths": ["destination.enabled"]}}'""",
    ):
        assert said in out
    assert "Versions" not in out


def test_help_says_what_takes_an_account_and_what_only_an_inner_object_asks_for(here: Here) -> None:
    made = here("call", "config:createAccessToken", "--help").out
    assert "Opened by   an account, not a token: name:password in SEGMENT_CONFIG_ACCOUNT\n" in made
    assert "Opened by   a token, or an account" in here("call", "config:listAccessTokens", "--help").out
    assert "  source.catalog_name     string, resource name catalog/sources/{catalog_source_slug}, required. " in (
        here("call", "config:createSource", "--help").out
    )
    assert "Confidence  low: inferred" in here("call", "config:createInvite", "--help").out


def test_help_without_an_id_is_that_of_the_command(here: Here) -> None:
    for flag in ("--help", "-h"):
        ran = here("call", flag)
        assert (0, "") == (ran.code, ran.err)
        assert {"--query", "--version-level", "--help"} <= set(ran.out.split())


@pytest.mark.parametrize(
    ("said", "operation_id"),
    [
        ("Did you mean listSources", "listSource"),
        ("segment-async call", "bogus"),
        ("The Config API has no operation 'listSorces'. Did you mean config:listSources", "config:listSorces"),
        ("The Public API has no operation 'getSchemaConfig'. Did you mean config:getSchemaConfig", "getSchemaConfig"),
        ("The Config API has no operation 'listWarehouses'. Did you mean listWarehouses", "config:listWarehouses"),
    ],
)
def test_help_for_an_unknown_id_says_which_are_close(here: Here, said: str, operation_id: str) -> None:
    ran = here("call", operation_id, "--help")
    assert (2, "", 1) == (ran.code, ran.out, ran.err.count("\n"))
    assert said in ran.err


@pytest.mark.parametrize(
    "operation_id",
    [
        *("listSources", "listLabels", "getSource", "updateDestination", "createLabel"),
        *("config:listSources", "config:listFunctions", "config:getDestination", "config:updateDestination"),
    ],
)
def test_an_example_runs_and_only_its_placeholders_are_refused(here: Here, served: Served, operation_id: str) -> None:
    words = shlex.split(manual(OPERATIONS[operation_id]).invocation)
    ran = here(*words[1:], env=served.env)
    assert ran.code in (0, 4)
    assert not ran.err.startswith("Note")


def test_without_an_id_every_operation_stands_under_its_tag(here: Here) -> None:
    ran = here("call")
    assert (0, "") == (ran.code, ran.err)
    _, *lines = ran.out.splitlines()
    listed: dict[str, str] = {}
    tag = ""
    for line in lines:
        if line.startswith("  "):
            listed[line.split()[0]] = tag
        else:
            tag = line
    tags = {one.name: f"{one.tag}, Config API" if one.api is CONFIG else one.tag for one in OPERATIONS.values()}
    assert tags == listed
    assert len({*tags.values()}) == sum(not line.startswith("  ") for line in lines)


@pytest.mark.parametrize(
    "arguments", [("--all",), ("--path", "a=b"), ("--query", "a=b"), ("--body", "{}"), ("--json",)]
)
def test_a_call_of_nothing_is_refused(here: Here, arguments: tuple[str, ...]) -> None:
    ran = here("call", *arguments)
    assert (2, "") == (ran.code, ran.out)
    assert "Name an operation" in ran.err


def test_on_a_terminal_help_is_bold_and_broken_between_words() -> None:
    shown = on_terminal("call", "getEventsVolumeFromWorkspace", "--help", env={"COLUMNS": "60"})
    assert "\x1b[1mgetEventsVolumeFromWorkspace" in shown
    assert "The start time counts, the end time does not. Ask at least a\r\n" in shown


def test_help_and_completion_build_no_model() -> None:
    code = """
import sys
from segment_async.cli.app import run
lines = ("call listSources --help", "call config:listSources -h", "call --help", "call", "--help", "__complete call c")
for line in lines:
    run(line.split())
print(*[name for name in sys.modules if ".models" in name or ".calls" in name or name.startswith("aiohttp")])
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, env=environment(None), timeout=SECONDS, check=True, text=True)
    assert ("", "") == (done.stdout.splitlines()[-1], done.stderr)
