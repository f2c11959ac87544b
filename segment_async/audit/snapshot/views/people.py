"""Views of who may do what, who did what, and what is to be forgotten."""

# ruff: noqa: S608 - the queries are made of pieces that stand here, and of nothing else

from collections.abc import Mapping
from typing import Final

from segment_async.audit.snapshot.views.base import View, field, inside, labels, last_part


def _kind_of(name: str) -> str:
    """Return the expression of what a resource name of the Config API names, in the words of the Public API."""
    within = {"sources": "SOURCE", "warehouses": "WAREHOUSE", "functions": "FUNCTION", "spaces": "SPACE"}
    cases = " ".join(f"WHEN {name} LIKE '%/{part}/%' THEN '{kind}'" for part, kind in within.items())
    whole = f"WHEN {name} LIKE 'workspaces/%' AND {name} NOT LIKE 'workspaces/%/%' THEN 'WORKSPACE'"
    return f"CASE {cases} {whole} END"


_ACCESS: Final = View(
    meaning="roles of users, groups and invites, one row for each thing that a role is given on",
    columns={
        "holder_kind": "`user`, `group` or `invite`",
        "holder_id": "id of the user or group; the address of who is invited",
        "holder": "name of the user or group; the address of who has no name, or is invited",
        "email": "address of the user or of who is invited",
        "role": "name of the role; null where somebody has none, or where the API does not say",
        "role_id": "id of the role",
        "on_kind": "what it is given on, such as `WORKSPACE` or `SOURCE`",
        "on_id": "id of that thing",
        "on_name": "name of that thing",
        "labels": "it holds only for what carries these labels; null where it holds for everything",
        "group_id": "id of the group that it comes through; null where it was given directly",
        "group_name": "name of that group",
    },
    sql=f"""
WITH holders AS (
    SELECT 'user' AS kind, u.id, u.name, {field("u", "email")} AS email, NULL AS group_id, NULL AS group_name, u.json
    FROM resource AS u WHERE u.kind = 'user'
    UNION ALL
    SELECT 'user', u.id, u.name, {field("u", "email")}, g.id, g.name, g.json
    FROM (
        SELECT id AS user_id, parent_id AS group_id FROM resource WHERE kind = 'group-user'
        UNION
        SELECT parent_id, id FROM resource WHERE kind = 'user-group'
    ) AS m
    JOIN resource AS u ON u.kind = 'user' AND u.parent_id = '' AND u.id = m.user_id
    JOIN resource AS g ON g.kind = 'group' AND g.parent_id = '' AND g.id = m.group_id
    UNION ALL
    SELECT 'group', g.id, g.name, NULL, NULL, NULL, g.json FROM resource AS g WHERE g.kind = 'group'
    UNION ALL
    SELECT 'invite', i.id, i.id, i.id, g.id, g.name, COALESCE(g.json, '{{}}')
    FROM resource AS i
    LEFT JOIN resource AS j ON j.kind = 'group-invite' AND j.id = i.id
    LEFT JOIN resource AS g ON g.kind = 'group' AND g.parent_id = '' AND g.id = j.parent_id
    WHERE i.kind = 'invite'
)
SELECT
    h.kind AS holder_kind,
    h.id AS holder_id,
    COALESCE(NULLIF(h.name, h.id), h.email, h.id) AS holder,
    h.email AS email,
    json_extract({inside("p")}, '$.roleName') AS role,
    json_extract({inside("p")}, '$.roleId') AS role_id,
    json_extract({inside("t")}, '$.type') AS on_kind,
    json_extract({inside("t")}, '$.id') AS on_id,
    o.name AS on_name,
    {labels(f"{inside('p')}, '$.labels'", f"{inside('t')}, '$.labels'")} AS labels,
    h.group_id AS group_id,
    h.group_name AS group_name
FROM holders AS h
LEFT JOIN json_each(h.json, '$.permissions') AS p
LEFT JOIN json_each({inside("p")}, '$.resources') AS t
LEFT JOIN resource AS o ON o.kind = lower(json_extract({inside("t")}, '$.type')) AND o.parent_id = ''
    AND o.id = json_extract({inside("t")}, '$.id')
""",
    config=f"""
SELECT
    'invite' AS holder_kind,
    {field("i", "email")} AS holder_id,
    {field("i", "email")} AS holder,
    {field("i", "email")} AS email,
    r.name AS role,
    r.id AS role_id,
    {_kind_of(f"json_extract({inside('p')}, '$.resource')")} AS on_kind,
    json_extract({inside("p")}, '$.resource') AS on_id,
    {last_part(f"json_extract({inside('p')}, '$.resource')")} AS on_name,
    NULL AS labels,
    NULL AS group_id,
    NULL AS group_name
FROM resource AS i
LEFT JOIN json_each(i.json, '$.policies') AS p
LEFT JOIN resource AS r ON r.kind = 'role' AND r.parent_id = '' AND r.id = json_extract({inside("p")}, '$.role')
WHERE i.kind = 'invite'
UNION ALL
SELECT
    CASE WHEN {field("p", "subject")} LIKE '%/groups/%' THEN 'group' ELSE 'user' END,
    {field("p", "subject")},
    {last_part(field("p", "subject"))},
    NULL,
    r.name,
    r.id,
    {_kind_of(field("p", "resource"))},
    {field("p", "resource")},
    COALESCE(s.name, {last_part(field("p", "resource"))}),
    NULL,
    NULL,
    NULL
FROM resource AS p
LEFT JOIN resource AS r ON r.kind = 'role' AND r.parent_id = ''
    AND r.id = substr(p.id, 1, instr(p.id, '/policies/') - 1)
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = {field("p", "resource")}
WHERE p.kind = 'role-policy'
""",
)

