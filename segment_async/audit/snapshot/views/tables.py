"""What the tables of a snapshot hold, which the views are made of."""

from collections.abc import Mapping
from typing import Final

from segment_async.audit.snapshot.views.base import Described

TABLES: Final[Mapping[str, Described]] = {
    "resource": Described(
        meaning="everything that was read, each thing with its JSON",
        columns={
            "kind": "what it is, such as `tracking-plan-rule`",
            "id": "its id, unique within its kind and parent; through the Config API its resource name",
            "parent_kind": "kind of the thing that it was read from; empty where it hangs on nothing",
            "parent_id": "ids on the way to it, joined by slashes; empty where it hangs on nothing",
            "name": "what people call it; its id where it has no name",
            "json": "what the API says of it; markers stand for secrets, unless they were to be kept",
            "fetched_at": "when it was read, RFC 3339, UTC",
        },
    ),
    "run": Described(
        meaning="whose snapshot it is, in one row",
        columns={
            "api": "what the workspace was read through: `public` or `config`",
            "workspace_id": "id of the workspace",
            "workspace_slug": "its slug",
            "workspace_name": "what people call it",
            "started_at": "when reading began, RFC 3339, UTC; spans of time end there",
            "finished_at": "when the last thing was read, RFC 3339, UTC",
            "secrets": "1 if secrets were kept, 0 if markers stand for them",
        },
    ),
    "call": Described(
        meaning="operations that were carried out, for each thing that they were asked of",
        columns={
            "operation": "id of the operation, such as `listSources`",
            "parent_id": "ids of the thing that it was asked of; empty where it is asked once",
            "status": "HTTP status of the last answer; null where none came",
            "pages": "how many answers it took",
            "finished_at": "when it ended, RFC 3339, UTC",
        },
    ),
    "gap": Described(
        meaning="what could not be read; nothing may be concluded from what is missing there",
        columns={
            "operation": "id of the operation",
            "parent_id": "ids of the thing that it was asked of; empty where it is asked once",
            "reason": "why, in a sentence",
        },
    ),
    "drift": Described(
        meaning="what changed while the workspace was read",
        columns={
            "kind": "what it is, such as `source`",
            "id": "its id",
            "name": "what people call it",
            "change": "`added`, `removed`, `changed`, or `unknown` where the list could not be read again",
        },
    ),
}
"""Each table by its name."""
