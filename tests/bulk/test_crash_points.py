"""F61 and F63: a run that dies, or whose disk fails, at a chosen sync, write or send; strace makes it happen there."""

import os
import shutil
from pathlib import Path
from signal import SIGKILL

import pytest

from tests.bulk.server import serving
from tests.bulk.test_kill import key_of
from tests.bulk.trials import Labels, finish, prove, recorded, start

STRACE = shutil.which("strace")

pytestmark = [
    pytest.mark.kill,
    pytest.mark.anyio,
    pytest.mark.skipif(STRACE is None, reason="strace, which injects faults, is not installed"),
]

COUNT = 4
EVERY = int(os.environ.get("SEGMENT_CRASH_STEP", "0"))
"""Take each n-th point of the whole sweep; 0 takes a few."""

FEW = {"fsync,fdatasync": (1, 3, 5, 6, 8, 9, 11), "pwrite64": (1, 8, 20, 26, 33, 41), "sendto": (2, 3, 4, 6)}
"""Points in the making of the file, in the first commit, and later."""

ALL = {"fsync,fdatasync": 40, "pwrite64": 120, "sendto": 10}
"""More points than a run has."""

POINTS = [
    (calls, when)
    for calls, few in FEW.items()
    for when in (range(1, ALL[calls] + 1, EVERY) if EVERY else few)
]  # fmt: skip


def tracing(log: Path, calls: str, fault: str) -> tuple[str, ...]:
    assert STRACE is not None
    traced = f"trace={calls}"
    return (STRACE, "-f", "-qq", "-o", str(log), "-e", traced, "-e", f"inject={calls}:{fault}")


@pytest.mark.parametrize(("calls", "when"), POINTS)
async def test_a_death_at_any_sync_write_or_send_costs_nothing(tmp_path: Path, calls: str, when: int) -> None:
    labels, folder = Labels(), tmp_path / "journals"
    folder.mkdir()
    journal = folder / "run.journal"
    trace = tracing(tmp_path / "trace", calls, f"signal=SIGKILL:when={when}")
    async with serving(labels.answer) as served:
        process = await start(served, journal, COUNT, "reconcile", *trace)
        await process.communicate()
        assert EVERY or process.returncode == -SIGKILL  # each of the few is a point that a run comes to
        await prove(served, labels, journal, COUNT, key_of)


@pytest.mark.parametrize(
    ("calls", "fault"),
    [("fsync,fdatasync", "error=EIO"), ("pwrite64", "error=ENOSPC"), ("pwrite64", "error=EDQUOT")],
)
@pytest.mark.parametrize("when", [2, 9, 14, 27])
async def test_a_disk_that_fails_stops_the_run_before_the_next_send(
    tmp_path: Path, calls: str, fault: str, when: int
) -> None:
    """F63: what was sent is in the journal, and the run says what to do."""
    labels, folder = Labels(), tmp_path / "journals"
    folder.mkdir()
    journal = folder / "run.journal"
    trace = tracing(tmp_path / "trace", calls, f"{fault}:when={when}+")
    async with serving(labels.answer) as served:
        told = await finish(await start(served, journal, 4 * COUNT, "reconcile", *trace))
        left = recorded(journal)
        assert {key_of(value) for value in labels.made} <= left.done | left.open
        if len(labels.made) < 4 * COUNT:
            assert "run the same again" in told[-1]["error"] or "usable" in told[-1]["error"]
        await prove(served, labels, journal, 4 * COUNT, key_of)


@pytest.mark.parametrize("replay", ["reconcile", "safe"])
async def test_an_intent_is_synced_before_its_request_goes_out(tmp_path: Path, replay: str) -> None:
    """What a loss of power would leave: of the order of calls alone, as no test can pull the plug."""
    trace = tmp_path / "trace"
    command = (str(STRACE), "-f", "-qq", "-o", str(trace), "-e", "trace=link,fsync,fdatasync,sendto")
    async with serving(Labels().answer) as served:
        await finish(await start(served, tmp_path / "run.journal", COUNT, replay, *command))
    made, *calls = read(trace)
    sends = [place for place, call in enumerate(calls) if "POST /labels" in call]
    synced = sum("sync(" in call for call in calls[: sends[0]])
    assert "link(" in made
    assert COUNT == len(sends)
    assert (synced >= 4) is (replay != "safe")  # the folder, and for a commit the log, its header and the file


def read(trace: Path) -> list[str]:
    """Return the calls of a trace from the one that gave the journal its name."""
    lines = trace.read_text().splitlines()
    first = next(place for place, line in enumerate(lines) if "link(" in line)
    return lines[first:]
