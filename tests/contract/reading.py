"""Whether an answer is read as it should be, and refused where it should be."""

from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from segment_async import UNSET, DecodeError, Page, structure, unstructure
from segment_async._core.codec import result_of
from segment_async._core.naming import wire_name
from tests.contract.compare import exactly, result_in
from tests.contract.methods import method_of, operation_of
from tests.contract.samples import KINDS, Place, fullest, places, replaced, without
from tests.contract.specification import Endpoint, Schema
from tests.contract.typed import mistyped
from tests.contract.wire import Wire, success


def some_path(endpoint: Endpoint) -> dict[str, Any]:
    """Return a value for each parameter in the path of an operation."""
    return {name: fullest(schema) for name, schema in endpoint.path_parameters.items()}


def agree(wire: Wire, endpoint: Endpoint, data: Any) -> None:
    """Hold what a call of a strict client returns against what the server answered."""
    path = some_path(endpoint)
    result, _ = wire.exchange(lambda client: client.call(endpoint.id, path=path), success(endpoint, data), strict=True)
    assert bool(endpoint.paging) is isinstance(result, Page)
    assert exactly(result_in(endpoint, data)) == exactly(unstructure(result))
    items = result.items if isinstance(result, Page) else (result,)
    promised = method_of(endpoint).item_type
    assert [] == [place for item in items for place in mistyped(item, promised)]


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
    payload = data if endpoint.envelope is None else {endpoint.envelope: data}
    try:
        result_of(operation_of(endpoint), payload, strict=strict, envelope=endpoint.envelope)
    except DecodeError as error:
        return error.path if error.path in str(error) else f"{error.path}, but the message does not say so"
    return None


def with_wrong_types(endpoint: Endpoint, found: Iterator[Place], data: Any) -> dict[tuple[str, str], str | None]:
    """Put one wrong value at a time into an answer.

    Returns:
        The path of the error that each raises, by the path and the kind of the wrong value.
    """
    return {
        (f"{endpoint.base}{place.path}", kind): refusal(endpoint, replaced(data, place.steps, KINDS[kind]))
        for place in found
        for kind in wrong_kinds(place)
    }


def with_one_missing(endpoint: Endpoint, found: Iterator[Place], data: Any) -> dict[str, str | None]:
    """Leave one required place at a time out of an answer.

    Returns:
        The path of the error that each raises in a strict client, by the path of what is missing.
    """
    return {
        f"{endpoint.base}{place.path}": refusal(endpoint, without(data, place.steps), strict=True)
        for place in found
        if place.required and isinstance(place.steps[-1], str) and not place.path.endswith("']")
    }


def refused_by_name(wire: Wire, endpoint: Endpoint) -> None:
    """Let a server answer something wrong, and hold the error against what is known of the call."""
    data = fullest(endpoint.data)
    place = next(place for place in decoded(endpoint, data) if wrong_kinds(place))
    broken = replaced(data, place.steps, KINDS[min(wrong_kinds(place))])
    path = some_path(endpoint)
    with pytest.raises(DecodeError) as caught:
        wire.exchange(lambda client: client.call(endpoint.id, path=path), success(endpoint, broken))
    error = caught.value
    assert (f"{endpoint.base}{place.path}", "done", 1) == (error.path, error.outcome, error.attempts)
    assert (endpoint.id, endpoint.method, endpoint.path) == (error.operation_id, error.method, error.path_template)
    assert endpoint.success == error.status


def reads_what_is_left_out(schema: Schema, model: Any) -> None:
    """Leave one field of a model out at a time, and see that no other is read otherwise."""
    sample = fullest(schema)
    whole = structure(sample, model)
    for field in attrs.fields(model):
        wire = wire_name(model, field)
        part = structure(without(sample, (wire,)), model)
        assert getattr(part, field.name) is (UNSET if wire in schema.get("required", ()) else None)
        assert attrs.evolve(part, **{field.name: getattr(whole, field.name)}) == whole


def refuses_wrong_types(schema: Schema, model: Any) -> None:
    """Give one place of a model a wrong type at a time."""
    sample = fullest(schema)
    for place in places(schema, sample):
        for kind in wrong_kinds(place):
            with pytest.raises(DecodeError) as caught:
                structure(replaced(sample, place.steps, KINDS[kind]), model)
            assert f"${place.path}" == caught.value.path
