"""What the workers of a run do, and what they share."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, Callable, Generator, Iterable
from math import inf
from operator import length_hint
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import anyio
from attrs import frozen

from segment_async._core.until import UNTIL
from segment_async.bulk.outcomes import Done, Failed, Outcome, Skipped, Unknown, may_have_acted
from segment_async.bulk.progress import Meter, Report
from segment_async.bulk.reasons import LATE, REFUSED, STOPPED, STRAY, NotStarted, halted, is_late
from segment_async.errors import DeadlineExceeded, SegmentError, Unauthorized, WrongRegion

if TYPE_CHECKING:
    from segment_async.bulk.recorder import Recorder

T = TypeVar("T")
V = TypeVar("V")

GRACE: Final = 1.0
"""Seconds that are left to what must end: to input behind a deadline, and to a closing while it is cancelled."""

LEEWAY: Final = 0.1
"""Seconds in which a client's own call can tell how far it is, before it is cut off at the deadline of the run."""


@frozen(kw_only=True)
class Plan(Generic[T, V]):
    """What a run is to do; the fields are those of `run`."""

    call: Callable[[T], Awaitable[V]]
    items: AsyncIterable[T] | Iterable[T]
    concurrency: int
    ordered: bool
    stops: bool
    deadline: float | None
    report: Report | None
    is_refused: Callable[[], Awaitable[bool]] | None
    is_read: Callable[[SegmentError], bool]
    recorder: "Recorder[T, V] | None"


