"""``segment-async sandbox``: how it starts, says where it is, and ends."""

import json
import signal
import socket
from pathlib import Path

import pytest

from .conftest import Here, start, stop


@pytest.mark.parametrize(("code", "number"), [(130, signal.SIGINT), (143, signal.SIGTERM)])
def test_it_says_where_it_is_and_ends_when_told_to(
    here: Here, code: int, number: signal.Signals, tmp_path: Path
) -> None:
    """F62."""
    ready = tmp_path / "ready.json"
    ready.write_text("left by a sandbox that was killed")
    with start("sandbox", "--token", "made-up", "--ready-file", str(ready)) as process:
        assert process.stdout is not None
        url = process.stdout.readline().decode().rstrip("\n")
        told = json.loads(ready.read_text())
        env = {"SEGMENT_BASE_URL": url, "SEGMENT_PUBLIC_TOKEN": "made-up", "SEGMENT_CONFIG_TOKEN": told["config_token"]}
        asked = [here("call", operation, env=env).code for operation in ("getWorkspace", "config:getWorkspace")]
        ended = stop(process, number)
    assert (url, "made-up", process.pid) == (told["url"], told["token"], told["pid"])
    assert url.startswith("http://127.0.0.1:")
    assert [0, 0] == asked
    assert (code, "") == (ended.code, ended.out)
    tokens = f"SEGMENT_PUBLIC_TOKEN=made-up SEGMENT_CONFIG_TOKEN={told['config_token']}"
    assert f"  export SEGMENT_BASE_URL={url} {tokens}\n" in ended.err
    assert ended.err.endswith("  segment-async call listSources\n  segment-async call config:listSources\n")
    assert "Traceback" not in ended.err


def test_a_port_in_use_is_refused(here: Here) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = here("sandbox", "--port", str(port))
    assert (2, "") == (ran.code, ran.out)
    assert f"{port} on 127.0.0.1 is in use" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--host", "192.0.2.1"),
        ("--port", "70000"),
        ("--port", "x"),
        ("--seed", "bogus"),
        ("--scale", "0", "--seed", "large"),
        ("--latency", "-1"),
        ("--rate-limit", "many"),
        ("--without-feature", "bogus"),
        ("--token", "a b"),
        ("--token", ""),
        ("--token", "sgp_" + "x" * 64),
        ("--ready-file", "/nonexistent/ready"),
        ("--ready-file", "/"),
    ],
)
def test_what_cannot_be_served_gets_a_sentence(here: Here, arguments: tuple[str, ...]) -> None:
    ran = here("sandbox", *arguments)
    assert (2, "", 1) == (ran.code, ran.out, ran.err.count("\n"))
    assert ran.err.startswith("Error: ")
    assert "x" * 64 not in ran.err
