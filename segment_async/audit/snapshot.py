"""Read a whole workspace into a snapshot: a walk from lists to what hangs on the things they list.

A number of workers take reads from one queue; each page that comes in adds the reads of its things. What cannot be read
becomes a gap with its reason. What a resumed snapshot holds already is not read again.
"""

import json
import math
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final, Protocol

import anyio
from attrs import frozen

from segment_async._core.codec import data_of
from segment_async._core.paging import get
from segment_async._core.unset import UNSET
from segment_async._core.values import Json, is_list, is_object
from segment_async._core.wire import RawAnswer
from segment_async.audit.plan import CAPS, IDENTITY, QUERIES, Plan, Read
from segment_async.audit.progress import Count, Progress, Report
from segment_async.audit.redact import Redactor, secret_settings
from segment_async.audit.store import Row, SnapshotUnusable, Store
from segment_async.errors import (
    ConfigurationError,
    ConnectFailed,
    DecodeError,
    Forbidden,
    NotFound,
    PaginationLoop,
    RateLimited,
    SegmentError,
    ServerError,
    TLSFailed,
    Unauthorized,
    WrongRegion,
)

WORKSPACE: Final = "getWorkspace"
"""What every token may read."""

ENDINGS: Final = (WrongRegion, ConnectFailed, TLSFailed, SnapshotUnusable)
"""Failures that every further call would share."""

REASONS: Final[Mapping[type[SegmentError], str]] = {
    Unauthorized: "Segment answered 401: the token is not powerful enough. Use one of a workspace owner.",
    Forbidden: "Segment answered 403: the token may not read this. Use a token with the permission to see it.",
    NotFound: "Segment answered 404: the workspace lacks the feature, or the thing was deleted meanwhile.",
    RateLimited: "Segment answered 429 for longer than the audit waits. Run it again later.",
    ServerError: "Segment failed to answer, also when asked again. Run the audit again later.",
    PaginationLoop: "Segment's list never ended. Report it to Segment.",
    DecodeError: "The answer was not what the API promises. Look for a newer version of segment-async.",
    ConfigurationError: "Its id cannot be part of an address. Report it to Segment.",
    SegmentError: "No usable answer came. Run the audit again.",
}
"""What a gap says, by kind of failure."""

TOO_LONG: Final = (
    "The answer was as long as Segment lets it be, so more may be missing. Nothing is concluded from what it lacks."
)

NAMES: Final = ("name", "title", "settings.name", "slug", "key", "source.name", "metadata.name")
"""Where the name of a thing stands, the best place first."""


class Reader(Protocol):
    """What a walk needs of a client."""

    async def call_raw(
        self, operation: str, /, *, path: Mapping[str, str] | None = None, query: Mapping[str, object] | None = None
    ) -> RawAnswer:
        """Perform an operation and return the answer as it came."""
        ...

    def pages_raw(
        self, operation: str, /, *, path: Mapping[str, str] | None = None, query: Mapping[str, object] | None = None
    ) -> AsyncIterator[RawAnswer]:
        """Walk through the pages of a list, each as it came."""
        ...


@frozen
class Job:
    """One read of one thing."""

    read: Read

    scope: tuple[str, ...]
    """Values of the path parameters: ids on the way from the root."""

    query: Mapping[str, Json]
    """Query parameters."""

    secrets: frozenset[str]
    """Settings that are secret according to the things on the way."""

    @property
    def parent_id(self) -> str:
        """The id of the thing that is read from."""
        return "/".join(self.scope)


