"""A run with a journal: each item is looked up there before it is called, and what became of it is kept there."""

import hashlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from itertools import chain
from math import inf
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar, get_args

import anyio
import anyio.to_thread
import msgspec
from attrs import frozen

from segment_async._core.codec import unstructure
from segment_async._core.operation import Replay
from segment_async._core.unset import UNSET
from segment_async._core.values import Json, is_number
from segment_async.bulk.journal import Entry, Journal, Kind
from segment_async.bulk.journal_file import JournalUnusable
from segment_async.bulk.kept import kept
from segment_async.bulk.outcomes import Ambiguous, Done, Failed, Outcome, Skipped, Unknown
from segment_async.bulk.reasons import LATE
from segment_async.bulk.survey import Survey, is_missing, survey
from segment_async.errors import ConfigurationError, NotFound, OutcomeUnknown, SegmentError

T = TypeVar("T")
V = TypeVar("V")

Attempt: TypeAlias = Callable[[T], Awaitable[Outcome[T, V]]]

SETTLE: Final = 10.0
"""Seconds after which what was created is taken to show in lists."""


@frozen(kw_only=True)
class Recording:
    """What a journal must know of a call."""

    replay: Replay
    """What may be sent again."""

    key: Callable[[Any], str]
    """Returns the text that names an item in every run."""

    payload: Callable[[Any], Json]
    """Returns what an item would send."""

    place: Callable[[Any], str] | None = None
    """Names what only one item at a time may be about; its key where this is not said."""

    reconcile: Callable[[Any], Awaitable[Any]] | None = None
    """Finds what an item created: its value, ``None`` where there is none, or `Ambiguous`."""

    binding: Mapping[str, str]
    """What the journal belongs to."""

    def __attrs_post_init__(self) -> None:
        """Refuse what a file cannot be tied to.

        Raises:
            ConfigurationError: A part of the binding is no text.
        """
        for name, value in self.binding.items():
            if not _is_text(name) or not _is_text(value):
                raise ConfigurationError(f"binding holds {name!r}: {type(value).__name__}; pass texts by their names.")


class Supervisor(Protocol):
    """What a recorder tells that the journal failed."""

    @property
    def until(self) -> float:
        """When the run must be over, on the clock of the event loop."""
        ...

    @property
    def skips(self) -> str | None:
        """Why nothing more starts; ``None`` while it does."""
        ...

    def stop(self, error: Exception | None = None) -> None:
        """Start nothing more."""
        ...


