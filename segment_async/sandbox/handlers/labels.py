"""The *Labels* tag."""

import re
from collections.abc import Mapping
from typing import Final

from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Invalid, Record

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


@handles("listLabels")
def list_all(call: Call) -> Record:
    """Show every label; there are no pages."""
    return {"labels": list(call.workspace.labels.values())}


@handles("createLabel")
def create(call: Call) -> Record:
    """Create a label, if its key and value are well formed and it is new."""
    label = call.body["label"]
    check_label(label, "label")
    return {"label": call.workspace.labels.add(label["key"], label["value"], description=label.get("description", ""))}


@handles("deleteLabel")
def delete(call: Call) -> Record:
    """Delete a label that nothing carries."""
    workspace = call.workspace
    holders = (*workspace.users.values(), *workspace.invites.values(), *workspace.user_groups.values())
    workspace.labels.remove(
        call.path["key"],
        call.path["value"],
        sources=workspace.sources.values(),
        permissions=[held for holder in holders for held in holder["permissions"]],
    )
    return {"status": "SUCCESS"}


def check_label(label: Mapping[str, str], field: str) -> None:
    """Refuse a label whose key or value is not well formed.

    Args:
        label: Its ``key`` and ``value``.
        field: Dotted name of the field that it came in, for the message.
    """
    for part in ("key", "value"):
        if _NAME.fullmatch(label[part]) is None:
            raise Invalid(
                f"{field}.{part} has to start with a letter and go on with letters, digits and hyphens.",
                field=f"{field}.{part}",
            )
