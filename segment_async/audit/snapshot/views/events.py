"""Views of what sources send, and of what tracking plans say of it."""

# ruff: noqa: S608 - the queries are made of pieces that stand here, and of nothing else

from collections.abc import Mapping
from typing import Final

from segment_async.audit.snapshot.views.base import PLAN, SOURCE, View, field, inside
from segment_async.audit.spans import VOLUME_DAYS, VOLUME_SPANS

_TRACKING_PLANS: Final = View(
    meaning="tracking plans, and the libraries of events and properties that are listed with them",
    columns={
        "id": "id of the plan",
        "name": "what people call it",
        "type": "`LIVE` for a plan; others are libraries and templates",
        "sources": "how many sources follow it",
        "rules": "how many rules it has, each version counted",
        "created_at": "when it was made, RFC 3339",
        "updated_at": "when it last changed, RFC 3339",
    },
    sql=f"""
SELECT
    p.id AS id,
    p.name AS name,
    {field("p", "type")} AS type,
    (SELECT count(*) FROM resource WHERE kind = 'tracking-plan-source' AND parent_id = p.id) AS sources,
    (SELECT count(*) FROM resource WHERE kind = 'tracking-plan-rule' AND parent_id = p.id) AS rules,
    {field("p", "createdAt")} AS created_at,
    {field("p", "updatedAt")} AS updated_at
FROM resource AS p
WHERE p.kind = 'tracking-plan'
""",
    config=f"""
SELECT
    p.id AS id,
    p.name AS name,
    'LIVE' AS type,
    (SELECT count(*) FROM resource WHERE kind = 'tracking-plan-source-connection' AND parent_id = p.id) AS sources,
    json_array_length(d.json, '$.rules.events') AS rules,
    {field("p", "create_time")} AS created_at,
    {field("p", "update_time")} AS updated_at
FROM resource AS p
LEFT JOIN resource AS d ON d.kind = 'tracking-plan-detail' AND d.parent_id = p.id AND d.id = p.id
WHERE p.kind = 'tracking-plan'
""",
)

_RULE: Final = {
    **PLAN,
    "type": "type of the call, such as `TRACK`",
    "key": "name of the event; null for the rule of calls without a name",
    "version": "number of the version",
}

_RULES: Final = View(
    meaning="rules of tracking plans, one row for each version",
    columns={
        **_RULE,
        "newest": "1 if no version is newer, 0 if one is",
        "deprecated": "1 if it is no longer in force, 0 if it is",
        "events": f"how many of them the sources of the plan sent in {VOLUME_DAYS} days; null where none is known",
        "created_at": "when it was made, RFC 3339",
        "updated_at": "when it last changed, RFC 3339",
    },
    sql=f"""
SELECT
    r.parent_id AS tracking_plan_id,
    p.name AS tracking_plan,
    {field("r", "type")} AS type,
    {field("r", "key")} AS key,
    {field("r", "version")} AS version,
    row_number() OVER (
        PARTITION BY r.parent_id, {field("r", "type")}, {field("r", "key")} ORDER BY {field("r", "version")} DESC
    ) = 1 AS newest,
    COALESCE({field("r", "deprecatedAt")}, '0001') NOT LIKE '0001%' AS deprecated,
    v.events AS events,
    {field("r", "createdAt")} AS created_at,
    {field("r", "updatedAt")} AS updated_at
FROM resource AS r
LEFT JOIN resource AS p ON p.kind = 'tracking-plan' AND p.parent_id = '' AND p.id = r.parent_id
LEFT JOIN (
    SELECT
        f.parent_id AS plan,
        COALESCE({field("e", "eventName")}, '') AS name,
        sum(CAST({field("e", "total")} AS INTEGER)) AS events
    FROM resource AS f
    JOIN resource AS e ON e.kind = 'source-event-volume' AND e.parent_id = f.id
    WHERE f.kind = 'tracking-plan-source' AND lower({field("e", "eventType")}) = 'track'
    GROUP BY 1, 2
) AS v ON v.plan = r.parent_id AND v.name = {field("r", "key")} AND {field("r", "type")} = 'TRACK'
WHERE r.kind = 'tracking-plan-rule'
""",
    config=f"""
SELECT
    d.parent_id AS tracking_plan_id,
    p.name AS tracking_plan,
    'TRACK' AS type,
    json_extract({inside("r")}, '$.name') AS key,
    json_extract({inside("r")}, '$.version') AS version,
    1 AS newest,
    0 AS deprecated,
    NULL AS events,
    NULL AS created_at,
    NULL AS updated_at
FROM resource AS d
JOIN json_each(d.json, '$.rules.events') AS r
LEFT JOIN resource AS p ON p.kind = 'tracking-plan' AND p.parent_id = '' AND p.id = d.parent_id
WHERE d.kind = 'tracking-plan-detail'
""",
)

