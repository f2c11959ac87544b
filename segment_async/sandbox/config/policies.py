"""Policies: who holds which role for what. The records keep them as permissions of users, groups and invites."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import frozen

from segment_async.sandbox.config import names
from segment_async.sandbox.store import Invalid, Record, Workspace
from segment_async.sandbox.store.ids import ID_LENGTH, opaque
from segment_async.sandbox.store.permissions import ROLES

_COLLECTIONS: Final[Mapping[str, str]] = {"FUNCTION": "functions", "SPACE": "spaces", "WAREHOUSE": "warehouses"}
"""Where names of resources that the Config API itself has no names for have their ids."""

_KINDS: Final = {collection: kind for kind, collection in _COLLECTIONS.items()}


@frozen
class Policy:
    """One role that somebody holds for one thing."""

    holder: str
    """``users`` or ``groups``."""

    holder_id: str
    """Id of the user or of the group."""

    role_id: str
    """Id of the role."""

    resource: Record
    """What it holds for: ``id``, ``type`` and ``labels``."""

    @property
    def id(self) -> str:
        """Tell it from all others, for as long as somebody holds it."""
        about = (self.holder, self.holder_id, self.role_id, self.resource["type"], self.resource["id"])
        return opaque(" ".join(about), ID_LENGTH)


def every(workspace: Workspace) -> list[Policy]:
    """Return the policies of all users and groups."""
    return [
        policy
        for holder, table in (("users", workspace.users), ("groups", workspace.user_groups))
        for record in table.values()
        for policy in _held(holder, record)
    ]


def _held(holder: str, record: Record) -> Iterator[Policy]:
    for permission in record["permissions"]:
        for resource in permission["resources"]:
            yield Policy(holder, record["id"], permission["roleId"], resource)


def shown(workspace: Workspace, policy: Policy) -> Record:
    """Return the ``Policy`` object of a policy; narrowed to labels, it says so."""
    labels = {label["key"]: label["value"] for label in policy.resource.get("labels", ())}
    return {
        "name": f"{names.of_role(workspace, policy.role_id)}/policies/{policy.id}",
        "subject": f"{names.of_workspace(workspace)}/{policy.holder}/{policy.holder_id}",
        "resource": resource_name(workspace, policy.resource),
        **({"labels": labels} if labels else {}),
    }


def shown_role(workspace: Workspace, role: Record) -> Record:
    """Return the ``Role`` object of a role."""
    return {
        "name": names.of_role(workspace, role["id"]),
        "display_name": role["name"],
        "description": role["description"],
    }


def shown_invite(workspace: Workspace, invite: Record) -> Record:
    """Return the ``Invite`` object of an invite."""
    return {
        "name": names.INVITE.format(workspace_slug=workspace.record["slug"], invite_id=invite["email"]),
        "email": invite["email"],
        "create_time": invite["createdAt"],
        "policies": [
            {"role": names.of_role(workspace, held["roleId"]), "resource": resource_name(workspace, resource)}
            for held in invite["permissions"]
            for resource in held["resources"]
        ],
    }


def resource_name(workspace: Workspace, resource: Record) -> str:
    """Return the resource name of what a permission holds for."""
    match resource["type"]:
        case "WORKSPACE":
            return names.of_workspace(workspace)
        case "SOURCE":
            slug = workspace.sources.get(resource["id"], {}).get("slug", resource["id"])
            return names.SOURCE.format(workspace_slug=workspace.record["slug"], source_slug=slug)
        case kind:
            return f"{names.of_workspace(workspace)}/{_COLLECTIONS[kind]}/{resource['id']}"


def permission(workspace: Workspace, role_id: str, resource: str | None, field: str) -> Record:
    """Return a ``PermissionInput`` object.

    Args:
        workspace: Where it shall hold.
        role_id: Id of the role.
        resource: Resource name of what it shall hold for; ``None`` for the workspace.
        field: Dotted name of the field that the resource came in, for the message.

    Raises:
        Invalid: There is no such role, or nothing has such a name.
    """
    if role_id not in ROLES:
        raise Invalid(f"There is no role {role_id!r}; list the roles to see which there are.", field=field)
    return {"roleId": role_id, "resources": [_resource(workspace, resource or names.of_workspace(workspace), field)]}


def without(held: Iterable[Record], policy: Policy) -> list[Record]:
    """Return ``PermissionInput`` objects of the permissions of a holder, without those of a policy."""
    kept = [
        {**permission, "resources": [each for each in permission["resources"] if _differs(permission, each, policy)]}
        for permission in held
    ]
    return [permission for permission in kept if permission["resources"]]


def _differs(held: Record, resource: Record, policy: Policy) -> bool:
    return held["roleId"] != policy.role_id or resource != policy.resource


def _resource(workspace: Workspace, name: str, field: str) -> Record:
    if name == names.of_workspace(workspace):
        return {"id": workspace.record["id"], "type": "WORKSPACE"}
    said = names.parts_within(workspace, f"{names.WORKSPACE}/{{collection}}/{{id}}", name, field)
    if said["collection"] == "sources":
        return {"id": workspace.sources.by_slug(said["id"])["id"], "type": "SOURCE"}
    if said["collection"] not in _KINDS:
        raise Invalid(f"{field} is nothing that a role holds for; name the workspace or a source.", field=field)
    return {"id": said["id"], "type": _KINDS[said["collection"]]}
