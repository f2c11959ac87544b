"""One call from start to end: the limiter, the attempts, the deadline, the result or the error."""

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from math import inf
from typing import Any, Literal, TypeVar

import anyio
from attrs import evolve

from segment_async._core import answers, codec, retry
from segment_async._core.auth import Token, check_kind
from segment_async._core.course import Course
from segment_async._core.limiter import Limiter, PacingLimiter, shared_limiter, tell
from segment_async._core.limits import Feedback
from segment_async._core.operation import Level, Operation
from segment_async._core.preparing import Options, check_given, ids_of, requests_of
from segment_async._core.shared import Budget, Credentials, Slots
from segment_async._core.unset import UNSET, Unset
from segment_async._core.wire import Answer, Flight, RawAnswer, Request, Transport
from segment_async.errors import (
    ConfigurationError,
    ConnectFailed,
    DecodeError,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    SegmentError,
    Unauthorized,
)

T = TypeVar("T")

GONE = 404
REQUEST_ID_HEADERS = ("X-Request-Id", "X-Amzn-Trace-Id")


class Session:
    """Performs operations through a transport."""

    def __init__(
        self,
        transport: Transport,
        credentials: Credentials,
        slots: Slots,
        options: Options,
        budget: Budget | None = None,
    ) -> None:
        """Put the parts together."""
        self.transport = transport
        self.credentials = credentials
        self.slots = slots
        self.options = options
        self.budget = budget or Budget()

    def with_options(self, **changes: Any) -> "Session":  # noqa: ANN401 - the fields of Options
        """Return a session that shares the pool and the token and calls otherwise."""
        return Session(self.transport, self.credentials, self.slots, evolve(self.options, **changes), self.budget)

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
            error = Course(operation, None).describe(caught.with_traceback(None))
        raise error

    async def call(self, requests: Sequence[Request], operation: Operation[T]) -> T:
        """Perform an operation and return its result."""
        result = await self._perform_all(requests, operation, partial(self._result, operation))
        return codec.nothing(operation) if result is UNSET else result

    def _result(self, operation: Operation[T], answer: Answer) -> T:
        options = self.options
        return codec.decode(operation, answer.body, strict=options.strict, envelope=options.dialect.envelope)

    def _raw(self, answer: Answer) -> RawAnswer:
        """Return an answer that holds data, parsed.

        Raises:
            BrokenBody: It is not one whole JSON value.
            DecodeError: It is an envelope without data.
        """
        payload = codec.parse(answer.body)
        codec.data_of(payload, self.options.dialect.envelope)
        return RawAnswer(status=answer.status, headers=answer.headers, body=answer.body, json=payload)

    async def call_raw(self, requests: Sequence[Request], operation: Operation[Any]) -> RawAnswer:
        """Perform an operation and return the answer as it came."""
        raw = await self._perform_all(requests, operation, self._raw)
        return RawAnswer(status=GONE, headers={}, body=b"", json=None) if raw is UNSET else raw

    async def _perform_all(
        self, requests: Sequence[Request], operation: Operation[Any], read: Callable[[Answer], T]
    ) -> T | Literal[Unset.UNSET]:
        """Send the requests of a call one after the other, and return what the last one came to."""
        call = Course(operation, self.options.timeout.total, self.options.hooks)
        *first, last = requests
        try:
            for request in first:
                await self._perform(call, request, read)
                call.parts_done += 1
            return await self._perform(call, last, read)
        except SegmentError as caught:
            error = call.describe(caught.with_traceback(None))
        raise _in_parts(call, error, len(requests))

    async def _perform(self, call: Course, request: Request, read: Callable[[Answer], T]) -> T | Literal[Unset.UNSET]:
        """Attempt until there is a result, or an error that no further attempt would mend.

        `UNSET` stands for the answer to a delete that was sent again and found nothing left to delete.
        """
        options = self.options
        self.transport.open()
        call.tries = 0
        call.lost_before = False
        refused: Token | None = None
        while True:
            token = await self._token(call, refused)
            check_kind(request.operation, token)
            limiter = options.limiter or shared_limiter(token.digest(), options.base_url, options.dialect.limit)
            await self._wait_for_slot(call, limiter)
            try:
                result = await self._attempt(call, request, token, limiter, read)
            except SegmentError as caught:
                error = call.describe(caught.with_traceback(None))  # its frames hold what was answered
            else:
                self._earn(call)
                return result
            if _already_gone(call, error):
                return UNSET
            if isinstance(error, Unauthorized) and refused is None:
                refused = token
                if await self._token(call, refused) != token:
                    continue
            decision = retry.decide(options.policy, request.operation.replay, error, call.tries, self.budget.spent)
            if decision != "retry":
                if not retry.is_transient(error):
                    self._earn(call)
                raise call.describe(_final(call, error, decision))
            call.lost_before = call.lost_before or error.outcome == "unknown"
            await self._pause(call, error, limiter)

    def _earn(self, call: Course) -> None:
        self.budget.spent = retry.spent_after(self.options.policy, self.budget.spent, call.tries)

    async def _token(self, call: Course, refused: Token | None) -> Token:
        if (token := self.credentials.at_hand(refused)) is not None:
            return token
        with anyio.move_on_after(call.left()):
            return await self.credentials.get(refused)
        raise call.out_of_time("token", "asking for a token")

    async def _wait_for_slot(self, call: Course, limiter: Limiter) -> None:
        waited: float | None = None
        left = call.left()
        if isinstance(limiter, PacingLimiter):
            waited = await limiter.acquire(call.operation, within=left)
        else:
            with anyio.move_on_after(left):  # one of the caller's own may hang
                waited = await limiter.acquire(call.operation, within=left)
        if waited is None:
            raise call.out_of_time("limiter", "waiting for the rate limit")
        call.waited("limiter", waited)

    async def _attempt(
        self, call: Course, request: Request, token: Token, limiter: Limiter, read: Callable[[Answer], T]
    ) -> T:
        """Send once, and return what the answer reads as, where it is the documented success."""
        flight = Flight()
        feedback: Feedback | None = None
        try:
            waited = await self.slots.take(call.left)
            if waited is None:
                raise call.out_of_time("pool", "waiting for other calls of this client to end")
            try:
                call.waited("pool", waited)
                self.transport.open()
                call.sends()
                try:
                    answer = await self._send(call, request, token, flight)
                    feedback = answers.feedback(answer.status, answer.headers, answer.body)
                    _check_success(request.operation, answer, token, self.options.region)
                    result = _whole(read, request.operation, answer, token)
                except BaseException as caught:
                    call.ends(caught)
                    raise
                call.ends(None)
                return result
            finally:
                self.slots.give_back()
        finally:
            tell(limiter, call.operation, feedback or Feedback("counted" if flight.sent else "not_sent"))

    async def _send(self, call: Course, request: Request, token: Token, flight: Flight) -> Answer:
        """Send once, and return the answer, whatever it is."""
        options = self.options
        left, attempt = call.left(call.sent), options.timeout.attempt
        bounds = [bound for bound in (left, attempt) if bound is not None]
        with anyio.CancelScope(deadline=call.sent + min(bounds, default=inf)):
            answer = await self.transport.send(
                request, token, flight, connect_timeout=options.timeout.connect, max_bytes=options.max_response_bytes
            )
            call.status, call.headers = answer.status, answer.headers
            return answer
        if attempt is None or (left is not None and left <= attempt):
            raise call.out_of_time(
                *(("request", "waiting for the answer") if flight.sent else ("connect", "connecting"))
            )
        late = f"within {attempt:g} s. Try again, or pass a larger timeout for an attempt."
        if flight.sent:
            raise ProtocolError(f"No answer came {late}", outcome="unknown")
        raise ConnectFailed(f"No connection could be made {late}", outcome="not_sent")

    async def _pause(self, call: Course, error: SegmentError, limiter: Limiter) -> None:
        seconds = retry.pause(self.options.policy, error, call.tries, random.random())  # noqa: S311 - spreads load
        left = call.left()
        if left is not None and seconds >= left:
            raise (
                error
                if isinstance(error, RateLimited) and not call.in_run
                else call.out_of_time("backoff", "about to pause before another attempt")
            )
        self.budget.spent += 1
        try:
            call.retries(error, seconds)
            await (limiter.pause if isinstance(limiter, PacingLimiter) else anyio.sleep)(seconds)
        except BaseException:
            self.budget.spent = max(0.0, self.budget.spent - 1)  # no retry comes of it
            raise


