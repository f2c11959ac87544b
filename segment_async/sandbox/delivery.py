"""What became of events on the way to a destination, derived from how many came in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.volume import Query, count, minute_of

USUAL_FATES: Final[Mapping[str, float]] = {"discarded": 0.01, "failed": 0.002, "retried": 0.005}
"""Shares of the events that are discarded, lost for good, and delivered after a retry, unless others are planted."""


def summary(workspace: Workspace, destination: Record, start: datetime, end: datetime) -> Record:
    """Count the successes, the discarded and the lost events; a disabled destination gets none.

    Args:
        workspace: Where the events came in.
        destination: Where they go.
        start: First moment, included.
        end: Last moment, left out.
    """
    horizon = minute_of(workspace.started)
    query = Query(minute_of(start), min(minute_of(end), horizon), sources=(destination["sourceId"],))
    groups = workspace.volume.groups(query)
    events = sum(count(days, query.start, query.end) for group in groups for days in group.streams)
    if not destination["enabled"]:
        events = 0
    fates = {**USUAL_FATES, **workspace.destinations.fates.get(destination["id"], {})}
    discarded, failed, retried = (int(events * fates[fate]) for fate in ("discarded", "failed", "retried"))
    successes = events - discarded - failed
    return {
        "sourceId": destination["sourceId"],
        "destinationMetadataId": destination["metadataId"],
        "metrics": [
            {
                "metricName": "successes",
                "total": successes,
                "breakdown": [
                    {"metricName": "successes_on_first_attempt", "value": successes - retried},
                    {"metricName": "successes_after_retry", "value": retried},
                ],
            },
            {"metricName": "expired", "total": failed, "breakdown": []},
            {"metricName": "discarded", "total": discarded, "breakdown": []},
        ],
    }
