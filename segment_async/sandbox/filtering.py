"""What a destination filter makes of an event."""

import copy
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from segment_async.sandbox.fql import compile_condition
from segment_async.sandbox.store import Invalid, Record
from segment_async.sandbox.trees import dig, is_list, is_object


def check_filter(condition: str | None, actions: Sequence[Record] | None, *, prefix: str = "") -> None:
    """Refuse a filter that could not act.

    Args:
        condition: The ``if``; ``None`` where it is left as it was.
        actions: The actions; ``None`` where they are left as they were.
        prefix: What stands before the fields' names, such as ``filter.``.

    Raises:
        Invalid: The condition cannot be read, or an action lacks what it needs.
    """
    if condition is not None:
        compile_condition(condition, f"{prefix}if")
    for index, action in enumerate(actions or ()):
        needed = {"SAMPLE": "percent", "DROP_PROPERTIES": "fields", "ALLOW_PROPERTIES": "fields"}.get(action["type"])
        if needed is not None and needed not in action:
            field = f"{prefix}actions.{index}.{needed}"
            raise Invalid(f"{field} is required for {action['type']}.", field=field)


def apply_filter(condition: str, actions: Sequence[Record], event: Mapping[str, Any]) -> Record | None:
    """Return what is left of an event behind a filter; ``None`` if the filter drops it.

    Args:
        condition: The ``if``, in FQL.
        actions: What is done with an event that meets it, in this order.
        event: The event; it is not changed.
    """
    left: Record = copy.deepcopy(dict(event))
    if not compile_condition(condition, "if")(event):
        return left
    for action in actions:
        match action["type"]:
            case "DROP":
                return None
            case "SAMPLE":
                if _draw(event, action.get("path", "")) >= action["percent"]:
                    return None
            case kind:
                for target, names in _targets(left, action["fields"]):
                    for name in target.keys() & names if kind == "DROP_PROPERTIES" else target.keys() - names:
                        del target[name]
    return left


def _targets(event: Record, fields: Mapping[str, Any]) -> list[tuple[Record, set[str]]]:
    """Return each object inside the event that ``fields`` names, with the names of its keys.

    They stand as ``{"traits": {"fields": ["email"]}}``, or without the inner object as programs in use write them; the
    empty path is the event itself.
    """
    targets: list[tuple[Record, set[str]]] = []
    for path, chosen in fields.items():
        target = dig(event, path.split(".") if path else ())
        names = chosen.get("fields") if is_object(chosen) else chosen
        if is_object(target) and is_list(names):
            targets.append((target, {name for name in names if isinstance(name, str)}))
    return targets


def _draw(event: Mapping[str, Any], path: str) -> float:
    """Return a number from 0 up to 1 that is the same whenever the value at the path is the same."""
    value = dig(event, path.split(".") if path else ())
    digest = sha256(json.dumps(value, sort_keys=True).encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48
