"""What the demo's spaces have seen, made from word lists."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Final

from segment_async.sandbox.seeds.catalog import load
from segment_async.sandbox.store import Record, Workspace, timestamp
from segment_async.sandbox.store.space_schema import SpaceSchema

_INVENTED: Final = 12
"""Sample values of a property that has no list of its own."""

_LONG_AGO: Final = {"fax_number": timedelta(days=400)}
"""How long ago a trait was last seen that nobody sets any more."""


def plant_schema(workspace: Workspace, schema: SpaceSchema) -> None:
    """Let a space see events, traits and entities.

    Args:
        workspace: The workspace, for its time.
        schema: What the space has seen so far: nothing.
    """
    story, words = load("demo/space_schema"), load("demo/events")
    luck = Random("space schema")  # noqa: S311 - times of a demo, the same in every run

    def seen() -> str:
        return timestamp(workspace.started - timedelta(seconds=luck.randrange(30 * 86_400)))

    for name, kind, properties in _events(story, words):
        own = [(key, "PROPERTY") for key in properties] + [(key, "CONTEXT") for key in story["context"]]
        rows = [
            {
                "name": key,
                "type": place,
                "eventName": name,
                "lastSeenAt": seen(),
                "samples": _samples(story, words, key),
            }
            for key, place in own
        ]
        latest = max(row["lastSeenAt"] for row in rows)
        schema.events[name] = {"name": name, "type": kind, "lastSeenAt": latest, "properties": rows}
    for collection, traits in story["traits"].items():
        for trait, samples in traits.items():
            last = timestamp(workspace.started - _LONG_AGO[trait]) if trait in _LONG_AGO else seen()
            record = {"trait": trait, "type": "CUSTOM", "lastSeenAt": last, "samples": samples}
            schema.traits[collection, trait] = record
    for entity in story["entity"]:
        _add_entity(schema, entity, story, words)


def _events(story: Record, words: Record) -> Iterator[tuple[str, str, list[str]]]:
    for subject in story["subjects"]:
        entry = words["subject"][subject]
        for verb in entry["verbs"]:
            yield f"{subject} {verb}", "TRACK", entry["properties"]
    for name, call in story["calls"].items():
        yield name, call["type"], call["properties"]


def _samples(story: Record, words: Record, name: str, *, number: bool = False) -> list[str]:
    word: Record = words["property"].get(name, {})
    listed: list[str] = story["samples"].get(name) or word.get("enum", [])
    if listed:
        return listed
    if number or word.get("type") in ("integer", "number"):
        return [str(value) for value in range(1, _INVENTED + 1)]
    return [f"{name.removesuffix('_id').replace('_', '-')}-{1000 + value}" for value in range(_INVENTED)]


def _add_entity(schema: SpaceSchema, entity: Record, story: Record, words: Record) -> None:
    schema.entities[entity["slug"]] = {
        "properties": [
            {
                "name": name,
                "primaryKey": name == f"{entity['slug']}_id",
                "dataType": data_type,
                "samples": _samples(story, words, name, number=data_type == "NUMBER"),
            }
            for name, data_type in entity["properties"].items()
        ]
    }
    for path in entity["paths"]:
        *above, _ = path["relationships"]
        schema.entity_paths.append(
            {
                "id": ".".join(path["relationships"]),
                "entityName": entity["name"],
                "pathName": path["name"],
                "entitySlug": entity["slug"],
                "relationshipSlugs": path["relationships"],
                "childRelationshipSlugs": path["children"],
                "parentRelationshipSlugPath": ".".join(above),
            }
        )
