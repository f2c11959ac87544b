"""What of a snapshot of the Public API is compared, and how; what is left out, and why.

What people configure is compared. What happens by itself is not: events, deliveries, syncs, usage, statuses.
"""

from collections.abc import Mapping
from typing import Final

from segment_async.audit.apis import ApiName
from segment_async.audit.diff import kinds_config
from segment_async.audit.diff.kind import (
    ID,
    NAME,
    Kind,
    Owner,
    deployed,
    joined,
    permitted,
    planned,
    rule,
    switched_off,
)

ON: Final = "says what it hangs on"
CATALOG: Final = "is Segment's catalog"
COMPUTED: Final = "is computed"
REPEATS_DESTINATION: Final = "repeats the destination"
COUNTED: Final = "counts events, which come by themselves"
USAGE: Final = "counts what is billed"
SYNCED: Final = "is a record of what ran"
SEEN: Final = "was seen in events, and configured by nobody"
PERSONAL: Final = "is a request about a person, filed day by day"

NOISE: Final[Mapping[str, str]] = {
    "createdAt": "is set by Segment",
    "createdBy": "is set by Segment",
    "id": "is set by Segment; a thing that was made anew says so all the same",
    "metadata": CATALOG,
    "updatedAt": "is set by Segment",
    "updatedBy": "is set by Segment",
    "workspaceId": ON,
}
"""Fields that say nothing about what people configured, whatever the kind, and why."""

PUBLIC: Final[Mapping[str, Kind]] = {
    "workspace": Kind(title="Workspace", local=""),
    "source": Kind(
        title="Sources",
        natural=(("slug",),),
        parts={"labels": "source-label"},
        unordered=frozenset({"writeKeys"}),
        hidden=frozenset({"writeKeys"}),
    ),
    "source-label": Kind(
        title="Labels on sources",
        identity=("key", "value"),
        called=joined,
        link=True,
        owners=(Owner("label", ID),),
    ),
    "source-settings": Kind(title="Schema settings of sources", facet=True, ignored={"sourceId": ON}),
    "source-live-plugins-latest": Kind(
        title="Live plugins",
        facet=True,
        ignored={
            "downloadURL": "is set by Segment",
            "sourceId": ON,
            "version": "counts the changes of the code",
        },
    ),
    "destination": Kind(
        title="Destinations",
        natural=(("sourceId", "metadata.name", "name"),),
        owners=(Owner("source", "sourceId"),),
        ignored={"sourceId": ON},
    ),
    "destination-filter": Kind(
        title="Destination filters", natural=(("title",),), ignored={"destinationId": ON, "sourceId": ON}
    ),
    "destination-subscription": Kind(
        title="Destination subscriptions",
        natural=(("name", "actionSlug"),),
        ignored={"destinationId": ON},
    ),
    "function": Kind(
        title="Functions",
        natural=(("resourceType", "displayName"),),
        ignored={"catalogId": "is set by Segment"},
        aliases=("catalogId",),
    ),
    "function-detail": Kind(
        title="Functions",
        facet=True,
        into="function",
        ignored={
            "catalogId": "is set by Segment",
            "deployedAt": "is set by Segment",
            "isLatestVersion": "follows from the code and from what is deployed",
            "previewWebhookUrl": "is set by Segment",
        },
        keyed={"settings": "name"},
    ),
    "function-version": Kind(title="Functions", into="function", together=deployed),
    "function-instance": Kind(
        title="Attached insert functions",
        natural=(("integrationId",),),
        owners=(Owner("destination", "integrationId"), Owner("source", "integrationId")),
        ignored={"classId": ON},
    ),
    "transformation": Kind(
        title="Transformations",
        natural=(("sourceId", "name"),),
        owners=(Owner("source", "sourceId"),),
        unordered=frozenset({"allowProperties"}),
    ),
    "tracking-plan": Kind(
        title="Tracking plans",
        natural=(("type", "name"),),
        ignored={"resourceSchemaId": "is set by Segment"},
        aliases=("resourceSchemaId",),
    ),
    "tracking-plan-rule": Kind(
        title="Rules of tracking plans",
        called=rule,
        lasting=("type", "version", "createdAt"),
        ignored={"deprecatedAt": "is a time; what is compared is deprecated, which says whether there is one"},
        shape=planned,
    ),
    "tracking-plan-source": Kind(title="Sources of tracking plans", link=True, owners=(Owner("source", ID),)),
    "warehouse": Kind(title="Warehouses", natural=(("metadata.slug", NAME),)),
    "warehouse-advanced-sync-schedule": Kind(title="Sync schedules of warehouses", facet=True),
    "warehouse-connected-source": Kind(title="Sources of warehouses", link=True, owners=(Owner("source", ID),)),
    "warehouse-connected-source-selective-sync": Kind(
        title="Selective syncs of warehouses", together=switched_off, on=True
    ),
    "reverse-etl-model": Kind(
        title="Reverse ETL models",
        natural=(("sourceId", "name"),),
        owners=(Owner("source", "sourceId"),),
        ignored={"sourceId": ON},
    ),
    "space": Kind(title="Spaces", natural=(("slug",),)),
    "space-filter": Kind(title="Space filters", natural=(("name",),), ignored={"integrationId": ON}),
    "space-audience": Kind(
        title="Audiences",
        natural=(("key",),),
        ignored={
            "schedules": "has a kind of its own",
            "size": COMPUTED,
            "spaceId": ON,
            "status": COMPUTED,
        },
    ),
    "space-audience-schedule": Kind(
        title="Schedules of audiences",
        natural=((),),
        ignored={"nextExecution": COMPUTED},
    ),
    "space-audience-destination-connection": Kind(
        title="Destinations of audiences",
        natural=(("destinationId",),),
        owners=(Owner("destination", "destinationId"), Owner("warehouse", "destinationId")),
        ignored={
            "destinationId": ON,
            "enabled": REPEATS_DESTINATION,
            "name": REPEATS_DESTINATION,
            "settings": REPEATS_DESTINATION,
            "sourceId": REPEATS_DESTINATION,
        },
    ),
    "space-audience-activation": Kind(
        title="Activations of audiences",
        natural=(("connectionId", "activationName"),),
        owners=(Owner("space-audience-destination-connection", "connectionId"),),
        ignored={"audienceId": ON, "spaceId": ON},
    ),
    "space-computed-trait": Kind(
        title="Computed traits",
        natural=(("key",),),
        ignored={"spaceId": ON, "status": COMPUTED},
    ),
    "space-entity-path": Kind(title="Entities"),
    "space-profiles-warehouse": Kind(
        title="Profiles warehouses",
        natural=(("metadata.slug", "schemaName"),),
        ignored={"spaceId": ON},
    ),
    "space-profiles-warehouse-selective-sync": Kind(
        title="Selective syncs of profiles warehouses", together=switched_off, on=True
    ),
    "user": Kind(title="Users", natural=(("email",),), shape=permitted),
    "group": Kind(
        title="User groups",
        natural=(("name",),),
        shape=permitted,
        ignored={"memberCount": "counts the members, which have a kind of their own"},
    ),
    "group-user": Kind(title="Members of user groups", link=True, owners=(Owner("user", ID),)),
    "group-invite": Kind(title="Invites to user groups", link=True, owners=(Owner("invite", ID),)),
    "invite": Kind(title="Invites"),
    "role": Kind(title="Roles", natural=(("name",),)),
    "label": Kind(title="Labels", called=joined),
    "credential": Kind(title="Credentials", natural=(("name",),)),
}
"""What is compared of the Public API, in the order in which it is listed."""

