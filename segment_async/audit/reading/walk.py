"""Read a whole workspace into a snapshot: a walk from lists to what hangs on the things they list.

A number of workers take reads from one line, and one more each from the lines of the slow operations, so that nothing
else waits with these. Each page that comes in adds the reads of its things. An outage is waited out; what cannot be
read for other reasons becomes a gap. What is left to be read stands in the file of the snapshot, so that it takes no
memory, and so that the next run goes on there.
"""

from collections import Counter, deque
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol

import anyio
from attrs import frozen

from segment_async._core.operation import MINUTE
from segment_async._core.values import Json
from segment_async._core.wire import RawAnswer
from segment_async.audit.reading.asks import Ask
from segment_async.audit.reading.forecast import Pace, forecast
from segment_async.audit.reading.progress import EVERY, Count, Phase, Progress, Report
from segment_async.audit.reading.pulse import PASSING, PATIENCE, Pulse
from segment_async.audit.reading.reads import Plan, Read
from segment_async.audit.reading.reasons import (
    IN_A_HURRY,
    NONE_ANYWHERE,
    REASONS,
    SHARED_NAME,
    TOO_LONG,
    reason_for,
)
from segment_async.audit.reading.redact import Redactor, secret_settings
from segment_async.audit.reading.things import goes_on, row_of, things_in
from segment_async.audit.snapshot.file import SnapshotUnusable
from segment_async.audit.snapshot.queue import Job
from segment_async.audit.snapshot.store import Store
from segment_async.errors import DecodeError, NotFound, SegmentError, TLSFailed, Unauthorized, WrongRegion

AHEAD: Final = 200
"""Reads that a line holds in memory."""

WORKSPACE: Final = "getWorkspace"
"""What every token may read."""

ENDINGS: Final = (WrongRegion, TLSFailed, SnapshotUnusable)
"""Failures that every further call would share."""

TRIES: Final = 2
"""How often a read is tried whose failure may pass, as long as Segment answers others."""


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
class _Tried:
    """What came of asking for one thing."""

    status: int | None
    pages: int
    things: int
    gap: str | None
    may_pass: bool


class _Lane:
    """A line of reads, and the workers that take from it."""

    def __init__(self, kinds: Iterable[str], store: Store, now: float) -> None:
        self.kinds = tuple(kinds)
        self.pace = Pace(now)
        self.news = anyio.Event()
        self._store = store
        self._ahead = deque[Job]()
        self._last = 0

    def next(self) -> Job | None:
        """Return the next read; ``None`` where there is none, at least for now."""
        if not self._ahead:
            self._ahead.extend(self._store.next_jobs(self._last, self.kinds, AHEAD))
        if not self._ahead:
            return None
        job = self._ahead.popleft()
        self._last = job.number
        return job

    def wake(self) -> None:
        """Have its workers look again."""
        self.news.set()
        self.news = anyio.Event()


