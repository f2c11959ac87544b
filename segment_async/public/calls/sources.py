"""Calls of the *Sources* tag of the Segment Public API.

Generated from ``openapi/public/sources.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.destinations import Destination
from segment_async.public.models.labels import Label, LabelInput
from segment_async.public.models.sources import (
    GetSourceOutput,
    GroupSourceSettingsInput,
    IdentifySourceSettingsInput,
    ListSchemaSettingsInSourceOutput,
    Source,
    TrackSourceSettingsInput,
    UpdateSchemaSettingsInSourceOutput,
)
from segment_async.public.models.warehouses import Warehouse

LIST = Operation("listSources", "GET", "/sources", Page[Source], tag="Sources", paging=Paging("sources"))
CREATE = Operation(
    "createSource", "POST", "/sources", Source, tag="Sources", key="source", replay="reconcile", natural_key=("slug",),
    limited_fields={"disconnectAllWarehouses": ("v1", "beta"), "name": ("alpha",)}, success=201,
)  # fmt: skip
DELETE = Operation(
    "deleteSource", "DELETE", "/sources/{sourceId}", str, tag="Sources", key="status", replay="convergent",
)  # fmt: skip
GET = Operation("getSource", "GET", "/sources/{sourceId}", GetSourceOutput, tag="Sources")
UPDATE = Operation(
    "updateSource", "PATCH", "/sources/{sourceId}", Source, tag="Sources", key="source", replay="convergent",
)  # fmt: skip
LIST_CONNECTED_DESTINATIONS = Operation(
    "listConnectedDestinationsFromSource", "GET", "/sources/{sourceId}/connected-destinations", Page[Destination],
    tag="Sources", paging=Paging("destinations"),
)  # fmt: skip
LIST_CONNECTED_WAREHOUSES = Operation(
    "listConnectedWarehousesFromSource", "GET", "/sources/{sourceId}/connected-warehouses", Page[Warehouse],
    tag="Sources", paging=Paging("warehouses"),
)  # fmt: skip
ADD_LABELS = Operation(
    "addLabelsToSource", "POST", "/sources/{sourceId}/labels", tuple[Label, ...], tag="Sources", key="labels",
    replay="reconcile", natural_key=("labels",),
)  # fmt: skip
REPLACE_LABELS = Operation(
    "replaceLabelsInSource", "PUT", "/sources/{sourceId}/labels", tuple[Label, ...], tag="Sources", key="labels",
    replay="convergent",
)  # fmt: skip
LIST_SCHEMA_SETTINGS = Operation(
    "listSchemaSettingsInSource", "GET", "/sources/{sourceId}/settings", ListSchemaSettingsInSourceOutput,
    tag="Sources",
)  # fmt: skip
UPDATE_SCHEMA_SETTINGS = Operation(
    "updateSchemaSettingsInSource", "PATCH", "/sources/{sourceId}/settings", UpdateSchemaSettingsInSourceOutput,
    tag="Sources", replay="convergent",
)  # fmt: skip
CREATE_WRITE_KEY = Operation(
    "createWriteKeyForSource", "POST", "/sources/{sourceId}/writekey", Source, tag="Sources", key="source",
    replay="never", levels=("alpha",),
)  # fmt: skip
REMOVE_WRITE_KEY = Operation(
    "removeWriteKeyFromSource", "DELETE", "/sources/{sourceId}/writekey/{writeKey}", str, tag="Sources", key="status",
    replay="convergent", levels=("alpha",),
)  # fmt: skip


class Sources(Resource):
    """Places that events come from."""

    def list(self, *, page_size: int = 200) -> Paginator[Source]:
        """Walk through every source of the workspace.

        Write keys are empty unless the token has admin rights on the source. A token with narrow access may see
        fewer sources rather than be refused. No creation time is recorded on a source.
        """
        return self._list(LIST, page_size=page_size)

    async def create(
        self,
        *,
        slug: str,
        enabled: bool,
        metadata_id: str,
        settings: Mapping[str, object] | Unset = UNSET,
        disconnect_all_warehouses: bool | Unset = UNSET,
        name: str | Unset = UNSET,
    ) -> Source:
        """Create a source.

        The default form of this call takes no name: set it with an update afterwards. The new source is connected
        to every warehouse of the workspace unless you ask for none. Leaves *Source Created* in the audit trail.

        Args:
            slug: Short name for the source, to be used in addresses and scripts.
            enabled: Whether the source starts out switched on; true is the usual choice.
            metadata_id: Catalog id of the kind of source to create.
            settings: Settings of the chosen kind, by name; the catalog lists them as options.
            disconnect_all_warehouses: True keeps the new source off every warehouse; otherwise it is connected
                to all of them. Only with version ``v1`` or ``beta``.
            name: Display name for the source. Only with version ``alpha``.
        """
        return await self._caller.call(
            CREATE,
            body={
                "slug": slug,
                "enabled": enabled,
                "metadataId": metadata_id,
                "settings": settings,
                "disconnectAllWarehouses": disconnect_all_warehouses,
                "name": name,
            },
        )

    async def delete(self, source_id: str) -> None:
        """Delete a source.

        This cannot be undone. A 404 on a repeated attempt usually means that an earlier one went through. Leaves
        *Source Deleted* in the audit trail.

        Args:
            source_id: Id of the source to delete.
        """
        await self._caller.call(DELETE, path={"sourceId": source_id})

    async def get(self, source_id: str) -> GetSourceOutput:
        """Fetch one source and the id of its tracking plan.

        A source follows one tracking plan at most. Write keys are empty unless the token has admin rights on the
        source.

        Args:
            source_id: Id of the source to fetch.
        """
        return await self._caller.call(GET, path={"sourceId": source_id})

    async def update(
        self,
        source_id: str,
        *,
        name: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        slug: str | Unset = UNSET,
        settings: Mapping[str, object] | Unset = UNSET,
    ) -> Source:
        """Change the name, slug, settings or enabled state of a source.

        Only what you pass is meant to change. Secret settings are masked when read: never send a masked value back,
        since it would overwrite the real one. Leaves *Source Modified*, *Source Enabled*, *Source Settings
        Modified* or *Source Disabled* in the audit trail.

        Args:
            source_id: Id of the source to change.
            name: New display name.
            enabled: True switches the source on, false switches it off.
            slug: New short name; scripts that look the source up by slug need the new one.
            settings: New settings, by name; leave out values that were read in masked form.
        """
        return await self._caller.call(
            UPDATE,
            path={"sourceId": source_id},
            body={"name": name, "enabled": enabled, "slug": slug, "settings": settings},
        )

    def list_connected_destinations(self, source_id: str, *, page_size: int = 200) -> Paginator[Destination]:
        """Walk through the destinations that a source is connected to.

        Warehouses are not among them; they have a call of their own. Secret settings come back masked.

        Args:
            source_id: Id of the source whose destinations are wanted.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_CONNECTED_DESTINATIONS, page_size=page_size, path={"sourceId": source_id})

    def list_connected_warehouses(self, source_id: str, *, page_size: int = 200) -> Paginator[Warehouse]:
        """Walk through the warehouses that a source is connected to.

        Passwords are never part of the settings that come back.

        Args:
            source_id: Id of the source whose warehouses are wanted.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_CONNECTED_WAREHOUSES, page_size=page_size, path={"sourceId": source_id})

    async def add_labels(self, source_id: str, *, labels: Sequence[LabelInput]) -> tuple[Label, ...]:
        """Put labels on a source and keep those it already has.

        A source holds at most one value for each label key. Leaves *Source Modified* in the audit trail.

        Args:
            source_id: Id of the source to label.
            labels: Labels to add to those already there.
        """
        return await self._caller.call(ADD_LABELS, path={"sourceId": source_id}, body={"labels": labels})

    async def replace_labels(self, source_id: str, *, labels: Sequence[LabelInput]) -> tuple[Label, ...]:
        """Swap all labels of a source for the given ones.

        Every label that is missing from the list is taken off the source. To add without removing, use the call
        that adds labels. A source holds at most one value for each label key.

        Args:
            source_id: Id of the source to relabel.
            labels: The complete new set; a label that is not in it is taken off.
        """
        return await self._caller.call(REPLACE_LABELS, path={"sourceId": source_id}, body={"labels": labels})

    async def list_schema_settings(self, source_id: str) -> ListSchemaSettingsInSourceOutput:
        """Read how a source treats unplanned and violating events.

        Where Protocols is off for the source, the settings that concern the tracking plan read as defaults.

        Args:
            source_id: Id of the source whose schema settings are wanted.
        """
        return await self._caller.call(LIST_SCHEMA_SETTINGS, path={"sourceId": source_id})

    async def update_schema_settings(
        self,
        source_id: str,
        *,
        track: TrackSourceSettingsInput | Unset = UNSET,
        identify: IdentifySourceSettingsInput | Unset = UNSET,
        group: GroupSourceSettingsInput | Unset = UNSET,
        forwarding_violations_to: str | Unset = UNSET,
        forwarding_blocked_events_to: str | Unset = UNSET,
    ) -> UpdateSchemaSettingsInSourceOutput:
        """Change how a source treats unplanned and violating events.

        Leaving out a forwarding target switches that forwarding off, so repeat the ones to keep; null or an empty
        string is refused. Where Protocols is off for the source, settings that concern the tracking plan are
        ignored.

        Args:
            source_id: Id of the source whose schema settings change.
            track: Rules for track events.
            identify: Rules for identify calls.
            group: Rules for group calls.
            forwarding_violations_to: Id of the source to forward violations to; leave it out to stop
                forwarding, never send it empty.
            forwarding_blocked_events_to: Id of the source to forward blocked events to; leave it out to stop
                forwarding, never send it empty.
        """
        return await self._caller.call(
            UPDATE_SCHEMA_SETTINGS,
            path={"sourceId": source_id},
            body={
                "track": track,
                "identify": identify,
                "group": group,
                "forwardingViolationsTo": forwarding_violations_to,
                "forwardingBlockedEventsTo": forwarding_blocked_events_to,
            },
        )

    async def create_write_key(self, source_id: str) -> Source:
        """Add a write key to a source.

        Every call makes another key. After a timeout, look at the source's write keys before you try again. Segment
        offers it at its alpha level only. Leaves *Source Modified* in the audit trail.

        Args:
            source_id: Id of the source that gets the key.
        """
        return await self._caller.call(CREATE_WRITE_KEY, path={"sourceId": source_id})

    async def remove_write_key(self, source_id: str, write_key: str) -> None:
        """Take a write key away from a source.

        First move every client that still sends with this key to another one. Segment offers it at its alpha level
        only. Leaves *Source Modified* in the audit trail.

        Args:
            source_id: Id of the source that loses the key.
            write_key: Write key to remove, as listed on the source.
        """
        await self._caller.call(REMOVE_WRITE_KEY, path={"sourceId": source_id, "writeKey": write_key})
