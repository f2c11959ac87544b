"""Transformations of events."""

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import Api

pytestmark = pytest.mark.anyio

WHOLE = {
    "destinationMetadataId": "kind-tool",
    "drop": False,
    "newEventName": "Order Paid",
    "propertyRenames": [{"oldName": "sum", "newName": "total"}],
    "propertyValueTransformations": [{"propertyPaths": ["properties.shop"], "propertyValue": "web"}],
    "fqlDefinedProperties": [{"fql": "properties.total", "propertyName": "properties.revenue"}],
    "allowProperties": ["total", "shop"],
    "hashPropertiesConfiguration": {"algorithm": "SHA256", "encoding": "HEX", "paths": ["traits.email"]},
}


@pytest.fixture
def source_id(box: Sandbox) -> str:
    """Create a source."""
    return str(box.workspace.sources.add(slug="web", metadata_id="kind-web")["id"])


def body(source_id: str, **changes: object) -> dict[str, object]:
    return {"name": "Tidy", "sourceId": source_id, "enabled": True, "if": 'type = "track"', **changes}


async def make(api: Api, source_id: str, **changes: object) -> dict[str, object]:
    answer = await api.post("/transformations", body(source_id, **changes))
    assert 200 == answer.status
    made: dict[str, object] = answer.data["transformation"]
    return made


@pytest.mark.parametrize("more", [{}, WHOLE], ids=["bare", "whole"])
async def test_a_transformation_reads_as_it_was_written(api: Api, source_id: str, more: dict[str, object]) -> None:
    made = await make(api, source_id, **more)
    assert {"id": made["id"], **body(source_id, **more)} == made
    assert {"transformation": made} == (await api.get(f"/transformations/{made['id']}")).data


async def test_an_update_changes_what_it_names_and_replaces_lists(api: Api, source_id: str) -> None:
    made = await make(api, source_id, **WHOLE)
    changes = {"enabled": False, "if": 'event = "Paid"', "propertyRenames": [{"oldName": "a", "newName": "b"}]}
    changed = (await api.patch(f"/transformations/{made['id']}", changes)).data["transformation"]
    assert {**made, **changes} == changed
    assert [changed] == await api.every("/transformations", "transformations", count=1)


async def test_a_deleted_transformation_is_gone_and_the_others_stay(api: Api, source_id: str) -> None:
    made = [await make(api, source_id, name=str(number)) for number in range(3)]
    assert {"status": "SUCCESS"} == (await api.delete(f"/transformations/{made[1]['id']}")).data
    assert [made[0], made[2]] == await api.every("/transformations", "transformations", count=1)
    path = f"/transformations/{made[1]['id']}"
    assert [404] * 3 == [
        answer.status for answer in (await api.get(path), await api.patch(path, {}), await api.delete(path))
    ]


async def test_the_transformations_of_a_source_go_with_it(api: Api, source_id: str) -> None:
    await make(api, source_id)
    await api.delete(f"/sources/{source_id}")
    assert [] == await api.every("/transformations", "transformations", count=1)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"sourceId": "nope"}, 404),
        ({"destinationMetadataId": "nope"}, 404),
        ({"if": "event = "}, 422),
        ({"propertyRenames": [{"oldName": "a"}]}, 422),
        ({"fqlDefinedProperties": [{"fql": "a", "propertyName": "b"}] * 2}, 422),
        ({"propertyValueTransformations": [{"propertyPaths": ["a"] * 11, "propertyValue": "b"}]}, 422),
    ],
)
async def test_what_could_not_work_is_neither_made_nor_written(
    api: Api, source_id: str, changes: dict[str, object], status: int
) -> None:
    made = await make(api, source_id)
    assert status == (await api.post("/transformations", body(source_id, **changes))).status
    assert status == (await api.patch(f"/transformations/{made['id']}", {"name": "Changed", **changes})).status
    assert [made] == await api.every("/transformations", "transformations", count=1)
