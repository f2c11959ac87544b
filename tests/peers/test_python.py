"""A Python client of the Config API works against the sandbox; it comes from PyPI, so a nox session runs this."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import anyio
import pytest

from segment_async.sandbox import Sandbox

pytestmark = [pytest.mark.peers, pytest.mark.anyio]

DRIVER: Final = Path(__file__).parent / "python" / "drive.py"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the client and what it needs, outside of this environment."""
    folder = tmp_path_factory.mktemp("python")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder)]
    subprocess.run([*install, "segment-config-api==0.0.1"], check=True)
    return folder


async def test_one_of_each_kind_is_created_read_changed_and_deleted(packages: Path) -> None:
    async with Sandbox(seed="demo") as box:
        environment = {**os.environ, "PYTHONPATH": str(packages), "URL": box.url, "TOKEN": box.config_token}
        done = await anyio.run_process([sys.executable, str(DRIVER)], env=environment)
    result: dict[str, Any] = json.loads(done.stdout)
    assert {} == result["failed"]
    assert 10 == result["trips"]
