"""A limit is used up and not exceeded, whatever the server's windows are like and whether or not it states it.

64 workers call all the time, through the whole engine, while a simulated server counts.
"""

import anyio
import pytest

from segment_async._core.limiter import PacingLimiter
from segment_async._core.operation import per_minute
from tests.core.conftest import operation
from tests.limits.server import MINUTE, Alignment, Says, SimulatedServer, measure, session_to, work

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("clock")]

WINDOWS: list[tuple[Alignment, float]] = [
    ("clock", 0), ("clock", 17), ("clock", 58), ("first request", 0), ("sliding", 0),
]  # fmt: skip


@pytest.mark.parametrize(("alignment", "offset"), WINDOWS)
@pytest.mark.parametrize("most", [200, 60, 5, 2])
@pytest.mark.parametrize("is_stated", [True, False])
async def test_a_limit_that_is_known_is_used_up_and_kept(
    most: int, alignment: Alignment, offset: float, *, is_stated: bool
) -> None:
    """F05, R4: by what the operation states, or by what the first answer does."""
    wanted = operation(limit=per_minute(most) if is_stated else None)
    server = SimulatedServer(
        {wanted.id: most}, alignment=alignment, offset=offset, says="nothing" if is_stated else "headers"
    )
    came = await measure(server, wanted, minutes=4)
    assert came.goodput >= 0.95
    assert came.refused <= 0.01
    assert came.errors == 0


@pytest.mark.parametrize(("alignment", "offset"), [("clock", 17), ("first request", 0), ("sliding", 0)])
@pytest.mark.parametrize("most", [60, 5])
@pytest.mark.parametrize("says", ["body", "Retry-After", "nothing"])
async def test_a_limit_that_nobody_states_is_learned_from_refusals(
    most: int, alignment: Alignment, offset: float, says: Says
) -> None:
    """F05: the first refusals tell where a window starts, those of the next one how much it takes."""
    wanted = operation()
    server = SimulatedServer({wanted.id: most}, alignment=alignment, offset=offset, says=says)
    came = await measure(server, wanted, minutes=20, after=2)
    assert came.goodput >= 0.95
    assert came.refused <= 0.01


async def test_a_limit_lower_than_stated_is_corrected_by_the_first_answers() -> None:
    wanted = operation(limit=per_minute(200))
    came = await measure(SimulatedServer({wanted.id: 20}), wanted, minutes=5)
    assert came.goodput >= 0.95
    assert came.refused == 0


async def test_a_limit_that_was_raised_is_used_up_by_its_answers() -> None:
    wanted = operation(limit=per_minute(20))
    came = await measure(SimulatedServer({wanted.id: 200}), wanted, minutes=5)
    assert came.goodput >= 0.95
    assert came.refused == 0


@pytest.mark.parametrize("latency", [(0.0, 0.0), (0.5, 2.5)])
async def test_slow_answers_and_quick_ones_are_paced_alike(latency: tuple[float, float]) -> None:
    wanted = operation(limit=per_minute(60))
    came = await measure(SimulatedServer({wanted.id: 60}, latency=latency), wanted, minutes=20)
    assert came.goodput >= 0.95
    assert came.refused == 0


async def test_other_operations_are_not_held_back() -> None:
    """64 workers wait for an operation of 5 a minute, 64 more use up another of 200 a minute."""
    slow, quick = operation(limit=per_minute(5)), operation("PUT", limit=per_minute(200))
    server = SimulatedServer({slow.id: 5, quick.id: 200})
    session = session_to(server)
    async with anyio.create_task_group() as group:
        for wanted in (slow, quick):
            group.start_soon(work, session, wanted, 6.0)
    for wanted, most in ((slow, 5), (quick, 200)):
        assert 5 * most <= sum(moment >= MINUTE for moment in server.admitted[wanted.id]) <= 5.1 * most
    assert [] == server.refused


@pytest.mark.parametrize("is_stated", [True, False])
async def test_operations_share_the_tokens_limit_and_none_starves(*, is_stated: bool) -> None:
    """The Config API limits the token as a whole; a limit of the operation holds besides."""
    wanted = [operation("GET"), operation("PUT"), operation("PATCH", limit=per_minute(10))]
    server = SimulatedServer({}, token_limit=100, says="Retry-After")
    session = session_to(server, PacingLimiter(limit=per_minute(100) if is_stated else None))
    async with anyio.create_task_group() as group:
        for each in wanted:
            group.start_soon(work, session, each, 9.0)
    let_through = [sum(3 * MINUTE <= moment < 8 * MINUTE for moment in server.admitted[each.id]) for each in wanted]
    refused = sum(moment >= 3 * MINUTE for moment in server.refused)
    assert 0.95 * 500 <= sum(let_through) <= 500
    assert refused <= 0.01 * 500
    if is_stated:
        assert [225, 225, 50] == [pytest.approx(each, rel=0.1) for each in let_through]


async def test_two_processes_that_share_a_token_share_its_limit() -> None:
    """F07: each with a limiter of its own; the answers tell both what is left."""
    wanted = operation(limit=per_minute(60))
    server = SimulatedServer({wanted.id: 60})
    others = SimulatedServer({wanted.id: 60}, counts=server.counts)
    async with anyio.create_task_group() as group:
        for each in (server, others):
            group.start_soon(work, session_to(each), wanted, 11.0)
    let_through = [sum(moment >= MINUTE for moment in each.admitted[wanted.id]) for each in (server, others)]
    assert 0.95 * 600 <= sum(let_through)
    assert min(let_through) >= 0.35 * sum(let_through)
