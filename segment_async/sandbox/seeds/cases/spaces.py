"""Cases in spaces."""

from typing import Final

from segment_async.sandbox.seeds.cases.case import Case

PLANTED: Final = (
    Case(
        "audience-without-destination",
        "space-audience",
        "shop-customers/Searched and Never Bought",
        "built, and never used",
    ),
    Case(
        "audience-without-destination",
        "space-audience",
        "shop-customers/Coupon Hunters",
        "only a disabled audience refers to it",
    ),
    Case(
        "audience-without-destination",
        "space-audience",
        "shop-customers/Window Shoppers",
        "the destination that it goes to is disabled",
    ),
    Case(
        "computed-trait-without-destination",
        "space-computed-trait",
        "shop-customers/Coupons Denied",
        "nothing takes it",
    ),
    Case(
        "computed-trait-without-destination",
        "space-computed-trait",
        "shop-customers/Banners Clicked",
        "only a disabled audience asks for it",
    ),
)

NEAR_MISSES: Final = (
    Case(
        "audience-without-destination",
        "space-audience",
        "shop-customers/Lapsing Subscriptions",
        "another audience refers to it",
    ),
    Case(
        "audience-without-destination",
        "space-audience",
        "shop-customers/Letter Instead of Mail",
        "goes to a warehouse only",
    ),
    Case(
        "audience-without-destination",
        "space-audience",
        "shop-customers/Chair Lovers",
        "is connected, though without an activation",
    ),
    Case(
        "audience-without-destination",
        "space-audience",
        "shop-customers/Summer Sale 2025 Visitors",
        "goes nowhere, but is disabled",
    ),
    Case(
        "computed-trait-without-destination",
        "space-computed-trait",
        "shop-customers/Lifetime Value",
        "a destination takes it",
    ),
    Case(
        "computed-trait-without-destination",
        "space-computed-trait",
        "shop-customers/Longest Chat",
        "an audience asks for it",
    ),
    Case(
        "computed-trait-without-destination",
        "space-computed-trait",
        "shop-customers/Weekly Banners",
        "nothing takes it, but it is disabled",
    ),
)
