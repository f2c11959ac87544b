"""Where audiences are sent: their connections with destinations and warehouses, and what each connection sends."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from segment_async.sandbox.store.audiences import LINKED
from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.refusals import Conflict, Invalid, Missing, Taken, Unsuitable
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace


class Activations:
    """The connections of every audience, and its activations.

    A connection holds ``id destinationId type sourceId createdAt updatedAt``, and ``idSyncConfiguration`` and
    ``connectionSettings`` where they were given; a warehouse is fed by the space, whose id is the source then. An
    activation is an ``ActivationOutput`` object.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        self._workspace = workspace
        self._connections: dict[str, Table[str, Record]] = {}
        self._activations: dict[str, Table[str, Record]] = {}

    def connections(self, audience_id: str) -> Table[str, Record]:
        """Return the connections of an audience."""
        return self._connections.setdefault(audience_id, Table())

    def of_audience(self, audience_id: str) -> Table[str, Record]:
        """Return the activations of an audience."""
        return self._activations.setdefault(audience_id, Table())

    def find(self, audience: Record, activation_id: str) -> Record:
        """Return an activation of an audience."""
        return find(self.of_audience(audience["id"]), activation_id, "activation of this audience")

    def connection_to(self, audience: Record, destination_id: str) -> Record:
        """Return the connection of an audience with a destination or warehouse."""
        for connection in self.connections(audience["id"]).values():
            if connection["destinationId"] == destination_id:
                return connection
        raise Missing(f"The audience {audience['id']} is not connected to {destination_id!r}; connect them first.")

    def connect(self, audience: Record, destination: Record, settings: Record) -> Record:
        """Connect an audience to a destination or a warehouse, once.

        Args:
            audience: The audience.
            destination: A ``DestinationInput`` object.
            settings: ``idSyncConfiguration`` and ``connectionSettings``, where there are any.
        """
        space, target_id = self._workspace, destination["id"]
        match destination["type"].lower():
            case "destination":
                source_id = space.destinations.find(target_id)["sourceId"]
            case "warehouse":
                space.warehouses.find(target_id)
                source_id = audience["spaceId"]
            case _:
                raise Invalid("destination.type has to be destination or warehouse.", field="destination.type")
        siblings = self.connections(audience["id"])
        if any(sibling["destinationId"] == target_id for sibling in siblings.values()):
            raise Taken(f"This audience is already connected to {target_id}; update that.", field="destination.id")
        now = space.now()
        record: Record = {
            "id": space.ids.next("connection"),
            "destinationId": target_id,
            "type": destination["type"].lower(),
            "sourceId": source_id,
            **settings,
            "createdAt": now,
            "updatedAt": now,
        }
        siblings[record["id"]] = record
        return record

    def disconnect(self, audience: Record, destination_id: str) -> None:
        """Part an audience from a destination that it has no activations for.

        Raises:
            Conflict: There are activations.
        """
        connection = self.connection_to(audience, destination_id)
        users = [
            activation["id"]
            for activation in self.of_audience(audience["id"]).values()
            if activation["connectionId"] == connection["id"]
        ]
        if users:
            raise Conflict(f"{len(users)} activations use this connection, such as {users[0]}; remove them first.")
        del self.connections(audience["id"])[connection["id"]]

    def add(self, audience: Record, connection_id: str, given: Record) -> Record:
        """Send something whenever membership of an audience changes.

        Args:
            audience: The audience.
            connection_id: What to send over.
            given: An ``AddActivationToAudienceInput`` object.
        """
        space = self._workspace
        find(self.connections(audience["id"]), connection_id, "connection of this audience")
        record: Record = {
            "id": space.ids.next("activation"),
            "workspaceId": space.record["id"],
            "spaceId": audience["spaceId"],
            "audienceId": audience["id"],
            "connectionId": connection_id,
            "activationType": given["activationType"],
        }
        self.change(audience, record, {"enabled": True, "personalization": {}, **given})
        self.of_audience(audience["id"])[record["id"]] = record
        return record

    def change(self, audience: Record, activation: Record, changes: Record) -> None:
        """Change an activation; what is left out stays as it is.

        Args:
            audience: The audience that it belongs to.
            activation: The activation.
            changes: An ``UpdateActivationForAudienceInput`` object.
        """
        written = dict(changes)
        if "personalization" in written:
            written["personalization"] = _personalization(audience, written["personalization"])
        if "destinationMapping" in written:
            self._check_action(audience, activation, written["destinationMapping"]["actionId"])
        known = ("enabled", "activationName", "displayName", "personalization", "destinationMapping", "performResync")
        activation.update({name: written[name] for name in known if name in written})

    def close(self, audience_id: str) -> None:
        """Drop the connections and the activations of an audience that goes away."""
        self._connections.pop(audience_id, None)
        self._activations.pop(audience_id, None)

    def forget(self, destination_id: str) -> None:
        """Drop the connections with a destination or warehouse that goes away, and their activations."""
        for audience_id, connections in self._connections.items():
            for connection in _where(connections, "destinationId", destination_id):
                del connections[connection["id"]]
                activations = self.of_audience(audience_id)
                for activation in _where(activations, "connectionId", connection["id"]):
                    del activations[activation["id"]]

    def _check_action(self, audience: Record, activation: Record, action_id: str) -> None:
        space, connection = self._workspace, self.connections(audience["id"])[activation["connectionId"]]
        actions: Sequence[Record] = ()
        if connection["type"] == "destination":
            destination = space.destinations.find(connection["destinationId"])
            actions = space.catalog.destination(destination["metadataId"])["actions"]
        if all(action["id"] != action_id for action in actions):
            raise Invalid(
                f"The destination has no action {action_id!r}; the supported destinations list its actions.",
                field="destinationMapping.actionId",
            )


def _personalization(audience: Record, given: Record) -> Record:
    if "entities" in given and audience["audienceType"] != LINKED:
        raise Unsuitable("Only linked audiences have entities to send along; leave personalization.entities out.")
    return {**given, "profile": {"properties": [], **given.get("profile", {})}}


def _where(table: Table[str, Record], name: str, value: str) -> list[Record]:
    return [record for record in table.values() if record[name] == value]
