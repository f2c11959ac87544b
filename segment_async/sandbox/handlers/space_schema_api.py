"""The *Space Schema API* tag."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.records import find
from segment_async.sandbox.store.space_schema import SpaceSchema

View: TypeAlias = Callable[[Workspace, Record], Record]

_SAMPLES: Final = 20
"""Sample values of an item where the request does not say."""

_SAMPLES_AT_MOST: Final = 1000
"""Sample values in an answer of their own."""


@handles("listEvents")
def list_events(call: Call) -> Record:
    """Show the events that a space has seen, the latest first."""
    found = _found(_schema(call).events.values(), call.query, "name")
    return call.page(_ordered(found, call.query, by="lastSeenAt", direction="desc"), _without("properties"))


@handles("listPropertiesFromEvent")
def list_event_properties(call: Call) -> Record:
    """Show the properties that an event was seen with, the latest first."""
    found = _found(_event(call)["properties"], call.query, "name")
    return call.page(_ordered(found, call.query, by="lastSeenAt", direction="desc"), _sampled(call.query))


@handles("listSampleValuesFromEventProperty")
def list_event_property_sample_values(call: Call) -> Record:
    """Show values that a property of an event was seen with; there are no pages."""
    properties = {(row["name"], row["type"]): row for row in _event(call)["properties"]}
    key = call.path["propertyName"], call.query["propertyType"]
    return _values(find(properties, key, "property of this event"))


@handles("listTraits")
def list_traits(call: Call) -> Record:
    """Show the traits of users or of accounts; the total counts both, until the last page knows better."""
    traits = call.workspace.space_schemas.traits(call.path["spaceId"])
    collection = call.query.get("collection", "users")
    found = _found((trait for (place, _), trait in traits.items() if place == collection), call.query, "trait")
    data = call.page(_ordered(found, call.query, by="trait", direction="asc"), _sampled(call.query))
    if "next" in data["pagination"]:
        data["pagination"]["totalEntries"] = len(traits)
    return data


@handles("listSampleValuesFromTrait")
def list_trait_sample_values(call: Call) -> Record:
    """Show values that a trait was seen with; there are no pages."""
    traits = call.workspace.space_schemas.traits(call.path["spaceId"])
    key = call.query.get("collection", "users"), call.path["traitKey"]
    return _values(find(traits, key, "trait of this space"))


@handles("listEntityPaths")
def list_entity_paths(call: Call) -> Record:
    """Show the ways that lead to the entities of a space."""
    return call.page(_found(_schema(call).entity_paths, call.query, "pathName"), views.plain)


@handles("listPropertiesFromEntity")
def list_entity_properties(call: Call) -> Record:
    """Show the properties of an entity."""
    return call.page(_entity(call)["properties"], _sampled(call.query))


@handles("listSampleValuesFromEntityProperty")
def list_entity_property_sample_values(call: Call) -> Record:
    """Show values that a property of an entity was seen with; there are no pages."""
    properties = {row["name"]: row for row in _entity(call)["properties"]}
    return _values(find(properties, call.path["propertyName"], "property of this entity"))


def _schema(call: Call) -> SpaceSchema:
    return call.workspace.space_schemas.of_space(call.path["spaceId"])


def _event(call: Call) -> Record:
    return find(_schema(call).events, call.path["eventName"], "event of this space")


def _entity(call: Call) -> Record:
    return find(_schema(call).entities, call.path["entitySlug"], "entity of this space")


def _found(rows: Iterable[Record], query: Mapping[str, Any], name: str) -> list[Record]:
    text = query.get("search", "").casefold()
    return [row for row in rows if text in row[name].casefold()]


def _ordered(rows: list[Record], query: Mapping[str, Any], *, by: str, direction: str) -> list[Record]:
    field = query.get("sortBy", by)
    return sorted(rows, key=lambda row: str(row[field]), reverse=query.get("sortDir", direction) == "desc")


def _without(name: str) -> View:
    return lambda _, row: {key: value for key, value in row.items() if key != name}


def _sampled(query: Mapping[str, Any]) -> View:
    if not query.get("includeSampleValues", False):
        return _without("samples")
    count = int(query.get("samplesCount", _SAMPLES))
    return lambda _, row: {**row, "samples": row["samples"][:count]}


def _values(row: Record) -> Record:
    return {"sampleValues": row["samples"][:_SAMPLES_AT_MOST]}
