"""Seeds are chosen by name; one of them has any size."""

import gc
from collections.abc import Sized

import pytest

from segment_async.sandbox.seeds import SEEDS, plant
from segment_async.sandbox.store import Workspace

from .conftest import planted
from .readings import READINGS
from .readings.reading import volume
from .test_demo import contents


def test_an_unknown_seed_is_refused_with_the_names_of_the_others() -> None:
    with pytest.raises(ValueError, match=r"no seed 'Demo'; take one of demo, empty, large\."):
        plant("Demo", Workspace())


@pytest.mark.parametrize("scale", [0, -1])
def test_a_workspace_needs_a_size(scale: int) -> None:
    with pytest.raises(ValueError, match="take 1 source or more"):
        plant("large", Workspace(), scale=scale)


@pytest.mark.parametrize("name", SEEDS)
def test_every_seed_offers_the_same_catalog(name: str) -> None:
    catalog = planted(name, scale=1).catalog
    assert list(planted("demo").catalog.destinations) == list(catalog.destinations)


def test_an_empty_workspace_has_nothing_but_the_catalog() -> None:
    empty = planted("empty")
    tables: list[Sized] = [empty.sources, empty.destinations, empty.warehouses, empty.tracking_plans, empty.labels]
    assert [0, 0, 0, 0, 0] == [len(table) for table in tables]


@pytest.mark.parametrize(("scale", "plans"), [(1, 1), (99, 1), (300, 3), (2000, 20)])
def test_a_large_workspace_has_the_size_asked_for(scale: int, plans: int) -> None:
    large = planted("large", scale=scale)
    assert (scale, 3 * scale, plans) == (len(large.sources), len(large.destinations), len(large.tracking_plans))
    assert scale == len(large.tracking_plans.plan_of_source)
    assert scale - (scale + 92) // 100 == len(volume(large, days=30))  # one in a hundred is silent


def test_a_large_workspace_is_in_order_but_for_one_thing_in_a_hundred() -> None:
    large = planted("large", scale=300)
    judged = READINGS.keys() - {"usage-pace"}  # there is no whole month to compare with
    assert {
        "destination-disabled": 5,
        "source-plan-permissive": 3,
        "source-without-events": 3,
        "warehouse-syncs-everything": 3,
    } == {check: len(found) for check in judged if (found := list(READINGS[check](large)))}


def test_a_large_workspace_is_the_same_each_time() -> None:
    assert contents(planted("large", scale=50)) == contents(planted("large", scale=50))


def test_large_workspaces_share_what_is_equal() -> None:
    """Settings of 300,000 destinations are a handful of objects."""
    large = planted("large", scale=500)
    assert len({id(record["settings"]) for record in large.destinations.values()}) < 10


@pytest.mark.parametrize("collecting", [True, False])
def test_the_garbage_collector_is_left_as_it_was(collecting: bool) -> None:  # noqa: FBT001 - a case, not a switch
    was = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        planted("large", scale=1)
        assert collecting is gc.isenabled()
    finally:
        (gc.enable if was else gc.disable)()