class Walk:
    """Reads everything that a plan lists."""

    def __init__(
        self,
        reader: Reader,
        store: Store,
        redactor: Redactor,
        plan: Plan,
        *,
        now: datetime,
        report: Report,
        waited: Mapping[str, float] | None = None,
        fast: bool = False,
        patience: float = PATIENCE,
    ) -> None:
        """Prepare a walk.

        Args:
            reader: Performs the calls.
            store: Keeps what comes, and what is left to be read.
            redactor: Takes the secrets out first.
            plan: What there is to read.
            now: The present moment; time spans end at it.
            report: Told how far it is.
            waited: Seconds that calls have waited for limits, by operation, as somebody else counts them.
            fast: Whether what the API answers only a few times a minute becomes a gap.
            patience: Seconds that an outage may take.
        """
        self._reader = reader
        self._store = store
        self.redactor = redactor
        self._plan = plan
        self._now = now
        self._report = report
        self._waited: Mapping[str, float] = {} if waited is None else waited
        self._fast = fast
        self._reads = {read.kind: read for read in plan}
        self._began = self._told = anyio.current_time()
        usual = [read.kind for read in plan if not read.slow]
        lines = {"": usual, **{read.kind: [read.kind] for read in plan if read.slow}}
        self._lanes = {name: _Lane(kinds, store, self._began) for name, kinds in lines.items()}
        self._error: SegmentError | None = None
        self._pulse = Pulse(self._look, patience=patience)
        self.failure: SegmentError | None = None
        """The first failure that became a gap."""
        self._waiting = 0
        self._total = Counter[str]()
        self._done = Counter[str]()
        self._things = Counter(store.things())
        self._ahead_of_us = plan.without(plan.tedious) if fast else plan

    async def run(self, workers: int) -> None:
        """Read everything.

        Args:
            workers: Reads in progress at a time, besides one of each slow operation.

        Raises:
            SegmentError: Something that every further call would meet: the token, the region, the network.
        """
        for read in self._plan:
            self._done[read.kind] = self._store.done(read.operation, at_root=read.parent is None)
        self._total.update(self._done)
        known = {kind: count for kind, count in self._store.waiting().items() if kind in self._reads}
        self._count(known)
        self._count(self._store.add_jobs(job for read in self._plan.roots for job in self._jobs(read, (), {}, ())))
        if self._waiting:
            async with anyio.create_task_group() as group:
                for name, lane in self._lanes.items():
                    for _worker in range(1 if name else workers):
                        group.start_soon(self._work, lane, group.cancel_scope)
        if self._error is not None:
            raise self._error
        for read in self._plan:
            if read.none_is_404 and self._store.is_nowhere(read.operation):
                self._store.add_gap(read.operation, "", NONE_ANYWHERE)
        self._report(self.progress())

    def _count(self, added: Mapping[str, int]) -> None:
        """Count reads that were put in line, and tell those who wait for them."""
        self._waiting += sum(added.values())
        self._total.update(added)
        for lane in {self._lane(kind) for kind, count in added.items() if count}:
            lane.wake()

    def _lane(self, kind: str) -> _Lane:
        return self._lanes.get(kind, self._lanes[""])

    def _jobs(
        self,
        read: Read,
        scope: tuple[str, ...],
        thing: Json,
        key: tuple[str, ...],
        secrets: frozenset[str] = frozenset(),
    ) -> Iterator[Job]:
        """Yield the one job of a read where there is something to ask.

        Args:
            read: The read.
            scope: Ids on the way to the thing that it hangs on.
            thing: That thing.
            key: Where the thing is kept.
            secrets: Settings that are secret according to the things on the way.
        """
        first = next(iter(read.asks(self._now, scope, thing)), None)
        if first is not None:
            yield Job(
                kind=read.kind,
                operation=read.operation,
                parent_id="/".join(first.path if read.shared else scope),
                scope=scope,
                thing=key,
                secrets=secrets | secret_settings(thing),
            )

    async def _work(self, lane: _Lane, scope: anyio.CancelScope) -> None:
        while self._waiting:
            news, job = lane.news, lane.next()
            if job is None:
                await news.wait()
                continue
            read = self._reads[job.kind]
            try:
                if read.tedious and self._fast:
                    self._store.leave(job, IN_A_HURRY.format(MINUTE / read.interval))
                else:
                    await self._perform(read, job)
            except SegmentError as error:
                self._error = self._error or error
                scope.cancel()
                return
            self._done[job.kind] += 1
            self._waiting -= 1
            now = anyio.current_time()
            lane.pace.count(now)
            if now - self._told >= EVERY:
                self._told = now
                self._report(self.progress())
        for each in self._lanes.values():
            each.wake()

    def progress(self, phase: Phase = "read") -> Progress:
        """Return how far the walk is."""
        now = anyio.current_time()
        kinds = {kind: Count(self._done[kind], total) for kind, total in self._total.items() if total}
        rates = {name: lane.pace.rate(now) for name, lane in self._lanes.items()}
        lists_are_read = all(self._done[read.kind] for read in self._plan.roots if not read.slow)
        return Progress(
            phase,
            kinds,
            elapsed=now - self._began,
            rate=sum(rates.values()),
            waited=dict(self._waited),
            forecast=forecast(self._plan, kinds, self._things, rate=rates[""], paces=rates) if lists_are_read else None,
        )

    async def _perform(self, read: Read, job: Job) -> None:
        """Read one thing to its end, or note why that cannot be."""
        thing = self._store.thing(job)
        asks = () if thing is None else tuple(read.asks(self._now, job.scope, thing))
        if not asks:
            self._store.drop(job)
            return
        tries = 0
        while True:
            began = anyio.current_time()
            tried = await self._try(read, job, asks)
            if tried.may_pass and not await self._pulse.was_away(began):
                tries += 1
            if not tried.may_pass or tries == TRIES:
                break
            self._things[read.kind] -= tried.things
        gap = tried.gap
        if gap == REASONS[Unauthorized]:
            await self._look()  # raises where the token itself is refused, now or always
        if gap is None and read.id == "name" and tried.things > self._store.count(read.kind, job.parent_id):
            gap = SHARED_NAME
        self._store.end_call(read.operation, job.parent_id, status=tried.status, pages=tried.pages, gap=gap, job=job)

    async def _look(self) -> None:
        _ = (await self._reader.call_raw(WORKSPACE)).json

    async def _try(self, read: Read, job: Job, asks: Sequence[Ask]) -> _Tried:
        """Ask once for all that a read asks for, and keep what comes."""
        pages = things = 0
        status: int | None = None
        gap: str | None = None
        may_pass = False
        scope = asks[0].path if read.shared else job.scope
        self._store.forget(read.kind, job.parent_id)
        for ask in asks:
            before = things
            try:
                async for answer in answers(self._reader, read, ask):
                    status = answer.status
                    things += self._keep(read, job, scope, ask, things_in(read, answer.json))
                    pages += 1
                    if things - before >= read.most or (not read.paged and goes_on(read, answer.json)):
                        gap = TOO_LONG
            except RecursionError:
                gap = REASONS[DecodeError]
            except SegmentError as error:
                if isinstance(error, ENDINGS):
                    raise
                status = error.status
                if not _says_none(read, error):
                    gap = reason_for(error)
                    may_pass = may_pass or isinstance(error, PASSING)
                    self.failure = self.failure or error
        return _Tried(status, pages, things, gap, may_pass)

    def _keep(self, read: Read, job: Job, scope: tuple[str, ...], ask: Ask, page: Sequence[Json]) -> int:
        """Store the things of a page, queue what hangs on them, and return how many they are."""
        rows = [row_of(read, thing, scope, ask) for thing in cleaned(self.redactor, read, page, job.secrets)]
        below = self._plan.children.get(read.kind, ())
        jobs = (
            one
            for row, thing in zip(rows, page, strict=True)
            for child in below
            for one in self._jobs(
                child,
                (row.id,) if self._plan.has_names else (*scope, row.id),
                thing,
                (read.kind, job.parent_id, row.id),
                job.secrets,
            )
        )
        self._count(self._store.add(read.kind, read.parent or "", job.parent_id, rows, jobs))
        self._things[read.kind] += len(rows)
        return len(page)


async def answers(reader: Reader, read: Read, ask: Ask) -> AsyncIterator[RawAnswer]:
    """Yield the answers to a request, several where they come in pages."""
    path = dict(zip(read.path, ask.path, strict=True))
    if read.paged:
        async for answer in reader.pages_raw(read.operation, path=path, query=ask.query):
            yield answer
    else:
        yield await reader.call_raw(read.operation, path=path, query=ask.query)


def cleaned(
    redactor: Redactor, read: Read, page: Iterable[Json], secrets: frozenset[str] = frozenset()
) -> Iterator[Json]:
    """Yield the things of a page without their secrets.

    Args:
        redactor: Takes them out.
        read: Where the things come from.
        page: The things.
        secrets: Settings that are secret according to the things on the way.
    """
    for thing in page:
        yield redactor.unknown(thing, read.open) if read.open else redactor(thing, read.schema, secrets)


def _says_none(read: Read, error: SegmentError) -> bool:
    """Tell whether a failure says no more than that there is nothing to read."""
    return read.none_is_404 and isinstance(error, NotFound)
