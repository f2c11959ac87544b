"""Calls of the *Space Schema API* tag of the Segment Public API.

Generated from ``openapi/public/space_schema_api.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.space_schema_api import (
    EntityPath,
    EntityProperty,
    Event,
    EventProperty,
    EventPropertyType,
    SpaceSchemaAPICollection,
    SpaceSchemaAPIListEventsSortBy,
    SpaceSchemaAPIListTraitsSortBy,
    SpaceSchemaAPISortDir,
    Trait,
)

LIST_ENTITY_PROPERTIES = Operation(
    "listPropertiesFromEntity", "GET", "/spaces/{spaceId}/entities/{entitySlug}/properties", Page[EntityProperty],
    tag="Space Schema API", paging=Paging("entityProperties", previous=None), limit=per_minute(25), levels=("alpha",),
)  # fmt: skip
LIST_ENTITY_PROPERTY_SAMPLE_VALUES = Operation(
    "listSampleValuesFromEntityProperty", "GET",
    "/spaces/{spaceId}/entities/{entitySlug}/properties/{propertyName}/sample-values", tuple[str, ...],
    tag="Space Schema API", key="sampleValues", limit=per_minute(25), levels=("alpha",),
)  # fmt: skip
LIST_ENTITY_PATHS = Operation(
    "listEntityPaths", "GET", "/spaces/{spaceId}/entity-paths", Page[EntityPath], tag="Space Schema API",
    paging=Paging("entityPaths"), limit=per_minute(25), levels=("alpha",),
)  # fmt: skip
LIST_EVENTS = Operation(
    "listEvents", "GET", "/spaces/{spaceId}/events", Page[Event], tag="Space Schema API", paging=Paging("events"),
    limit=per_minute(25), levels=("alpha",),
)  # fmt: skip
LIST_EVENT_PROPERTIES = Operation(
    "listPropertiesFromEvent", "GET", "/spaces/{spaceId}/events/{eventName}/properties", Page[EventProperty],
    tag="Space Schema API", paging=Paging("eventProperties"), limit=per_minute(25), levels=("alpha",),
)  # fmt: skip
LIST_EVENT_PROPERTY_SAMPLE_VALUES = Operation(
    "listSampleValuesFromEventProperty", "GET",
    "/spaces/{spaceId}/events/{eventName}/properties/{propertyName}/sample-values", tuple[str, ...],
    tag="Space Schema API", key="sampleValues", limit=per_minute(25), levels=("alpha",),
)  # fmt: skip
LIST_TRAITS = Operation(
    "listTraits", "GET", "/spaces/{spaceId}/traits", Page[Trait], tag="Space Schema API",
    paging=Paging("traits", previous=None), limit=per_minute(25), levels=("alpha",),
)  # fmt: skip
LIST_TRAIT_SAMPLE_VALUES = Operation(
    "listSampleValuesFromTrait", "GET", "/spaces/{spaceId}/traits/{traitKey}/sample-values", tuple[str, ...],
    tag="Space Schema API", key="sampleValues", limit=per_minute(25), levels=("alpha",),
)  # fmt: skip


class SpaceSchemaAPI(Resource):
    """Events, traits, entities and their properties as seen in a space."""

    def list_entity_properties(
        self,
        space_id: str,
        entity_slug: str,
        *,
        include_sample_values: bool | Unset = UNSET,
        samples_count: float | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[EntityProperty]:
        """Walk through the properties of an entity.

        The list can only be walked forward. Real data may appear in sample values, so ask for them only where you
        need them. Segment takes at most 25 of these a minute. Segment offers it at its alpha level only.

        Args:
            space_id: Id of the space to look into.
            entity_slug: Slug of the entity, as the entity paths of the space give it.
            include_sample_values: Whether sample values come along; they do not unless asked for.
            samples_count: Sample values wanted for each property, 1 to 100; 20 where it is left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            LIST_ENTITY_PROPERTIES,
            page_size=page_size,
            path={"spaceId": space_id, "entitySlug": entity_slug},
            query={"includeSampleValues": include_sample_values, "samplesCount": samples_count},
        )

    async def list_entity_property_sample_values(
        self, space_id: str, entity_slug: str, property_name: str
    ) -> tuple[str, ...]:
        """List values that a property of an entity has been seen with.

        Everything comes in one answer of up to 1,000 values, with no pages to walk. They are samples, not a
        complete list. Segment takes at most 25 of these a minute. Segment offers it at its alpha level only.

        Args:
            space_id: Id of the space to look into.
            entity_slug: Slug of the entity, as the entity paths of the space give it.
            property_name: Name of the property.
        """
        return await self._caller.call(
            LIST_ENTITY_PROPERTY_SAMPLE_VALUES,
            path={"spaceId": space_id, "entitySlug": entity_slug, "propertyName": property_name},
        )

    def list_entity_paths(
        self, space_id: str, *, search: str | Unset = UNSET, page_size: int = 200
    ) -> Paginator[EntityPath]:
        """Walk through the paths that lead to the entities of a space.

        The entity slugs found here are what the calls on entity properties ask for. Segment takes at most 25 of
        these a minute. Segment offers it at its alpha level only.

        Args:
            space_id: Id of the space to look into.
            search: Text to search the entity paths for; all of them where it is left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_ENTITY_PATHS, page_size=page_size, path={"spaceId": space_id}, query={"search": search})

    def list_events(
        self,
        space_id: str,
        *,
        sort_by: SpaceSchemaAPIListEventsSortBy | Unset = UNSET,
        sort_dir: SpaceSchemaAPISortDir | Unset = UNSET,
        search: str | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[Event]:
        """Walk through the events that a space has seen.

        New events may arrive during the walk; order by name for a steadier list. Segment takes at most 25 of these
        a minute. Segment offers it at its alpha level only.

        Args:
            space_id: Id of the space to look into.
            sort_by: What to order by; when an event was last seen where it is left out.
            sort_dir: Direction of the order; descending where it is left out.
            search: Text to search event names for; all events where it is left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            LIST_EVENTS,
            page_size=page_size,
            path={"spaceId": space_id},
            query={"sortBy": sort_by, "sortDir": sort_dir, "search": search},
        )

    def list_event_properties(
        self,
        space_id: str,
        event_name: str,
        *,
        sort_by: SpaceSchemaAPIListEventsSortBy | Unset = UNSET,
        sort_dir: SpaceSchemaAPISortDir | Unset = UNSET,
        search: str | Unset = UNSET,
        include_sample_values: bool | Unset = UNSET,
        samples_count: float | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[EventProperty]:
        """Walk through the properties that an event has been seen with.

        One name can appear twice, once as a property and once in the context. Real data may appear in sample
        values, so ask for them only where you need them. Segment takes at most 25 of these a minute. Segment offers
        it at its alpha level only.

        Args:
            space_id: Id of the space to look into.
            event_name: Name of the event.
            sort_by: What to order by; when a property was last seen where it is left out.
            sort_dir: Direction of the order; descending where it is left out.
            search: Text to search property names for; all properties where it is left out.
            include_sample_values: Whether sample values come along; they do not unless asked for.
            samples_count: Sample values wanted for each property, 1 to 100; 20 where it is left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            LIST_EVENT_PROPERTIES,
            page_size=page_size,
            path={"spaceId": space_id, "eventName": event_name},
            query={
                "sortBy": sort_by,
                "sortDir": sort_dir,
                "search": search,
                "includeSampleValues": include_sample_values,
                "samplesCount": samples_count,
            },
        )

    async def list_event_property_sample_values(
        self, space_id: str, event_name: str, property_name: str, *, property_type: EventPropertyType
    ) -> tuple[str, ...]:
        """List values that a property of an event has been seen with.

        Everything comes in one answer of up to 1,000 values, with no pages to walk. They are samples, not a
        complete list. Segment takes at most 25 of these a minute. Segment offers it at its alpha level only.

        Args:
            space_id: Id of the space to look into.
            event_name: Name of the event.
            property_name: Name of the property.
            property_type: Whether the property is one of the event's own or belongs to its context.
        """
        return await self._caller.call(
            LIST_EVENT_PROPERTY_SAMPLE_VALUES,
            path={"spaceId": space_id, "eventName": event_name, "propertyName": property_name},
            query={"propertyType": property_type},
        )

    def list_traits(
        self,
        space_id: str,
        *,
        sort_by: SpaceSchemaAPIListTraitsSortBy | Unset = UNSET,
        sort_dir: SpaceSchemaAPISortDir | Unset = UNSET,
        search: str | Unset = UNSET,
        collection: SpaceSchemaAPICollection | Unset = UNSET,
        include_sample_values: bool | Unset = UNSET,
        samples_count: float | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[Trait]:
        """Walk through the traits that a space has seen.

        The list can only be walked forward. Its total is an upper bound that shrinks on the way. Ordered by last
        sighting, traits repeat once there are more than 2,500; the order by trait is free of that. Segment takes at
        most 25 of these a minute. Segment offers it at its alpha level only.

        Args:
            space_id: Id of the space to look into.
            sort_by: What to order by; the name of the trait where it is left out.
            sort_dir: Direction of the order; ascending where it is left out.
            search: Text to search trait names for; all traits where it is left out.
            collection: Whose traits to look at; those of users where it is left out.
            include_sample_values: Whether sample values come along; they do not unless asked for.
            samples_count: Sample values wanted for each trait, 1 to 100; 20 where it is left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            LIST_TRAITS,
            page_size=page_size,
            path={"spaceId": space_id},
            query={
                "sortBy": sort_by,
                "sortDir": sort_dir,
                "search": search,
                "collection": collection,
                "includeSampleValues": include_sample_values,
                "samplesCount": samples_count,
            },
        )

    async def list_trait_sample_values(
        self, space_id: str, trait_key: str, *, collection: SpaceSchemaAPICollection | Unset = UNSET
    ) -> tuple[str, ...]:
        """List values that a trait has been seen with.

        Everything comes in one answer of up to 1,000 values, with no pages to walk. They are samples, not a
        complete list. Segment takes at most 25 of these a minute. Segment offers it at its alpha level only.

        Args:
            space_id: Id of the space to look into.
            trait_key: Name of the trait.
            collection: Whose traits to look at; those of users where it is left out.
        """
        return await self._caller.call(
            LIST_TRAIT_SAMPLE_VALUES,
            path={"spaceId": space_id, "traitKey": trait_key},
            query={"collection": collection},
        )
