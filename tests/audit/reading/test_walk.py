"""The walk where a read takes several requests, is shared, is slow, or finds nothing."""

from collections.abc import AsyncIterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import anyio
import pytest

from segment_async._core.wire import RawAnswer
from segment_async.audit.reading.asks import Ask, Hints, Rule
from segment_async.audit.reading.plan import make_plan
from segment_async.audit.reading.reasons import NONE_ANYWHERE, REASONS, SHARED_NAME, TOO_LONG
from segment_async.audit.reading.redact import CONSTANT, Redactor
from segment_async.audit.reading.walk import Walk
from segment_async.audit.snapshot.store import Store
from segment_async.audit.snapshot.view import Gap, Snapshot
from segment_async.errors import Forbidden, NotFound, TLSFailed
from tests.audit.conftest import WORKSPACE
from tests.audit.reading.test_reading import EVERYTHING, SPEC, Script, answer, contents, walk

pytestmark = pytest.mark.anyio


COLORS = [Ask(("a",), {"color": "red"}), Ask(("a",), {"color": "blue"})]
BY_COLOR = Hints(rules={"listRacks": Rule(asks=lambda _, scope, __: COLORS if scope == ("a",) else [])})


@pytest.fixture
def by_color() -> Script:
    """Let racks be asked for by color."""
    script = Script()
    script.pages["listRacks", "a", "red"] = [answer(racks=[{"id": "x"}]), answer(racks=[{"id": "y"}])]
    script.pages["listRacks", "a", "blue"] = [answer(racks=[{"id": "z"}])]
    for rack in "yz":
        script.pages["listRackLabels", "a", rack] = [answer(labels=[])]
    return script


async def test_the_answers_to_all_requests_of_a_read_belong_together(tmp_path: Path, by_color: Script) -> None:
    await walk(tmp_path, by_color, hints=BY_COLOR)
    assert {"a>x", "a>y", "a>z"} == contents(tmp_path)["shop-rack"].keys()
    with Snapshot(tmp_path) as snapshot:
        assert 8 == snapshot.calls()
        assert not snapshot.lacks("listRacks", "a")


async def test_what_there_is_nothing_to_ask_about_is_not_read(tmp_path: Path, by_color: Script) -> None:
    await walk(tmp_path, by_color, hints=BY_COLOR)
    with Snapshot(tmp_path) as snapshot:
        assert snapshot.lacks("listRacks", "b")
        assert () == snapshot.gaps()


async def test_a_request_that_fails_leaves_a_gap_and_does_not_keep_back_the_next(
    tmp_path: Path, by_color: Script
) -> None:
    by_color.pages["listRacks", "a", "red"] = [Forbidden("No.", status=403)]
    await walk(tmp_path, by_color, hints=BY_COLOR)
    assert {"a>z"} == contents(tmp_path)["shop-rack"].keys()
    with Snapshot(tmp_path) as snapshot:
        assert (Gap("listRacks", "a", REASONS[Forbidden]),) == snapshot.gaps()


async def test_an_answer_that_several_things_lead_to_is_read_once_also_by_a_later_run(tmp_path: Path) -> None:
    hints = Hints(rules={"listRacks": Rule(asks=lambda _, __, ___: [Ask(("town",))], shared=True)})
    script = Script()
    script.pages["listRacks", "town"] = [answer(racks=[{"id": "x"}])]
    script.pages["listRackLabels", "town", "x"] = [TLSFailed("No.")]
    with pytest.raises(TLSFailed):
        await walk(tmp_path, script, workers=1, hints=hints)
    script.pages["listRackLabels", "town", "x"] = [answer(labels=["red"])]
    await walk(tmp_path, script, hints=hints)
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


async def test_a_404_that_means_none_is_no_gap(tmp_path: Path) -> None:
    script = Script()
    script.pages["getShop", "b"] = [NotFound("None.", status=404)]
    await walk(tmp_path, script, hints=Hints(none_is_404=frozenset({"getShop"})))
    assert {"a>a"} == contents(tmp_path)["shop-detail"].keys()
    with Snapshot(tmp_path) as snapshot:
        assert () == snapshot.gaps()
        assert not snapshot.lacks("getShop", "b")


async def test_a_404_everywhere_is_a_single_gap(tmp_path: Path) -> None:
    script = Script()
    for shop in "ab":
        script.pages["getShop", shop] = [NotFound("None.", status=404)]
    await walk(tmp_path, script, hints=Hints(none_is_404=frozenset({"getShop"})))
    with Snapshot(tmp_path) as snapshot:
        assert (Gap("getShop", "", NONE_ANYWHERE),) == snapshot.gaps()


async def test_an_answer_in_one_piece_that_names_a_further_page_is_not_taken_for_whole(tmp_path: Path) -> None:
    script = Script()
    script.pages["listRackLabels", "a", "x"] = [answer(labels=["red"], pagination={"current": "1", "next": "2"})]
    await walk(tmp_path, script)
    with Snapshot(tmp_path) as snapshot:
        assert (Gap("listRackLabels", "a/x", TOO_LONG),) == snapshot.gaps()