_CHANGES: Final = View(
    meaning="what the audit trail tells of the last 90 days, violations of tracking plans among it",
    columns={
        "id": "id of the entry",
        "at": "when it happened, RFC 3339",
        "type": "what happened, such as `Source Created`",
        "actor_id": "id of the user or token that did it",
        "actor": "name of that user; null where it is no user of the workspace",
        "actor_email": "address of whoever did it",
        "on_kind": "what it was done to, such as `SOURCE`",
        "on_id": "id of that thing",
        "on_name": "its name then",
        "violation": "1 if it tells that events broke a tracking plan, 0 if not",
    },
    sql=f"""
SELECT
    c.id AS id,
    {field("c", "timestamp")} AS at,
    {field("c", "type")} AS type,
    {field("c", "actor")} AS actor_id,
    u.name AS actor,
    COALESCE({field("c", "actorEmail")}, {field("u", "email")}) AS actor_email,
    {field("c", "resourceType")} AS on_kind,
    {field("c", "resourceId")} AS on_id,
    {field("c", "resourceName")} AS on_name,
    {field("c", "type")} = 'Violations Detected' AS violation
FROM resource AS c
LEFT JOIN resource AS u ON u.kind = 'user' AND u.parent_id = '' AND u.id = {field("c", "actor")}
WHERE c.kind = 'audit-event'
""",
)

_LABELS: Final = View(
    meaning="labels, and what carries them",
    columns={
        "label": "the label, such as `brand:twine`",
        "key": "its key",
        "value": "its value",
        "description": "what it is for",
        "sources": "how many sources carry it",
        "roles": "how many roles of users and groups it narrows",
    },
    sql=f"""
WITH used AS (
    SELECT json_extract(value, '$.key') AS key, json_extract(value, '$.value') AS value, 1 AS source
    FROM (
        SELECT l.value AS value, l.type AS type
        FROM resource AS s JOIN json_each(s.json, '$.labels') AS l WHERE s.kind = 'source'
    ) WHERE type = 'object'
    UNION ALL
    SELECT json_extract(value, '$.key'), json_extract(value, '$.value'), 0
    FROM (
        SELECT l.value AS value, l.type AS type
        FROM resource AS h
        JOIN json_each(h.json, '$.permissions') AS p
        JOIN json_each({inside("p")}, '$.resources') AS t
        JOIN json_each({inside("t")}, '$.labels') AS l
        WHERE h.kind IN ('user', 'group')
    ) WHERE type = 'object'
)
SELECT
    n.key || ':' || n.value AS label,
    n.key AS key,
    n.value AS value,
    n.description AS description,
    count(CASE u.source WHEN 1 THEN 1 END) AS sources,
    count(CASE u.source WHEN 0 THEN 1 END) AS roles
FROM (
    SELECT {field("l", "key")} AS key, {field("l", "value")} AS value, {field("l", "description")} AS description
    FROM resource AS l WHERE l.kind = 'label'
) AS n
LEFT JOIN used AS u ON u.key = n.key AND u.value = n.value
GROUP BY n.key, n.value
""",
)

_REGULATIONS: Final = View(
    meaning="requests to delete or suppress people, of the last 90 days",
    columns={
        "id": "id of the regulation",
        "type": "what it asks for, such as `SUPPRESS_WITH_DELETE`",
        "status": "how far it has come, such as `RUNNING`",
        "source_id": "id of the one source that it concerns; null where it concerns the workspace",
        "source": "name of that source",
        "subjects": "how many people or objects it concerns",
        "created_at": "when it was filed, RFC 3339",
        "finished_at": "when it was done with, RFC 3339; null until then",
        "days": "how long it took, or how long it has been waiting, in days",
    },
    sql=f"""
SELECT
    r.id AS id,
    {field("r", "regulationType")} AS type,
    {field("r", "status")} AS status,
    s.id AS source_id,
    s.name AS source,
    json_array_length(r.json, '$.subjects') AS subjects,
    {field("r", "createdAt")} AS created_at,
    {field("r", "finishedAt")} AS finished_at,
    round(
        julianday(COALESCE({field("r", "finishedAt")}, (SELECT started_at FROM run)))
        - julianday({field("r", "createdAt")}),
        1
    ) AS days
FROM resource AS r
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = r.parent_id
WHERE r.kind IN ('regulation', 'source-regulation')
""",
    config=f"""
SELECT
    r.id AS id,
    {field("r", "regulation_type")} AS type,
    {field("r", "status")} AS status,
    NULL AS source_id,
    NULL AS source,
    json_array_length(r.json, '$.attributes.values') AS subjects,
    {field("r", "create_time")} AS created_at,
    NULL AS finished_at,
    NULL AS days
FROM resource AS r
WHERE r.kind = 'regulation'
""",
)

VIEWS: Final[Mapping[str, View]] = {
    "access": _ACCESS,
    "changes": _CHANGES,
    "labels": _LABELS,
    "regulations": _REGULATIONS,
}
"""The views by their names."""
