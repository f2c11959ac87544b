"""What a fault server saw: the judge of attempts, bodies and connections."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote

from attrs import define, field, frozen

from segment_async.testing.promises import route_of


@frozen(kw_only=True)
class Seen:
    """One request as it arrived."""

    connection: int
    """The connection that it came on, counted from 0."""

    arrived: float
    """When it was read, in seconds of the event loop's clock."""

    method: str
    """The HTTP method."""

    target: str
    """Path and query as they came."""

    headers: Mapping[str, str] = field(repr=False)
    """The headers by lower-case name; ``authorization`` without its secret."""

    token: str | None = field(default=None, repr=False)
    """The fingerprint of the token, as ``Token(…).digest()`` gives it; ``None`` where none was sent."""

    body: bytes = field(default=b"", repr=False)
    """The body."""

    operation: str | None = None
    """The operation that it is for; ``None`` where it is for none."""

    answer: str = ""
    """What it was answered with, by the name of the fault."""

    @property
    def path(self) -> str:
        """The path as it came."""
        return self.target.partition("?")[0]

    @property
    def segments(self) -> tuple[str, ...]:
        """The segments of the path, decoded."""
        return tuple(map(unquote, self.path.split("/")[1:]))

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query, decoded."""
        return parse_qsl(self.target.partition("?")[2], keep_blank_values=True)

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON of any kind
        """The body as JSON values; ``None`` where there is none."""
        return json.loads(self.body) if self.body else None

    def __str__(self) -> str:
        """Name what was asked for."""
        return f"{self.method} {self.path}" + (f" ({self.operation})" if self.operation else "")


@define
class Connection:
    """One connection that was accepted."""

    number: int
    """Its place in the order of connections, from 0."""

    opened: float
    """When it was accepted, in seconds of the event loop's clock."""

    requests: int = 0
    """How many requests came on it."""

    is_open: bool = True
    """Whether neither side has ended it."""


@define
class Ledger:
    """Every request and every connection, in their order."""

    requests: list[Seen] = field(factory=list[Seen])
    """What came."""

    connections: list[Connection] = field(factory=list[Connection])
    """What it came on."""

    _by_operation: defaultdict[str | None, list[Seen]] = field(
        factory=lambda: defaultdict[str | None, list[Seen]](list)
    )

    def of(self, operation: str) -> list[Seen]:
        """Return the requests for an operation.

        Args:
            operation: The official id; ``config:`` before it for one of the Config API.

        Raises:
            ValueError: There is no such operation.
        """
        return list(self._by_operation[route_of(operation).key])

    def open_connections(self) -> int:
        """Count the connections that neither side has ended."""
        return sum(connection.is_open for connection in self.connections)

    def record(self, seen: Seen) -> None:
        """Write a request down."""
        self.requests.append(seen)
        self._by_operation[seen.operation].append(seen)
