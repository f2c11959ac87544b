"""``segment-async trace``: where an event comes from and where it goes."""

from pathlib import Path

from segment_async.audit.answers import trace as answer
from segment_async.audit.snapshot.view import Snapshot
from segment_async.cli.failures import FINE
from segment_async.cli.tabular import USUAL, Tabular, deliver
from segment_async.errors import ConfigurationError


def trace(event: str, snapshot: Path = USUAL, /, *, output: Tabular = Tabular()) -> int:  # noqa: B008 - frozen
    """Follow an event through a snapshot: who sends it, which plan governs it, where it goes, what names it.

    Args:
        event: Its name as it is sent, such as "Order Completed"; or a type of calls that have none, such as identify.
        snapshot: A snapshot, or the folder that an audit wrote it to; by default the folder audit.
        output: See `Tabular`.
    """
    if not event:
        raise ConfigurationError("The event's name is empty; give it as it is sent, such as 'Order Completed'.")
    with Snapshot(snapshot) as opened:
        deliver(answer(opened, event), opened, output)
    return FINE
