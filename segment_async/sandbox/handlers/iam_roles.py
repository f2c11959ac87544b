"""The *IAM Roles* tag."""

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record
from segment_async.sandbox.store.permissions import ROLES


@handles("listRoles")
def list_all(call: Call) -> Record:
    """Show the roles that can be given."""
    return call.page(list(ROLES.values()), views.plain)
