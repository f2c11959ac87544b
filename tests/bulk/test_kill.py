"""F60: a run that is killed at any time loses nothing and creates nothing twice; the server's ledger says so."""

import os
from pathlib import Path

import pytest

from tests.bulk.child import CONCURRENCY
from tests.bulk.crashing import KILLED, key_of, kill_at_random, kill_what_must_not_be_repeated

pytestmark = pytest.mark.anyio

TRIALS = int(os.environ.get("SEGMENT_KILL_TRIALS", "5"))


@pytest.mark.parametrize("trial", range(TRIALS))
async def test_a_kill_at_a_random_time_costs_nothing(tmp_path: Path, trial: int) -> None:
    proof = await kill_at_random(tmp_path, trial)
    assert proof.is_good, proof


@pytest.mark.parametrize("trial", range(max(1, TRIALS // 5)))
async def test_what_must_not_be_sent_again_is_unknown_and_no_more(tmp_path: Path, trial: int) -> None:
    open_before, unknown, labels = await kill_what_must_not_be_repeated(tmp_path, trial)
    assert open_before == {key_of(value) for value in unknown}
    assert len(unknown) <= CONCURRENCY
    assert 1 == max(labels.made.values())
    assert set(map(str, range(KILLED))) == set(labels.made) | unknown
