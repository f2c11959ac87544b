"""The workspace's records as the Public API shows them."""

from segment_async.sandbox.masking import shown
from segment_async.sandbox.store import Record, Workspace


def plain(_: Workspace, record: Record) -> Record:
    """Show a record that is stored as it is sent."""
    return record


def label(workspace: Workspace, key: tuple[str, str]) -> Record:
    """Show a label that something carries."""
    return workspace.labels[key]


def source(workspace: Workspace, record: Record) -> Record:
    """Show a source."""
    metadata = workspace.catalog.sources[record["metadataId"]]
    return {
        "id": record["id"],
        "slug": record["slug"],
        "name": record["name"],
        "metadata": metadata,
        "workspaceId": workspace.record["id"],
        "enabled": record["enabled"],
        "writeKeys": record["writeKeys"],
        "settings": shown(record["settings"], metadata["options"]),
        "labels": [workspace.labels[key] for key in record["labels"]],
    }


def destination(workspace: Workspace, record: Record) -> Record:
    """Show a destination."""
    metadata = workspace.catalog.destinations[record["metadataId"]]
    return {
        "id": record["id"],
        "name": record["name"],
        "enabled": record["enabled"],
        "metadata": metadata,
        "sourceId": record["sourceId"],
        "settings": shown(record["settings"], metadata["options"]),
    }


def subscription(workspace: Workspace, record: Record) -> Record:
    """Show a subscription of a destination; its action's secret fields are masked too."""
    return {**record, "settings": shown(record["settings"], action_options(workspace, record))}


def action_options(workspace: Workspace, subscription: Record) -> list[Record]:
    """Return the fields of a subscription's action in the form of catalog options."""
    kind = workspace.catalog.destinations[workspace.destinations[subscription["destinationId"]]["metadataId"]]
    fields = next(action["fields"] for action in kind["actions"] if action["id"] == subscription["actionId"])
    return [{"name": field["fieldKey"], "type": field["type"]} for field in fields]


def warehouse(workspace: Workspace, record: Record) -> Record:
    """Show a warehouse; it has no name on the wire, and its password is left out rather than masked."""
    metadata = workspace.catalog.warehouses[record["metadataId"]]
    settings = shown(record["settings"], metadata["options"])
    settings.pop("password", None)
    return {
        "id": record["id"],
        "metadata": metadata,
        "workspaceId": workspace.record["id"],
        "enabled": record["enabled"],
        "settings": settings,
    }


def tracking_plan(_: Workspace, record: Record) -> Record:
    """Show a tracking plan; the id by which the Config API knows it is sent too, though no document declares it."""
    return dict(record)
