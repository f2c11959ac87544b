"""The two APIs as the command line names them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib import import_module, resources
from importlib.util import find_spec
from typing import Any, Final

from attrs import field, frozen

from segment_async._core.operation import Operation
from segment_async.errors import ConfigurationError


@frozen
class API:
    """One of Segment's APIs, and where this package keeps it."""

    title: str
    """What people call it."""

    package: str
    """The folder of its operations, and the name of its specification."""

    prefix: str
    """What stands before an operation id to say that it is of this API."""

    client: str
    """The client's name."""

    token_variable: str
    """The environment variable that holds its token."""


PUBLIC: Final = API("Public API", "public", "", "PublicClient", "SEGMENT_PUBLIC_TOKEN")
CONFIG: Final = API("Config API", "config", "config:", "ConfigClient", "SEGMENT_CONFIG_TOKEN")


def covered() -> Iterator[API]:
    """Yield the APIs that this version covers."""
    return (api for api in (PUBLIC, CONFIG) if find_spec(f"segment_async.{api.package}") is not None)


def specification(api: API) -> bytes:
    """Return the bundled specification.

    Raises:
        ConfigurationError: This version does not have it.
    """
    file = resources.files("segment_async._spec") / f"{api.package}.json"
    if not file.is_file():
        raise _not_covered(api)
    return file.read_bytes()


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
    if find_spec(f"segment_async.{api.package}") is None:
        raise _not_covered(api)
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


def described(api: API) -> Iterator[Described]:
    """Read every operation from the specification, in its order."""
    document = json.loads(specification(api))
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
    ids = {one.lower(): one for one in known}
    close = [f"{api.prefix}{ids[match]}" for match in get_close_matches(operation_id.lower(), ids, n=3, cutoff=0.75)]
    hint = f"Did you mean {' or '.join(close)}?" if close else "See them all with: segment-async call"
    return ConfigurationError(f"The {api.title} has no operation {operation_id!r}. {hint}")


def _not_covered(api: API) -> ConfigurationError:
    return ConfigurationError(f"This version of segment-async does not cover the {api.title} yet; use the Public API.")
