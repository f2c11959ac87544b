"""Computed traits."""

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import ALPHA, Api

pytestmark = pytest.mark.anyio

VALUE = {"type": "USERS", "query": "event('Order Completed').sum(property('total'))"}


@pytest.fixture
def traits(box: Sandbox) -> str:
    """Make a space, and return the path to its computed traits."""
    return f"/spaces/{box.workspace.spaces.add(slug='people', name='People')['id']}/computed-traits"


async def test_a_computed_trait_lives_from_creation_to_removal(api: Api, traits: str) -> None:
    body = {
        "name": "Lifetime Value",
        "description": "All",
        "definition": VALUE,
        "options": {"backfillDurationDays": 30},
    }
    made = (await api.post(traits, body, Content_Type=ALPHA)).data["computedTrait"]
    assert {**body, "options": {"backfillDurationDays": 30, "includeHistoricalData": True}} == {
        name: made[name] for name in body
    }
    assert ("lifetime_value", True, "Computing") == (made["key"], made["enabled"], made["status"])
    assert [made] == await api.every(traits, "computedTraits", count=1)
    path = f"{traits}/{made['id']}"
    assert {"computedTrait": made} == (await api.get(path)).data
    changes = {"name": "Value", "enabled": False, "definition": {"type": "ACCOUNTS", "query": "trait('a')"}}
    changed = (await api.patch(path, changes)).data["computedTrait"]
    assert {**made, **changes, "status": "Disabled"} == changed == (await api.get(path)).data["computedTrait"]
    assert {"status": "SUCCESS"} == (await api.delete(path)).data
    assert [404] * 3 == [
        (await api.get(path)).status,
        (await api.delete(path)).status,
        (await api.patch(path, {})).status,
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"definition": {"type": "LINKED", "query": "trait('a')"}}, "definition.type"),
        ({"definition": {"type": "USERS"}}, "definition.query"),
        ({"name": None}, "name"),
    ],
)
async def test_a_bad_body_is_refused(api: Api, traits: str, changes: dict[str, object], field: str) -> None:
    answer = await api.post(traits, {"name": "Value", "definition": VALUE, **changes})
    assert (422, field) == (answer.status, answer.errors[0]["field"])


async def test_what_is_in_another_space_is_not_found(box: Sandbox, api: Api, traits: str) -> None:
    made = (await api.post(traits, {"name": "Value", "definition": VALUE})).data["computedTrait"]
    other = box.workspace.spaces.add(slug="other", name="Other")["id"]
    assert 404 == (await api.get(f"/spaces/{other}/computed-traits/{made['id']}")).status
    assert 404 == (await api.get("/spaces/nope/computed-traits")).status
