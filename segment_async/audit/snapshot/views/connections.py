"""Views of sources and destinations, and of which feeds which."""

# ruff: noqa: S608 - the queries are made of pieces that stand here, and of nothing else

from collections.abc import Mapping
from typing import Final

from segment_async.audit.snapshot.views.base import (
    DESTINATION,
    ENABLED,
    KIND,
    LABELS,
    METADATA_ID,
    PLAN,
    SOURCE,
    View,
    field,
    labels,
    last_part,
    on,
    total,
)
from segment_async.audit.spans import DELIVERY_DAYS

_SOURCES: Final = View(
    meaning="sources, each with the plan that it follows",
    columns={
        "id": "id of the source",
        "slug": "its slug",
        "name": "what people call it",
        "kind": KIND,
        "metadata_id": METADATA_ID,
        "enabled": ENABLED,
        **PLAN,
        "lets_unplanned_events_pass": "1 if its schema settings let events pass that its plan does not name, 0 if not",
        "write_keys": "how many write keys it has; 0 also where the token may not see them",
        "labels": LABELS,
        "destinations": "how many destinations are connected to it, switched on or not",
        "warehouses": "how many warehouses are loaded from it",
        "created_at": "when it was made, RFC 3339; null through the Public API, which does not say",
    },
    sql=f"""
SELECT
    s.id AS id,
    {field("s", "slug")} AS slug,
    s.name AS name,
    {field("s", "metadata", "slug")} AS kind,
    {field("s", "metadata", "id")} AS metadata_id,
    {field("s", "enabled")} AS enabled,
    p.id AS tracking_plan_id,
    p.name AS tracking_plan,
    {field("t", "settings", "track", "allowUnplannedEvents")} AS lets_unplanned_events_pass,
    json_array_length(s.json, '$.writeKeys') AS write_keys,
    {labels("s.json, '$.labels'")} AS labels,
    (SELECT count(*) FROM resource WHERE kind = 'source-connected-destination' AND parent_id = s.id) AS destinations,
    (SELECT count(*) FROM resource WHERE kind = 'source-connected-warehouse' AND parent_id = s.id) AS warehouses,
    NULL AS created_at
FROM resource AS s
LEFT JOIN resource AS d ON d.kind = 'source-detail' AND d.parent_id = s.id AND d.id = s.id
LEFT JOIN resource AS t ON t.kind = 'source-settings' AND t.parent_id = s.id AND t.id = s.id
LEFT JOIN resource AS p ON p.kind = 'tracking-plan' AND p.parent_id = '' AND p.id = COALESCE(
    {field("d", "trackingPlanId")},
    (SELECT parent_id FROM resource WHERE kind = 'tracking-plan-source' AND id = s.id LIMIT 1)
)
WHERE s.kind = 'source'
""",
    config=f"""
SELECT
    s.id AS id,
    {last_part("s.id")} AS slug,
    s.name AS name,
    {last_part(field("s", "catalog_name"))} AS kind,
    {field("s", "catalog_id")} AS metadata_id,
    NULL AS enabled,
    p.id AS tracking_plan_id,
    p.name AS tracking_plan,
    {field("t", "allow_unplanned_track_events")} AS lets_unplanned_events_pass,
    json_array_length(s.json, '$.write_keys') AS write_keys,
    (
        SELECT group_concat(key || ':' || value, ', ')
        FROM json_each(CASE json_type(s.json, '$.labels') WHEN 'object' THEN s.json ELSE '{{}}' END, '$.labels')
    ) AS labels,
    (SELECT count(*) FROM resource WHERE kind = 'source-destination' AND parent_id = s.id) AS destinations,
    NULL AS warehouses,
    {field("s", "create_time")} AS created_at
FROM resource AS s
LEFT JOIN resource AS t ON t.kind = 'source-schema-config' AND t.parent_id = s.id AND t.id = s.id
LEFT JOIN resource AS p ON p.kind = 'tracking-plan' AND p.parent_id = '' AND p.id = (
    SELECT parent_id FROM resource WHERE kind = 'tracking-plan-source-connection' AND id = s.id LIMIT 1
)
WHERE s.kind = 'source'
""",
)

