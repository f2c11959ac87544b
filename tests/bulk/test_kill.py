"""F60: a run that is killed at any time loses nothing and creates nothing twice; the server's ledger says so."""

import asyncio
import os
import random
from pathlib import Path

import pytest

from segment_async.bulk.requests import Request
from segment_async.public.calls.labels import CREATE
from tests.bulk.child import CONCURRENCY
from tests.bulk.server import serving
from tests.bulk.trials import Labels, finish, prove, recorded, start, until

pytestmark = pytest.mark.anyio

TRIALS = int(os.environ.get("SEGMENT_KILL_TRIALS", "5"))
COUNT = 40


def key_of(value: str) -> str:
    body = {"label": {"key": "k", "value": value}}
    return Request(operation=CREATE, path={}, query={}, body=body).key


@pytest.mark.parametrize("trial", range(TRIALS))
async def test_a_kill_at_a_random_time_costs_nothing(tmp_path: Path, trial: int) -> None:
    labels, journal = Labels(pause=0.02), tmp_path / "run.journal"
    chance = random.Random(trial)  # noqa: S311 - no secret
    async with serving(labels.answer) as served:
        for _ in range(chance.choice([1, 1, 1, 2])):  # a resumed run is killed too
            labels.first.clear()
            process = await start(served, journal, COUNT, "reconcile")
            await until(labels.first.wait, process)
            await asyncio.sleep(chance.uniform(0, 0.25))
            if process.returncode is None:
                process.kill()
            await process.communicate()
        await asyncio.sleep(0.05)  # what was sent is carried out, whoever waits for it
        await prove(served, labels, journal, COUNT, key_of)


@pytest.mark.parametrize("trial", range(max(1, TRIALS // 5)))
async def test_what_must_not_be_sent_again_is_unknown_and_no_more(tmp_path: Path, trial: int) -> None:
    labels, journal = Labels(pause=0.02), tmp_path / "run.journal"
    async with serving(labels.answer) as served:
        process = await start(served, journal, COUNT, "never")
        await until(labels.first.wait, process)
        await asyncio.sleep(random.Random(trial).uniform(0, 0.25))  # noqa: S311 - no secret
        if process.returncode is None:
            process.kill()
        await process.communicate()
        await asyncio.sleep(0.05)
        open_now = recorded(journal).open
        told = await finish(await start(served, journal, COUNT, "never"))
    unknown = {each["value"] for each in told if each["kind"] == "Unknown"}
    assert open_now == {key_of(value) for value in unknown}
    assert len(unknown) <= CONCURRENCY
    assert 1 == max(labels.made.values())
    assert set(map(str, range(COUNT))) == set(labels.made) | unknown
