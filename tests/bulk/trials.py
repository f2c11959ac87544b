"""A server that keeps a ledger, in a process that outlives the programs that speak to it, and what it proves."""

import asyncio
import json
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from aiohttp import web
from attrs import define, field, frozen

from tests.bulk.child import CONCURRENCY
from tests.bulk.server import Served, ok

ROOT = Path(__file__).parents[2]
SECONDS = 60


@define
class Labels:
    """The labels of a workspace: what was created, and how often."""

    pause: float = 0.0
    """The longest time that a create takes, in seconds."""
    made: Counter[str] = field(factory=Counter[str])
    first: asyncio.Event = field(factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.Response:
        if request.path == "/":
            return ok(workspace={"id": "w", "slug": "w", "name": "W"})
        if request.method == "GET":
            return ok(labels=[{"key": "k", "value": value} for value in self.made.elements()])
        label = (await request.json())["label"]
        self.first.set()
        before = self.pause * random.random()  # noqa: S311 - no secret
        await asyncio.sleep(before)
        self.made[label["value"]] += 1
        await asyncio.sleep(self.pause - before)
        return web.json_response({"data": {"label": label}}, status=201)


@frozen
class Recorded:
    """What a journal says, read from a copy, as the crash left it."""

    done: set[str]
    open: set[str]
    """Sent, without an outcome."""


def recorded(journal: Path) -> Recorded:
    """Read a journal whose run has died; what SQLite would take back is taken back in the copy only."""
    if not journal.exists():
        return Recorded(set(), set())
    copy = journal.parent / "copy"
    for suffix in ("", "-journal"):
        source, target = Path(f"{journal}{suffix}"), Path(f"{copy}{suffix}")
        target.unlink(missing_ok=True)
        if source.exists():
            target.write_bytes(source.read_bytes())
    with closing(sqlite3.connect(copy)) as db:
        rows = db.execute(
            "SELECT key, (SELECT kind FROM outcome WHERE send = (SELECT max(id) FROM send WHERE intent = intent.id)"
            " ORDER BY id DESC) FROM intent JOIN send ON send.intent = intent.id"
        ).fetchall()
    return Recorded({key for key, kind in rows if kind == "done"}, {key for key, kind in rows if kind is None})


async def start(served: Served, journal: Path, count: int, replay: str, *before: str) -> asyncio.subprocess.Process:
    """Start the program that creates labels."""
    command = (*before, sys.executable, "-m", "tests.bulk.child", served.url, str(journal), str(count), replay)
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe, stderr=pipe)


async def finish(process: asyncio.subprocess.Process) -> list[dict[str, Any]]:
    """Wait for the program's end and return what it told."""
    out, err = await asyncio.wait_for(process.communicate(), SECONDS)
    assert b"Traceback" not in err, err.decode()
    return [json.loads(line) for line in out.splitlines(keepends=True) if line.endswith(b"\n")]


@frozen(kw_only=True)
class Proof:
    """What the ledger says of a journal that a dead run left, and of what the same run made of it."""

    untrue: int = 0
    """Done by the journal, and not carried out."""

    untold: int = 0
    """Carried out, and not known to the journal."""

    doubtful: int = 0
    """Sent by the journal, without an outcome."""

    lost: int = 0
    """Not carried out in the end."""

    duplicates: int = 0
    """Carried out once more."""

    unfinished: int = 0
    """Not told to be done in the end."""

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, repeated or misreported, and no more is doubtful than ran at once."""
        return self == Proof(doubtful=self.doubtful) and self.doubtful <= CONCURRENCY


async def proof(served: Served, labels: Labels, journal: Path, count: int, key_of: Callable[[str], str]) -> Proof:
    """Hold the journal that a dead run left against the ledger, and let the same call finish.

    Args:
        served: Where the server is.
        labels: Its ledger.
        journal: What the run left.
        count: Labels in all.
        key_of: The journal's key of a label.
    """
    left = recorded(journal)
    made = {key_of(value) for value in labels.made}
    told = await finish(await start(served, journal, count, "reconcile"))
    return Proof(
        untrue=len(left.done - made),
        untold=len(made - left.done - left.open),
        doubtful=len(left.open),
        lost=count - len(labels.made),
        duplicates=labels.made.total() - len(labels.made),
        unfinished=count - sum(each.get("kind") == "Done" for each in told),
    )


async def until(condition: Callable[[], Awaitable[object]], process: asyncio.subprocess.Process) -> None:
    """Wait for something, or for a program's end."""
    waits = [asyncio.ensure_future(condition()), asyncio.ensure_future(process.wait())]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED, timeout=SECONDS)
    for each in waits:
        each.cancel()
