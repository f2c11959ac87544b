"""Models of the *Destination Catalog* tag of the Segment Config API.

Generated from ``openapi/config/destination_catalog.yaml`` by ``python -m codegen``; do not edit.
"""

from typing import Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

from segment_async.config.models.source_catalog import CatalogLogos

__all__ = [
    "CatalogDestination",
    "CatalogDestinationCategories",
    "CatalogDestinationComponent",
    "CatalogDestinationComponentType",
    "CatalogDestinationMethods",
    "CatalogDestinationPlatforms",
    "CatalogDestinationSetting",
    "CatalogDestinationSettingType",
    "CatalogDestinationStatus",
    "MapValidators",
    "NumberValidators",
    "SelectValidators",
    "StringValidators",
]

WIRE_NAMES = "snake"


@frozen(kw_only=True, weakref_slot=False)
class CatalogDestinationCategories:
    """Headings that the catalog shows a kind of destination under."""

    primary: str | None = None
    """The first of them."""

    secondary: str | None = None
    """The second; empty if there is none."""

    additional: tuple[str, ...] | None = None
    """All others."""


CatalogDestinationComponentType: TypeAlias = Literal["CLOUD", "WEB", "IOS", "ANDROID", "SERVER"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class CatalogDestinationComponent:
    """A part of a kind of destination."""

    type: CatalogDestinationComponentType | None = None
    """Where the part runs."""


@frozen(kw_only=True, weakref_slot=False)
class CatalogDestinationMethods:
    """Which kinds of calls a kind of destination takes."""

    alias: bool | None = None
    """Whether it takes alias calls."""

    group: bool | None = None
    """Whether it takes group calls."""

    identify: bool | None = None
    """Whether it takes identify calls."""

    page_view: bool | None = None
    """Whether it takes page calls."""

    track: bool | None = None
    """Whether it takes track calls."""


@frozen(kw_only=True, weakref_slot=False)
class CatalogDestinationPlatforms:
    """Where events for a kind of destination may come from."""

    browser: bool | None = None
    """Whether they may come from browsers."""

    server: bool | None = None
    """Whether they may come from servers."""

    mobile: bool | None = None
    """Whether they may come from mobile apps."""


@frozen(kw_only=True, weakref_slot=False)
class MapValidators:
    """What the map that a setting holds must be like."""

    regexp: str | None = None
    """Pattern that its values match."""

    min: float | None = None
    """Fewest entries."""

    max: float | None = None
    """Most entries; 0 if there is no limit."""

    map_prefix: str | None = None
    """What each key starts with."""

    select_options: tuple[str, ...] | None = None
    """Values that can be chosen."""


@frozen(kw_only=True, weakref_slot=False)
class NumberValidators:
    """What the number that a setting holds must be like."""

    min: float | None = None
    """Least value."""

    max: float | None = None
    """Greatest value."""


@frozen(kw_only=True, weakref_slot=False)
class SelectValidators:
    """What can be chosen for a setting."""

    select_options: tuple[str, ...] | None = None
    """Values that can be chosen."""


@frozen(kw_only=True, weakref_slot=False)
class StringValidators:
    """What the text that a setting holds must be like."""

    regexp: str | None = None
    """Pattern that it matches."""


CatalogDestinationSettingType: TypeAlias = (
    Literal["STRING", "BOOLEAN", "MAP", "LIST", "SELECT", "MIXED", "NUMBER", "COLOR", "PASSWORD", "MULTI_LINE_STRING"]
    | str
)
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class CatalogDestinationSetting:
    """A setting that a kind of destination has."""

    name: str
    """Bare name of the setting, such as apiKey; the last part of a setting's resource name."""

    display_name: str | None = None
    """Human-readable name."""

    type: CatalogDestinationSettingType | None = None
    """What kind of value it has."""

    deprecated: bool | None = None
    """Whether it is kept for older destinations only."""

    required: bool | None = None
    """Whether a destination needs it."""

    description: str | None = None
    """What it is for."""

    string_validators: StringValidators | None = None
    """What a text must be like."""

    number_validators: NumberValidators | None = None
    """What a number must be like."""

    map_validators: MapValidators | None = None
    """What a map must be like."""

    select_validators: SelectValidators | None = None
    """What can be chosen."""

    settings: "tuple[CatalogDestinationSetting, ...] | None" = None
    """Fields of an item, where the value is a list of objects."""


CatalogDestinationStatus: TypeAlias = (
    Literal[
        "PUBLIC",
        "PUBLIC_BETA",
        "PRIVATE",
        "PRIVATE_BETA",
        "PRIVATE_BUILDING",
        "PRIVATE_SUBMITTED",
        "DEPRECATED",
        "UNAVAILABLE",
    ]
    | str
)
"""Known values of ``status``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class CatalogDestination:
    """A kind of destination that Segment offers."""

    name: str
    """Resource name; its last part is also the last part of a destination's name."""

    display_name: str | None = None
    """Human-readable name; do not derive the slug from it."""

    description: str | None = None
    """What it is for."""

    type: str | None = None
    """How events reach it."""

    website: str | None = None
    """Address of its maker. Confidence: medium."""

    status: CatalogDestinationStatus | None = None
    """Whether it is open to everybody."""

    previous_names: tuple[str, ...] | None = None
    """Names that it had, or has."""

    logos: CatalogLogos | None = None
    """Its logos."""

    categories: CatalogDestinationCategories | None = None
    """Headings that the catalog shows it under."""

    methods: CatalogDestinationMethods | None = None
    """Which kinds of calls it takes."""

    platforms: CatalogDestinationPlatforms | None = None
    """Where events may come from."""

    components: tuple[CatalogDestinationComponent, ...] | None = None
    """What it is made of."""

    browser_unbundling_supported: bool | None = attrs_field(
        default=None, metadata={"wire": "browserUnbundlingSupported"}
    )
    """Whether events from browsers can reach it from Segment's servers instead."""

    browser_unbundling_public: bool | None = attrs_field(default=None, metadata={"wire": "browserUnbundlingPublic"})
    """Whether everybody may choose that."""

    settings: tuple[CatalogDestinationSetting, ...] | None = None
    """Settings that a destination of this kind has."""

    id: str | None = None
    """Id of the kind in the catalog. Confidence: low."""

    slug: str | None = None
    """Its slug once more. Confidence: low."""
