"""What the report shows of a snapshot, beside what the checks found."""

from collections.abc import Sequence
from pathlib import Path

from attrs import field, frozen

from segment_async.audit.diff import Diff, compare
from segment_async.audit.report.picture import Picture, picture
from segment_async.audit.report.plots import Plot, plots
from segment_async.audit.report.tables import (
    ACCESS,
    CHANGES,
    EVENTS,
    INVENTORY,
    LOADS,
    ROUTES,
    Table,
    tables,
)
from segment_async.audit.snapshot.view import Snapshot


@frozen(kw_only=True)
class Contents:
    """What there is to see; anything of it may be missing."""

    picture: Picture | None = None
    """Where data goes."""

    routes: Sequence[Table] = field(factory=tuple[Table, ...])
    """The same in tables."""

    plots: Sequence[Plot] = field(factory=tuple[Plot, ...])
    """What happened day by day."""

    inventory: Sequence[Table] = field(factory=tuple[Table, ...])
    """What there is, of each kind."""

    access: Sequence[Table] = field(factory=tuple[Table, ...])
    """Who can do what, and who did what."""

    diff: Diff | None = None
    """What changed since an earlier snapshot."""

    @property
    def tables(self) -> Sequence[Table]:
        """All tables, in the order of the page."""
        return (*self.routes, *self.inventory, *self.access)


def contents_of(path: Path, since: Snapshot | None = None) -> Contents:
    """Return what a snapshot shows.

    Args:
        path: The snapshot.
        since: An earlier one, to tell what changed.

    Raises:
        ConfigurationError: It is no finished snapshot of a version that can be read, or cannot be compared.
    """
    with Snapshot(path) as snapshot:
        return Contents(
            diff=None if since is None else compare(since, snapshot),
            picture=picture(snapshot),
            routes=tuple(tables(snapshot, (ROUTES, LOADS))),
            plots=tuple(plots(snapshot)),
            inventory=tuple(tables(snapshot, (*INVENTORY, EVENTS))),
            access=tuple(tables(snapshot, (ACCESS, CHANGES))),
        )
