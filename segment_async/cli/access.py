"""``segment-async access``: who can do what."""

from pathlib import Path

from segment_async.audit.answers import access as answer
from segment_async.audit.snapshot.view import Snapshot
from segment_async.cli.failures import FINE
from segment_async.cli.tabular import USUAL, Tabular, deliver


def access(snapshot: Path = USUAL, /, *, output: Tabular = Tabular()) -> int:  # noqa: B008 - frozen
    """List who can do what, from a snapshot: each role of each user, group and invite, with where it comes from.

    Args:
        snapshot: A snapshot, or the folder that an audit wrote it to; by default the folder audit.
        output: See `Tabular`.
    """
    with Snapshot(snapshot) as opened:
        deliver(answer(opened), opened, output)
    return FINE
