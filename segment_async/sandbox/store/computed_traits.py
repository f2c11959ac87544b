"""Computed traits: values that a query works out for each profile."""

from typing import TYPE_CHECKING

from segment_async.sandbox.store.computing import key_for, options_for
from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace


class ComputedTraits:
    """The computed traits of every space.

    A record holds ``id spaceId name key enabled definition options createdBy updatedBy createdAt updatedAt``,
    ``description`` where one was given, and ``sent``: whether a destination takes it, which only the status shows.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        self._workspace = workspace
        self._by_space: dict[str, Table[str, Record]] = {}

    def of_space(self, space_id: str) -> Table[str, Record]:
        """Return the computed traits of a space."""
        return self._by_space.setdefault(self._workspace.spaces.find(space_id)["id"], Table())

    def find(self, space_id: str, trait_id: str) -> Record:
        """Return a computed trait of a space."""
        return find(self.of_space(space_id), trait_id, "computed trait of this space")

    def add(
        self,
        space_id: str,
        *,
        name: str,
        definition: Record,
        enabled: bool = True,
        description: str | None = None,
        options: Record | None = None,
        sent: bool = True,
    ) -> Record:
        """Create a computed trait; several may have one name, but no two have one key.

        Args:
            space_id: The space to create it in.
            name: Name shown to people.
            definition: A ``TraitDefinition`` object.
            enabled: Whether it is computed.
            description: What it is for.
            options: A ``TraitOptions`` object.
            sent: Whether a destination takes it.
        """
        space, siblings = self._workspace, self.of_space(space_id)
        now, author = space.now(), space.author
        record: Record = {
            "id": space.ids.next("computed trait"),
            "spaceId": space_id,
            "name": name,
            **({} if description is None else {"description": description}),
            "key": key_for(name, {sibling["key"] for sibling in siblings.values()}),
            "enabled": enabled,
            "definition": definition,
            "options": options_for(definition["query"], options or {}),
            "createdBy": author,
            "updatedBy": author,
            "createdAt": now,
            "updatedAt": now,
            "sent": sent,
        }
        siblings[record["id"]] = record
        return record

    def change(self, trait: Record, changes: Record) -> None:
        """Change a computed trait; what is left out stays as it is.

        Args:
            trait: The computed trait.
            changes: An ``UpdateComputedTraitForSpaceInput`` object.
        """
        known = ("enabled", "name", "description", "definition")
        trait.update({name: changes[name] for name in known if name in changes})
        trait["options"] = options_for(trait["definition"]["query"], trait["options"])
        trait["updatedBy"], trait["updatedAt"] = self._workspace.author, self._workspace.now()

    def remove(self, space_id: str, trait_id: str) -> None:
        """Delete a computed trait."""
        self.find(space_id, trait_id)
        del self.of_space(space_id)[trait_id]