_RULE_PROPERTIES: Final = View(
    meaning="properties that the rules of tracking plans name, on the first level",
    columns={
        **_RULE,
        "place": "where it stands in the event: `properties`, `traits` or `context`",
        "property": "its name",
        "property_type": "its type in JSON Schema; a list where several are allowed",
        "required": "1 if an event must have it, 0 if not",
        "description": "what the plan says of it",
    },
    sql=f"""
SELECT
    r.parent_id AS tracking_plan_id,
    p.name AS tracking_plan,
    {field("r", "type")} AS type,
    {field("r", "key")} AS key,
    {field("r", "version")} AS version,
    g.key AS place,
    o.key AS property,
    json_extract({inside("o")}, '$.type') AS property_type,
    EXISTS (SELECT 1 FROM json_each({inside("g")}, '$.required') AS q WHERE q.value = o.key) AS required,
    json_extract({inside("o")}, '$.description') AS description
FROM resource AS r
JOIN json_each(r.json, '$.jsonSchema.properties') AS g
JOIN json_each({inside("g")}, '$.properties') AS o
LEFT JOIN resource AS p ON p.kind = 'tracking-plan' AND p.parent_id = '' AND p.id = r.parent_id
WHERE r.kind = 'tracking-plan-rule'
""",
    config=f"""
SELECT
    d.parent_id AS tracking_plan_id,
    p.name AS tracking_plan,
    'TRACK' AS type,
    json_extract({inside("r")}, '$.name') AS key,
    json_extract({inside("r")}, '$.version') AS version,
    g.key AS place,
    o.key AS property,
    json_extract({inside("o")}, '$.type') AS property_type,
    EXISTS (SELECT 1 FROM json_each({inside("g")}, '$.required') AS q WHERE q.value = o.key) AS required,
    json_extract({inside("o")}, '$.description') AS description
FROM resource AS d
JOIN json_each(d.json, '$.rules.events') AS r
JOIN json_each({inside("r")}, '$.rules.properties') AS g
JOIN json_each({inside("g")}, '$.properties') AS o
LEFT JOIN resource AS p ON p.kind = 'tracking-plan' AND p.parent_id = '' AND p.id = d.parent_id
WHERE d.kind = 'tracking-plan-detail'
""",
)

_EVENTS: Final = View(
    meaning=f"what each source that is switched on sent in the last {VOLUME_DAYS} days, by type and name",
    columns={
        **SOURCE,
        "type": "type of the call in small letters, such as `track`",
        "name": "name of the event; null where calls of the type have none",
        "events": "how many there were",
        "first_day": "first day of the span with one, UTC",
        "last_day": "last day with one, UTC",
    },
    sql=f"""
SELECT
    e.parent_id AS source_id,
    s.name AS source,
    lower({field("e", "eventType")}) AS type,
    NULLIF({field("e", "eventName")}, '') AS name,
    CAST({field("e", "total")} AS INTEGER) AS events,
    (
        SELECT min(substr(json_extract({inside("d")}, '$.time'), 1, 10)) FROM json_each(e.json, '$.series') AS d
        WHERE CAST(json_extract({inside("d")}, '$.count') AS INTEGER) > 0
    ) AS first_day,
    (
        SELECT max(substr(json_extract({inside("d")}, '$.time'), 1, 10)) FROM json_each(e.json, '$.series') AS d
        WHERE CAST(json_extract({inside("d")}, '$.count') AS INTEGER) > 0
    ) AS last_day
FROM resource AS e
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = e.parent_id
WHERE e.kind = 'source-event-volume'
""",
)

