"""The walk, over a reader that answers as scripted."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import anyio.lowlevel
import pytest

from segment_async._core.wire import RawAnswer
from segment_async.audit.reading.asks import Hints
from segment_async.audit.reading.plan import make_plan
from segment_async.audit.reading.progress import Progress
from segment_async.audit.reading.reasons import REASONS, TOO_LONG, reason_for
from segment_async.audit.reading.redact import Redactor
from segment_async.audit.reading.walk import Walk
from segment_async.audit.snapshot.store import Store
from segment_async.audit.snapshot.view import Gap, Resource, Snapshot
from segment_async.errors import (
    BadRequest,
    ConfigurationError,
    DecodeError,
    Forbidden,
    NotFound,
    SegmentError,
    ServerError,
    TLSFailed,
    Unauthorized,
    ValidationFailed,
)
from tests.audit.conftest import WORKSPACE
from tests.audit.reading.test_plan import list_of, one, operation

SPEC: dict[str, Any] = {
    "components": {
        "schemas": {
            "Shop": {
                "type": "object",
                "properties": {"id": {}, "name": {}, "key": {"type": "string", "x-sensitive": True}},
            },
            "Rack": {"type": "object", "properties": {"id": {}}},
        }
    },
    "paths": {
        "/shops": operation("listShops", list_of("shops", "Shop"), pages="shops"),
        "/shops/{shopId}": operation("getShop", one("detail", "Rack")),
        "/shops/{shopId}/racks": operation("listRacks", list_of("racks", "Rack"), pages="racks"),
        "/shops/{shopId}/racks/{rackId}/labels": operation(
            "listRackLabels",
            {"type": "object", "properties": {"labels": {"type": "array", "items": {"type": "string"}}}},
        ),
        "/owner": operation("getOwner", one("owner", "Rack")),
    },
}


def answer(**data: Any) -> RawAnswer:
    return RawAnswer(status=200, headers={}, body=b"", json={"data": data})


class Script:
    """Answers what it was told to; an exception among the pages is raised when its turn comes."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, ...], list[RawAnswer | Exception]] = {
            ("listShops",): [answer(shops=[{"id": "a", "name": "A"}]), answer(shops=[{"id": "b"}])],
            ("getShop", "a"): [answer(detail={"size": 1, "new": [2]})],
            ("getShop", "b"): [answer(detail={})],
            ("listRacks", "a"): [answer(racks=[{"id": "x"}])],
            ("listRacks", "b"): [answer(racks=[])],
            ("listRackLabels", "a", "x"): [answer(labels=["red", "blue"])],
            ("getWorkspace",): [answer(workspace=WORKSPACE)],
            ("getOwner",): [answer(owner={"id": "o"})],
        }
        self.asked = Counter[tuple[str, ...]]()
        self.running = self.most_at_once = 0

    async def call_raw(
        self, operation: str, /, *, path: Mapping[str, str] | None = None, query: Mapping[str, object] | None = None
    ) -> RawAnswer:
        (found,) = [page async for page in self.pages_raw(operation, path=path, query=query)]
        return found

    async def pages_raw(
        self, operation: str, /, *, path: Mapping[str, str] | None = None, query: Mapping[str, object] | None = None
    ) -> AsyncIterator[RawAnswer]:
        asked = (operation, *(path or {}).values(), *map(str, (query or {}).values()))
        self.asked[asked] += 1
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        try:
            for page in self.pages[asked]:
                await anyio.lowlevel.checkpoint()
                if isinstance(page, Exception):
                    raise page
                yield page
        finally:
            self.running -= 1


async def walk(
    folder: Path, script: Script, *, workers: int = 4, hints: Hints | None = None, **options: Any
) -> list[Progress]:
    """Walk to the end, or leave an unfinished snapshot behind."""
    seen: list[Progress] = []
    store = Store(folder)
    try:
        store.begin(WORKSPACE)
        now = datetime(2026, 3, 15, tzinfo=UTC)
        plan = make_plan(SPEC, hints or Hints())
        await Walk(script, store, Redactor(None, SPEC), plan, now=now, report=seen.append, **options).run(workers)
        store.finish()
    finally:
        store.close()
    return seen


