"""The specification of the Public API holds every fact of the list, and nothing beside it."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.openapi.reader import METHODS, ROOT, document, note, operations, resolve, schemas

FACTS = json.loads((Path(__file__).parent / "public_facts.json").read_text())
MEDIA_TYPES = {"v1": "vnd.segment.v1", "beta": "vnd.segment.v1beta", "alpha": "vnd.segment.v1alpha"}
ANY_TYPE_IS_NULLABLE = re.compile(r"^any\?")


EXTRAS = (
    "audit_events",
    "deactivated_after",
    "rate_limit_extra",
    "rate_limit_pools",
    "retention_days",
    "time_range_limits",
    "token_permissions",
    "workspace_features",
)
"""What the specification says in extensions of the same name."""


@cache
def plain_names() -> dict[str, str]:
    """Return our name for each official schema name."""
    return {official: name for _, name, schema in schemas("public") for official in schema["x-official-names"]}


def ours(fact: str) -> str:
    """Rewrite a fact's schema names to ours; a value of any type may be null anyway."""
    renamed = re.sub(r"[A-Za-z]\w*", lambda match: plain_names().get(match[0], match[0]), fact)
    return ANY_TYPE_IS_NULLABLE.sub("any", renamed)


@cache
def by_id() -> dict[str, tuple[Path, str, str, dict[str, Any]]]:
    return {found[3]["operationId"]: found for found in operations("public")}


def test_every_operation_is_there_and_no_other() -> None:
    assert set(FACTS["operations"]) == set(by_id())


def test_the_version_is_the_one_the_facts_are_of() -> None:
    assert FACTS["version"] == document(ROOT / "openapi/public/openapi.yaml")["info"]["version"]


@pytest.mark.parametrize("operation_id", FACTS["operations"])
def test_an_operation_is_as_the_facts_say(operation_id: str) -> None:
    fact = FACTS["operations"][operation_id]
    home, method, path, found = by_id()[operation_id]
    stability = found["x-stability"]
    success = next(status for status in found["responses"] if status.startswith("2"))
    limit = found.get("x-rate-limit")

    assert fact["tag"] == found["tags"][0]
    assert fact["call"] == f"{method} {path}"
    assert fact["levels"] == " ".join(stability["levels"])
    assert stability["default"] == stability["levels"][0]
    assert fact["statuses"] == " ".join(sorted(found["responses"]))
    assert fact["accept"] == " ".join(sorted(found["responses"][success]["content"]))
    assert fact.get("content", "") == " ".join(sorted(found.get("requestBody", {}).get("content", {})))
    assert fact.get("limit") == (f"{limit['requests']}/{limit['per']}" if limit else None)
    for key in (
        "workspace_features",
        "audit_events",
        "token_permissions",
        "time_range_limits",
        "retention_days",
        *EXTRAS,
    ):
        assert fact.get(key) == found.get("x-" + key.replace("_", "-"))
    assert fact.get("extra_statuses_described") == found.get("x-described-statuses")
    assert_parameters(fact, home, found)
    assert_bodies(fact, home, found)
    assert_paging(fact, found)


def assert_parameters(fact: Mapping[str, Any], home: Path, found: Mapping[str, Any]) -> None:
    declared: dict[str, dict[str, str]] = {"path": {}, "query": {}}
    for parameter in found.get("parameters", []):
        where, resolved = resolve(home, parameter)
        declared[resolved["in"]][resolved["name"]] = note(where, resolved["schema"], required=resolved["required"])
    for place, parameters in declared.items():
        assert {name: ours(each) for name, each in fact.get(place, {}).items()} == parameters


def assert_bodies(fact: Mapping[str, Any], home: Path, found: Mapping[str, Any]) -> None:
    body = found.get("requestBody")
    content = (body or {}).get("content", {})
    assert fact.get("body_required") == (body or {}).get("required")
    for level, official in fact.get("body", {}).items():
        assert plain_names()[official] == note(home, content[f"application/{MEDIA_TYPES[level]}+json"]["schema"])
    success = next(status for status in found["responses"] if status.startswith("2"))
    for level, official in fact["data"].items():
        envelope = found["responses"][success]["content"][f"application/{MEDIA_TYPES[level]}+json"]["schema"]
        where, data = resolve(home, envelope["properties"]["data"])
        assert ["data"] == envelope["required"]
        assert official in data["x-official-names"]
        if paged := found.get("x-paginated"):
            assert (paged["items"] in data.get("required", [])) != paged.get("bare", False)
        assert_properties(FACTS["schemas"][official], where, data)


def assert_paging(fact: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    paged = found.get("x-paginated")
    if paged is None:
        assert ";" in fact.get("paging", ";")
    else:
        place = f"{paged['items']} {paged['next'].partition('.')[0]} {paged['maximum']}"
        assert fact["paging"] == place + (" optional" if paged.get("optional") else "")


def assert_properties(fact: Mapping[str, str] | str, home: Path, schema: Mapping[str, Any]) -> None:
    if isinstance(fact, str):
        options = [option for option in schema.get("anyOf", []) if "$ref" in option]
        assert ours(fact) == (" or ".join(note(home, option) for option in options) or note(home, schema))
        return
    required = schema.get("required", [])
    declared = {
        name: note(home, each, required=name in required) for name, each in schema.get("properties", {}).items()
    }
    assert {name: ours(each) for name, each in fact.items()} == declared


@pytest.mark.parametrize("official", sorted(set(FACTS["schemas"]) & set(plain_names())))
def test_a_schema_is_as_the_facts_say(official: str) -> None:
    home, schema = next((home, schema) for home, name, schema in schemas("public") if name == plain_names()[official])
    assert official in schema["x-official-names"]
    assert_properties(FACTS["schemas"][official], home, schema)


def test_every_official_schema_stands_somewhere() -> None:
    inline = {
        official
        for _, _, _, found in by_id().values()
        for answer in found["responses"].values()
        for content in answer.get("content", {}).values()
        for official in content["schema"]["properties"]["data"].get("x-official-names", [])
    }
    assert set(FACTS["schemas"]) == set(plain_names()) | inline


def test_every_operation_says_what_may_be_sent_again() -> None:
    for operation_id, (_, method, _, found) in by_id().items():
        assert found["x-replay"] in {"safe", "convergent", "reconcile", "never"}, operation_id
        assert (found["x-replay"] == "reconcile") == ("x-natural-key" in found), operation_id
        if method == "GET":
            assert found["x-replay"] == "safe", operation_id


def test_method_names_are_total_and_unique_within_a_tag() -> None:
    names = [(found["tags"][0], found["x-python-name"]) for _, _, _, found in by_id().values()]
    assert len(names) == len(set(names)) == len(FACTS["operations"])


def test_everything_is_described_in_one_clean_sentence_or_more() -> None:
    for _, name, schema in schemas("public"):
        texts = [
            schema["description"],
            *(each.get("description", "-.") for each in schema.get("properties", {}).values()),
        ]
        for text in texts:
            assert text.endswith((".", ")")), (name, text)
            assert "PROSE" not in text
    for operation_id, (_, _, _, found) in by_id().items():
        assert found["summary"].endswith("."), operation_id
        assert len(found["summary"]) <= 76, operation_id


def test_every_file_is_reached_from_the_root() -> None:
    folder = ROOT / "openapi" / "public"
    reached = {home.name for home, *_ in operations("public")} | {"openapi.yaml"}
    assert reached == {file.name for file in folder.glob("*.yaml")}
    assert {method for _, method, *_ in operations("public")} <= {method.upper() for method in METHODS}
