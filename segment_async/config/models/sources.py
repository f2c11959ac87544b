"""Models of the *Sources* tag of the Segment Config API.

Generated from ``openapi/config/sources.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "FunctionConfigEntry",
    "FunctionConfigEntryInput",
    "LibraryConfig",
    "SchemaConfig",
    "SchemaConfigInput",
    "Source",
    "SourceInput",
    "SourcesCommonGroupEventOnViolations",
    "SourcesCommonIdentifyEventOnViolations",
    "SourcesCommonTrackEventOnViolations",
]

WIRE_NAMES = "snake"


@frozen(kw_only=True, weakref_slot=False)
class FunctionConfigEntry:
    """A setting of a source that runs a function. Confidence: low."""

    name: str | None = None
    """Names the setting, as the function does."""

    value: Any | None = attrs_field(default=None, repr=False)
    """Its value, of whatever kind the function asks for."""

    type: str | None = None
    """What kind of value it is."""


@frozen(kw_only=True, weakref_slot=False)
class LibraryConfig:
    """What Segment's libraries are told when they load."""

    metrics_enabled: bool | None = None
    """Whether libraries report on themselves."""

    retry_queue: bool | None = None
    """Whether libraries keep events that could not be sent, to try again."""

    cross_domain_id_enabled: bool | None = None
    """Whether one person keeps one id across domains."""

    api_host: str | None = None
    """Host that libraries send events to."""


SourcesCommonTrackEventOnViolations: TypeAlias = Literal["ALLOW", "OMIT_PROPERTIES", "BLOCK"] | str
"""Known values of ``common_track_event_on_violations``; others pass through."""

SourcesCommonIdentifyEventOnViolations: TypeAlias = Literal["ALLOW", "OMIT_TRAITS", "BLOCK"] | str
"""Known values of ``common_identify_event_on_violations``; others pass through."""

SourcesCommonGroupEventOnViolations: TypeAlias = Literal["ALLOW", "OMIT_TRAITS", "BLOCK"] | str
"""Known values of ``common_group_event_on_violations``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class SchemaConfig:
    """How strictly the events of a source are checked. Parts of it act only where a tracking plan is connected."""

    name: str | None = None
    """Resource name of the settings."""

    parent: str | None = None
    """The source, as sources/ and its slug."""

    allow_unplanned_track_events: bool | None = None
    """Whether events that the tracking plan lacks are let through."""

    allow_unplanned_identify_traits: bool | None = None
    """Whether traits of people that the tracking plan lacks are kept."""

    allow_unplanned_group_traits: bool | None = None
    """Whether traits of groups that the tracking plan lacks are kept."""

    forwarding_blocked_events_to: str | None = None
    """Slug of the source that gets what was blocked as unplanned; empty for none."""

    allow_unplanned_track_event_properties: bool | None = None
    """Whether properties that the tracking plan lacks are kept in events."""

    allow_track_event_on_violations: bool | None = None
    """Whether events that break a rule are let through."""

    allow_identify_traits_on_violations: bool | None = None
    """Whether traits of people that break a rule are kept."""

    allow_group_traits_on_violations: bool | None = None
    """Whether traits of groups that break a rule are kept."""

    forwarding_violations_to: str | None = None
    """Slug of the source that gets word of each violation; empty for none."""

    allow_track_properties_on_violations: bool | None = None
    """Whether properties that break a rule are kept in events."""

    common_track_event_on_violations: SourcesCommonTrackEventOnViolations | None = None
    """What happens to track calls that break a rule for all events."""

    common_identify_event_on_violations: SourcesCommonIdentifyEventOnViolations | None = None
    """What happens to identify calls that break a rule for all events."""

    common_group_event_on_violations: SourcesCommonGroupEventOnViolations | None = None
    """What happens to group calls that break a rule for all events."""


@frozen(kw_only=True, weakref_slot=False)
class Source:
    """A place that events come from."""

    name: str
    """Resource name; its last part is the slug."""

    parent: str | None = None
    """Resource name of the workspace."""

    catalog_name: str | None = None
    """Which kind of source it is, by its resource name in the catalog."""

    catalog_id: str | None = None
    """Id of its kind in the catalog. Confidence: low."""

    write_keys: tuple[str, ...] | None = attrs_field(default=None, repr=False)
    """Keys that clients send events with."""

    library_config: LibraryConfig | None = None
    """What the server tells Segment's libraries to do."""

    function_config: tuple[FunctionConfigEntry, ...] | None = None
    """Settings of the function that it runs. Confidence: low."""

    create_time: str | None = None
    """When the source was created, RFC 3339."""

    display_name: str | None = None
    """Human-readable name. Confidence: medium."""

    labels: Mapping[str, str] | None = None
    """Its labels, each key with its value. Confidence: medium."""

    id: str | None = None
    """Opaque id; deploying a source function asks for it. Confidence: medium."""

    slug: str | None = None
    """Its short name. Confidence: low."""

    library_source_config: Mapping[str, Any] | None = None
    """An older spelling of the library settings. Confidence: low."""