def contents(folder: Path) -> dict[str, Any]:
    with Snapshot(folder) as snapshot:
        kinds = ("shop", "shop-detail", "shop-rack", "shop-rack-label", "owner")
        return {
            kind: {f"{found.parent_id}>{found.id}": found.data for found in snapshot.resources(kind)} for kind in kinds
        }


EVERYTHING = {
    "shop": {">a": {"id": "a", "name": "A"}, ">b": {"id": "b"}},
    "shop-detail": {"a>a": {"size": 1, "new": [2]}, "b>b": {}},
    "shop-rack": {"a>x": {"id": "x"}},
    "shop-rack-label": {"a/x>red": "red", "a/x>blue": "blue"},
    "owner": {">o": {"id": "o"}},
}


@pytest.mark.anyio
async def test_everything_is_read_once_and_nothing_unknown_is_lost(tmp_path: Path) -> None:
    script = Script()
    await walk(tmp_path, script)
    assert EVERYTHING == contents(tmp_path)
    assert {1} == set(script.asked.values())
    with Snapshot(tmp_path) as snapshot:
        assert Resource("shop", "a", "", "A", {"id": "a", "name": "A"}) == next(snapshot.resources("shop"))
        assert 7 == snapshot.calls()


@pytest.mark.anyio
async def test_no_more_reads_run_at_once_than_workers_are_allowed(tmp_path: Path) -> None:
    script = Script()
    await walk(tmp_path, script, workers=2)
    assert 2 == script.most_at_once


@pytest.mark.anyio
async def test_secrets_never_reach_the_file(tmp_path: Path) -> None:
    script = Script()
    script.pages["listShops",] = [answer(shops=[{"id": "a", "key": "very-secret"}, {"id": "b"}])]
    await walk(tmp_path, script)
    assert "[redacted]" == contents(tmp_path)["shop"][">a"]["key"]
    assert b"very-secret" not in (tmp_path / "snapshot.sqlite").read_bytes()


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (Forbidden("x", status=403), 403),
        (NotFound("x", status=404), 404),
        (BadRequest("x", status=400), 400),
        (ValidationFailed("x", status=422), 422),
        (ServerError("x", status=503), 503),
        (DecodeError("x"), None),
    ],
)
@pytest.mark.anyio
async def test_a_failing_read_is_a_gap_and_the_others_go_on(
    tmp_path: Path, failure: SegmentError, status: int | None
) -> None:
    script = Script()
    script.pages["listRacks", "b"] = [failure]
    await walk(tmp_path, script)
    assert EVERYTHING == contents(tmp_path)
    with Snapshot(tmp_path) as snapshot:
        assert (Gap("listRacks", "b", REASONS[type(failure)]),) == snapshot.gaps()
        assert snapshot.lacks("listRacks", "b")
        assert not snapshot.lacks("listRacks", "a")


@pytest.mark.anyio
async def test_a_list_that_fails_halfway_keeps_its_first_pages_and_is_a_gap(tmp_path: Path) -> None:
    script = Script()
    script.pages["listShops",][1:] = [ServerError("x", status=500)]
    await walk(tmp_path, script)
    assert {">a"} == contents(tmp_path)["shop"].keys()
    assert {"a>x"} == contents(tmp_path)["shop-rack"].keys()
    with Snapshot(tmp_path) as snapshot:
        assert snapshot.lacks("listShops")


@pytest.mark.parametrize("data", [{"racks": None}, {"racks": "x"}, {"racks": [None]}, {"racks": [{}, "x"]}, {}])
@pytest.mark.anyio
async def test_an_answer_without_its_list_is_a_gap(tmp_path: Path, data: dict[str, Any]) -> None:
    script = Script()
    script.pages["listRacks", "b"] = [answer(**data)]
    await walk(tmp_path, script)
    with Snapshot(tmp_path) as snapshot:
        assert (Gap("listRacks", "b", REASONS[DecodeError]),) == snapshot.gaps()


@pytest.mark.anyio
async def test_an_answer_that_nests_too_deeply_is_a_gap(tmp_path: Path) -> None:
    deep: Any = 1
    for _ in range(5000):
        deep = [deep]
    script = Script()
    script.pages["getShop", "b"] = [answer(detail={"deep": deep})]
    await walk(tmp_path, script)
    with Snapshot(tmp_path) as snapshot:
        assert ["getShop"] == [gap.operation for gap in snapshot.gaps()]


