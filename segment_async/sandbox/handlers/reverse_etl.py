"""The *Reverse ETL* tag: models, and syncs that take a few seconds by the workspace's clock."""

from datetime import datetime, timedelta
from typing import Final
from zlib import crc32

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record, Unsuitable, Workspace, timestamp

EXTRACTING: Final = timedelta(seconds=5)
"""How long a sync reads rows."""

LOADING: Final = timedelta(seconds=5)
"""How long it delivers them thereafter."""

CANCELING: Final = timedelta(seconds=2)
"""How long it takes to stop one."""


@handles("listReverseEtlModels")
def list_models(call: Call) -> Record:
    """Show the models."""
    return call.page(call.workspace.reverse_etl_models, views.plain)


@handles("getReverseEtlModel")
def get_model(call: Call) -> Record:
    """Show a model."""
    return {"reverseEtlModel": _model(call)}


@handles("createReverseEtlModel")
def create_model(call: Call) -> Record:
    """Create a model."""
    body = call.body
    model = call.workspace.reverse_etl_models.add(
        source_id=body["sourceId"],
        name=body["name"],
        description=body["description"],
        enabled=body["enabled"],
        query=body["query"],
        identifier_column=body["queryIdentifierColumn"],
    )
    return {"reverseEtlModel": model}


@handles("updateReverseEtlModel")
def update_model(call: Call) -> Record:
    """Change what the body names."""
    model = _model(call)
    model.update(call.body)
    return {"reverseEtlModel": model}


@handles("deleteReverseEtlModel")
def delete_model(call: Call) -> Record:
    """Delete a model."""
    call.workspace.reverse_etl_models.remove(call.path["modelId"])
    return {"status": "SUCCESS"}


@handles("createReverseETLManualSync")
def create_manual_sync(call: Call) -> Record:
    """Start a sync."""
    sync = call.workspace.reverse_etl_models.start(
        source_id=call.body["sourceId"], model_id=call.body["modelId"], subscription_id=call.body["subscriptionId"]
    )
    return {"reverseETLManualSync": {"syncId": sync["syncId"], "startedAt": sync["startedAt"]}}


@handles("listReverseETLSyncStatusesFromModelAndSubscriptionId")
def list_sync_statuses(call: Call) -> Record:
    """Show the syncs of a model through a subscription, the latest first."""
    syncs = call.workspace.reverse_etl_models.syncs_through(call.path["modelId"], call.path["subscriptionId"])
    return call.page(syncs, _sync)


@handles("getReverseETLSyncStatus")
def get_sync_status(call: Call) -> Record:
    """Show a sync."""
    return {"reverseETLSyncStatus": _sync(call.workspace, _found_sync(call))}


@handles("cancelReverseETLSyncForModel")
def cancel_sync(call: Call) -> Record:
    """Stop a sync that still runs; one that was canceled before is told about again."""
    sync, now = _found_sync(call), call.workspace.present()
    if "canceledAt" not in sync:
        if _end(sync) <= now:
            raise Unsuitable(f"The sync {sync['syncId']} has finished already; there is nothing left to cancel.")
        sync["canceledAt"] = timestamp(now)
    return {"modelId": sync["modelId"], "syncId": sync["syncId"], "status": _sync(call.workspace, sync)["syncStatus"]}


def _model(call: Call) -> Record:
    return call.workspace.reverse_etl_models.find(call.path["modelId"])


def _found_sync(call: Call) -> Record:
    return call.workspace.reverse_etl_models.find_sync(call.path["modelId"], call.path["syncId"])


def _end(sync: Record) -> datetime:
    """Return when a sync ends, or will."""
    if "canceledAt" in sync:
        return datetime.fromisoformat(sync["canceledAt"]) + CANCELING
    return datetime.fromisoformat(sync["startedAt"]) + EXTRACTING + ("broken" not in sync) * LOADING


def _sync(workspace: Workspace, sync: Record) -> Record:
    """Show how far a sync has come by now."""
    start, end, now = datetime.fromisoformat(sync["startedAt"]), _end(sync), workspace.present()
    extracted = start + EXTRACTING
    rows = 0 if "broken" in sync else crc32(sync["syncId"].encode()) % 900 + 100
    lost = min(sync["lost"], rows)
    shown: Record = {
        "syncId": sync["syncId"],
        "modelId": sync["modelId"],
        "sourceId": sync["sourceId"],
        "syncStatus": _status(sync, ended=end <= now, rows=rows),
        "duration": f"{int((min(end, now) - start).total_seconds())}s",
        "startedAt": sync["startedAt"],
    }
    if end <= now:
        shown["finishedAt"] = timestamp(end)
        if "broken" in sync:
            shown |= {"error": sync["broken"], "errorCode": "INVALID_IDENTIFIER_COLUMN"}
        elif lost and "canceledAt" not in sync:
            shown |= {"error": f"The destination refused {lost} of {rows} records.", "errorCode": "RECORDS_REFUSED"}
    if extracted <= min(end, now):
        shown["extractPhase"] = {
            "addedCount": str(rows // 4),
            "updatedCount": str(rows - rows // 4 - rows // 20),
            "deletedCount": str(rows // 20),
            "extractCount": str(rows),
            "errorCode": "INVALID_IDENTIFIER_COLUMN" if "broken" in sync else "",
            "startedAt": sync["startedAt"],
            "finishedAt": timestamp(extracted),
        }
    if extracted + LOADING <= min(end, now):
        shown["loadPhase"] = {
            "deliverSuccessCount": str(rows - lost),
            "deliverFailureCount": str(lost),
            "errorCode": "RECORDS_REFUSED" if lost else "",
            "startedAt": timestamp(extracted),
            "finishedAt": timestamp(end),
        }
    return shown


def _status(sync: Record, *, ended: bool, rows: int) -> str:
    """Return the state of a sync, as the API words it."""
    if "canceledAt" in sync:
        return "CANCELED" if ended else "CANCELING"
    if not ended:
        return "IN_PROGRESS"
    if "broken" in sync or sync["lost"] >= rows:
        return "FAIL"
    return "PARTIAL_SUCCESS" if sync["lost"] else "SUCCESS"
