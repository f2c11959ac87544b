"""What answers the operations: one module a service, one function an operation, entered in `HANDLERS` on import."""

from segment_async.sandbox.config.calls import HANDLERS
from segment_async.sandbox.config.handlers import (
    access_tokens,
    apps,
    catalog,
    deletion_and_suppression,
    destination_filters,
    destinations,
    event_delivery_metrics,
    functions,
    iam,
    sources,
    tracking_plans,
    workspaces,
)

__all__ = [
    "HANDLERS",
    "access_tokens",
    "apps",
    "catalog",
    "deletion_and_suppression",
    "destination_filters",
    "destinations",
    "event_delivery_metrics",
    "functions",
    "iam",
    "sources",
    "tracking_plans",
    "workspaces",
]
