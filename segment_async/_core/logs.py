"""What happens during calls, as log records.

They go to the logger ``segment_async``: pauses before another request at level INFO, waits and answers at level DEBUG.
Besides the readable message each record has the attributes below, for log processors to index; a record has those that
apply, and none holds a token, a value from a path or a query, or a body.

=====================  =================================================================
``segment_call``       number of the call in this process
``segment_operation``  official id, such as ``listSources``
``segment_method``     HTTP method
``segment_attempt``    number of the request within the call, from 1
``segment_status``     HTTP status
``segment_seconds``    how long the request took
``segment_wait``       seconds waited, or to wait
``segment_phase``      what was waited for: ``limiter`` or ``pool``
``segment_error``      class of the error
``segment_outcome``    whether the server acted, as `SegmentError.outcome` tells
=====================  =================================================================
"""

import logging
from collections.abc import Mapping
from typing import Final

from segment_async._core.hooks import Event, ResponseEvent, RetryEvent, WaitEvent
from segment_async.errors import SegmentError

logger: Final = logging.getLogger("segment_async")

LEVELS: Final[Mapping[type[Event], int]] = {
    WaitEvent: logging.DEBUG,
    ResponseEvent: logging.DEBUG,
    RetryEvent: logging.INFO,
}
"""At which level the kinds of events are logged; what is not here never is."""

_PHASES: Final = {"limiter": "the rate limit", "pool": "other calls of the client"}


def log(event: Event) -> None:
    """Write a record of an event."""
    name = event.operation.id
    fields: dict[str, object] = {"call": event.call, "operation": name, "method": event.operation.method}
    args: tuple[object, ...]
    match event:
        case WaitEvent():
            message, args = "%s waited %.3f s for %s", (name, event.wait, _PHASES[event.phase])
            fields |= {"wait": event.wait, "phase": event.phase}
        case ResponseEvent():
            came = _name_of(event.error) or "cancelled" if event.status is None else f"status {event.status}"
            message, args = "%s attempt %d: %s after %.3f s", (name, event.attempt, came, event.seconds)
            fields |= {"attempt": event.attempt, "seconds": event.seconds} | _about(event.error)
            if event.status is not None:
                fields["status"] = event.status
        case RetryEvent():
            message = "%s attempt %d failed: %s; the next one starts in %.3f s"
            args = (name, event.attempt, _name_of(event.error), event.wait)
            fields |= {"attempt": event.attempt, "wait": event.wait} | _about(event.error)
            if event.error.status is not None:
                fields["status"] = event.error.status
        case _:
            return
    logger.log(LEVELS[type(event)], message, *args, extra={f"segment_{key}": value for key, value in fields.items()})


def _name_of(error: SegmentError | None) -> str | None:
    return None if error is None else type(error).__name__


def _about(error: SegmentError | None) -> dict[str, object]:
    return {} if error is None else {"error": type(error).__name__, "outcome": error.outcome}
