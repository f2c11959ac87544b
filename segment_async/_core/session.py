"""One call from start to end: the limiter, the attempts, the deadline, the result or the error."""

import logging
import random
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal, TypeVar

import anyio
from attrs import evolve

from segment_async._core import answers, codec, retry
from segment_async._core.auth import Token, check_kind
from segment_async._core.limiter import Limiter, shared_limiter
from segment_async._core.operation import Level, Operation
from segment_async._core.preparing import Options, check_given, ids_of, requests_of
from segment_async._core.shared import Credentials, Slots
from segment_async._core.unset import UNSET, Unset
from segment_async._core.wire import Answer, Flight, RawAnswer, Request, Transport
from segment_async.errors import (
    ConfigurationError,
    ConnectFailed,
    DeadlineExceeded,
    DecodeError,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    SegmentError,
    Unauthorized,
)

T = TypeVar("T")

logger = logging.getLogger("segment_async")

GONE = 404
REQUEST_ID_HEADERS = ("X-Request-Id", "X-Amzn-Trace-Id")


class _Call:
    """What one call has come to so far."""

    def __init__(self, operation: Operation[Any], total: float | None) -> None:
        self.operation = operation
        self.total = total
        self.started = time.monotonic()
        self.attempts = 0
        self.tries = 0  # attempts at the current one of several requests
        self.parts_done = 0  # of several requests, those that were carried out
        self.status: int | None = None
        self.lost_before = False

    def elapsed(self) -> float:
        return time.monotonic() - self.started

    def left(self) -> float | None:
        return None if self.total is None else max(0.0, self.total - self.elapsed())

    def describe(self, error: SegmentError) -> SegmentError:
        """Complete an error with what is known of the call."""
        error.operation_id = self.operation.id
        error.method = self.operation.method
        error.path_template = self.operation.path
        error.attempts = self.attempts
        error.elapsed = self.elapsed()
        if isinstance(error, DecodeError) and error.outcome is None:
            error.status, error.outcome = self.status, "done"
            error.args = (f"{self.operation}: {error} Look at what call_raw() gives, and for a newer version.",)
        return error

    def out_of_time(self, phase: str, doing: str) -> SegmentError:
        """Return the error for a deadline that has passed.

        Args:
            phase: As `DeadlineExceeded.phase`.
            doing: The same for people.
        """
        sent = phase == "request" or self.lost_before
        return self.describe(
            DeadlineExceeded(
                f"{self.operation} did not end within {self.total:g} s; it was {doing}. "
                "Pass a larger timeout, or call less at once.",
                phase=phase,
                outcome="unknown" if sent else "not_sent",
            )
        )


