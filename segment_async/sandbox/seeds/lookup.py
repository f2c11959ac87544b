"""Things of the demo by the names that its data files call them."""

from collections.abc import Iterable, Mapping

from segment_async.sandbox.store import Record, Workspace


def named(workspace: Workspace, kind: str, name: str) -> Record:
    """Return a thing that has been planted.

    Args:
        workspace: Where to look.
        kind: What it is, such as ``source``.
        name: Its name; the slug of a source; for a destination the slug of its source and its name, with a slash
            between them; for a user the part of the address before the ``@``.

    Raises:
        KeyError: There is none.
    """
    for record in _all(workspace)[kind]:
        if name == _name(workspace, kind, record):
            return record
    raise KeyError(f"{kind} {name}")


def _all(workspace: Workspace) -> Mapping[str, Iterable[Record]]:
    return {
        "credential": workspace.credentials.values(),
        "destination": workspace.destinations.values(),
        "destination_filter": [row for table in workspace.destinations.filters.values() for row in table.values()],
        "function": workspace.functions.values(),
        "source": workspace.sources.values(),
        "user": workspace.users.values(),
        "user_group": workspace.user_groups.values(),
        "warehouse": workspace.warehouses.values(),
    }


def _name(workspace: Workspace, kind: str, record: Record) -> str:
    match kind:
        case "source":
            name = record["slug"]
        case "destination":
            name = f"{workspace.sources[record['sourceId']]['slug']}/{record['name']}"
        case "destination_filter":
            name = record["title"]
        case "function":
            name = record["displayName"].partition(" (")[0]
        case "user":
            name = record["email"].partition("@")[0]
        case _:
            name = record["name"]
    return str(name)
