"""A call that is cancelled, wherever it waits, leaves nothing behind and disturbs nobody."""

import asyncio
from pathlib import Path
from typing import Any, Final

import anyio
import pytest

from segment_async.testing import InstantClock
from tests.cancel.interrupt import Interrupted, When
from tests.cancel.stage import CASES, Case, staged

pytestmark = pytest.mark.anyio

MOST_WAITS: Final = 200


def open_files() -> int:
    """Count the files and sockets that this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


async def interrupt(case: Case, at: int, when: When) -> bool:
    """Cancel a call at one of its waits, look at what is left, and tell whether it waited that often."""
    tasks = asyncio.all_tasks()
    async with staged(case) as stage:
        interrupted = Interrupted(case.call(stage), at, when)
        task = asyncio.ensure_future(_await(interrupted))
        await asyncio.wait([task])
        was_met = interrupted.waits >= at
        assert task.cancelled() == was_met, f"cancelled at wait {at}, and yet {task}"
        await anyio.sleep(100)  # of the instant clock: what was under way is over
        assert not any(stage.held().values()), f"cancelled at wait {at}: {stage.held()}"
        assert set() == asyncio.all_tasks() - tasks - stage.server._tasks
        await stage.get()
    return was_met


async def _await(interrupted: Interrupted) -> Any:
    return await interrupted


@pytest.mark.parametrize("when", ["begins", "ends"])
@pytest.mark.parametrize("name", CASES)
async def test_a_call_cancelled_at_any_of_its_waits_leaves_nothing(name: str, when: When) -> None:
    """F80, R6."""
    files = open_files()
    with InstantClock():
        waits = 0
        while await interrupt(CASES[name], waits + 1, when):
            waits += 1
    assert 1 <= waits < MOST_WAITS
    await asyncio.sleep(0)
    assert files == open_files()


@pytest.mark.parametrize("when", ["begins", "ends"])
@pytest.mark.parametrize("name", CASES)
async def test_a_cancel_scope_around_a_call_ends_it_at_any_of_its_waits(name: str, when: When) -> None:
    """F82: the way in which anyio cancels."""
    case, at, waits = CASES[name], 0, 0
    with InstantClock():
        while at <= waits:
            at += 1
            async with staged(case) as stage:
                is_done = False
                with anyio.CancelScope() as scope:
                    interrupted = Interrupted(case.call(stage), at, when, scope.cancel)
                    await interrupted
                    is_done = True
                waits = interrupted.waits
                assert is_done != scope.cancelled_caught
                assert is_done or at <= waits
                assert when == "ends" or is_done == (at > waits)  # a scope lets a task have what has come
                await anyio.sleep(100)
                assert not any(stage.held().values()), f"cancelled at wait {at}: {stage.held()}"
    assert 1 <= waits < MOST_WAITS
