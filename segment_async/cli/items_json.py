"""Lines of JSON as items."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Never

from segment_async._core.values import Json, is_object
from segment_async.cli.shapes import ColumnOf, unusable

DIGITS_AT_MOST: Final = 4000
"""Of a whole number; Python reads somewhat more."""


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
        value = parsed(line.decode())
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON ({error})") from None
    if not is_object(value):
        raise ValueError('is no JSON object such as {"path": {}, "body": {}}')
    return value


def parsed(text: str) -> Json:
    """Return the value of a JSON text.

    Raises:
        ValueError: It is no JSON, or says something twice, of which only one could be sent.
        RecursionError: It nests too deeply.
    """
    try:
        return json.loads(text, parse_int=_whole, parse_constant=refuse, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        problem = f"{error.msg}, at character {error.pos + 1}"
    raise ValueError(problem)


def _whole(digits: str) -> int:
    if len(digits) > DIGITS_AT_MOST:
        raise ValueError(f"a number has {len(digits):,} digits")
    return int(digits)


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    values = dict(pairs)
    if len(values) < len(pairs):
        (name, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the name {name!r} is there twice")
    return values


def refuse(name: str) -> Never:
    """Refuse what Python reads as a number and JSON does not have.

    Raises:
        ValueError: Always.
    """
    raise ValueError(f"{name} is no JSON number")