class _Turns:
    """Lets those who are about the same take turns, first come, first served."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[anyio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, place: str) -> AsyncGenerator[None]:
        """Wait for a turn, and have it."""
        lock, others = self._locks.get(place) or (anyio.Lock(fast_acquire=True), 0)
        self._locks[place] = lock, others + 1
        try:
            async with lock:
                yield
        finally:
            lock, all_of_them = self._locks.pop(place)
            if all_of_them > 1:
                self._locks[place] = lock, all_of_them - 1


class Recorder(Generic[T, V]):
    """Stands between a run and its calls."""

    def __init__(
        self, path: str | Path, describe: Callable[[T], Awaitable[Recording]], *, settle: float = SETTLE
    ) -> None:
        """Prepare; the journal is opened for the first item.

        Args:
            path: The journal.
            describe: Returns what the journal must know of the call; it is asked once, with the first item.
            settle: Seconds after which what was created is taken to show in lists.

        Raises:
            ConfigurationError: ``settle`` is no duration.
        """
        if not (is_number(settle) and 0 <= settle < inf):
            raise ConfigurationError(f"settle is {settle!r}; pass seconds, 0 or more.")
        self._path = Path(path)
        self._describe = describe
        self._settle = settle
        self._opening = anyio.Lock()
        self._open: tuple[Journal, Recording] | None = None
        self._failure: Exception | None = None
        self._turns = _Turns()

    async def survey(self, items: Iterable[T]) -> Survey:
        """Tell what the journal knows of items; nothing is recorded.

        Raises:
            ConfigurationError: The items, or the journal, cannot be used.
        """
        given = iter(items)
        if is_missing(self._path):
            return Survey(new=sum(1 for _ in given))
        try:
            first = next(given)
        except StopIteration:
            return Survey()
        recording = await self._describe(first)
        named = ((_key_of(recording, item), digest(recording.payload(item))) for item in chain([first], given))
        return await anyio.to_thread.run_sync(survey, self._path, recording.binding, recording.replay, named)

    async def outcome(self, item: T, attempt: Attempt[T, V], run: Supervisor) -> Outcome[T, V]:
        """Return what became of an item, now or in an earlier run."""
        try:
            opened = self._open
            if opened is None:
                with anyio.CancelScope(deadline=run.until):
                    opened = await self._opened(item)
            if opened is None:
                return Skipped(item, LATE)
            journal, recording = opened
            key = _key_of(recording, item)
            place = recording.place(item) if recording.place is not None else key
            payload = digest(recording.payload(item))
        except Exception as error:  # noqa: BLE001 - raised where the run is iterated
            return _not_made(item, error, run)
        try:
            async with self._turns.of(place):
                if (reason := run.skips) is not None:  # it may have been long until its turn
                    return Skipped(item, reason)
                return await self._outcome(item, attempt, run, await journal.begin(key, payload, recording.replay))
        except JournalUnusable as error:
            return _not_made(item, error, run)

    async def _outcome(self, item: T, attempt: Attempt[T, V], run: Supervisor, entry: Entry) -> Outcome[T, V]:
        match entry.verdict:
            case "send":
                return await self._sent(item, attempt, run, entry)
            case "done":
                value: Any = None if entry.value is None else msgspec.json.decode(entry.value)
                return Done(item, value, resumed=True)
            case "changed":
                return Failed(item, ConfigurationError(_CHANGED, outcome="not_sent"))
            case "unknown":
                return Unknown(item, OutcomeUnknown(_UNKNOWN, outcome="unknown"))
            case "look":
                return await self._looked_up(item, attempt, run, entry)

    async def _sent(self, item: T, attempt: Attempt[T, V], run: Supervisor, entry: Entry) -> Outcome[T, V]:
        outcome = await attempt(item)
        if entry.lost and _is_gone(outcome.error):
            nothing: Any = None
            outcome = Done(item, nothing, resumed=True)
        kind, value = _record_of(outcome)
        try:
            journal, _ = await self._opened(item)
            await journal.end(entry, kind, value)
        except JournalUnusable as error:  # it is not taken back for that
            run.stop(error)
        return outcome

    async def _looked_up(self, item: T, attempt: Attempt[T, V], run: Supervisor, entry: Entry) -> Outcome[T, V]:
        """Look for what an item may have created, and create it where it is not there."""
        journal, recording = await self._opened(item)
        assert recording.reconcile is not None  # noqa: S101 - required where it is needed
        found: Any = UNSET
        with anyio.CancelScope(deadline=run.until):
            await _settled(journal.last_sent, self._settle)
            try:
                found = await recording.reconcile(item)
            except SegmentError as error:
                return Unknown(item, error)
        if found is UNSET:
            return Unknown(item, OutcomeUnknown(_UNKNOWN, outcome="unknown"))
        if isinstance(found, Ambiguous):
            said = f"{found.count} things could be what an earlier run created. Look through them, and keep one."
            return Unknown(item, OutcomeUnknown(said, outcome="unknown"))
        if found is not None:
            await journal.end(entry, *_record_of(Done(item, found)))
            return Done(item, found, resumed=True)
        if run.skips is not None:
            return Unknown(item, OutcomeUnknown(_UNKNOWN, outcome="unknown"))
        return await self._sent(item, attempt, run, await journal.again(entry))

    async def _opened(self, item: T) -> tuple[Journal, Recording]:
        if self._open is not None:
            return self._open
        async with self._opening:
            if self._failure is not None:
                raise self._failure.with_traceback(None)
            opened = self._open
            if opened is None:
                try:
                    recording = await self._describe(item)
                    journal = await anyio.to_thread.run_sync(Journal, self._path, recording.binding, recording.replay)
                except Exception as error:
                    self._failure = error
                    raise
                self._open = opened = journal, recording
            return opened

    async def aclose(self) -> None:
        """Let go of the journal."""
        if self._open is not None:
            await self._open[0].aclose()


MISSING_RECONCILE: Final = (
    "What may have been created must be looked up before it is created again: pass reconcile= as an async function "
    "that takes an item and returns what was created, None where there is nothing, or Ambiguous."
)
_CHANGED: Final = (
    "The journal knows this key with another payload, so nothing was sent. "
    "Pass what was passed then, or run it with a journal of its own."
)
_UNKNOWN: Final = (
    "An earlier attempt may have been carried out, and it must not be made again by itself. "
    "Look whether it was, and run what is missing with a journal of its own."
)


def recorder_of(
    path: str | Path,
    *,
    replay: Replay | None,
    key: Callable[[T], str] | None,
    reconcile: Callable[[T], Awaitable[Any]] | None,
    settle: float,
    binding: Mapping[str, str] | None,
) -> "Recorder[T, Any]":
    """Return what records the calls of a run that is not a client's.

    Raises:
        ConfigurationError: Something is missing.
    """
    if replay is None or replay not in get_args(Replay) or key is None:
        raise ConfigurationError(
            "A run with a journal must know what may be sent again: pass replay= as one of "
            f"{', '.join(get_args(Replay))}, and key= as a function that names an item by the same text in every run."
        )
    if replay == "reconcile" and reconcile is None:
        raise ConfigurationError(MISSING_RECONCILE)
    recording = Recording(
        replay=replay, key=key, payload=lambda item: item, reconcile=reconcile, binding=dict(binding or {})
    )

    async def describe(_: T) -> Recording:
        return recording

    return Recorder(path, describe, settle=settle)


def digest(payload: Json) -> str:
    """Return a digest of JSON, the same whatever the order of its keys.

    Raises:
        ConfigurationError: It is no JSON.
    """
    try:
        text = msgspec.json.encode(unstructure(payload), order="sorted")
    except (TypeError, ValueError, ConfigurationError):
        raise ConfigurationError(
            "An item of a run with a journal has no JSON form. Pass items that have one, such as ids or mappings."
        ) from None
    return hashlib.sha256(text).hexdigest()


def _key_of(recording: Recording, item: object) -> str:
    key = recording.key(item)
    if not isinstance(key, str) or not key:  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
        raise ConfigurationError(f"key returned {type(key).__name__}; return a text that names the item in every run.")
    if not _is_text(key):
        raise ConfigurationError("key returned half of a surrogate pair, which is no text; return text.")
    return key


def _is_text(value: object) -> bool:
    """Tell whether something is text that can be written: half of a surrogate pair is none."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_gone(error: Exception | None) -> bool:
    """Tell whether a delete that is sent again, since the first one may have been carried out, found its work done."""
    return isinstance(error, NotFound) and error.method == "DELETE"


def _record_of(outcome: Outcome[Any, Any]) -> tuple[Kind, str | None]:
    match outcome:
        case Done():
            return "done", kept(outcome.value)
        case Unknown():
            return "unknown", type(outcome.error).__name__
        case Skipped():
            return "failed", None
        case Failed():
            return "failed", type(outcome.error).__name__


def _not_made(item: T, error: Exception, run: Supervisor) -> Skipped[T]:
    run.stop(error)
    return Skipped(item, f"It was not sent: {error}")


async def _settled(last_sent: float | None, settle: float) -> None:
    """Wait until what the earlier runs created shows in lists."""
    passed = time.time() - (last_sent or 0)
    if last_sent is not None and passed < settle:
        await anyio.sleep(min(settle, settle - passed))  # a clock that was set back makes nobody wait longer
