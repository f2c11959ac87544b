"""``trace``: who sends an event, what governs it, where it goes, what names it."""

from collections.abc import Mapping

import pytest

from segment_async.audit.answers import Answer, Table, trace
from segment_async.audit.answers.mentions import names
from segment_async.audit.answers.similar import similar
from segment_async.audit.snapshot.view import Snapshot
from tests.audit.conftest import Maker
from tests.audit.demo import demo_snapshot

from .shop import feeds, follows, lists, opened, sends, told


def tables(answer: Answer) -> Mapping[str, Table]:
    return {table.name: table for table in answer.tables}


def test_an_event_is_followed_from_its_senders_to_its_destinations(maker: Maker) -> None:
    lists(maker)
    follows(maker, "web", "Bought")
    follows(maker, "till")
    sends(maker, "web", Bought=5, Seen=1)
    sends(maker, "till", Bought=8)
    sends(maker, "app", Seen=8)
    maker.source("app", plan=None)
    feeds(maker, "web", "crm")
    feeds(maker, "app", "elsewhere")
    with opened(maker) as snapshot:
        answer = trace(snapshot, "Bought")
    found = tables(answer)
    assert "Bought: 2 sources sent 13 in 30 days, the last on 2026-11-28" == answer.title
    assert [("till", 8, "2026-11-28", "plan of till", False), ("web", 5, "2026-11-28", "plan of web", True)] == told(
        found["senders"], "source", "events", "last_day", "tracking_plan", "planned"
    )
    assert [("plan of web", "1", True, True, 1)] == told(
        found["plans"], "tracking_plan", "version", "newest", "in_force", "sources"
    )
    assert [("web", "crm", "yes")] == told(found["routes"], "source", "destination", "gets")
    assert () == found["similar"].rows


def test_every_version_of_a_rule_is_listed_and_which_are_in_force(maker: Maker) -> None:
    lists(maker)
    follows(maker, "web", "Bought")
    old = {"type": "TRACK", "key": "Bought", "version": 0, "deprecatedAt": "2026-01-01T00:00:00.000Z"}
    maker.add("tracking-plan-rule", "old", old, parent="plan of web")
    maker.add("tracking-plan-rule", "no", {"type": "IDENTIFY", "key": "Bought", "version": 2}, parent="plan of web")
    with opened(maker) as snapshot:
        plans = tables(trace(snapshot, "Bought"))["plans"]
    assert [("0", False, False), ("1", True, True)] == told(plans, "version", "newest", "in_force")


@pytest.mark.parametrize(
    ("gets", "how", "collections", "enabled"),
    [
        ("yes", "as the table order_completed", {"order_completed": True}, True),
        ("no", "its table order_completed is left out", {"order_completed": False}, True),
        ("maybe", "it has no table of this name yet", {"tracks": True}, True),
        ("maybe", "its tables were not read", {}, True),
        ("no", "the destination is switched off", {"order_completed": True}, False),
    ],
)
def test_warehouses_take_it_by_their_tables(
    maker: Maker, gets: str, how: str, collections: dict[str, bool], *, enabled: bool
) -> None:
    lists(maker)
    maker.source("web", plan=None)
    sends(maker, "web", Order_Completed=5)
    maker.add("warehouse", "lake", {"name": "Lake", "enabled": enabled, "metadata": {"slug": "snowflake"}})
    maker.add("warehouse-connected-source", "web", {"name": "web"}, parent="lake")
    for name, is_on in collections.items():
        maker.add("warehouse-connected-source-selective-sync", name, {"enabled": is_on}, parent="lake/web")
    with opened(maker) as snapshot:
        found = tables(trace(snapshot, "Order Completed"))["routes"]
    assert [("Lake", "snowflake", gets, how)] == told(found, "destination", "kind", "gets", "how")


