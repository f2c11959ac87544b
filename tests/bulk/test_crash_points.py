"""F61 and F63: a run that dies, or whose disk fails, at a chosen sync, write or send; strace makes it happen there."""

import os
from pathlib import Path
from signal import SIGKILL

import pytest

from tests.bulk.crashing import CRASHED, STRACE, crash_at, key_of, points, tracing
from tests.bulk.server import serving
from tests.bulk.trials import Labels, finish, proof, recorded, start

pytestmark = [
    pytest.mark.kill,
    pytest.mark.anyio,
    pytest.mark.skipif(STRACE is None, reason="strace, which injects faults, is not installed"),
]

EVERY = int(os.environ.get("SEGMENT_CRASH_STEP", "0"))
"""Take each n-th point of the whole sweep; 0 takes a few."""


@pytest.mark.parametrize(("calls", "when"), points(EVERY))
async def test_a_death_at_any_sync_write_or_send_costs_nothing(tmp_path: Path, calls: str, when: int) -> None:
    code, proven = await crash_at(tmp_path, calls, when)
    assert EVERY or code == -SIGKILL  # each of the few is a point that a run comes to
    assert proven.is_good, proven


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
        told = await finish(await start(served, journal, 4 * CRASHED, "reconcile", *trace))
        left = recorded(journal)
        assert {key_of(value) for value in labels.made} <= left.done | left.open
        if len(labels.made) < 4 * CRASHED:
            assert "run the same again" in told[-1]["error"] or "usable" in told[-1]["error"]
        proven = await proof(served, labels, journal, 4 * CRASHED, key_of)
    assert proven.is_good, proven


@pytest.mark.parametrize("replay", ["reconcile", "safe"])
async def test_an_intent_is_synced_before_its_request_goes_out(tmp_path: Path, replay: str) -> None:
    """What a loss of power would leave: of the order of calls alone, as no test can pull the plug."""
    trace = tmp_path / "trace"
    command = (str(STRACE), "-f", "-qq", "-o", str(trace), "-e", "trace=link,fsync,fdatasync,sendto")
    async with serving(Labels().answer) as served:
        await finish(await start(served, tmp_path / "run.journal", CRASHED, replay, *command))
    made, *calls = read(trace)
    sends = [place for place, call in enumerate(calls) if "POST /labels" in call]
    synced = sum("sync(" in call for call in calls[: sends[0]])
    assert "link(" in made
    assert CRASHED == len(sends)
    assert (synced >= 4) is (replay != "safe")  # the folder, and for a commit the log, its header and the file


def read(trace: Path) -> list[str]:
    """Return the calls of a trace from the one that gave the journal its name."""
    lines = trace.read_text().splitlines()
    first = next(place for place, line in enumerate(lines) if "link(" in line)
    return lines[first:]
