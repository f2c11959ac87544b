"""Cases about what the workspace is billed for, and about regulations."""

from typing import Final

from segment_async.sandbox.seeds.cases.case import Case

PLANTED: Final = (
    Case(
        "usage-pace",
        "workspace",
        "thistle-twine",
        "the price feed sends every price every minute",
        within="api-calls",
        from_day=8,
    ),
    Case("regulation-stuck", "regulation", "customer-1030", "one destination has been at it for 43 days"),
    Case("regulation-stuck", "source-regulation", "customer-1035", "one destination has been at it for 36 days"),
)

NEAR_MISSES: Final = (
    Case("usage-pace", "workspace", "thistle-twine", "no user is behind what the price feed sends", within="mtu"),
    Case("usage-pace", "source", "price-feed", "its calls are judged with those of all others"),
    Case("regulation-stuck", "regulation", "customer-1045", "runs for 28 days"),
    Case("regulation-stuck", "regulation", "customer-1080", "runs for 3 days"),
    Case("regulation-stuck", "regulation", "customer-1010", "failed in one destination, and is done"),
    Case("regulation-stuck", "regulation", "customer-1002", "is done"),
)
