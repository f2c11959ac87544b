"""What a journal knows of some items, told without sending or recording anything."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from attrs import frozen

from segment_async._core.operation import Replay
from segment_async.bulk.journal import judge, past_of, verify
from segment_async.bulk.journal_file import explained, hold

LATEST: Final = 2**62
"""The number of a run that is yet to come, after all that are recorded."""


@frozen(kw_only=True)
class Survey:
    """How many items of each kind there are."""

    new: int = 0
    """Never sent."""

    failed: int = 0
    """Sent, and failed without a change; a run sends them again."""

    done: int = 0
    """Carried out; a run sends nothing for them."""

    unknown: int = 0
    """Perhaps carried out; a run sends them again, looks them up or leaves them, as their replay class says."""

    changed: int = 0
    """Carried out, perhaps, with another payload under the same key; a run does not send them."""

    @property
    def total(self) -> int:
        """How many there are."""
        return self.new + self.failed + self.done + self.unknown + self.changed


def is_missing(path: Path) -> bool:
    """Tell whether there is no journal, so that a run would begin one and all items are new."""
    return not path.exists() and not path.is_symlink()


def survey(path: Path, binding: Mapping[str, str], replay: Replay, items: Iterable[tuple[str, str]]) -> Survey:
    """Count what a journal knows of items; this waits for the disk.

    Args:
        path: The journal.
        binding: What the run belongs to.
        replay: What may be sent again.
        items: Key, and digest of the payload, of each.

    Raises:
        JournalUnusable: The file is not one that a run of these items could go on with. It is as it was.
    """
    with closing(hold(path)), explained(path), closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as db:
        verify(db, path, {**binding, "replay": replay})
        return Survey(**Counter(_kind(db, key, payload, replay) for key, payload in items))


def _kind(db: sqlite3.Connection, key: str, payload: str, replay: Replay) -> str:
    past = past_of(db, key)
    if past is None:
        return "new"
    verdict = judge(past, payload, replay, LATEST)
    if verdict in {"done", "changed"}:
        return verdict
    return "failed" if past.kind == "failed" else "unknown"
