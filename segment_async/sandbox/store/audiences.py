"""Audiences, and the previews and schedules of each."""

from typing import TYPE_CHECKING, Any, Final

from segment_async.sandbox.store.computing import key_for, options_for, traits_in
from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.refusals import Invalid
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

LINKED: Final = "LINKED"
"""The type of audience that looks at entities of a warehouse, runs in batches, and has schedules."""

_NEEDED: Final = {"PERIODIC": ("interval",), "SPECIFIC_DAYS": ("days", "hours", "timezone")}
"""What the configuration of a schedule has to hold, by its strategy."""


class Audiences:
    """The audiences of every space.

    A record holds ``id spaceId name key enabled definition audienceType options createdBy updatedBy createdAt
    updatedAt``, and ``description`` where one was given.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        self._workspace = workspace
        self._by_space: dict[str, Table[str, Record]] = {}
        self._previews: dict[str, Table[str, Record]] = {}
        self.schedules: dict[str, Table[str, Record]] = {}
        """The schedules of each audience, by its id and theirs."""

    def of_space(self, space_id: str) -> Table[str, Record]:
        """Return the audiences of a space."""
        return self._by_space.setdefault(self._workspace.spaces.find(space_id)["id"], Table())

    def find(self, space_id: str, audience_id: str) -> Record:
        """Return an audience of a space."""
        return find(self.of_space(space_id), audience_id, "audience of this space")

    def find_preview(self, space_id: str, preview_id: str) -> Record:
        """Return a preview of a space."""
        self._workspace.spaces.find(space_id)
        return find(self._previews.get(space_id, {}), preview_id, "preview of this space")

    def find_schedule(self, audience: Record, schedule_id: str) -> Record:
        """Return a schedule of an audience."""
        return find(self.schedules[audience["id"]], schedule_id, "schedule of this audience")

    def consumers(self, audience: Record) -> list[Record]:
        """Return the audiences whose queries refer to an audience."""
        return [
            other
            for other in self.of_space(audience["spaceId"]).values()
            if other["id"] != audience["id"] and audience["key"] in traits_in(other["definition"]["query"])
        ]

    def add(
        self,
        space_id: str,
        *,
        name: str,
        audience_type: str,
        definition: Record,
        enabled: bool = True,
        description: str | None = None,
        options: Record | None = None,
    ) -> Record:
        """Create an audience; several may have one name, but no two have one key.

        Args:
            space_id: The space to create it in.
            name: Name shown to people.
            audience_type: ``USERS``, ``ACCOUNTS`` or ``LINKED``.
            definition: An ``AudienceDefinition`` object.
            enabled: Whether it is computed.
            description: What it is for.
            options: An ``AudienceOptions`` object.
        """
        space, siblings = self._workspace, self.of_space(space_id)
        now, author = space.now(), space.author
        record: Record = {
            "id": space.ids.next("audience"),
            "spaceId": space_id,
            "name": name,
            **({} if description is None else {"description": description}),
            "key": key_for(name, {sibling["key"] for sibling in siblings.values()}),
            "enabled": enabled,
            "definition": definition,
            "audienceType": audience_type,
            "options": options_for(definition["query"], options or {}),
            "createdBy": author,
            "updatedBy": author,
            "createdAt": now,
            "updatedAt": now,
        }
        self.schedules[record["id"]] = Table()
        siblings[record["id"]] = record
        return record

    def change(self, audience: Record, changes: Record) -> None:
        """Change an audience; what is left out stays as it is.

        Args:
            audience: The audience.
            changes: An ``UpdateAudienceForSpaceInput`` object.
        """
        audience.update({name: changes[name] for name in ("enabled", "name", "description") if name in changes})
        audience["definition"] = {**audience["definition"], **changes.get("definition", {})}
        options = {**audience["options"], **changes.get("options", {})}
        audience["options"] = options_for(audience["definition"]["query"], options)
        audience["updatedBy"], audience["updatedAt"] = self._workspace.author, self._workspace.now()

    def remove(self, audience: Record) -> None:
        """Delete an audience with its schedules, connections and activations."""
        self._workspace.activations.close(audience["id"])
        del self.schedules[audience["id"]]
        del self.of_space(audience["spaceId"])[audience["id"]]

    def add_preview(self, space_id: str, *, audience_type: str, definition: Record, options: Record) -> Record:
        """Start to try out a definition.

        Args:
            space_id: The space to look into.
            audience_type: ``USERS``, ``ACCOUNTS`` or ``LINKED``.
            definition: An ``AudienceDefinition`` object.
            options: A ``CreateAudiencePreviewOptions`` object.
        """
        record: Record = {
            "id": self._workspace.ids.next("audience preview"),
            "audienceType": audience_type,
            "definition": definition,
            "options": options_for(definition["query"], options),
            "createdAt": self._workspace.now(),
        }
        self._previews.setdefault(self._workspace.spaces.find(space_id)["id"], Table())[record["id"]] = record
        return record

    def add_schedule(self, audience: Record, strategy: str, config: Record | None) -> Record:
        """Make an audience run at certain times.

        Args:
            audience: A linked audience.
            strategy: ``PERIODIC`` or ``SPECIFIC_DAYS``.
            config: When, in line with the strategy.
        """
        self.check_linked(audience)
        record: Record = {"id": self._workspace.ids.next("audience schedule")}
        self.write_schedule(record, strategy, config)
        self.schedules[audience["id"]][record["id"]] = record
        return record

    @staticmethod
    def write_schedule(schedule: Record, strategy: str, config: dict[str, Any] | None) -> None:
        """Set when a schedule runs.

        Raises:
            Invalid: The configuration is that of the other strategy.
        """
        for name in _NEEDED[strategy]:
            if config is not None and name not in config:
                raise Invalid(f"config.{name} is required for {strategy}; send it.", field=f"config.{name}")
        schedule.update(strategy=strategy, config=config)

    @staticmethod
    def check_linked(audience: Record) -> None:
        """Refuse what only linked audiences can do."""
        if audience["audienceType"] != LINKED:
            raise Invalid(f"The audience {audience['id']} is not LINKED, so it has no runs; choose one that is.")
