"""What goes over the wire, and what came: addresses, queries, media types, error bodies. No input, no output."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final, Protocol
from urllib.parse import quote, unquote

from attrs import define, field, frozen

from segment_async._core.auth import Token
from segment_async._core.names import is_whole, parts_of
from segment_async._core.operation import Level, Operation
from segment_async._core.quota import Quota, quota_of
from segment_async._core.unset import UNSET, Unset
from segment_async._core.values import Json, is_list, is_object
from segment_async.errors import ConfigurationError

MEDIA_TYPES: Final[Mapping[Level, str]] = {
    "v1": "application/vnd.segment.v1+json",
    "beta": "application/vnd.segment.v1beta+json",
    "alpha": "application/vnd.segment.v1alpha+json",
}

JSON: Final = "application/json"
"""The media type of an API without version levels."""

URL_AT_MOST: Final = 7_000
"""Bytes of an address that a list in its query may fill; servers and proxies commonly take 8,000 for the whole line."""

ITEMS_AT_MOST: Final = 200
"""Items of a list in a query; what Segment takes in one request unless an operation says otherwise."""

SEGMENT_AT_MOST: Final = 255
"""Characters of a path value; what Segment's 2022 specification declares for every path parameter."""

_PARAMETER = re.compile(r"\{(\w+)\}")


@frozen(kw_only=True)
class Request:
    """One HTTP request without its credentials."""

    operation: Operation[Any]
    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(default=None, repr=False)


@frozen
class Answer:
    """The bytes of an answer, before anybody has looked into them."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@define
class Flight:
    """How far one attempt has come."""

    sent: bool = False
    """Whether the request went out, so that the server may have acted."""


class Transport(Protocol):
    """Sends one request and returns its answer."""

    def open(self) -> None:
        """Get ready to send.

        Raises:
            ConfigurationError: It is closed, or belongs to another event loop.
        """
        ...

    async def send(
        self, request: Request, token: Token, flight: Flight, *, connect_timeout: float | None, max_bytes: int
    ) -> Answer:
        """Send one request, exactly once.

        Args:
            request: What to send.
            token: What authorizes it.
            flight: Is told when the request goes out.
            connect_timeout: The most seconds until there is a connection; ``None`` for no bound.
            max_bytes: The most bytes that a body may have when decompressed.

        Raises:
            TransportError: No answer came; its `outcome` tells whether the server may have acted.
            DecodeError: The body is larger than `max_bytes`.
        """
        ...

    async def aclose(self) -> None:
        """Close every connection."""
        ...


@frozen(kw_only=True)
class RawAnswer:
    """An answer as it came."""

    status: int
    """The HTTP status."""

    headers: Mapping[str, str] = field(repr=False)
    """The headers; names compare without regard to case."""

    body: bytes = field(repr=False)
    """The bytes of the body, decompressed."""

    json: Json = field(repr=False)
    """The body as JSON values, the whole envelope; ``None`` where the body is empty."""

    @property
    def quota(self) -> Quota | None:
        """How much of its limit is used up, where the headers tell; for regulations, of the month's quota."""
        return quota_of(self.headers)


def build_path(operation: Operation[Any], values: Mapping[str, str | Unset]) -> str:
    """Fill an operation's URL template.

    Args:
        operation: Whose template.
        values: One value for each parameter, by its name in the template. What stands for whole resource names is
            encoded part by part.

    Raises:
        ConfigurationError: A value is missing, or not fit to be a path segment, or there is no such parameter.
    """
    names = _parameters(operation.path)
    if not names and not values:
        return operation.path
    given = {name: value for name, value in values.items() if value is not UNSET}
    for name in given:
        if name not in names:
            known = f"its path parameters are {', '.join(names)}" if names else "its path has no parameters"
            raise ConfigurationError(f"{operation} has no path parameter {name!r}; {known}.", operation_id=operation.id)

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name not in given:
            raise ConfigurationError(
                f"{operation} needs the path parameter {name!r}; pass it.", operation_id=operation.id
            )
        parts = parts_of(given[name]) if is_whole(operation, name) else (given[name],)
        return "/".join(encode_segment(name, part) for part in parts)

    return _PARAMETER.sub(fill, operation.path)


@cache
def _parameters(path: str) -> tuple[str, ...]:
    return tuple(_PARAMETER.findall(path))


def encode_segment(name: str, value: str) -> str:
    """Percent-encode a value as exactly one path segment.

    Args:
        name: The parameter's name, for messages.
        value: The value, 1 to 255 characters.

    Raises:
        ConfigurationError: The value could address something else than what is meant.
    """
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
        raise ConfigurationError(f"{name} is of type {type(value).__name__}; pass an id as text.")
    if not 1 <= len(value) <= SEGMENT_AT_MOST:
        raise ConfigurationError(f"{name} has {len(value)} characters; pass an id of 1 to {SEGMENT_AT_MOST}.")
    controlled = not value.isprintable() and any(
        character < " " or "\x7f" <= character <= "\x9f" for character in value
    )
    if controlled or unquote(value) in {".", ".."}:
        raise ConfigurationError(f"{name} is {value!r}, which would address something else; pass an id.")
    return _quote(name, value)