def test_whatever_names_it_is_listed(maker: Maker) -> None:
    lists(maker)
    maker.source("web", plan=None)
    maker.add("space", "shop", {"name": "Shop"})
    query = {"query": "event('Bought').count() > 1"}
    maker.add("space-audience", "a", {"name": "Buyers", "definition": query}, parent="shop")
    maker.add("space-audience", "b", {"name": "Others", "definition": {"query": "event('Bought It')"}}, parent="shop")
    maker.add("space-computed-trait", "c", {"name": "Times", "definition": query, "enabled": False}, parent="shop")
    maker.add("space-filter", "d", {"name": "Gate", "if": 'event = "Bought"'}, parent="shop")
    maker.add("transformation", "e", {"name": "From", "if": 'event = "Bought"', "sourceId": "web"})
    maker.add("transformation", "f", {"name": "To", "if": "all", "newEventName": "Bought", "sourceId": "web"})
    maker.add("function-detail", "g", {"name": "Code", "code": "// it's\nif (event.event === `Bought`) {}"}, parent="g")
    feeds(maker, "web", "crm", actions=True)
    maker.add("destination-subscription", "h", {"name": "Sub", "trigger": 'event = "Bought"'}, parent="crm")
    with opened(maker) as snapshot:
        found = tables(trace(snapshot, "Bought"))["mentions"]
    assert [
        ("audience", "Buyers", True, "Shop", "event('Bought').count() > 1"),
        ("computed trait", "Times", False, "Shop", "event('Bought').count() > 1"),
        ("transformation", "From", True, "web", 'event = "Bought"'),
        ("filter", "Gate", True, "Shop", 'event = "Bought"'),
        ("subscription", "Sub", True, "crm", 'event = "Bought"'),
        ("transformation", "To", True, "web", "new name of the event"),
        ("function", "Code", True, None, "line 2 of its code"),
    ] == told(found, "what", "name", "enabled", "where", "how")


@pytest.mark.parametrize(
    ("named", "text", "event"),
    [
        (True, 'event = "O\'Neill"', "O'Neill"),
        (True, r"event('O\'Neill')", "O'Neill"),
        (True, r'event = "5\" Screen"', '5" Screen'),
        (False, 'event = "Bought It"', "Bought"),
        (False, "event = Bought", "Bought"),
        (False, 'event = ""', ""),
        (False, None, "Bought"),
    ],
)
def test_a_text_names_an_event_between_quotation_marks(text: str | None, event: str, *, named: bool) -> None:
    assert named == names(text, event)


def test_nobody_sends_it_so_names_that_are_close_are_suggested(maker: Maker) -> None:
    lists(maker)
    follows(maker, "web", "Order Cancelled")
    sends(maker, "web", order_completed=5, Page_Viewed=9)
    with opened(maker) as snapshot:
        answer = trace(snapshot, "Order Completed")
        planned = trace(snapshot, "Order Cancelled")
    assert "Order Completed: no source sent it in 30 days, and no plan names it" == answer.title
    assert [("order completed", 5, 1), ("Order Cancelled", 0, 0)] == told(
        tables(answer)["similar"], "event", "events", "sources"
    )
    assert "Order Cancelled: no source sent it in 30 days, and a plan names it" == planned.title
    assert () == tables(planned)["senders"].rows


def test_of_what_is_sent_only_other_spellings_are_suggested(maker: Maker) -> None:
    lists(maker)
    maker.source("web", plan=None)
    sends(maker, "web", Order_Completed=5, order_completed=2, Order_Complete=3)
    with opened(maker) as snapshot:
        found = tables(trace(snapshot, "Order Completed"))["similar"]
    assert [("order completed",)] == told(found, "event")


def test_where_nobody_sends_a_planned_event_it_is_told_where_it_would_go(maker: Maker) -> None:
    lists(maker)
    follows(maker, "web", "Bought")
    follows(maker, "off", "Bought")
    maker.source("off", plan="plan of off", enabled=False)
    sends(maker, "web", Seen=1)
    feeds(maker, "web", "crm")
    feeds(maker, "off", "none")
    with opened(maker) as snapshot:
        found = tables(trace(snapshot, "Bought"))["routes"]
    assert [("web", "crm", "yes")] == told(found, "source", "destination", "gets")


