"""Cases among sources."""

from typing import Final

from segment_async.sandbox.seeds.cases.case import Case

PLANTED: Final = (
    Case("source-without-destination", "source", "spring-landing", "sends events to nothing at all"),
    Case("source-without-destination", "source", "wholesale-api", "was set up halfway"),
    Case("source-fell-silent", "source", "gift-finder", "fell silent 32 days ago"),
    Case("source-without-events", "source", "wholesale-api", "never sent anything"),
    Case("source-without-events", "source", "franchise-api", "never sent anything, though it has a destination"),
    Case("source-several-write-keys", "source", "web-shop", "has two"),
    Case("source-several-write-keys", "source", "store-tills", "has three"),
)

NEAR_MISSES: Final = (
    Case("source-without-destination", "source", "returns-portal", "its only destinations are disabled"),
    Case("source-without-destination", "source", "price-feed", "is loaded into a warehouse only"),
    Case("source-without-destination", "source", "help-desk", "brings objects, which only warehouses take"),
    Case("source-without-destination", "source", "dealer-portal", "is disabled"),
    Case("source-fell-silent", "source", "press-room", "sent a single event, 29 days ago"),
    Case("source-fell-silent", "source", "summer-sale", "fell silent 75 days ago, but is disabled"),
    Case("source-fell-silent", "source", "wholesale-api", "is silent, and always was"),
    Case("source-without-events", "source", "gift-finder", "sent some until 32 days ago"),
    Case("source-without-events", "source", "dealer-portal", "never sent anything, but is disabled"),
    Case("source-without-events", "source", "payments", "brings objects, which are not counted"),
    Case("source-several-write-keys", "source", "web-shop-staging", "the copy of the shop has one"),
    Case("source-several-write-keys", "source", "order-backend", "has one"),
)
