"""What an answer that is no success means, and which error says so."""

import re
from collections.abc import Mapping
from typing import Any, Final

from segment_async._core import codec
from segment_async._core.limits import Feedback
from segment_async._core.operation import Operation
from segment_async._core.quota import quota_of, seconds_until
from segment_async._core.values import is_list, is_number, is_object
from segment_async._core.wire import excerpt, is_html
from segment_async.errors import (
    APIError,
    BadRequest,
    Conflict,
    ErrorEntry,
    Forbidden,
    NotFound,
    Outcome,
    RateLimited,
    SegmentError,
    ServerError,
    Unauthorized,
    UnexpectedResponse,
    ValidationFailed,
    WrongRegion,
)

TOO_MANY: Final = 429
MAY_ASK_TO_WAIT: Final = frozenset({408, 425, TOO_MANY, 503})

LONGEST_WINDOW: Final = 300.0
"""Seconds of a window that requests are paced by; the monthly quota of regulations comes in the same headers."""

_ERRORS: Final[Mapping[int, tuple[type[APIError], str]]] = {
    400: (BadRequest, "Compare the request with the operation's documentation."),
    401: (Unauthorized, "Check that the token is complete, not revoked, and allowed to do this."),
    403: (Forbidden, "Use a token with the permission, or ask a workspace owner."),
    404: (NotFound, "Check the id, and that the workspace has the feature."),
    409: (Conflict, "Look at what exists before trying again."),
    413: (ValidationFailed, "Send less at once."),
    422: (ValidationFailed, "Correct what the entries name."),
    TOO_MANY: (RateLimited, "Wait before the next call."),
}
_SERVER_HINT: Final = "Try again later; if it persists, ask Segment's support."

GRPC_NOT_FOUND: Final = 5

NO_TOKEN: Final = ("denied or malformed token",)
"""Texts by which a 403 says that the token is bad, not what it may do."""

WRONG_REGION_STATUSES: Final = frozenset({400, 401, 403, 421})
"""Statuses that a token of another region may be refused with; which one it is, is not documented."""

_REGION = re.compile(r"\b(?:(EU|US)[- ]hosted|(eu1\.)?api\.segmentapis\.com)", re.IGNORECASE)


def failure(
    operation: Operation[Any], status: int, headers: Mapping[str, str], body: bytes, *, region: str | None
) -> SegmentError:
    """Return the error for an answer that is no documented success.

    Args:
        operation: What was called.
        status: The HTTP status.
        headers: The answer's headers.
        body: The answer's body, without any token in it.
        region: The region that was called; ``None`` where the address is not Segment's.
    """
    entries = entries_of(body)
    meant = _meant(operation, status, entries)
    kind, hint = _kind_of(meant)
    if meant == status and _is_unroutable(status, body):
        hint = "Either the service is down, or no service stands behind this address: check base_url, then try again."
    details: dict[str, Any] = {"status": status, "errors": entries, "outcome": _outcome_of(meant)}
    if status in MAY_ASK_TO_WAIT:
        details["retry_after"] = wait_asked(headers, entries) if status == TOO_MANY else retry_after(headers)
    elsewhere = region_named(entries) if status in WRONG_REGION_STATUSES else None
    if elsewhere not in {None, region}:
        kind = WrongRegion
        hint = f"The workspace lives in another region: use region={elsewhere!r}."
        details["region"] = elsewhere
    return kind(f"{operation} answered {status}{_says(entries, headers, body)}. {hint}", **details)


def _meant(operation: Operation[Any], status: int, entries: tuple[ErrorEntry, ...]) -> int:
    """Return the status that an answer means, where it carries another.

    The Config API says that something does not exist, and that a token is none, with other statuses too; its gRPC
    codes and its texts tell.
    """
    for entry in entries:
        said = entry.message or ""
        if status in {400, 500} and (entry.code == GRPC_NOT_FOUND or any(text in said for text in operation.not_found)):
            return 404
        if status == 403 and any(text in said for text in NO_TOKEN):  # noqa: PLR2004 - a status
            return 401
    return status


def _is_unroutable(status: int, body: bytes) -> bool:
    """Tell whether a proxy found nothing to hand a request to."""
    return status == 503 and body.lstrip().startswith(b"upstream connect error")  # noqa: PLR2004 - a status


