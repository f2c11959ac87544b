"""Calls of the *Tracking Plans* tag of the Segment Config API.

Generated from ``openapi/config/tracking_plans.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Mask, Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.config.models.api import Empty
from segment_async.config.models.tracking_plans import (
    SourceConnection,
    SourceConnectionsResponse,
    TrackingPlan,
    TrackingPlanRulesInput,
)

LIST = Operation(
    "listTrackingPlans",
    "GET",
    "/workspaces/{workspace_slug}/tracking-plans",
    Page[TrackingPlan],
    tag="Tracking Plans",
    paging=Paging(
        "tracking_plans",
        cursor="page_token",
        count="page_size",
        next="next_page_token",
        previous=None,
        total=None,
        maximum=100,
        optional=True,
        bare=True,
        default=100,
    ),
    levels=(),
)
CREATE = Operation(
    "createTrackingPlan", "POST", "/workspaces/{workspace_slug}/tracking-plans", TrackingPlan, tag="Tracking Plans",
    replay="reconcile", natural_key=("tracking_plan.display_name",), levels=(),
)  # fmt: skip
DELETE = Operation(
    "deleteTrackingPlan", "DELETE", "/workspaces/{workspace_slug}/tracking-plans/{tracking_plan_id}", Empty,
    tag="Tracking Plans", replay="convergent", levels=(),
)  # fmt: skip
GET = Operation(
    "getTrackingPlan", "GET", "/workspaces/{workspace_slug}/tracking-plans/{tracking_plan_id}", TrackingPlan,
    tag="Tracking Plans", levels=(),
)  # fmt: skip
UPDATE = Operation(
    "updateTrackingPlan",
    "PUT",
    "/workspaces/{workspace_slug}/tracking-plans/{tracking_plan_id}",
    TrackingPlan,
    tag="Tracking Plans",
    replay="convergent",
    levels=(),
    mask=Mask(
        "tracking_plan",
        "tracking_plan.",
        ("display_name", "rules", "rules.global", "rules.events", "rules.identify", "rules.group"),
    ),
)
LIST_SOURCE_CONNECTIONS = Operation(
    "listSourceConnections",
    "GET",
    "/workspaces/{workspace_slug}/tracking-plans/{tracking_plan_id}/source-connections",
    Page[SourceConnection],
    tag="Tracking Plans",
    paging=Paging(
        "connections",
        cursor="page_token",
        count="page_size",
        next="next_page_token",
        previous=None,
        total=None,
        maximum=100,
        optional=True,
        bare=True,
        default=100,
    ),
    levels=(),
)
CREATE_SOURCE_CONNECTION = Operation(
    "createSourceConnection", "POST",
    "/workspaces/{workspace_slug}/tracking-plans/{tracking_plan_id}/source-connections", SourceConnection,
    tag="Tracking Plans", replay="reconcile", natural_key=("source_name",), levels=(),
    names={"source_name": "workspaces/{workspace_slug}/sources/{source_slug}"},
)  # fmt: skip
DELETE_SOURCE_CONNECTION = Operation(
    "deleteSourceConnection", "DELETE",
    "/workspaces/{workspace_slug}/tracking-plans/{tracking_plan_id}/source-connections/{source_slug}", Empty,
    tag="Tracking Plans", replay="convergent", levels=(),
)  # fmt: skip
BATCH_CREATE_SOURCE_CONNECTIONS = Operation(
    "batchCreateSourceConnections", "POST",
    "/workspaces/{workspace_slug}/tracking-plans/{tracking_plan_id}/source-connections:batchCreateConnections",
    SourceConnectionsResponse, tag="Tracking Plans", replay="reconcile", natural_key=("source_names",), levels=(),
    names={"source_names[]": "workspaces/{workspace_slug}/sources/{source_slug}"},
)  # fmt: skip


class TrackingPlans(Resource):
    """Agreed events and properties, and the sources held to them."""

    def list(self, *, page_size: int = 100) -> Paginator[TrackingPlan]:
        """Walk through the tracking plans of the workspace.

        The events of the rules may be empty here.
        """
        return self._list(LIST, page_size=page_size)

    async def create(self, *, display_name: str, rules: TrackingPlanRulesInput | Unset = UNSET) -> TrackingPlan:
        """Create a tracking plan.

        A plan may be 2 MB large, by what others report.

        Args:
            display_name: Human-readable name.
            rules: What events must be like.
        """
        return await self._caller.call(
            CREATE,
            body={
                "tracking_plan": {"display_name": display_name, "rules": rules},
            },
        )

    async def delete(self, tracking_plan: str) -> None:
        """Delete a tracking plan.

        Args:
            tracking_plan: Id of the plan to delete; it starts with rs_. The app shows another, which this API
                does not take.
        """
        await self._caller.call(DELETE, path={"tracking_plan_id": tracking_plan})

    async def get(self, tracking_plan: str) -> TrackingPlan:
        """Read a tracking plan with its rules.

        A deleted plan may still be answered; whether it exists, the list tells.

        Args:
            tracking_plan: Id of the plan to read; it starts with rs_. The app shows another, which this API
                does not take.
        """
        return await self._caller.call(GET, path={"tracking_plan_id": tracking_plan})

    async def update(
        self,
        tracking_plan: str,
        *,
        display_name: str | Unset = UNSET,
        rules: TrackingPlanRulesInput | Unset = UNSET,
        clear: Sequence[str] = (),
    ) -> TrackingPlan:
        """Change a tracking plan.

        What you leave out stays as it is, but rules replaces every rule of the plan. For a large plan the answer
        may lack the events: read it again. A plan may be 2 MB large, by what others report.

        Args:
            tracking_plan: Id of the plan to change; it starts with rs_. The app shows another, which this API
                does not take.
            display_name: Human-readable name.
            rules: What events must be like.
            clear: Names of fields to reset to their empty value; of parts of them: ``rules.global``,
                ``rules.events``, ``rules.identify`` and ``rules.group``.
        """
        return await self._update(
            UPDATE,
            path={"tracking_plan_id": tracking_plan},
            changes={"display_name": display_name, "rules": rules},
            clear=clear,
        )

    def list_source_connections(self, tracking_plan: str, *, page_size: int = 100) -> Paginator[SourceConnection]:
        """Walk through the sources that are held to a tracking plan.

        Args:
            tracking_plan: Id of the plan; it starts with rs_. The app shows another, which this API does not
                take.
            page_size: Items a page may hold, 100 at most.
        """
        return self._list(LIST_SOURCE_CONNECTIONS, page_size=page_size, path={"tracking_plan_id": tracking_plan})

    async def create_source_connection(self, tracking_plan: str, *, source_name: str) -> SourceConnection:
        """Hold a source to a tracking plan.

        Args:
            tracking_plan: Id of the plan; it starts with rs_. The app shows another, which this API does not
                take.
            source_name: The source, by its resource name.
        """
        return await self._caller.call(
            CREATE_SOURCE_CONNECTION, path={"tracking_plan_id": tracking_plan}, body={"source_name": source_name}
        )

    async def delete_source_connection(self, tracking_plan: str, source: str | Unset = UNSET) -> None:
        """Hold a source to a tracking plan no longer.

        Args:
            tracking_plan: Id of the plan; it starts with rs_. The app shows another, which this API does not
                take. A whole resource name stands for what follows too.
            source: Slug of the source to set free, not its resource name.
        """
        await self._caller.call(
            DELETE_SOURCE_CONNECTION, path={"tracking_plan_id": tracking_plan, "source_slug": source}
        )

    async def batch_create_source_connections(
        self, tracking_plan: str, *, source_names: Sequence[str]
    ) -> SourceConnectionsResponse:
        """Hold several sources to a tracking plan.

        Confidence: medium, for it is known from clients that others have written.

        Args:
            tracking_plan: Id of the plan; it starts with rs_. The app shows another, which this API does not
                take.
            source_names: The sources, by their resource names.
        """
        return await self._caller.call(
            BATCH_CREATE_SOURCE_CONNECTIONS,
            path={"tracking_plan_id": tracking_plan},
            body={"source_names": source_names},
        )