def _quote(name: str, value: str, safe: str = "") -> str:
    if value.isascii() and value.isalnum():
        return value
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise ConfigurationError(f"{name} holds half of a surrogate pair, which is no text; pass valid Unicode.")
    return quote(value, safe=safe)


def build_query(values: Mapping[str, Any], *, repeats_lists: bool = False) -> str:
    """Spell query parameters as Segment documents them: ``pagination.count=2&groupBy.0=eventName``.

    Args:
        values: Parameters by wire name; mappings and sequences nest, `UNSET` ones are left out.
        repeats_lists: Whether a list is written as one parameter for each item: ``names=a&names=b``.

    Raises:
        ConfigurationError: A value has no spelling.
    """
    place = "{}" if repeats_lists else "{}.{}"
    return "&".join([f"{_quote_name(name)}={_quote(name, text)}" for name, text in _spell("", values, place)])


@lru_cache(maxsize=1024)
def _quote_name(name: str) -> str:
    return _quote("a query name", name, safe=".")


def split_list(method: str, address: str, query: Mapping[str, Json]) -> list[Mapping[str, Json]]:
    """Split the list that a deletion carries in its query, so that every address stays short enough.

    Args:
        method: The HTTP method; only deletions are split, for reading a part would not be reading the whole.
        address: What stands before the query.
        query: Parameters by wire name.
    """
    names = [name for name, value in query.items() if is_list(value)] if method == "DELETE" else []
    if len(names) != 1:
        return [query]
    (name,) = names
    before = len(address) + len(build_query({**query, name: UNSET})) + 1
    parts: list[list[Json]] = [[]]
    length = before
    for item in query[name]:
        cost = len(build_query({f"{name}.{len(parts[-1])}": item})) + 1
        if parts[-1] and (length + cost > URL_AT_MOST or len(parts[-1]) == ITEMS_AT_MOST):
            parts.append([])
            length = before
        parts[-1].append(item)
        length += cost
    return [{**query, name: part} for part in parts]


def _spell(prefix: str, value: object, place: str) -> Iterator[tuple[str, str]]:
    if value is UNSET:
        return
    if isinstance(value, str):
        yield prefix, value
    elif is_object(value):
        for key, nested in value.items():
            yield from _spell(f"{prefix}.{key}" if prefix else key, nested, place)
    elif is_list(value):
        for index, nested in enumerate(value):
            yield from _spell(place.format(prefix, index), nested, place)
    elif isinstance(value, bool):
        yield prefix, "true" if value else "false"
    elif isinstance(value, int | float):
        yield prefix, str(value)
    else:
        what = "None" if value is None else f"of type {type(value).__name__}"
        raise ConfigurationError(
            f"The query parameter {prefix} is {what}, which a URL cannot say; leave it out or pass text."
        )


def choose_level(operation: Operation[Any], asked: Level | None, preferred: Level | None) -> Level | None:
    """Return the version level to speak, ``None`` where the API has no levels.

    Args:
        operation: What is called.
        asked: The level asked for in this call; it must exist.
        preferred: The client's level; where the operation lacks it, the most stable one is taken.

    Raises:
        ConfigurationError: The operation has no such level.
    """
    for level in (asked, preferred):
        if level is not None and level not in MEDIA_TYPES:
            raise ConfigurationError(f"There is no version {level!r}; choose one of {', '.join(MEDIA_TYPES)}.")
    if asked is not None and asked not in operation.levels:
        levels = (
            f"choose one of {', '.join(operation.levels)}" if operation.levels else "its API has none, leave it out"
        )
        raise ConfigurationError(f"{operation} has no version {asked!r}; {levels}.", operation_id=operation.id)
    if asked is not None:
        return asked
    return preferred if preferred in operation.levels else next(iter(operation.levels), None)


def check_fields(operation: Operation[Any], level: Level | None, body: Mapping[str, Any]) -> None:
    """Refuse body fields that the level does not take.

    Raises:
        ConfigurationError: A field needs another level.
    """
    for name, levels in operation.limited_fields.items():
        if level not in levels and body.get(name, UNSET) is not UNSET:
            raise ConfigurationError(
                f"{operation} takes {name!r} only at {' and '.join(levels)}, and {level} is in use; "
                f"leave it out, or use with_options(version={levels[0]!r}).",
                operation_id=operation.id,
            )


@lru_cache(maxsize=64)
def headers_for(level: Level | None, *, has_body: bool, user_agent: str) -> Mapping[str, str]:
    """Return the headers of a request, without credentials; those of requests that are alike are the same object."""
    media_type = JSON if level is None else MEDIA_TYPES[level]
    headers = {"Accept": media_type, "User-Agent": user_agent}
    if has_body:
        headers["Content-Type"] = media_type
    return MappingProxyType(headers)


def excerpt(body: bytes, at_most: int = 200) -> str:
    """Return the start of a body as one printable line, for messages."""
    text = body[:at_most].decode("utf-8", "replace")
    line = "".join(character if character.isprintable() else " " for character in text).strip()
    return " ".join(line.split()) + ("…" if len(body) > at_most else "")


def is_html(headers: Mapping[str, str], body: bytes) -> bool:
    """Tell whether a body is a web page, as proxies and log-in portals send."""
    return "html" in headers.get("Content-Type", "").lower() or body[:64].lstrip()[:1] == b"<"
