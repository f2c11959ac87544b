"""Functions: code that runs as a source, as a destination or in between, with every version of it."""

from typing import TYPE_CHECKING, Final

from segment_async.sandbox.store.function_kinds import destination_kind, source_kind
from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.refusals import Invalid
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

INSERT_PREFIX: Final = "ifnd_"
"""What the ids of insert functions start with; they may be written without it."""

SOURCE_PREFIX: Final = "sfn_"
"""What stands before the id of a source where it names the function that the source runs."""

_PREFIXES: Final = {
    "SOURCE": "sfnc_",
    "DESTINATION": "",
    "INSERT_SOURCE": INSERT_PREFIX,
    "INSERT_DESTINATION": INSERT_PREFIX,
    "INSERT_TRANSFORMATION": INSERT_PREFIX,
}
"""What ids start with, by the type of the function."""


class Functions(Table[str, Record]):
    """The functions of a workspace by id.

    A record holds ``id resourceType displayName settings createdAt createdBy deployedAt``, ``description`` and
    ``logoUrl`` where they were given, and ``catalogId`` where sources or destinations can be made of it.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace
        self.versions: dict[str, Table[str, Record]] = {}
        """The versions of each function, by its id and theirs, the newest last."""

    def find(self, function_id: str) -> Record:
        """Return a function."""
        prefixed = INSERT_PREFIX + function_id
        return find(self, prefixed if prefixed in self else function_id, "function")

    def find_version(self, function_id: str, version_id: str) -> Record:
        """Return a version of a function."""
        return find(self.versions[self.find(function_id)["id"]], version_id, "version of this function")

    def newest(self, function: Record) -> Record:
        """Return the newest version of a function."""
        versions = self.versions[function["id"]]
        return versions.page(len(versions) - 1, 1)[0]

    def add(
        self,
        *,
        type: str,
        name: str,
        code: str,
        settings: list[Record] | None = None,
        description: str | None = None,
        logo_url: str | None = None,
    ) -> Record:
        """Create a function with its first version.

        Args:
            type: ``SOURCE``, ``DESTINATION``, or what it is inserted into.
            name: Name shown to people; several may have the same.
            code: Its code.
            settings: What it asks its users for, ``FunctionSetting`` objects.
            description: What it is for.
            logo_url: Where its picture is.
        """
        space = self._workspace
        record: Record = {
            "id": space.ids.next("function", prefix=_PREFIXES[type]),
            "resourceType": type,
            "displayName": self._full_name(type, name),
            "settings": settings or [],
            "createdAt": space.now(),
            "createdBy": space.author,
            "deployedAt": None,
        }
        if description is not None:
            record["description"] = description
        if logo_url is not None:
            record["logoUrl"] = logo_url
        if type in ("SOURCE", "DESTINATION"):
            record["catalogId"] = space.ids.next("kind of function")
        self[record["id"]] = record
        self.versions[record["id"]] = Table()
        self.save(record, code)
        self._offer(record)
        return record

    def change(self, function: Record, changes: Record) -> None:
        """Change what people see of a function, and what it asks them for.

        Args:
            function: The function.
            changes: Those of ``displayName settings description logoUrl`` that are new.
        """
        function.update(changes)
        function["displayName"] = self._full_name(function["resourceType"], function["displayName"])
        self._offer(function)

    def save(self, function: Record, code: str) -> Record:
        """Make a new version of a function; it is live at once, unless it runs as a source."""
        now = self._workspace.now()
        version: Record = {
            "id": self._workspace.ids.next("function version"),
            "author": self._workspace.author,
            "code": code,
            "isDeployed": False,
            "createdAt": now,
            "updatedAt": now,
        }
        self.versions[function["id"]][version["id"]] = version
        if function["resourceType"] != "SOURCE":
            self._deploy(function)
        return version

    def deploy(self, function_id: str) -> None:
        """Make the newest version of a source function live.

        Args:
            function_id: Its id, or the id of a source that runs it behind ``sfn_``.
        """
        function = self.run_by(function_id.removeprefix(SOURCE_PREFIX)) or self.find(function_id)
        if function["resourceType"] != "SOURCE":
            raise Invalid(
                "Only source functions are deployed; others are live once they are saved.", field="functionId"
            )
        self._deploy(function)

    def run_by(self, source_id: str) -> Record | None:
        """Return the function that a source runs; ``None`` where there is no such source, or it runs none."""
        kind = self._workspace.sources.get(source_id, {}).get("metadataId", "")
        return next((function for function in self.values() if function.get("catalogId") == kind), None)

    def remove(self, function_id: str) -> None:
        """Delete a function with its versions and its instances; its kind stays as long as something is made of it."""
        function = self.find(function_id)
        space, kind = self._workspace, function.get("catalogId", "")
        used = {record["metadataId"] for table in (space.sources, space.destinations) for record in table.values()}
        if kind not in used:
            space.catalog.sources.own.pop(kind, None)
            space.catalog.destinations.own.pop(kind, None)
        space.insert_function_instances.remove_of(function)
        del self.versions[function["id"]]
        del self[function["id"]]

    def _deploy(self, function: Record) -> None:
        now = self._workspace.now()
        for version in self.versions[function["id"]].values():
            version["isDeployed"] = False
        self.newest(function).update(isDeployed=True, deployedAt=now, updatedAt=now)
        function["deployedAt"] = now

    def _offer(self, function: Record) -> None:
        """Put the kind that stands for a function into the catalog, or bring it up to date."""
        match function["resourceType"]:
            case "SOURCE":
                self._workspace.catalog.sources.own[function["catalogId"]] = source_kind(function)
            case "DESTINATION":
                self._workspace.catalog.destinations.own[function["catalogId"]] = destination_kind(function)
            case _:
                pass

    def _full_name(self, type: str, name: str) -> str:
        suffix = "" if type == "SOURCE" else f" ({self._workspace.record['name']})"
        return name.removesuffix(suffix) + suffix
