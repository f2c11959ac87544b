"""JSON values, asked what they are and what they hold."""

from collections.abc import Iterable
from typing import Any, TypeGuard


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a JSON value is an array."""
    return isinstance(value, list)


def dig(tree: object, steps: Iterable[str]) -> Any:  # noqa: ANN401 - JSON of any kind
    """Return what lies at a path of keys; ``None`` where it leads nowhere."""
    value = tree
    for step in steps:
        if not is_object(value):
            return None
        value = value.get(step)
    return value
