"""Destinations, and the filters and subscriptions that belong to each."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from segment_async.sandbox.store.ids import FILTER_ID_LENGTH
from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.refusals import Invalid, Taken
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

INSTANCES_AT_MOST: Final = 25
"""Destinations of one kind that a source may have."""


class Destinations(Table[str, Record]):
    """The destinations of a workspace by id.

    A record holds ``id name sourceId metadataId enabled settings createdAt updatedAt``, and ``connectionMode`` once the
    Config API, which alone knows it, has set it.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace
        self._by_source: dict[str, Table[str, Record]] = {}
        self.filters: dict[str, Table[str, Record]] = {}
        """The filters of each destination, by its id and theirs."""
        self.subscriptions: dict[str, Table[str, Record]] = {}
        """The subscriptions of each destination, by its id and theirs."""
        self.fates: dict[str, Mapping[str, float]] = {}
        """By destination id, the shares of its source's events that are ``discarded``, ``failed`` and the like."""

    def find(self, destination_id: str) -> Record:
        """Return a destination."""
        return find(self, destination_id, "destination")

    def find_filter(self, destination_id: str, filter_id: str) -> Record:
        """Return a filter of a destination."""
        self.find(destination_id)
        return find(self.filters[destination_id], filter_id, "filter of this destination")

    def find_subscription(self, destination_id: str, subscription_id: str) -> Record:
        """Return a subscription of a destination."""
        self.find(destination_id)
        return find(self.subscriptions[destination_id], subscription_id, "subscription of this destination")

    def of_source(self, source_id: str) -> Table[str, Record]:
        """Return the destinations of a source."""
        self._workspace.sources.find(source_id)
        return self._by_source[source_id]

    def add(
        self,
        *,
        source_id: str,
        metadata_id: str,
        name: str = "",
        enabled: bool = True,
        settings: Record | None = None,
    ) -> Record:
        """Connect a source to a tool.

        Args:
            source_id: The source whose events it gets.
            metadata_id: Catalog id of its kind.
            name: Name shown to people, unique among the destinations of the source; may be empty.
            enabled: Whether it gets events.
            settings: Values of the options of its kind.
        """
        space = self._workspace
        siblings = self.of_source(source_id)
        space.catalog.destination(metadata_id)
        if sum(sibling["metadataId"] == metadata_id for sibling in siblings.values()) >= INSTANCES_AT_MOST:
            raise Invalid(
                f"The source {source_id} has {INSTANCES_AT_MOST} destinations of the kind {metadata_id}; delete one.",
                field="metadataId",
            )
        self._claim(siblings, name)
        now = space.now()
        record: Record = {
            "id": space.ids.next("destination"),
            "name": name,
            "sourceId": source_id,
            "metadataId": metadata_id,
            "enabled": enabled,
            "settings": settings or {},
            "createdAt": now,
            "updatedAt": now,
        }
        self.filters[record["id"]] = Table()
        self.subscriptions[record["id"]] = Table()
        siblings[record["id"]] = record
        self[record["id"]] = record
        return record

    def rename(self, destination: Record, name: str) -> None:
        """Give a destination another name; the empty one is free to all."""
        self._claim(self._by_source[destination["sourceId"]], name, destination["id"])
        destination["name"] = name

    def remove(self, destination_id: str) -> None:
        """Delete a destination with its filters and subscriptions."""
        destination = self.find(destination_id)
        del self._by_source[destination["sourceId"]][destination_id]
        del self.filters[destination_id]
        del self.subscriptions[destination_id]
        self.fates.pop(destination_id, None)
        self._workspace.activations.forget(destination_id)
        self._workspace.insert_function_instances.forget(destination_id)
        del self[destination_id]

    def add_filter(
        self,
        destination_id: str,
        *,
        title: str,
        if_: str,
        actions: Sequence[Record],
        description: str = "",
        enabled: bool = True,
    ) -> Record:
        """Put a filter before a destination.

        Args:
            destination_id: The destination to guard.
            title: Short name shown to people.
            if_: Which events to act on, in FQL.
            actions: What to do with them, ``DestinationFilterAction`` objects.
            description: What it is for.
            enabled: Whether it acts.
        """
        now = self._workspace.now()
        record: Record = {
            "id": self._workspace.ids.next("filter", prefix="df_", length=FILTER_ID_LENGTH),
            "sourceId": self.find(destination_id)["sourceId"],
            "destinationId": destination_id,
            "if": if_,
            "actions": list(actions),
            "title": title,
            "description": description,
            "enabled": enabled,
            "createdAt": now,
            "updatedAt": now,
        }
        self.filters[destination_id][record["id"]] = record
        return record

    def add_subscription(
        self,
        destination_id: str,
        *,
        action_id: str,
        name: str,
        trigger: str,
        enabled: bool = True,
        settings: Record | None = None,
        model_id: str | None = None,
    ) -> Record:
        """Run one of a destination's actions for the events that a trigger selects.

        Args:
            destination_id: The destination.
            action_id: Id of the action in the destination's catalog entry.
            name: Name shown to people.
            trigger: Which events run it, in FQL.
            enabled: Whether it runs.
            settings: Values of the action's fields.
            model_id: Id of the reverse ETL model that feeds it.
        """
        kind = self._workspace.catalog.destination(self.find(destination_id)["metadataId"])
        action = next((action for action in kind["actions"] if action["id"] == action_id), None)
        if action is None:
            raise Invalid(
                f"{kind['name']} has no action {action_id!r}; its catalog entry lists them.", field="actionId"
            )
        record: Record = {
            "id": self._workspace.ids.next("subscription"),
            "name": name,
            "actionId": action_id,
            "actionSlug": action["slug"],
            "destinationId": destination_id,
            "enabled": enabled,
            "settings": settings or {},
            "trigger": trigger,
        }
        if model_id is not None:
            record["modelId"] = model_id
        self.subscriptions[destination_id][record["id"]] = record
        return record

    def open_source(self, source_id: str) -> None:
        """Get ready for the destinations of a new source."""
        self._by_source[source_id] = Table()

    def close_source(self, source_id: str) -> None:
        """Delete every destination of a source that goes away."""
        for destination_id in list(self._by_source[source_id]):
            self.remove(destination_id)
        del self._by_source[source_id]

    @staticmethod
    def _claim(siblings: Table[str, Record], name: str, destination_id: str | None = None) -> None:
        for sibling in siblings.values():
            if name and sibling["name"] == name and sibling["id"] != destination_id:
                raise Taken(f"The destination {sibling['id']} of this source is already named {name!r}.", field="name")
