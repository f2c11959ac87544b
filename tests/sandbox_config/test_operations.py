"""Every operation of the Config API answers on the demo, as the specification promises."""

from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.config.handlers import HANDLERS
from segment_async.sandbox.spec import Endpoint, load
from segment_async.sandbox.store.permissions import OWNER, role_named
from tests.sandbox.support import NOW
from tests.sandbox_config.support import Config

pytestmark = pytest.mark.anyio

SHOP: Final = "workspaces/thistle-twine"
TOOL: Final = f"{SHOP}/sources/web-shop/destinations/actions-amplitude"
RULES: Final = {"events": [{"name": "Tea Poured", "rules": {"type": "object"}}]}
FUNCTION: Final = {"display_name": "Kettle", "code": "async function onRequest(request) {}"}
FILTER: Final = {"if": 'type = "track"', "actions": [{"type": "drop_event"}], "title": "No calls"}
REGULATION: Final = {"regulation_type": "Suppress", "attributes": {"name": "userId", "values": ["someone"]}}

BODIES: Final[Mapping[str, Any]] = {
    "createAccessToken": {"access_token": {"scopes": "workspace", "workspace_names": [SHOP]}},
    "createApp": {"app": {"display_name": "Teapot", "redirect_uris": ["http://localhost/callback"]}},
    "previewDestinationFilter": {"filter": FILTER, "input": '{"type": "track"}'},
    "createFunction": {"function": FUNCTION, "type": "SOURCE"},
    "updateFunction": {"function": FUNCTION, "update_mask": {"paths": ["function.code", "function.display_name"]}},
    "previewFunction": {"function": FUNCTION, "type": "SOURCE", "payload": '{"payload": {"body": {}}}'},
    "createInvite": {"invite": {"name": f"{SHOP}/invites/new@example.com", "policies": []}},
    "createWorkspaceRegulation": REGULATION,
    "createSourceRegulation": REGULATION,
    "createSource": {"source": {"name": f"{SHOP}/sources/teapot", "catalog_name": "catalog/sources/node.js"}},
    "createDestination": {"destination": {"name": f"{SHOP}/sources/web-shop/destinations/webhooks"}},
    "updateDestination": {"destination": {"enabled": True}, "update_mask": {"paths": ["destination.enabled"]}},
    "createDestinationFilter": {"filter": FILTER},
    "updateDestinationFilter": {"filter": FILTER, "update_mask": {"paths": ["title"]}},
    "updateSchemaConfig": {
        "schema_config": {"common_group_event_on_violations": "BLOCK"},
        "update_mask": {"paths": ["schema_config.common_group_event_on_violations"]},
    },
    "createTrackingPlan": {"tracking_plan": {"display_name": "Tea", "rules": RULES}},
    "updateTrackingPlan": {"tracking_plan": {"rules": RULES}, "update_mask": {"paths": ["tracking_plan.rules.events"]}},
    "createSourceConnection": {"source_name": f"{SHOP}/sources/journal"},
    "batchCreateSourceConnections": {"source_names": [f"{SHOP}/sources/crm", f"{SHOP}/sources/payments"]},
}

QUERIES: Final[Mapping[str, str]] = {
    "listFunctions": "?type=DESTINATION",
    "batchGetMetrics": f"?names={TOOL}/metrics/successes&names={TOOL}/metrics/discarded",
    "batchGetMetricsSummary": f"?names={TOOL}",
}

DELETED: Final[Mapping[str, tuple[str, str]]] = {
    "deleteSource": ("source_slug", "summer-sale"),
    "deleteDestination": ("destination_slug", "hotjar"),
    "deleteSourceConnection": ("source_slug", "gift-finder"),
}
"""What the operations that delete are aimed at, where others read their usual aim."""


