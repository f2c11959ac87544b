"""Payloads that were recorded elsewhere are read; ``SEGMENT_EXAMPLES`` names the file that holds them.

It is a JSON list; each entry has ``operation_id``, ``kind`` (``request`` or ``response``), ``status``, ``media_type``,
``body``, and ``breaks_2022_schema`` where the body was wrong already when it was recorded.
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
    Conflict,
    DecodeError,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    SegmentError,
    ServerError,
    Unauthorized,
    ValidationFailed,
    structure,
    unstructure,
)
from segment_async._core.codec import result_of
from segment_async.public import OPERATIONS
from tests.contract.compare import exactly, result_in
from tests.contract.methods import method_of
from tests.contract.samples import listed
from tests.contract.specification import ENDPOINTS, follow
from tests.contract.wire import Wire
from tests.core.server import answer

FILE: Final = os.environ.get("SEGMENT_EXAMPLES")
ENTRIES: Final[list[dict[str, Any]]] = json.loads(Path(FILE).read_text(encoding="utf-8")) if FILE else []

ERRORS: Final[Mapping[int, type[SegmentError]]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: ValidationFailed,
    422: ValidationFailed,
    429: RateLimited,
}


def entries(kind: str) -> list[ParameterSet]:
    """Return the entries of a kind: ``request``, ``answer`` or ``error``."""
    found = [
        pytest.param(entry, id=f"{index}-{entry['operation_id']}")
        for index, entry in enumerate(ENTRIES)
        if kind == ("request" if entry["kind"] == "request" else "answer" if entry["status"] < 300 else "error")
    ]
    reason = f"{FILE} holds none" if FILE else "set SEGMENT_EXAMPLES to a file of recorded payloads"
    return found or [pytest.param({}, marks=pytest.mark.skip(reason=reason), id="none")]


def refused_by_name(entry: dict[str, Any], error: DecodeError) -> bool:
    """Tell whether a body that was wrong when it was recorded was refused for something in it."""
    return bool(entry["breaks_2022_schema"]) and error.path not in {"$", "$.data"}


@pytest.mark.parametrize("entry", entries("answer"))
def test_a_recorded_answer_is_read_and_written_back(entry: dict[str, Any]) -> None:
    """Only what the specification does not list is missing then."""
    endpoint, body = ENDPOINTS[entry["operation_id"]], entry["body"]
    try:
        result = result_of(OPERATIONS[endpoint.id], body, strict=False)
    except DecodeError as error:
        assert refused_by_name(entry, error)  # noqa: PT017 - most must not raise at all
    else:
        assert exactly(result_in(endpoint, body["data"])) == exactly(unstructure(result))


@pytest.mark.parametrize("entry", entries("request"))
def test_a_recorded_request_becomes_arguments_and_is_written_back(entry: dict[str, Any]) -> None:
    endpoint, method = ENDPOINTS[entry["operation_id"]], method_of(ENDPOINTS[entry["operation_id"]])
    by_type = dict(endpoint.bodies.values())
    schema = follow(by_type.get(entry["media_type"]) or next(iter(by_type.values()), {"properties": {}}))
    body = {name: value for name, value in entry["body"].items() if name in schema["properties"]}
    for name, value in body.items():
        try:
            argument = structure(value, method.types[method.arguments["body", name]])
        except DecodeError as error:
            assert refused_by_name(entry, error)  # noqa: PT017 - most must not raise at all
        else:
            assert exactly(listed(schema["properties"][name], value)) == exactly(unstructure(argument))


@pytest.mark.parametrize("entry", entries("error"))
def test_a_recorded_error_is_raised_with_all_that_it_says(wire: Wire, entry: dict[str, Any]) -> None:
    endpoint, status = ENDPOINTS[entry["operation_id"]], entry["status"]
    path = dict.fromkeys(endpoint.path_parameters, "an-id")
    recorded = answer(status, json.dumps(entry["body"]), [f"Content-Type: {entry['media_type']}"])
    with pytest.raises(SegmentError) as caught:
        wire.exchange(lambda client: client.call(endpoint.id, path=path), recorded)
    error = caught.value
    broken = OutcomeUnknown if OPERATIONS[endpoint.id].replay in {"reconcile", "never"} else ServerError
    assert type(error) is (broken if status >= 500 else ERRORS.get(status, BadRequest))
    assert (status, endpoint.id) == (error.status, error.operation_id)
    assert exactly(entry["body"]["errors"]) == exactly(unstructure(list(error.errors)))
