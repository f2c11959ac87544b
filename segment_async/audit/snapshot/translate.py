"""The Config API's resources in the words of the Public API, as far as the checks ask for them.

Where the two APIs say the same thing, a check need not know which of them it was read through. Names become ids, the
last part of a name is the slug, and what the Config API does not say is left out rather than made up: whether a source
is switched on, above all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from segment_async._core.values import Json, is_list, is_object

INSTEAD: Final[Mapping[str, tuple[str, ...]]] = {
    "getSource": ("listTrackingPlans", "listSourceConnections"),
    "listConnectedDestinationsFromSource": ("listDestinations",),
    "listDestinations": ("listSources", "listDestinations"),
    "listFiltersFromDestination": ("listDestinationFilters",),
    "listSchemaSettingsInSource": ("getSchemaConfig",),
    "listSources": ("listSources", "listCatalogSources"),
    "listSourcesFromTrackingPlan": ("listSourceConnections",),
    "listTrackingPlans": ("listTrackingPlans",),
}
"""Which operations of the Config API say what one of the Public API says."""

MISSING: Final[Mapping[str, str]] = {
    "getConnectionStateFromWarehouse": "The Config API does not tell whether a warehouse can be reached.",
    "getDailyWorkspaceAPICallsUsage": "The Config API does not count the API calls that are billed.",
    "getDailyWorkspaceMTUUsage": "The Config API does not count the tracked users that are billed.",
    "getEgressFailedMetricsFromDeliveryOverview": "The Config API does not count failures in a recorded form.",
    "getEgressSuccessMetricsFromDeliveryOverview": "The Config API does not count deliveries in a recorded form.",
    "getEventsVolumeFromWorkspace": "The Config API does not count the events of a source.",
    "getFunction": "The Config API does not tell when a function was deployed.",
    "getRegulation": "The Config API does not tell where a regulation is not finished.",
    "listActivationsFromAudience": "The Config API does not list the activations of an audience.",
    "listAudienceConsumersFromSpaceAndAudience": "The Config API does not tell which audiences build on another.",
    "listAudiences": "The Config API does not list audiences.",
    "listAuditEvents": "The Config API does not show the audit trail.",
    "listComputedTraits": "The Config API does not list computed traits.",
    "listConnectedSourcesFromWarehouse": "The Config API does not tell which sources a warehouse is loaded from.",
    "listConnectedWarehousesFromSource": "The Config API does not tell which warehouses a source is loaded into.",
    "listDestinationsFromAudience": "The Config API does not tell where an audience goes.",
    "listFiltersForSpace": "The Config API does not list the filters of a space.",
    "listFunctionVersions": "The Config API does not list the versions of a function.",
    "listFunctions": "The Config API does not list insert functions.",
    "listInsertFunctionInstances": "The Config API does not tell what an insert function is attached to.",
    "listInvites": "The Config API does not tell for certain when somebody was invited.",
    "listInvitesFromUserGroup": "The Config API does not tell which groups somebody is invited to.",
    "listLabels": "The Config API does not list labels.",
    "listRegulationsFromSource": "The Config API does not list the regulations of a source.",
    "listReverseETLSyncStatusesFromModelAndSubscriptionId": "The Config API does not show the syncs of a model.",
    "listReverseEtlModels": "The Config API does not list reverse ETL models.",
    "listRulesFromTrackingPlan": "The Config API does not list the rules of a plan apart from the plan.",
    "listSelectiveSyncsFromWarehouseAndSource": "The Config API does not tell what a warehouse takes of a source.",
    "listSpaces": "The Config API does not list spaces.",
    "listSubscriptionsFromDestination": "The Config API does not list the subscriptions of a destination.",
    "listSyncsFromWarehouse": "The Config API does not show the syncs of a warehouse.",
    "listTransformations": "The Config API does not list transformations.",
    "listUserGroups": "The Config API does not list groups of users.",
    "listUserGroupsFromUser": "The Config API does not tell which groups a user belongs to.",
    "listUsers": "The Config API does not list users.",
    "listUsersFromUserGroup": "The Config API does not tell who belongs to a group.",
    "listWarehouses": "The Config API does not list warehouses.",
    "listWorkspaceRegulations": "The Config API does not tell in a recorded form how far a regulation has come.",
}
"""Operations of the Public API that none of the Config API stands for, and what is not known for want of them."""

PARTIAL: Final[Mapping[str, str]] = {
    "listDestinations": "The Config API shows one destination of a kind on each source, and none of the others.",
}
"""Operations of the Public API that the Config API answers in part. What it shows is judged, and the rest is a gap."""

KINDS: Final[Mapping[str, str]] = {
    "destination": "source-destination",
    "destination-filter": "source-destination-filter",
    "source": "source",
    "source-connected-destination": "source-destination",
    "source-settings": "source-schema-config",
    "tracking-plan": "tracking-plan",
    "tracking-plan-source": "tracking-plan-source-connection",
}
"""What the things of each kind are kept as in a snapshot that was read through the Config API."""

ACTIONS: Final[Mapping[str, str]] = {
    "blacklist_fields": "DROP_PROPERTIES",
    "drop_event": "DROP",
    "sample_event": "SAMPLE",
    "whitelist_fields": "ALLOW_PROPERTIES",
}
"""What filters do, by what the Config API calls it."""

SWITCHES: Final[Mapping[str, str]] = {
    "allowEventOnViolations": "allow_track_event_on_violations",
    "allowPropertiesOnViolations": "allow_track_properties_on_violations",
    "allowUnplannedEventProperties": "allow_unplanned_track_event_properties",
    "allowUnplannedEvents": "allow_unplanned_track_events",
    "commonEventOnViolations": "common_track_event_on_violations",
}
"""How a source treats events that its plan does not expect, and what the Config API calls it."""


def needs(operations: Iterable[str]) -> Iterator[str]:
    """Yield the operations of the Config API that stand for some of the Public API; itself where there is none."""
    for operation in operations:
        yield from INSTEAD.get(operation, (operation,))


def slug_of(name: Json) -> str:
    """Return the last part of a resource name."""
    return str(name).rpartition("/")[2]


def workspace(thing: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a workspace; its name stands for an id where it has none."""
    name = thing.get("name")
    slug = slug_of(name)
    return {"id": thing.get("id") or name, "slug": slug, "name": thing.get("display_name") or slug}


