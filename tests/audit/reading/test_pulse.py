"""An outage is waited out, and what failed meanwhile is read after all."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import anyio
import pytest

from segment_async._core.wire import RawAnswer
from segment_async.audit.reading.pulse import Pulse
from segment_async.audit.reading.reasons import REASONS
from segment_async.audit.snapshot.store import FINISHED, PARTIAL
from segment_async.audit.snapshot.view import Gap, Snapshot
from segment_async.errors import (
    ConnectFailed,
    DecodeError,
    OutcomeUnknown,
    SegmentError,
    ServerError,
    Unauthorized,
    UnexpectedResponse,
)
from tests.audit.reading.test_reading import EVERYTHING, Script, contents, walk

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("segment_async.audit.reading.pulse.FIRST", 0.01)


class Away(Script):
    """Answers nobody for a number of requests, some others first."""

    def __init__(self, failure: SegmentError, *, after: int, requests: int) -> None:
        super().__init__()
        self.failure, self.left, self.first = failure, requests, after

    async def pages_raw(
        self, operation: str, /, *, path: Mapping[str, str] | None = None, query: Mapping[str, object] | None = None
    ) -> AsyncIterator[RawAnswer]:
        if self.first:
            self.first -= 1
        elif self.left:
            self.left -= 1
            await anyio.lowlevel.checkpoint()
            raise self.failure
        async for page in super().pages_raw(operation, path=path, query=query):
            yield page


@pytest.mark.parametrize(
    "failure",
    [
        ServerError("No.", status=503),
        ConnectFailed("No."),
        OutcomeUnknown("No."),
        DecodeError("No."),
        UnexpectedResponse("No."),
    ],
    ids=lambda failure: type(failure).__name__,
)
@pytest.mark.parametrize("requests", [1, 3, 9])
async def test_an_outage_leaves_no_gap(tmp_path: Path, failure: SegmentError, requests: int) -> None:
    await walk(tmp_path, Away(failure, after=2, requests=requests))
    assert EVERYTHING == contents(tmp_path)
    with Snapshot(tmp_path) as snapshot:
        assert () == snapshot.gaps()


async def test_an_outage_that_does_not_end_ends_the_walk_which_goes_on_later(tmp_path: Path) -> None:
    with pytest.raises(ServerError):
        await walk(tmp_path, Away(ServerError("No.", status=503), after=3, requests=10_000), patience=0.05)
    assert (tmp_path / PARTIAL).exists()
    assert not (tmp_path / FINISHED).exists()
    script = Script()
    await walk(tmp_path, script)
    assert EVERYTHING == contents(tmp_path)
    assert ("listShops",) not in script.asked


async def test_what_fails_while_all_else_is_answered_is_tried_twice_and_becomes_a_gap(tmp_path: Path) -> None:
    script = Script()
    script.pages["getShop", "b"] = [ServerError("No.", status=500)]
    await walk(tmp_path, script)
    with Snapshot(tmp_path) as snapshot:
        assert (Gap("getShop", "b", REASONS[ServerError]),) == snapshot.gaps()
    assert (2, 2) == (script.asked["getShop", "b"], script.asked["getWorkspace",])


async def test_all_who_ask_at_a_time_share_a_look() -> None:
    looks = Counter[str]()
    away: list[bool] = []

    async def look() -> None:
        looks["looks"] += 1
        await anyio.sleep(0.01)
        if looks["looks"] < 3:
            raise ConnectFailed("No.")

    pulse = Pulse(look)

    async def ask() -> None:
        away.append(await pulse.was_away(anyio.current_time()))

    async with anyio.create_task_group() as group:
        for _ in range(50):
            group.start_soon(ask)
    assert (3, [True] * 50) == (looks["looks"], away)
    assert not await pulse.was_away(anyio.current_time())


async def test_a_refusal_is_no_outage() -> None:
    async def look() -> None:
        raise Unauthorized("No.", status=401)

    with pytest.raises(Unauthorized):
        await Pulse(look).was_away(0)
