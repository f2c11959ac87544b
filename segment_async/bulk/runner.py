"""Many calls at once, bounded: what a user iterates."""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, Self, TypeAlias, TypedDict, TypeVar, Unpack

import anyio

from segment_async._core.operation import Replay
from segment_async._core.values import is_number
from segment_async.bulk.outcomes import Done, Failed, Outcome, Skipped, Unknown, is_get
from segment_async.bulk.progress import Progress, Report
from segment_async.bulk.reasons import CUT, LATE, LOOK
from segment_async.bulk.work import GRACE, Plan, Work
from segment_async.errors import BulkError, ConfigurationError, DeadlineExceeded, SegmentError

if TYPE_CHECKING:
    from segment_async.bulk.recorder import Recorder

T = TypeVar("T")
V = TypeVar("V")

OnError: TypeAlias = Literal["collect", "stop"]

_TASKS: Final[set["asyncio.Task[None]"]] = set()
"""The supervising tasks: asyncio itself would not keep them."""


class GatherOptions(TypedDict, total=False):
    """How a run goes; every one may be left out."""

    concurrency: int
    """The most calls in progress."""

    on_error: OnError
    """Whether a failure is an outcome like any other, or stops the run."""

    deadline: float | None
    """Seconds for the whole run."""

    progress: Report | None
    """Called with how far the run is."""


class JournalOptions(TypedDict, total=False):
    """How a run with a journal goes."""

    replay: Replay | None
    """What may be sent again when it is unknown whether it was carried out."""

    key: Callable[[Any], str] | None
    """Names an item by the same text in every run."""

    reconcile: Callable[[Any], Awaitable[Any]] | None
    """For what creates: finds what an item created."""

    settle: float
    """Seconds after which what was created is taken to be found."""

    binding: Mapping[str, str] | None
    """What it belongs to, beside what the run itself knows."""


class RunOptions(GatherOptions, total=False):
    """How a run goes, and how its outcomes come."""

    ordered: bool
    """Whether outcomes come in the order of the items, rather than as calls end."""


class RecordedOptions(RunOptions, JournalOptions, total=False):
    """How a run goes, with a journal or without."""


