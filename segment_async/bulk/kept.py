"""What a journal keeps of a value: its JSON, with what is secret left out."""

from typing import Any, Final

import attrs
import msgspec

from segment_async._core.codec import unstructure
from segment_async._core.naming import wire_name
from segment_async._core.unset import UNSET
from segment_async._core.values import Json, is_list, is_object
from segment_async.errors import SegmentError

REDACTED: Final = "[redacted]"
"""Stands for a value that must not be in a file."""


def kept(value: object) -> str | None:
    """Return a value as JSON, without secrets; ``None`` where it has no such form."""
    try:
        return msgspec.json.encode(public(value)).decode()
    except (TypeError, ValueError, RecursionError, SegmentError):
        return None  # it was carried out all the same, and that is what counts


def public(value: Any) -> Json:  # noqa: ANN401 - whatever a call returned
    """Return the JSON of a value, with `REDACTED` for each sensitive field of a model."""
    model: type[Any] = value.__class__
    if attrs.has(model):
        fields = ((field, getattr(value, field.name)) for field in attrs.fields(model))
        return {
            wire_name(model, field): public(one) if field.repr or not one else REDACTED
            for field, one in fields
            if one is not UNSET and not (one is None and field.default is None)
        }
    if is_object(value):
        return {key: public(one) for key, one in value.items()}
    if is_list(value):
        return [public(one) for one in value]
    return unstructure(value)
