"""Segment's typewriter makes code of the sandbox's tracking plans; it comes from npm, so a nox session runs this."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import anyio
import pytest

from segment_async.sandbox import Sandbox

pytestmark = [pytest.mark.peers, pytest.mark.anyio]

HERE: Final = Path(__file__).parent / "typewriter"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install typewriter beside the script, outside of the repository."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("install Node and npm")
    folder = tmp_path_factory.mktemp("typewriter")
    shutil.copytree(HERE, folder, dirs_exist_ok=True)
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    return folder


async def test_every_plan_becomes_a_client_with_a_function_for_each_event(package: Path) -> None:
    async with Sandbox(seed="demo") as box:
        plans, rules = box.workspace.tracking_plans.values(), box.workspace.tracking_plans.rules
        events = {
            plan["name"]: [rule["key"] for rule in rules[plan["id"]].values() if rule["type"] == "TRACK"]
            for plan in plans
            if plan["type"] == "LIVE"
        }
        environment = {**os.environ, "URL": box.url, "TOKEN": box.config_token}
        done = await anyio.run_process(["node", "build.js"], cwd=package, env=environment)
    result: dict[str, Any] = json.loads(done.stdout)
    assert (True, "workspaces/thistle-twine", True) == (result["isValid"], result["workspace"], result["refused"])
    built = result["built"]
    assert {name: len(keys) for name, keys in events.items()} == {name: one["events"] for name, one in built.items()}
    assert "export function orderCompleted(" in built["Orders on the Server"]["code"]
    assert [] == [key for name, keys in events.items() for key in keys if f"'{key}'" not in built[name]["code"]]
