"""Views of what is loaded into warehouses, and out of them."""

# ruff: noqa: S608 - the queries are made of pieces that stand here, and of nothing else

from collections.abc import Mapping
from typing import Final

from segment_async.audit.snapshot.views.base import (
    DESTINATION,
    ENABLED,
    KIND,
    METADATA_ID,
    SOURCE,
    View,
    field,
    inside,
    on,
)

_WAREHOUSE: Final = {"warehouse_id": "id of the warehouse", "warehouse": "name of the warehouse"}

_WAREHOUSES: Final = View(
    meaning="warehouses, and whether Segment can connect to each",
    columns={
        "id": "id of the warehouse",
        "name": "what people call it",
        "kind": KIND,
        "metadata_id": METADATA_ID,
        "enabled": ENABLED,
        "connection_state": "whether Segment can connect to it, such as CONNECTED",
        "sources": "how many sources are loaded into it, switched on or not",
    },
    sql=f"""
SELECT
    w.id AS id,
    w.name AS name,
    {field("w", "metadata", "slug")} AS kind,
    {field("w", "metadata", "id")} AS metadata_id,
    {field("w", "enabled")} AS enabled,
    json_extract(c.json, '$') AS connection_state,
    (SELECT count(*) FROM resource WHERE kind = 'warehouse-connected-source' AND parent_id = w.id) AS sources
FROM resource AS w
LEFT JOIN resource AS c ON c.kind = 'warehouse-connection-state' AND c.parent_id = w.id AND c.id = w.id
WHERE w.kind = 'warehouse'
""",
)

_WAREHOUSE_SYNCS: Final = View(
    meaning="each time that a source was loaded into a warehouse, as far back as the API tells",
    columns={
        **_WAREHOUSE,
        **SOURCE,
        "started_at": "when it began, RFC 3339",
        "ended_at": "when it ended, RFC 3339",
        "seconds": "how long it took",
        "status": "how it ended, such as SUCCESS",
        "rows_loaded": "how many rows were loaded",
        "notice": "the first remark on it, such as why it failed",
    },
    sql=f"""
SELECT
    y.warehouse_id AS warehouse_id,
    w.name AS warehouse,
    y.source_id AS source_id,
    s.name AS source,
    {field("y", "start")} AS started_at,
    {field("y", "end")} AS ended_at,
    {field("y", "duration")} AS seconds,
    {field("y", "status")} AS status,
    {field("y", "count")} AS rows_loaded,
    (
        SELECT json_extract(value, '$.message') FROM json_each(y.json, '$.notices') WHERE type = 'object' LIMIT 1
    ) AS notice
FROM (
    SELECT r.parent_id AS warehouse_id, {field("r", "sourceId")} AS source_id, r.json AS json
    FROM resource AS r WHERE r.kind = 'warehouse-sync'
    UNION ALL
    SELECT substr(r.parent_id, 1, instr(r.parent_id, '/') - 1), {field("r", "sourceId")}, r.json
    FROM resource AS r WHERE r.kind = 'warehouse-connected-source-sync' AND NOT EXISTS (
        SELECT 1 FROM resource AS o
        WHERE o.kind = 'warehouse-sync' AND o.parent_id = substr(r.parent_id, 1, instr(r.parent_id, '/') - 1)
    )
) AS y
LEFT JOIN resource AS w ON w.kind = 'warehouse' AND w.parent_id = '' AND w.id = y.warehouse_id
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = y.source_id
""",
)

_WAREHOUSE_LOADS: Final = View(
    meaning="which source is loaded into which warehouse, and how the latest sync went",
    columns={
        **_WAREHOUSE,
        "warehouse_enabled": ENABLED,
        **SOURCE,
        "source_enabled": ENABLED,
        "collections": "how many collections, that is tables, the source has there",
        "collections_off": "how many of them are left out",
        "last_sync_at": "when the latest sync began, RFC 3339; null where none is known",
        "last_status": "how it ended, such as SUCCESS",
        "last_rows": "how many rows it loaded",
        "last_seconds": "how long it took",
        "syncs": "how many syncs are known",
        "failed_syncs": "how many of them failed",
    },
    sql=f"""
SELECT
    c.parent_id AS warehouse_id,
    w.name AS warehouse,
    {field("w", "enabled")} AS warehouse_enabled,
    c.id AS source_id,
    c.name AS source,
    {field("c", "enabled")} AS source_enabled,
    (
        SELECT count(*) FROM resource
        WHERE kind = 'warehouse-connected-source-selective-sync' AND parent_id = c.parent_id || '/' || c.id
    ) AS collections,
    (
        SELECT count(*) FROM resource AS t
        WHERE t.kind = 'warehouse-connected-source-selective-sync' AND t.parent_id = c.parent_id || '/' || c.id
        AND NOT ({on("t")})
    ) AS collections_off,
    y.started_at AS last_sync_at,
    y.status AS last_status,
    y.rows_loaded AS last_rows,
    y.seconds AS last_seconds,
    COALESCE(y.syncs, 0) AS syncs,
    COALESCE(y.failed, 0) AS failed_syncs
FROM resource AS c
LEFT JOIN resource AS w ON w.kind = 'warehouse' AND w.parent_id = '' AND w.id = c.parent_id
LEFT JOIN (
    SELECT
        warehouse_id,
        source_id,
        max(started_at) AS started_at, -- of that row are the three that follow: SQLite promises it
        status,
        rows_loaded,
        seconds,
        count(*) AS syncs,
        sum(status LIKE 'FAIL%') AS failed
    FROM warehouse_syncs
    GROUP BY warehouse_id, source_id
) AS y ON y.warehouse_id = c.parent_id AND y.source_id = c.id
WHERE c.kind = 'warehouse-connected-source'
""",
)

