"""Reverse ETL: models, whose rows are sent from a warehouse to destinations, and the syncs that do it."""

import re
from datetime import datetime
from typing import TYPE_CHECKING

from segment_async.sandbox.store.records import Record, find, timestamp
from segment_async.sandbox.store.refusals import Invalid, Missing, Unsuitable
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace


class ReverseEtlModels(Table[str, Record]):
    """The reverse ETL models of a workspace by id.

    A record holds ``id sourceId name description enabled query queryIdentifierColumn``.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace
        self.syncs: dict[str, Table[str, Record]] = {}
        """The syncs of each model, by its id and theirs.

        A record holds ``syncId modelId sourceId subscriptionId startedAt lost``, ``broken`` if the query was (it tells
        how), and ``canceledAt`` once it is canceled.
        """

    def find(self, model_id: str) -> Record:
        """Return a model."""
        return find(self, model_id, "reverse ETL model")

    def find_sync(self, model_id: str, sync_id: str) -> Record:
        """Return a sync of a model."""
        self.find(model_id)
        return find(self.syncs[model_id], sync_id, "sync of this model")

    def syncs_through(self, model_id: str, subscription_id: str) -> list[Record]:
        """Return the syncs of a model through a subscription that it feeds, the latest first."""
        self._fed(self.find(model_id), subscription_id)
        syncs = [sync for sync in self.syncs[model_id].values() if sync["subscriptionId"] == subscription_id]
        return syncs[::-1]

    def add(
        self,
        *,
        source_id: str,
        name: str,
        description: str,
        enabled: bool,
        query: str,
        identifier_column: str,
    ) -> Record:
        """Create a model.

        Args:
            source_id: The source that the query runs against.
            name: Name shown to people.
            description: What it is for.
            enabled: Whether it may be synced.
            query: SQL that selects the rows.
            identifier_column: Column that tells the rows apart.
        """
        record: Record = {
            "id": self._workspace.ids.next("reverse etl model"),
            "sourceId": self._workspace.sources.find(source_id)["id"],
            "name": name,
            "description": description,
            "enabled": enabled,
            "query": query,
            "queryIdentifierColumn": identifier_column,
        }
        self.syncs[record["id"]] = Table()
        self[record["id"]] = record
        return record

    def remove(self, model_id: str) -> None:
        """Delete a model with its syncs; the subscriptions that it fed stay, without one."""
        self.find(model_id)
        for subscriptions in self._workspace.destinations.subscriptions.values():
            for subscription in subscriptions.values():
                if subscription.get("modelId") == model_id:
                    del subscription["modelId"]
        del self.syncs[model_id]
        del self[model_id]

    def forget_source(self, source_id: str) -> None:
        """Delete the models of a source that goes away."""
        for model in [model for model in self.values() if model["sourceId"] == source_id]:
            self.remove(model["id"])

    def start(self, *, source_id: str, model_id: str, subscription_id: str) -> Record:
        """Start a sync.

        Args:
            source_id: The source of the model.
            model_id: The model.
            subscription_id: The subscription that the rows go through.
        """
        self._workspace.sources.find(source_id)
        model = self.find(model_id)
        if model["sourceId"] != source_id:
            raise Invalid(f"The model {model_id} is none of this source; name {model['sourceId']}.", field="sourceId")
        subscription = self._fed(model, subscription_id)
        for part, record in (("model", model), ("subscription", subscription)):
            if not record["enabled"]:
                raise Unsuitable(f"The {part} {record['id']} is disabled; enable it first.")
        return self.record_sync(model, subscription_id, self._workspace.present())

    def record_sync(self, model: Record, subscription_id: str, started: datetime, *, lost: int = 0) -> Record:
        """Write a sync down.

        Args:
            model: The model.
            subscription_id: The subscription that the rows go through.
            started: When it began.
            lost: How many rows the destination does not take.
        """
        record: Record = {
            "syncId": self._workspace.ids.next("reverse etl sync"),
            "modelId": model["id"],
            "sourceId": model["sourceId"],
            "subscriptionId": subscription_id,
            "startedAt": timestamp(started),
            "lost": lost,
        }
        column = model["queryIdentifierColumn"]
        if "*" not in model["query"] and not re.search(rf"\b{re.escape(column)}\b", model["query"], re.IGNORECASE):
            record["broken"] = f"The query returns no column {column!r}; select it, or name another one."
        self.syncs[model["id"]][record["syncId"]] = record
        return record

    def _fed(self, model: Record, subscription_id: str) -> Record:
        """Return a subscription that a model feeds."""
        for subscriptions in self._workspace.destinations.subscriptions.values():
            subscription = subscriptions.get(subscription_id)
            if subscription is not None and subscription.get("modelId") == model["id"]:
                return subscription
        raise Missing(f"The model {model['id']} feeds no subscription {subscription_id!r}; see which have its modelId.")
