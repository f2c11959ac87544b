"""The *Testing* tag."""

import asyncio
from http import HTTPStatus
from typing import Final

from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.failures import Failure, ManyFailures, invalid
from segment_async.sandbox.store import Record

DELAY_AT_MOST: Final = 60_000
"""Milliseconds that an answer may be held back."""

_ERRORS: Final = range(HTTPStatus.BAD_REQUEST, 600)
"""Statuses that say that a request failed."""


@handles("echo")
async def echo(call: Call) -> Record:
    """Answer with what came, or with the failure that is asked for, after a delay if one is."""
    delay = call.query.get("delay", 0)
    if not 0 <= delay <= DELAY_AT_MOST:
        raise invalid(f"delay has to lie between 0 and {DELAY_AT_MOST} milliseconds.", "delay")
    status = call.query.get("statusCode", HTTPStatus.OK)
    if status != HTTPStatus.OK and status not in _ERRORS:
        raise invalid("statusCode has to be 200, or lie between 400 and 599.", "statusCode")
    await asyncio.sleep(delay / 1000)
    failure = _wanted_failure(call, int(status))
    if failure is not None:
        raise failure
    return {"method": "get", "message": call.query["message"], "headers": dict(call.headers)}


def _wanted_failure(call: Call, status: int) -> Failure | None:
    """Return the failure that is asked for; one error wins over many, and these over an unexpected one."""
    message = call.query["message"]
    broken = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    refusal = Failure(status if status in _ERRORS and not broken else HTTPStatus.BAD_REQUEST, "bad-request", message)
    if call.query.get("triggerError"):
        return refusal
    if call.query.get("triggerMultipleErrors"):
        return ManyFailures([refusal, invalid(message, "message")])
    if call.query.get("triggerUnexpectedError"):
        return Failure(HTTPStatus.INTERNAL_SERVER_ERROR, "internal-error", message)
    if broken:
        return Failure(status, "internal-error", message)
    return refusal if status in _ERRORS else None
