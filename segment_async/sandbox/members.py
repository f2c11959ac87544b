"""Who is in an audience: figures and samples that follow from its definition, the same each time."""

from hashlib import sha256
from typing import Final

from segment_async.sandbox.store import Record
from segment_async.sandbox.store.audiences import LINKED
from segment_async.sandbox.store.ids import ID_LENGTH, opaque
from segment_async.sandbox.store.space_schema import SpaceSchema

SAMPLE: Final = 10
"""Members that a preview shows."""

_MOST: Final = {"ACCOUNTS": 900, "ENTITIES": 20_000, "USERS": 60_000}


def target_of(definition: Record) -> str | None:
    """Return the relationship whose entities a definition selects; ``None`` if it selects profiles."""
    target: str | None = definition.get("targetEntity")
    return None if target == "profile" else target


def size(audience_type: str, definition: Record) -> Record:
    """Return an ``AudienceSize`` object.

    Args:
        audience_type: ``USERS``, ``ACCOUNTS`` or ``LINKED``.
        definition: An ``AudienceDefinition`` object.
    """
    kind = "USERS" if audience_type == LINKED else audience_type
    if audience_type == LINKED and target_of(definition):
        kind = "ENTITIES"
    digest = sha256(definition["query"].encode()).digest()
    members = SAMPLE + int.from_bytes(digest[:6]) % _MOST[kind]
    return {"type": kind, "count": members, "uniqueCount": members}


def sample(schema: SpaceSchema, audience_type: str, definition: Record) -> list[Record]:
    """Return some members, ``AudiencePreviewResult`` objects.

    Args:
        schema: What the space of the audience has seen.
        audience_type: ``USERS``, ``ACCOUNTS`` or ``LINKED``.
        definition: An ``AudienceDefinition`` object.
    """
    query, target = definition["query"], target_of(definition)
    if audience_type != LINKED:
        return [{"id": _id(f"{audience_type} {query}", number)} for number in range(SAMPLE)]
    if target:
        return [{**_entity(schema, target, query, number), "profilesTruncated": False} for number in range(SAMPLE)]
    mentioned = [slug for slug in schema.relationships() if slug in query]
    return [
        {
            "id": _id(f"{audience_type} {query}", number),
            "entities": {slug: [_entity(schema, slug, query, number)] for slug in mentioned},
        }
        for number in range(SAMPLE)
    ]


def _entity(schema: SpaceSchema, relationship: str, query: str, number: int) -> Record:
    return {
        "id": _id(f"{relationship} {query}", number),
        "idProperty": schema.primary_key(relationship),
        "relationshipSlug": relationship,
    }


def _id(about: str, number: int) -> str:
    return opaque(f"{about} {number}", ID_LENGTH)
