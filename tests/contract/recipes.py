"""A valid request for each operation, on the sandbox's seed ``demo``: ids are taken from lists, never written down."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from segment_async import PublicClient
from segment_async.sandbox import Sandbox
from tests.contract.demo import Demo, Fresh, Of, Value, where
from tests.contract.specification import ENDPOINTS
from tests.contract.wire import Unlimited

SOURCE: Final = Of("listSources", "sources.0.id")
CLOUD_SOURCE: Final = Of("listSources", where("sources", lambda source: source["metadata"]["isCloudEventSource"]))
DESTINATION: Final = Of("listDestinations", "destinations.0.id")
FUNCTION: Final = Of("listFunctions", "functions.0.id")
SOURCE_FUNCTION: Final = Of("listFunctions", "functions.0.id", {"query": {"resourceType": "SOURCE"}})
INSERT_FUNCTION: Final = Of("listFunctions", "functions.0.id", {"query": {"resourceType": "INSERT_DESTINATION"}})
AUDIENCE: Final = Of("listAudiences", "audiences.0.id")
LINKED_AUDIENCE: Final = Of("listAudiences", where("audiences", lambda audience: audience["audienceType"] == "LINKED"))
SCHEDULED_AUDIENCE: Final = Of(
    "listAudiences", where("audiences", lambda audience: audience.get("schedules")), {"query": {"include": "schedules"}}
)
SCHEDULE: Final = Of("listAudienceSchedulesFromSpaceAndAudience", "audienceSchedules.0.id")
OTHER_DESTINATION: Final = Of("createDestination", "destination.id")
CONNECTED_SOURCE: Final = Of("listConnectedSourcesFromWarehouse", "sources.0.id")
PROFILES_WAREHOUSE: Final = Of("listProfilesWarehouseInSpace", "profilesWarehouses.0.id")

DATABASE: Final = {
    "metadataId": Of("listWarehouses", "warehouses.0.metadata.id"),
    "settings": Of("listWarehouses", "warehouses.0.settings"),
}
LINKED_QUERY: Final = Of("listAudiences", where("audiences", lambda audience: audience.get("definition"), "definition"))
EVENTS: Final = 'type = "track"'
LABELS: Final = [{"key": Of("listLabels", "labels.0.key"), "value": Of("listLabels", "labels.0.value")}]
PERMISSIONS: Final = [
    {
        "roleId": Of("listRoles", "roles.0.id"),
        "resources": [{"id": Of("getWorkspace", "workspace.id"), "type": "WORKSPACE"}],
    }
]
RULES: Final = [{"type": "TRACK", "key": "Contract Signed", "version": 1, "jsonSchema": {"type": "object"}}]
PEOPLE: Final = [Of("listUsers", "users.0.email")]
EVERY_HOUR: Final = {"strategy": "PERIODIC", "config": {"interval": "1h"}}


async def newly_connected(demo: Demo) -> str:
    """Connect a new destination to the first audience; it has no activations there."""
    destination = await demo.resolved(OTHER_DESTINATION)
    await demo.ask("addDestinationToAudience", body={"destination": {"id": destination, "type": "destination"}})
    return str(destination)


async def subscription_of_model(demo: Demo) -> str:
    """Return the first subscription that the first reverse ETL model feeds, whichever destination has it."""
    model = await demo.resolved(Of("listReverseEtlModels", "models.0.id"))
    for destination in (await demo.ask("listDestinations")).json["data"]["destinations"]:
        answer = await demo.ask("listSubscriptionsFromDestination", path={"destinationId": destination["id"]})
        for subscription in answer.json["data"]["subscriptions"]:
            if subscription.get("modelId") == model:
                return str(subscription["id"])
    raise AssertionError("no subscription is fed by the first model")


PATHS: Final[Mapping[str, Value]] = {
    "activations.id": Of("listActivationsFromAudience", "activations.0.id"),
    "audienceId": AUDIENCE,
    "audienceType": "USERS",
    "audiences.id": AUDIENCE,
    "computed-traits.id": Of("listComputedTraits", "computedTraits.0.id"),
    "connected-sources.sourceId": CONNECTED_SOURCE,
    "connectionId": Of("listDestinationsFromAudience", "connections.0.id"),
    "credentialId": Of("listCredentials", "credentials.0.id"),
    "destination-connections.destinationId": Of("listDestinationsFromAudience", "connections.0.destinationId"),
    "destinationId": DESTINATION,
    "destinationMetadataId": Of("getDestinationsCatalog", "destinationsCatalog.0.id"),
    "entitySlug": Of("listEntityPaths", "entityPaths.0.entitySlug"),
    "eventName": Of("listEvents", "events.0.name"),
    "filterId": Of("listFiltersFromDestination", "filters.0.id"),
    "filters.id": Of("listFiltersForSpace", "filters.0.id"),
    "functionId": FUNCTION,
    "instanceId": Of("listInsertFunctionInstances", "instances.0.id"),
    "key": Of("createLabel", "label.key"),
    "modelId": Of("listReverseEtlModels", "models.0.id"),
    "previews.id": Of("createAudiencePreview", "audiencePreview.id"),
    "profiles-warehouses.warehouseId": PROFILES_WAREHOUSE,
    "propertyName": Of("listPropertiesFromEntity", "entityProperties.0.name"),
    "regulateId": Of("listWorkspaceRegulations", "regulations.0.id"),
    "scheduleId": SCHEDULE,
    "sourceId": SOURCE,
    "sourceMetadataId": Of("getSourcesCatalog", "sourcesCatalog.0.id"),
    "spaceId": Of("listSpaces", "spaces.0.id"),
    "subscriptionId": subscription_of_model,
    "subscriptions.id": Of("listSubscriptionsFromDestination", "subscriptions.0.id"),
    "syncId": Of("listReverseETLSyncStatusesFromModelAndSubscriptionId", "syncStatuses.0.syncId"),
    "trackingPlanId": Of("listTrackingPlans", "trackingPlans.0.id"),
    "traitKey": Of("listTraits", "traits.0.trait"),
    "transformationId": Of("listTransformations", "transformations.0.id"),
    "userGroupId": Of("listUserGroups", "userGroups.0.id"),
    "userId": Of("listUsers", "users.0.id"),
    "value": "contract",
    "versionId": Of("listFunctionVersions", "versions.0.id"),
    "warehouseId": Of("listWarehouses", "warehouses.0.id"),
    "warehouseMetadataId": Of("getWarehousesCatalog", "warehousesCatalog.0.id"),
    "writeKey": Of("createWriteKeyForSource", "source.writeKeys.1"),
    # What a request to one operation needs besides.
    "addAudienceScheduleToAudience:id": LINKED_AUDIENCE,
    "addConnectionFromSourceToWarehouse:sourceId": Of("createSource", "source.id"),
    "cancelReverseETLSyncForModel:syncId": Of("createReverseETLManualSync", "reverseETLManualSync.syncId"),
    "createCloudSourceRegulation:sourceId": CLOUD_SOURCE,
    "createFunctionDeployment:functionId": SOURCE_FUNCTION,
    "deleteCredential:credentialId": Of("createCredential", "credential.id"),
    "deleteDestination:destinationId": OTHER_DESTINATION,
    "deleteFilterById:id": Of("createFilterForSpace", "filter.id"),
    "deleteFunction:functionId": Of("createFunction", "function.id"),
    "deleteInsertFunctionInstance:instanceId": Of("createInsertFunctionInstance", "insertFunctionInstance.id"),
    "deleteReverseEtlModel:modelId": Of("createReverseEtlModel", "reverseEtlModel.id"),
    "deleteSource:sourceId": Of("createSource", "source.id"),
    "deleteTrackingPlan:trackingPlanId": Of("createTrackingPlan", "trackingPlan.id"),
    "deleteTransformation:transformationId": Of("createTransformation", "transformation.id"),
    "deleteUserGroup:userGroupId": Of("createUserGroup", "userGroup.id"),
    "deleteWarehouse:warehouseId": Of("createWarehouse", "warehouse.id"),
    "forceExecuteAudienceRun:audienceId": LINKED_AUDIENCE,
    "getAudienceScheduleFromSpaceAndAudience:id": SCHEDULED_AUDIENCE,
    "listAudienceSchedulesFromSpaceAndAudience:id": SCHEDULED_AUDIENCE,
    "listSampleValuesFromEventProperty:propertyName": Of("listPropertiesFromEvent", "eventProperties.0.name"),
    "removeActivationFromAudience:id": Of("addActivationToAudience", "activation.id"),
    "removeAudienceFromSpace:id": Of("createAudience", "audience.id"),
    "removeAudienceScheduleFromAudience:id": SCHEDULED_AUDIENCE,
    "removeComputedTraitFromSpace:id": Of("createComputedTrait", "computedTrait.id"),
    "removeDestinationFromAudience:destinationId": newly_connected,
    "removeFilterFromDestination:filterId": Of("createFilterForDestination", "filter.id"),
    "removeProfilesWarehouseFromSpace:warehouseId": Of("createProfilesWarehouse", "profilesWarehouse.id"),
    "removeSubscriptionFromDestination:id": Of("createDestinationSubscription", "destinationSubscription.id"),
    "updateAudienceScheduleForAudience:id": SCHEDULED_AUDIENCE,
}
"""Values in the URL: by operation and parameter, by the segment before a parameter, or by the parameter alone."""

DAYS: Final = {"startTime": "2026-01-28T00:00:00Z", "endTime": "2026-01-31T00:00:00Z", "granularity": "DAY"}
OF_SOURCE: Final = {**DAYS, "sourceId": SOURCE}
OF_DESTINATION: Final = {
    **DAYS,
    "sourceId": Of("listDestinations", "destinations.0.sourceId"),
    "destinationConfigId": DESTINATION,
}
MONTH: Final = {"period": "2026-01-01"}

QUERIES: Final[Mapping[str, Mapping[str, Value]]] = {
    "deleteInvites": {"emails": [Of("createInvites", "emails.0")]},
    "deleteUsers": {"userIds": [Of("listUsers", "users.2.id")]},
    "echo": {"message": "hello"},
    "getDailyPerSourceAPICallsUsage": MONTH,
    "getDailyPerSourceMTUUsage": MONTH,
    "getDailyWorkspaceAPICallsUsage": MONTH,
    "getDailyWorkspaceMTUUsage": MONTH,
    "getEgressFailedMetricsFromDeliveryOverview": OF_DESTINATION,
    "getEgressSuccessMetricsFromDeliveryOverview": OF_DESTINATION,
    "getEventsVolumeFromWorkspace": {**DAYS, "groupBy": ["eventName"]},
    "getFilteredAtDestinationMetricsFromDeliveryOverview": OF_DESTINATION,
    "getFilteredAtSourceMetricsFromDeliveryOverview": OF_SOURCE,
    "getIngressFailedMetricsFromDeliveryOverview": OF_SOURCE,
    "getIngressSuccessMetricsFromDeliveryOverview": OF_SOURCE,
    "listDeliveryMetricsSummaryFromDestination": {
        "sourceId": Of("listDestinations", "destinations.0.sourceId"),
    },
    "listFiltersForSpace": {"integrationId": Of("listSpaces", "spaces.0.id")},
    "listFunctions": {"resourceType": "DESTINATION"},
    "listInsertFunctionInstances": {"functionId": INSERT_FUNCTION},
    "listSampleValuesFromEventProperty": {"propertyType": Of("listPropertiesFromEvent", "eventProperties.0.type")},
    "removeRulesFromTrackingPlan": {
        "rules": [
            {
                "type": Of("listRulesFromTrackingPlan", "rules.0.type"),
                "key": Of("listRulesFromTrackingPlan", "rules.0.key"),
                "version": Of("listRulesFromTrackingPlan", "rules.0.version"),
            }
        ]
    },
    "removeSourceFromTrackingPlan": {"sourceId": Of("listSourcesFromTrackingPlan", "sources.0.id")},
    "removeUsersFromUserGroup": {"emails": [Of("listUsersFromUserGroup", "users.0.email")]},
}
"""What has to stand in the query."""

BODIES: Final[Mapping[str, Mapping[str, Value]]] = {
    "addActivationToAudience": {
        "performResync": False,
        "activationType": "Audience Entered",
        "activationName": Fresh(),
        "enabled": False,
    },
    "addAudienceScheduleToAudience": EVERY_HOUR,
    "addDestinationToAudience": {"destination": {"id": OTHER_DESTINATION, "type": "destination"}},
    "addLabelsToSource": {"labels": LABELS},
    "addPermissionsToUser": {"permissions": PERMISSIONS},
    "addPermissionsToUserGroup": {"permissions": PERMISSIONS},
    "addSourceToTrackingPlan": {"sourceId": Of("createSource", "source.id")},
    "addUsersToUserGroup": {"emails": PEOPLE},
    "batchQueryMessagingSubscriptionsForSpace": {"subscriptions": [{"key": "ann@example.com", "type": "EMAIL"}]},
    "cancelReverseETLSyncForModel": {"reasonForCanceling": 4},
    "createAudience": {
        "name": Fresh(),
        "audienceType": "USERS",
        "definition": {"query": "event('Order Completed').count() >= 1"},
    },
    "createAudiencePreview": {
        "audienceType": "USERS",
        "definition": {"query": "event('Order Completed').count() >= 1"},
    },
    "createCloudSourceRegulation": {
        "regulationType": "DELETE_ONLY",
        "subjectType": "OBJECT_ID",
        "subjectIds": ["object-1"],
        "collection": "accounts",
    },
    "createComputedTrait": {
        "name": Fresh(),
        "definition": {"type": "USERS", "query": "event('Order Completed').count()"},
    },
    "createCredential": {"name": Fresh(), "settings": Of("listCredentials", "credentials.0.settings")},
    "createDbtModelSyncTrigger": {"sourceId": SOURCE},
    "createDestination": {
        "sourceId": SOURCE,
        "metadataId": Of("listDestinations", "destinations.0.metadata.id"),
        "settings": Of("listDestinations", "destinations.0.settings"),
        "name": Fresh(),
    },
    "createDestinationSubscription": {
        "name": Fresh(),
        "actionId": Of("getDestination", "destination.metadata.actions.0.id"),
        "trigger": EVENTS,
        "enabled": False,
    },
    "createDownload": {"collectionId": "contract", "hour": "2026-01-30T12:00:00Z"},
    "createFilterForDestination": {
        "sourceId": Of("getDestination", "destination.sourceId"),
        "if": EVENTS,
        "actions": [{"type": "DROP"}],
        "title": Fresh(),
        "enabled": False,
    },
    "createFilterForSpace": {
        "integrationId": Of("listSpaces", "spaces.0.id"),
        "name": Fresh(),
        "if": EVENTS,
        "drop": True,
    },
    "createFunction": {
        "code": "async function onTrack(event) {}",
        "displayName": Fresh(),
        "resourceType": "DESTINATION",
    },
    "createInsertFunctionInstance": {
        "functionId": INSERT_FUNCTION,
        "integrationId": DESTINATION,
        "name": Fresh(),
        "settings": Of("listInsertFunctionInstances", "instances.0.settings"),
    },
    "createInvites": {"invites": [{"email": Fresh(end="@example.com"), "permissions": PERMISSIONS}]},
    "createLabel": {"label": {"key": Fresh("key-"), "value": "contract"}},
    "createLivePlugin": {"code": "export default {}"},
    "createProfilesWarehouse": {**DATABASE, "name": Fresh(), "schemaName": Fresh("schema_")},
    "createReverseETLManualSync": {
        "sourceId": Of("listReverseEtlModels", "models.0.sourceId"),
        "modelId": Of("listReverseEtlModels", "models.0.id"),
        "subscriptionId": subscription_of_model,
    },
    "createReverseEtlModel": {
        "sourceId": Of("listReverseEtlModels", "models.0.sourceId"),
        "name": Fresh(),
        "description": "Made by a test",
        "enabled": True,
        "query": "select id from users",
        "queryIdentifierColumn": "id",
    },
    "createSource": {"slug": Fresh(), "enabled": True, "metadataId": Of("listSources", "sources.0.metadata.id")},
    "createSourceRegulation": {"regulationType": "SUPPRESS_ONLY", "subjectType": "USER_ID", "subjectIds": ["user-1"]},
    "createTrackingPlan": {"name": Fresh(), "type": "LIVE"},
    "createTransformation": {
        "name": Fresh(),
        "sourceId": SOURCE,
        "enabled": False,
        "if": EVENTS,
        "newEventName": "Signed",
    },
    "createUserGroup": {"name": Fresh()},
    "createValidationInWarehouse": DATABASE,
    "createWarehouse": {**DATABASE, "name": Fresh()},
    "createWorkspaceRegulation": {
        "regulationType": "SUPPRESS_ONLY",
        "subjectType": "USER_ID",
        "subjectIds": ["user-1"],
    },
    "previewDestinationFilter": {
        "filter": {"if": EVENTS, "actions": [{"type": "DROP"}]},
        "payload": {"type": "track", "event": "Contract Signed"},
    },
    "replaceAdvancedSyncScheduleForWarehouse": {
        "enabled": True,
        "schedule": {"times": [{"hourOfDay": 3, "enabled": True}], "timezone": "Europe/Berlin"},
    },
    "replaceLabelsInSource": {"labels": LABELS},
    "replaceMessagingSubscriptionsInSpaces": {
        "subscriptions": [{"key": "ann@example.com", "type": "EMAIL", "status": "SUBSCRIBED"}]
    },
    "replacePermissionsForUser": {"permissions": PERMISSIONS},
    "replacePermissionsForUserGroup": {"permissions": PERMISSIONS},
    "replaceRulesInTrackingPlan": {"rules": RULES},
    "replaceUsersInUserGroup": {"emails": PEOPLE},
    "restoreFunctionVersion": {"versionId": Of("listFunctionVersions", "versions.1.id")},
    "updateActivationForAudience": {"activationName": Fresh()},
    "updateAudienceForSpace": {"name": Fresh()},
    "updateAudienceScheduleForAudience": EVERY_HOUR,
    "updateComputedTraitForSpace": {"name": Fresh()},
    "updateCredential": {"name": Fresh()},
    "updateDestination": {"name": Fresh()},
    "updateDestinationForAudience": {"idSyncConfiguration": [{"externalId": "email", "strategy": "last"}]},
    "updateFilterById": {"integrationId": Of("listSpaces", "spaces.0.id"), "name": Fresh()},
    "updateFilterForDestination": {"title": Fresh()},
    "updateFunction": {"displayName": Fresh()},
    "updateInsertFunctionInstance": {"name": Fresh(), "settings": {}},
    "updateProfilesWarehouseForSpaceWarehouse": {"name": Fresh(), "settings": {}},
    "updateReverseEtlModel": {"name": Fresh()},
    "updateRulesInTrackingPlan": {"rules": RULES},
    "updateSchemaSettingsInSource": {"track": {"allowUnplannedEvents": True}},
    "updateSelectiveSyncForWarehouse": {
        "syncOverrides": [
            {
                "sourceId": CONNECTED_SOURCE,
                "collection": Of("listSelectiveSyncsFromWarehouseAndSource", "items.0.collection"),
                "enabled": False,
            }
        ]
    },
    "updateSelectiveSyncForWarehouseAndSpace": {
        "syncOverrides": [
            {"collection": Of("listSelectiveSyncsFromWarehouseAndSpace", "items.0.collection"), "enabled": False}
        ]
    },
    "updateSource": {"name": Fresh()},
    "updateSubscriptionForDestination": {"input": {"name": Fresh()}},
    "updateTrackingPlan": {"name": Fresh()},
    "updateTransformation": {"name": Fresh()},
    "updateUserGroup": {"name": Fresh()},
    "updateWarehouse": {"name": Fresh(), "settings": {}},
}
"""What the body holds; nothing where there is no body."""


@asynccontextmanager
async def demo_of(box: Sandbox) -> AsyncIterator[Demo]:
    """Open a client of a sandbox that has the seed ``demo``."""
    async with PublicClient(box.token, base_url=box.url, retries=0, limiter=Unlimited()) as client:
        yield Demo(lambda _: client, ENDPOINTS, paths=PATHS, queries=QUERIES, bodies=BODIES)
