"""An asyncio-first SDK for Segment's management APIs.

Names are imported when they are first used, so that ``import segment_async`` costs next to nothing.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segment_async._core.auth import Token
    from segment_async._core.codec import structure, unstructure
    from segment_async._core.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent, WaitEvent
    from segment_async._core.limiter import Limiter
    from segment_async._core.limits import Feedback
    from segment_async._core.names import ResourceName
    from segment_async._core.operation import Limit, Operation
    from segment_async._core.paging import Page, Paginator
    from segment_async._core.quota import Quota
    from segment_async._core.resource import Caller
    from segment_async._core.retry import RetryPolicy, Timeout
    from segment_async._core.unset import UNSET, Unset
    from segment_async._core.wire import RawAnswer
    from segment_async.client import ConfigClient, PublicClient
    from segment_async.errors import (
        APIError,
        BadRequest,
        BulkError,
        ConfigurationError,
        Conflict,
        ConnectFailed,
        DeadlineExceeded,
        DecodeError,
        ErrorEntry,
        Forbidden,
        MigrationError,
        NotFound,
        OutcomeUnknown,
        PaginationLoop,
        ProtocolError,
        RateLimited,
        SegmentError,
        ServerError,
        TLSFailed,
        TransportError,
        Unauthorized,
        UnexpectedResponse,
        ValidationFailed,
        WrongRegion,
    )

    __version__: str

_HOMES = {
    "_core.auth": ("Token",),
    "_core.codec": ("structure", "unstructure"),
    "_core.hooks": ("Hooks", "RequestEvent", "ResponseEvent", "RetryEvent", "WaitEvent"),
    "_core.limiter": ("Limiter",),
    "_core.limits": ("Feedback",),
    "_core.names": ("ResourceName",),
    "_core.operation": ("Limit", "Operation"),
    "_core.paging": ("Page", "Paginator"),
    "_core.quota": ("Quota",),
    "_core.resource": ("Caller",),
    "_core.retry": ("RetryPolicy", "Timeout"),
    "_core.unset": ("UNSET", "Unset"),
    "_core.wire": ("RawAnswer",),
    "client": ("ConfigClient", "PublicClient"),
}

__all__ = [
    "UNSET",
    "APIError",
    "BadRequest",
    "BulkError",
    "Caller",
    "ConfigClient",
    "ConfigurationError",
    "Conflict",
    "ConnectFailed",
    "DeadlineExceeded",
    "DecodeError",
    "ErrorEntry",
    "Feedback",
    "Forbidden",
    "Hooks",
    "Limit",
    "Limiter",
    "MigrationError",
    "NotFound",
    "Operation",
    "OutcomeUnknown",
    "Page",
    "PaginationLoop",
    "Paginator",
    "ProtocolError",
    "PublicClient",
    "Quota",
    "RateLimited",
    "RawAnswer",
    "RequestEvent",
    "ResourceName",
    "ResponseEvent",
    "RetryEvent",
    "RetryPolicy",
    "SegmentError",
    "ServerError",
    "TLSFailed",
    "Timeout",
    "Token",
    "TransportError",
    "Unauthorized",
    "UnexpectedResponse",
    "Unset",
    "ValidationFailed",
    "WaitEvent",
    "WrongRegion",
    "__version__",
    "structure",
    "unstructure",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import a public name where it lives."""
        from importlib import import_module  # noqa: PLC0415 - only `typing` is imported up front

        if name == "__version__":
            value = import_module("importlib.metadata").version("segment-async")
        elif name in __all__:
            home = next((home for home, names in _HOMES.items() if name in names), "errors")
            value = getattr(import_module(f"{__name__}.{home}"), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        """List the public names."""
        return sorted(__all__)
