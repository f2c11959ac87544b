"""Two snapshots made by hand, and their diff."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from segment_async.audit.diff import Change, Diff

from .making import Things, snapshot
from .shop import diff_of

Differ: TypeAlias = Callable[..., Diff]


@pytest.fixture
def differ(tmp_path: Path) -> Differ:
    """Compares two lots of things; ``a`` and ``b`` say more of the snapshots."""

    def compare(
        before: Things, after: Things, a: Mapping[str, Any] | None = None, b: Mapping[str, Any] | None = None
    ) -> Diff:
        number = len([*tmp_path.iterdir()])
        return diff_of(
            snapshot(tmp_path / f"{number}a", before, **(a or {})),
            snapshot(tmp_path / f"{number}b", after, **(b or {})),
        )

    return compare


def told(change: Change) -> tuple[str, str, tuple[str, ...], dict[str, tuple[Any, Any]], int]:
    """Return a change as tests write it."""
    fields = {field.path: (field.before, field.after) for field in change.fields}
    return change.change, change.thing.kind, change.thing.way, fields, change.below
