"""``routes``: which destinations get which events."""

from pathlib import Path

import pytest

from segment_async.audit.answers import routes
from segment_async.audit.snapshot.view import Snapshot
from tests.audit.conftest import Maker
from tests.audit.demo import demo_snapshot

from .shop import feeds, follows, lists, opened, sends, told


def test_a_pair_tells_how_many_events_pass_and_how_many_may(maker: Maker) -> None:
    lists(maker)
    maker.source("web", plan=None)
    sends(maker, "web", Bought=5, Seen=7, page=9)
    feeds(maker, "web", "all")
    feeds(maker, "web", "some", actions=True)
    for name, trigger in (("A", 'event = "Bought"'), ("B", 'event = "Seen" and properties.a = 1')):
        maker.add("destination-subscription", name, {"name": name, "trigger": trigger}, parent="some")
    with opened(maker) as snapshot:
        table = routes(snapshot).table
    assert [("all", True, 3, 3, 0), ("some", True, 3, 1, 1)] == told(
        table, "destination", "on", "events", "gets", "may_get"
    )


def test_each_event_tells_whether_it_passes_and_what_decides(maker: Maker) -> None:
    lists(maker)
    maker.source("web", plan=None)
    sends(maker, "web", Bought=5, Seen=7, page=9)
    feeds(maker, "web", "crm")
    maker.add(
        "destination-filter",
        "f",
        {"title": "x", "name": "No views", "if": 'event = "Seen"', "actions": [{"type": "DROP"}]},
        parent="crm",
    )
    maker.add(
        "destination-filter",
        "g",
        {"name": "Off", "if": "all", "enabled": False, "actions": [{"type": "DROP"}]},
        parent="crm",
    )
    with opened(maker) as snapshot:
        table = routes(snapshot, events=True).table
    assert [
        ("page", None, 9, "yes", "as it comes"),
        ("track", "Bought", 5, "yes", "as it comes"),
        ("track", "Seen", 7, "no", 'the filter "No views" drops it'),
    ] == told(table, "type", "event", "events", "gets", "how")


def test_transformations_plans_and_insert_functions_of_the_source_take_part(maker: Maker) -> None:
    lists(maker)
    follows(maker, "web", "Bought", "Seen", blocks=True)
    sends(maker, "web", Bought=1, Seen=2, Other=3)
    feeds(maker, "web", "crm")
    maker.add("transformation", "t", {"name": "T", "if": 'event = "Seen"', "drop": True, "sourceId": "web"})
    maker.add("function", "fn", {"name": "Clean", "resourceType": "INSERT_SOURCE"})
    maker.add("function-instance", "i", {"integrationId": "web", "enabled": True}, parent="fn")
    with opened(maker) as snapshot:
        table = routes(snapshot, events=True).table
    assert [
        ("Bought", "yes", "as it comes", "Clean"),
        ("Other", "no", "it is not planned, and the source blocks such events", None),
        ("Seen", "no", 'the transformation "T" drops it', None),
    ] == told(table, "event", "gets", "how", "through")


def test_what_was_not_read_leaves_a_doubt_or_a_note_and_plans_stand_for_events(maker: Maker) -> None:
    follows(maker, "web", "Bought")
    old = {"type": "TRACK", "key": "Given Up", "version": 1, "deprecatedAt": "2026-01-01T00:00:00.000Z"}
    maker.add("tracking-plan-rule", "old", old, parent="plan of web")
    feeds(maker, "web", "crm")
    maker.gap("listFiltersFromDestination", "crm")
    maker.gap("listTransformations")
    maker.gap("getEventsVolumeFromWorkspace", "web")
    with opened(maker) as snapshot:
        answer = routes(snapshot, events=True)
    assert [("Bought", None, "maybe", "its filters were not read")] == told(
        answer.table, "event", "events", "gets", "how"
    )
    notes = " ".join(answer.notes)
    assert "what transformations drop or rename, since listTransformations was not read" in notes
    assert "The events of web were not read" in notes


def test_a_source_that_is_off_passes_nothing_and_is_no_gap(maker: Maker) -> None:
    lists(maker)
    follows(maker, "web", "Bought")
    maker.source("web", plan="plan of web", enabled=False)
    feeds(maker, "web", "crm")
    with opened(maker) as snapshot:
        answer = routes(snapshot)
    assert [(False, 1, 0, 0)] == told(answer.table, "on", "events", "gets", "may_get")
    assert "were not read" not in " ".join(answer.notes)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_snapshot(tmp_path_factory)


def test_every_pair_of_the_demo_is_there_once_and_its_events_add_up(demo: Path) -> None:
    with Snapshot(demo) as snapshot:
        pairs, events = routes(snapshot).table, routes(snapshot, events=True).table
        known = {row[0] for row in snapshot.query("SELECT id FROM destinations")}
    ids = [row[0] for row in told(pairs, "destination_id")]
    assert (len(known), known) == (len(ids), set(ids))
    counted = {destination: [0, 0, 0] for destination in known}
    for destination, gets in told(events, "destination_id", "gets"):
        counted[destination][("yes", "maybe", "no").index(gets)] += 1
    for destination, total, yes, maybe in told(pairs, "destination_id", "events", "gets", "may_get"):
        assert [yes, maybe] == counted[destination][:2]
        assert total == sum(counted[destination])
    assert {"yes", "no", "maybe"} == {row[0] for row in told(events, "gets")}


def test_the_config_api_tells_what_filters_do_and_says_what_it_does_not_tell(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with Snapshot(demo_snapshot(tmp_path_factory, "config")) as snapshot:
        answer = routes(snapshot, events=True)
    found = told(answer.table, "gets", "how")
    assert ("no", 'the filter "Orders and sessions only" drops it') in found
    assert ("maybe", "its subscriptions were not read") in found
    assert ("yes", "as it comes") in found
    assert answer.notes[0].startswith("The Config API tells neither")
