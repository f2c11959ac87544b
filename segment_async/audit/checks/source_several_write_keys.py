"""Sources that can be written to with keys that may have been forgotten."""

from collections.abc import Iterator
from typing import Final

from segment_async._core.values import is_list
from segment_async.audit.checks.base import Case, Check, Limits, source_case
from segment_async.audit.snapshot.view import Facts, is_enabled


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled sources with more than one write key."""
    for source in filter(is_enabled, snapshot.resources("source")):
        keys = source.data.get("writeKeys")
        count = len(keys) if is_list(keys) else 0
        if count > 1:
            message = f"{source.name} has {count:,} write keys, each of which lets clients send events."
            yield source_case(source, message, {"writeKeys": count})


CHECK: Final = Check(
    id="source-several-write-keys",
    severity="info",
    question="Which sources have more than one write key?",
    remedy="Find out which of the keys are still in use, and remove the others.",
    needs=("listSources",),
    find=find,
)
