"""Models of the *Labels* tag of the Segment Public API.

Generated from ``openapi/public/labels.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = ["Label", "LabelInput"]


@frozen(kw_only=True, weakref_slot=False)
class Label:
    """A key and a value that sort resources into groups, such as environment:production."""

    key: str
    """What the label tells about; starts with a letter, then letters, digits and hyphens."""

    value: str
    """What holds for the key; starts with a letter, then letters, digits and hyphens."""

    description: str | None = None
    """Explains what the label is for; may be absent."""


@frozen(kw_only=True, weakref_slot=False)
class LabelInput:
    """A key and a value that sort resources into groups, such as environment:production."""

    key: str
    """What the label tells about; starts with a letter, then letters, digits and hyphens."""

    value: str
    """What holds for the key; starts with a letter, then letters, digits and hyphens."""

    description: str | Unset = UNSET
    """Explains what the label is for; may be absent."""
