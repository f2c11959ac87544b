"""Cases among destinations."""

from typing import Final

from segment_async.sandbox.seeds.cases.case import Case

PLANTED: Final = (
    Case("destination-disabled", "destination", "web-shop/Universal Analytics", "replaced, never deleted"),
    Case("destination-disabled", "destination", "journal/ClearBrain", "its vendor is gone"),
    Case("destination-disabled", "destination", "returns-portal/Intercom", "nobody answers there"),
    Case("destination-disabled", "destination", "returns-portal/Courier Labels", "runs a function no more"),
    Case("destination-disabled", "destination", "order-backend/Order Alerts (Old)", "replaced, never deleted"),
    Case(
        "destination-duplicate",
        "destination",
        "loyalty-service/Iterable + Iterable (New)",
        "the second was made when the first seemed broken",
    ),
    Case("destination-failing", "destination", "android-app/AppsFlyer", "refuses one event in six"),
    Case("destination-failing", "destination", "mail-events/Suppression List", "its token ran out"),
    Case("destination-without-subscription", "destination", "order-backend/Order Alerts", "its only one is disabled"),
    Case("destination-without-subscription", "destination", "store-tills/Receipt Printer Watch", "it never had any"),
)

NEAR_MISSES: Final = (
    Case("destination-disabled", "destination", "journal/Criteo", "enabled, but a filter drops everything"),
    Case("destination-disabled", "destination", "order-backend/Order Alerts", "enabled, but no subscription is"),
    Case("destination-disabled", "destination", "summer-sale/Customer.io", "enabled, but its source is not"),
    Case("destination-duplicate", "destination", "ios-app/Adjust", "the other one is of another source"),
    Case("destination-duplicate", "destination", "android-app/Adjust", "the other one is of another source"),
    Case(
        "destination-duplicate",
        "destination",
        "order-backend/Order Alerts + Order Alerts (Old)",
        "one of the two is disabled",
    ),
    Case(
        "destination-duplicate",
        "destination",
        "gift-finder/Klaviyo + Klaviyo (Actions)",
        "two kinds that look alike",
    ),
    Case(
        "destination-duplicate",
        "destination",
        "summer-sale/Customer.io + Customer.io (Summer)",
        "their source is disabled",
    ),
    Case("destination-failing", "destination", "ios-app/Branch", "refuses one event in eleven"),
    Case("destination-failing", "destination", "showroom-kiosk/Mixpanel", "refuses half of a few events"),
    Case("destination-failing", "destination", "ios-app/Adjust", "discards nine in ten, and loses none"),
    Case("destination-failing", "destination", "order-backend/Zendesk", "takes two in five only when tried again"),
    Case("destination-without-subscription", "destination", "order-backend/Salesforce", "works without any"),
    Case("destination-without-subscription", "destination", "order-backend/HubSpot", "one of several is disabled"),
    Case("destination-without-subscription", "destination", "order-backend/Order Alerts (Old)", "is disabled itself"),
    Case("destination-without-subscription", "destination", "loyalty-service/Letter Shop", "an audience feeds it"),
)
