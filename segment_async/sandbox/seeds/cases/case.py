"""What a case is, and how its subject is found."""

import json
from typing import Final, NamedTuple

from segment_async.sandbox.seeds.lookup import named
from segment_async.sandbox.store import Workspace

TOGETHER: Final = " + "
"""What stands between the names of things that are one case; the one with the smallest id is its subject."""


class Case(NamedTuple):
    """Something in the demo that a check finds, or must not find."""

    check: str
    """Id of the check."""

    kind: str
    """What it is about, as the snapshot calls the kind: ``source``, ``tracking-plan``, ``space-audience`` and so on."""

    subject: str
    """Slug of the source, ``key:value`` of the label, address of the invite; of all others what `named` calls them."""

    why: str
    """What makes it a case, or what keeps it from being one."""

    within: str = ""
    """What it is about where the subject is the whole workspace: a measure, or a person by name."""

    from_day: int = 1
    """Day of the month from which on it is found; before, there is too little of the month to tell."""


def subject_id(case: Case, workspace: Workspace) -> str:
    """Return the id that the subject of a case has in a workspace with the demo."""
    match case.kind:
        case "event" | "invite":
            return case.subject
        case "group":
            return str(named(workspace, "user_group", case.subject)["id"])
        case "label":
            return json.dumps(case.subject.split(":"))
        case "workspace":
            return str(workspace.record["id"])
        case kind:
            parent, _, names = case.subject.rpartition("/")
            places = [f"{parent}/{name}" if parent else name for name in names.split(TOGETHER)]
            return min(str(named(workspace, kind.replace("-", "_"), place)["id"]) for place in places)
