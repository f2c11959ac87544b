"""The generated methods, taken apart by calling them: which argument ends up where."""

import inspect
from collections.abc import Awaitable, Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Any, Final, TypeAlias, get_args, get_origin, get_type_hints

from attrs import frozen

from segment_async import Paginator, config, public, structure
from segment_async._core.operation import Operation, Operations
from tests.contract.specification import API, Endpoint

PARTS = ("path", "query", "body")

ELSEWHERE: Final = {"page_size", "clear"}
"""Arguments that fill no parameter and no field of their own."""

OPERATIONS: Final[Mapping[API, Operations]] = {"public": public.OPERATIONS, "config": config.OPERATIONS}

Calls: TypeAlias = list[tuple[Operation[Any], dict[str, Mapping[str, Any]]]]


class _Recorder:
    """Takes the place of a client, and keeps what a method hands to it."""

    def __init__(self) -> None:
        self.calls: Calls = []

    async def call(self, operation: Operation[Any], /, **given: Any) -> Any:
        self.calls.append((operation, given))


class _PublicRecorder(_Recorder, public.Tags):
    """Of the Public API."""


class _ConfigRecorder(_Recorder, config.Tags):
    """Of the Config API."""


RECORDERS: Final = {"public": _PublicRecorder, "config": _ConfigRecorder}


def operation_of(endpoint: Endpoint) -> Operation[Any]:
    """Return what the package holds for an operation of the specification."""
    return OPERATIONS[endpoint.api][endpoint.id]


@frozen
class Method:
    """What a generated method does with its arguments."""

    operation: Operation[Any]

    arguments: Mapping[tuple[str, str], str]
    """The argument for each part of a request and wire name; dots lead into what wraps a field."""

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
    recorder = RECORDERS[endpoint.api]()
    method = getattr(getattr(recorder, endpoint.tag), endpoint.name)
    marks = {name: _Mark() for name in inspect.signature(method).parameters if name not in ELSEWHERE}
    _drive(method(**marks))
    ((operation, given),) = recorder.calls
    found = {
        (part, wire): name
        for part in PARTS
        for wire, value in flat(given.get(part) or {})
        for name, mark in marks.items()
        if mark is value
    }
    assert sorted(marks) == sorted(found.values())
    return Method(operation, found, get_type_hints(method), inspect.getdoc(method) or "")


def flat(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the values in objects within objects, each with its dotted name."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


class _Mark:
    """Stands for an argument."""


def _drive(awaitable: Awaitable[Any]) -> None:
    """Run what never waits."""
    try:
        awaitable.__await__().send(None)
    except StopIteration:
        return
    raise AssertionError("the recorder answers at once")
