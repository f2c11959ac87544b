"""Models of the *Transformations* tag of the Segment Public API.

Generated from ``openapi/public/transformations.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "FQLDefinedProperty",
    "HashPropertiesConfiguration",
    "HashPropertiesConfigurationEncoding",
    "HashPropertiesConfigurationInput",
    "PropertyRename",
    "PropertyValueTransformation",
    "Transformation",
]


@frozen(kw_only=True, weakref_slot=False)
class FQLDefinedProperty:
    """A property whose value is worked out from the event."""

    fql: str
    """Expression in FQL that yields the value."""

    property_name: str
    """Name of the property that takes the value."""


HashPropertiesConfigurationEncoding: TypeAlias = Literal["BASE16", "BASE64", "BASE64URL", "HEX"] | str
"""Known values of ``encoding``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class HashPropertiesConfiguration:
    """Which properties are hashed, and how."""

    algorithm: str
    """Hash algorithm to use, by name."""

    key: str | None = attrs_field(default=None, repr=False)
    """Secret key for algorithms that take one; keep it out of logs."""

    encoding: HashPropertiesConfigurationEncoding | None = None
    """How the hash is written as text."""

    paths: tuple[str, ...]
    """Paths of the properties to hash."""


@frozen(kw_only=True, weakref_slot=False)
class PropertyRename:
    """A new name for a property."""

    old_name: str
    """Name of the property as the source sends it."""

    new_name: str
    """Name that the property gets instead."""


@frozen(kw_only=True, weakref_slot=False)
class PropertyValueTransformation:
    """A fixed value for one or more properties."""

    property_paths: tuple[str, ...]
    """Paths of the properties to set, 10 at most."""

    property_value: str
    """Value that they all get."""


@frozen(kw_only=True, weakref_slot=False)
class Transformation:
    """A rule that changes or drops events of a source that meet a condition."""

    id: str
    """Names the transformation in every other call."""

    name: str
    """Human-readable name."""

    source_id: str
    """Id of the source whose events are transformed."""

    destination_metadata_id: str | None = None
    """Catalog id of the kind of destination it is limited to; absent where it is not limited."""

    enabled: bool
    """Whether the transformation is applied to live events."""

    if_: str
    """Condition in FQL that picks the events to act on."""

    drop: bool | None = None
    """Whether events that meet the condition are dropped."""

    new_event_name: str | None = None
    """Name that events get in place of their own; absent where they keep it."""

    property_renames: tuple[PropertyRename, ...] | None = None
    """Properties that get another name."""

    property_value_transformations: tuple[PropertyValueTransformation, ...] | None = None
    """Properties that are set to a fixed value; 10 entries at most."""

    fql_defined_properties: tuple[FQLDefinedProperty, ...] | None = None
    """Property whose value FQL works out from the event; one entry at most."""

    allow_properties: tuple[str, ...] | None = None
    """Properties that events are allowed to keep; absent where they are not limited."""

    hash_properties_configuration: HashPropertiesConfiguration | None = None
    """Properties whose values are hashed, and how; absent where none are."""


@frozen(kw_only=True, weakref_slot=False)
class HashPropertiesConfigurationInput:
    """Which properties are hashed, and how."""

    algorithm: str
    """Hash algorithm to use, by name."""

    key: str | Unset = attrs_field(default=UNSET, repr=False)
    """Secret key for algorithms that take one; keep it out of logs."""

    encoding: HashPropertiesConfigurationEncoding | Unset = UNSET
    """How the hash is written as text."""

    paths: Sequence[str]
    """Paths of the properties to hash."""