_DESTINATIONS: Final = View(
    meaning="destinations, each with its source and what feeds it besides",
    columns={
        "id": "id of the destination itself",
        "name": "what people call it",
        "kind": KIND,
        "metadata_id": METADATA_ID,
        "enabled": ENABLED,
        **SOURCE,
        "methods": "the calls that its kind understands, such as `track, identify, pageview`",
        "works_by_actions": "1 if it takes only what a subscription lets through, 0 if it takes what comes",
        "subscriptions": "how many of its subscriptions to events are switched on",
        "models": "how many of its subscriptions to reverse ETL models are switched on",
        "filters": "how many of its filters are switched on",
        "audiences": "how many audiences send their members to it",
        "created_at": "when it was made, RFC 3339; null through the Public API, which does not say",
    },
    sql=f"""
SELECT
    d.id AS id,
    d.name AS name,
    {field("d", "metadata", "slug")} AS kind,
    {field("d", "metadata", "id")} AS metadata_id,
    {field("d", "enabled")} AS enabled,
    {field("d", "sourceId")} AS source_id,
    s.name AS source,
    (SELECT group_concat(key, ', ') FROM json_each(d.json, '$.metadata.supportedMethods') WHERE value = 1) AS methods,
    json_array_length(d.json, '$.metadata.actions') > 0 AS works_by_actions,
    (
        SELECT count(*) FROM resource AS b
        WHERE b.kind = 'destination-subscription' AND b.parent_id = d.id AND {on("b")}
        AND {field("b", "modelId")} IS NULL
    ) AS subscriptions,
    (
        SELECT count(*) FROM resource AS b
        WHERE b.kind = 'destination-subscription' AND b.parent_id = d.id AND {on("b")}
        AND {field("b", "modelId")} IS NOT NULL
    ) AS models,
    (
        SELECT count(*) FROM resource AS f
        WHERE f.kind = 'destination-filter' AND f.parent_id = d.id AND {on("f")}
    ) AS filters,
    COALESCE(a.audiences, 0) AS audiences,
    NULL AS created_at
FROM resource AS d
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = {field("d", "sourceId")}
LEFT JOIN (
    SELECT {field("c", "destinationId")} AS id, count(*) AS audiences
    FROM resource AS c WHERE c.kind = 'space-audience-destination-connection' AND {on("c")} GROUP BY 1
) AS a ON a.id = d.id
WHERE d.kind = 'destination'
""",
    config=f"""
SELECT
    d.id AS id,
    d.name AS name,
    {last_part("d.id")} AS kind,
    {field("d", "catalog_id")} AS metadata_id,
    {field("d", "enabled")} AS enabled,
    d.parent_id AS source_id,
    s.name AS source,
    (
        SELECT group_concat(replace(key, '_', ''), ', ') FROM resource AS c, json_each(c.json, '$.methods')
        WHERE c.kind = 'catalog-destination' AND c.parent_id = ''
        AND c.id = 'catalog/destinations/' || {last_part("d.id")} AND value = 1
    ) AS methods,
    {last_part("d.id")} LIKE 'actions-%' AS works_by_actions,
    NULL AS subscriptions,
    NULL AS models,
    (
        SELECT count(*) FROM resource AS f
        WHERE f.kind = 'source-destination-filter' AND f.parent_id = d.id AND {on("f")}
    ) AS filters,
    NULL AS audiences,
    {field("d", "create_time")} AS created_at
FROM resource AS d
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = d.parent_id
WHERE d.kind = 'source-destination'
""",
)

_DELIVERED: Final = "getEgressSuccessMetricsFromDeliveryOverview"
_FAILED: Final = "getEgressFailedMetricsFromDeliveryOverview"
_FILTERED: Final = "getFilteredAtDestinationMetricsFromDeliveryOverview"

_ROUTES: Final = View(
    meaning=f"which source feeds which destination, and what became of the events of the last {DELIVERY_DAYS} days",
    columns={
        **SOURCE,
        "source_enabled": ENABLED,
        **DESTINATION,
        "destination_kind": KIND,
        "destination_enabled": ENABLED,
        "enabled": "1 if neither of the two is switched off",
        "delivered": "events that arrived; null where it was not read",
        "failed": "events that did not arrive; null where it was not read",
        "filtered": "events that filters and triggers kept away; null where it was not read",
        "failure_rate": "share of failures among what was delivered or failed, from 0 to 1",
    },
    sql=f"""
SELECT
    *,
    CASE WHEN delivered + failed > 0 THEN round(1.0 * failed / (delivered + failed), 4) END AS failure_rate
FROM (
    SELECT
        {field("d", "sourceId")} AS source_id,
        s.name AS source,
        {field("s", "enabled")} AS source_enabled,
        d.id AS destination_id,
        d.name AS destination,
        {field("d", "metadata", "id")} AS destination_metadata_id,
        {field("d", "metadata", "slug")} AS destination_kind,
        {field("d", "enabled")} AS destination_enabled,
        {on("s")} AND {on("d")} AS enabled,
        {total("destination-delivered-series", _DELIVERED, "d.id")} AS delivered,
        {total("destination-failed-series", _FAILED, "d.id")} AS failed,
        {total("destination-filtered-series", _FILTERED, "d.id")} AS filtered
    FROM resource AS d
    LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = {field("d", "sourceId")}
    WHERE d.kind = 'destination'
)
""",
    config=f"""
SELECT
    d.parent_id AS source_id,
    s.name AS source,
    NULL AS source_enabled,
    d.id AS destination_id,
    d.name AS destination,
    {field("d", "catalog_id")} AS destination_metadata_id,
    {last_part("d.id")} AS destination_kind,
    {field("d", "enabled")} AS destination_enabled,
    {on("d")} AS enabled,
    NULL AS delivered,
    NULL AS failed,
    NULL AS filtered,
    NULL AS failure_rate
FROM resource AS d
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = d.parent_id
WHERE d.kind = 'source-destination'
""",
)

VIEWS: Final[Mapping[str, View]] = {
    "sources": _SOURCES,
    "destinations": _DESTINATIONS,
    "routes": _ROUTES,
}
"""The views by their names."""
