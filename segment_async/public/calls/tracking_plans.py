"""Calls of the *Tracking Plans* tag of the Segment Public API.

Generated from ``openapi/public/tracking_plans.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.sources import Source
from segment_async.public.models.tracking_plans import (
    RemoveRule,
    Rule,
    RuleInput,
    TrackingPlan,
    TrackingPlansStatus,
    TrackingPlanType,
    UpsertRule,
)

LIST = Operation(
    "listTrackingPlans", "GET", "/tracking-plans", Page[TrackingPlan], tag="Tracking Plans",
    paging=Paging("trackingPlans"),
)  # fmt: skip
CREATE = Operation(
    "createTrackingPlan", "POST", "/tracking-plans", TrackingPlan, tag="Tracking Plans", key="trackingPlan",
    replay="reconcile", natural_key=("name", "type"),
)  # fmt: skip
DELETE = Operation(
    "deleteTrackingPlan", "DELETE", "/tracking-plans/{trackingPlanId}", str, tag="Tracking Plans", key="status",
    replay="convergent",
)  # fmt: skip
GET = Operation(
    "getTrackingPlan", "GET", "/tracking-plans/{trackingPlanId}", TrackingPlan, tag="Tracking Plans",
    key="trackingPlan",
)  # fmt: skip
UPDATE = Operation(
    "updateTrackingPlan", "PATCH", "/tracking-plans/{trackingPlanId}", str, tag="Tracking Plans", key="status",
    replay="convergent",
)  # fmt: skip
REMOVE_RULES = Operation(
    "removeRulesFromTrackingPlan", "DELETE", "/tracking-plans/{trackingPlanId}/rules", str, tag="Tracking Plans",
    key="status", replay="convergent",
)  # fmt: skip
LIST_RULES = Operation(
    "listRulesFromTrackingPlan", "GET", "/tracking-plans/{trackingPlanId}/rules", Page[Rule], tag="Tracking Plans",
    paging=Paging("rules"), limit=per_minute(200),
)  # fmt: skip
UPDATE_RULES = Operation(
    "updateRulesInTrackingPlan", "PATCH", "/tracking-plans/{trackingPlanId}/rules", str, tag="Tracking Plans",
    key="status", replay="convergent",
)  # fmt: skip
REPLACE_RULES = Operation(
    "replaceRulesInTrackingPlan", "PUT", "/tracking-plans/{trackingPlanId}/rules", str, tag="Tracking Plans",
    key="status", replay="convergent",
)  # fmt: skip
REMOVE_SOURCE = Operation(
    "removeSourceFromTrackingPlan", "DELETE", "/tracking-plans/{trackingPlanId}/sources", str, tag="Tracking Plans",
    key="status", replay="convergent",
)  # fmt: skip
LIST_SOURCES = Operation(
    "listSourcesFromTrackingPlan", "GET", "/tracking-plans/{trackingPlanId}/sources", Page[Source],
    tag="Tracking Plans", paging=Paging("sources"),
)  # fmt: skip
ADD_SOURCE = Operation(
    "addSourceToTrackingPlan", "POST", "/tracking-plans/{trackingPlanId}/sources", str, tag="Tracking Plans",
    key="status", replay="reconcile", natural_key=("sourceId",),
)  # fmt: skip


class TrackingPlans(Resource):
    """Agreed events and properties, and the sources held to them."""

    def list(self, *, type: TrackingPlanType | Unset = UNSET, page_size: int = 200) -> Paginator[TrackingPlan]:
        """Walk through the tracking plans of the workspace.

        Event and property libraries are listed among the plans: filter by type to leave them out. Rules are not
        part of the answer. A 404 can mean that the workspace lacks the feature. Needs the *Protocols* feature.

        Args:
            type: Lists only plans of this type, LIVE for the ordinary ones; all types if left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST, page_size=page_size, query={"type": type})

    async def create(self, *, name: str, type: TrackingPlanType, description: str | Unset = UNSET) -> TrackingPlan:
        """Create an empty tracking plan.

        Rules and sources are added by calls of their own. Sending this twice can leave two plans of one name. Needs
        the *Protocols* feature.

        Args:
            name: Human-readable name.
            type: What kind of plan to create; LIVE for one that checks the events of sources.
            description: What the plan is for.
        """
        return await self._caller.call(CREATE, body={"name": name, "description": description, "type": type})

    async def delete(self, tracking_plan_id: str) -> None:
        """Delete a tracking plan.

        No call brings a plan back, so read its rules out first if you may want them again. Needs the *Protocols*
        feature.

        Args:
            tracking_plan_id: Id of the tracking plan to delete.
        """
        await self._caller.call(DELETE, path={"trackingPlanId": tracking_plan_id})

    async def get(self, tracking_plan_id: str) -> TrackingPlan:
        """Read one tracking plan, without its rules.

        Ids starting with rs_ belong to the older Config API and do not work here. A 404 can also mean that the
        workspace lacks the feature. Needs the *Protocols* feature.

        Args:
            tracking_plan_id: Id of the tracking plan to read; ids of this API start with tp_.
        """
        return await self._caller.call(GET, path={"trackingPlanId": tracking_plan_id})

    async def update(
        self, tracking_plan_id: str, *, name: str | Unset = UNSET, description: str | Unset = UNSET
    ) -> TrackingPlansStatus:
        """Change the name or the description of a tracking plan.

        The rules and the type stay as they are. The answer confirms the change without repeating the plan; read the
        plan again to see it. Needs the *Protocols* feature.

        Args:
            tracking_plan_id: Id of the tracking plan to change.
            name: New human-readable name.
            description: New explanation of what the plan is for.
        """
        return await self._caller.call(
            UPDATE, path={"trackingPlanId": tracking_plan_id}, body={"name": name, "description": description}
        )

    async def remove_rules(self, tracking_plan_id: str, *, rules: Sequence[RemoveRule]) -> None:
        """Remove some rules from a tracking plan.

        A long list goes out in several requests of at most 200 items and 7,000 bytes of address, so a failure can
        leave it half done. All other rules stay. Validation can take up to 15 minutes to follow. Needs the
        *Protocols* feature.

        Args:
            tracking_plan_id: Id of the tracking plan to take the rules from.
            rules: The rules to remove, each named by type, key and version.
        """
        await self._caller.call(REMOVE_RULES, path={"trackingPlanId": tracking_plan_id}, query={"rules": rules})

    def list_rules(self, tracking_plan_id: str, *, page_size: int = 200) -> Paginator[Rule]:
        """Walk through the rules of a tracking plan.

        A rule in force can carry the zero date 0001-01-01T00:00:00.000Z as its deprecation time; read that as not
        deprecated. The server rewrites schemas when it saves them, so one read back may differ in form from the one
        you sent. Segment takes at most 200 of these a minute. Needs the *Protocols* feature.

        Args:
            tracking_plan_id: Id of the tracking plan the rules belong to.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_RULES, page_size=page_size, path={"trackingPlanId": tracking_plan_id})

    async def update_rules(self, tracking_plan_id: str, *, rules: Sequence[UpsertRule]) -> TrackingPlansStatus:
        """Add rules to a tracking plan, or change rules it has.

        A rule is matched by type, key and version: a match is overwritten, anything else is added, and rules you do
        not send stay. One call takes 200 rules in most workspaces. Validation can take up to 15 minutes to follow.
        Needs the *Protocols* feature.

        Args:
            tracking_plan_id: Id of the tracking plan to write the rules to.
            rules: Rules to write, 200 at most in most workspaces; others are left alone.
        """
        return await self._caller.call(UPDATE_RULES, path={"trackingPlanId": tracking_plan_id}, body={"rules": rules})

    async def replace_rules(self, tracking_plan_id: str, *, rules: Sequence[RuleInput]) -> TrackingPlansStatus:
        """Replace all rules of a tracking plan.

        Every rule you do not send is deleted, so never send a part of the list. One call takes 200 rules in most
        workspaces and a second call would undo the first: for a larger plan, update and remove rules in batches
        instead. Needs the *Protocols* feature.

        Args:
            tracking_plan_id: Id of the tracking plan whose rules are replaced.
            rules: All rules the plan shall have, 200 at most in most workspaces; others are deleted.
        """
        return await self._caller.call(REPLACE_RULES, path={"trackingPlanId": tracking_plan_id}, body={"rules": rules})

    async def remove_source(self, tracking_plan_id: str, *, source_id: str) -> None:
        """Disconnect a source from a tracking plan.

        Neither the source nor the plan is deleted; the plan just no longer validates the events of that source.
        Leaves *Source Modified* in the audit trail. Needs the *Protocols* feature.

        Args:
            tracking_plan_id: Id of the tracking plan to disconnect from.
            source_id: Id of the source to disconnect.
        """
        await self._caller.call(REMOVE_SOURCE, path={"trackingPlanId": tracking_plan_id}, query={"sourceId": source_id})

    def list_sources(self, tracking_plan_id: str, *, page_size: int = 200) -> Paginator[Source]:
        """Walk through the sources connected to a tracking plan.

        Needs the *Protocols* feature.

        Args:
            tracking_plan_id: Id of the tracking plan the sources are connected to.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_SOURCES, page_size=page_size, path={"trackingPlanId": tracking_plan_id})

    async def add_source(self, tracking_plan_id: str, *, source_id: str) -> TrackingPlansStatus:
        """Connect a source to a tracking plan.

        A source can be connected to only one plan, a plan to many sources. Right after the source or the plan was
        created this can fail for a short while; trying again helps. Leaves *Source Modified* in the audit trail.
        Needs the *Protocols* feature.

        Args:
            tracking_plan_id: Id of the tracking plan to connect to.
            source_id: Id of the source to connect; it must not be in another plan.
        """
        return await self._caller.call(
            ADD_SOURCE, path={"trackingPlanId": tracking_plan_id}, body={"sourceId": source_id}
        )
