"""An endpoint as a value: the one table that client, limiter, command line, tests and docs read."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import UnionType
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar

from attrs import field, frozen

T = TypeVar("T")

Method: TypeAlias = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]

Level: TypeAlias = Literal["v1", "beta", "alpha"]
"""How mature a version of an operation is, the most stable first."""

Replay: TypeAlias = Literal["safe", "convergent", "reconcile", "never"]
"""What may be sent again when it is unknown whether the server acted.

``safe`` reads, ``convergent`` ends in the same state however often it is sent, ``reconcile`` creates something that can
be looked up by a natural key, ``never`` must not be repeated by a machine.
"""

Auth: TypeAlias = Literal["token", "account", "either"]
"""What authorizes an operation: a token, the name and password of an account, or whichever of them there is."""

MINUTE: Final = 60
DAY: Final = 86_400


@frozen
class Limit:
    """How many requests a window takes."""

    requests: int
    """Requests in one window."""

    seconds: int
    """Length of the window, in seconds."""


def per_minute(requests: int) -> Limit:
    """Return a limit of so many requests a minute."""
    return Limit(requests, MINUTE)


def per_day(requests: int) -> Limit:
    """Return a limit of so many requests a day."""
    return Limit(requests, DAY)


@frozen
class Paging:
    """Where a list operation keeps its page: dotted paths into the query and into the answer's data."""

    items: str
    """Key of the data that holds the items."""

    cursor: str = "pagination.cursor"
    """Query path of the cursor to go on from."""

    count: str = "pagination.count"
    """Query path of the page size, in items."""

    next: str = "pagination.next"
    """Data path of the cursor of the next page."""

    previous: str | None = "pagination.previous"
    """Data path of the cursor of the previous page; ``None`` where pages only go forward."""

    total: str | None = "pagination.totalEntries"
    """Data path of the hint of how many items there are; ``None`` where there is none."""

    maximum: int = 1000
    """The most items a page may hold."""

    default: int = 200
    """Items a page holds unless the caller says otherwise."""

    optional: bool = False
    """Whether an answer may leave out where it stands in the list; it is the last page then."""

    bare: bool = False
    """Whether an answer may leave out even its items; there are none then."""


@frozen
class Mask:
    """How an update says which fields it changes; what it does not name stays as it is, whatever else it holds."""

    key: str
    """Key of the body under which the changed object stands."""

    prefix: str
    """What stands before each field in the mask, such as ``destination.``."""

    fields: tuple[str, ...]
    """What the mask may name, without the prefix; dots lead into a field."""


@frozen
class Operation(Generic[T]):
    """One operation of an API, and the type that its answer has."""

    id: str
    """The official operation id, such as ``listSources``."""

    method: Method
    """The HTTP method."""

    path: str
    """The URL template, such as ``/sources/{sourceId}``."""

    result: type[T] | UnionType
    """What a call returns: a model, a `Page` of models, or a plain type; a union with ``None`` where it may be null."""

    tag: str = field(kw_only=True)
    """The tag of the API that the operation belongs to."""

    key: str | None = field(default=None, kw_only=True)
    """The one key of the data whose value is the result; ``None`` where the data is the result, or a page."""

    paging: Paging | None = field(default=None, kw_only=True)
    """Where cursors travel; ``None`` for what is not a list of pages."""

    limit: Limit | None = field(default=None, kw_only=True)
    """The stated rate limit; ``None`` where none is stated."""

    replay: Replay = field(default="safe", kw_only=True)
    """What may be sent again after an unknown outcome."""

    natural_key: tuple[str, ...] = field(default=(), kw_only=True)
    """Dotted names of the body's fields by which a created object can be found again."""

    levels: tuple[Level, ...] = field(default=("v1", "beta", "alpha"), kw_only=True)
    """The version levels that exist, the most stable first; empty where the API has no levels."""

    limited_fields: Mapping[str, tuple[Level, ...]] = field(factory=dict[str, tuple[Level, ...]], kw_only=True)
    """Body fields that only some of the levels take, with those levels."""

    success: int = field(default=200, kw_only=True)
    """The documented status of success."""

    auth: Auth = field(default="token", kw_only=True)
    """What authorizes it."""

    mask: Mask | None = field(default=None, kw_only=True)
    """How it says which fields it changes; ``None`` where it changes whatever its body holds."""

    names: Mapping[str, str] = field(factory=dict[str, str], kw_only=True)
    """Where resource names stand, with their patterns.

    The place is a path parameter, or a dotted path into query or body: ``destination.config[].name``.
    """

    not_found: tuple[str, ...] = field(default=(), kw_only=True)
    """Texts by which a refusal with 400 or 500 says that something does not exist."""

    def __str__(self) -> str:
        """Return the id with the method and the path, as messages show it."""
        return f"{self.id} ({self.method} {self.path})"


class Operations(Mapping[str, Operation[Any]]):
    """Every operation of an API by its official id; one is imported when it is looked up.

    Ids and the length cost no import.
    """

    def __init__(self, package: str, index: Mapping[str, str]) -> None:
        """Hold the names; import nothing.

        Args:
            package: The package whose modules define the operations.
            index: For each id the module and the constant, such as ``sources.LIST``.
        """
        self._package = package
        self._index = index
        self._known: dict[str, Operation[Any]] = {}

    def __getitem__(self, operation_id: str) -> Operation[Any]:
        """Import and return the operation of this id."""
        operation = self._known.get(operation_id)
        if operation is None:
            module, _, constant = self._index[operation_id].partition(".")
            operation = self._known[operation_id] = getattr(import_module(f"{self._package}.{module}"), constant)
        return operation

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids."""
        return iter(self._index)

    def __len__(self) -> int:
        """Count the operations."""
        return len(self._index)

    @property
    def listed(self) -> str:
        """Where the ids are to be looked up."""
        return f"{self._package.rpartition('.')[0]}.OPERATIONS"

    def __repr__(self) -> str:
        """Name the package and the count."""
        return f"<{len(self)} operations of {self._package}>"