class Walk:
    """Reads everything that a plan lists."""

    def __init__(
        self, reader: Reader, store: Store, redactor: Redactor, plan: Plan, *, now: datetime, report: Report
    ) -> None:
        """Prepare a walk.

        Args:
            reader: Performs the calls.
            store: Keeps what comes.
            redactor: Takes the secrets out first.
            plan: What there is to read.
            now: The present moment; time spans end at it.
            report: Called after each read.
        """
        self._reader = reader
        self._store = store
        self._redactor = redactor
        self._plan = plan
        self._now = now
        self._report = report
        self._send, self._receive = anyio.create_memory_object_stream[Job](math.inf)
        self._error: SegmentError | None = None
        self._waiting = 0
        self._total = Counter[str]()
        self._done = Counter[str]()

    async def run(self, workers: int) -> None:
        """Read everything.

        Args:
            workers: Reads in progress at a time.

        Raises:
            SegmentError: Something that every further call would meet: the token, the region, the network.
        """
        with self._send, self._receive:
            for read in self._plan.roots:
                self._add(read, (), {})
            if self._waiting:
                async with anyio.create_task_group() as group:
                    for _ in range(workers):
                        group.start_soon(self._work, group.cancel_scope)
        if self._error is not None:
            raise self._error

    def _add(self, read: Read, scope: tuple[str, ...], parent: Json, secrets: frozenset[str] = frozenset()) -> None:
        """Queue a read, or, where an earlier run did it, what hangs on its things."""
        ask = QUERIES.get(read.operation)
        job = Job(read, scope, ask(self._now, parent) if ask else {}, secrets | secret_settings(parent))
        self._total[read.kind] += 1
        if not self._store.is_done(read.operation, job.parent_id):
            self._waiting += 1
            self._send.send_nowait(job)
            return
        self._done[read.kind] += 1
        if self._plan.children.get(read.kind):
            for thing_id, thing in self._store.rows(read.kind, job.parent_id):
                self._add_children(job, thing_id, thing)

    def _add_children(self, job: Job, thing_id: str, thing: Json) -> None:
        for child in self._plan.children.get(job.read.kind, ()):
            self._add(child, (*job.scope, thing_id), thing, job.secrets)

    async def _work(self, scope: anyio.CancelScope) -> None:
        with self._receive.clone() as queue:
            async for job in queue:
                try:
                    await self._perform(job)
                except SegmentError as error:
                    self._error = self._error or error
                    scope.cancel()
                    return
                self._done[job.read.kind] += 1
                self._report(self.progress())
                self._waiting -= 1
                if not self._waiting:
                    self._send.close()

    def progress(self) -> Progress:
        """Return how far the walk is."""
        kinds = {kind: Count(self._done[kind], total) for kind, total in self._total.items()}
        return Progress("read", kinds)

    async def _perform(self, job: Job) -> None:
        """Read one thing to its end, or note why that cannot be."""
        read = job.read
        pages = things = 0
        status: int | None = None
        gap: str | None = None
        self._store.forget(read.kind, job.parent_id)
        try:
            async for answer in self._answers(job):
                status = answer.status
                things += self._keep(job, things_in(read, answer.json))
                pages += 1
        except RecursionError:
            gap = REASONS[DecodeError]
        except SegmentError as error:
            if isinstance(error, ENDINGS):
                raise
            status, gap = error.status, reason_for(error)
        if gap == REASONS[Unauthorized]:
            await self._reader.call_raw(WORKSPACE)  # raises where the token itself is refused, now or always
        if things >= CAPS.get(read.operation, math.inf):
            gap = TOO_LONG
        self._store.end_call(read.operation, job.parent_id, status=status, pages=pages, gap=gap)

    async def _answers(self, job: Job) -> AsyncIterator[RawAnswer]:
        read = job.read
        path = dict(zip(read.path, job.scope, strict=True))
        if read.paged:
            async for answer in self._reader.pages_raw(read.operation, path=path, query=job.query):
                yield answer
        else:
            yield await self._reader.call_raw(read.operation, path=path, query=job.query)

    def _keep(self, job: Job, page: Sequence[Json]) -> int:
        """Store the things of a page, queue what hangs on them, and return how many they are."""
        read = job.read
        rows = [row_of(read, self._redactor(thing, read.schema, job.secrets), job.scope) for thing in page]
        self._store.add(read.kind, read.parent or "", job.parent_id, rows)
        for row, thing in zip(rows, page, strict=True):
            self._add_children(job, row.id, thing)
        return len(page)


def things_in(read: Read, payload: Json) -> Sequence[Json]:
    """Return the things that an answer holds.

    Raises:
        DecodeError: It holds something else.
    """
    data = data_of(payload)
    place = read.items or read.key
    if place is None:
        return [data]
    found = data.get(place, UNSET)
    things = found if read.items else [found]
    if found is UNSET or not is_list(things) or (read.objects and not all(map(is_object, things))):
        raise DecodeError(
            f"$.data.{place} is not what the API promises. Look for a newer version.", path=f"$.data.{place}"
        )
    return things


def row_of(read: Read, thing: Json, scope: tuple[str, ...]) -> Row:
    """Return a thing as the snapshot keeps it.

    Args:
        read: Where it comes from.
        thing: Its JSON, without secrets.
        scope: Ids on the way to it.
    """
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
    thing_id = identity(read, thing, scope) or sha256(text.encode()).hexdigest()[:16]
    name = next((found for place in NAMES if isinstance(found := get(thing, place), str) and found), thing_id)
    return Row(thing_id, name, text)


def identity(read: Read, thing: Json, scope: tuple[str, ...]) -> str:
    """Return what tells a thing from others of its kind and parent; empty where nothing does."""
    if read.kind in IDENTITY:
        parts = [_text(get(thing, place)) for place in IDENTITY[read.kind]]
        return parts[0] if len(parts) == 1 else json.dumps(parts, ensure_ascii=False)  # no separator could be trusted
    if isinstance(thing, str):
        return thing
    if read.items is None and read.parent is not None:
        return scope[-1]
    return _text(get(thing, "id"))


def reason_for(error: SegmentError) -> str:
    """Return what a gap says about a failure."""
    return next(REASONS[kind] for kind in type(error).__mro__ if kind in REASONS)


def _text(value: Json) -> str:
    return "" if value is None else str(value)
