"""Views of functions, and of what is worked out from events: audiences and traits."""

# ruff: noqa: S608 - the queries are made of pieces that stand here, and of nothing else

from collections.abc import Mapping
from typing import Final

from segment_async.audit.snapshot.views.base import DESTINATION, ENABLED, KIND, SOURCE, SPACE, View, field, on

_FUNCTIONS: Final = View(
    meaning="functions, with what is deployed and what there is besides",
    columns={
        "id": "id of the function",
        "name": "what people call it",
        "type": "`SOURCE`, `DESTINATION`, or one that begins with `INSERT_`",
        "created_at": "when it was made, RFC 3339",
        "deployed_at": "when it was last deployed, RFC 3339; null where it never was",
        "versions": "how many versions there are",
        "deployed_version_id": "id of the version that runs; null where none is known to",
        "deployed_version_at": "when that version was saved, RFC 3339",
        "newest_version_id": "id of the version that was saved last",
        "newest_version_at": "when that version was saved, RFC 3339",
        "undeployed_versions": "how many versions are newer than the one that runs",
        "rollback_versions": "how many versions are older than the one that runs, which one can go back to",
        "used_by": "how many sources, destinations or enabled instances run it",
    },
    sql=f"""
WITH versions AS (
    SELECT
        v.parent_id AS function_id,
        v.id AS id,
        {field("v", "createdAt")} AS at,
        {field("v", "isDeployed")} AS deployed,
        row_number() OVER (
            PARTITION BY v.parent_id ORDER BY {field("v", "createdAt")} DESC, {field("v", "isDeployed")} DESC
        ) AS place,
        count(*) OVER (PARTITION BY v.parent_id) AS versions
    FROM resource AS v WHERE v.kind = 'function-version'
)
SELECT
    f.id AS id,
    f.name AS name,
    {field("f", "resourceType")} AS type,
    {field("f", "createdAt")} AS created_at,
    COALESCE({field("d", "deployedAt")}, {field("f", "deployedAt")}) AS deployed_at,
    COALESCE(n.versions, 0) AS versions,
    r.id AS deployed_version_id,
    r.at AS deployed_version_at,
    n.id AS newest_version_id,
    n.at AS newest_version_at,
    r.place - 1 AS undeployed_versions,
    r.versions - r.place AS rollback_versions,
    CASE
        WHEN {field("f", "resourceType")} LIKE 'INSERT%' THEN (
            SELECT count(*) FROM resource AS i WHERE i.kind = 'function-instance' AND i.parent_id = f.id AND {on("i")}
        )
        ELSE COALESCE(u.users, 0)
    END AS used_by
FROM resource AS f
LEFT JOIN resource AS d ON d.kind = 'function-detail' AND d.parent_id = f.id AND d.id = f.id
LEFT JOIN versions AS n ON n.function_id = f.id AND n.place = 1
LEFT JOIN versions AS r ON r.function_id = f.id AND r.deployed = 1
LEFT JOIN (
    SELECT {field("t", "metadata", "id")} AS catalog_id, count(*) AS users
    FROM resource AS t WHERE t.kind IN ('source', 'destination') GROUP BY 1
) AS u ON u.catalog_id = {field("f", "catalogId")}
WHERE f.kind = 'function'
""",
    config=f"""
SELECT
    f.id AS id,
    f.name AS name,
    {field("f", "type")} AS type,
    {field("f", "created_at")} AS created_at,
    NULL AS deployed_at,
    NULL AS versions,
    NULL AS deployed_version_id,
    NULL AS deployed_version_at,
    NULL AS newest_version_id,
    NULL AS newest_version_at,
    NULL AS undeployed_versions,
    NULL AS rollback_versions,
    COALESCE(u.users, 0) AS used_by
FROM resource AS f
LEFT JOIN (
    SELECT {field("t", "catalog_id")} AS catalog_id, count(*) AS users
    FROM resource AS t WHERE t.kind IN ('source', 'source-destination') GROUP BY 1
) AS u ON u.catalog_id = {field("f", "catalog_id")}
WHERE f.kind = 'function'
""",
)

_AUDIENCE: Final = {"audience_id": "id of the audience", "audience": "name of the audience"}

_AUDIENCES: Final = View(
    meaning="audiences, with their size and what they feed",
    columns={
        "id": "id of the audience",
        "name": "what people call it",
        "key": "the name that audiences and events use for it",
        **SPACE,
        "type": "`USERS`, `ACCOUNTS` or `LINKED`",
        "enabled": ENABLED,
        "status": "how far computing has come, such as `Live`",
        "members": "how many members it has; null where it is not known",
        "query": "who is a member, in the query language of Segment",
        "destinations": "how many of its connections to destinations are switched on",
        "activations": "how many of its activations are switched on",
        "audiences": "how many other audiences refer to it",
        "created_at": "when it was made, RFC 3339",
        "updated_at": "when it last changed, RFC 3339",
    },
    sql=f"""
SELECT
    a.id AS id,
    a.name AS name,
    {field("a", "key")} AS key,
    a.parent_id AS space_id,
    s.name AS space,
    {field("a", "audienceType")} AS type,
    {field("a", "enabled")} AS enabled,
    {field("a", "status")} AS status,
    {field("a", "size", "count")} AS members,
    {field("a", "definition", "query")} AS query,
    (
        SELECT count(*) FROM resource AS c WHERE c.kind = 'space-audience-destination-connection'
        AND c.parent_id = a.parent_id || '/' || a.id AND {on("c")}
    ) AS destinations,
    (
        SELECT count(*) FROM resource AS c WHERE c.kind = 'space-audience-activation'
        AND c.parent_id = a.parent_id || '/' || a.id AND {on("c")}
    ) AS activations,
    (
        SELECT count(*) FROM resource AS c WHERE c.kind = 'space-audience-audience-reference'
        AND c.parent_id = a.parent_id || '/' || a.id
    ) AS audiences,
    {field("a", "createdAt")} AS created_at,
    {field("a", "updatedAt")} AS updated_at
FROM resource AS a
LEFT JOIN resource AS s ON s.kind = 'space' AND s.parent_id = '' AND s.id = a.parent_id
WHERE a.kind = 'space-audience'
""",
)

