"""Rules of tracking plans, made from word lists."""

from collections.abc import Iterable
from typing import Final

from segment_async.sandbox.seeds.catalog import load
from segment_async.sandbox.store import Record

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"

_STRING: Final[Record] = {"type": "string"}

_CALLS: Final[Record] = {
    "COMMON": {"context": {"type": "object", "properties": {"locale": _STRING, "timezone": _STRING}}},
    "IDENTIFY": {"traits": {"type": "object", "properties": {"email": _STRING, "plan": _STRING, "country": _STRING}}},
    "GROUP": {"traits": {"type": "object", "properties": {"group_type": _STRING, "name": _STRING}}},
    "PAGE": {"properties": {"type": "object", "properties": {"path": _STRING, "title": _STRING}, "required": ["path"]}},
    "SCREEN": {"properties": {"type": "object", "properties": {"name": _STRING}, "required": ["name"]}},
}
"""What the rules for calls without a name ask for, by their type."""


def rules(subjects: Iterable[str], calls: Iterable[str] = ()) -> list[Record]:
    """Return ``RuleInput`` objects: one for each kind of call, and one for each verb of each subject.

    Args:
        subjects: Keys of ``subject`` in ``events.toml``, such as ``Cart``.
        calls: Types of rules that have no key, such as ``IDENTIFY``.
    """
    words = load("demo/events")
    made: list[Record] = [
        {"type": call, "version": 1, "jsonSchema": _schema(call.capitalize(), _CALLS[call])} for call in calls
    ]
    for subject in subjects:
        entry = words["subject"][subject]
        properties = {name: _property(words["property"][name]) for name in entry["properties"]}
        body = {"type": "object", "properties": properties, "required": entry["properties"][:1]}
        for verb in entry["verbs"]:
            key = f"{subject} {verb}"
            made.append({"type": "TRACK", "key": key, "version": 1, "jsonSchema": _schema(key, {"properties": body})})
    return made


def strict() -> Record:
    """Return the schema settings of a source that is held to its plan."""
    return {"track": {"allowUnplannedEvents": False}}


def _property(word: Record) -> Record:
    return {"description": word["about"], **{key: word[key] for key in ("type", "enum") if key in word}}


def _schema(title: str, parts: Record) -> Record:
    return {
        "$schema": _DRAFT,
        "title": title,
        "type": "object",
        "properties": {"context": {}, "traits": {}, "properties": {}} | parts,
        "required": list(parts),
    }
