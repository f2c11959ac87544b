"""Read a whole workspace into a snapshot: a walk from lists to what hangs on the things they list.

A number of workers take reads from one queue, and one more each from the queues of the slow operations, so that nothing
else waits with these. Each page that comes in adds the reads of its things. What cannot be read becomes a gap with its
reason. What a resumed snapshot holds already is not read again.
"""

import math
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import Final, Protocol

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream
from attrs import frozen

from segment_async._core.values import Json
from segment_async._core.wire import RawAnswer
from segment_async.audit.asks import Ask
from segment_async.audit.plan import Plan, Read
from segment_async.audit.progress import Count, Progress, Report
from segment_async.audit.redact import Redactor, secret_settings
from segment_async.audit.store import SnapshotUnusable, Store
from segment_async.audit.things import goes_on, row_of, things_in
from segment_async.errors import (
    BadRequest,
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
    ValidationFailed,
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
    BadRequest: "Segment answered 400: it does not tell this of a workspace or thing like this. Ask its support why.",
    ValidationFailed: "Segment answered 422: it does not tell this of a thing like this. Ask its support why.",
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

SHARED_NAME: Final = (
    "Several things go by one name there, and one of them was kept. Read the others through the Public API."
)

NONE_ANYWHERE: Final = (
    "Segment answered 404 wherever it was asked: the workspace lacks the feature, or there is nothing of the kind."
)


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
    """Ids on the way from the root to the thing that it hangs on; its resource name alone where it has one."""

    asks: tuple[Ask, ...]
    """Its requests."""

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
        lanes = dict.fromkeys(_lane(read) for read in plan)
        self._queues = {lane: anyio.create_memory_object_stream[Job](math.inf) for lane in lanes}
        self._shared: set[tuple[str, tuple[str, ...]]] = set()
        self._error: SegmentError | None = None
        self._waiting = 0
        self._total = Counter[str]()
        self._done = Counter[str]()

    async def run(self, workers: int) -> None:
        """Read everything.

        Args:
            workers: Reads in progress at a time, besides one of each slow operation.

        Raises:
            SegmentError: Something that every further call would meet: the token, the region, the network.
        """
        with ExitStack() as stack:
            for send, receive in self._queues.values():
                stack.enter_context(send)
                stack.enter_context(receive)
            for read in self._plan.roots:
                self._add(read, (), {})
            if self._waiting:
                async with anyio.create_task_group() as group:
                    for lane, (_, queue) in self._queues.items():
                        for _worker in range(1 if lane else workers):
                            group.start_soon(self._work, queue, group.cancel_scope)
        if self._error is not None:
            raise self._error
        for read in self._plan:
            if read.none_is_404 and self._store.is_nowhere(read.operation):
                self._store.add_gap(read.operation, "", NONE_ANYWHERE)

    def _add(self, read: Read, scope: tuple[str, ...], parent: Json, secrets: frozenset[str] = frozenset()) -> None:
        """Queue a read, or, where an earlier run did it, what hangs on its things."""
        asks = tuple(read.asks(self._now, scope, parent))
        if not asks:
            return
        if read.shared:
            scope = asks[0].path
            if (read.operation, scope) in self._shared:
                return
            self._shared.add((read.operation, scope))
        job = Job(read, scope, asks, secrets | secret_settings(parent))
        self._total[read.kind] += 1
        if not self._store.is_done(read.operation, job.parent_id):
            self._waiting += 1
            self._queues[_lane(read)][0].send_nowait(job)
            return
        self._done[read.kind] += 1
        if self._plan.children.get(read.kind):
            for thing_id, thing in self._store.rows(read.kind, job.parent_id):
                self._add_children(job, thing_id, thing)

    def _add_children(self, job: Job, thing_id: str, thing: Json) -> None:
        scope = (thing_id,) if self._plan.has_names else (*job.scope, thing_id)
        for child in self._plan.children.get(job.read.kind, ()):
            self._add(child, scope, thing, job.secrets)

    async def _work(self, queue: MemoryObjectReceiveStream[Job], scope: anyio.CancelScope) -> None:
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
                for send, _ in self._queues.values():
                    send.close()

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
        for ask in job.asks:
            try:
                async for answer in self._answers(read, ask):
                    status = answer.status
                    things += self._keep(job, ask, things_in(read, answer.json))
                    pages += 1
                    if not read.paged and goes_on(read, answer.json):
                        gap = TOO_LONG
            except RecursionError:
                gap = REASONS[DecodeError]
            except SegmentError as error:
                if isinstance(error, ENDINGS):
                    raise
                status = error.status
                gap = gap if _says_none(read, error) else reason_for(error)
        if gap == REASONS[Unauthorized]:
            await self._reader.call_raw(WORKSPACE)  # raises where the token itself is refused, now or always
        if things >= read.most:
            gap = TOO_LONG
        elif gap is None and read.id == "name" and things > self._store.count(read.kind, job.parent_id):
            gap = SHARED_NAME
        self._store.end_call(read.operation, job.parent_id, status=status, pages=pages, gap=gap)

    async def _answers(self, read: Read, ask: Ask) -> AsyncIterator[RawAnswer]:
        path = dict(zip(read.path, ask.path, strict=True))
        if read.paged:
            async for answer in self._reader.pages_raw(read.operation, path=path, query=ask.query):
                yield answer
        else:
            yield await self._reader.call_raw(read.operation, path=path, query=ask.query)

    def _keep(self, job: Job, ask: Ask, page: Sequence[Json]) -> int:
        """Store the things of a page, queue what hangs on them, and return how many they are."""
        read = job.read
        cleaned = [
            self._redactor.unknown(thing, read.open) if read.open else self._redactor(thing, read.schema, job.secrets)
            for thing in page
        ]
        rows = [row_of(read, thing, job.scope, ask) for thing in cleaned]
        self._store.add(read.kind, read.parent or "", job.parent_id, rows)
        for row, thing in zip(rows, page, strict=True):
            self._add_children(job, row.id, thing)
        return len(page)


def _lane(read: Read) -> str:
    """Name the queue of a read: each slow operation has one, and all others share one."""
    return read.operation if read.slow else ""


def _says_none(read: Read, error: SegmentError) -> bool:
    """Tell whether a failure says no more than that there is nothing to read."""
    return read.none_is_404 and isinstance(error, NotFound)


def reason_for(error: SegmentError) -> str:
    """Return what a gap says about a failure."""
    return next(REASONS[kind] for kind in type(error).__mro__ if kind in REASONS)
