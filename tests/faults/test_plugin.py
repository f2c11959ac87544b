"""The fixtures, in a test run of their own, as users have them."""

import subprocess
import sys
from pathlib import Path

import pytest

PLUGIN = "segment_async.testing.plugin"


def run(folder: Path, code: str) -> tuple[int, str]:
    """Run a test file, and return pytest's exit code with what it printed."""
    (folder / "test_it.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "-W", "error", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_loading_the_plugin_loads_no_server() -> None:
    code = f"import sys, {PLUGIN}; print(*{{'aiohttp', 'jsonschema_rs', 'attrs', 'anyio'}} & set(sys.modules))"
    assert "" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


SANDBOX = """
import asyncio, pytest
from segment_async import PublicClient

def names(box):
    async def ask():
        async with PublicClient(box.token, base_url=box.url) as segment:
            return [source.slug async for source in segment.sources.list()]
    return asyncio.run(ask())

def test_a_plain_test_has_it(segment_sandbox):
    assert len(names(segment_sandbox)) >= 3

@pytest.mark.anyio
async def test_an_async_test_has_one_of_its_own(segment_sandbox):
    async with PublicClient(segment_sandbox.token, base_url=segment_sandbox.url) as segment:
        async for source in segment.sources.list():
            await segment.sources.delete(source.id)
        assert () == (await segment.sources.list()).items

def test_what_one_test_deleted_is_there_for_the_next(segment_sandbox):
    assert len(names(segment_sandbox)) >= 3

@pytest.fixture
def anyio_backend():
    return "asyncio"
"""

FAULTS = """
import asyncio
from segment_async import PublicClient, RetryPolicy
from segment_async.testing import faults

def ask(server):
    async def call():
        async with PublicClient("a-token", base_url=server.url, retries=RetryPolicy(base=0.001)) as segment:
            await segment.sources.list()
    asyncio.run(call())

def test_a_plan_that_is_kept_to(segment_faults):
    segment_faults.plan("listSources", [faults.status(503), faults.reset(), faults.ok()])
    ask(segment_faults)
    assert len(segment_faults.ledger.of("listSources")) == 3

def test_a_plan_that_is_not(segment_faults):
    segment_faults.plan("listSources", [faults.ok(), faults.ok()])
    ask(segment_faults)
"""


def test_the_sandbox_serves_plain_and_async_tests_afresh(tmp_path: Path) -> None:
    code, printed = run(tmp_path, SANDBOX)
    assert (0, "3 passed") == (code, printed.split(" in ")[0].split("\n")[-1]), printed


def test_a_plan_that_was_not_kept_to_fails_the_test(tmp_path: Path) -> None:
    code, printed = run(tmp_path, FAULTS)
    assert "2 passed, 1 error" in printed
    assert "listSources was not asked for the last 1 of its planned answers: ok." in printed
    assert pytest.ExitCode.TESTS_FAILED == code
