"""The items of ``bulk``: lines of JSON, each held against the specification before anything is sent."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Never

from segment_async._core.values import Json, is_list, is_object
from segment_async.audit.plan import resolve
from segment_async.cli.apis import Described
from segment_async.cli.fields import variants
from segment_async.errors import ConfigurationError

PARTS: Final = ("path", "query", "body")


class Item(dict[str, Any]):
    """What one call is made with: ``path``, ``query`` and ``body``, and the line that it stands on."""

    line: int = 0


def read_lines(items: str) -> list[bytes]:
    """Return the lines of a file, or with ``@-`` of the standard input."""
    data = sys.stdin.buffer.read() if items in {"@-", "-"} else Path(items.removeprefix("@")).read_bytes()
    return data.removeprefix(b"\xef\xbb\xbf").split(b"\n")


def items_of(lines: list[bytes], operation: Described) -> Iterator[Item]:
    """Yield the items; lines with nothing on them are left out.

    Raises:
        ConfigurationError: A line is not what the operation takes; the message names it.
    """
    shape = _Shape(operation)
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                item = Item(_parsed(line))
                shape.check(item)
            except ValueError as error:
                raise ConfigurationError(
                    f"Line {number} of the items {error}. Nothing was sent; correct it, and run the same again."
                ) from None
            item.line = number
            yield item


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(line.decode(), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON ({error})") from None
    if not is_object(value):
        raise ValueError('is no JSON object such as {"path": {}, "body": {}}')
    for name, part in value.items():
        if name not in PARTS:
            raise ValueError(f"has {name!r}; it may have path, query and body")
        if not is_object(part):
            raise ValueError(f"has a {name} that is no JSON object")
    return value


def _refuse(name: str) -> Never:
    raise ValueError(f"{name} is no JSON number")


class _Shape:
    """What an operation takes."""

    def __init__(self, operation: Described) -> None:
        self._document = operation.document
        parameters = [resolve(operation.document, one) for one in operation.said["parameters"]]
        self._given = {place: [one for one in parameters if one["in"] == place] for place in ("path", "query")}
        body = resolve(operation.document, operation.said.get("requestBody", {}))
        self._bodies = [one["schema"] for one in body.get("content", {}).values()]
        self._id = operation.id

    def check(self, item: Mapping[str, Any]) -> None:
        """Be sure that an item names all that is required and nothing that is not known."""
        for place, given in self._given.items():
            names = {one["name"] for one in given}
            self._names(place, item.get(place, {}), names, {one["name"] for one in given if one.get("required")})
        for name, value in item.get("path", {}).items():
            if not isinstance(value, str):
                raise ValueError(f"has a path {name} that is no text")  # noqa: TRY004 - one kind for all of a line
        if not self._bodies:
            self._names("body", item.get("body", {}), set(), set())
            return
        kinds = [kind for schema in self._bodies for kind in variants(self._document, schema)]
        known = {name for kind in kinds for name in kind.get("properties", {})}
        body = item.get("body", {})
        self._names("body", body, known, set())
        self._required(self._bodies[0], body, "body")

    def _names(self, place: str, values: Mapping[str, Any], known: set[str], required: set[str]) -> None:
        """Refuse names that are not known, and the lack of required ones."""
        takes = f"takes {', '.join(sorted(known))}" if known else "takes none"
        for name in values:
            if name not in known:
                raise ValueError(f"has the {place} {name!r}, and {self._id} {takes}")
        for name in sorted(required - values.keys()):
            raise ValueError(f"lacks the {place} {name!r}, which {self._id} requires")

    def _required(self, schema: Mapping[str, Json], value: Json, where: str) -> None:
        """Refuse the lack of a required field, also inside; where several kinds of object fit, that of all."""
        kinds = list(variants(self._document, schema))
        if is_object(value):
            needed = [
                name for name in kinds[0].get("required", ()) if all(name in one.get("required", ()) for one in kinds)
            ]
            for name in (name for name in needed if name not in value):
                raise ValueError(f"lacks {where}.{name}, which {self._id} requires")
            if len(kinds) == 1:
                for name, part in kinds[0].get("properties", {}).items():
                    if name in value:
                        self._required(part, value[name], f"{where}.{name}")
        elif is_list(value) and len(kinds) == 1 and "items" in kinds[0]:
            for place, one in enumerate(value):
                self._required(kinds[0]["items"], one, f"{where}[{place}]")
