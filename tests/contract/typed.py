"""Whether a value is what its type says, all the way down."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

_NUMBERS = {int, float}


def mistyped(value: Any, type_: Any, path: str = "$") -> Iterator[str]:
    """Yield the places where a value is not what its type says."""
    origin, arguments = get_origin(type_), get_args(type_)
    if type_ in {Any, object}:
        return
    if origin in {Union, UnionType}:
        if all(any(mistyped(value, each)) for each in arguments):
            yield path
    elif origin is Literal:
        if type(value) not in {type(each) for each in arguments}:
            yield path
    elif type(value) is not _plain(origin or type_) and {type(value), type_} != _NUMBERS:
        yield path
    else:
        for step, inner, inner_type in _inside(value, origin, arguments):
            yield from mistyped(inner, inner_type, f"{path}{step}")


def _plain(type_: Any) -> Any:
    """Return what a value of a type is at run time."""
    return {Sequence: tuple, Mapping: dict}.get(type_, type_)


def _inside(value: Any, origin: Any, arguments: tuple[Any, ...]) -> Iterator[tuple[str, Any, Any]]:
    """Yield the parts of a value with their types."""
    if attrs.has(type(value)):
        yield from ((f".{name}", getattr(value, name), hint) for name, hint in _hints(type(value)).items())
    elif origin in {tuple, Sequence}:
        yield from ((f"[{index}]", each, arguments[0]) for index, each in enumerate(value))
    elif origin in {dict, Mapping}:
        yield from ((f"[{key!r}]", each, arguments[1]) for key, each in value.items())


@cache
def _hints(model: type) -> dict[str, Any]:
    return get_type_hints(model)
