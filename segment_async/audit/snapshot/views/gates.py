"""Views of what stands between sources and destinations: subscriptions, filters, transformations, insert functions."""

# ruff: noqa: S608 - the queries are made of pieces that stand here, and of nothing else

from collections.abc import Mapping
from typing import Final

from segment_async.audit.snapshot.views.base import DESTINATION, ENABLED, SOURCE, SPACE, View, field, inside

_SUBSCRIPTIONS: Final = View(
    meaning="subscriptions, which say what a destination does with which events or rows",
    columns={
        "id": "id of the subscription",
        "name": "what people call it",
        "enabled": ENABLED,
        **DESTINATION,
        **SOURCE,
        "action": "what is done, as the kind of destination calls it",
        "condition": "which events or rows it takes, in FQL",
        "model_id": "id of the reverse ETL model whose rows it takes; null where it takes events",
        "schedule": "how the model is run, such as PERIODIC; null where it takes events",
    },
    sql=f"""
SELECT
    b.id AS id,
    b.name AS name,
    {field("b", "enabled")} AS enabled,
    b.parent_id AS destination_id,
    d.name AS destination,
    {field("d", "metadata", "id")} AS destination_metadata_id,
    {field("d", "sourceId")} AS source_id,
    s.name AS source,
    {field("b", "actionSlug")} AS action,
    {field("b", "trigger")} AS condition,
    {field("b", "modelId")} AS model_id,
    {field("b", "reverseETLSchedule", "strategy")} AS schedule
FROM resource AS b
LEFT JOIN resource AS d ON d.kind = 'destination' AND d.parent_id = '' AND d.id = b.parent_id
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = {field("d", "sourceId")}
WHERE b.kind = 'destination-subscription'
""",
)

_FILTERS: Final = View(
    meaning="filters before destinations and spaces",
    columns={
        "id": "id of the filter",
        "name": "what people call it",
        "enabled": ENABLED,
        "condition": "which events it acts on, in FQL",
        "actions": "what it does with them, such as `DROP` or `ALLOW_PROPERTIES`",
        "drops": "1 if it drops them, 0 if not",
        "lets_through": "share of them that it lets through, from 0 to 1; null where it draws no sample",
        **DESTINATION,
        **SOURCE,
        **SPACE,
    },
    sql=f"""
SELECT
    f.id AS id,
    f.name AS name,
    {field("f", "enabled")} AS enabled,
    {field("f", "if")} AS condition,
    (
        SELECT group_concat(json_extract(value, '$.type'), ', ')
        FROM json_each(f.json, '$.actions') WHERE type = 'object'
    ) AS actions,
    EXISTS (
        SELECT 1 FROM json_each(f.json, '$.actions') AS a WHERE json_extract({inside("a")}, '$.type') = 'DROP'
    ) AS drops,
    (
        SELECT min(json_extract({inside("a")}, '$.percent'))
        FROM json_each(f.json, '$.actions') AS a WHERE json_extract({inside("a")}, '$.type') = 'SAMPLE'
    ) AS lets_through,
    f.parent_id AS destination_id,
    d.name AS destination,
    {field("d", "metadata", "id")} AS destination_metadata_id,
    s.id AS source_id,
    s.name AS source,
    NULL AS space_id,
    NULL AS space
FROM resource AS f
LEFT JOIN resource AS d ON d.kind = 'destination' AND d.parent_id = '' AND d.id = f.parent_id
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = {field("d", "sourceId")}
WHERE f.kind = 'destination-filter'
UNION ALL
SELECT
    f.id,
    f.name,
    {field("f", "enabled")},
    {field("f", "if")},
    CASE {field("f", "drop")} WHEN 1 THEN 'DROP' END,
    COALESCE({field("f", "drop")}, 0),
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    f.parent_id,
    p.name
FROM resource AS f
LEFT JOIN resource AS p ON p.kind = 'space' AND p.parent_id = '' AND p.id = f.parent_id
WHERE f.kind = 'space-filter'
""",
    config=f"""
SELECT
    f.id AS id,
    f.name AS name,
    {field("f", "enabled")} AS enabled,
    {field("f", "if")} AS condition,
    (
        SELECT group_concat(
            CASE json_extract(value, '$.type')
                WHEN 'drop_event' THEN 'DROP'
                WHEN 'sample_event' THEN 'SAMPLE'
                WHEN 'whitelist_fields' THEN 'ALLOW_PROPERTIES'
                WHEN 'blacklist_fields' THEN 'DROP_PROPERTIES'
                ELSE json_extract(value, '$.type')
            END,
            ', '
        )
        FROM json_each(f.json, '$.actions') WHERE type = 'object'
    ) AS actions,
    EXISTS (
        SELECT 1 FROM json_each(f.json, '$.actions') AS a WHERE json_extract({inside("a")}, '$.type') = 'drop_event'
    ) AS drops,
    (
        SELECT min(json_extract({inside("a")}, '$.percent'))
        FROM json_each(f.json, '$.actions') AS a WHERE json_extract({inside("a")}, '$.type') = 'sample_event'
    ) AS lets_through,
    f.parent_id AS destination_id,
    d.name AS destination,
    {field("d", "catalog_id")} AS destination_metadata_id,
    s.id AS source_id,
    s.name AS source,
    NULL AS space_id,
    NULL AS space
FROM resource AS f
LEFT JOIN resource AS d ON d.kind = 'source-destination' AND d.id = f.parent_id
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = d.parent_id
WHERE f.kind = 'source-destination-filter'
""",
)

