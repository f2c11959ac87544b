"""The course of one call: what it has come to so far, and who is told of it."""

import logging
from collections.abc import Mapping
from itertools import count
from traceback import print_exc
from typing import Any, Final

from segment_async._core.clock import now
from segment_async._core.hooks import Event, Hooks, RequestEvent, ResponseEvent, RetryEvent, WaitEvent
from segment_async._core.logs import LEVELS, log, logger
from segment_async._core.operation import Operation
from segment_async._core.quota import quota_of
from segment_async._core.until import UNTIL
from segment_async.errors import DeadlineExceeded, DecodeError, SegmentError

_numbers: Final = count(1)


class Course:
    """What one call has come to so far."""

    def __init__(self, operation: Operation[Any], total: float | None, hooks: Hooks | None = None) -> None:
        """Start the clock.

        Args:
            operation: What is called.
            total: Seconds that the call may take, if what is around it leaves them; ``None`` for no bound.
            hooks: Who is told what happens.
        """
        self.operation = operation
        self.hooks = hooks
        self.number = next(_numbers)
        self.started = self.sent = now()
        until = UNTIL.get()
        self.in_run = until is not None and (total is None or until < self.started + total)
        """Whether it is the deadline of a whole run that bounds it."""
        self.total = until - self.started if until is not None and self.in_run else total
        self.attempts = 0
        self.tries = 0
        """Attempts at the current one of several requests."""
        self.parts_done = 0
        """Of several requests, those that were carried out."""
        self.status: int | None = None
        self.headers: Mapping[str, str] = {}
        self.lost_before = False

    def elapsed(self) -> float:
        """Return the seconds since the call began."""
        return now() - self.started

    def left(self, moment: float | None = None) -> float | None:
        """Return the seconds until the deadline; ``None`` where there is none.

        Args:
            moment: From when on; from now where it is left out.
        """
        if self.total is None:
            return None
        return max(0.0, self.started + self.total - (now() if moment is None else moment))

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
        when, way_out = f"within {self.total:g} s", "Pass a larger timeout, or call less at once."
        if self.in_run:
            when, way_out = "before the deadline of its run", "Run it with a later deadline."
        return self.describe(
            DeadlineExceeded(
                f"{self.operation} did not end {when}; it was {doing}. {way_out}",
                phase="run" if self.in_run else phase,
                outcome="unknown" if sent else "not_sent",
            )
        )

    def waited(self, phase: str, seconds: float) -> None:
        """Tell that the call had to wait.

        Args:
            phase: As `WaitEvent.phase`.
            seconds: How long; 0 is not worth telling.
        """
        if seconds and self._is_watched(WaitEvent):
            self._tell(WaitEvent(call=self.number, operation=self.operation, phase=phase, wait=seconds))

    def sends(self) -> None:
        """Count an attempt, and tell that its request is about to be sent."""
        self.attempts += 1
        self.tries += 1
        self.status, self.headers, self.sent = None, {}, now()
        if self.hooks is not None and self.hooks.on_request is not None:
            self._tell(RequestEvent(call=self.number, operation=self.operation, attempt=self.attempts))

    def ends(self, error: BaseException | None) -> None:
        """Tell that an attempt has ended.

        Args:
            error: What ended it; ``None`` where it succeeded.
        """
        ours = self.describe(error.with_traceback(None)) if isinstance(error, SegmentError) else None
        if self._is_watched(ResponseEvent):
            event = ResponseEvent(
                call=self.number,
                operation=self.operation,
                attempt=self.attempts,
                seconds=now() - self.sent,
                status=self.status,
                quota=quota_of(self.headers),
                error=ours,
                cancelled=error is not None and ours is None,
            )
            self._tell(event)

    def retries(self, error: SegmentError, wait: float) -> None:
        """Tell that another attempt will follow.

        Args:
            error: What the last one met.
            wait: Seconds until then.
        """
        if self._is_watched(RetryEvent):
            self._tell(
                RetryEvent(call=self.number, operation=self.operation, attempt=self.attempts, wait=wait, error=error)
            )

    def _is_watched(self, kind: type[Event]) -> bool:
        return self.hooks is not None or logger.isEnabledFor(LEVELS[kind])

    def _tell(self, event: Event) -> None:
        level = LEVELS.get(type(event))
        if level is not None and logger.isEnabledFor(level):
            _log_safely(event)
        if self.hooks is not None:
            self.hooks.tell(event)


def _log_safely(event: Event) -> None:
    """Log an event; as `logging` does for its own handlers, print what a handler or a filter raises."""
    try:
        log(event)
    except Exception:  # noqa: BLE001 - handlers and filters may raise anything
        if logging.raiseExceptions:
            print_exc()
