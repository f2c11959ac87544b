"""One act is one change: what comes and goes with a thing is counted beside it."""

from typing import Any

from .conftest import Differ, told
from .making import destination, source


def shop(*, with_web: bool = True, with_plan: bool = True, linked: bool = True) -> dict[str, Any]:
    """Return a workspace with a source, what hangs on it, and two things that it is linked with."""
    web = {"labels": [{"key": "team", "value": "growth", "description": "Us."}]}
    sources = [source("s1", "app"), *([source("s2", "web", **web)] if with_web else [])]
    things: dict[str, Any] = {
        "source": sources,
        "source-settings s1": [{"sourceId": "s1", "settings": {}}],
        "warehouse": [{"id": "w", "settings": {"name": "Lake"}}],
        "warehouse-connected-source w": [{"id": one["id"], "name": one["name"]} for one in sources],
        "destination": [destination("d1", "s1")],
        "label": [{"key": "team", "value": "growth"}],
    }
    if with_plan:
        things["tracking-plan"] = [{"id": "tp", "name": "Shop", "type": "LIVE"}]
        things["tracking-plan-source tp"] = [{"id": one["id"]} for one in sources] if linked else []
    if with_web:
        things["source-settings s2"] = [{"sourceId": "s2", "settings": {"track": {"allow": True}}}]
        things["source-live-plugins-latest s2"] = [{"sourceId": "s2", "code": "1"}]
        things["destination"].append(destination("d2", "s2"))
        things["destination-filter d2"] = [{"id": "f", "title": "No robots"}]
        things["destination-subscription d2"] = [{"id": "sub", "name": "Track"}]
        things["function"] = [{"id": "ifnd_1", "resourceType": "INSERT_DESTINATION", "displayName": "Hash"}]
        things["function-instance ifnd_1"] = [{"id": "i", "name": "Hash", "integrationId": "d2", "enabled": True}]
    else:
        things["function"] = [{"id": "ifnd_1", "resourceType": "INSERT_DESTINATION", "displayName": "Hash"}]
    return things


def test_a_source_takes_along_what_hangs_on_it(differ: Differ) -> None:
    """A destination, its filter, its subscription and its function, the place in a plan, and one in a warehouse.

    Settings, labels and plugins are sides of the source, and not things of their own.
    """
    assert [("removed", "source", ("web",), {}, 6)] == [*map(told, differ(shop(), shop(with_web=False)).changes)]
    assert [("added", "source", ("web",), {}, 6)] == [*map(told, differ(shop(with_web=False), shop()).changes)]


def test_a_link_is_one_change(differ: Differ) -> None:
    assert [
        ("removed", "tracking-plan-source", ("Shop", "s1"), {}, 0),
        ("removed", "tracking-plan-source", ("Shop", "s2"), {}, 0),
    ] == [*map(told, differ(shop(), shop(linked=False)).changes)]


def test_a_plan_takes_its_links_along(differ: Differ) -> None:
    assert [("removed", "tracking-plan", ("Shop",), {}, 2)] == [
        *map(told, differ(shop(), shop(with_plan=False)).changes)
    ]


def test_what_loses_both_of_its_ends_is_counted_once(differ: Differ) -> None:
    changes = differ(shop(), shop(with_web=False, with_plan=False)).changes
    assert [("source", 5), ("tracking-plan", 2)] == [(change.thing.kind, change.below) for change in changes]


def test_a_label_takes_itself_off_everything(differ: Differ) -> None:
    after = shop()
    after["label"] = []
    after["source"] = [source("s1", "app"), source("s2", "web")]
    assert [("removed", "label", ("team:growth",), {}, 1)] == [*map(told, differ(shop(), after).changes)]


def test_a_label_on_a_source_is_a_change_of_its_own(differ: Differ) -> None:
    after = shop()
    after["source"] = [source("s1", "app"), source("s2", "web", enabled=False)]
    assert [
        ("changed", "source", ("web",), {"enabled": (True, False)}, 0),
        ("removed", "source-label", ("web", "team:growth"), {}, 0),
    ] == [*map(told, differ(shop(), after).changes)]
