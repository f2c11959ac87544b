"""A million items take no more memory than a thousand."""

import json
import subprocess
import sys

import pytest

from tests.bulk.scale import CONCURRENCY, STATUS
from tests.bulk.trials import ROOT


@pytest.mark.skipif(not STATUS.exists(), reason="the peak of a process's memory is read as Linux tells it")
@pytest.mark.parametrize("order", [[], ["--ordered"]])
def test_a_million_items_are_held_back_in_flat_memory(order: list[str]) -> None:
    """F85."""
    command = [sys.executable, "-m", "tests.bulk.scale", "million", *order]
    told = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert (990_000, 10_000) == (told["done"], told["failed"])
    assert told["ahead"] <= 2 * CONCURRENCY
    assert told["growth"] < 10  # MB
