"""Further acts, mostly of kinds that the thirty leave out, and what a diff is to say of each."""

from typing import Final

from .acts import REFILL, SHOP, Act, path

RENAMED = {"type": "TRACK", "key": "Promotion Won", "newKey": "Prize Won", "version": 1, "jsonSchema": {}}
OFFER = "@space-audience:Big Spenders Due for a Refill"

FURTHER: Final[tuple[Act, ...]] = (
    Act(
        "createLivePlugin",
        path(sourceId="@source:Web Shop") | {"body": {"code": "// Gone.\n"}},
        ("changed", "source-live-plugins-latest", ("Web Shop",)),
        {"code": (..., "// Gone.\n")},
    ),
    Act(
        "createLivePlugin",
        path(sourceId="@source:The Journal") | {"body": {"code": "// New.\n"}},
        ("added", "source-live-plugins-latest", ("The Journal",)),
    ),
    Act(
        "removeSubscriptionFromDestination",
        path(destinationId="@destination:Suppression List", id="@destination-subscription:Bounces and complaints"),
        ("removed", "destination-subscription", ("Mail Events", "Suppression List", "Bounces and complaints")),
    ),
    Act(
        "deleteFunction",
        path(functionId="@function:Drop Robots (Thistle & Twine)"),
        ("removed", "function", ("Drop Robots (Thistle & Twine)",)),
        below=3,  # what it is attached to
    ),
    Act(
        "updateInsertFunctionInstance",
        path(instanceId="@function-instance:Margin (Thistle & Twine) on Checkout Service")
        | {"body": {"enabled": False, "settings": {}}},
        (
            "changed",
            "function-instance",
            ("Margin (Thistle & Twine)", "Margin (Thistle & Twine) on Checkout Service"),
        ),
        {"enabled": (True, False)},
    ),
    Act(
        "updateTransformation",
        path(transformationId="@transformation:Amplitude gets the essentials")
        | {"body": {"allowProperties": ["order_id", "currency", "price"]}},
        ("changed", "transformation", ("iOS App", "Amplitude gets the essentials")),
        {"allowProperties": (["product_id", "order_id", "price", "currency"], ["order_id", "currency", "price"])},
    ),
    Act(
        "updateRulesInTrackingPlan",
        path(trackingPlanId="@tracking-plan:Summer Sale 2025") | {"body": {"rules": [RENAMED]}},
        ("changed", "tracking-plan-rule", ("Summer Sale 2025", "Prize Won")),
        {"key": ("Promotion Won", "Prize Won"), "jsonSchema": (..., None)},
    ),
    Act(
        "removeSourceFromTrackingPlan",
        path(trackingPlanId="@tracking-plan:Summer Sale 2025") | {"query": {"sourceId": "@source:Summer Sale 2025"}},
        ("removed", "tracking-plan-source", ("Summer Sale 2025", "Summer Sale 2025")),
    ),
    Act(
        "deleteTrackingPlan",
        path(trackingPlanId="@tracking-plan:Gift Registry"),
        ("removed", "tracking-plan", ("Gift Registry",)),
        below=4,  # its rules
    ),
    Act(
        "deleteWarehouse",
        path(warehouseId="@warehouse:Redshift"),
        ("removed", "warehouse", ("Redshift",)),
        below=5,  # the sources that it was loaded from
    ),
    Act(
        "deleteReverseEtlModel",
        path(modelId="@reverse-etl-model:Loyalty Tiers"),
        ("removed", "reverse-etl-model", ("Snowflake Models", "Loyalty Tiers")),
    ),
    Act(
        "updateReverseEtlModel",
        path(modelId="@reverse-etl-model:Churn Risk") | {"body": {"query": "SELECT id FROM churn"}},
        ("changed", "reverse-etl-model", ("Snowflake Models", "Churn Risk")),
        {"query": (..., "SELECT id FROM churn")},
    ),
    Act(
        "updateFilterById",
        path(id="@space-filter:No robots") | {"body": {"integrationId": SHOP, "enabled": False}},
        ("changed", "space-filter", ("Shop Customers", "No robots")),
        {"enabled": (True, False)},
    ),
    Act(
        "removeAudienceFromSpace",
        path(spaceId=SHOP, id=OFFER),
        ("removed", "space-audience", ("Shop Customers", "Big Spenders Due for a Refill")),
        below=2,  # a destination, and an activation
    ),
    Act(
        "addAudienceScheduleToAudience",
        path(spaceId=SHOP, id=REFILL) | {"body": {"strategy": "PERIODIC", "config": {"interval": "1d"}}},
        ("added", "space-audience-schedule", ("Shop Customers", "Households Due for a Refill", ...)),
    ),
    Act(
        "addDestinationToAudience",
        path(spaceId=SHOP, audienceId="@space-audience:Chair Lovers")
        | {"body": {"destination": {"id": "@destination:GA4", "type": "destination"}}},
        ("added", "space-audience-destination-connection", ("Shop Customers", "Chair Lovers", "GA4")),
    ),
    Act(
        "updateActivationForAudience",
        path(spaceId=SHOP, audienceId=REFILL, id="@space-audience-activation:Refill list")
        | {"body": {"enabled": True, "personalization": {"profile": {"properties": ["email"]}}}},
        ("changed", "space-audience-activation", ("Shop Customers", "Households Due for a Refill", "Refill list")),
        {
            "enabled": (False, True),
            "personalization.profile.properties": (["email", "first_name", "country"], ["email"]),
        },
    ),
    Act(
        "removeComputedTraitFromSpace",
        path(spaceId=SHOP, id="@space-computed-trait:Longest Chat"),
        ("removed", "space-computed-trait", ("Shop Customers", "Longest Chat")),
    ),
    Act(
        "updateSelectiveSyncForWarehouseAndSpace",
        path(spaceId=SHOP, warehouseId="@space-profiles-warehouse:Snowflake")
        | {"body": {"syncOverrides": [{"collection": "external_id_mapping_updates", "enabled": False}]}},
        ("changed", "space-profiles-warehouse-selective-sync", ("Shop Customers", "Snowflake")),
        {"external_id_mapping_updates.enabled": (True, False)},
    ),
    Act(
        "updateUserGroup",
        path(userGroupId="@group:Book Club") | {"body": {"name": "Reading Circle"}},
        ("changed", "group", ("Reading Circle",)),
        {"name": ("Book Club", "Reading Circle")},
    ),
    Act(
        "removeUsersFromUserGroup",
        path(userGroupId="@group:On Call") | {"query": {"emails": ["aiko@shop.example.com"]}},
        ("removed", "group-user", ("On Call", "Aiko Tanaka")),
    ),
    Act(
        "createInvites",
        {"body": {"invites": [{"email": "new@shop.example.com"}]}},
        ("added", "invite", ("new@shop.example.com",)),
    ),
    Act(
        "deleteInvites",
        {"query": {"emails": ["temp.analyst@agency.example.net"]}},
        ("removed", "invite", ("temp.analyst@agency.example.net",)),
        below=1,  # a group
    ),
    Act(
        "updateCredential",
        path(credentialId="@credential:Tunnel") | {"body": {"name": "Old Tunnel"}},
        ("changed", "credential", ("Old Tunnel",)),
        {"name": ("Tunnel", "Old Tunnel")},
    ),
)
"""Further acts, no two of them at one thing."""
