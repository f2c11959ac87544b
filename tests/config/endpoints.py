"""What the Config API's specification says of an operation, and the Public API's does not."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from tests.contract.specification import CONFIG_ENDPOINTS, Endpoint, Schema, every, follow

every_operation: Final = every(CONFIG_ENDPOINTS)
"""Runs a test for each operation."""

MASKED: Final = {each.id: each for each in CONFIG_ENDPOINTS.values() if "x-update-mask" in each.stated}
PAGED: Final = {each.id: each for each in CONFIG_ENDPOINTS.values() if each.paging}


def takes_account(endpoint: Endpoint) -> bool:
    """Tell whether an operation takes the name and password of an account and nothing else."""
    return bool(endpoint.stated.get("security") == [{"account": []}])


def mask_of(endpoint: Endpoint) -> Mapping[str, Any] | None:
    """Return how an update names what it changes; ``None`` for an operation without a mask."""
    return endpoint.stated.get("x-update-mask")


def wrapper_of(endpoint: Endpoint) -> str | None:
    """Return the key of the body that what is created or changed stands under; ``None`` where nothing wraps it."""
    mask = mask_of(endpoint)
    return mask["in"] if mask else endpoint.stated.get("x-wrapped-in")


def body_of(endpoint: Endpoint) -> Schema:
    """Return the schema of an operation's body; of an empty object where there is none."""
    return follow(endpoint.bodies[None][1]) if endpoint.bodies else {"properties": {}}


def body_fields(endpoint: Endpoint) -> dict[str, Schema]:
    """Return the fields of a body that are arguments, each with its schema; dots lead into what wraps them."""
    wrapper, mask = wrapper_of(endpoint), mask_of(endpoint)
    beside = {name: each for name, each in body_of(endpoint)["properties"].items() if name != wrapper}
    if wrapper is None:
        return beside
    inside = follow(body_of(endpoint)["properties"][wrapper])["properties"]
    if mask is not None:
        beside.pop("update_mask")
        inside = {name: inside[name] for name in mask["fields"] if "." not in name}
    return {**{f"{wrapper}.{name}": each for name, each in inside.items()}, **beside}


def required_fields(endpoint: Endpoint) -> set[str]:
    """Return the fields that a body must have, named as in `body_fields`."""
    body, wrapper = body_of(endpoint), wrapper_of(endpoint)
    fields = {name for name in body.get("required", ()) if name not in {wrapper, "update_mask"}}
    if wrapper is None or endpoint.id in MASKED:
        return fields
    return fields | {f"{wrapper}.{name}" for name in follow(body["properties"][wrapper]).get("required", ())}


def names_within(schema: Schema, steps: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the places of resource names in values of a schema, ``[]`` for a list's items, with their patterns."""
    schema = follow(schema)
    if "x-resource-name" in schema:
        yield steps, schema["x-resource-name"]
    for name, each in schema.get("properties", {}).items():
        yield from names_within(each, (*steps, name))
    if "items" in schema:
        yield from names_within(schema["items"], (*steps, "[]"))


def agreeing(endpoint: Endpoint, path: Mapping[str, str], query: Any, body: Any) -> tuple[Any, Any]:
    """Return a query and a body whose resource names say of what lies above them what the path says."""
    said = dict(path)
    for name, schema in endpoint.path_parameters.items():
        if "x-resource-name" in schema:
            said |= slots_of(schema["x-resource-name"], path[name])
    for steps, pattern in names_within(endpoint.query):
        query = _mapped(query, steps, partial(_below, pattern, dict(said)))
    for steps, pattern in names_within(body_of(endpoint)):
        body = _mapped(body, steps, partial(_below, pattern, dict(said)))
        if "[]" not in steps and (name := _at(body, steps)):
            said |= slots_of(pattern, name)  # those within it lie below it
    return query, body


def slots_of(pattern: str, name: str) -> dict[str, str]:
    """Return what stands in the slots of a pattern."""
    pairs = zip(pattern.split("/"), name.split("/"), strict=True)
    return {slot[1:-1]: part for slot, part in pairs if slot.startswith("{")}


def _below(pattern: str, said: Mapping[str, str], name: str) -> str:
    """Return a name with the parts in it that are said already."""
    return pattern.format_map({slot: said.get(slot, part) for slot, part in slots_of(pattern, name).items()})


def _at(value: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        value = (value or {}).get(step)
    return value


def _mapped(value: Any, steps: tuple[str, ...], change: Callable[[str], str]) -> Any:
    """Return a value with what stands at a place changed, where there is something."""
    if not steps:
        return change(value)
    step, *rest = steps
    if step == "[]":
        return [_mapped(item, tuple(rest), change) for item in value]
    if not isinstance(value, Mapping) or step not in value:
        return value
    return {**value, step: _mapped(value[step], tuple(rest), change)}
