"""The walk where a read takes several requests, is shared, is slow, or finds nothing."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import anyio
import pytest

from segment_async._core.wire import RawAnswer
from segment_async.audit.asks import Ask, Rule
from segment_async.audit.snapshot import NONE_ANYWHERE, REASONS, TOO_LONG
from segment_async.audit.view import Gap, Snapshot
from segment_async.errors import ConnectFailed, Forbidden, NotFound
from tests.audit.test_snapshot import EVERYTHING, SPEC, Script, answer, contents, walk

pytestmark = pytest.mark.anyio


def rule(monkeypatch: pytest.MonkeyPatch, operation: str, made: Rule) -> None:
    monkeypatch.setattr("segment_async.audit.plan.RULES", {operation: made})


@pytest.fixture
def by_color(monkeypatch: pytest.MonkeyPatch) -> Script:
    """Let racks be asked for by color."""
    colors = [Ask(("a",), {"color": "red"}), Ask(("a",), {"color": "blue"})]
    rule(monkeypatch, "listRacks", Rule(asks=lambda _, scope, __: colors if scope == ("a",) else []))
    script = Script()
    script.pages["listRacks", "a", "red"] = [answer(racks=[{"id": "x"}]), answer(racks=[{"id": "y"}])]
    script.pages["listRacks", "a", "blue"] = [answer(racks=[{"id": "z"}])]
    for rack in "yz":
        script.pages["listRackLabels", "a", rack] = [answer(labels=[])]
    return script


async def test_the_answers_to_all_requests_of_a_read_belong_together(tmp_path: Path, by_color: Script) -> None:
    await walk(tmp_path, by_color)
    assert {"a>x", "a>y", "a>z"} == contents(tmp_path)["shop-rack"].keys()
    with Snapshot(tmp_path) as snapshot:
        assert 8 == snapshot.calls()
        assert not snapshot.lacks("listRacks", "a")


async def test_what_there_is_nothing_to_ask_about_is_not_read(tmp_path: Path, by_color: Script) -> None:
    await walk(tmp_path, by_color)
    with Snapshot(tmp_path) as snapshot:
        assert snapshot.lacks("listRacks", "b")
        assert () == snapshot.gaps()


async def test_a_request_that_fails_leaves_a_gap_and_does_not_keep_back_the_next(
    tmp_path: Path, by_color: Script
) -> None:
    by_color.pages["listRacks", "a", "red"] = [Forbidden("No.", status=403)]
    await walk(tmp_path, by_color)
    assert {"a>z"} == contents(tmp_path)["shop-rack"].keys()
    with Snapshot(tmp_path) as snapshot:
        assert (Gap("listRacks", "a", REASONS[Forbidden]),) == snapshot.gaps()


async def test_an_answer_that_several_things_lead_to_is_read_once_also_by_a_later_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(monkeypatch, "listRacks", Rule(asks=lambda _, __, ___: [Ask(("town",))], shared=True))
    script = Script()
    script.pages["listRacks", "town"] = [answer(racks=[{"id": "x"}])]
    script.pages["listRackLabels", "town", "x"] = [ConnectFailed("No.")]
    with pytest.raises(ConnectFailed):
        await walk(tmp_path, script, workers=1)
    script.pages["listRackLabels", "town", "x"] = [answer(labels=["red"])]
    await walk(tmp_path, script)
    assert 1 == script.asked["listRacks", "town"]
    assert {"town>x"} == contents(tmp_path)["shop-rack"].keys()
    assert {"town/x>red"} == contents(tmp_path)["shop-rack-label"].keys()


class Patient(Script):
    """Answers the rack lists only when everything else was answered."""

    def __init__(self) -> None:
        super().__init__()
        self.others_are_done = anyio.Event()
        self.waiting = self.most_waiting = 0

    async def pages_raw(
        self, operation: str, /, *, path: Mapping[str, str] | None = None, query: Mapping[str, object] | None = None
    ) -> AsyncIterator[RawAnswer]:
        if operation == "listRacks":
            self.waiting += 1
            self.most_waiting = max(self.most_waiting, self.waiting)
            await self.others_are_done.wait()
            self.waiting -= 1
        async for page in super().pages_raw(operation, path=path, query=query):
            yield page
        if {("getShop", "a"), ("getShop", "b"), ("getOwner",)} <= self.asked.keys():
            self.others_are_done.set()


async def test_nothing_waits_with_a_slow_operation_which_is_called_once_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    racks = SPEC["paths"]["/shops/{shopId}/racks"]["get"]
    monkeypatch.setitem(racks, "x-rate-limit", {"requests": 2, "per": "minute"})
    script = Patient()
    with anyio.fail_after(5):
        await walk(tmp_path, script, workers=1)
    assert EVERYTHING == contents(tmp_path)
    assert 1 == script.most_waiting


async def test_a_404_that_means_none_is_no_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("segment_async.audit.snapshot.NONE_IS_404", {"getShop"})
    script = Script()
    script.pages["getShop", "b"] = [NotFound("None.", status=404)]
    await walk(tmp_path, script)
    assert {"a>a"} == contents(tmp_path)["shop-detail"].keys()
    with Snapshot(tmp_path) as snapshot:
        assert () == snapshot.gaps()
        assert not snapshot.lacks("getShop", "b")


async def test_a_404_everywhere_is_a_single_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("segment_async.audit.snapshot.NONE_IS_404", {"getShop"})
    script = Script()
    for shop in "ab":
        script.pages["getShop", shop] = [NotFound("None.", status=404)]
    await walk(tmp_path, script)
    with Snapshot(tmp_path) as snapshot:
        assert (Gap("getShop", "", NONE_ANYWHERE),) == snapshot.gaps()


async def test_an_answer_in_one_piece_that_names_a_further_page_is_not_taken_for_whole(tmp_path: Path) -> None:
    script = Script()
    script.pages["listRackLabels", "a", "x"] = [answer(labels=["red"], pagination={"current": "1", "next": "2"})]
    await walk(tmp_path, script)
    with Snapshot(tmp_path) as snapshot:
        assert (Gap("listRackLabels", "a/x", TOO_LONG),) == snapshot.gaps()