class Run(Generic[T, V]):
    """The outcomes of many calls: an async iterator, and an async context manager that ends with no call in progress.

    Without ``async with``, a run ends when its last outcome was fetched, or when nobody holds it any more. Leaving it
    early cancels the calls in progress.
    """

    _task: "asyncio.Task[None] | None" = None

    def __init__(self, plan: Plan[T, V]) -> None:
        """Prepare a run; nothing is pulled or called."""
        self._work = Work(plan)
        self._closed = False

    @property
    def progress(self) -> Progress:
        """How far the run is."""
        return self._work.meter.progress()

    async def __aenter__(self) -> Self:
        """Start, and return the run."""
        self._start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the run.

        Raises:
            Exception: What the input raised at its end, or a call, where no other error is on its way.
        """
        await self.aclose()
        if kind is None:
            self._raise_error(self._work.errors)

    def __aiter__(self) -> Self:
        """Return the run."""
        return self

    async def __anext__(self) -> Outcome[T, V]:
        """Return the next outcome.

        Raises:
            BulkError: The run stopped at a failure, and every outcome was fetched.
            DeadlineExceeded: The deadline passed before the input ended, and every outcome was fetched.
            ConfigurationError: The run was closed before its end.
            Exception: What the input raised, or what a call raised that is no `SegmentError`.
        """
        work = self._work
        self._start()
        while not self._closed:
            outcome = work.take()
            if outcome is not None:
                return outcome
            if work.is_complete or work.over:
                break
            await work.arrival()
        if not self._closed:
            await self.aclose()
            self._raise_error(work.errors)
            if work.failures:
                raise bulk_error(work.failures)
            if work.is_late:
                raise _cut()
            if not work.is_complete:
                raise asyncio.CancelledError  # as a task does that somebody else cancelled
        if work.is_complete:
            raise StopAsyncIteration
        raise ConfigurationError("The run was closed before its end; start another one for the rest.")

    @property
    def is_refused(self) -> bool:
        """Tell whether the run found that the API refuses the token altogether."""
        return self._work.is_refused

    def _raise_error(self, errors: list[BaseException]) -> None:
        """Raise what stopped the run, once; several that say the same are one."""
        told = list({(type(error), str(error)): error for error in reversed(errors)}.values())[::-1]
        errors.clear()
        if len(told) == 1:
            raise told[0]
        if told:
            raise BaseExceptionGroup("Several things went wrong in a bulk run.", told)

    def _start(self) -> None:
        if self._task is None and not self._closed:
            self._task = self._work.start()
            _TASKS.add(self._task)
            self._task.add_done_callback(_TASKS.discard)

    def stop(self) -> None:
        """Start nothing more: calls in progress end, their outcomes come, and then the run is over."""
        self._work.stop()

    async def aclose(self) -> None:
        """End the run: calls in progress are cancelled, and no task is left."""
        self._closed = True
        task = self._task
        if task is None or task.done():
            return
        self._work.cancel()
        with anyio.move_on_after(GRACE, shield=True):
            await asyncio.wait([task])
        if not task.done():
            await asyncio.wait([task])

    def __del__(self) -> None:
        """End a run that nobody holds any more."""
        task = self._task
        if task is not None and not task.done():
            with suppress(RuntimeError):  # the loop is closed
                task.get_loop().call_soon_threadsafe(self._work.cancel)

    def __repr__(self) -> str:
        """Show how far the run is; never an item."""
        progress = self.progress
        return f"<Run: {progress.ended:,} of {progress.pulled:,} items ended>"


def run(
    call: Callable[[T], Awaitable[V]],
    items: AsyncIterable[T] | Iterable[T],
    *,
    concurrency: int = 32,
    ordered: bool = False,
    on_error: OnError = "collect",
    deadline: float | None = None,
    progress: Report | None = None,
    is_refused: Callable[[], Awaitable[bool]] | None = None,
    is_read: Callable[[SegmentError], bool] = is_get,
    journal: "str | Path | Recorder[T, V] | None" = None,
    replay: Replay | None = None,
    key: Callable[[T], str] | None = None,
    reconcile: Callable[[T], Awaitable[Any]] | None = None,
    settle: float = 10.0,
    binding: Mapping[str, str] | None = None,
) -> Run[T, V]:
    """Call something for each item, so many at a time, and return the run that yields what became of each.

    Each call takes one item: where it needs several arguments, items are tuples and the call is a lambda that takes
    them apart. Items are pulled when a worker is free for them, one at a time and in order; no more than twice
    ``concurrency`` are ever pulled and not yet fetched as outcomes, so that the input may be endless. A generator that
    was passed is closed when the run ends.

    A `SegmentError` makes its item `Failed`, or `Unknown` where a write may have been carried out. Any other exception
    is a mistake in the program: nothing more starts, what runs ends, and then it is raised. After a 401 nothing more
    starts either, and the rest of the items is `Skipped`. Calls that wait for a rate limit keep their worker: give
    calls of different limits runs of their own, side by side.

    With a journal, the same call after a crash or a stop goes on where that one ended. What was done is not sent again:
    it is `Done` with ``resumed`` and the JSON that was kept of its value, in which secrets are ``[redacted]``. What
    failed is sent again. What may have been carried out is sent again, looked up or `Unknown`, as ``replay`` says. An
    item of which the journal knows another payload is `Failed`. Nothing is sent before the journal has it on disk;
    when it takes no more the run stops. Items must have a JSON form.

    Args:
        call: Takes an item and returns an awaitable.
        items: A plain or an async iterable.
        concurrency: The most calls in progress, and twice as many items in memory.
        ordered: Whether outcomes come in the order of the items, rather than as calls end.
        on_error: ``collect`` makes a failure an outcome like any other; with ``stop`` nothing starts after one, what
            runs ends, and `BulkError` is raised after its outcomes.
        deadline: Seconds for the whole run. Calls in progress are cut off then: they are `Unknown`, or `Skipped` where
            the client knows that nothing was carried out; reads are `Failed`. Items that come later are `Skipped`; an
            input without a length, or an async one, has one more second, and then `DeadlineExceeded` is raised after
            the last outcome.
        progress: Called with how far the run is, about ten times a second while outcomes come.
        is_refused: Asked after a 401 whether the token is refused altogether; if not, the 401 fails its item only.
            Without it a 401 always ends the starting of calls.
        is_read: Tells of a failure whether its call only reads, so that repeating it does no harm; by default whether
            its method is GET.
        journal: File that records what is sent and what became of it; made if it is not there.
        replay: What may be sent again when it is unknown whether it was carried out: ``safe`` and ``convergent`` calls
            are, ``reconcile`` ones once ``reconcile`` found nothing, ``never`` ones are not. Needed with a journal.
        key: Returns the text that names an item in every run, without a secret in it. Needed with a journal.
        reconcile: Takes an item and returns what it created, ``None`` for nothing, or `Ambiguous`.
        settle: Seconds after the last sending of earlier runs before which ``reconcile`` is not asked.
        binding: What the journal belongs to, such as a workspace; with another binding it is refused.

    Raises:
        ConfigurationError: An argument cannot be used.
    """
    if isinstance(items, str | bytes) or not isinstance(items, AsyncIterable | Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
        raise ConfigurationError(f"items is {type(items).__name__}; pass an iterable of items, or an async one.")
    if not isinstance(concurrency, int) or concurrency < 1:  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
        raise ConfigurationError(f"concurrency is {concurrency!r}; pass how many calls may be in progress, 1 or more.")
    if on_error not in ("collect", "stop"):
        raise ConfigurationError(f"on_error is {on_error!r}; pass 'collect' or 'stop'.")
    if deadline is not None and not (is_number(deadline) and deadline > 0):
        raise ConfigurationError(f"deadline is {deadline!r}; pass seconds above 0, or None for none.")
    recorder = None
    if journal is not None:
        from segment_async.bulk.recorder import Recorder, recorder_of  # noqa: PLC0415 - brings SQLite

        recorder = (
            journal
            if isinstance(journal, Recorder)
            else recorder_of(journal, replay=replay, key=key, reconcile=reconcile, settle=settle, binding=binding)
        )
    return Run(
        Plan(
            call=call,
            items=items,
            concurrency=concurrency,
            ordered=ordered,
            stops=on_error == "stop",
            deadline=deadline,
            report=progress,
            is_refused=is_refused,
            is_read=is_read,
            recorder=recorder,
        )
    )


async def gather(
    call: Callable[[T], Awaitable[V]], items: AsyncIterable[T] | Iterable[T], **options: Unpack[GatherOptions]
) -> list[V]:
    """Call something for each item, so many at a time, and return the values in the order of the items.

    Args:
        call: As for `run`.
        items: As for `run`, but not endless.
        **options: As for `run`.

    Raises:
        BulkError: An item has no value; ``outcomes`` holds what became of each.
        DeadlineExceeded: The deadline passed before the input ended, and each item that came has a value.
        ConfigurationError: An argument cannot be used.
        Exception: What the input raised, or what a call raised that is no `SegmentError`.
    """
    outcomes: list[Outcome[T, V]] = []
    async with run(call, items, ordered=True, **options) as running:
        try:
            async for outcome in running:
                outcomes.append(outcome)  # noqa: PERF401 - those that came before an error are kept
        except BulkError as error:
            error.outcomes = tuple(outcomes)
            raise
        except DeadlineExceeded as error:
            if error.phase != "run" or all(isinstance(outcome, Done) for outcome in outcomes):
                raise
    values = [outcome.value for outcome in outcomes if isinstance(outcome, Done)]
    if len(values) < len(outcomes):
        raise bulk_error(outcomes)
    return values


def _cut() -> DeadlineExceeded:
    return DeadlineExceeded(CUT, phase="run")


def bulk_error(outcomes: Sequence[Outcome[Any, Any]]) -> BulkError:
    """Return the error of a run of which not every item has a value."""
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    unknown = sum(isinstance(outcome, Unknown) for outcome in outcomes)
    skipped = sum(isinstance(outcome, Skipped) for outcome in outcomes)
    failed = sum(isinstance(outcome, Failed) for outcome in outcomes)
    first = errors[0] if errors else DeadlineExceeded(LATE, phase="run", outcome="not_sent")
    return BulkError(
        f"{failed:,} calls failed, {unknown:,} may or may not have been carried out, and {skipped:,} were not made. "
        f"The first error: {first} {LOOK}",
        errors or [first],
        outcomes=outcomes,
    )
