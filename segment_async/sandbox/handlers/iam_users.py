"""The *IAM Users* tag."""

from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.permissions import checked, merged
from segment_async.sandbox.views_permissions import access, permission


@handles("listUsers")
def list_all(call: Call) -> Record:
    """Show the users."""
    return call.page(call.workspace.users, _user)


@handles("getUser")
def get(call: Call) -> Record:
    """Show a user."""
    return {"user": _user(call.workspace, _found(call))}


@handles("deleteUsers")
def delete(call: Call) -> Record:
    """Take users out of the workspace and out of their groups."""
    call.workspace.users.remove(call.query["userIds"])
    return {"status": "SUCCESS"}


@handles("listUserGroupsFromUser")
def list_groups(call: Call) -> Record:
    """Show the groups that a user is in, in short."""
    return call.page(call.workspace.user_groups.of_user(_found(call)), _group)


@handles("addPermissionsToUser")
def add_permissions(call: Call) -> Record:
    """Give a user permissions, and show all that they hold."""
    user = _found(call)
    user["permissions"] = merged(user["permissions"], _given(call))
    return {"permissions": access(user)}


@handles("replacePermissionsForUser")
def replace_permissions(call: Call) -> Record:
    """Make the given permissions the only ones of a user."""
    user = _found(call)
    user["permissions"] = _given(call)
    return {"permissions": access(user)}


@handles("listInvites")
def list_invites(call: Call) -> Record:
    """Show the addresses of those who have not accepted their invite yet."""
    return call.page(call.workspace.invites, _invite)


@handles("createInvites")
def create_invites(call: Call) -> Record:
    """Invite people; there is no mail, and nobody ever accepts."""
    return {"emails": call.workspace.invites.add(call.body["invites"])}


@handles("deleteInvites")
def delete_invites(call: Call) -> Record:
    """Withdraw invites, and the places in groups that went with them."""
    call.workspace.invites.remove(call.query["emails"])
    return {"status": "SUCCESS"}


def _found(call: Call) -> Record:
    return call.workspace.users.find(call.path["userId"])


def _given(call: Call) -> list[Record]:
    return checked(call.workspace, call.body["permissions"], "permissions")


def _user(_: Workspace, record: Record) -> Record:
    return {**record, "permissions": [permission(held) for held in record["permissions"]]}


def _group(_: Workspace, record: Record) -> Record:
    return {"id": record["id"], "name": record["name"]}


def _invite(_: Workspace, record: Record) -> str:
    email: str = record["email"]
    return email