_TRANSFORMATIONS: Final = View(
    meaning="transformations, which change or drop events of a source",
    columns={
        "id": "id of the transformation",
        "name": "what people call it",
        "enabled": ENABLED,
        "condition": "which events it acts on, in FQL",
        "drops": "1 if it drops them, 0 if not",
        "new_event_name": "the name that it gives them; null where they keep theirs",
        **SOURCE,
        "destination_metadata_id": "id of the one kind of destination that it acts before; null where it is every one",
    },
    sql=f"""
SELECT
    t.id AS id,
    t.name AS name,
    {field("t", "enabled")} AS enabled,
    {field("t", "if")} AS condition,
    COALESCE({field("t", "drop")}, 0) AS drops,
    {field("t", "newEventName")} AS new_event_name,
    {field("t", "sourceId")} AS source_id,
    s.name AS source,
    {field("t", "destinationMetadataId")} AS destination_metadata_id
FROM resource AS t
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = {field("t", "sourceId")}
WHERE t.kind = 'transformation'
""",
)

_FUNCTION_INSTANCES: Final = View(
    meaning="insert functions, where they are attached",
    columns={
        "id": "id of the instance",
        "name": "what people call it",
        "enabled": ENABLED,
        "function_id": "id of the function",
        "function": "name of the function",
        "type": "`INSERT_SOURCE` or `INSERT_DESTINATION`, or what else there may be",
        "attached_to_id": "id of the source or destination whose events it changes",
        "attached_to": "name of that source or destination",
    },
    sql=f"""
SELECT
    i.id AS id,
    i.name AS name,
    {field("i", "enabled")} AS enabled,
    i.parent_id AS function_id,
    f.name AS function,
    {field("f", "resourceType")} AS type,
    {field("i", "integrationId")} AS attached_to_id,
    COALESCE(d.name, s.name) AS attached_to
FROM resource AS i
LEFT JOIN resource AS f ON f.kind = 'function' AND f.parent_id = '' AND f.id = i.parent_id
LEFT JOIN resource AS d ON d.kind = 'destination' AND d.parent_id = '' AND d.id = {field("i", "integrationId")}
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = {field("i", "integrationId")}
WHERE i.kind = 'function-instance'
""",
)

VIEWS: Final[Mapping[str, View]] = {
    "subscriptions": _SUBSCRIPTIONS,
    "filters": _FILTERS,
    "transformations": _TRANSFORMATIONS,
    "function_instances": _FUNCTION_INSTANCES,
}
"""The views by their names."""
