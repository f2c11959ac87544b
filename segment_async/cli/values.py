"""What ``call`` reads from its arguments, as values."""

import json
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Never

from segment_async._core.paging import put
from segment_async._core.values import is_object
from segment_async.errors import ConfigurationError


def pair(option: str, text: str) -> tuple[str, str]:
    """Split ``name=value`` at the first equals sign."""
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise ConfigurationError(
            f"{option} {text} is not of the form name=value; write such as {option} {text or 'name'}=value."
        )
    return name, value


def path_values(given: Sequence[str]) -> dict[str, str]:
    """Return the values of the URL template's parameters."""
    values: dict[str, str] = {}
    for name, value in (pair("--path", text) for text in given):
        if name in values:
            raise ConfigurationError(f"--path {name} is given twice; give it once.")
        values[name] = value
    return values


def query_values(given: Sequence[str], lists: Collection[str] = ()) -> dict[str, Any]:
    """Return the query parameters: dots nest, and what is given again becomes a list.

    Args:
        given: Each of the form ``name=value``.
        lists: Parameters that are lists, also when they are given once.
    """
    gathered: dict[str, list[str]] = {}
    for name, value in (pair("--query", text) for text in given):
        gathered.setdefault(name, []).append(value)
    query: dict[str, Any] = {}
    for name, values in gathered.items():
        if any(other.startswith(f"{name}.") for other in gathered):
            raise ConfigurationError(f"--query {name} is given both with a part after a dot and without; choose one.")
        put(query, name, values if len(values) > 1 or name in lists else values[0])
    return query


def body_value(text: str) -> Mapping[str, Any]:
    """Return the request's body: a JSON object, or the one in a file (``@FILE``) or on the standard input (``@-``)."""
    if text == "@-":
        source, data = "the standard input", sys.stdin.buffer.read()
    elif text.startswith("@"):
        source, data = text[1:], Path(text[1:]).read_bytes()
    else:
        source, data = "--body", text.encode("utf-8", "surrogateescape")
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise ConfigurationError(f"The body in {source} is not UTF-8; save it as such.") from None
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"The body in {source} is not JSON ({error}); correct it there.") from None
    if not is_object(value):
        raise ConfigurationError(
            f"The body in {source} is JSON, yet not an object; put it into braces as the API asks."
        )
    return value


def _refuse(name: str) -> Never:
    raise ValueError(f"{name} is no JSON number")
