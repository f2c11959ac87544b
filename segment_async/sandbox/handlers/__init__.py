"""What answers the operations: one module a tag, one function an operation, entered in `HANDLERS` on import."""

from segment_async.sandbox.calls import HANDLERS
from segment_async.sandbox.handlers import (
    catalog,
    destination_filters,
    destinations,
    events,
    labels,
    sources,
    tracking_plans,
    warehouses,
    workspaces,
)

__all__ = [
    "HANDLERS",
    "catalog",
    "destination_filters",
    "destinations",
    "events",
    "labels",
    "sources",
    "tracking_plans",
    "warehouses",
    "workspaces",
]
