"""Payloads that were recorded elsewhere are read; ``SEGMENT_CONFIG_EXAMPLES`` names the file that holds them.

It is a JSON object; each entry of its ``examples`` has ``id``, ``operation_id`` (``*`` for any), ``kind`` (``request``,
``response`` or ``error``), ``status``, ``query``, ``body``, and ``conforms``, which is false where the body was wrong
already when it was recorded.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from _pytest.mark import ParameterSet

from segment_async import (
    BadRequest,
    DecodeError,
    Forbidden,
    NotFound,
    SegmentError,
    ServerError,
    structure,
    unstructure,
)
from segment_async._core.codec import result_of
from segment_async.config import OPERATIONS, models
from tests.config.conftest import WireOf
from tests.config.endpoints import body_of, names_within, slots_of, wrapper_of
from tests.config.test_requests import fields_of, pairs_of, perform
from tests.contract.compare import exactly, result_in
from tests.contract.methods import method_of
from tests.contract.reading import some_path
from tests.contract.samples import fullest, listed, without
from tests.contract.specification import CONFIG_ENDPOINTS, Endpoint, follow
from tests.contract.wire import success
from tests.core.server import answer

FILE: Final = os.environ.get("SEGMENT_CONFIG_EXAMPLES")
ENTRIES: Final[list[dict[str, Any]]] = json.loads(Path(FILE).read_text(encoding="utf-8"))["examples"] if FILE else []

ERRORS: Final[Mapping[tuple[int, int | None], type[SegmentError]]] = {
    (400, 3): BadRequest,
    (400, 5): NotFound,
    (403, 7): Forbidden,
    (503, None): ServerError,
}
"""The class of an error, by its status and its code."""


def entries(kind: str) -> list[ParameterSet]:
    """Return the entries of a kind."""
    found = [pytest.param(entry, id=entry["id"]) for entry in ENTRIES if entry["kind"] == kind]
    reason = f"{FILE} holds none" if FILE else "set SEGMENT_CONFIG_EXAMPLES to a file of recorded payloads"
    return found or [pytest.param({}, marks=pytest.mark.skip(reason=reason), id="none")]


def lacks_required(schema: Any, value: Any) -> bool:
    """Tell whether a value lacks something that the specification requires anywhere in it."""
    schema = follow(schema)
    if isinstance(value, Mapping):
        missing = set(schema.get("required", ())) - set(value)
        inside = [(each, value[name]) for name, each in schema.get("properties", {}).items() if name in value]
        return bool(missing) or any(lacks_required(*each) for each in inside)
    return isinstance(value, list) and any(lacks_required(schema.get("items", {}), each) for each in value)


@pytest.mark.parametrize("entry", entries("response"))
def test_a_recorded_answer_is_read_and_written_back(entry: dict[str, Any]) -> None:
    """By a strict client too where it holds what is required; only what the specification does not list is missing."""
    endpoint, body = CONFIG_ENDPOINTS[entry["operation_id"]], entry["body"]
    assert endpoint.success == entry["status"]
    for strict in (False, True) if not lacks_required(endpoint.data, body) else (False,):
        result = result_of(OPERATIONS[endpoint.id], body, strict=strict, envelope=None)
        assert exactly(result_in(endpoint, body)) == exactly(unstructure(result))


WRONG: Final = {"updateDestination.request.1": "$"}
"""Requests that a tutorial got wrong, with the path that the refusal of the argument has."""

UNSENT: Final = {
    "createDestinationFilter": ("update_mask",),  # a create needs none
    "updateDestination": ("destination", "name"),  # the path says it
    "updateDestinationFilter": ("filter", "name"),
}
"""Places of fields that others send and that do nothing."""


def is_in_query(endpoint: Endpoint) -> bool:
    """Tell whether what was recorded as a body belongs in the query, as some send it on a GET."""
    return not endpoint.bodies


def said_by_names(endpoint: Endpoint, recorded: Any) -> dict[str, str]:
    """Return what the resource names in a recorded request say of where it was sent."""
    schema = endpoint.query if is_in_query(endpoint) else body_of(endpoint)
    return {
        slot: part
        for steps, pattern in names_within(schema)
        for name in values_at(recorded, steps)
        for slot, part in slots_of(pattern, name).items()
    }


def values_at(value: Any, steps: tuple[str, ...]) -> list[Any]:
    """Return what stands at a place, or at several where the place is within lists."""
    if not steps:
        return [value]
    step, *rest = steps
    if step == "[]":
        return [found for item in value for found in values_at(item, tuple(rest))]
    return values_at(value[step], tuple(rest)) if isinstance(value, Mapping) and step in value else []


def arguments_of(endpoint: Endpoint, entry: dict[str, Any]) -> dict[str, Any]:
    """Return what a recorded request says as arguments of the method."""
    method, body = method_of(endpoint), entry["body"]
    path = {**some_path(endpoint), **said_by_names(endpoint, body)}
    query = body if is_in_query(endpoint) else entry.get("query", {})
    return {
        **method.structured("path", {name: path[name] for name in endpoint.path_arguments}),
        **method.structured("query", {name: query[name] for name in endpoint.own_query["properties"] if name in query}),
        **method.structured("body", {} if is_in_query(endpoint) else fields_of(endpoint, body)),
    }


def comparable(body: Any) -> str:
    """Return a body as text, the order of its mask aside."""
    paths = sorted(body.get("update_mask", {}).get("paths", ()))
    return exactly({**body, "update_mask": paths})


@pytest.mark.parametrize("entry", entries("request"))
def test_a_recorded_request_is_sent_as_it_was_recorded(wire_of: WireOf, entry: dict[str, Any]) -> None:
    """By the method, its values turned into the types that the arguments have."""
    endpoint, body = CONFIG_ENDPOINTS[entry["operation_id"]], entry["body"]
    if refused := WRONG.get(entry["id"]):
        with pytest.raises(DecodeError) as caught:
            arguments_of(endpoint, entry)
        assert refused == caught.value.path
        return
    arguments = arguments_of(endpoint, entry)
    said = success(endpoint, fullest(endpoint.data))
    workspace = said_by_names(endpoint, body).get("workspace_slug")
    elsewhere = {"workspace": workspace} if workspace else {}
    _, (asked,) = wire_of(endpoint).exchange(lambda client: perform(client, endpoint, arguments), said, **elsewhere)
    if is_in_query(endpoint):
        recorded = {name: value for name, value in body.items() if name not in PAGING}
        assert set(pairs_of(recorded)) == {pair for pair in asked.query if pair[0] not in PAGING}
        return
    place = UNSENT.get(endpoint.id, ())
    if place and is_there(body, place):
        body = without(body, place)
    assert comparable(body) == comparable(asked.body)


PAGING: Final = {"page_size", "page_token"}


def is_there(body: Any, place: tuple[str, ...]) -> bool:
    for step in place:
        if step not in body:
            return False
        body = body[step]
    return True


def wrapped() -> list[ParameterSet]:
    """Return the requests that hold a model as a whole; a wrong one is looked at by itself."""
    return [
        each
        for each in entries("request")
        if each.id == "none"
        or (each.id not in WRONG and wrapper_of(CONFIG_ENDPOINTS[each.values[0]["operation_id"]]) is not None)
    ]


@pytest.mark.parametrize("entry", wrapped())
def test_what_a_recorded_request_wraps_becomes_its_model_and_is_written_back(entry: dict[str, Any]) -> None:
    endpoint = CONFIG_ENDPOINTS[entry["operation_id"]]
    wrapper = wrapper_of(endpoint)
    assert wrapper is not None
    schema = body_of(endpoint)["properties"][wrapper]
    model = getattr(models, schema["$ref"].rpartition("/")[2])
    recorded = entry["body"][wrapper]
    assert exactly(listed(schema, recorded)) == exactly(unstructure(structure(recorded, model)))


@pytest.mark.skipif(not FILE, reason="set SEGMENT_CONFIG_EXAMPLES to a file of recorded payloads")
def test_a_text_that_says_true_is_no_boolean() -> None:
    """A tutorial sends it so."""
    (entry,) = (each for each in ENTRIES if each["id"] == "updateDestination.request.1")
    with pytest.raises(DecodeError) as caught:
        structure(entry["body"]["destination"], models.DestinationInput)
    assert "$.enabled" == caught.value.path


@pytest.mark.parametrize("entry", entries("error"))
def test_a_recorded_error_is_raised_with_all_that_it_says(wire_of: WireOf, entry: dict[str, Any]) -> None:
    operation, status, body = entry["operation_id"], entry["status"], entry["body"]
    endpoint = CONFIG_ENDPOINTS["getSource" if operation == "*" else operation]
    is_text = isinstance(body, str)
    recorded = answer(status, body if is_text else json.dumps(body))
    path = some_path(endpoint)
    with pytest.raises(SegmentError) as caught:
        wire_of(endpoint).exchange(lambda client: client.call(endpoint.id, path=path), recorded)
    error = caught.value
    code = None if is_text else body["code"]
    means_not_found = any(text in str(body) for text in OPERATIONS[endpoint.id].not_found)
    assert type(error) is (NotFound if means_not_found else ERRORS[status, code])
    assert (status, endpoint.id) == (error.status, error.operation_id)
    assert exactly([] if is_text else [body]) == exactly(unstructure(list(error.errors)))
    assert (body if is_text else body["error"]) in str(error)


@pytest.mark.skipif(not FILE, reason="set SEGMENT_CONFIG_EXAMPLES to a file of recorded payloads")
def test_no_recorded_payload_is_left_out() -> None:
    assert {"request", "response", "error"} == {entry["kind"] for entry in ENTRIES}
    assert len(ENTRIES) == len({entry["id"] for entry in ENTRIES})
