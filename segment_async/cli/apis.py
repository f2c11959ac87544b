"""The two APIs as the command line names them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib import import_module, resources
from typing import Any, Final

from attrs import field, frozen

from segment_async._core import dialect
from segment_async._core.dialect import Dialect
from segment_async._core.operation import Operation
from segment_async.audit.apis import ApiName
from segment_async.errors import ConfigurationError


@frozen
class API:
    """One of Segment's APIs, and where this package keeps it."""

    dialect: Dialect = field(eq=False)
    """How it is spoken: what people call it, where it is."""

    package: ApiName
    """The folder of its operations, and the name of its specification."""

    prefix: str
    """What stands before an operation id to say that it is of this API."""

    client: str
    """The client's name."""

    token_variable: str
    """The environment variable that holds its token."""

    account_variable: str | None = None
    """The one that holds an account, which some operations take; ``None`` where none does."""

    workspace_variable: str | None = None
    """The one that holds the slug of the workspace; ``None`` where the token says which it is."""

    @property
    def title(self) -> str:
        """What people call it."""
        return self.dialect.title


PUBLIC: Final = API(dialect.PUBLIC, "public", "", "PublicClient", "SEGMENT_PUBLIC_TOKEN")
CONFIG: Final = API(
    dialect.CONFIG,
    "config",
    "config:",
    "ConfigClient",
    "SEGMENT_CONFIG_TOKEN",
    account_variable="SEGMENT_CONFIG_ACCOUNT",
    workspace_variable="SEGMENT_WORKSPACE",
)

APIS: Final[Mapping[ApiName, API]] = {api.package: api for api in (PUBLIC, CONFIG)}
"""Both, by the names that commands take."""


def specification(api: API) -> bytes:
    """Return the bundled specification."""
    return resources.files("segment_async._spec").joinpath(f"{api.package}.json").read_bytes()


def api_of(name: str) -> tuple[API, str]:
    """Split an operation's name on the command line into its API and its id."""
    if name.startswith(CONFIG.prefix):
        return CONFIG, name.removeprefix(CONFIG.prefix)
    return PUBLIC, name


def find_operation(api: API, operation_id: str) -> Operation[Any]:
    """Return the operation of an id.

    Raises:
        ConfigurationError: There is none; the message names what was probably meant.
    """
    operations: Mapping[str, Operation[Any]] = import_module(f"segment_async.{api.package}").OPERATIONS
    if operation_id not in operations:
        raise _unknown(api, operation_id, operations)
    return operations[operation_id]


@frozen(kw_only=True)
class Described:
    """An operation as the specification describes it; it imports nothing of the client."""

    api: API

    document: Mapping[str, Any] = field(repr=False)
    """The whole specification, which the operation's parts refer to."""

    method: str
    path: str

    said: Mapping[str, Any] = field(repr=False)
    """The operation's own part of the specification, with the parameters that its path shares."""

    @property
    def id(self) -> str:
        """The official operation id."""
        return str(self.said["operationId"])

    @property
    def name(self) -> str:
        """What the command line calls it."""
        return f"{self.api.prefix}{self.id}"

    @property
    def summary(self) -> str:
        """What it does, in a sentence."""
        return str(self.said["summary"])

    @property
    def tag(self) -> str:
        """The tag that it belongs to."""
        return str(self.said["tags"][0])


@cache
def document_of(api: API) -> Mapping[str, Any]:
    """Return the bundled specification, read once."""
    document: Mapping[str, Any] = json.loads(specification(api))
    return document


def described(api: API) -> Iterator[Described]:
    """Read every operation from the specification, in its order."""
    document = document_of(api)
    for path, item in document["paths"].items():
        for method, said in item.items():
            if "operationId" in said:
                parameters = [*item.get("parameters", ()), *said.get("parameters", ())]
                own = {**said, "parameters": parameters}
                yield Described(api=api, document=document, method=method.upper(), path=path, said=own)


def describe(api: API, operation_id: str) -> Described:
    """Return what the specification says about an operation.

    Raises:
        ConfigurationError: There is none of this id; the message names what was probably meant.
    """
    every = {one.id: one for one in described(api)}
    if operation_id not in every:
        raise _unknown(api, operation_id, every)
    return every[operation_id]


def _unknown(api: API, operation_id: str, known: Iterable[str]) -> ConfigurationError:
    other = CONFIG if api is PUBLIC else PUBLIC
    elsewhere = [one.id for one in described(other)]
    meant = [f"{api.prefix}{match}" for match in _alike(operation_id, known)]
    if operation_id in elsewhere or not meant:
        meant = [*(f"{other.prefix}{match}" for match in _alike(operation_id, elsewhere)), *meant][:3]
    hint = f"Did you mean {' or '.join(meant)}?" if meant else "See them all with: segment-async call"
    return ConfigurationError(f"The {api.title} has no operation {operation_id!r}. {hint}")


def _alike(operation_id: str, known: Iterable[str]) -> list[str]:
    ids = {one.lower(): one for one in known}
    return [ids[match] for match in get_close_matches(operation_id.lower(), ids, n=3, cutoff=0.75)]
