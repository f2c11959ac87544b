"""Models of the *Reverse ETL* tag of the Segment Public API.

Generated from ``openapi/public/reverse_etl.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import frozen

__all__ = [
    "CancelReverseETLSyncForModelOutput",
    "ReverseETLManualSyncJobOutput",
    "ReverseETLSyncStatus",
    "ReverseEtlModel",
    "SyncExtractPhase",
    "SyncLoadPhase",
]


@frozen(kw_only=True, weakref_slot=False)
class CancelReverseETLSyncForModelOutput:
    """What became of a request to cancel a sync."""

    model_id: str
    """Id of the model that is synced."""

    sync_id: str
    """Id of the sync that was to be canceled."""

    error_code: str | None = None
    """Why canceling failed, as a code; absent where it did not."""

    error_message: str | None = None
    """Why canceling failed, in words; absent where it did not."""

    status: str | None = None
    """State of the sync or of the request, as the server words it."""


@frozen(kw_only=True, weakref_slot=False)
class ReverseETLManualSyncJobOutput:
    """A sync that was started by hand."""

    started_at: str
    """When the sync began, RFC 3339."""

    sync_id: str
    """Id of the sync, to follow or cancel it by."""


@frozen(kw_only=True, weakref_slot=False)
class SyncExtractPhase:
    """The part of a reverse ETL sync that reads rows from the source and finds what changed."""

    added_count: str
    """Number of rows found to be new, written as a string."""

    updated_count: str
    """Number of rows found to be changed, written as a string."""

    deleted_count: str
    """Number of rows found to be gone, written as a string."""

    extract_count: str
    """Number of rows extracted, written as a string."""

    error_code: str
    """Code of what went wrong while extracting, if anything did."""

    started_at: str
    """When extracting began, RFC 3339."""

    finished_at: str
    """When extracting ended, RFC 3339."""


@frozen(kw_only=True, weakref_slot=False)
class SyncLoadPhase:
    """The part of a reverse ETL sync that delivers records to the destination."""

    deliver_success_count: str
    """Number of records delivered, written as a string."""

    deliver_failure_count: str
    """Number of records that could not be delivered, written as a string."""

    error_code: str
    """Code of what went wrong while delivering, if anything did."""

    started_at: str
    """When delivery began, RFC 3339."""

    finished_at: str
    """When delivery ended, RFC 3339."""


@frozen(kw_only=True, weakref_slot=False)
class ReverseETLSyncStatus:
    """One run of a reverse ETL model: how far it came and how it ended."""

    sync_id: str
    """Names the sync when you read or cancel it."""

    model_id: str
    """Id of the model that was synced."""

    source_id: str
    """Id of the source that the model belongs to."""

    sync_status: str
    """State of the sync, as the server words it."""

    duration: str
    """How long the sync has taken, as the server words it."""

    started_at: str
    """When the sync began, RFC 3339."""

    finished_at: str | None = None
    """When the sync ended, RFC 3339; may be missing while it runs."""

    extract_phase: SyncExtractPhase | None = None
    """The part that reads rows from the source, where the sync came to it."""

    load_phase: SyncLoadPhase | None = None
    """The part that delivers records to the destination, where the sync came to it."""

    error: str | None = None
    """What went wrong, in words; absent where nothing did."""

    error_code: str | None = None
    """What went wrong, as a code; absent where nothing did."""


@frozen(kw_only=True, weakref_slot=False)
class ReverseEtlModel:
    """A query whose rows are sent from a warehouse to destinations."""

    id: str
    """Names the model in every other call."""

    source_id: str
    """Id of the source that the query runs against."""

    name: str
    """Human-readable name."""

    description: str
    """What the model is for."""

    enabled: bool
    """Whether the model is switched on."""

    query: str
    """SQL that selects the rows to sync."""

    query_identifier_column: str
    """Column of the result whose value identifies a row."""
