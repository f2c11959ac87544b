"""Cases among filters and functions."""

from typing import Final

from segment_async.sandbox.seeds.cases.case import Case

PLANTED: Final = (
    Case("filter-drops-everything", "destination-filter", "Paused until the contract is signed", "has not been since"),
    Case(
        "filter-drops-everything",
        "destination-filter",
        "Orders only",
        "asks for one of two things that exclude no event",
    ),
    Case("filter-drops-everything", "space-filter", "shop-customers-staging/Nothing for now", "was forgotten"),
    Case("filter-never-matches", "destination-filter", "No comments", "nobody can post any more"),
    Case("filter-never-matches", "destination-filter", "Nothing that was undone", "asks for two names at once"),
    Case(
        "filter-never-matches",
        "space-filter",
        "shop-customers/No checkout pages",
        "asks a page for the name of an event",
    ),
    Case("function-unused", "function", "Fax Gateway", "nothing was ever made of it"),
    Case("function-unused", "function", "Gift Card Sales", "has no source yet"),
    Case("function-unused", "function", "Consent Gate", "its only instance is disabled"),
    Case("function-outdated", "function", "Parcel Tracking", "two versions wait to be deployed"),
    Case("function-outdated", "function", "Gift Card Sales", "its only version was never deployed"),
)

NEAR_MISSES: Final = (
    Case("filter-drops-everything", "destination-filter", "No colleagues", "drops some only"),
    Case("filter-drops-everything", "destination-filter", "Orders and sessions only", "keeps two events"),
    Case("filter-drops-everything", "destination-filter", "No addresses", "acts on every event, but drops properties"),
    Case(
        "filter-drops-everything", "destination-filter", "A tenth of everything", "acts on every event, but keeps some"
    ),
    Case("filter-drops-everything", "destination-filter", "Stop everything", "is disabled"),
    Case(
        "filter-drops-everything",
        "destination-filter",
        "Nothing more to Universal Analytics",
        "its destination is disabled",
    ),
    Case("filter-drops-everything", "space-filter", "shop-customers/Everything, for the record", "drops nothing"),
    Case("filter-never-matches", "destination-filter", "No podcasts", "the event was sent once"),
    Case("filter-never-matches", "destination-filter", "No baskets", "a function of the source may call an event so"),
    Case("filter-never-matches", "destination-filter", "No muted videos", "the event is planned, though not sent yet"),
    Case("filter-never-matches", "destination-filter", "Orders and sessions only", "excludes two names"),
    Case("filter-never-matches", "destination-filter", "No baskets and no carts", "there still are carts"),
    Case("filter-never-matches", "destination-filter", "No bills", "a pattern that names of events meet"),
    Case("filter-never-matches", "space-filter", "shop-customers/No robots", "nobody knows what agents there are"),
    Case("function-unused", "function", "Stock Alerts", "one destination runs it"),
    Case("function-unused", "function", "Courier Labels", "one destination is made of it, though disabled"),
    Case("function-unused", "function", "Drop Robots", "one of three instances is enabled"),
    Case("function-outdated", "function", "Loyalty Partner", "its newest version is deployed"),
    Case("function-outdated", "function", "Till Receipts", "its newest version went live as it was saved"),
)