def kind_of_source(thing: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return an entry of the catalog of sources. Its type says which kinds send events."""
    return {
        "slug": slug_of(thing.get("name")),
        "name": thing.get("display_name"),
        "categories": thing.get("categories"),
        "isCloudEventSource": thing.get("type") == "event",
    }


def source(thing: Mapping[str, Json], kinds: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a source.

    Args:
        thing: The source.
        kinds: Entries of the catalog of sources, by their names.
    """
    kind = str(thing.get("catalog_name"))
    return {
        "id": thing.get("name"),
        "slug": slug_of(thing.get("name")),
        "name": thing.get("display_name"),
        "metadata": kind_of_source(kinds.get(kind, {"name": kind})),
        "writeKeys": thing.get("write_keys"),
    }


def settings(thing: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return how a source treats events that its plan does not expect."""
    track = {public: thing.get(own) for public, own in SWITCHES.items()}
    return {"sourceId": str(thing.get("name")).removesuffix("/schema-config"), "settings": {"track": track}}


def destination(thing: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a destination."""
    return {
        "id": thing.get("name"),
        "name": thing.get("display_name"),
        "enabled": thing.get("enabled"),
        "sourceId": thing.get("parent") or str(thing.get("name")).partition("/destinations/")[0],
        "metadata": {"slug": slug_of(thing.get("name"))},
    }


def destination_filter(thing: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a filter of a destination."""
    given = thing.get("actions")
    actions = [_action(action) for action in given if is_object(action)] if is_list(given) else []
    kept = {key: thing.get(key) for key in ("if", "title", "enabled")}
    return {"id": thing.get("name"), "actions": actions, **kept}


def _action(action: Mapping[str, Json]) -> Mapping[str, Json]:
    kept = {key: action[key] for key in ("percent", "path") if key in action}
    return {"type": ACTIONS.get(str(action.get("type"))), **kept}


def tracking_plan(thing: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a tracking plan; those that the Config API knows are neither libraries nor templates."""
    return {"id": thing.get("name"), "name": thing.get("display_name"), "type": "LIVE"}


def translated(kind: str, thing: Json, kinds: Mapping[str, Json]) -> Json:
    """Return a thing as the Public API shows the things of a kind; as it is where no check looks at what it says.

    Args:
        kind: One of `KINDS`.
        thing: What the snapshot holds.
        kinds: Entries of the catalog of sources, by their names.
    """
    if not is_object(thing):
        return thing
    if kind == "source":
        return source(thing, kinds)
    change = CHANGES.get(kind)
    return change(thing) if change else thing


CHANGES: Final[Mapping[str, Callable[[Mapping[str, Json]], Mapping[str, Json]]]] = {
    "destination": destination,
    "destination-filter": destination_filter,
    "source-settings": settings,
    "tracking-plan": tracking_plan,
}
"""What makes things of a kind into those of the Public API, where nothing else is needed for it."""
