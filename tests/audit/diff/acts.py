"""What somebody did to the demo workspace between two audits, and what a diff is to say of each act.

``@kind:name`` stands for the id of a thing of the demo, ``...`` for a value that is not looked at.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

MARKER: Final = re.compile(r"\[redacted:[0-9a-f]{12}\]")


class Markers:
    """Equals a list of so many different markers."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, list) and len({one for one in other if MARKER.fullmatch(one)}) == self.count

    def __hash__(self) -> int:
        return hash(self.count)

    def __repr__(self) -> str:
        return f"{self.count} markers"


@frozen
class Act:
    """One thing that somebody did."""

    operation: str
    asked: Mapping[str, Any]
    """Its ``path``, ``query`` and ``body``."""

    said: tuple[str, str, tuple[str, ...]]
    """What a diff says of it: the change, the kind, the names on the way."""

    fields: Mapping[str, tuple[Any, Any]] = field(factory=dict[str, tuple[Any, Any]])
    """Path, and the values before and after."""

    below: int = 0


def path(**values: str) -> dict[str, Any]:
    return {"path": values}


ORDER = {"type": "object", "properties": {"properties": {"type": "object", "required": ["order_id"]}}}
NIGHTLY = {"timezone": "Europe/Berlin", "times": [{"hourOfDay": 3, "enabled": True}]}
BY_WEIGHT = {"@path": "$.properties.weight"}
ADMIN = "@role:Source Admin"
SHOP = "@space:Shop Customers"
REFILL = "@space-audience:Households Due for a Refill"

