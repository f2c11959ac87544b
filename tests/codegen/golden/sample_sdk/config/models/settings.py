"""Models of the *Settings* tag of the Sample Config API.

Generated from ``openapi/config/settings.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = ["Empty", "KeyInput", "Locker", "LockerInput", "Setting", "SettingInput", "Tooth"]

WIRE_NAMES = "snake"


@frozen(kw_only=True, weakref_slot=False)
class Empty:
    """Nothing."""


@frozen(kw_only=True, weakref_slot=False)
class Setting:
    """One setting."""

    name: str
    """Path of the setting."""

    update_time: str | None = None
    """When it was changed."""

    workspace_names: tuple[str, ...] | None = attrs_field(default=None, metadata={"wire": "workspaceNames"})
    """A name in the other style."""

    class_: str | None = None
    """A word of Python's."""

    settings: "tuple[Setting, ...] | None" = None
    """Settings inside."""


Locker: TypeAlias = Mapping[str, Any]
"""A locker, about which little is known. Confidence: low."""


@frozen(kw_only=True, weakref_slot=False)
class SettingInput:
    """One setting."""

    name: str
    """Path of the setting."""

    update_time: str | Unset = UNSET
    """When it was changed."""

    workspace_names: Sequence[str] | Unset = attrs_field(default=UNSET, metadata={"wire": "workspaceNames"})
    """A name in the other style."""

    class_: str | Unset = UNSET
    """A word of Python's."""

    settings: "Sequence[SettingInput] | Unset" = UNSET
    """Settings inside."""


@frozen(kw_only=True, weakref_slot=False)
class LockerInput:
    """What a locker may be changed to."""

    size: int | Unset = UNSET
    """Litres. Confidence: medium."""

    lid: str | Unset = UNSET
    """Kind of lid."""

    name: str | Unset = UNSET
    """Cannot be changed."""


@frozen(kw_only=True, weakref_slot=False)
class Tooth:
    """A tooth of a key."""

    name: str | Unset = UNSET
    """Its name."""


@frozen(kw_only=True, weakref_slot=False)
class KeyInput:
    """A key."""

    depot_name: str | Unset = UNSET
    """Where it is made."""

    teeth: Sequence[Tooth] | Unset = UNSET
    """Its teeth."""
