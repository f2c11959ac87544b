"""Runs the real command, and a real sandbox for it to speak to."""

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final, Protocol

import pytest
from attrs import frozen

from segment_async.cli import app

COMMAND: Final = (sys.executable, "-m", "segment_async")
SECONDS: Final = 60
"""After which a command is taken to hang."""


def environment(changes: Mapping[str, str] | None) -> dict[str, str]:
    """Return this process's environment without what would speak to a real workspace."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SEGMENT_")}
    return {**kept, **(changes or {})}


@frozen
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, parsed."""
        return json.loads(self.out)


def run(*arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
    """Run ``segment-async`` to its end, with no terminal."""
    done = subprocess.run(
        [*COMMAND, *arguments], input=stdin, capture_output=True, env=environment(env), timeout=SECONDS, check=False
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@contextmanager
def start(*arguments: str, env: Mapping[str, str] | None = None) -> Generator[subprocess.Popen[bytes]]:
    """Leave ``segment-async`` running during a block, and no longer."""
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, *arguments], stdout=pipe, stderr=pipe, env=environment(env)) as process:
        try:
            yield process
        finally:
            process.kill()  # does nothing to one that has ended


def stop(process: subprocess.Popen[bytes], number: signal.Signals = signal.SIGTERM) -> Ran:
    """Signal a command and wait for its end."""
    process.send_signal(number)
    out, err = process.communicate(timeout=SECONDS)
    return Ran(process.returncode, out.decode(), err.decode())


def on_terminal(*arguments: str, env: Mapping[str, str]) -> str:
    """Run the command on a terminal and return what shows there."""
    ours, its = pty.openpty()
    full = environment({**env, "TERM": "xterm"})
    with subprocess.Popen([*COMMAND, *arguments], stdin=its, stdout=its, stderr=its, env=full) as process:
        os.close(its)
        shown = b""
        while part := _read(ours):
            shown += part
        process.wait(SECONDS)
    os.close(ours)
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # how Linux tells that the other end is closed
        return b""


class Run(Protocol):
    """Runs the command."""

    def __call__(self, *arguments: str, env: Mapping[str, str] | None = None) -> Ran:
        """Run it to its end."""
        ...


class Here(Run, Protocol):
    """Runs the command within this process."""


@pytest.fixture
def here(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    """Saves the start of a process where a test has many cases and the process itself is not what it is about."""

    def run_here(*arguments: str, env: Mapping[str, str] | None = None) -> Ran:
        for name in [name for name in os.environ if name.startswith("SEGMENT_")]:
            monkeypatch.delenv(name)
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        code = app.run(arguments)
        return Ran(code, *capfd.readouterr())

    return run_here


@frozen
class Served:
    """A sandbox in a process of its own."""

    url: str
    token: str
    config_token: str
    pid: int

    @property
    def env(self) -> dict[str, str]:
        """What makes a command speak to it."""
        tokens = {"SEGMENT_PUBLIC_TOKEN": self.token, "SEGMENT_CONFIG_TOKEN": self.config_token}
        return {"SEGMENT_BASE_URL": self.url, **tokens}

    def run(self, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
        """Run a command against it."""
        return run(*arguments, stdin=stdin, env={**self.env, **(env or {})})


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A demo sandbox that the tests share."""
    with sandbox(tmp_path_factory.mktemp("sandbox")) as served:
        yield served


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A sandbox with a dozen sources and something to find, which is audited sooner."""
    with sandbox(tmp_path_factory.mktemp("small"), "--seed", "large", "--scale", "12") as served:
        yield served


@contextmanager
def sandbox(folder: Path, *options: str) -> Iterator[Served]:
    """Run a sandbox in a process of its own."""
    ready = folder / "ready.json"
    with start("sandbox", "--ready-file", str(ready), *options) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        yield Served(**json.loads(ready.read_text()))
        stop(process)


class Odd(BaseHTTPRequestHandler):
    """Answers every request with the bytes that a test planted."""

    status = 200
    body = b""
    length: int | None = None
    content_type = "application/vnd.segment.v1+json"

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.send_header("Content-Type", self.content_type)
        self.send_header("Content-Length", str(len(self.body) if self.length is None else self.length))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def odd() -> Iterator[HTTPServer]:
    class Planted(Odd):
        """Not shared with other tests."""

    with HTTPServer(("127.0.0.1", 0), Planted) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def plant(server: HTTPServer, **answer: object) -> dict[str, str]:
    """Tell an odd server what to answer, and return what makes a command speak to it."""
    for name, value in answer.items():
        setattr(server.RequestHandlerClass, name, value)
    url = f"http://127.0.0.1:{server.server_port}"
    return {"SEGMENT_BASE_URL": url, "SEGMENT_PUBLIC_TOKEN": "x", "SEGMENT_CONFIG_TOKEN": "x"}
