"""Calls of the *dbt* tag of the Segment Public API.

Generated from ``openapi/public/dbt.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, per_minute
from segment_async._core.resource import Resource
from segment_async.public.models.dbt import DbtModelSyncTrigger

CREATE_MODEL_SYNC_TRIGGER = Operation(
    "createDbtModelSyncTrigger", "POST", "/dbt-model-syncs/trigger", DbtModelSyncTrigger, tag="dbt",
    key="dbtModelSyncTrigger", limit=per_minute(10), replay="never", levels=("beta",),
)  # fmt: skip


class Dbt(Resource):
    """Runs of dbt models."""

    async def create_model_sync_trigger(self, *, source_id: str) -> DbtModelSyncTrigger:
        """Start a sync of the dbt models of a source.

        The answer comes when the sync is triggered, not when it is done, and no other call here reports on its
        progress. After a timeout, remember that a second call may start a second sync. Segment takes at most 10 of
        these a minute. Segment offers it at its beta level only.

        Args:
            source_id: Id of the source whose dbt models are to be synced.
        """
        return await self._caller.call(CREATE_MODEL_SYNC_TRIGGER, body={"sourceId": source_id})
