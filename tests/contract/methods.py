"""The generated methods, taken apart by calling them: which argument ends up where."""

import inspect
from collections.abc import Awaitable, Mapping
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from attrs import frozen

from segment_async import Paginator, structure
from segment_async._core.operation import Operation
from segment_async.public import Tags
from tests.contract.specification import Endpoint

PARTS = ("path", "query", "body")


class _Recorder(Tags):
    """Takes the place of a client, and keeps what a method hands to it."""

    def __init__(self) -> None:
        self.calls: list[tuple[Operation[Any], dict[str, Mapping[str, Any]]]] = []

    async def call(self, operation: Operation[Any], /, **given: Any) -> Any:
        self.calls.append((operation, given))


@frozen
class Method:
    """What a generated method does with its arguments."""

    operation: Operation[Any]

    arguments: Mapping[tuple[str, str], str]
    """The argument for each part of a request and wire name."""

    types: Mapping[str, Any]

    doc: str

    @property
    def item_type(self) -> Any:
        """The type of what it returns, or of one item where that is a list; a method may return nothing."""
        returned = self.types["return"]
        if get_origin(returned) is Paginator:
            return get_args(returned)[0]
        return object if returned is NoneType else returned

    def structured(self, part: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return JSON values of a part of a request as arguments of the types that the method declares."""
        names = {wire: self.arguments[part, wire] for wire in values}
        return {names[wire]: structure(value, self.types[names[wire]]) for wire, value in values.items()}


@cache
def method_of(endpoint: Endpoint) -> Method:
    """Call the method of an operation with a different object for each argument, and see where each goes."""
    recorder = _Recorder()
    method = getattr(getattr(recorder, endpoint.tag), endpoint.name)
    marks = {name: _Mark() for name in inspect.signature(method).parameters if name != "page_size"}
    _drive(method(**marks))
    ((operation, given),) = recorder.calls
    found = {
        (part, wire): name
        for part in PARTS
        for wire, value in (given.get(part) or {}).items()
        for name, mark in marks.items()
        if mark is value
    }
    assert sorted(marks) == sorted(found.values())
    return Method(operation, found, get_type_hints(method), inspect.getdoc(method) or "")


class _Mark:
    """Stands for an argument."""


def _drive(awaitable: Awaitable[Any]) -> None:
    """Run what never waits."""
    try:
        awaitable.__await__().send(None)
    except StopIteration:
        return
    raise AssertionError("the recorder answers at once")
