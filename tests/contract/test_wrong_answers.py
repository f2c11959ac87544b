"""What is not as promised is refused by name; nothing is made up in its place."""

from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from segment_async import UNSET, DecodeError, structure
from segment_async._core.codec import result_of
from segment_async._core.naming import wire_name
from segment_async.public import OPERATIONS, models
from tests.contract.samples import KINDS, Place, fullest, places, replaced, without
from tests.contract.specification import ENDPOINTS, SCHEMAS, Endpoint, every_operation, names_in
from tests.contract.wire import Wire, success

MODELS = [
    name
    for name in sorted({name for endpoint in ENDPOINTS.values() for name in names_in(endpoint.result[1])})
    if "properties" in SCHEMAS[name]
]
PAGED = {endpoint.id: endpoint for endpoint in ENDPOINTS.values() if endpoint.paging}


def decoded(endpoint: Endpoint, data: Any) -> Iterator[Place]:
    """Yield the places of an answer's data that become a value of a declared type."""
    key, _ = endpoint.result
    return (place for place in places(endpoint.data, data) if key in {None, place.steps[0]})


def of_pagination(endpoint: Endpoint, data: Any) -> Iterator[Place]:
    """Yield the places that tell of other pages; cursors are opaque, so text and numbers will both do."""
    wanted = {endpoint.paging.get(name) for name in ("next", "previous", "total")} if endpoint.paging else set()
    for place in places(endpoint.data, data):
        if place.path == ".pagination":
            yield place
        elif place.path.removeprefix(".") in wanted:
            is_cursor = not place.path.endswith("totalEntries")
            yield attrs.evolve(place, kinds=place.kinds | ({"text", "number", "null"} if is_cursor else set()))


def wrong_kinds(place: Place) -> set[str]:
    """Return the kinds that a place does not take; null where nothing is required counts as left out."""
    return set(KINDS) - place.kinds - (set() if place.required else {"null"})


def refusal(endpoint: Endpoint, data: Any, *, strict: bool = False) -> str | None:
    """Return the path of the error that an answer raises, ``None`` where it is read."""
    try:
        result_of(OPERATIONS[endpoint.id], {"data": data}, strict=strict)
    except DecodeError as error:
        return error.path if error.path in str(error) else f"{error.path}, but the message does not say so"
    return None


@every_operation
def test_a_wrong_type_anywhere_in_an_answer_is_refused_with_its_path(endpoint: Endpoint) -> None:
    """One value at a time, of every kind that the specification does not allow there."""
    data = fullest(endpoint.data)
    tried = {
        (f"$.data{place.path}", kind): refusal(endpoint, replaced(data, place.steps, KINDS[kind]))
        for place in decoded(endpoint, data)
        for kind in wrong_kinds(place)
    }
    assert tried
    assert {} == {where: path for where, path in tried.items() if path != where[0]}


@pytest.mark.parametrize("endpoint", PAGED.values(), ids=list(PAGED))
def test_a_wrong_type_in_what_tells_of_other_pages_is_refused(endpoint: Endpoint) -> None:
    """Read as absent, it would end a list before its end."""
    data = fullest(endpoint.data)
    tried = {
        (f"$.data{place.path}", kind): refusal(endpoint, replaced(data, place.steps, KINDS[kind]))
        for place in of_pagination(endpoint, data)
        for kind in wrong_kinds(place)
    }
    assert {} == {where: path for where, path in tried.items() if path != where[0]}


@pytest.mark.parametrize("endpoint", PAGED.values(), ids=list(PAGED))
def test_a_strict_client_refuses_a_page_that_lacks_what_is_required(endpoint: Endpoint) -> None:
    data = fullest(endpoint.data)
    tried = {
        f"$.data{place.path}": refusal(endpoint, without(data, place.steps), strict=True)
        for place in of_pagination(endpoint, data)
        if place.required
    }
    assert {} == {where: path for where, path in tried.items() if path != where}


@every_operation
def test_a_refused_answer_names_the_operation_and_was_carried_out(wire: Wire, endpoint: Endpoint) -> None:
    data = fullest(endpoint.data)
    place = next(place for place in decoded(endpoint, data) if wrong_kinds(place))
    broken = replaced(data, place.steps, KINDS[min(wrong_kinds(place))])
    path = dict.fromkeys(endpoint.path_parameters, "an-id")
    with pytest.raises(DecodeError) as caught:
        wire.exchange(lambda client: client.call(endpoint.id, path=path), success(endpoint, broken))
    error = caught.value
    assert (f"$.data{place.path}", "done", 1) == (error.path, error.outcome, error.attempts)
    assert (endpoint.id, endpoint.method, endpoint.path) == (error.operation_id, error.method, error.path_template)
    assert endpoint.success == error.status


@every_operation
def test_a_strict_client_refuses_what_lacks_a_required_field(endpoint: Endpoint) -> None:
    data = fullest(endpoint.data)
    tried = {
        f"$.data{place.path}": refusal(endpoint, without(data, place.steps), strict=True)
        for place in decoded(endpoint, data)
        if place.required and isinstance(place.steps[-1], str) and not place.path.endswith("']")
    }
    assert {} == {where: path for where, path in tried.items() if path != where}


@every_operation
@pytest.mark.parametrize("data", [None, [], "text", 1, True])
def test_an_envelope_without_data_is_refused(endpoint: Endpoint, data: Any) -> None:
    assert "$.data" == refusal(endpoint, data)


@pytest.mark.parametrize("name", MODELS)
def test_a_required_field_that_an_answer_lacks_reads_as_unset(name: str) -> None:
    """And an optional one as None; all others are read as they came."""
    schema, model = SCHEMAS[name], getattr(models, name)
    sample = fullest(schema)
    whole = structure(sample, model)
    for field in attrs.fields(model):
        wire = wire_name(model, field)
        part = structure(without(sample, (wire,)), model)
        assert getattr(part, field.name) is (UNSET if wire in schema.get("required", ()) else None)
        assert attrs.evolve(part, **{field.name: getattr(whole, field.name)}) == whole


@pytest.mark.parametrize("name", MODELS)
def test_a_wrong_type_in_a_model_is_refused_with_its_path(name: str) -> None:
    """The members of unions too, each by itself."""
    sample, model = fullest(SCHEMAS[name]), getattr(models, name)
    for place in places(SCHEMAS[name], sample):
        for kind in wrong_kinds(place):
            with pytest.raises(DecodeError) as caught:
                structure(replaced(sample, place.steps, KINDS[kind]), model)
            assert f"${place.path}" == caught.value.path
