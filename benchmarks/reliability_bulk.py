"""The figures of bulk runs: duplicates, kills, memory, crash points. A ledger on loopback judges each of them."""

import asyncio
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeVar

from aiohttp import web

from benchmarks.reliability_rows import Row
from segment_async import PublicClient, RetryPolicy
from segment_async.bulk import Done, RecordedOptions, Unknown
from segment_async.public.models.labels import LabelInput
from tests.bulk.child import CONCURRENCY
from tests.bulk.crashing import STRACE, crash_at, kill_at_random, kill_what_must_not_be_repeated, points
from tests.bulk.scale import ITEMS
from tests.bulk.server import ok, serving, source
from tests.bulk.trials import ROOT, Labels
from tests.faults.support import TOKEN, Unlimited

T = TypeVar("T")

CREATES: Final = 10_000
LOST: Final = 0.1
"""Part of the creates whose answers are lost."""

RUNS_AT_MOST: Final = 10
"""Runs that finishing may take, as answers are lost in resumed ones too."""

SLOPE: Final = 1024
"""Bytes that a request may leave behind."""

PEAK: Final = 150
"""MB above import."""

REQUESTS: Final = 20_000


class Careless(Labels):
    """Labels of a server that loses answers, half of them before it carried anything out."""

    def __init__(self) -> None:
        """Begin with a chance that is the same in every measurement."""
        super().__init__()
        self.asked = Counter[str]()
        self._chance = random.Random(2)  # noqa: S311 - no secret

    async def answer(self, request: web.Request) -> web.Response:
        """Answer, or break off the connection."""
        self.asked[request.method] += 1
        chance = self._chance.random() if request.method == "POST" else 1.0
        answer = None if chance < LOST / 2 else await super().answer(request)
        if answer is not None and chance >= LOST:
            return answer
        if request.transport is not None:
            request.transport.abort()
        return web.Response()


def duplicates() -> Iterator[Row]:
    """R2: creates whose answers are lost, through a journal, until all are done."""
    ledger = Careless()

    async def create() -> tuple[int, int, int]:
        items = [{"label": LabelInput(key="k", value=str(number))} for number in range(CREATES)]
        policy = RetryPolicy(retries=3, base=0.001, cap=0.002)
        options: RecordedOptions = {"concurrency": 64, "settle": 0}
        runs = unknown = adopted_wrongly = 0
        with TemporaryDirectory() as folder:
            async with (
                serving(ledger.answer) as served,
                PublicClient(TOKEN, base_url=served.url, limiter=Unlimited(), retries=policy) as segment,
            ):
                left = 1
                while left and runs < RUNS_AT_MOST:
                    runs, left = runs + 1, 0
                    call = segment.labels.create
                    async with segment.bulk(call, items, journal=Path(folder, "journal"), **options) as run:
                        async for outcome in run:
                            left += isinstance(outcome, Unknown)
                            adopted_wrongly += isinstance(outcome, Done) and _label(outcome.value) != _label(
                                outcome.item
                            )
                    unknown += left
        return unknown, adopted_wrongly, runs

    unknown, adopted_wrongly, runs = asyncio.run(create())
    twice = ledger.made.total() - len(ledger.made)
    lost = CREATES - len(ledger.made)
    extra = (ledger.asked.total() - CREATES - runs) / unknown  # each run looks at its workspace
    yield Row(
        id="R2",
        what=f"duplicate creates per {CREATES:,} with {LOST:.0%} of the answers lost",
        figure=twice,
        shown=f"{twice}; {lost} lost, {adopted_wrongly} adopted wrongly, {extra:.2f} further requests for each unknown",
        target="0",
        is_met=twice == lost == adopted_wrongly == 0,
        how=f"{unknown:,} outcomes were unknown, of which half had not been carried out; settled by {runs} runs over "
        "one journal, real sockets, the server's ledger judges",
    )


def _label(value: Any) -> str:
    """Return the value of a label: of an item, of an answer, or of what a journal kept of one."""
    label = value.get("label", value) if isinstance(value, dict) else value
    return str(label["value"] if isinstance(label, dict) else label.value)


