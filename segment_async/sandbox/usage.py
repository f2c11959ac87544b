"""What a month was billed for, day by day, derived from the events that came in."""

from collections.abc import Callable, Container, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate

from attrs import frozen

from segment_async.sandbox.calls import Call
from segment_async.sandbox.failures import invalid
from segment_async.sandbox.rows import Rows
from segment_async.sandbox.store import Record, Workspace, timestamp
from segment_async.sandbox.store.volume import Group, Query, counts_between, minute_of


@frozen
class Month:
    """The days of a month that have begun."""

    start: datetime
    """Its first moment, UTC."""

    end: datetime
    """The first moment of the next month."""

    days: tuple[datetime, ...]
    """The first moment of each day until the present one."""

    def running(self, workspace: Workspace, group: Group) -> list[int]:
        """Return how many events had come in by the end of each day."""
        horizon = minute_of(workspace.started)
        edges = [min(minute_of(moment), horizon) for moment in (self.start, *(day + timedelta(1) for day in self.days))]
        per_day = (counts_between(daily, edges) for daily in group.streams)
        return list(accumulate(map(sum, zip(*per_day, strict=True)))) or [0] * len(self.days)

    def groups(self, workspace: Workspace, *source_ids: str, by: tuple[str, ...] = ()) -> list[Group]:
        """Return the events of the month, of some sources or of all."""
        query = Query(minute_of(self.start), minute_of(self.end), by, source_ids)
        return workspace.volume.groups(query)


def read_month(call: Call) -> Month:
    """Return the month that a request asks about.

    Raises:
        Failure: It is not given as its first day (422).
    """
    try:
        first = date.fromisoformat(call.query["period"])
    except ValueError:
        first = date.min.replace(day=2)
    if first.day != 1 or first.year == date.max.year:
        raise invalid("period is no first day of a month; write it like 2026-01-01.", "period")
    start = datetime(first.year, first.month, 1, tzinfo=UTC)
    end = (start + timedelta(days=31)).replace(day=1)
    now = call.workspace.present()
    days = (start + timedelta(days=number) for number in range((end - start).days))
    return Month(start, end, tuple(day for day in days if day <= now))


def per_source(
    call: Call, month: Month, view: Callable[[int], Record], *, without: Container[str] = ()
) -> Rows[Record]:
    """Return a row for each day of each source.

    Args:
        call: The request.
        month: The days.
        view: Shows the usage that so many events make.
        without: Ids of the sources whose events make none.
    """
    sources, days = call.workspace.sources, month.days

    @cache
    def running(source_id: str) -> list[int]:
        (group,) = month.groups(call.workspace, source_id)
        return [0] * len(days) if source_id in without else month.running(call.workspace, group)

    def row(place: int) -> Record:
        number, day = divmod(place, len(days))
        (source,) = sources.page(number, 1)
        return {"sourceId": source["id"], **view(running(source["id"])[day]), "timestamp": timestamp(days[day])}

    return Rows(len(sources) * len(days), row)


def per_workspace(
    call: Call, month: Month, view: Callable[[Iterable[int]], Record], *, without: Container[str] = ()
) -> list[Record]:
    """Return a row for each day.

    Args:
        call: The request.
        month: The days.
        view: Shows the usage that so many events, of each source, make together.
        without: Ids of the sources whose events make none.
    """
    groups = [group for group in month.groups(call.workspace, by=("source",)) if group.about["source"] not in without]
    running = [month.running(call.workspace, group) for group in groups]
    return [
        {**view([events[day] for events in running]), "timestamp": timestamp(moment)}
        for day, moment in enumerate(month.days)
    ]
