"""An audit that is killed at any moment, even while it checks or writes, ends as one that nobody disturbed."""

import asyncio
import json
import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from segment_async.audit.findings import FINDINGS
from segment_async.audit.report.page import REPORT
from segment_async.audit.snapshot.store import FINISHED, PARTIAL
from segment_async.sandbox import Sandbox

pytestmark = pytest.mark.anyio

TRIALS: Final = int(os.environ.get("SEGMENT_KILL_TRIALS", "2"))
SCALE: Final = int(os.environ.get("SEGMENT_KILL_SCALE", "12"))
"""Sources of the workspace."""

KILLED: Final = -signal.SIGKILL


async def audit(box: Sandbox, token_file: Path, folder: Path) -> asyncio.subprocess.Process:
    command = ("audit", "--out", str(folder), "--base-url", box.url, "--token-file", str(token_file), "--json")
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "segment_async", *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )


async def told(process: asyncio.subprocess.Process) -> Any:
    out, err = await process.communicate()
    assert process.returncode in {0, 1}, err.decode()
    return json.loads(out)


async def kill_after(process: asyncio.subprocess.Process, seconds: float) -> int:
    """Kill a process unless it has ended by then, and return how it ended."""
    try:
        async with asyncio.timeout(seconds):
            await process.communicate()
    except TimeoutError:
        process.kill()
        await process.communicate()
    assert process.returncode is not None
    return process.returncode


def has_begun(partial: Path) -> bool:
    """Tell whether a snapshot that was left torn knows its workspace; before that there is nothing to go on with."""
    if not partial.exists():
        return False
    with closing(sqlite3.connect(partial)) as db:
        is_made = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'run'").fetchone()
        return bool(is_made and db.execute("SELECT 1 FROM run").fetchone())


@pytest.mark.timeout(120 + TRIALS * SCALE)
async def test_a_kill_at_a_random_moment_changes_no_finding(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311 - no secret
    token = tmp_path / "token"
    async with Sandbox(seed="large", scale=SCALE) as box:
        token.write_text(box.token)
        token.chmod(0o600)
        start = time.monotonic()
        await told(await audit(box, token, tmp_path / "whole"))
        took = time.monotonic() - start
        expected = (tmp_path / "whole" / FINDINGS).read_bytes()
        outcomes: list[int] = []
        for trial in range(TRIALS):
            folder = tmp_path / str(trial)
            outcomes.append(await kill_after(await audit(box, token, folder), chance.uniform(0.1, 0.95) * took))
            began = has_begun(folder / PARTIAL)
            resumed = await told(await audit(box, token, folder))
            assert resumed["resumed"] is began
            assert expected == (folder / FINDINGS).read_bytes()
            assert {FINISHED, REPORT} < {path.name for path in folder.iterdir()}
            assert PARTIAL not in {path.name for path in folder.iterdir()}
    assert outcomes.count(KILLED) * 2 >= TRIALS
