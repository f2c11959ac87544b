"""The views of a snapshot: what users start from with SQL.

They are data, so that the file, its documentation and the tests say the same. A snapshot holds those that the API tells
something of which it was read through.
"""

import sqlite3
from collections.abc import Mapping
from typing import Final

from segment_async.audit.apis import ApiName
from segment_async.audit.snapshot.views import computed, connections, delivery, events, gates, loading, people
from segment_async.audit.snapshot.views.base import Described, View
from segment_async.audit.snapshot.views.tables import TABLES

__all__ = ["TABLES", "VIEWS", "Described", "View", "create_views", "query_of"]

VIEWS: Final[Mapping[str, View]] = {
    **connections.VIEWS,
    **gates.VIEWS,
    **events.VIEWS,
    **delivery.VIEWS,
    **loading.VIEWS,
    **people.VIEWS,
    **computed.VIEWS,
}
"""Every view by its name."""


def query_of(name: str, api: ApiName) -> str | None:
    """Return the query of a view; ``None`` where an API does not tell any of it."""
    view = VIEWS[name]
    return (view.sql if api == "public" else view.config) or None


def create_views(db: sqlite3.Connection, api: ApiName = "public") -> None:
    """Create the views in a snapshot, unless they are there.

    Args:
        db: The snapshot, with its tables.
        api: What it is read through.
    """
    for name in VIEWS:
        query = query_of(name, api)
        if query is not None:
            db.execute(f"CREATE VIEW IF NOT EXISTS {name} AS\n{query.strip()}")
