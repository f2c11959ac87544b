"""Where audiences are sent, and what is sent there."""

from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import ALPHA, CONNECTION, Api

pytestmark = pytest.mark.anyio

MASK = "\u2022" * 8

SYNC = [{"externalId": "email", "strategy": "first"}]


@pytest.fixture
def space_id(box: Sandbox) -> str:
    """Make a space."""
    made: str = box.workspace.spaces.add(slug="people", name="People")["id"]
    return made


@pytest.fixture
def destination(box: Sandbox) -> dict[str, Any]:
    """Create a destination."""
    source_id = box.workspace.sources.add(slug="web", metadata_id="kind-web")["id"]
    return box.workspace.destinations.add(
        source_id=source_id, metadata_id="kind-tool", name="Tool", settings={"apiKey": "hunter2"}
    )


def audience(box: Sandbox, space_id: str, audience_type: str = "USERS") -> str:
    """Create an audience, and return the path to it."""
    made = box.workspace.audiences.add(
        space_id, name="Germans", audience_type=audience_type, definition={"query": "trait('country') = 'DE'"}
    )
    return f"/spaces/{space_id}/audiences/{made['id']}"


async def connect(api: Api, path: str, id: str, type: str = "destination", **body: Any) -> str:
    answer = await api.post(f"{path}/destination-connections", {"destination": {"id": id, "type": type}, **body})
    made: str = answer.data["connection"]["id"]
    return made


async def activate(api: Api, path: str, connection_id: str, **body: Any) -> dict[str, Any]:
    given = {"performResync": False, "activationType": "Audience Entered", "activationName": "Hello", **body}
    answer = await api.post(f"{path}/destination-connections/{connection_id}/activations", given)
    made: dict[str, Any] = answer.data["activation"]
    return made


async def test_a_destination_is_connected_changed_and_parted(
    box: Sandbox, api: Api, space_id: str, destination: dict[str, Any]
) -> None:
    path = audience(box, space_id)
    target = {"id": destination["id"], "type": "destination"}
    body = {"destination": target, "idSyncConfiguration": SYNC, "connectionSettings": {"list": "a"}}
    made = (await api.post(f"{path}/destination-connections", body, Content_Type=ALPHA)).data
    assert {"idSyncConfiguration": SYNC, "connectionSettings": {"list": "a"}} == {
        name: value for name, value in made.items() if name != "connection"
    }
    [listed] = await api.every(f"{path}/destination-connections", "connections", count=1)
    expected = {
        "id": made["connection"]["id"],
        "name": "Tool",
        "sourceId": destination["sourceId"],
        "enabled": True,
        "settings": {"region": "us-west-2", "apiKey": MASK},
        "destinationId": destination["id"],
        "metadata": {"id": "kind-tool", "name": "Kinesis", "slug": "kinesis"},
        "idSyncConfiguration": SYNC,
        "connectionSettings": {"list": "a"},
    }
    assert expected == {name: listed[name] for name in expected}
    one = f"{path}/destination-connections/{destination['id']}"
    changed = (await api.patch(one, {"connectionSettings": {"list": "b"}})).data
    settings = {"idSyncConfiguration": SYNC, "connectionSettings": {"list": "b"}}
    assert {"destination": {"id": destination["id"]}, **settings} == changed
    assert {"status": "SUCCESS"} == (await api.delete(one)).data
    assert [] == await api.every(f"{path}/destination-connections", "connections", count=1)
    assert [404] * 2 == [(await api.delete(one)).status, (await api.patch(one, {})).status]


async def test_a_warehouse_is_connected_too(box: Sandbox, api: Api, space_id: str) -> None:
    warehouse = box.workspace.warehouses.add(metadata_id="kind-db", name="Main", settings=CONNECTION)
    path = audience(box, space_id)
    await connect(api, path, warehouse["id"], "warehouse")
    [listed] = await api.every(f"{path}/destination-connections", "connections", count=1)
    assert ("Main", space_id, "postgres", False) == (
        listed["name"],
        listed["sourceId"],
        listed["metadata"]["slug"],
        "password" in listed["settings"],
    )


@pytest.mark.parametrize(("target", "status"), [("nope destination", 404), ("nope warehouse", 404), ("nope page", 422)])
async def test_only_what_exists_is_connected(box: Sandbox, api: Api, space_id: str, target: str, status: int) -> None:
    body = {"destination": dict(zip(("id", "type"), target.split(), strict=True))}
    assert status == (await api.post(f"{audience(box, space_id)}/destination-connections", body)).status


async def test_a_destination_is_connected_once_and_with_five_identifiers_at_most(
    box: Sandbox, api: Api, space_id: str, destination: dict[str, Any]
) -> None:
    path = f"{audience(box, space_id)}/destination-connections"
    body = {"destination": {"id": destination["id"], "type": "destination"}}
    assert 422 == (await api.post(path, {**body, "idSyncConfiguration": SYNC * 6})).status
    assert [200, 422] == [(await api.post(path, body)).status for _ in range(2)]


