"""What the Config API answers when it refuses: a text, and a gRPC code that goes with the status."""

from http import HTTPStatus
from typing import Final

from segment_async.sandbox.failures import Failure, failure_of
from segment_async.sandbox.store import Record, Refusal, Taken

UPSTREAM: Final = "upstream connect error or disconnect/reset before headers"
"""What a proxy says, as plain text, of a URL that leads nowhere."""

_CODES: Final = {
    HTTPStatus.BAD_REQUEST: 3,
    HTTPStatus.NOT_FOUND: 5,
    HTTPStatus.CONFLICT: 6,
    HTTPStatus.FORBIDDEN: 7,
    HTTPStatus.TOO_MANY_REQUESTS: 8,
    HTTPStatus.INTERNAL_SERVER_ERROR: 13,
    HTTPStatus.UNAUTHORIZED: 16,
}

_INVALID_ARGUMENT: Final = _CODES[HTTPStatus.BAD_REQUEST]


def rendered(reason: Refusal | Failure) -> tuple[int, Record]:
    """Return the status and the body of a refusal.

    What the Public API calls unprocessable is a bad request here, and a name that is taken is a conflict.
    """
    failure = failure_of(reason) if isinstance(reason, Refusal) else reason
    status = HTTPStatus.CONFLICT if isinstance(reason, Taken) else failure.status
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        status = HTTPStatus.BAD_REQUEST
    text = " ".join(entry["message"] for entry in failure.entries)
    return status, {"error": text, "code": _CODES.get(HTTPStatus(status), _INVALID_ARGUMENT)}


def unroutable() -> Failure:
    """Return the refusal of a URL that leads nowhere."""
    return Failure(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", UPSTREAM)


def internal(message: str) -> Failure:
    """Return the refusal of what makes the service stumble."""
    return Failure(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", message)