class Work(Generic[T, V]):
    """A run in progress. It does not know who iterates, so that a run which nobody holds any more can end."""

    def __init__(self, plan: Plan[T, V]) -> None:
        """Prepare the work; nothing is pulled."""
        total = length_hint(plan.items, -1)
        self.total = total if total >= 0 else None
        self.meter = Meter(self.total)
        self.over = False
        self.errors: list[BaseException] = []
        self.failures: list[Failed[T] | Unknown[T]] = []
        self._plan = plan
        self._room = 2 * plan.concurrency
        self._call = plan.call
        self._report = plan.report
        self._source: AsyncIterator[T] = (
            aiter(plan.items) if isinstance(plan.items, AsyncIterable) else _spread(plan.items)
        )
        self._scope: anyio.CancelScope | None = None
        self.until = inf
        """When the run must be over, on the clock of the event loop."""
        self._closing = False
        self._input_ended = False
        self._input_cut = False
        self.is_late = False
        """Whether the deadline passed before the input ended."""
        self._skip: str | None = None
        self._asking: anyio.Event | None = None
        self._pulling = False
        self._calling_next = False
        self._idle: deque[anyio.Event] = deque()
        self._ready: deque[Outcome[T, V]] = deque()
        self._early: dict[int, Outcome[T, V]] = {}
        self._placed = 0
        self._delivered = 0
        self._fetched: anyio.Event | None = None
        self._arrived: anyio.Event | None = None

    def start(self) -> "asyncio.Task[None]":
        """Start the one task that the workers live in."""
        loop = asyncio.get_running_loop()
        self._scope = anyio.CancelScope()
        task = loop.create_task(self._supervise(self._scope), name="segment_async.bulk")
        task.add_done_callback(self._end)
        if self._plan.deadline is not None:
            self.until = anyio.current_time() + self._plan.deadline
            self._call = _bounded(self._plan.call, self.until, self._plan.deadline)
            if self.total is None or isinstance(self._plan.items, AsyncIterable):
                cut = loop.call_later(self._plan.deadline + GRACE, self._cut_input)
                task.add_done_callback(lambda _: cut.cancel())
        return task

    @property
    def is_complete(self) -> bool:
        """Tell whether no more is pulled, and the outcome of every item that was pulled has been taken."""
        asking = self._asking is not None  # only the answer tells why the run ends
        return self._input_ended and not (self._input_cut or asking) and self.meter.pulled == self._delivered

    @property
    def is_refused(self) -> bool:
        """Tell whether the API refuses the token altogether."""
        return self._skip == REFUSED

    def cancel(self) -> None:
        """End without outcomes for what is in progress."""
        self._closing = True
        if self._scope is not None:
            self._scope.cancel()

    def take(self) -> Outcome[T, V] | None:
        """Return the next outcome; ``None`` where there is none yet."""
        if not self._ready:
            return None
        self._delivered += 1
        if self._fetched is not None:
            self._fetched.set()
            self._fetched = None
        outcome = self._ready.popleft()
        if self._plan.stops and isinstance(outcome, Failed | Unknown):
            self.failures.append(outcome)
        return outcome

    async def arrival(self) -> None:
        """Wait until there may be an outcome, or the end."""
        if self._arrived is None:
            self._arrived = anyio.Event()
        await self._arrived.wait()

    async def _supervise(self, scope: anyio.CancelScope) -> None:
        workers = self._plan.concurrency if self.total is None else min(self._plan.concurrency, self.total)
        try:
            self._tell()
            with scope:
                async with anyio.create_task_group() as group:
                    for _ in range(max(1, workers)):
                        group.start_soon(self._work)
        finally:
            try:
                await _close(self._source)
            finally:  # whatever a generator raises at its end, the journal is let go of
                if self._plan.recorder is not None:
                    await self._plan.recorder.aclose()
            self._tell()

    def _end(self, task: "asyncio.Task[None]") -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.errors.append(error)
        self.over = True
        self._wake()

    async def _work(self) -> None:
        try:
            while not self._closing:
                item = await self._pull()
                place = self.meter.pulled
                self.meter.pulled += 1
                outcome = await self._outcome(item)
                self._deliver(place, outcome)
                if isinstance(outcome.error, Unauthorized | WrongRegion):
                    await self._ask()
        except StopAsyncIteration:
            self._end_input()
        except asyncio.CancelledError as error:
            self.stop(self._stray("The input, or a function that was passed", error))
        except Exception as error:  # noqa: BLE001 - raised where the run is iterated
            self.stop(error)

    def _stray(self, what: str, error: asyncio.CancelledError) -> RuntimeError:
        """Return the mistake that a cancellation is which nobody meant for this run.

        Raises:
            CancelledError: It was meant.
        """
        task = asyncio.current_task()
        if self._closing or task is None or task.cancelling():
            raise error
        mistake = RuntimeError(STRAY.format(what))
        mistake.__cause__ = error
        return mistake

    async def _pull(self) -> T:
        """Return the next item, pulled by one worker at a time, when there is room for its outcome.

        Raises:
            StopAsyncIteration: There is none.
        """
        while self._pulling:
            turn = anyio.Event()
            self._idle.append(turn)
            await turn.wait()
            self._calling_next = False
        self._pulling = True
        try:
            while self.meter.pulled - self._delivered >= self._room:
                await self._fetching()
            if self._input_ended:
                raise StopAsyncIteration
            began = self.meter.clock()
            item = await anext(self._source)
        except asyncio.CancelledError:
            # A generator that was cancelled looks like one at its end to whoever pulls next.
            self._input_cut = self._input_cut or not self._input_ended
            raise
        else:
            self.meter.input_waits += self.meter.clock() - began
            return item
        finally:
            self._pulling = False
            # One that was called and has not come yet is enough: who is done at once may pull again before it, so that
            # many short calls cost few changes of task.
            if self._idle and not self._calling_next:
                self._calling_next = True
                self._idle.popleft().set()

    async def _fetching(self) -> None:
        began = self.meter.clock()
        self._fetched = anyio.Event()
        await self._fetched.wait()
        self.meter.output_waits += self.meter.clock() - began

    async def _outcome(self, item: T) -> Outcome[T, V]:
        while self._asking is not None:
            await self._asking.wait()
        if (reason := self.skips) is not None:
            return Skipped(item, reason)
        if self._plan.recorder is None:
            return await self._attempt(item)
        try:
            return await self._plan.recorder.outcome(item, self._attempt, self)
        except Exception as error:  # noqa: BLE001 - raised where the run is iterated
            self.stop(error)
            return Unknown(item, error)

    @property
    def skips(self) -> str | None:
        """Why nothing more starts; ``None`` while it does."""
        if self._skip is None and self.until < inf and anyio.current_time() >= self.until:
            self._skip = LATE
        return self._skip

    async def _attempt(self, item: T) -> Outcome[T, V]:
        try:
            return Done(item, await self._call(item))
        except SegmentError as error:
            error.__traceback__ = None  # its frames would stay in memory with it
            if may_have_acted(error) and not self._plan.is_read(error):
                return Unknown(item, halted(error) if isinstance(error, NotStarted) else error)
            if isinstance(error, NotStarted):
                return Skipped(item, str(error))
            return Skipped(item, LATE) if is_late(error) else Failed(item, error)
        except asyncio.CancelledError as error:
            mistake = self._stray("A call", error)
            self.stop(mistake)
            return Unknown(item, mistake)
        except Exception as error:  # noqa: BLE001 - raised where the run is iterated
            # As it is, one would end the loop of whoever iterates.
            end = isinstance(error, StopAsyncIteration)
            self.stop(RuntimeError("A call of a bulk run raised StopAsyncIteration.") if end else error)
            return Unknown(item, error)

    async def _ask(self) -> None:
        """Find out whether the token is refused altogether; nothing starts meanwhile."""
        if self._asking is not None or (self._skip is not None and not self._plan.stops):
            return
        if self._plan.is_refused is None:
            self._skip = REFUSED
            return
        self._asking = anyio.Event()
        try:
            with anyio.CancelScope(deadline=self.until):
                if await self._plan.is_refused():
                    self._skip = REFUSED
        finally:
            self._asking.set()
            self._asking = None
            self._wake()

    def _deliver(self, place: int, outcome: Outcome[T, V]) -> None:
        """Hand on an outcome, in its turn where the run is ordered."""
        if self._plan.ordered:
            self._early[place] = outcome
            while self._placed in self._early:
                self._ready.append(self._early.pop(self._placed))
                self._placed += 1
        else:
            self._ready.append(outcome)
        self.meter.count(outcome)
        self._wake()
        if self._plan.stops and isinstance(outcome, Failed | Unknown):
            self._skip = self._skip or STOPPED
            self._end_input()
        if self._report is not None and self.meter.is_due():
            self._tell()

    def stop(self, error: Exception | None = None) -> None:
        """Start nothing more; what runs ends, and then an error that is nobody's outcome is raised."""
        if error is not None and error not in self.errors:
            self.errors.append(error)
        self._skip = self._skip or STOPPED
        self._end_input()

    def _end_input(self) -> None:
        self._input_ended = True
        self._wake()

    def _cut_input(self) -> None:
        self.is_late = not self._input_ended
        self._end_input()

    def _wake(self) -> None:
        if self._arrived is not None:
            self._arrived.set()
            self._arrived = None

    def _tell(self) -> None:
        report, self._report = self._report, None  # one that fails is not called again
        if report is not None:
            report(self.meter.progress())
        self._report = report


def _bounded(call: Callable[[T], Awaitable[V]], until: float, seconds: float) -> Callable[[T], Awaitable[V]]:
    """Return a call that is cut off at a time of the event loop's clock.

    Those of a client know the time, and tell by themselves whether anything was sent.
    """

    async def bounded(item: T) -> V:
        token = UNTIL.set(until)
        try:
            with anyio.CancelScope(deadline=until + LEEWAY):
                return await call(item)
        finally:
            UNTIL.reset(token)
        raise DeadlineExceeded(
            f"The call was cut off at the run's deadline of {seconds:g} s. Look whether it was carried out.",
            phase="run",
            outcome="unknown",
        )

    return bounded


async def _close(source: AsyncIterator[Any]) -> None:
    """Let a generator end that was left in the middle; other iterators are their owner's to close."""
    if isinstance(source, AsyncGenerator):
        with anyio.move_on_after(GRACE, shield=True):
            await source.aclose()


async def _spread(items: Iterable[T]) -> AsyncIterator[T]:
    try:
        for item in items:
            yield item
    finally:
        if isinstance(items, Generator):
            items.close()
