"""The audit trail: who did what to which resource, and when."""

from collections import deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from segment_async.sandbox.store.records import Record, timestamp

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

KEPT: Final = timedelta(days=90)
"""How long an event is kept."""


class AuditTrail:
    """The events of a workspace, ``AuditEvent`` objects in the order in which they happened."""

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        self._workspace = workspace
        self._events = deque[Record]()

    def add(
        self,
        *,
        type: str,
        actor: str,
        resource_id: str,
        resource_type: str,
        resource_name: str,
        actor_email: str | None = None,
        moment: datetime | None = None,
    ) -> Record:
        """Enter an event.

        Args:
            type: What happened, such as ``Source Created``.
            actor: Id of the user or the token that acted.
            resource_id: Id of what was acted on.
            resource_type: What kind of thing that is, such as ``SOURCE``.
            resource_name: What people call it.
            actor_email: Address of whoever acted; a token has none.
            moment: When it happened, not before the event entered last; now, if it is left out.
        """
        record: Record = {
            "id": self._workspace.ids.next("audit event"),
            "timestamp": timestamp(moment or self._workspace.present()),
            "type": type,
            "actor": actor,
            "resourceId": resource_id,
            "resourceType": resource_type,
            "resourceName": resource_name,
        }
        if actor_email is not None:
            record["actorEmail"] = actor_email
        self._events.append(record)
        return record

    def latest(
        self,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        resource_id: str | None = None,
        resource_type: str | None = None,
    ) -> list[Record]:
        """Return the events that are kept, the newest first.

        Args:
            start: Only those from this moment on.
            end: Only those up to this moment.
            resource_id: Only those on this resource.
            resource_type: Only those on resources of this kind.
        """
        oldest = timestamp(self._workspace.present() - KEPT)
        while self._events and self._events[0]["timestamp"] < oldest:
            self._events.popleft()
        asked = {"resourceId": resource_id, "resourceType": resource_type}
        wanted = {name: value for name, value in asked.items() if value is not None}
        first = timestamp(start) if start else ""
        last = timestamp(end) if end else "~"
        return [
            event
            for event in reversed(self._events)
            if first <= event["timestamp"] <= last and all(event[name] == value for name, value in wanted.items())
        ]
