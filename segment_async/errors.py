"""Every exception of this package.

::

    SegmentError
    ├── ConfigurationError       what was passed cannot be used; nothing was sent
    ├── TransportError           no usable answer came
    │   ├── ConnectFailed        nothing was sent: name look-up, connection
    │   ├── TLSFailed            nothing was sent: the server could not prove who it is
    │   ├── DeadlineExceeded     the time given was used up
    │   ├── ProtocolError        the connection was lost, or spoke malformed HTTP
    │   └── OutcomeUnknown       the server may or may not have acted, and the call must not be repeated blindly
    ├── DecodeError              an answer that is not what the API promises
    ├── UnexpectedResponse       a 2xx or 3xx status that nobody documents
    ├── APIError                 the API refused
    │   ├── BadRequest           400
    │   ├── Unauthorized         401
    │   ├── Forbidden            403
    │   ├── WrongRegion          the workspace lives in another region
    │   ├── NotFound             404
    │   ├── Conflict             409
    │   ├── ValidationFailed     413, 422
    │   ├── RateLimited          429
    │   └── ServerError          5xx
    ├── PaginationLoop           a list that would never end
    ├── BulkError                some items of a bulk run failed; also an ExceptionGroup
    └── MigrationError           a migration stopped

None of them ever holds a token, also not in ``__cause__`` or ``__context__``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Self, TypeAlias

Outcome: TypeAlias = Literal["not_sent", "rejected", "unknown", "done"]
"""Whether the server acted: it never saw the request, refused it, may have acted, or did."""


class ErrorEntry:
    """One entry of an error answer's ``errors`` list, or the whole error answer where there is no list, as it came."""

    __slots__ = ("raw",)

    def __init__(self, raw: Mapping[str, Any]) -> None:
        """Hold the entry's JSON object, with its wire names and whatever else it says."""
        self.raw = raw

    @property
    def type(self) -> str | None:
        """The kind of error; the set of kinds is open."""
        return _text(self.raw.get("type"))

    @property
    def message(self) -> str | None:
        """What is wrong, in the API's words."""
        return _text(self.raw.get("message", self.raw.get("error")))

    @property
    def field(self) -> str | None:
        """The field that is wrong, where one is."""
        return _text(self.raw.get("field"))

    @property
    def data(self) -> Any:  # noqa: ANN401 - the API sends JSON of any kind here
        """More about the error."""
        return self.raw.get("data")

    @property
    def status(self) -> int | None:
        """The HTTP status, where the entry repeats it."""
        status = self.raw.get("status")
        return int(status) if isinstance(status, int | float) else None

    @property
    def code(self) -> int | None:
        """The gRPC status code, which the Config API sends."""
        code = self.raw.get("code")
        return code if isinstance(code, int) else None

    def __eq__(self, other: object) -> bool:
        """Compare by content."""
        return isinstance(other, ErrorEntry) and self.raw == other.raw

    __hash__ = None  # type: ignore[assignment]  # holds a mapping

    def __repr__(self) -> str:
        """Show kind, field and message, which hold no secret."""
        return f"ErrorEntry(type={self.type!r}, field={self.field!r}, message={self.message!r})"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


class SegmentError(Exception):
    """Something went wrong; the message says what to do next."""

    def __init__(
        self,
        message: str,
        *,
        operation_id: str | None = None,
        method: str | None = None,
        path_template: str | None = None,
        status: int | None = None,
        request_id: str | None = None,
        attempts: int = 0,
        elapsed: float | None = None,
        outcome: Outcome | None = None,
        errors: Sequence[ErrorEntry] = (),
    ) -> None:
        """Describe a failure.

        Args:
            message: A sentence that ends in what to do next.
            operation_id: The official id of the operation.
            method: The HTTP method.
            path_template: The URL template, without the values of its parameters.
            status: The HTTP status, where an answer came.
            request_id: The server's name for the request, where it gave one.
            attempts: How many requests went out on the wire.
            elapsed: Seconds from the start of the call to the failure.
            outcome: Whether the server acted.
            errors: The entries of the error answer.
        """
        super().__init__(message)
        self.operation_id = operation_id
        self.method = method
        self.path_template = path_template
        self.status = status
        self.request_id = request_id
        self.attempts = attempts
        self.elapsed = elapsed
        self.outcome: Outcome | None = outcome
        self.errors: tuple[ErrorEntry, ...] = tuple(errors)
        self.cursor: str | int | None = None
        """Where a walk through a list stood: pass it as ``after`` to go on from there."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Go from one process to another with everything that it tells."""
        return _again, (type(self), self.args, vars(self))


