"""Calls of the *Transformations* tag of the Segment Public API.

Generated from ``openapi/public/transformations.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.transformations import (
    FQLDefinedProperty,
    HashPropertiesConfigurationInput,
    PropertyRename,
    PropertyValueTransformation,
    Transformation,
)

LIST = Operation(
    "listTransformations", "GET", "/transformations", Page[Transformation], tag="Transformations",
    paging=Paging("transformations"),
)  # fmt: skip
CREATE = Operation(
    "createTransformation", "POST", "/transformations", Transformation, tag="Transformations", key="transformation",
    replay="reconcile", natural_key=("sourceId", "name"),
)  # fmt: skip
DELETE = Operation(
    "deleteTransformation", "DELETE", "/transformations/{transformationId}", str, tag="Transformations", key="status",
    replay="convergent",
)  # fmt: skip
GET = Operation(
    "getTransformation", "GET", "/transformations/{transformationId}", Transformation, tag="Transformations",
    key="transformation",
)  # fmt: skip
UPDATE = Operation(
    "updateTransformation", "PATCH", "/transformations/{transformationId}", Transformation, tag="Transformations",
    key="transformation", replay="convergent",
)  # fmt: skip


class Transformations(Resource):
    """Rules that rename, change or hash events on their way."""

    def list(self, *, page_size: int = 200) -> Paginator[Transformation]:
        """Walk through every transformation of the workspace.

        Transformations of all sources appear, told apart by their source id. Disabled ones are listed too. Needs
        the *Protocols* feature.
        """
        return self._list(LIST, page_size=page_size)

    async def create(
        self,
        *,
        name: str,
        source_id: str,
        enabled: bool,
        if_: str,
        destination_metadata_id: str | Unset = UNSET,
        drop: bool | Unset = UNSET,
        new_event_name: str | Unset = UNSET,
        property_renames: Sequence[PropertyRename] | Unset = UNSET,
        property_value_transformations: Sequence[PropertyValueTransformation] | Unset = UNSET,
        fql_defined_properties: Sequence[FQLDefinedProperty] | Unset = UNSET,
        allow_properties: Sequence[str] | Unset = UNSET,
        hash_properties_configuration: HashPropertiesConfigurationInput | Unset = UNSET,
    ) -> Transformation:
        """Create a transformation of the events of a source.

        An enabled transformation alters live events, so consider creating it disabled and looking it over first.
        Sending this twice can leave two transformations of the same name. Leaves *Transformation Created* in the
        audit trail. Needs the *Protocols* feature.

        Args:
            name: Human-readable name.
            source_id: Id of the source whose events are to be transformed.
            enabled: Whether the transformation acts on live events from the start.
            if_: Condition in FQL that picks the events to act on: type = "track".
            destination_metadata_id: Catalog id of a kind of destination, to limit the transformation to it.
            drop: Whether events that meet the condition are dropped.
            new_event_name: Name to give to events in place of their own.
            property_renames: Properties to give another name.
            property_value_transformations: Properties to set to a fixed value; 10 entries at most.
            fql_defined_properties: Property whose value FQL shall work out from the event; one entry at most.
            allow_properties: Properties that events are allowed to keep; leave it out to set no limit.
            hash_properties_configuration: Properties whose values shall be hashed, and how.
        """
        return await self._caller.call(
            CREATE,
            body={
                "name": name,
                "sourceId": source_id,
                "destinationMetadataId": destination_metadata_id,
                "enabled": enabled,
                "if": if_,
                "drop": drop,
                "newEventName": new_event_name,
                "propertyRenames": property_renames,
                "propertyValueTransformations": property_value_transformations,
                "fqlDefinedProperties": fql_defined_properties,
                "allowProperties": allow_properties,
                "hashPropertiesConfiguration": hash_properties_configuration,
            },
        )

    async def delete(self, transformation_id: str) -> None:
        """Delete a transformation.

        No call brings it back; to pause it instead, update it to be disabled. Reading it afterwards may be answered
        with 403 rather than 404. Leaves *Transformation Deleted* in the audit trail. Needs the *Protocols* feature.

        Args:
            transformation_id: Id of the transformation to delete.
        """
        await self._caller.call(DELETE, path={"transformationId": transformation_id})

    async def get(self, transformation_id: str) -> Transformation:
        """Read one transformation.

        One that has been deleted may be answered with 403 rather than 404. Needs the *Protocols* feature.

        Args:
            transformation_id: Id of the transformation to read.
        """
        return await self._caller.call(GET, path={"transformationId": transformation_id})

    async def update(
        self,
        transformation_id: str,
        *,
        name: str | Unset = UNSET,
        source_id: str | Unset = UNSET,
        destination_metadata_id: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        if_: str | Unset = UNSET,
        drop: bool | Unset = UNSET,
        new_event_name: str | Unset = UNSET,
        property_renames: Sequence[PropertyRename] | Unset = UNSET,
        property_value_transformations: Sequence[PropertyValueTransformation] | Unset = UNSET,
        fql_defined_properties: Sequence[FQLDefinedProperty] | Unset = UNSET,
        allow_properties: Sequence[str] | Unset = UNSET,
        hash_properties_configuration: HashPropertiesConfigurationInput | Unset = UNSET,
    ) -> Transformation:
        """Change a transformation, or switch it on or off.

        What you leave out is meant to stay as it is. Entries of lists have no ids of their own, so send the whole
        list when you change one of them. Leaves *Transformation Updated* in the audit trail. Needs the *Protocols*
        feature.

        Args:
            transformation_id: Id of the transformation to change.
            name: New human-readable name.
            source_id: Id of another source to transform events of.
            destination_metadata_id: Catalog id of the kind of destination to limit the transformation to.
            enabled: Whether the transformation is applied to live events.
            if_: New condition in FQL.
            drop: Whether events that meet the condition are dropped.
            new_event_name: New name to give to events in place of their own.
            property_renames: The complete new list of properties to rename.
            property_value_transformations: The complete new list of properties to set to a fixed value; 10
                entries at most.
            fql_defined_properties: The complete new list of properties that FQL works out from the event; one
                entry at most.
            allow_properties: The complete new list of properties that events are allowed to keep.
            hash_properties_configuration: New choice of properties to hash, and how; give it in full.
        """
        return await self._caller.call(
            UPDATE,
            path={"transformationId": transformation_id},
            body={
                "name": name,
                "sourceId": source_id,
                "destinationMetadataId": destination_metadata_id,
                "enabled": enabled,
                "if": if_,
                "drop": drop,
                "newEventName": new_event_name,
                "propertyRenames": property_renames,
                "propertyValueTransformations": property_value_transformations,
                "fqlDefinedProperties": fql_defined_properties,
                "allowProperties": allow_properties,
                "hashPropertiesConfiguration": hash_properties_configuration,
            },
        )
