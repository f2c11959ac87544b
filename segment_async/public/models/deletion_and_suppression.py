"""Models of the *Deletion and Suppression* tag of the Segment Public API.

Generated from ``openapi/public/deletion_and_suppression.yaml`` by ``python -m codegen``; do not edit.
"""

from typing import Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

__all__ = [
    "DeletionAndSuppressionCreateCloudSourceRegulationSubjectType",
    "DeletionAndSuppressionCreateSourceRegulationSubjectType",
    "DeletionAndSuppressionCreateWorkspaceRegulationSubjectType",
    "DeletionAndSuppressionListSourceRegulationsRegulationTypes",
    "DeletionAndSuppressionListWorkspaceRegulationsRegulationTypes",
    "DeletionAndSuppressionRegulationType",
    "DestinationStatus",
    "DestinationStatusStatus",
    "Regulation",
    "RegulationListEntry",
    "RegulationListEntryRegulationType",
    "RegulationOverallStatus",
    "StreamStatus",
    "SuppressedInner",
]

DestinationStatusStatus: TypeAlias = (
    Literal["FAILED", "FINISHED", "INITIALIZED", "INVALID", "NOT_SUPPORTED", "PARTIAL_SUCCESS", "RUNNING"] | str
)
"""Known values of ``status``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationStatus:
    """How a regulation went in one destination."""

    name: str
    """Name of the destination."""

    id: str
    """Id of the destination."""

    status: DestinationStatusStatus
    """How far the destination has come with the regulation."""

    err_string: str
    """What went wrong there, if anything did."""

    finished_at: str
    """When the destination was done; RFC 3339. Look at the status before relying on it."""


@frozen(kw_only=True, weakref_slot=False)
class StreamStatus:
    """How a regulation went in one stream of data."""

    id: str
    """Id of the stream, as the server states it."""

    destination_status: tuple[DestinationStatus, ...]
    """How it went in each destination behind the stream."""


RegulationOverallStatus: TypeAlias = (
    Literal["FAILED", "FINISHED", "INITIALIZED", "INVALID", "NOT_SUPPORTED", "PARTIAL_SUCCESS", "RUNNING"] | str
)
"""Known values of ``overallStatus``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class Regulation:
    """An order to delete or suppress data, and how far it has come."""

    id: str
    """Names the regulation; the id that creating it gave."""

    workspace_id: str
    """Id of the workspace it belongs to."""

    overall_status: RegulationOverallStatus
    """State of the whole; FAILED as soon as one destination fails or cannot comply."""

    finished_at: str | None = None
    """When the regulation was done with; RFC 3339, and absent until then."""

    created_at: str
    """When the regulation was filed; RFC 3339."""

    stream_status: tuple[StreamStatus, ...]
    """How it went in each stream of data."""


RegulationListEntryRegulationType: TypeAlias = (
    Literal[
        "DELETE_ARCHIVE_ONLY",
        "DELETE_INTERNAL",
        "DELETE_ONLY",
        "SUPPRESS_ONLY",
        "SUPPRESS_WITH_DELETE",
        "SUPPRESS_WITH_DELETE_INTERNAL",
        "UNSUPPRESS",
    ]
    | str
)
"""Known values of ``regulationType``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class RegulationListEntry:
    """A regulation in short, as it appears in a list."""

    id: str
    """Id to read the regulation by."""

    subject_type: str
    """What kind of ids the subjects are."""

    subjects: tuple[str, ...] = attrs_field(repr=False)
    """Ids of the people or objects concerned."""

    status: DestinationStatusStatus
    """How far the regulation has come."""

    created_at: str
    """When the regulation was filed; RFC 3339."""

    regulation_type: RegulationListEntryRegulationType
    """What is done: delete, suppress, both or unsuppress; INTERNAL types stay within Segment."""

    finished_at: str | None = None
    """When the regulation was done with; RFC 3339, and absent until then."""


@frozen(kw_only=True, weakref_slot=False)
class SuppressedInner:
    """Ids of one kind whose new data is kept out."""

    subject_type: str
    """What kind of ids these are."""

    subject_ids: tuple[str, ...] = attrs_field(repr=False)
    """Ids that are suppressed."""


DeletionAndSuppressionListWorkspaceRegulationsRegulationTypes: TypeAlias = (
    Literal[
        "DELETE_INTERNAL",
        "DELETE_ONLY",
        "SUPPRESS_ONLY",
        "SUPPRESS_WITH_DELETE",
        "SUPPRESS_WITH_DELETE_INTERNAL",
        "UNSUPPRESS",
    ]
    | str
)
"""Known values of ``regulationTypes``; others pass through."""

DeletionAndSuppressionRegulationType: TypeAlias = (
    Literal[
        "DELETE_INTERNAL",
        "DELETE_ONLY",
        "SUPPRESS_ONLY",
        "SUPPRESS_WITH_DELETE",
        "SUPPRESS_WITH_DELETE_INTERNAL",
        "UNSUPPRESS",
    ]
    | str
)
"""Known values of ``regulationType``; others pass through."""

DeletionAndSuppressionCreateWorkspaceRegulationSubjectType: TypeAlias = Literal["OBJECT_ID", "USER_ID"] | str
"""Known values of ``subjectType``; others pass through."""

DeletionAndSuppressionCreateCloudSourceRegulationSubjectType: TypeAlias = Literal["OBJECT_ID"] | str
"""Known values of ``subjectType``; others pass through."""

DeletionAndSuppressionListSourceRegulationsRegulationTypes: TypeAlias = (
    Literal[
        "DELETE_ARCHIVE_ONLY",
        "DELETE_INTERNAL",
        "DELETE_ONLY",
        "SUPPRESS_ONLY",
        "SUPPRESS_WITH_DELETE",
        "SUPPRESS_WITH_DELETE_INTERNAL",
        "UNSUPPRESS",
    ]
    | str
)
"""Known values of ``regulationTypes``; others pass through."""

DeletionAndSuppressionCreateSourceRegulationSubjectType: TypeAlias = Literal["ANONYMOUS_ID", "USER_ID"] | str
"""Known values of ``subjectType``; others pass through."""
