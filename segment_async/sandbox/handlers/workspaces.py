"""The *Workspaces* tag."""

from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record


@handles("getWorkspace")
def get(call: Call) -> Record:
    """Show the workspace."""
    return {"workspace": call.workspace.record}
