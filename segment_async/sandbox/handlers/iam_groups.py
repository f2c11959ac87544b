"""The *IAM Groups* tag."""

from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.permissions import checked, merged
from segment_async.sandbox.views_permissions import access, permission


@handles("listUserGroups")
def list_all(call: Call) -> Record:
    """Show the user groups."""
    return call.page(call.workspace.user_groups, _group)


@handles("getUserGroup")
def get(call: Call) -> Record:
    """Show a user group."""
    return {"userGroup": _group(call.workspace, _found(call))}


@handles("createUserGroup")
def create(call: Call) -> Record:
    """Create a group without members and permissions."""
    return {"userGroup": _group(call.workspace, call.workspace.user_groups.add(call.body["name"]))}


@handles("updateUserGroup")
def update(call: Call) -> Record:
    """Rename a group."""
    group = _found(call)
    call.workspace.user_groups.rename(group, call.body["name"])
    return {"userGroup": _group(call.workspace, group)}


@handles("deleteUserGroup")
def delete(call: Call) -> Record:
    """Delete a group; its members stay in the workspace."""
    call.workspace.user_groups.remove(call.path["userGroupId"])
    return {"status": "SUCCESS"}


@handles("listUsersFromUserGroup")
def list_users(call: Call) -> Record:
    """Show the users in a group, in short."""
    return call.page(call.workspace.user_groups.users(_found(call)), _member)


@handles("listInvitesFromUserGroup")
def list_invites(call: Call) -> Record:
    """Show the addresses of those in a group who have not accepted their invite yet."""
    return call.page(call.workspace.user_groups.invites(_found(call)), _email)


@handles("addUsersToUserGroup")
def add_users(call: Call) -> Record:
    """Put users and invited people into a group."""
    return _keep(call, [*_found(call)["members"], *call.workspace.user_groups.known(call.body["emails"])])


@handles("replaceUsersInUserGroup")
def replace_users(call: Call) -> Record:
    """Make the given people the only members of a group."""
    return _keep(call, call.workspace.user_groups.known(call.body["emails"]))


@handles("removeUsersFromUserGroup")
def remove_users(call: Call) -> Record:
    """Take people out of a group, whether they are in it or not."""
    gone = {email.lower() for email in call.query["emails"]}
    _keep(call, [address for address in _found(call)["members"] if address not in gone])
    return {"status": "SUCCESS"}


@handles("addPermissionsToUserGroup")
def add_permissions(call: Call) -> Record:
    """Give a group permissions, and show all that it holds."""
    group = _found(call)
    group["permissions"] = merged(group["permissions"], _given(call))
    return {"permissions": access(group)}


@handles("replacePermissionsForUserGroup")
def replace_permissions(call: Call) -> Record:
    """Make the given permissions the only ones of a group."""
    group = _found(call)
    group["permissions"] = _given(call)
    return {"permissions": access(group)}


def _found(call: Call) -> Record:
    return call.workspace.user_groups.find(call.path["userGroupId"])


def _given(call: Call) -> list[Record]:
    return checked(call.workspace, call.body["permissions"], "permissions")


def _keep(call: Call, members: list[str]) -> Record:
    group = _found(call)
    group["members"] = list(dict.fromkeys(members))
    return {"userGroup": _group(call.workspace, group)}


def _group(_: Workspace, record: Record) -> Record:
    return {
        "id": record["id"],
        "name": record["name"],
        "memberCount": len(record["members"]),
        "permissions": [permission(held) for held in record["permissions"]],
    }


def _member(_: Workspace, record: Record) -> Record:
    return {name: record[name] for name in ("id", "name", "email")}


def _email(_: Workspace, email: str) -> str:
    return email
