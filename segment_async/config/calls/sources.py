"""Calls of the *Sources* tag of the Segment Config API.

Generated from ``openapi/config/sources.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence

from segment_async._core.operation import Mask, Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.config.models.api import Empty
from segment_async.config.models.sources import (
    FunctionConfigEntryInput,
    SchemaConfig,
    Source,
    SourcesCommonGroupEventOnViolations,
    SourcesCommonIdentifyEventOnViolations,
    SourcesCommonTrackEventOnViolations,
)

LIST = Operation(
    "listSources",
    "GET",
    "/workspaces/{workspace_slug}/sources",
    Page[Source],
    tag="Sources",
    paging=Paging(
        "sources",
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
    "createSource",
    "POST",
    "/workspaces/{workspace_slug}/sources",
    Source,
    tag="Sources",
    replay="reconcile",
    natural_key=("source.name",),
    levels=(),
    names={
        "source.name": "workspaces/{workspace_slug}/sources/{source_slug}",
        "source.catalog_name": "catalog/sources/{catalog_source_slug}",
    },
)
DELETE = Operation(
    "deleteSource", "DELETE", "/workspaces/{workspace_slug}/sources/{source_slug}", Empty, tag="Sources",
    replay="convergent", levels=(),
)  # fmt: skip
GET = Operation(
    "getSource", "GET", "/workspaces/{workspace_slug}/sources/{source_slug}", Source, tag="Sources", levels=(),
)  # fmt: skip
UPDATE_CONNECTED_WAREHOUSES = Operation(
    "updateConnectedWarehouses", "PATCH", "/workspaces/{workspace_slug}/sources/{source_slug}/connected-warehouses",
    Empty, tag="Sources", replay="convergent", levels=(),
)  # fmt: skip
GET_SCHEMA_CONFIG = Operation(
    "getSchemaConfig", "GET", "/workspaces/{workspace_slug}/sources/{source_slug}/schema-config", SchemaConfig,
    tag="Sources", not_found=("nil pointer dereference",), levels=(),
)  # fmt: skip
UPDATE_SCHEMA_CONFIG = Operation(
    "updateSchemaConfig",
    "PATCH",
    "/workspaces/{workspace_slug}/sources/{source_slug}/schema-config",
    SchemaConfig,
    tag="Sources",
    replay="convergent",
    levels=(),
    mask=Mask(
        "schema_config",
        "schema_config.",
        (
            "allow_unplanned_track_events",
            "allow_unplanned_identify_traits",
            "allow_unplanned_group_traits",
            "forwarding_blocked_events_to",
            "allow_unplanned_track_event_properties",
            "allow_track_event_on_violations",
            "allow_identify_traits_on_violations",
            "allow_group_traits_on_violations",
            "forwarding_violations_to",
            "allow_track_properties_on_violations",
            "common_track_event_on_violations",
            "common_identify_event_on_violations",
            "common_group_event_on_violations",
        ),
    ),
)


class Sources(Resource):
    """Places that events come from, and how strictly their events are checked."""

    def list(self, *, page_size: int = 100) -> Paginator[Source]:
        """Walk through every source of the workspace."""
        return self._list(LIST, page_size=page_size)

    async def create(
        self,
        *,
        name: str,
        catalog_name: str,
        function_config: Sequence[FunctionConfigEntryInput] | Unset = UNSET,
        display_name: str | Unset = UNSET,
        labels: Mapping[str, str] | Unset = UNSET,
    ) -> Source:
        """Create a source.

        The last part of the name becomes its slug. Neither the name nor the kind can be changed afterwards.

        Args:
            name: Resource name; the last part becomes the slug.
            catalog_name: Which kind of source to create, by its resource name in the catalog.
            function_config: Settings of the function that it will run. Confidence: low.
            display_name: Human-readable name. Confidence: medium.
            labels: Its labels, each key with its value. Confidence: medium.
        """
        return await self._caller.call(
            CREATE,
            body={
                "source": {
                    "name": name,
                    "catalog_name": catalog_name,
                    "function_config": function_config,
                    "display_name": display_name,
                    "labels": labels,
                },
            },
        )

    async def delete(self, source: str) -> None:
        """Delete a source.

        Args:
            source: Slug of the source to delete.
        """
        await self._caller.call(DELETE, path={"source_slug": source})

    async def get(self, source: str) -> Source:
        """Read one source.

        Args:
            source: Slug of the source to read.
        """
        return await self._caller.call(GET, path={"source_slug": source})

    async def update_connected_warehouses(self, source: str, *, warehouse_id: str, enabled: bool) -> Empty:
        """Connect a source to a warehouse, or part them.

        Confidence: low, for it is inferred or known from one weak source; be ready for another answer.

        Args:
            source: Slug of the source to load or to stop loading.
            warehouse_id: Id of the warehouse.
            enabled: Whether the warehouse is loaded with the source.
        """
        return await self._caller.call(
            UPDATE_CONNECTED_WAREHOUSES,
            path={"source_slug": source},
            body={"warehouse_id": warehouse_id, "enabled": enabled},
        )

    async def get_schema_config(self, source: str) -> SchemaConfig:
        """Read how strictly the events of a source are checked.

        A missing source is answered with an internal error instead of a 404.

        Args:
            source: Slug of the source whose settings to read.
        """
        return await self._caller.call(GET_SCHEMA_CONFIG, path={"source_slug": source})

    async def update_schema_config(
        self,
        source: str,
        *,
        allow_unplanned_track_events: bool | Unset = UNSET,
        allow_unplanned_identify_traits: bool | Unset = UNSET,
        allow_unplanned_group_traits: bool | Unset = UNSET,
        forwarding_blocked_events_to: str | Unset = UNSET,
        allow_unplanned_track_event_properties: bool | Unset = UNSET,
        allow_track_event_on_violations: bool | Unset = UNSET,
        allow_identify_traits_on_violations: bool | Unset = UNSET,
        allow_group_traits_on_violations: bool | Unset = UNSET,
        forwarding_violations_to: str | Unset = UNSET,
        allow_track_properties_on_violations: bool | Unset = UNSET,
        common_track_event_on_violations: SourcesCommonTrackEventOnViolations | Unset = UNSET,
        common_identify_event_on_violations: SourcesCommonIdentifyEventOnViolations | Unset = UNSET,
        common_group_event_on_violations: SourcesCommonGroupEventOnViolations | Unset = UNSET,
        clear: Sequence[str] = (),
    ) -> SchemaConfig:
        """Change how strictly the events of a source are checked.

        What you leave out stays as it is. A read right after may still show the old settings.

        Args:
            source: Slug of the source whose settings to change.
            allow_unplanned_track_events: Whether events that the tracking plan lacks are let through.
            allow_unplanned_identify_traits: Whether traits of people that the tracking plan lacks are kept.
            allow_unplanned_group_traits: Whether traits of groups that the tracking plan lacks are kept.
            forwarding_blocked_events_to: Slug of the source that gets what was blocked as unplanned; empty for
                none.
            allow_unplanned_track_event_properties: Whether properties that the tracking plan lacks are kept in
                events.
            allow_track_event_on_violations: Whether events that break a rule are let through.
            allow_identify_traits_on_violations: Whether traits of people that break a rule are kept.
            allow_group_traits_on_violations: Whether traits of groups that break a rule are kept.
            forwarding_violations_to: Slug of the source that gets word of each violation; empty for none.
            allow_track_properties_on_violations: Whether properties that break a rule are kept in events.
            common_track_event_on_violations: What happens to track calls that break a rule for all events.
            common_identify_event_on_violations: What happens to identify calls that break a rule for all
                events.
            common_group_event_on_violations: What happens to group calls that break a rule for all events.
            clear: Names of fields to reset to their empty value.
        """
        return await self._update(
            UPDATE_SCHEMA_CONFIG,
            path={"source_slug": source},
            changes={
                "allow_unplanned_track_events": allow_unplanned_track_events,
                "allow_unplanned_identify_traits": allow_unplanned_identify_traits,
                "allow_unplanned_group_traits": allow_unplanned_group_traits,
                "forwarding_blocked_events_to": forwarding_blocked_events_to,
                "allow_unplanned_track_event_properties": allow_unplanned_track_event_properties,
                "allow_track_event_on_violations": allow_track_event_on_violations,
                "allow_identify_traits_on_violations": allow_identify_traits_on_violations,
                "allow_group_traits_on_violations": allow_group_traits_on_violations,
                "forwarding_violations_to": forwarding_violations_to,
                "allow_track_properties_on_violations": allow_track_properties_on_violations,
                "common_track_event_on_violations": common_track_event_on_violations,
                "common_identify_event_on_violations": common_identify_event_on_violations,
                "common_group_event_on_violations": common_group_event_on_violations,
            },
            clear=clear,
        )
