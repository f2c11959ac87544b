"""The command as a whole: how it starts, what it refuses, and how it ends."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from .conftest import COMMAND, SECONDS, Here, Ran, environment, run

SPECS = Path(__file__).parents[2] / "segment_async" / "_spec"


def test_help_and_version_are_answered(here: Here) -> None:
    assert Ran(0, f"{version('segment-async')}\n", "") == run("--version")
    for arguments in ((), ("--help",)):
        ran = here(*arguments)
        assert 0 == ran.code
        assert {"audit", "call", "check", "completion", "sandbox", "spec"} <= set(ran.out.split())


@pytest.mark.parametrize("command", ["audit", "call", "check", "completion", "sandbox", "spec"])
def test_every_command_explains_itself_without_colour_in_a_pipe(here: Here, command: str) -> None:
    ran = here(command, "--help")
    assert (0, "") == (ran.code, ran.err)
    assert f"segment-async {command}" in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ("Unknown command", ("bogus",)),
        ("--out", ("audit",)),
        ("never", ("audit", "--out", "x", "--fail-on", "info")),
        ("eu", ("call", "getWorkspace", "--region", "mars")),
        ("too many", ("spec", "public", "config")),
        ("--regio", ("call", "getWorkspace", "--regio", "eu")),
        ("bogus", ("spec", "bogus")),
        ("bogus", ("audit", "--api", "bogus", "--out", "x")),
    ],
)
def test_wrong_usage_gets_a_sentence(here: Here, said: str, arguments: tuple[str, ...]) -> None:
    ran = here(*arguments)
    assert (2, "", 1) == (ran.code, ran.out, ran.err.count("\n"))
    assert ran.err.startswith("Error: ")
    assert said in ran.err


def test_with_json_a_failure_is_one_object(here: Here) -> None:
    ran = here("call", "listSource", "--json")
    assert 2 == ran.code
    error = json.loads(ran.err)["error"]
    assert ("ConfigurationError", 2) == (error["type"], error["exit_code"])
    assert "listSources" in error["message"]


@pytest.mark.parametrize("api", ["public", "config"])
def test_the_specification_comes_as_it_is(here: Here, api: str) -> None:
    assert Ran(0, (SPECS / f"{api}.json").read_text(encoding="utf-8"), "") == here("spec", api)


def test_a_reader_that_goes_away_is_no_failure() -> None:
    with subprocess.Popen([*COMMAND, "spec", "public"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert b"" == process.stderr.read()
    assert 0 == process.returncode


@pytest.mark.parametrize("arguments", [("--help",), ("trace", "--help"), ("snapshot", "tables", "--help")])
def test_help_that_nobody_reads_is_no_failure(arguments: tuple[str, ...]) -> None:
    ours, its = os.pipe()
    os.close(ours)
    done = subprocess.run([*COMMAND, *arguments], stdout=its, stderr=subprocess.PIPE, timeout=SECONDS, check=False)
    os.close(its)
    assert (0, b"") == (done.returncode, done.stderr)


@pytest.mark.parametrize("arguments", [("spec", "public"), ("--help",)])
def test_a_full_disk_gets_a_sentence(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, timeout=SECONDS, check=False)
    assert 2 == done.returncode
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("missing", ["cyclopts", "rich", "aiohttp.web", "jsonschema_rs"])
def test_without_the_extra_the_command_says_what_to_install(missing: str) -> None:
    code = f"""
import sys
sys.modules[{missing!r}] = None
sys.argv = ["segment-async", "sandbox", "--port", "70000"]
import segment_async.cli
segment_async.cli.main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment(None), timeout=SECONDS, check=False
    )
    assert 2 == done.returncode
    assert b"pip install 'segment-async[cli]'" in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_entry_point_imports_next_to_nothing() -> None:
    code = (
        "import segment_async.cli, sys; sys.exit(any(name in sys.modules for name in ('cyclopts', 'rich', 'aiohttp')))"
    )
    assert 0 == subprocess.run([sys.executable, "-c", code], timeout=SECONDS, check=False).returncode
