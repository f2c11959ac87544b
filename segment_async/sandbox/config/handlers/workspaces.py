"""The *Workspaces* service: a token opens one."""

from segment_async.sandbox.config import views
from segment_async.sandbox.config.calls import Call, handles
from segment_async.sandbox.store import Record, Workspace


@handles("listWorkspaces")
def list_all(call: Call) -> Record:
    """Show the workspace, alone in its list."""
    return call.page([call.workspace], _item)


@handles("getWorkspace")
def get(call: Call) -> Record:
    """Show the workspace."""
    return views.workspace(call.workspace)


def _item(_: Workspace, row: Workspace) -> Record:
    return views.workspace(row)
