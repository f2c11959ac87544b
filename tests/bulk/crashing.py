"""Runs that die at a chosen time, sync, write or send, what they leave behind, and what the same run makes of it."""

import asyncio
import random
import shutil
from pathlib import Path
from typing import Final

from segment_async._core.operation import Replay
from segment_async.bulk.requests import Request
from segment_async.public.calls.labels import CREATE
from tests.bulk.server import Served, serving
from tests.bulk.trials import Labels, Proof, finish, proof, recorded, start, until

STRACE: Final = shutil.which("strace")
"""What injects faults; ``None`` where it is not installed."""

KILLED: Final = 40
"""Labels of a run that is killed at a random time."""

CRASHED: Final = 4
"""Labels of a run that dies at a chosen call of the system."""

FEW: Final = {"fsync,fdatasync": (1, 3, 5, 6, 8, 9, 11), "pwrite64": (1, 8, 20, 26, 33, 41), "sendto": (2, 3, 4, 6)}
"""Points in the making of the file, in the first commit, and later."""

ALL: Final = {"fsync,fdatasync": 40, "pwrite64": 120, "sendto": 10}
"""More points than a run has."""


def points(every: int) -> list[tuple[str, int]]:
    """Return calls of the system to die at, and at which of them.

    Args:
        every: Take each so-many-th point of the whole sweep; 0 takes a few.
    """
    chosen = {calls: range(1, last + 1, every) for calls, last in ALL.items()} if every else FEW
    return [(calls, when) for calls, numbers in chosen.items() for when in numbers]


def key_of(value: str) -> str:
    """Return the journal's key of a label."""
    body = {"label": {"key": "k", "value": value}}
    return Request(operation=CREATE, path={}, query={}, body=body).key


def tracing(log: Path, calls: str, fault: str) -> tuple[str, ...]:
    """Return the command that makes another one meet a fault at calls of the system."""
    assert STRACE is not None
    return (STRACE, "-f", "-qq", "-o", str(log), "-e", f"trace={calls}", "-e", f"inject={calls}:{fault}")


async def crash_at(folder: Path, calls: str, when: int) -> tuple[int | None, Proof]:
    """Let a run die at a call of the system, and the same run finish.

    Returns:
        How it ended the first time, and what came of it.
    """
    labels, place = Labels(), folder / "journals"
    place.mkdir()
    journal = place / "run.journal"
    trace = tracing(folder / "trace", calls, f"signal=SIGKILL:when={when}")
    async with serving(labels.answer) as served:
        process = await start(served, journal, CRASHED, "reconcile", *trace)
        await process.communicate()
        return process.returncode, await proof(served, labels, journal, CRASHED, key_of)


async def kill_at_random(folder: Path, trial: int) -> Proof:
    """Kill a run at a random time, now and then the resumed one too, and let the same run finish."""
    labels, journal = Labels(pause=0.02), folder / "run.journal"
    chance = random.Random(trial)  # noqa: S311 - no secret
    async with serving(labels.answer) as served:
        for _ in range(chance.choice([1, 1, 1, 2])):
            await _killed(served, labels, journal, "reconcile", chance)
        return await proof(served, labels, journal, KILLED, key_of)


async def kill_what_must_not_be_repeated(folder: Path, trial: int) -> tuple[set[str], set[str], Labels]:
    """Kill a run of what is never sent again by itself, and let the same run finish.

    Returns:
        Keys of what the journal had sent without an outcome, labels that the second run told to be unknown, and the
        ledger.
    """
    labels, journal = Labels(pause=0.02), folder / "run.journal"
    async with serving(labels.answer) as served:
        await _killed(served, labels, journal, "never", random.Random(trial))  # noqa: S311 - no secret
        open_now = recorded(journal).open
        told = await finish(await start(served, journal, KILLED, "never"))
    return open_now, {each["value"] for each in told if each["kind"] == "Unknown"}, labels


async def _killed(served: Served, labels: Labels, journal: Path, replay: Replay, chance: random.Random) -> None:
    labels.first.clear()
    process = await start(served, journal, KILLED, replay)
    await until(labels.first.wait, process)
    await asyncio.sleep(chance.uniform(0, 0.25))
    if process.returncode is None:
        process.kill()
    await process.communicate()
    await asyncio.sleep(0.05)  # what was sent is carried out, whoever waits for it