THIRTY: Final[tuple[Act, ...]] = (
    # Sources
    Act(
        "updateSource",
        path(sourceId="@source:The Journal") | {"body": {"name": "The Daily Journal"}},
        ("changed", "source", ("The Daily Journal",)),
        {"name": ("The Journal", "The Daily Journal")},
    ),
    Act(
        "updateSource",
        path(sourceId="@source:Gift Finder") | {"body": {"enabled": False}},
        ("changed", "source", ("Gift Finder",)),
        {"enabled": (True, False)},
    ),
    Act(
        "createSource",
        {"body": {"slug": "pop-up-store", "enabled": True, "metadataId": "IqDTy1TpoU"}},
        ("added", "source", ("pop-up-store",)),
        below=7,  # it is loaded into every warehouse
    ),
    Act(
        "deleteSource",
        path(sourceId="@source:Store Tills"),
        ("removed", "source", ("Store Tills",)),
        below=3,  # two destinations, a warehouse
    ),
    Act(
        "addLabelsToSource",
        path(sourceId="@source:Showroom Kiosk") | {"body": {"labels": [{"key": "region", "value": "nordics"}]}},
        ("added", "source-label", ("Showroom Kiosk", "region:nordics")),
    ),
    Act(
        "replaceLabelsInSource",
        path(sourceId="@source:Mail Events") | {"body": {"labels": [{"key": "environment", "value": "production"}]}},
        ("removed", "source-label", ("Mail Events", "team:growth")),
    ),
    Act(
        "updateSchemaSettingsInSource",
        path(sourceId="@source:Payments") | {"body": {"track": {"commonEventOnViolations": "BLOCK"}}},
        ("changed", "source-settings", ("Payments",)),
        {"settings.track.commonEventOnViolations": ("ALLOW", "BLOCK")},
    ),
    Act(
        "createWriteKeyForSource",
        path(sourceId="@source:Loyalty Service"),
        ("changed", "source", ("Loyalty Service",)),
        {"writeKeys": (Markers(1), Markers(2))},
    ),
    # Destinations
    Act(
        "createDestination",
        {
            "body": {
                "sourceId": "@source:Wholesale API",
                "metadataId": "54521fd725e721e32a72eebb",
                "name": "Wholesale Analytics",
                "settings": {"trackingId": "UA-000000-2"},
            }
        },
        ("added", "destination", ("Wholesale API", "Wholesale Analytics")),
    ),
    Act(
        "updateDestination",
        path(destinationId="@destination:GA4") | {"body": {"name": "Analytics 4", "settings": {"currency": "EUR"}}},
        ("changed", "destination", ("Web Shop", "Analytics 4")),
        {"name": ("GA4", "Analytics 4"), "settings.currency": (None, "EUR")},
    ),
    Act(
        "updateDestination",
        path(destinationId="@destination:Zendesk") | {"body": {"enabled": False}},
        ("changed", "destination", ("Order Backend", "Zendesk")),
        {"enabled": (True, False)},
    ),
    Act(
        "deleteDestination",
        path(destinationId="@destination:Fraud Scoring"),
        ("removed", "destination", ("Checkout Service", "Fraud Scoring")),
        below=1,  # a filter
    ),
    Act(
        "createFilterForDestination",
        path(destinationId="@destination:Branch")
        | {
            "body": {
                "sourceId": "@source:iOS App",
                "title": "Installs only",
                "if": 'event = "Application Installed"',
                "actions": [{"type": "DROP"}],
                "enabled": True,
            }
        },
        ("added", "destination-filter", ("iOS App", "Branch", "Installs only")),
    ),
    Act(
        "updateFilterForDestination",
        path(destinationId="@destination:Hotjar", filterId="@destination-filter:No baskets")
        | {"body": {"if": 'event = "Cart Viewed"'}},
        ("changed", "destination-filter", ("Web Shop", "Hotjar", "No baskets")),
        {"if": (..., 'event = "Cart Viewed"')},
    ),
    Act(
        "updateSubscriptionForDestination",
        path(destinationId="@destination:Google Ads", id="@destination-subscription:Upload Click Conversion")
        | {"body": {"input": {"settings": {"value": BY_WEIGHT}}}},
        ("changed", "destination-subscription", ("Checkout Service", "Google Ads", "Upload Click Conversion")),
        {"settings.value.@path": ("$.properties.total", "$.properties.weight")},
    ),
    # Functions
    Act(
        "updateFunction",
        path(functionId="@function:Margin (Thistle & Twine)") | {"body": {"code": "// Nothing left to do.\n"}},
        ("changed", "function", ("Margin (Thistle & Twine)",)),
        {"code": (..., "// Nothing left to do.\n")},
    ),
    Act(
        "createFunctionDeployment",
        path(functionId="@function:Parcel Tracking"),
        ("changed", "function", ("Parcel Tracking",)),
        {"deployedCode": (..., ...)},
    ),
    Act(
        "createInsertFunctionInstance",
        {
            "body": {
                "functionId": "@function:Country Codes (Thistle & Twine)",
                "integrationId": "@source:Price Feed",
                "name": "Country codes of prices",
                "settings": {},
            }
        },
        ("added", "function-instance", ("Country Codes (Thistle & Twine)", "Country codes of prices")),
    ),
    # Tracking plans
    Act(
        "updateTrackingPlan",
        path(trackingPlanId="@tracking-plan:Gift Registry") | {"body": {"name": "Wish Lists"}},
        ("changed", "tracking-plan", ("Wish Lists",)),
        {"name": ("Gift Registry", "Wish Lists")},
    ),
    Act(
        "updateRulesInTrackingPlan",
        path(trackingPlanId="@tracking-plan:Orders on the Server")
        | {"body": {"rules": [{"type": "TRACK", "key": "Order Updated", "version": 1, "jsonSchema": ORDER}]}},
        ("changed", "tracking-plan-rule", ("Orders on the Server", "Order Updated")),
        {"jsonSchema": (..., {"properties": {"properties": {"required": ["order_id"]}}})},
    ),
    Act(
        "addSourceToTrackingPlan",
        path(trackingPlanId="@tracking-plan:Loyalty") | {"body": {"sourceId": "@source:Help Desk"}},
        ("added", "tracking-plan-source", ("Loyalty", "Help Desk")),
    ),
    # Warehouses
    Act(
        "removeSourceConnectionFromWarehouse",
        path(warehouseId="@warehouse:Snowflake", sourceId="@source:CRM"),
        ("removed", "warehouse-connected-source", ("Snowflake", "CRM")),
    ),
    Act(
        "updateSelectiveSyncForWarehouse",
        path(warehouseId="@warehouse:Snowflake")
        | {
            "body": {
                "syncOverrides": [
                    {"sourceId": "@source:Web Shop", "collection": "account_created", "enabled": False},
                    {
                        "sourceId": "@source:Web Shop",
                        "collection": "order_completed",
                        "property": "order_id",
                        "enabled": False,
                    },
                ]
            }
        },
        ("changed", "warehouse-connected-source-selective-sync", ("Snowflake", "Web Shop")),
        {
            "account_created.enabled": (True, False),
            "order_completed.properties.order_id.enabled": (True, False),
        },
    ),
    Act(
        "replaceAdvancedSyncScheduleForWarehouse",
        path(warehouseId="@warehouse:BigQuery")
        | {
            "body": {
                "enabled": True,
                "schedule": {"timezone": "Europe/Berlin", "times": [{"hourOfDay": 3, "enabled": True}]},
            }
        },
        ("changed", "warehouse-advanced-sync-schedule", ("BigQuery",)),
        {
            "enabled": (False, True),
            "schedule.times": (None, [{"hourOfDay": 3, "enabled": True}]),
            "schedule.timezone": (None, "Europe/Berlin"),
        },
    ),
    # Spaces
    Act(
        "updateAudienceForSpace",
        path(spaceId=SHOP, id="@space-audience:Chair Lovers")
        | {"body": {"definition": {"query": "event('Product Viewed').count() >= 9", "type": "USERS"}}},
        ("changed", "space-audience", ("Shop Customers", "Chair Lovers")),
        {"definition.query": (..., "event('Product Viewed').count() >= 9"), "definition.type": (None, "USERS")},
    ),
    Act(
        "createComputedTrait",
        path(spaceId=SHOP)
        | {
            "body": {
                "name": "Orders in all",
                "enabled": True,
                "definition": {"type": "USERS", "query": "event('Order Completed').count()"},
            }
        },
        ("added", "space-computed-trait", ("Shop Customers", "Orders in all")),
    ),
    # People
    Act(
        "addUsersToUserGroup",
        path(userGroupId="@group:Press") | {"body": {"emails": ["leo@shop.example.com"]}},
        ("added", "group-user", ("Press", "Leo Brandt")),
    ),
    Act(
        "addPermissionsToUser",
        path(userId="@user:Aiko Tanaka")
        | {
            "body": {
                "permissions": [{"roleId": ADMIN, "resources": [{"type": "SOURCE", "id": "@source:Web Shop"}]}],
            }
        },
        ("changed", "user", ("Aiko Tanaka",)),
        {'permissions["Source Admin"]': (None, ["source Web Shop"])},
    ),
    Act(
        "deleteUsers",
        {"query": {"userIds": ["@user:Carmen Ortega"]}},
        ("removed", "user", ("Carmen Ortega",)),
        below=3,  # three groups
    ),
    Act(
        "createLabel",
        {"body": {"label": {"key": "team", "value": "wholesale"}}},
        ("added", "label", ("team:wholesale",)),
    ),
)
"""Thirty acts of many kinds."""
