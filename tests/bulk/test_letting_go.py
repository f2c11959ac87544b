"""What ``segment-async bulk`` makes of calls that pause between attempts when it is told to stop, or may not go on."""

import os
import signal
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import pytest
from aiohttp import web

from tests.bulk.commanding import SECONDS, env_of, lines, start
from tests.bulk.server import Served, ok, refused, serving
from tests.bulk.trials import recorded
from tests.cli.conftest import COMMAND, environment

pytestmark = pytest.mark.anyio


class Deletions:
    """A server that answers a deletion with a status, and asks to be left alone for a minute."""

    def __init__(self) -> None:
        self.status = 200
        self.came = anyio.Event()

    async def answer(self, request: web.Request) -> web.Response:
        if self.status == 401:
            return refused(401)
        if request.path == "/":
            return ok(workspace={"id": "w", "slug": "acme", "name": "Acme"})
        if self.status == 200:
            return ok(status="SUCCESS")
        answer = refused(self.status)
        answer.headers["Retry-After"] = "60"
        self.came.set()
        return answer


@pytest.fixture
def deletions() -> Deletions:
    return Deletions()


@pytest.fixture
async def served(deletions: Deletions) -> AsyncIterator[Served]:
    async with serving(deletions.answer) as served:
        yield served


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(429, ("skipped", "stopped before this call was made")), (503, ("unknown", "an earlier attempt may have been"))],
)
async def test_a_pause_between_attempts_ends_with_the_signal(
    tmp_path: Path, deletions: Deletions, served: Served, status: int, outcome: tuple[str, str]
) -> None:
    """F62: what was refused was not carried out; what is not known to be is told so."""
    kind, said = outcome
    deletions.status = status
    journal = tmp_path / "journal"
    arguments = ("deleteSource", "--items", lines(tmp_path / "items", "a"), "--journal", str(journal))
    command = await start(served, *arguments)
    with anyio.fail_after(SECONDS):
        await deletions.came.wait()
    await anyio.sleep(0.3)  # until the answer is read
    command.process.send_signal(signal.SIGINT)
    code, (told,), err = await command.end()
    assert (130, kind) == (code, told["outcome"])
    assert said in (told["reason"] if kind == "skipped" else told["error"]["message"])
    assert "Go on with:" in err
    assert not recorded(journal).open
    deletions.status = 200
    assert 0 == (await (await start(served, *arguments)).end())[0]


@pytest.mark.parametrize("stop", [(), ("--on-error", "stop")])
@pytest.mark.parametrize("count", [1, 20, 50])
async def test_a_refused_token_makes_the_code_3_however_many_items_there_are(
    tmp_path: Path, deletions: Deletions, served: Served, count: int, stop: tuple[str, ...]
) -> None:
    """F13."""
    deletions.status = 401
    items = lines(tmp_path / "items", *map(str, range(count)))
    code, told, err = await (await start(served, "getSource", "--items", items, *stop, yes=False)).end()
    assert 3 == code
    assert {"failed"} <= {each["outcome"] for each in told}
    assert "Error: " in err
    assert "token" in err


@pytest.mark.parametrize(
    ("closed", "arguments", "said"),
    [
        ("<&-", "deleteSource --items - --no-journal --yes", "The standard input is closed"),
        (">&-", "deleteSource --items {} --no-journal --yes", "The standard output is closed"),
    ],
)
async def test_a_stream_that_is_closed_is_told_before_anything_is_sent(
    tmp_path: Path, served: Served, closed: str, arguments: str, said: str
) -> None:
    given = arguments.format(lines(tmp_path / "items", "a")).split()
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *COMMAND, "bulk", *given]
    done = await anyio.run_process(shell, check=False, stdin=subprocess.DEVNULL, env=environment(env_of(served)))
    assert (2, []) == (done.returncode, served.seen)
    assert said in done.stderr.decode()


async def test_a_pipe_as_a_journal_is_refused(tmp_path: Path, served: Served) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    arguments = ("deleteSource", "--items", lines(tmp_path / "items", "a"), "--journal", str(pipe))
    code, _, err = await (await start(served, *arguments)).end()
    assert 2 == code
    assert "is no regular file" in err
    assert 0 == served.count("/sources")
