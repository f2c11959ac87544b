"""The demo workspace in a sandbox, audited before and after somebody changed it."""

import json
import re
import sqlite3
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from segment_async import PublicClient
from segment_async._core.operation import Operation
from segment_async.audit.diff import Diff, compare
from segment_async.audit.run import audit
from segment_async.audit.snapshot.view import Snapshot
from segment_async.sandbox import Sandbox

from .acts import Act


class NoWaiting:
    """Lets everything through: the sandbox does not count."""

    async def acquire(self, operation: Operation[Any], *, within: float | None) -> float | None:
        return 0.0

    def heed(self, operation: Operation[Any], feedback: object) -> None:
        """Learn nothing."""


class Shop:
    """A workspace, and snapshots of it."""

    def __init__(self, client: PublicClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.taken = 0

    async def snapshot(self, **options: Any) -> Path:
        """Audit the workspace, and return where the snapshot is."""
        self.taken += 1
        result = await audit(
            self.client,
            self.folder / str(self.taken),
            **{"redaction_key_file": self.folder / "key", **options},
        )
        return result.snapshot

    async def do(self, acts: Iterable[Act], snapshot: Path) -> None:
        """Carry out acts, with the ids that things have in a snapshot."""
        for act in acts:
            asked = resolved(dict(act.asked), snapshot)
            await self.client.call(act.operation, **asked)


@asynccontextmanager
async def opened(folder: Path, seed: str = "demo", **options: Any) -> AsyncGenerator[Shop]:
    async with (
        Sandbox(seed=seed, **options) as box,
        PublicClient(box.token, base_url=box.url, limiter=NoWaiting()) as client,
    ):
        yield Shop(client, folder)


def resolved(asked: Any, snapshot: Path) -> Any:
    """Return a request with ids in the place of what stands for them."""
    with closing(sqlite3.connect(snapshot)) as db:

        def one(match: re.Match[str]) -> str:
            found = db.execute("SELECT id FROM resource WHERE kind = ? AND name = ?", match.groups()).fetchall()
            assert 1 == len(found), match[0]
            return str(found[0][0])

        return json.loads(re.sub(r"@([a-z-]+):([^\"]+)", one, json.dumps(asked)))


def diff_of(before: Path, after: Path) -> Diff:
    with Snapshot(before) as one, Snapshot(after) as other:
        return compare(one, other)
