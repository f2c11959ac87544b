"""Calls of the *Audit Trail* tag of the Segment Public API.

Generated from ``openapi/public/audit_trail.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.audit_trail import AuditEvent

LIST = Operation(
    "listAuditEvents", "GET", "/audit-events", Page[AuditEvent], tag="Audit Trail",
    paging=Paging("events", optional=True),
)  # fmt: skip


class AuditTrail(Resource):
    """Who did what in the workspace."""

    def list(
        self,
        *,
        start_time: str | Unset = UNSET,
        end_time: str | Unset = UNSET,
        resource_id: str | Unset = UNSET,
        resource_type: str | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[AuditEvent]:
        """Walk through the audit trail of the workspace.

        Events are kept for 90 days. The last page may come without page information.

        Args:
            start_time: Lists only events from this RFC 3339 time on.
            end_time: Lists only events up to this RFC 3339 time.
            resource_id: Lists only events on the resource with this id.
            resource_type: Lists only events on resources of this type.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            LIST,
            page_size=page_size,
            query={
                "startTime": start_time,
                "endTime": end_time,
                "resourceId": resource_id,
                "resourceType": resource_type,
            },
        )
