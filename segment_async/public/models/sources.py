"""Models of the *Sources* tag of the Segment Public API.

Generated from ``openapi/public/sources.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.catalog import SourceMetadata
from segment_async.public.models.labels import Label

__all__ = [
    "GetSourceOutput",
    "GroupSourceSettings",
    "GroupSourceSettingsCommonEventOnViolations",
    "GroupSourceSettingsInput",
    "IdentifySourceSettings",
    "IdentifySourceSettingsInput",
    "ListSchemaSettingsInSourceOutput",
    "Source",
    "SourceSettingsOutput",
    "TrackSourceSettings",
    "TrackSourceSettingsCommonEventOnViolations",
    "TrackSourceSettingsInput",
    "UpdateSchemaSettingsInSourceOutput",
]


@frozen(kw_only=True, weakref_slot=False)
class Source:
    """A place that events come from, such as a website, an app or a server."""

    id: str
    """Names the source in every other call; stays the same for its whole life."""

    slug: str
    """Short name for use in addresses and scripts."""

    name: str | None = None
    """Display name; absent if none was set."""

    metadata: SourceMetadata
    """Catalog entry that says what kind of source it is."""

    workspace_id: str
    """Id of the workspace it belongs to."""

    enabled: bool
    """Whether the source is switched on."""

    write_keys: tuple[str, ...] = attrs_field(repr=False)
    """Keys that clients send events with; empty for a token without admin rights on the source."""

    settings: Mapping[str, Any] | None = attrs_field(default=None, repr=False)
    """Settings of this kind of source, by name; secret values come back masked."""

    labels: tuple[Label, ...]
    """Labels on the source; at most one value for each key."""


@frozen(kw_only=True, weakref_slot=False)
class GetSourceOutput:
    """A source together with the tracking plan it follows."""

    source: Source
    """The source asked for."""

    tracking_plan_id: str | None
    """Id of the tracking plan the source follows; null when it follows none."""


GroupSourceSettingsCommonEventOnViolations: TypeAlias = Literal["ALLOW", "BLOCK", "OMIT_TRAITS"] | str
"""Known values of ``commonEventOnViolations``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class GroupSourceSettings:
    """How a source treats group calls that do not fit its tracking plan."""

    allow_unplanned_traits: bool | None = None
    """Whether group calls keep traits that the tracking plan does not name."""

    allow_traits_on_violations: bool | None = None
    """Whether group calls keep traits that violate the tracking plan."""

    common_event_on_violations: GroupSourceSettingsCommonEventOnViolations | None = None
    """What is done with a group call that violates the common JSON schema."""


@frozen(kw_only=True, weakref_slot=False)
class IdentifySourceSettings:
    """How a source treats identify calls that do not fit its tracking plan."""

    allow_unplanned_traits: bool | None = None
    """Whether identify calls keep traits that the tracking plan does not name."""

    allow_traits_on_violations: bool | None = None
    """Whether identify calls keep traits that violate the tracking plan."""

    common_event_on_violations: GroupSourceSettingsCommonEventOnViolations | None = None
    """What is done with an identify call that violates the common JSON schema."""


TrackSourceSettingsCommonEventOnViolations: TypeAlias = Literal["ALLOW", "BLOCK", "OMIT_PROPERTIES"] | str
"""Known values of ``commonEventOnViolations``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class TrackSourceSettings:
    """How a source treats track events that do not fit its tracking plan."""

    allow_unplanned_events: bool | None = None
    """Whether track events that the tracking plan does not name are let through."""

    allow_unplanned_event_properties: bool | None = None
    """Whether track events keep properties that the tracking plan does not name."""

    allow_event_on_violations: bool | None = None
    """Whether track events that violate the tracking plan are let through."""

    allow_properties_on_violations: bool | None = None
    """Whether track events keep properties that violate the tracking plan."""

    common_event_on_violations: TrackSourceSettingsCommonEventOnViolations | None = None
    """What is done with a track event that violates the common JSON schema."""


@frozen(kw_only=True, weakref_slot=False)
class SourceSettingsOutput:
    """How a source treats events that its tracking plan does not expect or does not accept."""

    track: TrackSourceSettings | None = None
    """Rules for track events."""

    identify: IdentifySourceSettings | None = None
    """Rules for identify calls."""

    group: GroupSourceSettings | None = None
    """Rules for group calls."""

    forwarding_violations_to: str | None = None
    """Id of the source that violations are forwarded to; absent when they are not forwarded."""

    forwarding_blocked_events_to: str | None = None
    """Id of the source that blocked events are forwarded to; absent when they are not forwarded."""


@frozen(kw_only=True, weakref_slot=False)
class ListSchemaSettingsInSourceOutput:
    """Schema settings of one source."""

    source_id: str
    """Id of the source the settings belong to."""

    settings: SourceSettingsOutput
    """How the source treats unplanned and violating events."""


@frozen(kw_only=True, weakref_slot=False)
class UpdateSchemaSettingsInSourceOutput:
    """Schema settings of a source after a change."""

    source_id: str
    """Id of the source that was changed."""

    settings: SourceSettingsOutput
    """Settings now in force, including any defaults the server filled in."""


@frozen(kw_only=True, weakref_slot=False)
class GroupSourceSettingsInput:
    """How a source treats group calls that do not fit its tracking plan."""

    allow_unplanned_traits: bool | Unset = UNSET
    """Whether group calls keep traits that the tracking plan does not name."""

    allow_traits_on_violations: bool | Unset = UNSET
    """Whether group calls keep traits that violate the tracking plan."""

    common_event_on_violations: GroupSourceSettingsCommonEventOnViolations | Unset = UNSET
    """What is done with a group call that violates the common JSON schema."""


@frozen(kw_only=True, weakref_slot=False)
class IdentifySourceSettingsInput:
    """How a source treats identify calls that do not fit its tracking plan."""

    allow_unplanned_traits: bool | Unset = UNSET
    """Whether identify calls keep traits that the tracking plan does not name."""

    allow_traits_on_violations: bool | Unset = UNSET
    """Whether identify calls keep traits that violate the tracking plan."""

    common_event_on_violations: GroupSourceSettingsCommonEventOnViolations | Unset = UNSET
    """What is done with an identify call that violates the common JSON schema."""


@frozen(kw_only=True, weakref_slot=False)
class TrackSourceSettingsInput:
    """How a source treats track events that do not fit its tracking plan."""

    allow_unplanned_events: bool | Unset = UNSET
    """Whether track events that the tracking plan does not name are let through."""

    allow_unplanned_event_properties: bool | Unset = UNSET
    """Whether track events keep properties that the tracking plan does not name."""

    allow_event_on_violations: bool | Unset = UNSET
    """Whether track events that violate the tracking plan are let through."""

    allow_properties_on_violations: bool | Unset = UNSET
    """Whether track events keep properties that violate the tracking plan."""

    common_event_on_violations: TrackSourceSettingsCommonEventOnViolations | Unset = UNSET
    """What is done with a track event that violates the common JSON schema."""
