"""What the records of every area share."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from segment_async.sandbox.store.refusals import Missing

Record: TypeAlias = dict[str, Any]
"""A JSON object, in the Public API's field names."""

K = TypeVar("K")


def timestamp(moment: datetime) -> str:
    """Write a moment in UTC, to the millisecond, as the APIs do."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def find(table: Mapping[K, Record], key: K, what: str) -> Record:
    """Return a record.

    Args:
        table: Where to look.
        key: What it is stored under.
        what: What the message calls it, such as ``source``.

    Raises:
        Missing: There is none.
    """
    record = table.get(key)
    if record is None:
        raise Missing(f"There is no {what} {key!r} in this workspace; list them to see which there are.")
    return record
