"""What a route comes to, in a form in which two outcomes are equal only if nobody could tell them apart."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import attrs

from segment_async import SegmentError
from segment_async._core import codec
from segment_async._core.operation import Operation


def exact(value: Any) -> Any:
    """Return a value with the type of everything in it, so that 1, 1.0 and true differ, and lists and tuples do."""
    if attrs.has(type(value)):
        inside: Any = [exact(getattr(value, field.name)) for field in attrs.fields(type(value))]
    elif isinstance(value, Mapping):
        inside = [(name, exact(item)) for name, item in value.items()]
    elif isinstance(value, list | tuple):
        inside = [exact(item) for item in value]
    else:
        inside = repr(value)
    return type(value), inside


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def outcome(read: Callable[[], Any]) -> Any:
    """Return the exact result of a reading, or its error, with what was logged on the way."""
    codec._tell_missing.cache_clear()
    records = _Records()
    codec.logger.addHandler(records)
    try:
        return "result", exact(read()), records.said
    except (SegmentError, codec.BrokenBody) as error:
        path = getattr(error, "path", None)
        return "error", type(error), str(error), path, error.__context__, error.__cause__, records.said
    finally:
        codec.logger.removeHandler(records)


def by_the_quick(operation: Operation[Any], body: bytes, *, strict: bool) -> Any:
    """Return the outcome of reading bytes as calls do."""
    return outcome(lambda: codec.decode(operation, body, strict=strict))


def by_the_converter(operation: Operation[Any], body: bytes, *, strict: bool) -> Any:
    """Return the outcome of reading bytes with the converter alone."""
    return outcome(lambda: codec.judged(operation, codec.parse(body), strict=strict))
