"""The quick route and the converter come to the same, whatever is read."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment_async._core import codec, quick
from segment_async.public import OPERATIONS
from tests.codec.outcomes import by_the_converter, by_the_quick, exact
from tests.contract.draw import answers, bounded
from tests.contract.samples import Step, fullest, least, replaced, without
from tests.contract.specification import Endpoint, every_operation

NEW: Any = [None, True, 0, 1, 1.0, -2.5, 10**30, "", "text", [], ["text"], [None], {}, {"id": "a"}]
"""What is put in the place of something else: a value of each kind, and some that are easily taken for another."""


def steps(value: Any, before: tuple[Step, ...] = ()) -> list[tuple[Step, ...]]:
    """Return the way to every place in a value, the root left out."""
    inside: list[tuple[Step, Any]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    return [way for step, each in inside for way in ((*before, step), *steps(each, (*before, step)))]


def agree(endpoint: Endpoint, body: bytes) -> None:
    operation = OPERATIONS[endpoint.id]
    for strict in (False, True):
        assert by_the_converter(operation, body, strict=strict) == by_the_quick(operation, body, strict=strict)


@every_operation
@pytest.mark.parametrize("sample", [fullest, least])
def test_the_quick_route_reads_what_is_as_promised(endpoint: Endpoint, sample: Any) -> None:
    """By itself: that a call never has to fall back on the converter shows in nothing but its time."""
    operation = OPERATIONS[endpoint.id]
    data = sample(endpoint.data)
    payload = {"data": data}
    about = {"pagination", endpoint.paging["items"]} if endpoint.paging else set(data)
    if endpoint.paging and endpoint.paging["items"] not in data:
        pytest.skip("a page without items is the converter's")
    expected = exact(codec.judged(operation, payload, strict=True))
    value, place = quick.from_json(operation, payload)
    assert expected == exact(codec._quickly(operation, value, place, data))
    if set(data) <= about:
        value, place = quick.from_bytes(operation, json.dumps(payload).encode())
        assert expected == exact(codec._quickly(operation, value, place, {}))


@every_operation
@bounded
@given(data=st.data())
def test_both_routes_read_drawn_answers_alike(endpoint: Endpoint, data: st.DataObject) -> None:
    """Those of the specification, and those of a later release of the API."""
    loose = data.draw(st.booleans())
    payload = {"data": data.draw(answers(endpoint, loose=loose))}
    if loose:
        payload["unknown"] = data.draw(st.sampled_from(NEW))
    agree(endpoint, json.dumps(payload, ensure_ascii=data.draw(st.booleans())).encode())


@every_operation
@bounded
@given(data=st.data())
def test_both_routes_judge_what_is_wrong_alike(endpoint: Endpoint, data: st.DataObject) -> None:
    """Anything in place of anything, or nothing: the same result, error, path and log records."""
    payload: Any = {"data": data.draw(st.just(fullest(endpoint.data)) | answers(endpoint, loose=True))}
    for _ in range(data.draw(st.integers(1, 2))):
        places = steps(payload)
        way = data.draw(st.sampled_from(places)) if places else ()
        drop = way and isinstance(way[-1], str) and data.draw(st.booleans())
        payload = without(payload, way) if drop else replaced(payload, way, data.draw(st.sampled_from(NEW)))
    agree(endpoint, json.dumps(payload).encode())
