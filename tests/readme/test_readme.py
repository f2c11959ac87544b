"""The code in the README runs, against the sandbox."""

import os
import re
import subprocess
import sys
from pathlib import Path

import anyio
import pytest

from segment_async.sandbox import Sandbox

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.mark.anyio
@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
async def test_the_code_runs_as_it_stands(block: str, tmp_path: Path) -> None:
    async with Sandbox(seed="demo") as box:
        environment = {**os.environ, "SEGMENT_PUBLIC_TOKEN": box.token, "SEGMENT_BASE_URL": box.url}
        command = [sys.executable, "-W", "error", "-c", block]
        done = await anyio.run_process(command, env=environment, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout


def test_there_is_code_to_run() -> None:
    assert len(BLOCKS) >= 2


def test_every_command_that_is_named_is_there() -> None:
    named = set(re.findall(r"segment-async (\w+)", README))
    shown = subprocess.run(
        [sys.executable, "-m", "segment_async", "--help"], capture_output=True, text=True, check=True
    )
    assert named
    assert {name for name in named if name not in shown.stdout} == set()