NAMED: dict[str, Any] = deepcopy(SPEC)
NAMED["info"] = {"x-resource-names": True}
NAMED["components"]["schemas"]["Rack"]["properties"]["name"] = {"x-resource-name": "shops/{shopId}/racks/{rackId}"}


async def named_walk(folder: Path, script: Script, hints: Hints | None = None) -> None:
    """Walk through an API whose racks have resource names."""
    store = Store(folder)
    store.begin(WORKSPACE)
    plan = make_plan(NAMED, hints or Hints())
    now = datetime(2026, 3, 15, tzinfo=UTC)
    await Walk(script, store, Redactor(None, NAMED), plan, now=now, report=lambda _: None).run(1)
    store.finish()


async def test_a_resource_name_says_by_itself_what_it_hangs_on(tmp_path: Path) -> None:
    script = Script()
    script.pages["listRacks", "a"] = [answer(racks=[{"name": "shops/a/racks/x"}])]
    script.pages["listRackLabels", "shops/a/racks/x"] = [answer(labels=["red"])]
    await named_walk(tmp_path, script, Hints(labels=("title",)))
    with Snapshot(tmp_path) as snapshot:
        (rack,) = snapshot.resources("shop-rack")
        (label,) = snapshot.resources("shop-rack-label")
    assert ("shops/a/racks/x", "x", "a") == (rack.id, rack.name, rack.parent_id)
    assert ("red", "shops/a/racks/x") == (label.id, label.parent_id)


async def test_things_that_share_a_name_are_not_lost_in_silence(tmp_path: Path) -> None:
    script = Script()
    script.pages["listRacks", "a"] = [answer(racks=[{"name": "shops/a/racks/x"}] * 2)]
    script.pages["listRackLabels", "shops/a/racks/x"] = [answer(labels=[])]
    await named_walk(tmp_path, script)
    with Snapshot(tmp_path) as snapshot:
        assert (Gap("listRacks", "a", SHARED_NAME),) == snapshot.gaps()
        assert 1 == snapshot.count("shop-rack", "a")


async def test_of_answers_that_nobody_knows_only_known_fields_stay_readable(tmp_path: Path) -> None:
    script = Script()
    script.pages["getOwner",] = [answer(people=[{"id": "o", "who": "Ines", "n": [7, True]}])]
    hints = Hints(rules={"getOwner": Rule(loose=True, open=frozenset({"id"}))})
    await walk(tmp_path, script, hints=hints)
    assert {">o": {"id": "o", "who": CONSTANT, "n": [CONSTANT, True]}} == contents(tmp_path)["owner"]


@pytest.fixture
def two_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the API answer only two lists of racks a minute."""
    racks = SPEC["paths"]["/shops/{shopId}/racks"]["get"]
    monkeypatch.setitem(racks, "x-rate-limit", {"requests": 2, "per": "minute"})


async def test_who_is_in_a_hurry_gets_gaps_for_what_is_tedious_and_whatever_else_there_is(
    tmp_path: Path, two_a_minute: None
) -> None:
    script = Script()
    await walk(tmp_path, script, fast=True)
    assert "listRacks" not in {operation for operation, *_ in script.asked}
    found = contents(tmp_path)
    assert EVERYTHING["shop-detail"] == found["shop-detail"]
    assert ({}, {}) == (found["shop-rack"], found["shop-rack-label"])
    with Snapshot(tmp_path) as snapshot:
        assert [("listRacks", "a"), ("listRacks", "b")] == [(gap.operation, gap.parent_id) for gap in snapshot.gaps()]
        assert "only 2 of these a minute" in snapshot.gaps()[0].reason
        assert snapshot.lacks("listRacks", "a")
        assert 4 == snapshot.calls()


async def test_what_was_left_out_in_a_hurry_is_read_by_a_later_run_that_has_time(
    tmp_path: Path, two_a_minute: None
) -> None:
    script = Script()
    good, script.pages["getOwner",] = script.pages["getOwner",], [TLSFailed("No.")]
    with pytest.raises(TLSFailed):
        await walk(tmp_path, script, workers=1, fast=True)
    script.pages["getOwner",] = good
    await walk(tmp_path, script)
    assert EVERYTHING == contents(tmp_path)
    with Snapshot(tmp_path) as snapshot:
        assert () == snapshot.gaps()


async def test_what_hangs_on_a_thing_that_has_gone_meanwhile_is_not_asked_for(tmp_path: Path) -> None:
    script = Script()
    script.pages["listShops",][1:] = [TLSFailed("No.")]
    with pytest.raises(TLSFailed):
        await walk(tmp_path, script, workers=1)
    script.pages["listShops",] = [answer(shops=[{"id": "b"}])]
    script.asked.clear()
    await walk(tmp_path, script)
    assert {"b"} == {shop for operation, *path in script.asked for shop in path[:1]}
    with Snapshot(tmp_path) as snapshot:
        assert () == snapshot.gaps()
