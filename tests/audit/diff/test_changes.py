"""A diff lists exactly what somebody did, one change for each act."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from segment_async.audit.diff import Change, Field

from .acts import THIRTY, Act
from .conftest import told
from .further_acts import FURTHER
from .shop import diff_of, opened

pytestmark = pytest.mark.anyio


class Anything:
    """Equals everything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


def expected(act: Act) -> tuple[str, str, tuple[Any, ...], dict[str, tuple[Any, ...]], int]:
    """Return what a diff is to say of an act, as `told` says it."""
    change, kind, way = act.said
    return change, kind, loose(way), {path: loose(values) for path, values in act.fields.items()}, act.below


def loose(values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(Anything() if value is ... else value for value in values)


@pytest.mark.parametrize(("acts", "count"), [(THIRTY, 30), (FURTHER, 24)], ids=["thirty", "further"])
async def test_each_act_is_one_change_and_nothing_else_is(acts: Sequence[Act], count: int, tmp_path: Path) -> None:
    async with opened(tmp_path) as shop:
        before = await shop.snapshot()
        await shop.do(acts, before)
        diff = diff_of(before, await shop.snapshot())
    found = [*map(told, diff.changes)]
    for act in map(expected, acts):
        alike = [one for one in found if one[:2] == act[:2]]
        assert act in found, alike
    assert (count, count, ()) == (len(acts), len(found), diff.not_compared)


async def test_two_audits_of_a_workspace_that_nobody_touched_differ_in_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as shop:
        diff = diff_of(await shop.snapshot(), await shop.snapshot())
    assert ((), ()) == (diff.changes, diff.not_compared)


async def test_a_source_that_is_made_anew_under_its_slug_is_one_change_with_what_it_lost(tmp_path: Path) -> None:
    async with opened(tmp_path) as shop:
        before = await shop.snapshot()
        [old] = [one async for one in shop.client.sources.list() if one.slug == "loyalty-partner"]
        await shop.client.sources.delete(old.id)
        body = {"slug": old.slug, "enabled": True, "metadataId": old.metadata.id, "disconnectAllWarehouses": True}
        made = (await shop.client.call_raw("createSource", body=body)).json["data"]["source"]
        diff = diff_of(before, await shop.snapshot())
    source, *lost = diff.changes
    assert ("changed", "source", made["id"]) == (source.change, source.thing.kind, source.thing.id)
    assert Field("id", old.id, made["id"]) == source.fields[0]
    assert ["id", "name", "settings.sharedSecret", "writeKeys"] == [field.path for field in source.fields]
    assert [
        ("removed", "source-label", "environment:production"),
        ("changed", "source-settings", "loyalty-partner"),
        ("removed", "tracking-plan-source", "Loyalty Partner"),
        ("removed", "warehouse-connected-source", "Loyalty Partner"),
    ] == [*map(about, lost)]


def about(change: Change) -> tuple[str, str, str]:
    return change.change, change.thing.kind, change.thing.name


async def test_what_a_snapshot_in_a_hurry_leaves_out_is_told_and_does_not_seem_gone(tmp_path: Path) -> None:
    async with opened(tmp_path) as shop:
        diff = diff_of(await shop.snapshot(), await shop.snapshot(fast=True))
    missing = {(one.snapshot, one.what) for one in diff.not_compared}
    assert () == diff.changes
    assert {
        ("b", "warehouse-advanced-sync-schedule"),
        ("b", "warehouse-connected-source-selective-sync"),
    } == missing