def test_where_it_is_not_known_what_a_source_sent_its_plan_counts(maker: Maker) -> None:
    lists(maker)
    for source in ("web", "unread", "silent"):
        follows(maker, source, "Bought")
        feeds(maker, source, f"crm of {source}")
    sends(maker, "web", Bought=3)
    sends(maker, "silent", Seen=3)
    with opened(maker) as snapshot:
        found = tables(trace(snapshot, "Bought"))["routes"]
    assert [("unread", "crm of unread"), ("web", "crm of web")] == told(found, "source", "destination")


def test_a_type_of_calls_can_be_followed_as_well(maker: Maker) -> None:
    lists(maker)
    follows(maker, "web")
    maker.add("tracking-plan-rule", "p", {"type": "PAGE", "version": 1}, parent="plan of web")
    sends(maker, "web", page=4, Seen=5)
    feeds(maker, "web", "crm")
    with opened(maker) as snapshot:
        found = tables(trace(snapshot, "Page"))
    assert [("page", 4, None)] == told(found["senders"], "type", "events", "planned")
    assert [("plan of web",)] == told(found["plans"], "tracking_plan")
    assert [("crm", "yes")] == told(found["routes"], "destination", "gets")


def test_page_calls_are_followed_by_the_name_that_plans_give_them_too(maker: Maker) -> None:
    lists(maker)
    follows(maker, "web", "Page Viewed")
    sends(maker, "web", page=4, Page_Viewed=2)
    follows(maker, "shop")
    sends(maker, "shop", page=3)
    feeds(maker, "web", "crm")
    feeds(maker, "shop", "ads")
    with opened(maker) as snapshot:
        answer = trace(snapshot, "Page Viewed")
        screens = trace(snapshot, "Screen Viewed")
    found = tables(answer)
    assert "Page Viewed: 2 sources sent 9 in 30 days, the last on 2026-11-28" == answer.title
    assert [("web", "page", 4, True), ("shop", "page", 3, False), ("web", "track", 2, True)] == told(
        found["senders"], "source", "type", "events", "planned"
    )
    assert {("shop", "ads", "yes"), ("web", "crm", "yes")} == set(
        told(found["routes"], "source", "destination", "gets")
    )
    assert 'Tracking plans call page calls "Page Viewed".' in answer.notes
    assert "Screen Viewed: no source sent it in 30 days, and no plan names it" == screens.title


def test_an_event_that_is_called_like_a_type_is_an_event(maker: Maker) -> None:
    lists(maker)
    maker.source("web", plan=None)
    maker.read("getEventsVolumeFromWorkspace", "web")
    maker.add("source-event-volume", "x", {"eventType": "track", "eventName": "page", "total": 2}, parent="web")
    with opened(maker) as snapshot:
        found = tables(trace(snapshot, "page"))
    assert [("track", 2)] == told(found["senders"], "type", "events")


def test_other_spellings_come_first_and_then_what_is_close() -> None:
    others = ["Order Placed", "order_completed", "Order Completed", "ORDER COMPLETED", "Cart Viewed", "Order Complete"]
    assert ["ORDER COMPLETED", "order_completed", "Order Complete"] == similar("Order Completed", others)[:3]
    assert ["ORDER COMPLETED", "order_completed"] == similar("Order Completed", others, widely=False)
    assert [] == similar("Zebra", others)


def test_through_the_config_api_plans_tell_where_it_may_go(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Snapshot(demo_snapshot(tmp_path_factory, "config")) as snapshot:
        answer = trace(snapshot, "Order Completed")
    found = tables(answer)
    assert "Order Completed: it is not told who sends it" == answer.title
    assert ("Web and App Commerce",) in told(found["plans"], "tracking_plan")
    assert ("Web Shop", "Facebook Pixel", "yes") in told(found["routes"], "source", "destination", "gets")
    assert () == found["senders"].rows