_COVERAGE: Final = View(
    meaning=f"track events of the last {VOLUME_DAYS} days, each planned or not",
    columns={
        **SOURCE,
        **PLAN,
        "event": "name of the event",
        "events": "how many there were",
        "planned": "1 if the plan of the source has a rule for it, in whichever version, 0 if not; null without a plan",
        "deprecated": "1 if every such rule is no longer in force",
    },
    sql=f"""
SELECT
    e.parent_id AS source_id,
    s.name AS source,
    s.tracking_plan_id AS tracking_plan_id,
    s.tracking_plan AS tracking_plan,
    {field("e", "eventName")} AS event,
    CAST({field("e", "total")} AS INTEGER) AS events,
    CASE WHEN s.tracking_plan_id IS NOT NULL THEN r.plan IS NOT NULL END AS planned,
    CASE WHEN r.plan IS NOT NULL THEN r.deprecated END AS deprecated
FROM resource AS e
LEFT JOIN sources AS s ON s.id = e.parent_id
LEFT JOIN (
    SELECT tracking_plan_id AS plan, key, min(deprecated) AS deprecated
    FROM (
        SELECT
            k.parent_id AS tracking_plan_id,
            {field("k", "key")} AS key,
            COALESCE({field("k", "deprecatedAt")}, '0001') NOT LIKE '0001%' AS deprecated
        FROM resource AS k WHERE k.kind = 'tracking-plan-rule' AND {field("k", "type")} = 'TRACK'
    )
    GROUP BY 1, 2
) AS r ON r.plan = s.tracking_plan_id AND r.key = {field("e", "eventName")}
WHERE e.kind = 'source-event-volume' AND lower({field("e", "eventType")}) = 'track'
""",
)

_VOLUME: Final = View(
    meaning=f"events of each source by day, over {VOLUME_DAYS * VOLUME_SPANS} days",
    columns={**SOURCE, "day": "the day, UTC", "events": "how many there were"},
    sql=f"""
SELECT
    {field("v", "source", "id")} AS source_id,
    COALESCE(s.name, {field("v", "source", "name")}) AS source,
    substr(json_extract({inside("d")}, '$.time'), 1, 10) AS day,
    sum(CAST(json_extract({inside("d")}, '$.count') AS INTEGER)) AS events
FROM resource AS v
JOIN json_each(v.json, '$.series') AS d
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = {field("v", "source", "id")}
WHERE v.kind = 'events-volume'
GROUP BY 1, 3
""",
)

_SOURCE_ACTIVITY: Final = View(
    meaning="how much each source sent lately and before; one that is not counted sent nothing",
    columns={
        **SOURCE,
        "enabled": "1 if it is switched on, 0 if not",
        "events": f"events of the last {VOLUME_DAYS} days",
        "events_before": f"events of the {VOLUME_DAYS * (VOLUME_SPANS - 1)} days before that",
        "last_day": "last day with one, UTC; null where there is none",
    },
    sql=f"""
SELECT
    s.id AS source_id,
    s.name AS source,
    {field("s", "enabled")} AS enabled,
    COALESCE(a.events, 0) AS events,
    COALESCE(a.events_before, 0) AS events_before,
    a.last_day AS last_day
FROM resource AS s
LEFT JOIN (
    SELECT
        source_id,
        sum(CASE WHEN NOT is_before THEN events END) AS events,
        sum(CASE WHEN is_before THEN events END) AS events_before,
        max(last_day) AS last_day
    FROM (
        SELECT
            {field("v", "source", "id")} AS source_id,
            CAST({field("v", "total")} AS INTEGER) AS events,
            COALESCE(
                julianday((SELECT started_at FROM run)) - julianday({field("v", "series[0]", "time")})
                > {1.5 * VOLUME_DAYS},
                0
            ) AS is_before,
            (
                SELECT max(substr(json_extract({inside("d")}, '$.time'), 1, 10)) FROM json_each(v.json, '$.series') AS d
                WHERE CAST(json_extract({inside("d")}, '$.count') AS INTEGER) > 0
            ) AS last_day
        FROM resource AS v WHERE v.kind = 'events-volume'
    )
    GROUP BY source_id
) AS a ON a.source_id = s.id
WHERE s.kind = 'source'
""",
)

VIEWS: Final[Mapping[str, View]] = {
    "tracking_plans": _TRACKING_PLANS,
    "rules": _RULES,
    "rule_properties": _RULE_PROPERTIES,
    "events": _EVENTS,
    "coverage": _COVERAGE,
    "volume": _VOLUME,
    "source_activity": _SOURCE_ACTIVITY,
}
"""The views by their names."""