def killed(trials: int) -> Iterator[Row]:
    """R5: runs that are killed at a random time."""
    proofs = [_in_folder(lambda folder, trial=trial: kill_at_random(folder, trial)) for trial in range(trials)]
    repeated, wrong, unknown = 0, 0, 0
    for trial in range(max(1, trials // 5)):
        opened, told, labels = _in_folder(lambda folder, trial=trial: kill_what_must_not_be_repeated(folder, trial))
        repeated += labels.made.total() - len(labels.made)
        unknown = max(unknown, len(told))
        wrong += len(opened) != len(told)
    lost, twice = sum(proof.lost for proof in proofs), sum(proof.duplicates for proof in proofs) + repeated
    doubtful = max(proof.doubtful for proof in proofs)
    yield Row(
        id="R5",
        what="kills that lose, repeat or misreport something",
        figure=sum(not proof.is_good for proof in proofs) + wrong + repeated,
        shown=f"lost {lost}, duplicate {twice}, unknown at most {max(doubtful, unknown)} of {CONCURRENCY} at once",
        target="0, 0, as many as ran",
        is_met=all(proof.is_good for proof in proofs) and not wrong and not repeated and unknown <= CONCURRENCY,
        how=f"{trials} runs of creates that can be looked up, {max(1, trials // 5)} of what is never sent again, "
        "SIGKILL at a random time, then the same call again; the journal held against the server's ledger",
    )


def growing() -> Iterator[Row]:
    """R7: what memory runs take."""

    async def answer(request: web.Request) -> web.Response:
        return ok(source=source(request.path.removeprefix("/sources/")), trackingPlanId=None)

    async def ask(*arguments: str) -> dict[str, Any]:
        command = (sys.executable, "-m", "tests.bulk.scale", *arguments)
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.PIPE)
        out, _ = await process.communicate()
        told: dict[str, Any] = json.loads(out)
        return told

    async def both() -> tuple[dict[str, Any], dict[str, Any]]:
        async with serving(answer) as served:
            sent = await ask("requests", served.url, str(REQUESTS))
        return sent, await ask("million")

    sent, pulled = asyncio.run(both())
    yield Row(
        id="R7",
        what="memory of bulk runs",
        figure=sent["slope"],
        shown=f"{sent['slope']:+.0f} bytes a request; peak {pulled['growth']:.1f} MB above import at {ITEMS:,} items",
        target=f"< {SLOPE:,} bytes, <= {PEAK} MB",
        is_met=sent["slope"] < SLOPE and sent["failed"] == 0 and max(pulled["growth"], sent["growth"]) <= PEAK,
        how=f"a line through the resident memory over {REQUESTS:,} real requests after a warm-up (peak "
        f"{sent['growth']:.0f} MB); {ITEMS:,} items of an async generator into calls that return at once; a process "
        "each",
    )


def crashed(every: int) -> Iterator[Row]:
    """R13: runs that die at a chosen sync, write or send."""
    what, target = "crash points of which something is lost, repeated or misreported", "0"
    if STRACE is None:
        yield Row(
            id="R13",
            what=what,
            figure=0,
            shown="not measured",
            target=target,
            is_met=None,
            how="strace is not installed",
        )
        return
    swept = 0
    bad: list[str] = []
    for calls, when in points(every):
        code, proof = _in_folder(lambda folder, calls=calls, when=when: crash_at(folder, calls, when))
        swept += code != 0  # a later one than the run has is none
        if not proof.is_good:
            bad.append(f"{calls} {when}")
    yield Row(
        id="R13",
        what=what,
        figure=len(bad),
        shown=f"{len(bad)} of {swept}" + "".join(f"; {each}" for each in bad[:3]),
        target=target,
        is_met=not bad and swept > 0,
        how="strace kills the run at the n-th sync, write to the journal or send; then the same call again",
    )


def _in_folder(measure: Callable[[Path], Awaitable[T]]) -> T:
    """Return what is measured in a folder of its own."""

    async def run() -> T:
        with TemporaryDirectory() as folder:
            return await measure(Path(folder))

    return asyncio.run(run())


def rows(trials: int, every: int) -> Iterator[Callable[[], Iterator[Row]]]:
    """Yield what measures each row.

    Args:
        trials: How many runs are killed.
        every: Which crash points: each so-many-th of the whole sweep, or with 0 a few.
    """
    yield duplicates
    yield lambda: killed(trials)
    yield growing
    yield lambda: crashed(every)
