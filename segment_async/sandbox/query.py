"""Every spelling of a query that programs send, read into plain values.

Objects come as ``pagination.count=2``, ``pagination[count]=2`` or ``pagination={"count": 2}``; arrays as ``name.0=``,
``name[0]=``, ``name[]=``, repeated ``name=`` or one JSON array; arrays of objects as any mixture of these.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl

from segment_async.sandbox.spec import Parameter, Schema
from segment_async.sandbox.trees import is_list

Pair: TypeAlias = tuple[tuple[str, ...], str]
"""The steps after a parameter's name, and the text; an empty step stands for the next place of an array."""

_STEP: Final = re.compile(r"\[([^\[\]]*)\]|\.?([^.\[\]]+)")


def read(text: str, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Return the values of the declared parameters; those that nobody declared are left alone.

    A text that is not what its type asks for stays a text, for the validation to name.

    Args:
        text: The query as it came, without the question mark.
        parameters: What the operation declares.
    """
    pairs: dict[str, list[Pair]] = {}
    for key, value in parse_qsl(text, keep_blank_values=True):
        name, steps = _steps(key)
        pairs.setdefault(name, []).append((steps, value))
    return {
        parameter.name: _value(pairs[parameter.name], parameter.schema)
        for parameter in parameters
        if parameter.name in pairs
    }


def _steps(key: str) -> tuple[str, tuple[str, ...]]:
    found = [match.group(1) if match.group(2) is None else match.group(2) for match in _STEP.finditer(key)]
    return (found[0], tuple(found[1:])) if found else (key, ())


def _value(pairs: list[Pair], schema: Schema) -> Any:  # noqa: ANN401 - JSON of any kind
    match _types(schema):
        case ["array", *_]:
            return _array(pairs, schema.get("items", {}))
        case ["object", *_]:
            return _object(pairs, schema.get("properties", {}))
        case types:
            return _scalar(pairs[-1][1], types)


def _object(pairs: list[Pair], properties: Mapping[str, Schema]) -> Any:  # noqa: ANN401 - JSON of any kind
    whole = [text for steps, text in pairs if not steps]
    if whole:
        return _parsed(whole[-1], dict)
    grouped: dict[str, list[Pair]] = {}
    for steps, text in pairs:
        grouped.setdefault(steps[0], []).append((steps[1:], text))
    return {name: _value(inner, properties.get(name, {})) for name, inner in grouped.items()}


def _array(pairs: list[Pair], items: Schema) -> Any:  # noqa: ANN401 - JSON of any kind
    if len(pairs) == 1 and not pairs[0][0]:
        whole = _parsed(pairs[0][1], list)
        if is_list(whole):
            return whole
    placed: dict[int, list[Pair]] = {}
    loose: list[list[Pair]] = []
    for steps, text in pairs:
        if steps and steps[0].isascii() and steps[0].isdigit():
            placed.setdefault(int(steps[0]), []).append((steps[1:], text))
        else:
            loose.append([(steps[1:], text)])
    return [_value(inner, items) for inner in [*(placed[place] for place in sorted(placed)), *loose]]


def _scalar(text: str, types: list[str]) -> Any:  # noqa: ANN401 - JSON of any kind
    if "string" not in types:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text


def _parsed(text: str, kind: type) -> Any:  # noqa: ANN401 - JSON of any kind
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, kind) else text


def _types(schema: Schema) -> list[str]:
    types = schema.get("type", "string")
    return [types] if isinstance(types, str) else list(types)
