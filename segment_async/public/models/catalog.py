"""Models of the *Catalog* tag of the Segment Public API.

Generated from ``openapi/public/catalog.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import frozen

from segment_async.public.models.catalog_parts import (
    Contact,
    DestinationMetadataAction,
    DestinationMetadataActionField,
    DestinationMetadataActionFieldType,
    DestinationMetadataActionPlatform,
    DestinationMetadataComponent,
    DestinationMetadataComponentOwner,
    DestinationMetadataComponentType,
    DestinationMetadataFeatures,
    DestinationMetadataFeaturesCloudModeInstances,
    DestinationMetadataFeaturesDeviceModeInstances,
    DestinationMetadataMethods,
    DestinationMetadataPlatforms,
    DestinationMetadataSubscriptionPreset,
    IntegrationOption,
    Logos,
    SourceMetadataStatus,
)

__all__ = [
    "Contact",
    "DestinationMetadata",
    "DestinationMetadataAction",
    "DestinationMetadataActionField",
    "DestinationMetadataActionFieldType",
    "DestinationMetadataActionPlatform",
    "DestinationMetadataComponent",
    "DestinationMetadataComponentOwner",
    "DestinationMetadataComponentType",
    "DestinationMetadataFeatures",
    "DestinationMetadataFeaturesCloudModeInstances",
    "DestinationMetadataFeaturesDeviceModeInstances",
    "DestinationMetadataMethods",
    "DestinationMetadataPlatforms",
    "DestinationMetadataSubscriptionPreset",
    "IntegrationOption",
    "Logos",
    "SourceMetadata",
    "SourceMetadataStatus",
    "WarehouseMetadata",
]


@frozen(kw_only=True, weakref_slot=False)
class DestinationMetadata:
    """A kind of destination, as the catalog describes it."""

    id: str
    """Catalog id, asked for when such a destination is created."""

    name: str
    """Name shown to people."""

    description: str
    """Short text about what the destination is."""

    slug: str
    """Short name of the kind; may contain dots."""

    logos: Logos
    """Where to find its pictures."""

    options: tuple[IntegrationOption, ...]
    """Settings that such a destination understands."""

    status: SourceMetadataStatus
    """How far along it is between first build, public release and retirement."""

    previous_names: tuple[str, ...]
    """Names it went by earlier, useful when matching old configuration."""

    categories: tuple[str, ...]
    """Subjects the catalog files it under."""

    website: str
    """Address of the vendor's website."""

    components: tuple[DestinationMetadataComponent, ...]
    """Pieces of code that carry events to it, by platform."""

    supported_features: DestinationMetadataFeatures
    """Special abilities it has, such as replay."""

    supported_methods: DestinationMetadataMethods
    """Kinds of calls it understands."""

    supported_platforms: DestinationMetadataPlatforms
    """Kinds of sources it can take data from."""

    actions: tuple[DestinationMetadataAction, ...]
    """What it can do with an event; empty if it does not work with actions."""

    presets: tuple[DestinationMetadataSubscriptionPreset, ...]
    """Ready-made subscriptions that a new destination can start with."""

    contacts: tuple[Contact, ...] | None = None
    """People to turn to about the integration; may be absent."""

    partner_owned: bool | None = None
    """Whether a partner rather than Segment looks after the integration."""

    supported_regions: tuple[str, ...] | None = None
    """Regions it can be used in, as the catalog states them."""

    region_endpoints: tuple[str, ...] | None = None
    """Regional endpoints, as the catalog states them."""

    multi_instance_supported_version: str | None = None
    """Version tied to the support of several instances, as the catalog states it."""


@frozen(kw_only=True, weakref_slot=False)
class SourceMetadata:
    """A kind of source, as the catalog describes it."""

    id: str
    """Catalog id, asked for when such a source is created."""

    name: str
    """Name shown to people."""

    slug: str
    """Short name of the kind; may contain dots."""

    description: str
    """Short text about what the source is."""

    logos: Logos
    """Where to find its pictures."""

    options: tuple[IntegrationOption, ...]
    """Settings that such a source understands."""

    categories: tuple[str, ...]
    """Subjects the catalog files it under."""

    is_cloud_event_source: bool
    """Whether it is a cloud source that delivers events."""

    status: SourceMetadataStatus
    """How far along it is between first build, public release and retirement."""

    partner_owned: bool | None = None
    """Whether a partner rather than Segment looks after it."""


@frozen(kw_only=True, weakref_slot=False)
class WarehouseMetadata:
    """A kind of warehouse, as the catalog describes it."""

    id: str
    """Catalog id, asked for when such a warehouse is created."""

    name: str
    """Name shown to people."""

    slug: str
    """Short name of the kind."""

    description: str
    """Short text about what the warehouse is."""

    logos: Logos
    """Where to find its pictures."""

    options: tuple[IntegrationOption, ...]
    """Settings that such a warehouse understands, connection details among them."""
