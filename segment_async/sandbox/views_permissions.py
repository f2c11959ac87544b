"""Permissions as the Public API shows them."""

from segment_async.sandbox.store import Record
from segment_async.sandbox.store.permissions import ROLES


def permission(held: Record) -> Record:
    """Show one permission, a ``Permission`` object, with the name of its role."""
    return {"roleName": ROLES[held["roleId"]]["name"], **held}


def access(holder: Record) -> list[Record]:
    """Show what a user or a user group may do, ``AccessPermission`` objects."""
    return [
        {"roleId": held["roleId"], "roleName": ROLES[held["roleId"]]["name"], "resources": held["resources"]}
        for held in holder["permissions"]
    ]
