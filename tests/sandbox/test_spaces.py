"""Spaces, and what people in them are subscribed to."""

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import ALPHA, NOW, Api, plant_catalog

pytestmark = pytest.mark.anyio


@pytest.fixture
def space_id(box: Sandbox) -> str:
    """Make a space."""
    made: str = box.workspace.spaces.add(slug="people", name="People")["id"]
    return made


async def test_spaces_are_listed_and_read(box: Sandbox, api: Api, space_id: str) -> None:
    others = [box.workspace.spaces.add(slug=f"s{number}", name="Other") for number in range(2)]
    space = {"id": space_id, "slug": "people", "name": "People"}
    assert [space, *others] == await api.every("/spaces", "spaces", count=2)
    assert {"space": space} == (await api.get(f"/spaces/{space_id}")).data
    assert 404 == (await api.get("/spaces/nope")).status


async def test_a_workspace_without_the_feature_has_no_spaces() -> None:
    async with Sandbox(seed=plant_catalog, without_features=["Spaces"]) as bare:
        assert 404 == (await Api(bare.url, bare.token).get("/spaces")).status


async def test_subscriptions_are_written_and_found_again(api: Api, space_id: str) -> None:
    path = f"/spaces/{space_id}/messaging-subscriptions"
    group = {"name": "Weekly", "status": "SUBSCRIBED"}
    entries = [
        {"key": "ada@example.com", "type": "EMAIL", "status": "SUBSCRIBED", "groups": [group]},
        {"key": "+4915100000001", "type": "SMS"},
    ]
    written = (await api.put(path, {"subscriptions": entries})).data
    group_id = written["successes"][0]["groups"][0]["id"]
    assert [] == written["failures"]
    assert [{**entries[0], "groups": [{**group, "id": group_id}]}, {**entries[1], "groups": []}] == written["successes"]
    asked = [{"key": "+4915100000001", "type": "SMS"}, {"key": "ada@example.com", "type": "EMAIL"}]
    found = (await api.post(f"{path}/batch", {"subscriptions": asked})).data
    time = NOW.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    assert [
        {"key": "+4915100000001", "type": "SMS", "groups": [], "updatedAt": time},
        {**entries[0], "groups": [{**group, "id": group_id, "updatedAt": time}], "updatedAt": time},
    ] == found["successes"]


async def test_what_is_written_replaces_what_was_known_of_a_contact(api: Api, space_id: str) -> None:
    path = f"/spaces/{space_id}/messaging-subscriptions"
    contact = {"key": "ada@example.com", "type": "EMAIL"}
    first = {**contact, "status": "SUBSCRIBED", "groups": [{"name": "Weekly", "status": "SUBSCRIBED"}]}
    await api.put(path, {"subscriptions": [first]})
    await api.put(path, {"subscriptions": [{**contact, "status": "UNSUBSCRIBED"}]})
    found = (await api.post(f"{path}/batch", {"subscriptions": [contact]})).data["successes"][0]
    assert ("UNSUBSCRIBED", []) == (found["status"], found["groups"])


@pytest.mark.parametrize(
    ("type", "key", "code"),
    [
        ("EMAIL", "ada.example.com", "INVALID_EMAIL"),
        ("SMS", "ada", "INVALID_PHONE"),
        ("WHATSAPP", "11", "INVALID_PHONE"),
        ("IOS_PUSH", "", "INVALID_TOKEN"),
    ],
)
async def test_a_bad_contact_fails_alone(api: Api, space_id: str, type: str, key: str, code: str) -> None:
    path = f"/spaces/{space_id}/messaging-subscriptions"
    good, bad = {"key": "ada@example.com", "type": "EMAIL", "status": "SUBSCRIBED"}, {"key": key, "type": type}
    for answer in (
        await api.put(path, {"subscriptions": [bad, good]}),
        await api.post(f"{path}/batch", {"subscriptions": [bad, good]}),
    ):
        assert ["ada@example.com"] == [entry["key"] for entry in answer.data["successes"]]
        [failure] = answer.data["failures"]
        assert (key, type, code) == (failure["key"], failure["type"], failure["errors"][0]["code"])


async def test_a_contact_that_nothing_was_written_about_has_not_subscribed(api: Api, space_id: str) -> None:
    contact = {"key": "ada@example.com", "type": "EMAIL"}
    answer = await api.post(
        f"/spaces/{space_id}/messaging-subscriptions/batch", {"subscriptions": [contact]}, Content_Type=ALPHA
    )
    assert [{**contact, "status": "DID_NOT_SUBSCRIBE"}] == answer.data["successes"]


async def test_subscriptions_need_a_space_and_known_channels(api: Api, space_id: str) -> None:
    assert 404 == (await api.put("/spaces/nope/messaging-subscriptions", {"subscriptions": []})).status
    entry = {"key": "ada@example.com", "type": "PIGEON"}
    answer = await api.put(f"/spaces/{space_id}/messaging-subscriptions", {"subscriptions": [entry]})
    assert (422, "subscriptions.0.type") == (answer.status, answer.errors[0]["field"])