def _check_success(operation: Operation[Any], answer: Answer, token: Token, region: str | None) -> None:
    """Refuse an answer that is no documented success.

    Raises:
        SegmentError: It is something else.
    """
    if answer.status != operation.success and not _is_success_alike(answer.status):
        body = token.scrub(answer.body[: 1 << 20].decode("utf-8", "replace")).encode("utf-8", "replace")
        error = answers.failure(operation, answer.status, answer.headers, body, region=region)
        named = next((answer.headers[name] for name in REQUEST_ID_HEADERS if name in answer.headers), None)
        error.request_id = None if named is None else token.scrub(named)
        raise error


def _whole(read: Callable[[Answer], T], operation: Operation[Any], answer: Answer, token: Token) -> T:
    """Return what an answer reads as.

    Raises:
        DecodeError: It is cut off, no JSON at all, or of another type than the API promises.
    """
    with suppress(codec.BrokenBody):
        return read(answer)
    kind = token.scrub(answer.headers.get("Content-Type", "no content type"))
    raise DecodeError(
        f"{operation} answered {answer.status} with {len(answer.body):,} bytes ({kind}) "
        "that are not one whole JSON value. Try again; check base_url.",
        status=answer.status,
        outcome="unknown",
    )


def _is_success_alike(status: int) -> bool:
    """Tell whether a status is 200 or 201, which Segment has exchanged for one another between releases."""
    return status in {200, 201}


def _already_gone(call: Course, error: SegmentError) -> bool:
    """Tell whether a delete whose first answer was lost found its work done."""
    return call.operation.method == "DELETE" and call.lost_before and error.status == GONE


def _in_parts(call: Course, error: SegmentError, parts: int) -> SegmentError:
    """Return the error of a whole call, which may have been carried out whatever the last of its requests met."""
    if call.lost_before and call.operation.replay == "convergent" and error.outcome != "done":
        error.outcome = "unknown"
    if call.parts_done:
        error.outcome = "unknown"
        done = f"The list went out in {parts} parts, and the first {call.parts_done} of them were carried out"
        error.args = (f"{error} {done}: look at what is left before calling again.",)
    return error


def _final(call: Course, error: SegmentError, decision: retry.Decision) -> SegmentError:
    if decision == "spent":
        spent = "too many calls of this client have failed, and its budget of retries (RetryPolicy.budget) is used up"
        error.args = (f"{error} It was not tried again: {spent} until some succeed.",)
    if decision != "unknown":
        return error
    return OutcomeUnknown(
        f"{call.operation} may or may not have been carried out: {error} Look whether it was before calling again.",
        status=error.status,
        request_id=error.request_id,
        outcome="unknown",
        errors=error.errors,
    )