async def test_an_activation_lives_from_creation_to_removal(
    box: Sandbox, api: Api, space_id: str, destination: dict[str, Any]
) -> None:
    path = audience(box, space_id)
    connection_id = await connect(api, path, destination["id"])
    mapping = {"actionId": "action-send", "settings": {"key": "{{ email }}"}}
    made = await activate(api, path, connection_id, destinationMapping=mapping)
    assert {
        "id": made["id"],
        "enabled": True,
        "workspaceId": box.workspace.record["id"],
        "spaceId": space_id,
        "audienceId": path.rpartition("/")[2],
        "connectionId": connection_id,
        "activationType": "Audience Entered",
        "activationName": "Hello",
        "personalization": {"profile": {"properties": []}},
        "destinationMapping": mapping,
        "performResync": False,
    } == made
    one = f"{path}/activations/{made['id']}"
    assert {"activation": made} == (await api.get(one)).data
    assert [made] == await api.every(f"{path}/activations", "activations", count=1)
    changes = {
        "enabled": False,
        "displayName": None,
        "personalization": {"profile": {"properties": ["email"], "mapping": {"email": "mail"}}},
    }
    changed = (await api.patch(one, changes)).data["activation"]
    assert {**made, **changes} == changed == (await api.get(one)).data["activation"]
    assert {"status": "SUCCESS"} == (await api.delete(one)).data
    assert [404] * 2 == [(await api.get(one)).status, (await api.delete(one)).status]


async def test_a_destination_with_activations_is_not_parted(
    box: Sandbox, api: Api, space_id: str, destination: dict[str, Any]
) -> None:
    path = audience(box, space_id)
    made = await activate(api, path, await connect(api, path, destination["id"]))
    one = f"{path}/destination-connections/{destination['id']}"
    assert 409 == (await api.delete(one)).status
    await api.delete(f"{path}/activations/{made['id']}")
    assert 200 == (await api.delete(one)).status


async def test_only_linked_audiences_have_entities_to_send_along(
    box: Sandbox, api: Api, space_id: str, destination: dict[str, Any]
) -> None:
    entities = [{"relationshipSlug": "household", "properties": ["members"]}]
    linked, classic = audience(box, space_id, "LINKED"), audience(box, space_id)
    connection_id = await connect(api, linked, destination["id"])
    made = await activate(api, linked, connection_id, personalization={"entities": entities})
    assert {"profile": {"properties": []}, "entities": entities} == made["personalization"]
    made = await activate(api, classic, await connect(api, classic, destination["id"]))
    body = {"personalization": {"entities": []}}
    answer = await api.patch(f"{classic}/activations/{made['id']}", body)
    assert (400, "bad-request") == (answer.status, answer.errors[0]["type"])
    given = {"performResync": False, "activationType": "Audience Entered", "activationName": "Hello", **body}
    path = f"{classic}/destination-connections/{made['connectionId']}/activations"
    assert 400 == (await api.post(path, given)).status


async def test_an_activation_needs_a_connection_and_an_action_of_the_destination(
    box: Sandbox, api: Api, space_id: str, destination: dict[str, Any]
) -> None:
    path = audience(box, space_id)
    connection_id = await connect(api, path, destination["id"])
    body = {"performResync": True, "activationType": "Audience Exited", "activationName": "Bye"}
    assert 404 == (await api.post(f"{path}/destination-connections/nope/activations", body)).status
    answer = await api.post(
        f"{path}/destination-connections/{connection_id}/activations",
        {**body, "destinationMapping": {"actionId": "nope"}},
    )
    assert (422, "destinationMapping.actionId") == (answer.status, answer.errors[0]["field"])


async def test_what_goes_away_takes_its_connections_along(
    box: Sandbox, api: Api, space_id: str, destination: dict[str, Any]
) -> None:
    path, other = audience(box, space_id), audience(box, space_id)
    for one in (path, other):
        await activate(api, one, await connect(api, one, destination["id"]))
    warehouse = box.workspace.warehouses.add(metadata_id="kind-db", name="Main", settings=CONNECTION)
    await connect(api, path, warehouse["id"], "warehouse")
    await api.delete(path)
    assert [404] * 2 == [
        (await api.get(f"{path}/{kind}")).status for kind in ("activations", "destination-connections")
    ]
    await api.delete(f"/destinations/{destination['id']}")
    for kind, key in (("activations", "activations"), ("destination-connections", "connections")):
        assert [] == await api.every(f"{other}/{kind}", key, count=1)


async def test_supported_destinations_come_as_a_map_of_those_that_take_the_type() -> None:
    async with Sandbox(seed="demo") as box:
        api, space_id = Api(box.url, box.token), next(iter(box.workspace.spaces))
        path = f"/spaces/{space_id}/audienceType"
        found = {
            kind: (await api.get(f"{path}/{kind}/supported-destinations")).data
            for kind in ("USERS", "ACCOUNTS", "LINKED")
        }
        braze = found["LINKED"]["destinations"]["actions-braze-cloud"]
        action = braze["actions"][0]["id"]
        one = (await api.get(f"{path}/LINKED/supported-destinations?actionId={action}")).data
        slug = (await api.get(f"{path}/USERS/supported-destinations?slug=intercom")).data
        refused = await api.get(f"{path}/PETS/supported-destinations")
    destinations = {kind: set(data["destinations"]) for kind, data in found.items()}
    assert destinations["LINKED"] < destinations["USERS"]
    assert {"actions-braze-cloud"} <= destinations["USERS"] - destinations["ACCOUNTS"]
    assert len(destinations["USERS"]) == found["USERS"]["pagination"]["totalEntries"]
    assert {"actions-braze-cloud": {**braze, "actions": braze["actions"][:1]}} == one["destinations"]
    assert ["intercom"] == list(slug["destinations"])
    assert (422, "audienceType") == (refused.status, refused.errors[0]["field"])
