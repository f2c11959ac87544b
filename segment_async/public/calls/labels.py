"""Calls of the *Labels* tag of the Segment Public API.

Generated from ``openapi/public/labels.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, per_minute
from segment_async._core.resource import Resource
from segment_async.public.models.labels import Label, LabelInput

LIST = Operation("listLabels", "GET", "/labels", tuple[Label, ...], tag="Labels", key="labels")
CREATE = Operation(
    "createLabel", "POST", "/labels", Label, tag="Labels", key="label", limit=per_minute(60), replay="reconcile",
    natural_key=("label.key", "label.value"), success=201,
)  # fmt: skip
DELETE = Operation(
    "deleteLabel", "DELETE", "/labels/{key}/{value}", str, tag="Labels", key="status", limit=per_minute(60),
    replay="convergent",
)  # fmt: skip


class Labels(Resource):
    """Key and value pairs that sort sources and limit permissions."""

    async def list(self) -> tuple[Label, ...]:
        """List every label of the workspace.

        There are no pages: one call gives them all.
        """
        return await self._caller.call(LIST)

    async def create(self, *, label: LabelInput) -> Label:
        """Create a label.

        Labels cannot be renamed: create a new one, move resources to it, then delete the old one. Plans below
        Business allow five custom labels. Segment takes at most 60 of these a minute. Leaves *Label Created* in the
        audit trail.

        Args:
            label: Key, value and, if wanted, a description.
        """
        return await self._caller.call(CREATE, body={"label": label})

    async def delete(self, key: str, value: str) -> None:
        """Delete a label that nothing uses any more.

        Refused while a resource or a permission still carries the label: take it off there first. Segment takes at
        most 60 of these a minute. Leaves *Label Deleted* in the audit trail.

        Args:
            key: Key of the label, the part before the colon.
            value: Value of the label, the part after the colon.
        """
        await self._caller.call(DELETE, path={"key": key, "value": value})
