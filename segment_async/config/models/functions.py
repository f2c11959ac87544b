"""Models of the *Functions* tag of the Segment Config API.

Generated from ``openapi/config/functions.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "Function",
    "FunctionInput",
    "FunctionInvocation",
    "FunctionLog",
    "FunctionSetting",
    "FunctionSettingInput",
    "FunctionSettingType",
    "FunctionTrace",
    "FunctionTraceLog",
    "FunctionTraceSpan",
    "FunctionType",
    "IsLatestFunctionVersionResponse",
    "PreviewFunctionResponse",
]

WIRE_NAMES = "snake"

FunctionSettingType: TypeAlias = Literal["string", "boolean", "text-map", "array"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class FunctionSetting:
    """A setting that a function asks for."""

    name: str
    """Names the setting in the code."""

    label: str | None = None
    """Human-readable name."""

    type: FunctionSettingType | None = None
    """What kind of value it has."""

    description: str | None = None
    """What it is for."""

    required: bool | None = None
    """Whether it must have a value; absent if not."""

    sensitive: bool | None = None
    """Whether its value is hidden; absent if not."""


FunctionType: TypeAlias = Literal["SOURCE", "DESTINATION"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class Function:
    """Code that runs as a source or a destination."""

    id: str | None = None
    """Names the function in other calls; sfnc_ and more for a source."""

    workspace_id: str | None = None
    """Id of its workspace."""

    type: FunctionType | None = None
    """Whether it runs as a source or as a destination."""

    display_name: str | None = None
    """Human-readable name."""

    code: str | None = None
    """Its source code; lists leave it out."""

    buildpack: str | None = None
    """What the code is run by."""

    description: str | None = None
    """What the function is for."""

    logo_url: str | None = None
    """Address of its logo."""

    settings: tuple[FunctionSetting, ...] | None = None
    """Settings that it asks for."""

    status: str | None = None
    """How it is doing. Confidence: low."""

    created_at: str | None = None
    """When the function was created, RFC 3339."""

    created_by: str | None = None
    """Id of the user who created it."""

    catalog_id: str | None = None
    """Id of the kind that it is in the catalog."""


@frozen(kw_only=True, weakref_slot=False)
class FunctionTraceLog:
    """Something that happened during a run."""

    time: str | None = None
    """When it happened, RFC 3339."""

    key: str | None = None
    """What kind of thing it is."""

    value: str | None = None
    """What it is."""


@frozen(kw_only=True, weakref_slot=False)
class FunctionTraceSpan:
    """A part of a run."""

    name: str | None = None
    """Names the part."""

    time: str | None = None
    """When it began, RFC 3339."""

    duration: str | None = None
    """How long it took, such as 0.201s."""

    logs: tuple[FunctionTraceLog, ...] | None = None
    """What happened."""


@frozen(kw_only=True, weakref_slot=False)
class FunctionTrace:
    """What a run of code did when, as a cloud event."""

    source: str | None = None
    """Where the record comes from."""

    version: str | None = None
    """Version of the code."""

    specversion: str | None = None
    """Version of the form of cloud events."""

    type: str | None = None
    """The kind of record."""

    time: str | None = None
    """When it was written, RFC 3339."""

    trace: FunctionTraceSpan | None = None
    """The run itself."""


@frozen(kw_only=True, weakref_slot=False)
class FunctionInvocation:
    """What a run of code gave."""

    success: bool | None = None
    """Whether it ended without an error."""

    output: str | None = None
    """What it gave, as JSON text."""

    error_reason: str | None = None
    """Why it failed. Confidence: medium."""

    trace: FunctionTrace | None = None
    """What it did when."""


@frozen(kw_only=True, weakref_slot=False)
class FunctionLog:
    """A line that the code wrote."""

    message: str | None = None
    """The line."""

    created_at: str | None = None
    """When it was written, RFC 3339."""


@frozen(kw_only=True, weakref_slot=False)
class IsLatestFunctionVersionResponse:
    """Whether a source runs the newest code. Confidence: medium."""

    is_latest: bool | None = None
    """Whether it does."""


@frozen(kw_only=True, weakref_slot=False)
class PreviewFunctionResponse:
    """What a trial run gave."""

    invoke: FunctionInvocation | None = None
    """The run."""

    logs: tuple[FunctionLog, ...] | None = None
    """Lines that the code wrote."""

    logs_truncated: bool | None = None
    """Whether there were more. Confidence: medium."""

    session_id: str | None = None
    """Joins runs that belong together."""


@frozen(kw_only=True, weakref_slot=False)
class FunctionSettingInput:
    """A setting that a function asks for."""

    name: str
    """Names the setting in the code."""

    label: str | Unset = UNSET
    """Human-readable name."""

    type: FunctionSettingType | Unset = UNSET
    """What kind of value it has."""

    description: str | Unset = UNSET
    """What it is for."""

    required: bool | Unset = UNSET
    """Whether it must have a value; absent if not."""

    sensitive: bool | Unset = UNSET
    """Whether its value is hidden; absent if not."""


@frozen(kw_only=True, weakref_slot=False)
class FunctionInput:
    """A function to be, or new values of one; its type stands beside it."""

    display_name: str | Unset = UNSET
    """Human-readable name."""

    code: str | Unset = UNSET
    """Its source code, in JavaScript."""

    buildpack: str | Unset = UNSET
    """What the code is run by."""

    description: str | Unset = UNSET
    """What the function is for."""

    logo_url: str | Unset = UNSET
    """Address of its logo."""

    settings: Sequence[FunctionSettingInput] | Unset = UNSET
    """Settings that it asks for."""