def _kind_of(status: int) -> tuple[type[SegmentError], str]:
    if status in _ERRORS:
        return _ERRORS[status]
    if status >= 500:  # noqa: PLR2004 - the class of statuses
        return ServerError, _SERVER_HINT
    if status >= 400:  # noqa: PLR2004 - the class of statuses
        return BadRequest, _ERRORS[400][1]
    if status >= 300:  # noqa: PLR2004 - the class of statuses
        return (
            UnexpectedResponse,
            "Redirects are never followed, so that the token stays with one host; check base_url.",
        )
    return UnexpectedResponse, "Nobody documents this status; look for a newer version of segment-async."


def _outcome_of(status: int) -> Outcome:
    """Tell whether the server acted: it refused, or it broke on the way, or it answered something else."""
    if status >= 500:  # noqa: PLR2004 - the class of statuses
        return "unknown"
    return "rejected" if status >= 400 else "unknown"  # noqa: PLR2004 - the class of statuses


def entries_of(body: bytes) -> tuple[ErrorEntry, ...]:
    """Return the entries of an error body, none where it is something else."""
    try:
        payload = codec.parse(body)
    except codec.BrokenBody:
        return ()
    if not is_object(payload):
        return ()
    if is_object(error := payload.get("error")):
        return (ErrorEntry(error),)
    entries = payload.get("errors")
    if not is_list(entries):
        return (ErrorEntry(payload),) if {"error", "message"} & payload.keys() else ()
    return tuple(ErrorEntry(entry) for entry in entries if is_object(entry))


def _says(entries: tuple[ErrorEntry, ...], headers: Mapping[str, str], body: bytes) -> str:
    """Return what the answer says, as the rest of a sentence."""
    said = [text for entry in entries if (text := _line(entry))]
    if said:
        return f": {'; '.join(said)}"
    if is_html(headers, body):
        return " with a web page, as a proxy or a log-in portal would"
    return f": {excerpt(body)}" if body and not entries else ""


def _line(entry: ErrorEntry) -> str:
    text = excerpt((entry.message or entry.type or "").encode("utf-8", "replace")).rstrip(".")
    return f"{text} (field {entry.field})" if entry.field else text


def region_named(entries: tuple[ErrorEntry, ...]) -> str | None:
    """Return the region that a refusal sends the caller to, as the wrong region's refusals do."""
    match = _REGION.search(" ".join(entry.message or "" for entry in entries))
    if match is None:
        return None
    if match[1]:
        return match[1].lower()
    return "eu" if match[2] else "us"


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds an answer asks to wait by its ``Retry-After``."""
    asked = headers.get("Retry-After", "")
    seconds = _seconds(asked)
    return seconds_until(asked, headers) if seconds is None else seconds


def wait_asked(headers: Mapping[str, str], entries: tuple[ErrorEntry, ...]) -> float | None:
    """Return how many seconds a 429 asks to wait, in the order that Segment prefers.

    ``Retry-After`` comes first, then ``msBeforeNext`` of the entries, then ``X-RateLimit-Reset``. What makes no sense
    counts as absent.
    """
    for seconds in (retry_after(headers), _milliseconds(entries)):
        if seconds is not None:
            return seconds
    return seconds_until(headers.get("X-RateLimit-Reset", ""), headers)


def feedback(status: int, headers: Mapping[str, str], body: bytes) -> Feedback:
    """Return what an answer says about limits.

    Segment states what a window has taken and what it has left. Segment's stated limits change between releases, so
    the headers count more. A window that is longer than minutes is a quota: it is reported, and not paced. An absurd
    wait holds back nobody for longer than that either. A refusal for the token's limit has a ``Retry-After``, one for
    the operation's has ``msBeforeNext``.
    """
    if status == TOO_MANY:
        entries = entries_of(body)
        wait = wait_asked(headers, entries)
        return Feedback(
            "refused",
            wait=None if wait is None else min(wait, LONGEST_WINDOW),
            everything="Retry-After" in headers and _milliseconds(entries) is None,
        )
    quota = quota_of(headers)
    if quota is None or (quota.resets_in or 0) > LONGEST_WINDOW:
        return Feedback()
    return Feedback(requests=quota.limit, wait=None if quota.remaining else quota.resets_in)


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text) if text.isascii() and "_" not in text else 0.0  # Python's own spellings are no header's
    except ValueError:
        return None
    return seconds if 0 < seconds < 1e9 else None  # noqa: PLR2004 - beyond thirty years is no wait, and neither is nan


def _milliseconds(entries: tuple[ErrorEntry, ...]) -> float | None:
    for entry in entries:
        wait = entry.data.get("msBeforeNext") if is_object(entry.data) else None
        if is_number(wait) and 0 < wait < 1e12:  # noqa: PLR2004 - as above
            return wait / 1000
    return None