class Session:
    """Performs operations through a transport."""

    def __init__(self, transport: Transport, credentials: Credentials, slots: Slots, options: Options) -> None:
        """Put the parts together."""
        self.transport = transport
        self.credentials = credentials
        self.slots = slots
        self.options = options

    def with_options(self, **changes: Any) -> "Session":  # noqa: ANN401 - the fields of Options
        """Return a session that shares the pool and the token and calls otherwise."""
        return Session(self.transport, self.credentials, self.slots, evolve(self.options, **changes))

    async def prepare(
        self,
        operation: Operation[Any],
        *,
        path: Mapping[str, str | Unset] | None,
        query: Mapping[str, object] | None,
        body: Mapping[str, object] | None,
        version: Level | None,
    ) -> tuple[Request, ...]:
        """Return the requests of a call: one, or several where a deletion lists more than an address holds.

        Raises:
            ConfigurationError: Something that was passed cannot be sent.
        """
        try:
            check_given(operation, self.options, path=path, query=query, body=body)
            ids = ids_of(operation, self.options, path or {})
            if self.options.home is not None:
                ids = await self.options.home.fill(operation, ids)
            return requests_of(operation, self.options, ids, query=query, body=body, version=version)
        except ConfigurationError as caught:
            error = _Call(operation, None).describe(caught.with_traceback(None))
        raise error

    async def call(self, requests: Sequence[Request], operation: Operation[T]) -> T:
        """Perform an operation and return its result."""
        result = await self._perform_all(requests, operation, partial(self._result, operation))
        return codec.nothing(operation) if result is UNSET else result

    def _result(self, operation: Operation[T], raw: RawAnswer) -> T:
        return codec.result_of(operation, raw.json, strict=self.options.strict, envelope=self.options.dialect.envelope)

    def _with_data(self, raw: RawAnswer) -> RawAnswer:
        """Return an answer that holds data.

        Raises:
            DecodeError: It is an envelope without.
        """
        codec.data_of(raw.json, self.options.dialect.envelope)
        return raw

    async def call_raw(self, requests: Sequence[Request], operation: Operation[Any]) -> RawAnswer:
        """Perform an operation and return the answer as it came."""
        raw = await self._perform_all(requests, operation, self._with_data)
        return RawAnswer(status=GONE, headers={}, body=b"", json=None) if raw is UNSET else raw

    async def _perform_all(
        self, requests: Sequence[Request], operation: Operation[Any], read: Callable[[RawAnswer], T]
    ) -> T | Literal[Unset.UNSET]:
        """Send the requests of a call one after the other, and return what the last one came to."""
        call = _Call(operation, self.options.timeout.total)
        *first, last = requests
        try:
            for request in first:
                await self._perform(call, request, read)
                call.parts_done += 1
            return await self._perform(call, last, read)
        except SegmentError as caught:
            error = caught
        raise _in_parts(call, error, len(requests))

    async def _perform(self, call: _Call, request: Request, read: Callable[[RawAnswer], T]) -> T | Literal[Unset.UNSET]:
        """Attempt until there is a result, or an error that no further attempt would mend.

        `UNSET` stands for the answer to a delete that was sent again and found nothing left to delete.
        """
        options = self.options
        call.tries = 0
        call.lost_before = False
        refused: Token | None = None
        while True:
            token = await self._token(call, refused)
            check_kind(request.operation, token)
            limiter = options.limiter or shared_limiter(token.digest(), options.base_url, options.dialect.limit)
            await self._wait_for_slot(call, limiter)
            try:
                return read(await self._attempt(call, request, token, limiter))
            except SegmentError as caught:
                error = call.describe(caught.with_traceback(None))  # its frames hold what was answered
            if _already_gone(call, error):
                return UNSET
            if isinstance(error, Unauthorized) and refused is None:
                refused = token
                if await self._token(call, refused) is not token:
                    continue
            decision = retry.decide(options.policy, request.operation.replay, error, call.tries)
            if decision != "retry":
                raise call.describe(_final(call, error, decision))
            call.lost_before = call.lost_before or error.outcome == "unknown"
            await self._pause(call, error)

    async def _token(self, call: _Call, refused: Token | None) -> Token:
        with anyio.move_on_after(call.left()):
            return await self.credentials.get(refused)
        raise call.out_of_time("token", "asking for a token")

    async def _wait_for_slot(self, call: _Call, limiter: Limiter) -> None:
        waited = await limiter.acquire(call.operation, within=call.left())
        if waited is None:
            raise call.out_of_time("limiter", "waiting for the rate limit")
        if waited:
            logger.debug("%s waited %.3f s for the rate limit", call.operation.id, waited)

    async def _attempt(self, call: _Call, request: Request, token: Token, limiter: Limiter) -> RawAnswer:
        """Send once, and return the answer where it is the documented success."""
        options = self.options
        call.status = None
        async with self.slots.one(call.left()) as got_one:
            if not got_one:
                raise call.out_of_time("pool", "waiting for other calls of this client to end")
            self.transport.open()
            call.attempts += 1
            call.tries += 1
            flight = Flight()
            bounds = [bound for bound in (call.left(), options.timeout.attempt) if bound is not None]
            with anyio.move_on_after(min(bounds, default=None)):
                answer = await self.transport.send(
                    request,
                    token,
                    flight,
                    connect_timeout=options.timeout.connect,
                    max_bytes=options.max_response_bytes,
                )
                call.status = answer.status
                logger.debug("%s answered %d (attempt %d)", call.operation.id, answer.status, call.attempts)
                limiter.heed(request.operation, answers.feedback(answer.status, answer.headers, answer.body))
                return _raw(request.operation, answer, token, options.region)
        if call.left() == 0:
            raise call.out_of_time(
                *(("request", "waiting for the answer") if flight.sent else ("connect", "connecting"))
            )
        late = f"within {options.timeout.attempt:g} s. Try again, or pass a larger timeout for an attempt."
        if flight.sent:
            raise ProtocolError(f"No answer came {late}", outcome="unknown")
        raise ConnectFailed(f"No connection could be made {late}", outcome="not_sent")

    async def _pause(self, call: _Call, error: SegmentError) -> None:
        seconds = retry.pause(self.options.policy, error, call.tries, random.random())  # noqa: S311 - spreads load
        left = call.left()
        if left is not None and seconds >= left:
            raise (
                error
                if isinstance(error, RateLimited)
                else call.out_of_time("backoff", "about to pause before another attempt")
            )
        logger.info(
            "%s failed (attempt %d, %s); next in %.3f s", call.operation.id, call.attempts, error.outcome, seconds
        )
        await anyio.sleep(seconds)


def _raw(operation: Operation[Any], answer: Answer, token: Token, region: str | None) -> RawAnswer:
    """Return a documented success, parsed.

    Raises:
        SegmentError: The answer is something else.
    """
    if answer.status != operation.success and not _is_success_alike(answer.status):
        body = token.scrub(answer.body[: 1 << 20].decode("utf-8", "replace")).encode("utf-8", "replace")
        error = answers.failure(operation, answer.status, answer.headers, body, region=region)
        error.request_id = next((answer.headers[name] for name in REQUEST_ID_HEADERS if name in answer.headers), None)
        raise error
    try:
        payload = codec.parse(answer.body)
    except codec.BrokenBody:
        payload = UNSET
    if payload is UNSET:
        kind = answer.headers.get("Content-Type", "no content type")
        raise DecodeError(
            f"{operation} answered {answer.status} with {len(answer.body):,} bytes ({kind}) "
            "that are not one whole JSON value. Try again; check base_url.",
            status=answer.status,
            outcome="unknown",
        )
    return RawAnswer(status=answer.status, headers=answer.headers, body=answer.body, json=payload)


def _is_success_alike(status: int) -> bool:
    """Tell whether a status is 200 or 201, which Segment has exchanged for one another between releases."""
    return status in {200, 201}


def _already_gone(call: _Call, error: SegmentError) -> bool:
    """Tell whether a delete whose first answer was lost found its work done."""
    return call.operation.method == "DELETE" and call.lost_before and error.status == GONE


def _in_parts(call: _Call, error: SegmentError, parts: int) -> SegmentError:
    """Return the error of a call that went out in parts: what was done before is done, whatever the last part met."""
    if call.parts_done:
        error.outcome = "unknown"
        done = f"The list went out in {parts} parts, and the first {call.parts_done} of them were carried out"
        error.args = (f"{error} {done}: look at what is left before calling again.",)
    return error


def _final(call: _Call, error: SegmentError, decision: retry.Decision) -> SegmentError:
    if decision != "unknown":
        return error
    return OutcomeUnknown(
        f"{call.operation} may or may not have been carried out: {error} Look whether it was before calling again.",
        status=error.status,
        request_id=error.request_id,
        outcome="unknown",
        errors=error.errors,
    )