PUBLIC_LEFT_OUT: Final[Mapping[str, str]] = {
    "api-calls-day": USAGE,
    "api-calls-source-day": USAGE,
    "audit-event": SYNCED,
    "catalog-destination": CATALOG,
    "catalog-source": CATALOG,
    "catalog-warehouse": CATALOG,
    "credential-consumers": "repeats the sources and the warehouses",
    "destination-delivered-series": COUNTED,
    "destination-delivery-metrics": COUNTED,
    "destination-failed-series": COUNTED,
    "destination-filtered-series": COUNTED,
    "destination-subscription-sync": SYNCED,
    "events-volume": COUNTED,
    "mtu-day": USAGE,
    "mtu-source-day": USAGE,
    "regulation": PERSONAL,
    "regulation-detail": PERSONAL,
    "source-connected-destination": "repeats the destinations",
    "source-connected-warehouse": "repeats the sources of warehouses",
    "source-detail": "repeats the source, and the sources of tracking plans",
    "source-event-volume": COUNTED,
    "source-filtered-series": COUNTED,
    "source-received-series": COUNTED,
    "source-regulation": PERSONAL,
    "source-rejected-series": COUNTED,
    "space-audience-audience-reference": "follows from the queries of audiences",
    "space-entity-property": "comes from the tables of a warehouse",
    "space-event": SEEN,
    "space-event-property": SEEN,
    "space-supported-destinations": CATALOG,
    "space-trait": SEEN,
    "suppression": PERSONAL,
    "user-group": "repeats the members of user groups",
    "warehouse-connected-source-sync": SYNCED,
    "warehouse-connection-state": "tells whether the warehouse answered",
    "warehouse-sync": SYNCED,
}
"""What is not, and why."""

COMPARED: Final[Mapping[ApiName, Mapping[str, Kind]]] = {"public": PUBLIC, "config": kinds_config.CONFIG}
"""What is compared, by the API that a workspace was read through."""

LEFT_OUT: Final[Mapping[ApiName, Mapping[str, str]]] = {"public": PUBLIC_LEFT_OUT, "config": kinds_config.LEFT_OUT}
"""What is not, and why."""

STAMPS: Final[Mapping[ApiName, Mapping[str, str]]] = {"public": NOISE, "config": kinds_config.NOISE}
"""Fields that are compared of no kind, and why."""
