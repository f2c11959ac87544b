"""Doors that were opened for people who never came."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from attrs import frozen

from segment_async._core.paging import get
from segment_async.audit.checks.base import Case, Check, Limits, Threshold
from segment_async.audit.facts.measures import days_since, moment_of
from segment_async.audit.facts.words import first_of, number_of
from segment_async.audit.snapshot.view import Facts

TRAIL: Final = "listAuditEvents"
INVITED: Final = "Invited to Workspace"
"""How the events end that tell of an invite."""

_ADDRESS = re.compile(r"[^\s<>()\"',;:]+@[^\s<>()\"',;:]+")


@frozen
class _Trail:
    """What the audit trail tells of invites."""

    days: float
    """How far it reaches back."""

    invited: Mapping[str, datetime]
    """When somebody was invited last, by address."""

    names: bool
    """Whether every invite that it tells of says whom."""


def find(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Yield the invites that are older than some days, or than all that the audit trail tells."""
    if snapshot.lacks(TRAIL):
        return
    most = limits["days"] or 0
    trail = _trail(snapshot)
    names = {group.id: group.name for group in snapshot.resources("group")}
    groups: dict[str, list[str]] = {}
    for place in snapshot.resources("group-invite"):
        groups.setdefault(place.id.lower(), []).append(names.get(place.parent_id, place.parent_id))
    for invite in snapshot.resources("invite"):
        address = invite.id.lower()
        invited = trail.invited.get(address)
        if invited is not None:
            days = days_since(snapshot, invited)
            age = f"was invited {number_of(int(days), 'day')} ago"
        elif trail.names:
            days = trail.days
            age = f"was invited more than {number_of(int(days), 'day')} ago, before the audit trail begins,"
        else:
            continue
        if days > most:
            evidence = {
                "days": int(days) if invited else "longer than the audit trail",
                "invitedAt": invited.isoformat() if invited else None,
                "auditTrailDays": int(trail.days),
                "groups": first_of(sorted(groups.get(address, ()))),
            }
            yield Case(invite, f"{invite.id} {age} and has not accepted.", evidence)


def _trail(snapshot: Facts) -> _Trail:
    first = snapshot.moment
    invited: dict[str, datetime] = {}
    names = True
    for event in snapshot.resources("audit-event"):
        moment = moment_of(get(event.data, "timestamp"))
        if moment is None:
            continue
        first = min(first, moment)
        if str(get(event.data, "type")).endswith(INVITED):
            about = " ".join(str(get(event.data, key)) for key in ("resourceName", "resourceId"))
            addresses = {address.lower() for address in _ADDRESS.findall(about)}
            names = names and bool(addresses)
            for address in addresses:
                invited[address] = max(moment, invited.get(address, moment))
    return _Trail(days_since(snapshot, first), invited, names)


CHECK: Final = Check(
    id="invite-never-accepted",
    severity="info",
    question="Which invites has nobody accepted?",
    remedy="Withdraw the invite; send another one if the person still needs access.",
    needs=("listInvites", TRAIL),
    find=find,
    thresholds={"days": Threshold(14, "days that somebody has to accept an invite")},
)
