"""The two APIs as the command line names them."""

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib import import_module, resources
from importlib.util import find_spec
from itertools import chain
from typing import Any, Final

from attrs import frozen

from segment_async._core.operation import Operation
from segment_async.audit.plan import resolve
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
    if operation_id in operations:
        return operations[operation_id]
    ids = {known.lower(): known for known in operations}
    close = [f"{api.prefix}{ids[match]}" for match in get_close_matches(operation_id.lower(), ids, n=3, cutoff=0.75)]
    hint = f"Did you mean {' or '.join(close)}?" if close else "See them all with: segment-async call"
    raise ConfigurationError(f"The {api.title} has no operation {operation_id!r}. {hint}")


@frozen
class Described:
    """An operation as the specification describes it."""

    id: str
    summary: str

    query: Mapping[str, bool]
    """Its query parameters as they are spelled, such as ``pagination.count``, and whether each is a list."""


def described(api: API) -> Iterator[Described]:
    """Read every operation from the specification, in its order."""
    document = json.loads(specification(api))
    for item in document["paths"].values():
        shared = item.get("parameters", [])
        for operation in item.values():
            if "operationId" in operation:
                parameters = [resolve(document, one) for one in (*shared, *operation.get("parameters", []))]
                spelled = (_spelled(document, one) for one in parameters if one["in"] == "query")
                yield Described(operation["operationId"], operation["summary"], dict(chain.from_iterable(spelled)))


def _spelled(document: Mapping[str, Any], parameter: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    schema = resolve(document, parameter["schema"])
    if "properties" not in schema:
        yield parameter["name"], schema.get("type") == "array"
    for name in schema.get("properties", ()):
        yield f"{parameter['name']}.{name}", False


def _not_covered(api: API) -> ConfigurationError:
    return ConfigurationError(f"This version of segment-async does not cover the {api.title} yet; use the Public API.")
