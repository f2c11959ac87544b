"""Checks of destinations."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from segment_async.sandbox.delivery import summary
from segment_async.sandbox.store import Record, Workspace

from .reading import Reading, enabled, ids


def disabled(space: Workspace) -> list[str]:
    return ids(record for record in space.destinations.values() if not record["enabled"])


def duplicate(space: Workspace) -> list[str]:
    alike = defaultdict[tuple[str, str], list[str]](list)
    for record in enabled(space.destinations):
        if space.sources[record["sourceId"]]["enabled"]:
            alike[record["sourceId"], record["metadataId"]].append(record["id"])
    return [min(group) for group in alike.values() if len(group) > 1]


def outcomes(space: Workspace, destination: Record) -> Counter[str]:
    """Count what became of the events of the last 13 days, the present one included."""
    midnight = space.started.replace(hour=0, minute=0, second=0, microsecond=0)
    told = summary(space, destination, midnight - timedelta(days=12), space.started)
    return Counter({metric["metricName"]: metric["total"] for metric in told["metrics"]})


def failing(space: Workspace) -> list[str]:
    found = []
    for record in enabled(space.destinations):
        counts = outcomes(space, record)
        tried = counts["expired"] + counts["successes"]
        if tried >= 100 and counts["expired"] > 0.10 * tried:
            found.append(record["id"])
    return found


def fed_by_audience(space: Workspace) -> set[str]:
    """Return the destinations and warehouses that audiences are connected to."""
    return {
        connection["destinationId"]
        for space_id in space.spaces
        for audience in space.audiences.of_space(space_id)
        for connection in space.activations.connections(audience).values()
    }


def without_subscription(space: Workspace) -> list[str]:
    return ids(
        record
        for record in enabled(space.destinations)
        if space.catalog.destinations[record["metadataId"]]["actions"]
        and not enabled(space.destinations.subscriptions[record["id"]])
        and record["id"] not in fed_by_audience(space)
    )


READINGS: Final[Mapping[str, Reading]] = {
    "destination-disabled": disabled,
    "destination-duplicate": duplicate,
    "destination-failing": failing,
    "destination-without-subscription": without_subscription,
}
