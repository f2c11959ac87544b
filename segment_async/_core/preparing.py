"""From what a caller passes to the requests that go out. Nothing is sent here."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from segment_async._core import codec, names
from segment_async._core.dialect import PUBLIC, Dialect
from segment_async._core.home import Home
from segment_async._core.hooks import Hooks, as_hooks
from segment_async._core.limiter import Limiter, as_limiter
from segment_async._core.operation import Level, Operation
from segment_async._core.retry import RetryPolicy, Timeout
from segment_async._core.unset import UNSET, Unset
from segment_async._core.values import is_object, kind_of
from segment_async._core.wire import (
    MEDIA_TYPES,
    Request,
    build_path,
    build_query,
    check_fields,
    choose_level,
    headers_for,
    split_list,
)
from segment_async.errors import ConfigurationError


@frozen(kw_only=True)
class Options:
    """How a client calls."""

    base_url: str
    region: str | None
    user_agent: str
    timeout: Timeout = field(factory=Timeout)
    dialect: Dialect = PUBLIC
    home: Home | None = None
    policy: RetryPolicy = field(factory=RetryPolicy)
    limiter: Limiter | None = field(default=None, converter=as_limiter)
    hooks: Hooks | None = field(default=None, converter=as_hooks)
    read_only: bool = False
    strict: bool = False
    version: Level | None = None
    max_response_bytes: int = 64 * 2**20

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be kept to.

        Raises:
            ConfigurationError: An option is out of range.
        """
        if self.version is not None and self.version not in MEDIA_TYPES:
            raise ConfigurationError(f"There is no version {self.version!r}; choose one of {', '.join(MEDIA_TYPES)}.")
        if not isinstance(self.max_response_bytes, int) or self.max_response_bytes < 1:  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
            raise ConfigurationError(f"max_response_bytes is {self.max_response_bytes!r}; pass a number of bytes.")


def check_given(operation: Operation[Any], options: Options, **given: object) -> None:
    """Refuse what cannot be a call of this client.

    Raises:
        ConfigurationError: The client does not write, or something is no mapping.
    """
    if options.read_only and operation.replay != "safe":
        raise ConfigurationError(f"{operation} would write, and the client is read_only; use another client for it.")
    for what, value in given.items():
        if value is not None and not is_object(value):
            raise ConfigurationError(f"{what} is {kind_of(value)}; pass a mapping of names to values.")


def ids_of(operation: Operation[Any], options: Options, path: Mapping[str, str | Unset]) -> dict[str, str]:
    """Return the values of a path, taken out of resource names where the API has them.

    Raises:
        ConfigurationError: A name does not fit.
    """
    if options.dialect.has_names:
        return names.ids_of(operation, path)
    return {name: value for name, value in path.items() if value is not UNSET}


def requests_of(
    operation: Operation[Any],
    options: Options,
    ids: dict[str, str],
    *,
    query: Mapping[str, object] | None,
    body: Mapping[str, object] | None,
    version: Level | None,
) -> tuple[Request, ...]:
    """Return the requests of a call.

    Args:
        operation: What is called.
        options: How.
        ids: Values for the path, and for the slots of resource names.
        query: As the caller passed it.
        body: As the caller passed it.
        version: The level that was asked for in this call.

    Raises:
        ConfigurationError: Something that was passed cannot be sent.
    """
    level = choose_level(operation, version, options.version)
    check_fields(operation, level, body or {})
    asked = codec.unstructure(query or {})
    if operation.names:
        asked = names.complete(operation, ids, asked)
        body = names.complete(operation, ids, codec.unstructure(body))
        ids = names.path_of(operation, ids)
    address = options.base_url + build_path(operation, ids)
    headers = headers_for(level, has_body=body is not None, user_agent=options.user_agent)
    encoded = None if body is None else codec.encode(body)
    repeats = options.dialect.repeats_lists
    return tuple(
        Request(
            operation=operation,
            method=operation.method,
            url=f"{address}?{spelled}" if (spelled := build_query(part, repeats_lists=repeats)) else address,
            headers=headers,
            body=encoded,
        )
        for part in split_list(operation.method, address, asked)
    )