_WAREHOUSE_COLLECTIONS: Final = View(
    meaning="collections, that is tables, that a source has in a warehouse, each taken or left out",
    columns={
        **_WAREHOUSE,
        **SOURCE,
        "collection": "name of the collection, such as `order_completed`",
        "enabled": "1 if it is loaded, 0 if it is left out",
        "properties": "how many properties, that is columns, it has",
        "properties_off": "how many of them are left out",
    },
    sql=f"""
SELECT
    substr(c.parent_id, 1, instr(c.parent_id, '/') - 1) AS warehouse_id,
    w.name AS warehouse,
    substr(c.parent_id, instr(c.parent_id, '/') + 1) AS source_id,
    s.name AS source,
    c.id AS collection,
    {field("c", "enabled")} AS enabled,
    (SELECT count(*) FROM json_each(c.json, '$.properties')) AS properties,
    (
        SELECT count(*) FROM json_each(c.json, '$.properties') AS p WHERE json_extract({inside("p")}, '$.enabled') = 0
    ) AS properties_off
FROM resource AS c
LEFT JOIN resource AS w ON w.kind = 'warehouse' AND w.parent_id = ''
    AND w.id = substr(c.parent_id, 1, instr(c.parent_id, '/') - 1)
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = ''
    AND s.id = substr(c.parent_id, instr(c.parent_id, '/') + 1)
WHERE c.kind = 'warehouse-connected-source-selective-sync'
""",
)

_REVERSE_ETL: Final = View(
    meaning="reverse ETL models, each with the subscriptions that take its rows; one row where it has none",
    columns={
        "model_id": "id of the model",
        "model": "name of the model",
        "model_enabled": ENABLED,
        **SOURCE,
        "subscription_id": "id of the subscription",
        "subscription": "name of the subscription",
        **DESTINATION,
        "enabled": "1 if the subscription is switched on, 0 if not",
        "schedule": "how it is run, such as PERIODIC",
        "last_sync_at": "when the latest sync began, RFC 3339; null where none is known",
        "last_status": "how it ended, such as SUCCESS",
        "last_error": "why it failed, as a code",
    },
    sql=f"""
SELECT
    m.id AS model_id,
    m.name AS model,
    {field("m", "enabled")} AS model_enabled,
    {field("m", "sourceId")} AS source_id,
    s.name AS source,
    b.id AS subscription_id,
    b.name AS subscription,
    d.id AS destination_id,
    d.name AS destination,
    {field("d", "metadata", "id")} AS destination_metadata_id,
    {field("b", "enabled")} AS enabled,
    {field("b", "reverseETLSchedule", "strategy")} AS schedule,
    {field("y", "startedAt")} AS last_sync_at,
    {field("y", "syncStatus")} AS last_status,
    COALESCE({field("y", "errorCode")}, {field("y", "extractPhase", "errorCode")}) AS last_error
FROM resource AS m
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = {field("m", "sourceId")}
LEFT JOIN (
    SELECT r.id, r.parent_id, r.name, r.json, {field("r", "modelId")} AS model_id
    FROM resource AS r WHERE r.kind = 'destination-subscription' AND {field("r", "modelId")} IS NOT NULL
    LIMIT -1 -- looked through once, not for each model
) AS b ON b.model_id = m.id
LEFT JOIN resource AS d ON d.kind = 'destination' AND d.parent_id = '' AND d.id = b.parent_id
LEFT JOIN resource AS y
    ON y.kind = 'destination-subscription-sync' AND y.parent_id = b.parent_id || '/' || b.id AND y.id = (
        SELECT r.id FROM resource AS r
        WHERE r.kind = 'destination-subscription-sync' AND r.parent_id = b.parent_id || '/' || b.id
        ORDER BY {field("r", "startedAt")} DESC LIMIT 1
    )
WHERE m.kind = 'reverse-etl-model'
""",
)

VIEWS: Final[Mapping[str, View]] = {
    "warehouses": _WAREHOUSES,
    "warehouse_loads": _WAREHOUSE_LOADS,
    "warehouse_syncs": _WAREHOUSE_SYNCS,
    "warehouse_collections": _WAREHOUSE_COLLECTIONS,
    "reverse_etl": _REVERSE_ETL,
}
"""The views by their names."""
