"""Lines of JSON as items."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Never

from segment_async._core.values import is_object
from segment_async.cli.shapes import ColumnOf, unusable


def rows(lines: Sequence[bytes]) -> Iterator[tuple[int, Mapping[str, Any], ColumnOf]]:
    """Yield each item: its line, its values, and what finds the column of a part of it, of which there is none.

    Lines with nothing on them are left out.

    Raises:
        ConfigurationError: A line is no JSON object; the message names it.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                values = _parsed(line)
            except ValueError as error:
                raise unusable(number, str(error)) from None
            yield number, values, lambda _: None


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(line.decode(), parse_constant=refuse)
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON ({error})") from None
    if not is_object(value):
        raise ValueError('is no JSON object such as {"path": {}, "body": {}}')
    return value


def refuse(name: str) -> Never:
    """Refuse what Python reads as a number and JSON does not have.

    Raises:
        ValueError: Always.
    """
    raise ValueError(f"{name} is no JSON number")