def _again(kind: type[SegmentError], args: tuple[Any, ...], state: dict[str, Any]) -> SegmentError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class ConfigurationError(SegmentError):
    """What was passed cannot be used. Nothing was sent."""


class TransportError(SegmentError):
    """No usable answer came."""


class ConnectFailed(TransportError):
    """No connection could be made, so nothing was sent."""


class TLSFailed(TransportError):
    """The server could not prove who it is, so nothing was sent."""


class DeadlineExceeded(TransportError):
    """The time given to the call was used up."""

    def __init__(self, message: str, *, phase: str, **context: Any) -> None:  # noqa: ANN401 - handed on
        """Describe what the call was doing.

        Args:
            message: As in `SegmentError`.
            phase: ``limiter``, ``pool``, ``token``, ``connect``, ``request`` or ``backoff``; ``run`` where it
                was the time of a whole bulk run.
            **context: As in `SegmentError`.
        """
        super().__init__(message, **context)
        self.phase = phase


class ProtocolError(TransportError):
    """The connection was lost, or what came was not HTTP."""


class OutcomeUnknown(TransportError):
    """The server may or may not have acted, and the operation must not be repeated blindly."""


class DecodeError(SegmentError):
    """An answer that is not what the API promises."""

    def __init__(self, message: str, *, path: str = "$", **context: Any) -> None:  # noqa: ANN401 - handed on
        """Say where in the JSON the trouble is.

        Args:
            message: As in `SegmentError`.
            path: A JSON path such as ``$.data.sources[3].id``.
            **context: As in `SegmentError`.
        """
        super().__init__(message, **context)
        self.path = path


class UnexpectedResponse(SegmentError):
    """A 2xx or 3xx status that nobody documents."""


class APIError(SegmentError):
    """The API refused the request."""

    def __init__(self, message: str, *, retry_after: float | None = None, **context: Any) -> None:  # noqa: ANN401 - handed on
        """Say how long the server wants to be left alone.

        Args:
            message: As in `SegmentError`.
            retry_after: Seconds to wait, where the answer tells.
            **context: As in `SegmentError`.
        """
        super().__init__(message, **context)
        self.retry_after = retry_after


class BadRequest(APIError):
    """400: the request makes no sense to the API."""


class Unauthorized(APIError):
    """401: the token is missing, wrong, revoked or not powerful enough."""


class Forbidden(APIError):
    """403: the token may not do this."""


class WrongRegion(APIError):
    """The workspace lives in another region."""

    def __init__(self, message: str, *, region: str | None = None, **context: Any) -> None:  # noqa: ANN401 - handed on
        """Name the region to try.

        Args:
            message: As in `SegmentError`.
            region: ``us`` or ``eu``, where the answer tells.
            **context: As in `SegmentError`.
        """
        super().__init__(message, **context)
        self.region = region


class NotFound(APIError):
    """404: no such thing, a feature that the workspace lacks, or a version that the operation lacks."""


class Conflict(APIError):
    """409: what exists stands in the way."""


class ValidationFailed(APIError):
    """413 or 422: a parameter or a field of the body is not as it must be."""


class RateLimited(APIError):
    """429: too many requests."""


class ServerError(APIError):
    """5xx: the API failed."""


class PaginationLoop(SegmentError):
    """A list that would never end."""


class MigrationError(SegmentError):
    """A migration stopped."""


class BulkError(SegmentError, ExceptionGroup[Exception]):
    """Some items of a bulk run failed. Each failure is in `exceptions`, and what became of the items in `outcomes`."""

    outcomes: tuple[Any, ...]
    """Outcomes as in `segment_async.bulk`: of every item where all were gathered, else of those that failed."""

    def __new__(cls, message: str, exceptions: Sequence[Exception], *, outcomes: Sequence[Any] = ()) -> Self:  # noqa: ARG004 - __init__ takes them
        """Group the failures.

        Args:
            message: As in `SegmentError`.
            exceptions: One for each failed item.
            outcomes: What became of the items.
        """
        return super().__new__(cls, message, list(exceptions))

    def __init__(self, message: str, exceptions: Sequence[Exception], *, outcomes: Sequence[Any] = ()) -> None:  # noqa: ARG002 - __new__ takes them
        """Describe the group."""
        super().__init__(message)
        self.outcomes = tuple(outcomes)

    def __reduce__(self) -> tuple[Any, ...]:
        """Go from one process to another with every failure."""
        return type(self), (self.message, self.exceptions), vars(self)

    def derive(self, excs: Sequence[Exception], /) -> "BulkError":  # type: ignore[override]  # always of our kind
        """Return a group of the same kind around some of the failures, as ``except*`` asks for."""
        return BulkError(self.message, excs, outcomes=self.outcomes)