class Demo:
    """A sandbox with the demo, and what its paths are filled with."""

    def __init__(self, box: Sandbox) -> None:
        self.box, space = box, box.workspace
        plans = [plan["resourceSchemaId"] for plan in space.tracking_plans.values()]
        guards = next(iter(space.destinations.filters.values()))
        functions = [function["id"] for function in space.functions.values() if "catalogId" in function]
        source = space.sources.by_slug("parcel-tracking")["id"]
        self.values = {
            "workspace_slug": "thistle-twine",
            "workspace_id": space.record["id"],
            "source_id": source,
            "source_slug": "web-shop",
            "destination_slug": "actions-amplitude",
            "tracking_plan_id": plans[2],
            "filter_id": next(iter(guards)),
            "function_id": functions[-1],
            "metric": "successes",
            "access_token_id": "1",
            "install_id": "1",
            "invite_id": "olga@shop.example.com",
            "regulation_id": list(space.regulations)[-1],
            "role_name": f"{SHOP}/roles/{OWNER}",
        }
        self.warehouse = next(iter(space.warehouses))
        self.user = next(iter(space.users))

    async def policy(self) -> str:
        """Return the name of a policy that can go."""
        listed = await Config(self.box).get(f"/{SHOP}/roles/-/policies")
        return next(each["name"] for each in listed["policies"] if role_named("PII Access") in each["name"])

    async def path(self, endpoint: Endpoint) -> str:
        changed = {"policy_name": await self.policy()} if endpoint.id == "deletePolicy" else {}
        if endpoint.tag.endswith("Catalog"):
            changed = {"source_slug": "node.js", "destination_slug": "customer.io"}
        if endpoint.id in DELETED:
            changed = dict([DELETED[endpoint.id]])
        return endpoint.path.format(**{**self.values, **changed})

    def body(self, endpoint: Endpoint) -> Any:
        if endpoint.id == "updateConnectedWarehouses":
            return {"warehouse_id": self.warehouse, "enabled": True}
        if endpoint.id == "createPolicy":
            return {"policy": {"subject": f"{SHOP}/users/{self.user}", "resource": f"{SHOP}/sources/journal"}}
        return BODIES.get(endpoint.id)


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """Let one sandbox serve all of these tests."""
    return "asyncio"


@pytest.fixture(scope="module")
async def demo() -> AsyncIterator[Demo]:
    async with Sandbox(seed="demo", clock=lambda: NOW) as box:
        yield Demo(box)


ENDPOINTS: Final = sorted(
    load("config").endpoints, key=lambda each: (each.method == "DELETE", each.id == "deleteTrackingPlan")
)
"""What deletes comes last, and last of all what others that delete need."""


def test_every_operation_has_a_handler_and_no_handler_lacks_its_operation() -> None:
    assert {endpoint.id for endpoint in ENDPOINTS} == set(HANDLERS)
    assert 65 == len(HANDLERS)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.id)
async def test_a_valid_request_is_answered_as_documented(demo: Demo, endpoint: Endpoint) -> None:
    password = b64encode(f"somebody@example.com:{demo.box.config_token}".encode()).decode()
    authorization = f"Basic {password}" if endpoint.schemes == ("basic",) else None
    target = await demo.path(endpoint) + QUERIES.get(endpoint.id, "")
    answer = await Config(demo.box, authorization).send(endpoint.method, target, demo.body(endpoint))
    assert (endpoint.success, "application/json") == (
        answer.status,
        answer.headers["Content-Type"].partition(";")[0],
    ), answer.text
    if endpoint.paging:
        assert endpoint.paging.items in answer.json
        assert "" == answer.json["next_page_token"]


@pytest.mark.parametrize(
    ("target", "key"),
    [("regulations", "regulations"), ("suppressed-users", "suppressed_users")],
)
async def test_every_list_without_pages_has_three_items_too(target: str, key: str) -> None:
    async with Sandbox(seed="demo", clock=lambda: NOW) as box:
        assert len((await Config(box).get(f"/{SHOP}/{target}"))[key]) >= 3


LONE: Final = {"listWorkspaces"}
"""A token opens one workspace, so there is one."""


@pytest.mark.parametrize(
    "endpoint", [each for each in ENDPOINTS if each.paging and each.id not in LONE], ids=lambda endpoint: endpoint.id
)
async def test_every_list_of_the_demo_has_three_items(endpoint: Endpoint) -> None:
    async with Sandbox(seed="demo", clock=lambda: NOW) as box:
        demo = Demo(box)
        target = await demo.path(endpoint) + QUERIES.get(endpoint.id, "")
        listed = await Config(box).get(target)
    assert endpoint.paging
    assert len(listed[endpoint.paging.items]) >= 3
