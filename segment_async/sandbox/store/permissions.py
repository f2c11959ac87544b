"""Roles, and what they allow to whom: permissions as users, invites and user groups hold them.

A permission is held as ``roleId``, ``resources`` (each with ``id``, ``type`` and ``labels``) and, where it came with an
invite that has some, ``labels``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from segment_async.sandbox.store.ids import opaque
from segment_async.sandbox.store.records import Record
from segment_async.sandbox.store.refusals import Invalid

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

ROLE_ID_LENGTH: Final = 27

OWNER: Final = "1WDUuRLxv84rrfCNUwvkrRtkxnS"
"""Id of the role that may do everything; programs of others have it written down."""


def _role(name: str, description: str, role_id: str = "") -> Record:
    return {"id": role_id or opaque(f"role:{name}", ROLE_ID_LENGTH), "name": name, "description": description}


ROLES: Final[Mapping[str, Record]] = {
    role["id"]: role
    for role in (
        _role("Workspace Owner", "Does and sees everything, and lets others in.", OWNER),
        _role("Workspace Member", "Sees that the workspace exists; other roles add to it."),
        _role("Source Admin", "Changes sources, their settings and what is connected to them."),
        _role("Source Read-only", "Looks at sources and what is connected to them."),
        _role("Warehouse Admin", "Changes warehouses and what is loaded into them."),
        _role("Warehouse Read-only", "Looks at warehouses and what is loaded into them."),
        _role("Function Admin", "Writes, deploys and deletes functions."),
        _role("Function Read-only", "Looks at functions and their code."),
        _role("Tracking Plan Admin", "Changes tracking plans and connects sources to them."),
        _role("Tracking Plan Read-only", "Looks at tracking plans."),
        _role("Unify and Engage Admin", "Changes everything in a space."),
        _role("Unify Read-only", "Looks at a space, without the personal data in it."),
        _role("Entities Admin", "Changes the models of entities that audiences are built on."),
        _role("PII Access", "Sees personal data where other roles hide it."),
    )
}
"""The roles that there are, the same in every workspace."""


def role_named(name: str) -> str:
    """Return the id of a role."""
    return next(identity for identity, role in ROLES.items() if role["name"] == name)


def checked(workspace: "Workspace", permissions: Sequence[Record], field: str) -> list[Record]:
    """Return permissions in the form in which they are held.

    Args:
        workspace: Where they shall hold.
        permissions: ``PermissionInput`` or ``InvitePermission`` objects; without resources, for the whole workspace.
        field: Dotted name of the list, for the message.

    Raises:
        Invalid: A role, a resource or a label does not exist.
    """
    return merged([], [_checked(workspace, given, f"{field}.{index}") for index, given in enumerate(permissions)])


def merged(held: Sequence[Record], added: Iterable[Record]) -> list[Record]:
    """Return permissions with others added; a role that was there holds for the new resources as well.

    Args:
        held: The permissions so far; they are not changed.
        added: The permissions that come in; where they name the same resource, their labels count.
    """
    by_role = {permission["roleId"]: dict(permission) for permission in held}
    for permission in added:
        old = by_role.get(permission["roleId"], {"resources": []})
        resources = [*old["resources"], *permission["resources"]]
        by_thing = {(resource["type"], resource["id"]): resource for resource in resources}
        by_role[permission["roleId"]] = {**old, **permission, "resources": list(by_thing.values())}
    return list(by_role.values())


def _checked(workspace: "Workspace", given: Record, field: str) -> Record:
    if given["roleId"] not in ROLES:
        raise Invalid(f"{field}.roleId is no role; list the roles to see which there are.", field=f"{field}.roleId")
    everything = [{"id": workspace.record["id"], "type": "WORKSPACE"}]
    resources = [
        {
            "id": _known(workspace, resource, f"{field}.resources.{index}"),
            "type": resource["type"],
            "labels": _labels(workspace, resource.get("labels", ()), f"{field}.resources.{index}.labels"),
        }
        for index, resource in enumerate(given.get("resources", everything))
    ]
    permission: Record = {"roleId": given["roleId"], "resources": resources}
    if given.get("labels"):
        permission["labels"] = _labels(workspace, given["labels"], f"{field}.labels")
    return permission


def _known(workspace: "Workspace", resource: Record, field: str) -> str:
    known: Mapping[str, Mapping[str, Record]] = {
        "FUNCTION": workspace.functions,
        "SOURCE": workspace.sources,
        "SPACE": workspace.spaces,
        "WAREHOUSE": workspace.warehouses,
        "WORKSPACE": {workspace.record["id"]: workspace.record},
    }
    identity: str = resource["id"]
    if identity not in known[resource["type"]]:
        raise Invalid(f"{field}.id is no {resource['type']} of this workspace; name one that is.", field=f"{field}.id")
    return identity


def _labels(workspace: "Workspace", labels: Iterable[Record], field: str) -> list[Record]:
    pairs = [(label["key"], label["value"]) for label in labels]
    for key, value in pairs:
        if (key, value) not in workspace.labels:
            raise Invalid(f"There is no label {key}:{value}; create it first.", field=field)
    return [workspace.labels[pair] for pair in pairs]
