"""The *Audit Trail* tag."""

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record
from segment_async.sandbox.timespan import read_moment


@handles("listAuditEvents")
def list_all(call: Call) -> Record:
    """Show what happened in the last 90 days, the newest first."""
    start, end = (
        read_moment(call.query[name], name) if name in call.query else None for name in ("startTime", "endTime")
    )
    events = call.workspace.audit_trail.latest(
        start=start,
        end=end,
        resource_id=call.query.get("resourceId"),
        resource_type=call.query.get("resourceType"),
    )
    return call.page(events, views.plain)
