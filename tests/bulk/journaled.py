"""What the tests of runs with a journal share: calls that count as a server would, and short ways to run them."""

import asyncio
import contextlib
import stat
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import define, field

from segment_async import bulk
from segment_async.bulk import Ambiguous, Outcome
from segment_async.errors import OutcomeUnknown, ValidationFailed


def files(path: Path) -> dict[str, bytes]:
    """Return what the files beside a journal hold, its own included."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


def modes(path: Path) -> set[int]:
    """Return the modes of the files beside a journal, its own included."""
    return {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}


@define
class Ledger:
    """A server as far as a run is concerned: it carries things out, and may lose or refuse the answer."""

    made: Counter[str] = field(factory=Counter[str])
    sent: list[str] = field(factory=list[str])
    lost: set[str] = field(factory=set[str])
    """Items of which the request is carried out and the answer lost."""
    dropped: set[str] = field(factory=set[str])
    """Items of which the request never arrives, and the sender cannot tell."""
    refused: set[str] = field(factory=set[str])
    looked: list[str] = field(factory=list[str])

    async def make(self, item: Any) -> Any:
        name = str(item)
        self.sent.append(name)
        await asyncio.sleep(0)
        if name in self.refused:
            raise ValidationFailed(f"{name} is refused. Mend it.", method="POST", outcome="rejected")
        if name not in self.dropped:
            self.made[name] += 1
        if name in self.lost | self.dropped:
            raise OutcomeUnknown("The answer was lost. Look.", method="POST", outcome="unknown")
        return {"name": name}

    async def find(self, item: Any) -> Any:
        self.looked.append(str(item))
        count = self.made[str(item)]
        return Ambiguous(count) if count > 1 else {"name": str(item)} if count else None


async def go(ledger: Ledger, items: Iterable[Any], path: Path, replay: Any = "reconcile", **options: Any) -> Any:
    """Run to the end and return the outcomes by item."""
    given: dict[str, Any] = {"key": str, "settle": 0, "reconcile": ledger.find} | options
    run = bulk.run(ledger.make, list(items), journal=path, replay=replay, **given)
    return {outcome.item: outcome async for outcome in run}


async def crash(ledger: Ledger, items: Iterable[Any], path: Path, turns: int, replay: Any = "reconcile") -> list[Any]:
    """Cut a run off after some outcomes, as if it had died, and return them."""
    outcomes: list[Outcome[Any, Any]] = []
    run = bulk.run(ledger.make, list(items), journal=path, replay=replay, key=str, settle=0, reconcile=ledger.find)
    async with run:
        with contextlib.suppress(StopAsyncIteration):
            while len(outcomes) < turns:
                outcomes.append(await anext(run))
    return outcomes
