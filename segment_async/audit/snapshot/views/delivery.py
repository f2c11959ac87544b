"""Views of what became of events, and of what the workspace is billed by."""

# ruff: noqa: S608 - the queries are made of pieces that stand here, and of nothing else

from collections.abc import Mapping
from typing import Final

from segment_async.audit.snapshot.views.base import DESTINATION, SOURCE, View, field, inside
from segment_async.audit.spans import DELIVERY_DAYS

_SLOT: Final = f"substr(json_extract({inside('d')}, '$.time'), 1, 10)"
_COUNT: Final = f"CAST(json_extract({inside('d')}, '$.count') AS INTEGER)"

_DELIVERIES: Final = View(
    meaning=f"what became of the events for each destination by day, over {DELIVERY_DAYS} days",
    columns={
        **DESTINATION,
        **SOURCE,
        "day": "the day, UTC",
        "delivered": "events that arrived",
        "failed": "events that did not arrive",
        "filtered": "events that filters and triggers kept away",
        "retries": "attempts after the first",
        "failure_rate": "share of failures among what was delivered or failed, from 0 to 1",
    },
    sql=f"""
SELECT
    *,
    CASE WHEN delivered + failed > 0 THEN round(1.0 * failed / (delivered + failed), 4) END AS failure_rate
FROM (
    SELECT
        r.parent_id AS destination_id,
        t.name AS destination,
        {field("t", "metadata", "id")} AS destination_metadata_id,
        {field("t", "sourceId")} AS source_id,
        s.name AS source,
        {_SLOT} AS day,
        sum(CASE r.kind WHEN 'destination-delivered-series' THEN {_COUNT} ELSE 0 END) AS delivered,
        sum(CASE r.kind WHEN 'destination-failed-series' THEN {_COUNT} ELSE 0 END) AS failed,
        sum(CASE r.kind WHEN 'destination-filtered-series' THEN {_COUNT} ELSE 0 END) AS filtered,
        sum(CAST(COALESCE(json_extract({inside("d")}, '$.retryCount'), 0) AS INTEGER)) AS retries
    FROM resource AS r
    JOIN json_each(r.json, '$.series') AS d
    LEFT JOIN resource AS t ON t.kind = 'destination' AND t.parent_id = '' AND t.id = r.parent_id
    LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = {field("t", "sourceId")}
    WHERE r.kind IN ('destination-delivered-series', 'destination-failed-series', 'destination-filtered-series')
    GROUP BY r.parent_id, day
)
""",
)

_DISCARDS: Final = View(
    meaning=f"events that were lost or kept away, by reason and day, over {DELIVERY_DAYS} days",
    columns={
        "stage": "`rejected` or `filtered` at the source, `kept away` before the destination, or `failed` there",
        **SOURCE,
        **DESTINATION,
        "reason": "why, as the API words it",
        "day": "the day, UTC",
        "events": "how many there were",
    },
    sql=f"""
SELECT
    CASE r.kind
        WHEN 'source-rejected-series' THEN 'rejected'
        WHEN 'source-filtered-series' THEN 'filtered'
        WHEN 'destination-filtered-series' THEN 'kept away'
        ELSE 'failed'
    END AS stage,
    COALESCE(s.id, {field("t", "sourceId")}) AS source_id,
    s.name AS source,
    t.id AS destination_id,
    t.name AS destination,
    {field("t", "metadata", "id")} AS destination_metadata_id,
    {field("r", "discardReason")} AS reason,
    {_SLOT} AS day,
    {_COUNT} AS events
FROM resource AS r
JOIN json_each(r.json, '$.series') AS d
LEFT JOIN resource AS t ON r.kind LIKE 'destination-%' AND t.kind = 'destination' AND t.parent_id = ''
    AND t.id = r.parent_id
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = ''
    AND s.id = COALESCE({field("t", "sourceId")}, r.parent_id)
WHERE r.kind IN (
    'source-rejected-series', 'source-filtered-series', 'destination-filtered-series', 'destination-failed-series'
) AND {_COUNT} > 0
""",
)

_USAGE_COLUMNS: Final = {
    "day": "the day, UTC",
    "api_calls": "API calls of that day",
    "api_calls_so_far": "API calls from the first of the month to that day, as the API counts them",
    "mtu": "tracked users that were first seen in the month on that day",
    "mtu_so_far": "tracked users from the first of the month to that day: those with an id, and those without",
}


def _usage(calls: str, users: str, *, by_source: bool) -> str:
    """Return the query for what is billed, by day; from counts that add up over a month."""
    source = f"{field('u', 'sourceId')} AS source_id, s.name AS source," if by_source else ""
    same = "source_id, " if by_source else ""
    join = f"LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = {field('u', 'sourceId')}"
    return f"""
SELECT
    {"source_id, source," if by_source else ""}
    day,
    api_calls_so_far - COALESCE(lag(api_calls_so_far) OVER month, 0) AS api_calls,
    api_calls_so_far,
    mtu_so_far - COALESCE(lag(mtu_so_far) OVER month, 0) AS mtu,
    mtu_so_far
FROM (
    SELECT
        {source}
        substr({field("u", "timestamp")}, 1, 10) AS day,
        max(CASE u.kind WHEN '{calls}' THEN CAST({field("u", "apiCalls")} AS INTEGER) END) AS api_calls_so_far,
        max(
            CASE u.kind WHEN '{users}'
            THEN CAST({field("u", "identified")} AS INTEGER) + CAST({field("u", "neverIdentified")} AS INTEGER) END
        ) AS mtu_so_far
    FROM resource AS u
    {join if by_source else ""}
    WHERE u.kind IN ('{calls}', '{users}')
    GROUP BY {same}day
)
WINDOW month AS (PARTITION BY {same}substr(day, 1, 7) ORDER BY day)
"""


VIEWS: Final[Mapping[str, View]] = {
    "deliveries": _DELIVERIES,
    "discards": _DISCARDS,
    "usage": View(
        meaning="what the workspace is billed by, by day, in this month and the one before",
        columns=_USAGE_COLUMNS,
        sql=_usage("api-calls-day", "mtu-day", by_source=False),
    ),
    "source_usage": View(
        meaning="the same for each source, in this month",
        columns={**SOURCE, **_USAGE_COLUMNS},
        sql=_usage("api-calls-source-day", "mtu-source-day", by_source=True),
    ),
}
"""The views by their names."""
