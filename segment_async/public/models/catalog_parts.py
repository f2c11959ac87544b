"""Models of the *Catalog* tag of the Segment Public API: what others are made of.

Generated from ``openapi/public/catalog.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import frozen

__all__ = [
    "Contact",
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
    "SourceMetadataStatus",
]


@frozen(kw_only=True, weakref_slot=False)
class Contact:
    """A person to turn to about an integration."""

    name: str | None = None
    """Name of the person; may be absent."""

    email: str
    """E-mail address to write to."""

    role: str | None = None
    """What the person does; may be absent."""

    is_primary: bool | None = None
    """Whether to write to this person first."""


DestinationMetadataActionFieldType: TypeAlias = (
    Literal["BOOLEAN", "DATETIME", "HIDDEN", "INTEGER", "NUMBER", "OBJECT", "PASSWORD", "STRING", "TEXT"] | str
)
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationMetadataActionField:
    """One input of an action."""

    id: str
    """Identifies the field."""

    sort_order: float
    """Position among the fields of the action."""

    field_key: str
    """Key to use for the field in a mapping."""

    label: str
    """Name shown to people."""

    type: DestinationMetadataActionFieldType
    """Kind of value the field takes."""

    description: str
    """Explains what the field is for."""

    placeholder: str | None = None
    """Hint shown while the field is empty."""

    default_value: Any | None = None
    """Value or mapping to start from; its shape depends on the field."""

    required: bool
    """Whether the action needs a value here."""

    multiple: bool
    """Whether several values may be given."""

    choices: Any | None = None
    """Values to pick from; null or absent when the field is open."""

    dynamic: bool
    """Whether the choices are fetched on demand instead of being fixed here."""

    allow_null: bool
    """Whether null is an acceptable value."""

    hidden: bool | None = None
    """Whether the field is kept out of sight."""


DestinationMetadataActionPlatform: TypeAlias = Literal["CLOUD", "MOBILE", "WEB"] | str
"""Known values of ``platform``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationMetadataAction:
    """One thing that a destination can do with an event."""

    id: str
    """Names the action when a subscription is created."""

    slug: str
    """Short name of the action."""

    name: str
    """Name shown to people."""

    description: str
    """Explains what the action does."""

    platform: DestinationMetadataActionPlatform
    """Where the action runs."""

    hidden: bool
    """Whether the action is kept out of sight."""

    default_trigger: str | None
    """Condition that starts the action unless another is chosen; null when there is none."""

    fields: tuple[DestinationMetadataActionField, ...]
    """Inputs that a subscription to the action maps values to."""


DestinationMetadataComponentType: TypeAlias = Literal["ANDROID", "BROWSER", "IOS", "SERVER"] | str
"""Known values of ``type``; others pass through."""

DestinationMetadataComponentOwner: TypeAlias = Literal["PARTNER", "SEGMENT"] | str
"""Known values of ``owner``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationMetadataComponent:
    """A piece of code that carries events to a destination on one platform."""

    type: DestinationMetadataComponentType
    """Platform the code runs on."""

    code: str
    """Where the code lives, as the catalog states it."""

    owner: DestinationMetadataComponentOwner | None = None
    """Who looks after the code."""


DestinationMetadataFeaturesCloudModeInstances: TypeAlias = Literal["0", "1", "MULTIPLE", "NONE", "SINGLE"] | str
"""Known values of ``cloudModeInstances``; others pass through."""

DestinationMetadataFeaturesDeviceModeInstances: TypeAlias = Literal["0", "1", "NONE", "SINGLE"] | str
"""Known values of ``deviceModeInstances``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationMetadataFeatures:
    """Special abilities of a kind of destination."""

    cloud_mode_instances: DestinationMetadataFeaturesCloudModeInstances | None = None
    """How many cloud-mode instances one source may connect to, as a digit or a word."""

    device_mode_instances: DestinationMetadataFeaturesDeviceModeInstances | None = None
    """How many device-mode instances one source may connect to, as a digit or a word."""

    replay: bool | None = None
    """Whether past events can be replayed to it."""

    browser_unbundling: bool | None = None
    """Whether it supports browser unbundling."""

    browser_unbundling_public: bool | None = None
    """Whether browser unbundling is open to the public."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationMetadataMethods:
    """Kinds of calls that a destination understands."""

    pageview: bool | None = None
    """Whether it understands page views."""

    identify: bool | None = None
    """Whether it understands identify calls."""

    alias: bool | None = None
    """Whether it understands alias calls."""

    track: bool | None = None
    """Whether it understands track events."""

    group: bool | None = None
    """Whether it understands group calls."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationMetadataPlatforms:
    """Kinds of sources that a destination can take data from."""

    browser: bool | None = None
    """Whether it takes events from websites."""

    server: bool | None = None
    """Whether it takes events from servers."""

    mobile: bool | None = None
    """Whether it takes events from mobile apps."""

    warehouse: bool | None = None
    """Whether it takes data from warehouses."""

    cloud_app_object: bool | None = None
    """Whether it takes objects from cloud apps."""

    linked_audiences: bool | None = None
    """Whether it takes linked audiences."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationMetadataSubscriptionPreset:
    """A ready-made subscription that a destination can start with."""

    action_id: str
    """Id of the action it subscribes to."""

    name: str
    """Name shown to people."""

    fields: Mapping[str, Any]
    """Values and mappings already filled in, by field key."""

    trigger: str
    """Condition that an event must meet to start the action."""


@frozen(kw_only=True, weakref_slot=False)
class IntegrationOption:
    """A setting that an integration understands."""

    name: str
    """Key of the setting in a settings object."""

    type: str
    """Kind of value it takes, such as a string or a boolean."""

    required: bool
    """Whether the integration needs it in order to work."""

    description: str | None = None
    """Explains what the setting does; may be absent."""

    default_value: Any | None = None
    """Value in force when none is given; its shape depends on the setting."""

    label: str | None = None
    """Name of the setting as shown to people."""


@frozen(kw_only=True, weakref_slot=False)
class Logos:
    """Addresses of the pictures that stand for an integration."""

    default: str
    """URL of the standard logo."""

    mark: str | None = None
    """URL of the compact mark; null or absent when there is none."""

    alt: str | None = None
    """URL of an alternative logo; null or absent when there is none."""


SourceMetadataStatus: TypeAlias = (
    Literal[
        "DEPRECATED", "PRIVATE_BETA", "PRIVATE_BUILDING", "PRIVATE_SUBMITTED", "PUBLIC", "PUBLIC_BETA", "UNAVAILABLE"
    ]
    | str
)
"""Known values of ``status``; others pass through."""
