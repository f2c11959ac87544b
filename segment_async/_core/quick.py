"""The quick route from an operation's whole answer to its result.

It reads what is exactly as promised, and raises at everything else, whatever the reason.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, TypeAlias, get_args

import msgspec

from segment_async._core.compiled import copier, wire_type
from segment_async._core.operation import Operation, Paging
from segment_async._core.reading import AnyType
from segment_async._core.shapes import shape_of
from segment_async._core.values import Json

Read: TypeAlias = Callable[[Any], tuple[Any, Mapping[str, Json]]]
"""Makes the result of a whole answer; of a page the items, with what the answer says of its place in the list."""


def from_bytes(operation: Operation[Any], body: bytes, envelope: str | None = "data") -> tuple[Any, Mapping[str, Json]]:
    """Read the bytes of an answer without parsing them into plain JSON values first.

    Args:
        operation: What was answered.
        body: The bytes; an unknown field in them is an error, since msgspec would not look into its value.
        envelope: Key of the answer that holds the data; ``None`` where the answer is the data.
    """
    result: AnyType = operation.result
    return _reader(result, operation.key, operation.paging, envelope, exact=True)(body)


def from_json(
    operation: Operation[Any], payload: Json, envelope: str | None = "data"
) -> tuple[Any, Mapping[str, Json]]:
    """Read an answer that is parsed; unknown fields pass."""
    result: AnyType = operation.result
    return _reader(result, operation.key, operation.paging, envelope, exact=False)(payload)


@cache
def _reader(result: AnyType, key: str | None, paging: Paging | None, envelope: str | None, *, exact: bool) -> Read:
    """Compile a reader; operations whose answers are alike share one."""
    main = paging.items if paging else key
    shape = shape_of(tuple[get_args(result)[0], ...] if paging else result)  # type: ignore[misc]  # known only now
    wire, copy = wire_type(shape, exact=exact), copier(shape)
    places = _places(paging) if paging else {}
    if main is not None:
        beside = [(f"place{index}", *each) for index, each in enumerate(places.values())]
        wire = _struct([("main", wire, msgspec.field(name=main)), *beside], exact=exact)
    if envelope is not None:
        wire = _struct([("data", wire, msgspec.field(name=envelope))], exact=exact)
    answer: AnyType = wire
    decode: Callable[[Any], Any] = (
        msgspec.json.Decoder(answer).decode if exact else partial(msgspec.convert, type=answer)
    )
    named = [(name, f"place{index}") for index, name in enumerate(places)]

    def read(given: Any) -> tuple[Any, Mapping[str, Json]]:  # noqa: ANN401 - bytes, or what they are parsed to
        data = decode(given) if envelope is None else decode(given).data
        value = data if main is None else data.main
        return value if copy is None else copy(value), {name: getattr(data, place) for name, place in named}

    return read


def _places(paging: Paging) -> dict[str, tuple[AnyType, Any]]:
    """Return type and default of the keys of the data under which a page says where it stands."""
    places: dict[str, tuple[AnyType, Any]] = {}
    for path in (paging.next, paging.previous, paging.total):
        name, _, nested = (path or "").partition(".")
        if nested and not paging.optional and path == paging.next:
            places[name] = dict[str, Any], msgspec.field(name=name)
        elif name:
            places.setdefault(name, (dict[str, Any] | None if nested else Any, msgspec.field(name=name, default=None)))
    return places


def _struct(fields: list[Any], *, exact: bool) -> type[msgspec.Struct]:
    return msgspec.defstruct("Answer", fields, forbid_unknown_fields=exact, gc=False, kw_only=True)
