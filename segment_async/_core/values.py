"""Plain JSON values, and what kind they are."""

from collections.abc import Mapping, Sequence
from types import NoneType
from typing import Any, TypeAlias, TypeGuard

from segment_async._core.unset import UNSET

Json: TypeAlias = Any
"""What a JSON parser returns."""


def is_object(value: Json) -> TypeGuard[Mapping[str, Json]]:
    """Tell whether a value is a JSON object."""
    return type(value) is dict or isinstance(value, Mapping)  # the first is quick


def is_list(value: Json) -> TypeGuard[Sequence[Json]]:
    """Tell whether a value is a JSON list."""
    return isinstance(value, list | tuple)


def is_number(value: Json) -> TypeGuard[float]:
    """Tell whether a value is a JSON number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def kind_of(value: object) -> str:
    """Name the kind of a value, without showing it."""
    kinds: dict[type, str] = {
        NoneType: "null",
        str: "text",
        bool: "a boolean",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
    }
    return "missing" if value is UNSET else kinds.get(type(value), type(value).__name__)
