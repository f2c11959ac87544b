"""The *dbt* tag."""

from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record


@handles("createDbtModelSyncTrigger")
def create_model_sync_trigger(call: Call) -> Record:
    """Take note that the dbt models of a source are to be synced; no operation tells what became of it."""
    source = call.workspace.sources.find(call.body["sourceId"])
    return {
        "dbtModelSyncTrigger": {
            "id": call.workspace.ids.next("dbt sync"),
            "sourceId": source["id"],
            "status": "QUEUED",
        }
    }
