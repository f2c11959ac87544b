"""Calls of the *Reverse ETL* tag of the Segment Public API.

Generated from ``openapi/public/reverse_etl.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.reverse_etl import (
    CancelReverseETLSyncForModelOutput,
    ReverseETLManualSyncJobOutput,
    ReverseEtlModel,
    ReverseETLSyncStatus,
)

LIST_MODELS = Operation(
    "listReverseEtlModels", "GET", "/reverse-etl-models", Page[ReverseEtlModel], tag="Reverse ETL",
    paging=Paging("models"), levels=("alpha",),
)  # fmt: skip
CREATE_MODEL = Operation(
    "createReverseEtlModel", "POST", "/reverse-etl-models", ReverseEtlModel, tag="Reverse ETL", key="reverseEtlModel",
    replay="reconcile", natural_key=("sourceId", "name"), levels=("alpha",), success=201,
)  # fmt: skip
DELETE_MODEL = Operation(
    "deleteReverseEtlModel", "DELETE", "/reverse-etl-models/{modelId}", str, tag="Reverse ETL", key="status",
    replay="convergent", levels=("alpha",),
)  # fmt: skip
GET_MODEL = Operation(
    "getReverseEtlModel", "GET", "/reverse-etl-models/{modelId}", ReverseEtlModel, tag="Reverse ETL",
    key="reverseEtlModel", levels=("alpha",),
)  # fmt: skip
UPDATE_MODEL = Operation(
    "updateReverseEtlModel", "PATCH", "/reverse-etl-models/{modelId}", ReverseEtlModel, tag="Reverse ETL",
    key="reverseEtlModel", replay="convergent", levels=("alpha",),
)  # fmt: skip
LIST_SYNC_STATUSES = Operation(
    "listReverseETLSyncStatusesFromModelAndSubscriptionId", "GET",
    "/reverse-etl-models/{modelId}/subscriptionId/{subscriptionId}/syncs", Page[ReverseETLSyncStatus],
    tag="Reverse ETL",
    paging=Paging("syncStatuses", cursor="cursor", count="count", maximum=100, optional=True, default=100),
    levels=("alpha",),
)  # fmt: skip
GET_SYNC_STATUS = Operation(
    "getReverseETLSyncStatus", "GET", "/reverse-etl-models/{modelId}/syncs/{syncId}", ReverseETLSyncStatus,
    tag="Reverse ETL", key="reverseETLSyncStatus", limit=per_minute(250), levels=("alpha",),
)  # fmt: skip
CANCEL_SYNC = Operation(
    "cancelReverseETLSyncForModel", "POST", "/reverse-etl-models/{modelId}/syncs/{syncId}/cancel",
    CancelReverseETLSyncForModelOutput, tag="Reverse ETL", replay="convergent", levels=("alpha",),
)  # fmt: skip
CREATE_MANUAL_SYNC = Operation(
    "createReverseETLManualSync", "POST", "/reverse-etl-syncs", ReverseETLManualSyncJobOutput, tag="Reverse ETL",
    key="reverseETLManualSync", limit=per_minute(20), replay="never", levels=("alpha",),
)  # fmt: skip


class ReverseETL(Resource):
    """Models that bring rows of a warehouse to destinations, and their syncs."""

    def list_models(self, *, page_size: int = 200) -> Paginator[ReverseEtlModel]:
        """Walk through every reverse ETL model of the workspace.

        Models of all sources appear, told apart by their source id; disabled ones are listed too. Segment offers it
        at its alpha level only.
        """
        return self._list(LIST_MODELS, page_size=page_size)

    async def create_model(
        self, *, source_id: str, name: str, description: str, enabled: bool, query: str, query_identifier_column: str
    ) -> ReverseEtlModel:
        """Create a reverse ETL model on a source.

        A model alone delivers nothing: subscriptions of a destination make use of it. Sending this twice can leave
        two models of the same name. Segment offers it at its alpha level only. Leaves *Model Created* in the audit
        trail.

        Args:
            source_id: Id of the source that the query shall run against.
            name: Human-readable name.
            description: What the model is for.
            enabled: Whether the model starts switched on.
            query: SQL that selects the rows to sync.
            query_identifier_column: Column of the result whose value identifies a row.
        """
        return await self._caller.call(
            CREATE_MODEL,
            body={
                "sourceId": source_id,
                "name": name,
                "description": description,
                "enabled": enabled,
                "query": query,
                "queryIdentifierColumn": query_identifier_column,
            },
        )

    async def delete_model(self, model_id: str) -> None:
        """Delete a reverse ETL model.

        No call brings it back. Look for subscriptions that draw on the model first; to pause it instead, update it
        to be disabled. Segment offers it at its alpha level only. Leaves *Model Deleted* in the audit trail.

        Args:
            model_id: Id of the model to delete.
        """
        await self._caller.call(DELETE_MODEL, path={"modelId": model_id})

    async def get_model(self, model_id: str) -> ReverseEtlModel:
        """Read one reverse ETL model.

        Segment offers it at its alpha level only.

        Args:
            model_id: Id of the model to read.
        """
        return await self._caller.call(GET_MODEL, path={"modelId": model_id})

    async def update_model(
        self,
        model_id: str,
        *,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        query: str | Unset = UNSET,
        query_identifier_column: str | Unset = UNSET,
    ) -> ReverseEtlModel:
        """Change a reverse ETL model, or switch it on or off.

        What you leave out stays as it is. The model cannot be moved to another source. After a change of the query,
        make sure it still returns the identifying column. Segment offers it at its alpha level only. Leaves *Model
        Settings Saved* or *Model State Change Toggled* in the audit trail.

        Args:
            model_id: Id of the model to change.
            name: New human-readable name.
            description: New account of what the model is for.
            enabled: Whether the model is switched on.
            query: New SQL that selects the rows to sync.
            query_identifier_column: Column of the result whose value identifies a row.
        """
        return await self._caller.call(
            UPDATE_MODEL,
            path={"modelId": model_id},
            body={
                "name": name,
                "description": description,
                "enabled": enabled,
                "query": query,
                "queryIdentifierColumn": query_identifier_column,
            },
        )

    def list_sync_statuses(
        self, model_id: str, subscription_id: str, *, page_size: int = 100
    ) -> Paginator[ReverseETLSyncStatus]:
        """Walk through the syncs of a reverse ETL model and a subscription.

        Pages are smaller than elsewhere: 10 syncs unless you ask for more, and never more than 100. Segment offers
        it at its alpha level only.

        Args:
            model_id: Id of the model whose rows are synced.
            subscription_id: Id of the subscription that the rows are delivered through.
            page_size: Items a page may hold, 100 at most.
        """
        return self._list(
            LIST_SYNC_STATUSES, page_size=page_size, path={"modelId": model_id, "subscriptionId": subscription_id}
        )

    async def get_sync_status(self, model_id: str, sync_id: str) -> ReverseETLSyncStatus:
        """Read how one reverse ETL sync is doing.

        A sync that failed is reported in a successful answer, so look at its status and error. Segment takes at
        most 250 of these a minute. Segment offers it at its alpha level only.

        Args:
            model_id: Id of the model that is synced.
            sync_id: Id of the sync to read.
        """
        return await self._caller.call(GET_SYNC_STATUS, path={"modelId": model_id, "syncId": sync_id})

    async def cancel_sync(
        self, model_id: str, sync_id: str, *, reason_for_canceling: float | Unset = UNSET
    ) -> CancelReverseETLSyncForModelOutput:
        """Cancel a reverse ETL sync that is still running.

        Canceling takes some seconds, so read the sync again to see when it has stopped. A sync that has already
        finished cannot be canceled, and asking for it is an error. Do not count on delivered records being taken
        back. Segment offers it at its alpha level only.

        Args:
            model_id: Id of the model that is synced.
            sync_id: Id of the sync to cancel.
            reason_for_canceling: Number of the reason: wrong model 0, destination 1, keys 2 or mapping 3;
                anything else 4.
        """
        return await self._caller.call(
            CANCEL_SYNC,
            path={"modelId": model_id, "syncId": sync_id},
            body={"reasonForCanceling": reason_for_canceling},
        )

    async def create_manual_sync(
        self, *, source_id: str, model_id: str, subscription_id: str
    ) -> ReverseETLManualSyncJobOutput:
        """Start a reverse ETL sync by hand.

        The answer comes when the sync starts, not when it ends: use its id to follow it. After a timeout, look at
        the latest syncs before you try again, since a second call may start a second sync. Segment takes at most 20
        of these a minute. Segment offers it at its alpha level only.

        Args:
            source_id: Id of the source that the model belongs to.
            model_id: Id of the model to sync.
            subscription_id: Id of the subscription to deliver the rows through.
        """
        return await self._caller.call(
            CREATE_MANUAL_SYNC, body={"sourceId": source_id, "modelId": model_id, "subscriptionId": subscription_id}
        )
