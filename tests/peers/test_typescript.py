"""Segment's own TypeScript SDK works against the sandbox; it comes from npm, so a nox session of its own runs this."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import anyio
import pytest

from segment_async import PublicClient
from segment_async.sandbox import Sandbox

pytestmark = [pytest.mark.peers, pytest.mark.anyio]

HERE: Final = Path(__file__).parent / "typescript"

GONE: Final = {"EdgeFunctionsApi.getLatestFromEdgeFunctions"}
"""What version 47 of the SDK calls and version 73 of the API no longer has."""

LISTS: Final = {
    "sourceId": "listSources",
    "destinationId": "listDestinations",
    "warehouseId": "listWarehouses",
    "trackingPlanId": "listTrackingPlans",
    "spaceId": "listSpaces",
    "userGroupId": "listUserGroups",
    "userId": "listUsers",
    "credentialId": "listCredentials",
    "transformationId": "listTransformations",
    "modelId": "listReverseEtlModels",
    "regulateId": "listWorkspaceRegulations",
    "sourceMetadataId": "getSourcesCatalog",
    "destinationMetadataId": "getDestinationsCatalog",
    "warehouseMetadataId": "getWarehousesCatalog",
}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the SDK beside the scripts, outside of the repository."""
    npm = shutil.which("npm")
    assert npm, "install Node and npm"
    folder = tmp_path_factory.mktemp("typescript")
    shutil.copytree(HERE, folder, dirs_exist_ok=True)
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    return folder


async def first(segment: PublicClient, operation_id: str, **arguments: Any) -> dict[str, Any]:
    """Return the first thing that a list holds."""
    data = (await segment.call_raw(operation_id, **arguments)).json["data"]
    found: dict[str, Any] = next(value for value in data.values() if isinstance(value, list))[0]
    return found


async def ids_for(segment: PublicClient) -> dict[str, str]:
    """Return a value for each parameter that the SDK's methods take."""
    now = datetime.now(UTC)
    ids = {name: (await first(segment, operation_id))["id"] for name, operation_id in LISTS.items()}
    destination = await first(segment, "listDestinations")
    space, function = {"spaceId": ids["spaceId"]}, {"resourceType": "INSERT_DESTINATION"}
    audience = await first(segment, "listAudiences", path=space)
    ids |= {
        "sourceId": destination["sourceId"],
        "destinationConfigId": destination["id"],
        "functionId": (await first(segment, "listFunctions", query=function))["id"],
        "listSelectiveSyncsFromWarehouseAndSpace.warehouseId": (
            await first(segment, "listProfilesWarehouseInSpace", path=space)
        )["id"],
        "filterId": (await first(segment, "listFiltersFromDestination", path={"destinationId": destination["id"]}))[
            "id"
        ],
        "getSubscriptionFromDestination.id": (
            await first(segment, "listSubscriptionsFromDestination", path={"destinationId": destination["id"]})
        )["id"],
        "getComputedTrait.id": (await first(segment, "listComputedTraits", path=space))["id"],
        "getAudience.id": audience["id"],
        "startTime": (now - timedelta(days=5)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "endTime": (now - timedelta(minutes=2)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "period": now.strftime("%Y-%m-01"),
        "granularity": "DAY",
        "message": "hello",
        "resourceType": "DESTINATION",
    }
    path = {"functionId": ids["functionId"]}
    ids["versionId"] = (await first(segment, "listFunctionVersions", path=path))["id"]
    ids["instanceId"] = (await first(segment, "listInsertFunctionInstances", query=path))["id"]
    return ids | await sync_of(segment)


async def sync_of(segment: PublicClient) -> dict[str, str]:
    """Return a sync of a reverse ETL model; syncs are listed by model and subscription."""
    async for destination in segment.destinations.list():
        async for subscription in segment.destinations.list_subscriptions(destination.id):
            if subscription.model_id:
                pages = segment.reverse_etl.list_sync_statuses(subscription.model_id, subscription.id)
                async for sync in pages:
                    return {"getReverseETLSyncFromModel.modelId": subscription.model_id, "syncId": sync.sync_id}
    return {}


async def run(packages: Path, script: str) -> dict[str, Any]:
    async with Sandbox(seed="demo") as box, PublicClient(box.token, base_url=box.url) as segment:
        ids = json.dumps(await ids_for(segment))
        environment = {**os.environ, "URL": box.url, "TOKEN": box.token, "IDS": ids}
        done = await anyio.run_process(["node", script], cwd=packages, env=environment)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


async def test_every_list_and_get_works_to_the_end(packages: Path) -> None:
    result = await run(packages, "walk.js")
    assert {} == {name: why for name, why in result["failed"].items() if name not in GONE}
    assert result["calls"] == 78
    assert result["pages"] > result["calls"]


async def test_one_of_each_kind_is_created_read_changed_and_deleted(packages: Path) -> None:
    result = await run(packages, "trips.js")
    assert {} == result["failed"]
    assert result["trips"] == 12
