"""What the tests of ``segment-async bulk`` share: a server with a ledger, the command in a process, a terminal."""

import asyncio
import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anyio
from aiohttp import web
from attrs import define, field

from tests.bulk.server import Served, ok, refused
from tests.bulk.trials import ROOT
from tests.cli.conftest import COMMAND, environment

SECONDS = 60


@define
class Groups:
    """A server on which things are deleted, as slowly as a test wants."""

    pause: float = 0.0
    held: anyio.Event | None = None
    """What every deletion waits for; `None` for nothing."""
    renamed: list[str] = field(factory=list[str])
    came: int = 0
    takes: int | None = None
    """How many requests it takes before it refuses the token, a look at the workspace included; `None` for no end."""

    async def asked(self, times: int) -> None:
        """Wait for so many requests."""
        with anyio.fail_after(SECONDS):
            while self.came < times:  # noqa: ASYNC110 - what is waited for is a count
                await asyncio.sleep(0.01)

    async def answer(self, request: web.Request) -> web.Response:
        if self.takes is not None and self.came >= self.takes:
            return refused(401)
        if request.path == "/":
            return ok(workspace={"id": "w", "slug": "acme", "name": "Acme"})
        self.came += 1
        await asyncio.sleep(self.pause)
        if self.held is not None:
            await self.held.wait()
        name = request.path.removeprefix("/sources/")
        if name == "missing":
            return refused(404)
        if name == "broken/writekey":
            return refused(500)
        self.renamed.append(name)
        return ok(status="SUCCESS")


@define
class Command:
    process: asyncio.subprocess.Process

    async def end(self) -> tuple[int, list[dict[str, Any]], str]:
        out, err = await asyncio.wait_for(self.process.communicate(), SECONDS)
        code = self.process.returncode
        assert code is not None
        return code, [json.loads(line) for line in out.splitlines()], err.decode()


async def start(served: Served, *arguments: str, stdin: bytes | None = None, yes: bool = True) -> Command:
    """Start the command with no terminal, and with consent unless a test is about that."""
    pipe = asyncio.subprocess.PIPE
    command = (*COMMAND, "bulk", *arguments, *(["--yes"] if yes else []))
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment(env_of(served)), stdin=pipe, stdout=pipe, stderr=pipe
    )
    assert process.stdin is not None
    process.stdin.write(stdin or b"")
    process.stdin.write_eof()
    return Command(process)


def env_of(served: Served) -> dict[str, str]:
    return {"SEGMENT_BASE_URL": served.url, "SEGMENT_PUBLIC_TOKEN": "some-token"}


def lines(path: Path, *names: str) -> str:
    path.write_text("".join(json.dumps({"path": {"sourceId": name}}) + "\n" for name in names))
    return str(path)


async def at_terminal(env: Mapping[str, str], *arguments: str, types: bytes = b"", after: str = "") -> tuple[int, str]:
    """Run the command on a terminal of its own, and type something once a text shows there.

    Returns:
        The exit code, and what was shown.
    """
    return await asyncio.to_thread(_at_terminal, env, arguments, types, after.encode())


def _at_terminal(env: Mapping[str, str], arguments: tuple[str, ...], types: bytes, after: bytes) -> tuple[int, str]:
    ours, its = pty.openpty()
    # A session of its own, whose terminal it is: only so does ^C reach it.
    helper = "import fcntl, os, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    helper += "os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-c", helper, *COMMAND, "bulk", *arguments]
    full = environment({**env, "TERM": "xterm", "COLUMNS": "200"})
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=its, env=full) as process:
        os.close(its)
        shown, left = b"", types
        while part := _read(ours):
            shown += part
            if left and after in shown:
                os.write(ours, left)
                left = b""
        code = process.wait(SECONDS)
    os.close(ours)
    return code, shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # how Linux tells that the other end is closed
        return b""