_AUDIENCE_DESTINATIONS: Final = View(
    meaning="where audiences are sent, one row for each connection; one row where an audience has none",
    columns={
        **_AUDIENCE,
        **SPACE,
        "audience_enabled": ENABLED,
        "connection_id": "id of the connection",
        "enabled": "1 if the connection is switched on, 0 if not; null where there is none",
        **DESTINATION,
        "destination_kind": KIND,
        "destination_enabled": ENABLED,
        **SOURCE,
        "activations": "how many activations of the connection are switched on",
    },
    sql=f"""
SELECT
    a.id AS audience_id,
    a.name AS audience,
    a.parent_id AS space_id,
    p.name AS space,
    {field("a", "enabled")} AS audience_enabled,
    c.id AS connection_id,
    {field("c", "enabled")} AS enabled,
    {field("c", "destinationId")} AS destination_id,
    COALESCE(d.name, c.name) AS destination,
    COALESCE({field("d", "metadata", "id")}, {field("c", "metadata", "id")}) AS destination_metadata_id,
    COALESCE({field("d", "metadata", "slug")}, {field("c", "metadata", "slug")}) AS destination_kind,
    {field("d", "enabled")} AS destination_enabled,
    {field("c", "sourceId")} AS source_id,
    s.name AS source,
    (
        SELECT count(*) FROM resource AS v WHERE v.kind = 'space-audience-activation'
        AND v.parent_id = c.parent_id AND {field("v", "connectionId")} = c.id AND {on("v")}
    ) AS activations
FROM resource AS a
LEFT JOIN resource AS p ON p.kind = 'space' AND p.parent_id = '' AND p.id = a.parent_id
LEFT JOIN resource AS c ON c.kind = 'space-audience-destination-connection'
    AND c.parent_id = a.parent_id || '/' || a.id
LEFT JOIN resource AS d ON d.kind = 'destination' AND d.parent_id = '' AND d.id = {field("c", "destinationId")}
LEFT JOIN resource AS s ON s.kind = 'source' AND s.parent_id = '' AND s.id = {field("c", "sourceId")}
WHERE a.kind = 'space-audience'
""",
)

_COMPUTED_TRAITS: Final = View(
    meaning="computed traits, and how each is worked out",
    columns={
        "id": "id of the computed trait",
        "name": "what people call it",
        "key": "the name that audiences use for it",
        **SPACE,
        "enabled": ENABLED,
        "status": "how far computing has come, such as `Awaiting Destinations`",
        "query": "how its value is worked out, in the query language of Segment",
    },
    sql=f"""
SELECT
    t.id AS id,
    t.name AS name,
    {field("t", "key")} AS key,
    t.parent_id AS space_id,
    s.name AS space,
    {field("t", "enabled")} AS enabled,
    {field("t", "status")} AS status,
    {field("t", "definition", "query")} AS query
FROM resource AS t
LEFT JOIN resource AS s ON s.kind = 'space' AND s.parent_id = '' AND s.id = t.parent_id
WHERE t.kind = 'space-computed-trait'
""",
)

_SPACE_TRAITS: Final = View(
    meaning="traits of the profiles of a space, and when each was last seen",
    columns={
        **SPACE,
        "trait": "name of the trait",
        "type": "where it comes from, such as `CUSTOM` or `AUDIENCE`",
        "last_seen_at": "when it was last seen, RFC 3339",
    },
    sql=f"""
SELECT
    t.parent_id AS space_id,
    s.name AS space,
    {field("t", "trait")} AS trait,
    {field("t", "type")} AS type,
    {field("t", "lastSeenAt")} AS last_seen_at
FROM resource AS t
LEFT JOIN resource AS s ON s.kind = 'space' AND s.parent_id = '' AND s.id = t.parent_id
WHERE t.kind = 'space-trait'
""",
)

_EVENT_PROPERTIES: Final = View(
    meaning="properties of the events that reached a space, and when each was last seen",
    columns={
        **SPACE,
        "event": "name of the event",
        "property": "name of the property",
        "last_seen_at": "when it was last seen, RFC 3339",
    },
    sql=f"""
SELECT
    s.id AS space_id,
    s.name AS space,
    {field("p", "eventName")} AS event,
    {field("p", "name")} AS property,
    {field("p", "lastSeenAt")} AS last_seen_at
FROM resource AS p
LEFT JOIN resource AS s ON s.kind = 'space' AND s.parent_id = ''
    AND s.id = substr(p.parent_id, 1, instr(p.parent_id, '/') - 1)
WHERE p.kind = 'space-event-property'
""",
)

VIEWS: Final[Mapping[str, View]] = {
    "functions": _FUNCTIONS,
    "audiences": _AUDIENCES,
    "audience_destinations": _AUDIENCE_DESTINATIONS,
    "computed_traits": _COMPUTED_TRAITS,
    "space_traits": _SPACE_TRAITS,
    "event_properties": _EVENT_PROPERTIES,
}
"""The views by their names."""
