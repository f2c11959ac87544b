"""The *Monthly Tracked Users* tag: how many people are behind the events that came in."""

from collections.abc import Iterable
from typing import Final

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record
from segment_async.sandbox.usage import Month, per_source, per_workspace, read_month

_EVENTS_A_USER: Final = {"identified": 45, "anonymousIdentified": 70, "neverIdentified": 20}
"""Events of a source for each user of a kind. Some of the identified were anonymous first; nobody is in two sources."""


@handles("getDailyPerSourceMTUUsage")
def get_daily_per_source(call: Call) -> Record:
    """Show, for each source, the users seen from the start of a month to each of its days."""
    month = read_month(call)
    things = call.workspace.sources.impersonal
    return call.page(per_source(call, month, lambda events: _users(month, [events]), without=things), views.plain)


@handles("getDailyWorkspaceMTUUsage")
def get_daily_workspace(call: Call) -> Record:
    """Show the users seen from the start of a month to each of its days."""
    month = read_month(call)
    things = call.workspace.sources.impersonal
    return call.page(per_workspace(call, month, lambda events: _users(month, events), without=things), views.plain)


def _users(month: Month, events: Iterable[int]) -> Record:
    """Show the users behind the events of some sources."""
    events = list(events)
    users = {kind: sum(of_source // each for of_source in events) for kind, each in _EVENTS_A_USER.items()}
    return {
        "periodStart": int(month.start.timestamp()),
        "periodEnd": int(month.end.timestamp()),
        "anonymous": str(users["anonymousIdentified"] + users["neverIdentified"]),
        **{kind: str(count) for kind, count in users.items()},
    }
