"""The *IAM* service: roles, who holds them, and invites.

A policy's subject is a user or a group, ``workspaces/{workspace_slug}/users/{id}`` or ``…/groups/{id}``; an invite goes
by the address that it was sent to.
"""

from typing import Final

from segment_async.sandbox.config import names, policies
from segment_async.sandbox.config.calls import Call, handles
from segment_async.sandbox.config.policies import Policy
from segment_async.sandbox.store import Invalid, Missing, Record, Taken, Workspace
from segment_async.sandbox.store.permissions import ROLES

_SUBJECT: Final = f"{names.WORKSPACE}/{{holder}}/{{id}}"

_OPERATIONS: Final = {
    "users": ("userId", "addPermissionsToUser", "replacePermissionsForUser"),
    "groups": ("userGroupId", "addPermissionsToUserGroup", "replacePermissionsForUserGroup"),
}
"""How the Public API names a holder, and what gives and takes permissions there."""


@handles("listRoles")
def list_roles(call: Call) -> Record:
    """Show the roles."""
    return call.page(list(ROLES.values()), policies.shown_role)


@handles("listPolicies")
def list_policies(call: Call) -> Record:
    """Show who holds which role for what."""
    return call.page(policies.every(call.workspace), policies.shown)


@handles("createPolicy")
def create_policy(call: Call) -> Record:
    """Give a role to a user or a group."""
    given = call.body.get("policy", {})
    said = names.parts_within(call.workspace, _SUBJECT, given.get("subject", ""), "policy.subject")
    if said["holder"] not in _OPERATIONS:
        raise Invalid("policy.subject is neither a user nor a group; name one of them.", field="policy.subject")
    permission = policies.permission(call.workspace, call.path["role"], given.get("resource"), "policy.resource")
    policy = Policy(said["holder"], said["id"], permission["roleId"], permission["resources"][0])
    if policy.id in {each.id for each in policies.every(call.workspace)}:
        raise Taken("This policy is there already; leave it as it is.")
    parameter, add, _ = _OPERATIONS[policy.holder]
    call.public.ask(add, path={parameter: policy.holder_id}, body={"permissions": [permission]})
    return policies.shown(call.workspace, policy)


@handles("deletePolicy")
def delete_policy(call: Call) -> Record:
    """Take a role from a user or a group."""
    policy = _policy(call)
    parameter, _, replace = _OPERATIONS[policy.holder]
    held = _holder(call.workspace, policy)["permissions"]
    call.public.ask(replace, path={parameter: policy.holder_id}, body={"permissions": policies.without(held, policy)})
    return {}


@handles("listInvites")
def list_invites(call: Call) -> Record:
    """Show the invites that nobody has accepted yet."""
    return call.page(call.workspace.invites, policies.shown_invite)


@handles("createInvite")
def create_invite(call: Call) -> Record:
    """Invite somebody; there is no mail, and nobody ever accepts."""
    given, workspace = call.body.get("invite", {}), call.workspace
    name = given.get("name", "")
    email = names.parts_within(workspace, names.INVITE, name, "invite.name")["invite_id"] if "/" in name else name
    permissions: list[Record] = []
    for index, policy in enumerate(given.get("policies", ())):
        field = f"invite.policies.{index}"
        role = names.parts_within(workspace, names.ROLE, policy.get("role", ""), f"{field}.role")["role"]
        permissions.append(policies.permission(workspace, role, policy.get("resource"), f"{field}.resource"))
    call.public.ask("createInvites", body={"invites": [{"email": email, "permissions": permissions}]})
    return policies.shown_invite(workspace, workspace.invites[email.lower()])


@handles("deleteInvite")
def delete_invite(call: Call) -> Record:
    """Withdraw an invite."""
    call.public.ask("deleteInvites", query={"emails": [call.path["invite_id"]]})
    return {}


def _policy(call: Call) -> Policy:
    for policy in policies.every(call.workspace):
        if (policy.role_id, policy.id) == (call.path["role"], call.path["policy"]):
            return policy
    raise Missing("There is no such policy; list the policies to see which there are.")


def _holder(workspace: Workspace, policy: Policy) -> Record:
    return (workspace.users if policy.holder == "users" else workspace.user_groups)[policy.holder_id]
