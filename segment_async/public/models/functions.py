"""Models of the *Functions* tag of the Segment Public API.

Generated from ``openapi/public/functions.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

__all__ = [
    "Function",
    "FunctionDeployment",
    "FunctionDeploymentStatus",
    "FunctionResourceType",
    "FunctionSetting",
    "FunctionSettingType",
    "FunctionVersion",
    "InsertFunctionInstance",
    "ListFunctionItem",
]

FunctionSettingType: TypeAlias = Literal["ARRAY", "BOOLEAN", "STRING", "TEXT_MAP"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class FunctionSetting:
    """A setting that a function asks its users for."""

    name: str
    """Key that the code knows the setting by."""

    label: str
    """Name shown to people who fill in the setting."""

    description: str
    """Explains to them what to fill in."""

    type: FunctionSettingType
    """Kind of value the setting takes."""

    required: bool
    """Whether the function cannot do without a value."""

    sensitive: bool
    """Whether the value is a secret."""


FunctionResourceType: TypeAlias = (
    Literal["DESTINATION", "INSERT_DESTINATION", "INSERT_SOURCE", "INSERT_TRANSFORMATION", "SOURCE"] | str
)
"""Known values of ``resourceType``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class Function:
    """Code that Segment runs on events, as a source, as a destination or in between."""

    id: str | None = None
    """Names the function in every other call."""

    resource_type: FunctionResourceType | None = None
    """What the function is for, such as serving as a source or as a destination."""

    created_at: str | None = None
    """When the function was created; RFC 3339."""

    created_by: str | None = None
    """Who created the function."""

    code: str | None = None
    """JavaScript source code of the function."""

    deployed_at: str | None = None
    """When the function was last deployed; RFC 3339, and null or absent where it was not."""

    settings: tuple[FunctionSetting, ...] | None = None
    """Settings that the function asks its users for."""

    display_name: str | None = None
    """Display name; other than on source functions, the server may have added the workspace name."""

    description: str | None = None
    """Explains what the function does; may be absent."""

    logo_url: str | None = None
    """Address of the logo; may be absent."""

    preview_webhook_url: str | None = attrs_field(default=None, repr=False)
    """Address of the webhook for trying the function out; may be absent."""

    batch_max_count: float | None = None
    """Most events that the function is handed in one batch; may be absent."""

    catalog_id: str | None = None
    """Id of the catalog entry that stands for the function."""

    is_latest_version: bool | None = None
    """Whether this is the newest version of the function."""


FunctionDeploymentStatus: TypeAlias = Literal["SUCCESS"] | str
"""Known values of ``status``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class FunctionDeployment:
    """The outcome of deploying a function."""

    status: FunctionDeploymentStatus
    """SUCCESS once the function is deployed; failures are raised as errors instead."""


@frozen(kw_only=True, weakref_slot=False)
class FunctionVersion:
    """One saved state of the code of a function."""

    id: str
    """Names the version in calls on its function."""

    author: str | None = None
    """Who saved the version; may be absent."""

    code: str
    """Source code as it was in this version."""

    is_deployed: bool | None = None
    """Whether this version is deployed."""

    created_at: str | None = None
    """When the version was created; RFC 3339."""

    updated_at: str | None = None
    """When the version last changed; RFC 3339."""

    deployed_at: str | None = None
    """When the version was deployed; RFC 3339, and absent if it was not."""


@frozen(kw_only=True, weakref_slot=False)
class InsertFunctionInstance:
    """One use of an insert function, attached to a source or a destination."""

    id: str
    """Names the instance in every other call."""

    name: str | None = None
    """Display name; absent if none was set."""

    integration_id: str
    """Id of the source or destination it is attached to."""

    class_id: str
    """Id of the function it runs, without the prefix ifnd_."""

    enabled: bool
    """Whether the instance is switched on."""

    created_at: str
    """When the instance was created; RFC 3339."""

    updated_at: str
    """When the instance last changed; RFC 3339."""

    settings: Mapping[str, Any] = attrs_field(repr=False)
    """Values for the settings of the function, by name; the server may have added some."""

    encrypted_settings: Mapping[str, Any] = attrs_field(repr=False)
    """Values of secret settings, by name, as the server shows them; not for writing back."""


@frozen(kw_only=True, weakref_slot=False)
class ListFunctionItem:
    """A function as it appears in a list, without its code and settings."""

    id: str | None = None
    """Names the function in every other call."""

    resource_type: FunctionResourceType | None = None
    """What the function is for, such as serving as a source or as a destination."""

    created_at: str | None = None
    """When the function was created; RFC 3339."""

    created_by: str | None = None
    """Who created the function."""

    display_name: str | None = None
    """Display name; other than on source functions, the server may have added the workspace name."""

    description: str | None = None
    """Explains what the function does; may be absent."""

    logo_url: str | None = None
    """Address of the logo; may be absent."""

    catalog_id: str | None = None
    """Id of the catalog entry that stands for the function."""
