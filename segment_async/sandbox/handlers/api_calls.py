"""The *API Calls* tag: each event that came in was a call."""

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record
from segment_async.sandbox.usage import per_source, per_workspace, read_month


@handles("getDailyPerSourceAPICallsUsage")
def get_daily_per_source(call: Call) -> Record:
    """Show, for each source, the calls from the start of a month to each of its days."""
    rows = per_source(call, read_month(call), lambda events: {"apiCalls": str(events)})
    return call.page(rows, views.plain)


@handles("getDailyWorkspaceAPICallsUsage")
def get_daily_workspace(call: Call) -> Record:
    """Show the calls from the start of a month to each of its days."""
    rows = per_workspace(call, read_month(call), lambda events: {"apiCalls": str(sum(events))})
    return call.page(rows, views.plain)