@pytest.mark.anyio
async def test_an_id_that_cannot_stand_in_a_path_is_a_gap(tmp_path: Path) -> None:
    script = Script()
    script.pages["listShops",] = [answer(shops=[{"id": ".."}])]
    script.pages["getShop", ".."] = script.pages["listRacks", ".."] = [ConfigurationError("No such id.")]
    await walk(tmp_path, script)
    with Snapshot(tmp_path) as snapshot:
        assert [".."] == sorted({gap.parent_id for gap in snapshot.gaps()})


@pytest.mark.parametrize("failure", [Unauthorized("No.", status=401), TLSFailed("No.")])
@pytest.mark.anyio
async def test_a_failure_that_all_would_meet_ends_the_walk_and_the_next_run_reads_only_the_rest(
    tmp_path: Path, failure: Exception
) -> None:
    script = Script()
    script.pages["getWorkspace",] = [failure]
    good, script.pages["listRackLabels", "a", "x"] = script.pages["listRackLabels", "a", "x"], [failure]
    with pytest.raises(type(failure)) as caught:
        await walk(tmp_path, script, workers=1)
    assert failure is caught.value
    assert not (tmp_path / "snapshot.sqlite").exists()
    script.pages["listRackLabels", "a", "x"] = good
    script.asked.clear()
    seen = await walk(tmp_path, script)
    assert {("listRackLabels", "a", "x"): 1} == script.asked
    assert EVERYTHING == contents(tmp_path)
    assert (7, 7) == (seen[-1].done, seen[-1].total)


@pytest.mark.anyio
async def test_a_token_that_is_too_weak_for_one_read_leaves_a_gap(tmp_path: Path) -> None:
    script = Script()
    script.pages["getShop", "b"] = [Unauthorized("No.", status=401)]
    await walk(tmp_path, script)
    with Snapshot(tmp_path) as snapshot:
        assert (Gap("getShop", "b", REASONS[Unauthorized]),) == snapshot.gaps()


@pytest.mark.anyio
async def test_a_list_that_was_interrupted_is_read_again_without_what_has_gone(tmp_path: Path) -> None:
    script = Script()
    script.pages["listShops",][1:] = [TLSFailed("No.")]
    with pytest.raises(TLSFailed):
        await walk(tmp_path, script, workers=1)
    script.pages["listShops",] = [answer(shops=[{"id": "b"}])]
    await walk(tmp_path, script)
    assert {">b"} == contents(tmp_path)["shop"].keys()


@pytest.mark.anyio
async def test_nothing_is_asked_again_when_only_the_end_was_missing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.begin(WORKSPACE)
    now = datetime(2026, 3, 15, tzinfo=UTC)
    plan = make_plan(SPEC, Hints())
    await Walk(Script(), store, Redactor(None, SPEC), plan, now=now, report=lambda _: None).run(4)
    store.close()
    script = Script()
    await walk(tmp_path, script)
    assert not script.asked
    assert EVERYTHING == contents(tmp_path)


@pytest.mark.anyio
async def test_an_answer_as_long_as_it_may_be_is_not_taken_for_whole(
    tmp_path: Path,
) -> None:
    await walk(tmp_path, Script(), hints=Hints(caps={"listShops": 2}))
    with Snapshot(tmp_path) as snapshot:
        assert (Gap("listShops", "", TOO_LONG),) == snapshot.gaps()


@pytest.mark.anyio
async def test_progress_counts_calls_by_kind_and_ends_with_all_done(tmp_path: Path) -> None:
    seen = await walk(tmp_path, Script())
    assert 7 == seen[-1].done
    assert all(progress.done <= progress.total for progress in seen)
    last = {kind: (count.done, count.total) for kind, count in seen[-1].kinds.items()}
    assert {
        "shop": (1, 1),
        "shop-detail": (2, 2),
        "shop-rack": (2, 2),
        "shop-rack-label": (1, 1),
        "owner": (1, 1),
    } == last


def test_a_gap_of_an_unforeseen_kind_of_failure_has_a_reason_too() -> None:
    class Strange(NotFound):
        """A kind of failure that a later version may have."""

    assert REASONS[NotFound] == reason_for(Strange("x"))
