"""Models of the *dbt* tag of the Segment Public API.

Generated from ``openapi/public/dbt.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import frozen

__all__ = ["DbtModelSyncTrigger"]


@frozen(kw_only=True, weakref_slot=False)
class DbtModelSyncTrigger:
    """A sync of dbt models that was asked for."""

    id: str
    """Identifies the trigger."""

    source_id: str | None = None
    """Id of the source whose dbt models are synced; may be missing."""

    status: str
    """State of the trigger, as the server words it."""
