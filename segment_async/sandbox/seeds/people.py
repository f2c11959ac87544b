"""The demo's users, invites and user groups, told in ``data/demo/people.toml``."""

from typing import Final

from segment_async.sandbox.seeds.catalog import load
from segment_async.sandbox.seeds.lookup import named
from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.permissions import checked, role_named

_HOST: Final = "shop.example.com"

_KINDS: Final = ("function", "source", "warehouse")
"""What a permission can be narrowed to."""


def plant_people(workspace: Workspace) -> None:
    """Let the people in, once there is what they have permissions for; the first of them writes through the APIs."""
    told = load("demo/people")
    for raw in told["user"]:
        workspace.users.add(
            name=raw["name"],
            email=_email(raw),
            permissions=_permissions(workspace, raw),
            user_id=None if workspace.users else workspace.author,
        )
    workspace.invites.add(
        [{"email": raw["email"], "permissions": _permissions(workspace, raw)} for raw in told["invite"]]
    )
    for raw in told["group"]:
        members = [_email(person) for person in (*told["user"], *told["invite"]) if raw["name"] in person["groups"]]
        also = [named(workspace, "user", login)["email"] for login in raw.get("also", ())]
        group = workspace.user_groups.add(raw["name"])
        group["members"] = workspace.user_groups.known([*members, *also])
        group["permissions"] = checked(workspace, _permissions(workspace, raw), "permissions")


def _email(raw: Record) -> str:
    return str(raw.get("email") or f"{raw['login']}@{_HOST}")


def _permissions(workspace: Workspace, raw: Record) -> list[Record]:
    """Return ``PermissionInput`` objects."""
    return [{"roleId": role_named(given["role"]), "resources": _resources(workspace, given)} for given in raw["may"]]


def _resources(workspace: Workspace, given: Record) -> list[Record]:
    labels = [{"key": key, "value": value} for key, value in given.get("labels", {}).items()]
    everything = {"id": workspace.record["id"], "type": "WORKSPACE", "labels": labels}
    return [
        {"id": named(workspace, kind, name)["id"], "type": kind.upper()}
        for kind in _KINDS
        for name in given.get(kind, ())
    ] or [everything]
