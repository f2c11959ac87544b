"""What happened in the demo before it started, told in ``data/demo/history.toml``."""

from datetime import timedelta
from typing import Final

from segment_async.sandbox.seeds.catalog import load
from segment_async.sandbox.seeds.lookup import named
from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.ids import ID_LENGTH, opaque

_GONE: Final = "gone_"
"""What stands before the kind of a thing that was deleted."""

_NAMED_BY_THEMSELVES: Final = ("invite", "label")
"""Kinds of things that have no id besides what they are called."""

_PACE: Final = timedelta(minutes=7)
"""What lies between two events of one day."""


def plant_history(workspace: Workspace) -> None:
    """Fill the audit trail of a workspace that has everything else."""
    for number, raw in enumerate(load("demo/history")["event"]):
        ((kind, name),) = raw["on"].items()
        thing = _thing(workspace, kind, name)
        user = None if raw["by"].isupper() else named(workspace, "user", raw["by"])
        workspace.audit_trail.add(
            type=raw["type"],
            actor=user["id"] if user else opaque(f"token:{raw['by']}", ID_LENGTH),
            actor_email=user["email"] if user else None,
            resource_id=thing["id"],
            resource_type=kind.removeprefix(_GONE).upper(),
            resource_name=thing.get("title") or thing["name"],
            moment=workspace.started - timedelta(days=raw["days"]) + number * _PACE,
        )


def _thing(workspace: Workspace, kind: str, name: str) -> Record:
    if kind.removeprefix(_GONE) in _NAMED_BY_THEMSELVES:
        return {"id": name, "name": name}
    if kind.startswith(_GONE):
        return {"id": opaque(f"{kind}:{name}", ID_LENGTH), "name": name}
    return named(workspace, kind, name)
