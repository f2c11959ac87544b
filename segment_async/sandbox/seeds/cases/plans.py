"""Cases about tracking plans, and what is sent beside them."""

from typing import Final

from segment_async.sandbox.seeds.cases.case import Case

PLANTED: Final = (
    Case("source-without-tracking-plan", "source", "journal", "a website that sends events"),
    Case("source-without-tracking-plan", "source", "store-tills", "a server that sends events"),
    Case("source-plan-permissive", "source", "returns-portal", "nobody touched its schema settings"),
    Case("source-plan-permissive", "source", "spring-landing", "holds traits to its plan, but not events"),
    Case("event-unplanned", "source", "web-shop", "sends product_viewed and Test Event"),
    Case("event-unplanned", "source", "checkout-service", "sends an event that only another source has planned"),
    Case("tracking-plan-rule-unseen", "tracking-plan", "Web and App Commerce", "most of it was never built"),
    Case("tracking-plan-rule-unseen", "tracking-plan", "Campaigns", "the only source with a quiz has fallen silent"),
    Case("event-name-inconsistent", "event", "Product Viewed", "is product_viewed in one place"),
    Case("event-name-inconsistent", "event", "Loyalty Card Scanned", "is loyaltyCardScanned on some tills"),
    Case("tracking-plan-without-source", "tracking-plan", "Wholesale Portal", "its source was never made"),
    Case("tracking-plan-without-source", "tracking-plan", "Gift Registry", "a draft"),
)

NEAR_MISSES: Final = (
    Case("source-without-tracking-plan", "source", "crm", "brings objects"),
    Case("source-without-tracking-plan", "source", "dealer-portal", "is disabled"),
    Case("source-without-tracking-plan", "source", "mail-events", "a cloud app that brings events, and has a plan"),
    Case("source-plan-permissive", "source", "web-shop", "lets unplanned properties pass, but no unplanned event"),
    Case("source-plan-permissive", "source", "journal", "lets everything pass, but has no plan"),
    Case("source-plan-permissive", "source", "summer-sale", "lets everything pass, but is disabled"),
    Case("event-unplanned", "source", "store-tills", "sends events of its own, but has no plan"),
    Case("event-unplanned", "source", "showroom-kiosk", "sends screen calls that its plan says nothing of"),
    Case("event-unplanned", "source", "mail-events", "sent an unplanned event until 32 days ago"),
    Case("event-unplanned", "source", "loyalty-service", "sends an event that has a new version of its rule"),
    Case("tracking-plan-rule-unseen", "tracking-plan", "Orders on the Server", "its sources share out the rules"),
    Case("tracking-plan-rule-unseen", "tracking-plan", "Loyalty", "the rule that nobody meets is out of use"),
    Case("tracking-plan-rule-unseen", "tracking-plan", "Summer Sale 2025", "its only source is disabled"),
    Case("tracking-plan-rule-unseen", "tracking-plan", "Shared Events", "a library"),
    Case("event-name-inconsistent", "event", "Article Read", "Articles Read is another event"),
    Case("event-name-inconsistent", "event", "Articles Read", "Article Read is another event"),
    Case("event-name-inconsistent", "event", "Quiz Started", "was quiz_started until 80 days ago"),
    Case("event-name-inconsistent", "event", "Order Completed", "comes from many sources, spelled the same"),
    Case("tracking-plan-without-source", "tracking-plan", "Summer Sale 2025", "its only source is disabled"),
    Case("tracking-plan-without-source", "tracking-plan", "Shared Properties", "a property library"),
    Case("tracking-plan-without-source", "tracking-plan", "Shared Events", "a rule library"),
    Case("tracking-plan-without-source", "tracking-plan", "New Microsite", "a template"),
)
