"""What each space has seen: events, traits and entities, with their properties."""

from typing import TYPE_CHECKING, Final, TypeAlias

from segment_async.sandbox.store.records import Record
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

TraitKey: TypeAlias = tuple[str, str]
"""Collection, ``users`` or ``accounts``, and name of a trait."""

_MEMBERSHIP: Final = ("true", "false")
"""What the trait of an audience is seen with."""


class SpaceSchema:
    """What one space has seen. Traits and properties have ``samples``, the values they were seen with."""

    def __init__(self) -> None:
        """Start empty."""
        self.events = Table[str, Record]()
        """``Event`` objects by name, each with its ``properties``: ``EventProperty`` objects."""
        self.traits = Table[TraitKey, Record]()
        """``Trait`` objects by collection and name, apart from those of audiences and computed traits."""
        self.entities = Table[str, Record]()
        """What has ``properties``, ``EntityProperty`` objects, by the slug of the entity."""
        self.entity_paths: list[Record] = []
        """``EntityPath`` objects."""

    def relationships(self) -> dict[str, str]:
        """Return the slug of the entity that each relationship leads to, by the slug of the relationship."""
        return {path["relationshipSlugs"][-1]: path["entitySlug"] for path in self.entity_paths}

    def primary_key(self, relationship: str) -> str:
        """Return the name of the primary key of the entity that a relationship leads to."""
        properties: list[Record] = self.entities[self.relationships()[relationship]]["properties"]
        return str(next(row["name"] for row in properties if row["primaryKey"]))


class SpaceSchemas:
    """What every space has seen."""

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        self._workspace = workspace
        self._by_space: dict[str, SpaceSchema] = {}

    def of_space(self, space_id: str) -> SpaceSchema:
        """Return what a space has seen."""
        return self._by_space.setdefault(self._workspace.spaces.find(space_id)["id"], SpaceSchema())

    def traits(self, space_id: str) -> dict[TraitKey, Record]:
        """Return the traits of a space; its audiences and computed traits are among them, each under its key."""
        made: dict[TraitKey, Record] = {}
        for audience in self._workspace.audiences.of_space(space_id).values():
            collection = "accounts" if audience["audienceType"] == "ACCOUNTS" else "users"
            made[collection, audience["key"]] = _trait(audience, "AUDIENCE", _MEMBERSHIP)
        for computed in self._workspace.computed_traits.of_space(space_id).values():
            made[computed["definition"]["type"].lower(), computed["key"]] = _trait(computed, "COMPUTED", ())
        return {**made, **self.of_space(space_id).traits}


def _trait(record: Record, type: str, samples: tuple[str, ...]) -> Record:
    return {"trait": record["key"], "type": type, "lastSeenAt": record["updatedAt"], "samples": list(samples)}