@frozen(kw_only=True, weakref_slot=False)
class FunctionConfigEntryInput:
    """A setting of a source that runs a function. Confidence: low."""

    name: str | Unset = UNSET
    """Names the setting, as the function does."""

    value: object | Unset = attrs_field(default=UNSET, repr=False)
    """Its value, of whatever kind the function asks for."""

    type: str | Unset = UNSET
    """What kind of value it is."""


@frozen(kw_only=True, weakref_slot=False)
class SchemaConfigInput:
    """How strictly the events of a source shall be checked."""

    allow_unplanned_track_events: bool | Unset = UNSET
    """Whether events that the tracking plan lacks are let through."""

    allow_unplanned_identify_traits: bool | Unset = UNSET
    """Whether traits of people that the tracking plan lacks are kept."""

    allow_unplanned_group_traits: bool | Unset = UNSET
    """Whether traits of groups that the tracking plan lacks are kept."""

    forwarding_blocked_events_to: str | Unset = UNSET
    """Slug of the source that gets what was blocked as unplanned; empty for none."""

    allow_unplanned_track_event_properties: bool | Unset = UNSET
    """Whether properties that the tracking plan lacks are kept in events."""

    allow_track_event_on_violations: bool | Unset = UNSET
    """Whether events that break a rule are let through."""

    allow_identify_traits_on_violations: bool | Unset = UNSET
    """Whether traits of people that break a rule are kept."""

    allow_group_traits_on_violations: bool | Unset = UNSET
    """Whether traits of groups that break a rule are kept."""

    forwarding_violations_to: str | Unset = UNSET
    """Slug of the source that gets word of each violation; empty for none."""

    allow_track_properties_on_violations: bool | Unset = UNSET
    """Whether properties that break a rule are kept in events."""

    common_track_event_on_violations: SourcesCommonTrackEventOnViolations | Unset = UNSET
    """What happens to track calls that break a rule for all events."""

    common_identify_event_on_violations: SourcesCommonIdentifyEventOnViolations | Unset = UNSET
    """What happens to identify calls that break a rule for all events."""

    common_group_event_on_violations: SourcesCommonGroupEventOnViolations | Unset = UNSET
    """What happens to group calls that break a rule for all events."""


@frozen(kw_only=True, weakref_slot=False)
class SourceInput:
    """A source to be."""

    name: str | Unset = UNSET
    """Resource name; the last part becomes the slug."""

    catalog_name: str | Unset = UNSET
    """Which kind of source to create, by its resource name in the catalog."""

    function_config: Sequence[FunctionConfigEntryInput] | Unset = UNSET
    """Settings of the function that it will run. Confidence: low."""

    display_name: str | Unset = UNSET
    """Human-readable name. Confidence: medium."""

    labels: Mapping[str, str] | Unset = UNSET
    """Its labels, each key with its value. Confidence: medium."""
