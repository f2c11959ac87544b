"""What is told of a run's pace: counts, waits, and an honest guess at what is left."""

import anyio
import pytest

from segment_async._core.operation import Limit, per_minute
from segment_async.bulk import Progress
from segment_async.cli.bulk_plan import strictest
from segment_async.cli.pace import Gate, Pace, seconds_for
from segment_async.errors import ConfigurationError
from segment_async.public import OPERATIONS


def pace(limit: Limit | None = None, quotas: str = "") -> Pace:
    return Pace(Gate(), limit, lambda: quotas, lambda: {"quota": 1} if quotas else {})


@pytest.mark.parametrize(("seconds", "requests"), [(0, 0), (0, 1), (0, 60), (60, 61), (60, 120), (120, 121)])
def test_a_limit_lets_a_window_through_at_once_and_then_one_after_the_other(seconds: int, requests: int) -> None:
    assert seconds == seconds_for(requests, per_minute(60))
    assert 0 == seconds_for(requests, None)


def test_the_strictest_of_several_limits_counts() -> None:
    assert per_minute(5) == strictest(per_minute(200), None, per_minute(5))
    assert Limit(120, 86_400) == strictest(per_minute(2), Limit(120, 86_400))
    assert strictest(None, None) is None


def test_what_is_left_is_at_least_what_the_limit_asks_for() -> None:
    """A burst at the start, and a pause of a minute, would both mislead the pace of the last half minute."""
    burst = Progress(total=300, done=60, pulled=60, rate=60.0)
    assert 4.0 == burst.eta == pace().eta(burst)
    assert 180.0 == pace(per_minute(60)).eta(burst)
    paused = Progress(total=300, done=60, pulled=60, rate=0.0)
    assert pace().eta(paused) is None
    assert 180.0 == pace(per_minute(60)).eta(paused)
    assert 240.0 == pace(per_minute(600)).eta(Progress(total=300, done=60, rate=1.0))
    assert pace(per_minute(60)).eta(Progress(done=60, rate=1.0)) is None


def test_counts_waits_and_quota_are_told_in_words_and_as_facts() -> None:
    shown = pace(quotas="3 ids left")
    progress = Progress(total=9, pulled=7, done=3, failed=2, unknown=1, elapsed=1.23, rate=4.56)
    assert "3 done, 2 failed, 1 unknown, 3 ids left" == shown.words(progress)
    told = shown.facts(progress)
    assert (3, 2, 1, 0, 1, 9) == tuple(
        told[name] for name in ("done", "failed", "unknown", "skipped", "running", "total")
    )
    assert (1.2, 4.6, 1, 1) == (told["elapsed"], told["rate"], told["eta"], told["quota"])
    assert {"input_waits", "output_waits", "limit_waiting", "limit_waits"} <= told.keys()


@pytest.mark.anyio
async def test_who_waits_for_a_limit_is_counted_and_let_go_when_it_closes() -> None:
    gate, operation = Gate(), OPERATIONS["createAudiencePreview"]
    shown = Pace(gate, operation.limit, str, dict)
    refused = 0

    async def ask() -> None:
        nonlocal refused
        try:
            await gate.acquire(operation, within=None)
        except ConfigurationError:
            refused += 1

    assert operation.limit is not None
    async with anyio.create_task_group() as group:
        for _ in range(operation.limit.requests + 3):
            group.start_soon(ask)
        await anyio.wait_all_tasks_blocked()
        assert 3 == gate.waiting
        assert "3 waiting for the limit" == shown.words(Progress())
        gate.close()
    assert (3, 0) == (refused, gate.waiting)


@pytest.mark.anyio
async def test_a_limit_of_the_token_holds_for_every_operation() -> None:
    """As the Config API states one."""
    gate = Gate(per_minute(2))
    for name in ("getWorkspace", "listSources"):
        assert 0.0 == await gate.acquire(OPERATIONS[name], within=0.0)
    assert await gate.acquire(OPERATIONS["listLabels"], within=0.0) is None
