"""Destination filters: what is stored, and what they make of events."""

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.fql import compile_condition
from segment_async.sandbox.store import Invalid
from tests.sandbox.support import Api

pytestmark = pytest.mark.anyio

EVENT = {
    "type": "track",
    "event": "Order Completed",
    "userId": "u1",
    "properties": {"total": 12.5, "email": "A@b.example", "tags": ["new", "vip"], "sku no": 7, "gift": False},
    "product": {"name": "Mug", "requestedFrom": "/mugs", "referrer": "example.invalid"},
}


@pytest.fixture
def destination(box: Sandbox) -> dict[str, str]:
    """Create a destination."""
    source = box.workspace.sources.add(slug="web", metadata_id="kind-web")
    return box.workspace.destinations.add(source_id=source["id"], metadata_id="kind-tool")


def body(destination: dict[str, str], **changes: object) -> dict[str, object]:
    return {
        "sourceId": destination["sourceId"],
        "if": 'type = "track"',
        "actions": [{"type": "DROP"}],
        "title": "No tracks",
        "enabled": True,
        **changes,
    }


async def test_a_filter_lives_from_creation_to_removal(api: Api, destination: dict[str, str]) -> None:
    path = f"/destination/{destination['id']}/filters"
    made = (await api.post(path, body(destination, description="Why"))).data["filter"]
    assert {**body(destination, description="Why"), "destinationId": destination["id"]}.items() <= made.items()
    assert [made] == await api.every(path, "filters", count=1)
    assert {"filter": made} == (await api.get(f"{path}/{made['id']}")).data
    changes = {"title": "Some", "enabled": False, "description": None, "if": "all"}
    changed = (await api.patch(f"{path}/{made['id']}", changes)).data["filter"]
    assert {**made, **changes, "description": ""} == changed == (await api.get(f"{path}/{made['id']}")).data["filter"]
    assert {"status": "SUCCESS"} == (await api.delete(f"{path}/{made['id']}")).data
    assert [404, 404] == [
        (await api.get(f"{path}/{made['id']}")).status,
        (await api.delete(f"{path}/{made['id']}")).status,
    ]
    assert [] == await api.every(path, "filters", count=1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"if": "type ="}, "if"),
        ({"sourceId": "other"}, "sourceId"),
        ({"actions": [{"type": "DROP"}, {"type": "SAMPLE"}]}, "actions.1.percent"),
        ({"actions": [{"type": "DROP_PROPERTIES"}]}, "actions.0.fields"),
        ({"actions": [{"type": "SAMPLE", "percent": 2}]}, "actions.0.percent"),
        ({"actions": [{"type": "EXPLODE"}]}, "actions.0.type"),
    ],
)
async def test_a_filter_that_could_not_act_is_invalid(
    api: Api, destination: dict[str, str], changes: dict[str, object], field: str
) -> None:
    answer = await api.post(f"/destination/{destination['id']}/filters", body(destination, **changes))
    assert (422, field) == (answer.status, answer.errors[0]["field"])


@pytest.mark.parametrize(
    ("actions", "result"),
    [
        ([{"type": "DROP"}], None),
        ([{"type": "ALLOW_PROPERTIES", "fields": {"product": ["event", "requestedFrom"]}}], {"requestedFrom": "/mugs"}),
        (
            [{"type": "DROP_PROPERTIES", "fields": {"product": ["name", "nope"], "nowhere.deep": ["x"]}}],
            {"requestedFrom": "/mugs", "referrer": "example.invalid"},
        ),
        ([{"type": "SAMPLE", "percent": 1}], EVENT["product"]),
        ([{"type": "SAMPLE", "percent": 0, "path": "userId"}], None),
    ],
)
async def test_a_preview_shows_what_is_left_of_an_event(
    api: Api, actions: list[object], result: dict[str, object] | None
) -> None:
    wanted = {"filter": {"if": 'event = "Order Completed"', "actions": actions}, "payload": EVENT}
    data = (await api.post("/destination/filters/preview", wanted)).data
    assert EVENT == data["inputPayload"]
    assert (None if result is None else {**EVENT, "product": result}) == data["result"]


async def test_a_preview_leaves_events_alone_that_do_not_meet_the_condition(api: Api) -> None:
    wanted = {"filter": {"if": '!(type = "track")', "actions": [{"type": "DROP"}]}, "payload": EVENT}
    assert EVENT == (await api.post("/destination/filters/preview", wanted)).data["result"]


async def test_a_sample_keeps_about_its_share_and_the_same_users_each_time(api: Api) -> None:
    wanted = {"filter": {"if": "all", "actions": [{"type": "SAMPLE", "percent": 0.5, "path": "userId"}]}}
    kept = [
        (await api.post("/destination/filters/preview", {**wanted, "payload": {"userId": f"u{n}", "n": again}})).data[
            "result"
        ]
        for again in range(2)
        for n in range(100)
    ]
    first, second = [event is not None for event in kept[:100]], [event is not None for event in kept[100:]]
    assert first == second
    assert 30 < sum(first) < 70


async def test_a_preview_of_an_unknown_condition_is_invalid(api: Api) -> None:
    wanted = {"filter": {"if": "cidr(ip, '10.0.0.0/8')", "actions": []}, "payload": EVENT}
    answer = await api.post("/destination/filters/preview", wanted)
    assert (422, "filter.if") == (answer.status, answer.errors[0]["field"])


@pytest.mark.parametrize(
    "condition",
    [
        "all",
        'type = "track"',
        "type='track'",
        'type == "track" AND event = "Order Completed"',
        'type = "page" or event = "Order Completed"',
        'not type = "page" and !(event = "Cart")',
        "!!true",
        'type = "page" and true or true',
        'type = "page" and (true or true) = false or userId != null',
        "properties.total > 12 and properties.total <= 12.5 and properties.total >= -3",
        'event >= "Order" and event < "P"',
        r"properties.sku\ no = 7",
        r'event != "a \"quoted\" name"',
        "properties.gift = false and properties.gift != 0",
        "missing = null and properties.total.deeper = null",
        'contains(event, "Order") and contains(properties.tags, "vip")',
        'match(event, "Order*") and !match(event, "Cart*")',
        'lowercase(properties.email) = "a@b.example"',
        "length(event) = 15 and length(properties.tags) = 2",
        'typeof(properties.total) = "number" and typeof(missing) = "null"',
    ],
)
async def test_conditions_that_the_event_meets(condition: str) -> None:
    assert compile_condition(condition, "if")(EVENT)


@pytest.mark.parametrize(
    "condition",
    [
        "false",
        'type = "page"',
        'type = "track" and event = "Cart"',
        "event",
        'event > 3 or userId < 3 or properties.tags > "a"',
        'contains(properties.total, "1")',
        "properties.total = true",
        "!true",
    ],
)
async def test_conditions_that_the_event_does_not_meet(condition: str) -> None:
    assert not compile_condition(condition, "if")(EVENT)


@pytest.mark.parametrize(
    "condition",
    [
        "",
        " ",
        "type =",
        "= 3",
        "type = 'track",
        "(type = 'track'",
        "type = 'track')",
        "a b",
        "and",
        "a and or b",
        "nope(event)",
        "contains(event)",
        "contains(event, 'a', 'b')",
        "a @ b",
        "(" * 100_000,
        "!" * 100_000 + "true",
    ],
)
async def test_what_is_not_fql_is_refused(condition: str) -> None:
    with pytest.raises(Invalid, match=r"^if is not FQL: .*; write it like"):
        compile_condition(condition, "if")
