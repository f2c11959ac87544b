"""What a view is, and the pieces of SQL that several of them share.

They run on SQLite 3.33 and newer, so they call ``json_extract`` where newer versions have arrows. A value of an
unforeseen kind makes a null, never an error: what is inside another is only looked into where it is an object.
"""

from collections.abc import Mapping
from typing import Final

from attrs import frozen


@frozen(kw_only=True)
class Described:
    """A table or a view, as its documentation tells of it."""

    meaning: str
    """What its rows are."""

    columns: Mapping[str, str]
    """What each column holds, with its unit, in their order."""


@frozen(kw_only=True)
class View(Described):
    """A view over the table ``resource``, so that users need not take its JSON apart."""

    sql: str
    """Its query, where the workspace was read through the Public API."""

    config: str | None = None
    """The same through the Config API; ``None`` where that API does not tell any of it."""


ENABLED: Final = "1 if it is switched on, 0 if not; null where the API does not say"

LABELS: Final = "its labels, such as `brand:twine, team:growth`"

KIND: Final = "short name of its kind in the catalog, such as `javascript`"

METADATA_ID: Final = "id of that kind in the catalog, which all of the kind share; never an id of one of them"

SOURCE: Final = {"source_id": "id of the source", "source": "name of the source"}

DESTINATION: Final = {
    "destination_id": "id of the destination itself",
    "destination": "name of the destination",
    "destination_metadata_id": "id of its kind in the catalog, which others of the kind share",
}

PLAN: Final = {"tracking_plan_id": "id of the tracking plan", "tracking_plan": "name of the tracking plan"}

SPACE: Final = {"space_id": "id of the space", "space": "name of the space"}


def on(alias: str) -> str:
    """Return the condition that a thing is switched on; what does not say so is."""
    return f"COALESCE(json_extract({alias}.json, '$.enabled'), 1) <> 0"


def field(alias: str, *steps: str) -> str:
    """Return the expression of a value inside a thing."""
    return f"json_extract({alias}.json, '$.{'.'.join(steps)}')"


def labels(*places: str) -> str:
    """Return the expression of the labels that stand in lists, such as ``s.json, '$.labels'``."""
    lists = " UNION ALL ".join(
        f"SELECT json_extract(value, '$.key') || ':' || json_extract(value, '$.value') AS label "  # noqa: S608 - our own pieces
        f"FROM json_each({place}) WHERE type = 'object'"
        for place in places
    )
    return f"(SELECT group_concat(label, ', ') FROM ({lists}))"  # noqa: S608 - our own pieces


def last_part(expression: str) -> str:
    """Return the expression of what follows the last slash of a resource name."""
    return f"replace({expression}, rtrim({expression}, replace({expression}, '/', '')), '')"


def inside(alias: str) -> str:
    """Return what a row of ``json_each`` holds, as an object in any case, to look into it."""
    return f"CASE {alias}.type WHEN 'object' THEN {alias}.value ELSE '{{}}' END"


def total(kind: str, operation: str, parent: str) -> str:
    """Return the expression of all that the series of a thing count; null where they were not read to their end.

    Args:
        kind: What the series are kept as.
        operation: What they are read by.
        parent: Expression of the id of the thing.
    """
    return f"""(CASE
        WHEN EXISTS (SELECT 1 FROM call WHERE operation = '{operation}' AND parent_id = {parent})
        AND NOT EXISTS (SELECT 1 FROM gap WHERE operation = '{operation}' AND parent_id = {parent})
        THEN (
            SELECT COALESCE(sum(CAST(json_extract(json, '$.total') AS INTEGER)), 0)
            FROM resource WHERE kind = '{kind}' AND parent_id = {parent}
        )
    END)"""  # noqa: S608 - our own pieces
