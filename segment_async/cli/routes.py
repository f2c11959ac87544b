"""``segment-async routes``: which destinations get which events."""

from pathlib import Path

from segment_async.audit.answers import routes as answer
from segment_async.audit.snapshot.view import Snapshot
from segment_async.cli.failures import FINE
from segment_async.cli.tabular import USUAL, Tabular, deliver


def routes(
    snapshot: Path = USUAL,
    /,
    *,
    events: bool = False,
    output: Tabular = Tabular(),  # noqa: B008 - frozen
) -> int:
    """List which destinations get which events, from a snapshot.

    Args:
        snapshot: A snapshot, or the folder that an audit wrote it to; by default the folder audit.
        events: Give each event a row of its own, with what decides whether it gets there: yes, no, or maybe, where it
            takes more than its type and name to tell.
        output: See `Tabular`.
    """
    with Snapshot(snapshot) as opened:
        deliver(answer(opened, events=events), opened, output)
    return FINE
