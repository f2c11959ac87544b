"""A valid request for each operation, on the sandbox's seed ``demo``: names are taken from lists."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

from segment_async import ConfigClient, Token
from segment_async.sandbox import Sandbox
from tests.config.endpoints import takes_account
from tests.config.faces import last
from tests.contract.demo import Demo, Fresh, Of, Value, where
from tests.contract.specification import CONFIG_ENDPOINTS
from tests.contract.wire import Unlimited


def slug(key: str, test: Any = lambda item: item) -> Any:
    """Return what picks the last part of the name of the first item of a list that passes a test."""
    return lambda data: last(where(key, test, "name")(data))


def own(data: Any) -> str:
    """Return the last part of the name of what was answered."""
    return last(data["name"])


SOURCE: Final = Of("listSources", slug("sources"))
DESTINATION: Final = Of("listDestinations", slug("destinations"))
PLAN: Final = Of("listTrackingPlans", slug("tracking_plans"))
FUNCTION: Final = Of("listFunctions", "functions.0.id")
RUNS_FUNCTION: Final = Of("listSources", where("sources", lambda source: "function_config" in source))
NEW_SOURCE: Final = Of("createSource", own)

PATHS: Final[Mapping[str, Value]] = {
    "access_token_id": Of("listAccessTokens", slug("access_tokens")),
    "destination_slug": DESTINATION,
    "filter_id": Of("listDestinationFilters", slug("filters")),
    "function_id": FUNCTION,
    "install_id": Of("createApp", own),
    "invite_id": Of("listInvites", slug("invites")),
    "metric": "successes",
    "policy_name": Of("listPolicies", "policies.0.name"),
    "regulation_id": Of("listWorkspaceRegulations", "regulations.0.regulate_id"),
    "role_name": Of("listRoles", "roles.1.name"),
    "source_id": RUNS_FUNCTION,
    "source_slug": SOURCE,
    "tracking_plan_id": PLAN,
    # What a request to one operation needs besides.
    "deleteAccessToken:access_token_id": Of("createAccessToken", own),
    "deleteDestination:destination_slug": Of("listDestinations", lambda data: last(data["destinations"][-1]["name"])),
    "deleteDestinationFilter:filter_id": Of("createDestinationFilter", own),
    "deleteFunction:function_id": Of("createFunction", "id"),
    "deleteInvite:invite_id": Of("createInvite", own),
    "deletePolicy:policy_name": Of("createPolicy", "name"),
    "deleteRegulation:regulation_id": Of("createWorkspaceRegulation", "regulate_id"),
    "deleteSource:source_slug": NEW_SOURCE,
    "deleteSourceConnection:source_slug": Of(
        "listSourceConnections", lambda data: last(data["connections"][0]["source_name"])
    ),
    "deleteTrackingPlan:tracking_plan_id": Of("createTrackingPlan", own),
    "getCatalogDestination:destination_slug": Of("listCatalogDestinations", slug("destinations")),
    "getCatalogSource:source_slug": Of("listCatalogSources", slug("sources")),
}
"""Values in the URL: by operation and parameter, by the segment before a parameter, or by the parameter alone."""

DAYS: Final = {"start_time": "2026-01-28T00:00:00Z", "end_time": "2026-01-31T00:00:00Z", "granularity": "DAY"}

QUERIES: Final[Mapping[str, Mapping[str, Value]]] = {
    "batchGetMetrics": {**DAYS, "names": ["successes", "discarded"]},
    "batchGetMetricsSummary": {**DAYS, "names": [Of("listDestinations", "destinations.0.name")]},
    "getMetric": DAYS,
    "getMetricsSummary": DAYS,
    "listFunctions": {"type": "SOURCE"},
    "listMetrics": DAYS,
    "createFunction": {"type": "SOURCE"},
}
"""What has to stand in the query."""

RULES: Final = {"events": [{"name": "Contract Signed", "rules": {"type": "object"}}]}
CODE: Final = "async function onRequest(request, settings) {}"
FILTER: Final = {"if": 'type = "track"', "actions": [{"type": "drop_event"}], "title": Fresh(), "enabled": False}
SUPPRESSION: Final = {"regulation_type": "Suppress", "attributes": {"name": "userId", "values": [Fresh()]}}

BODIES: Final[Mapping[str, Mapping[str, Value]]] = {
    "batchCreateSourceConnections": {"source_names": [NEW_SOURCE, NEW_SOURCE]},
    "createAccessToken": {
        "access_token": {"scopes": "workspace", "workspace_names": [Of("listWorkspaces", "workspaces.0.name")]}
    },
    "createApp": {"app": {"display_name": Fresh(), "redirect_uris": ["http://localhost/callback"]}},
    "createDestination": {"destination": {"name": "webhooks", "enabled": True}},
    "createDestinationFilter": {"filter": FILTER},
    "createFunction": {"function": {"display_name": Fresh(), "code": CODE}},
    "createInvite": {"invite": {"name": Fresh(end="@example.com")}},
    "createPolicy": {
        "policy": {
            "subject": Of("listPolicies", "policies.0.subject"),
            "resource": Of("createSource", "name"),
        }
    },
    "createSource": {"source": {"name": Fresh(), "catalog_name": "http-api"}},
    "createSourceConnection": {"source_name": NEW_SOURCE},
    "createSourceRegulation": SUPPRESSION,
    "createTrackingPlan": {"tracking_plan": {"display_name": Fresh(), "rules": RULES}},
    "createWorkspaceRegulation": SUPPRESSION,
    "previewDestinationFilter": {"filter": {**FILTER, "title": "Contracts"}, "input": '{"type": "track"}'},
    "previewFunction": {"function": {"code": CODE}, "type": "SOURCE", "payload": '{"payload": {"body": {}}}'},
    "updateConnectedWarehouses": {"warehouse_id": None, "enabled": True},
    "updateDestination": {
        "destination": {"display_name": Fresh()},
        "update_mask": {"paths": ["destination.display_name"]},
    },
    "updateDestinationFilter": {"filter": {"title": Fresh()}, "update_mask": {"paths": ["title"]}},
    "updateFunction": {
        "function": {"display_name": Fresh()},
        "update_mask": {"paths": ["function.display_name"]},
    },
    "updateSchemaConfig": {
        "schema_config": {"common_group_event_on_violations": "BLOCK"},
        "update_mask": {"paths": ["schema_config.common_group_event_on_violations"]},
    },
    "updateTrackingPlan": {"tracking_plan": {"rules": RULES}, "update_mask": {"paths": ["tracking_plan.rules"]}},
}
"""What the body holds; nothing where there is no body."""


@asynccontextmanager
async def config_demo_of(box: Sandbox, warehouse_id: str) -> AsyncIterator[Demo]:
    """Open clients of a sandbox that has the seed ``demo``: one with a token, one with an account.

    Args:
        box: The sandbox.
        warehouse_id: Id of a warehouse; the Config API has no list of them.
    """
    options: dict[str, Any] = {"base_url": box.url, "retries": 0, "limiter": Unlimited(), "strict": True}
    account = Token.account("me@example.com", box.config_token)
    bodies = {**BODIES, "updateConnectedWarehouses": {"warehouse_id": warehouse_id, "enabled": True}}
    async with AsyncExitStack() as stack:
        by_token = await stack.enter_async_context(ConfigClient(box.config_token, **options))
        by_account = await stack.enter_async_context(ConfigClient(account, **options))
        yield Demo(
            lambda endpoint: by_account if takes_account(endpoint) else by_token,
            CONFIG_ENDPOINTS,
            paths=PATHS,
            queries=QUERIES,
            bodies=bodies,
        )
