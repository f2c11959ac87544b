"""What changed while a workspace was read is told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from segment_async.audit.reading.asks import Hints
from segment_async.audit.reading.drift import changes, differences
from segment_async.audit.reading.plan import make_plan
from segment_async.audit.reading.redact import Redactor
from segment_async.audit.snapshot.store import Change, Store
from segment_async.audit.snapshot.view import Snapshot
from segment_async.errors import ServerError
from tests.audit.conftest import WORKSPACE
from tests.audit.reading.test_reading import SPEC, Script, Walk, answer

NOW = datetime(2026, 3, 15, tzinfo=UTC)


async def second_look(folder: Path, script: Script, later: Script, hints: Hints | None = None) -> list[Change]:
    """Read everything as one script has it, and look again as the other one has it."""
    store = Store(folder)
    try:
        store.begin(WORKSPACE)
        plan, redactor = make_plan(SPEC, hints or Hints()), Redactor(None, SPEC)
        await Walk(script, store, redactor, plan, now=NOW, report=lambda _: None).run(4)
        found = await changes(later, store, redactor, plan, now=NOW)
        store.add_drift(found)
        store.finish()
    finally:
        store.close()
    return found


@pytest.mark.anyio
async def test_what_came_what_went_and_what_changed_is_told_by_name(tmp_path: Path) -> None:
    script, later = Script(), Script()
    script.pages["listShops",] = [answer(shops=[{"id": "a", "name": "A", "x": {"p": 1, "q": 2}}, {"id": "b"}])]
    script.pages["listRacks", "b"] = [answer(racks=[])]
    later.pages["listShops",] = [answer(shops=[{"x": {"q": 2, "p": 1}, "name": "A", "id": "a"}, {"id": "c"}])]
    assert [Change("shop", "b", "b", "removed"), Change("shop", "c", "c", "added")] == await second_look(
        tmp_path, script, later
    )
    with Snapshot(tmp_path) as snapshot:
        assert [("shop", "b", "removed"), ("shop", "c", "added")] == [
            (change.kind, change.id, change.change) for change in snapshot.drift()
        ]


@pytest.mark.anyio
async def test_only_the_lists_that_everything_hangs_on_are_read_again(tmp_path: Path) -> None:
    later = Script()
    assert [] == await second_look(tmp_path, Script(), later)
    assert {("listShops",): 1} == later.asked


@pytest.mark.anyio
async def test_a_list_that_changes_by_itself_is_not_read_again(tmp_path: Path) -> None:
    later = Script()
    assert [] == await second_look(tmp_path, Script(), later, Hints(fleeting=frozenset({"listShops"})))
    assert {} == later.asked


@pytest.mark.anyio
async def test_a_list_that_fails_the_second_time_spoils_nothing(tmp_path: Path) -> None:
    later = Script()
    later.pages["listShops",] = [ServerError("No.", status=500)]
    assert [Change("shop", "", "listShops", "unknown")] == await second_look(tmp_path, Script(), later)
    with Snapshot(tmp_path) as snapshot:
        assert () == snapshot.gaps()


def test_a_thing_that_differs_is_changed_and_one_that_does_not_is_not() -> None:
    before = {"a": ("A", "1"), "b": ("B", "1")}
    assert [Change("k", "b", "C", "changed")] == list(differences("k", before, {"a": ("A", "1"), "b": ("C", "1")}))
