"""Reads a specification the way the fact list is written, without any help of the code generator."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
METHODS = ("get", "post", "put", "patch", "delete")


@cache
def document(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def operations(api: str) -> Iterator[tuple[Path, str, str, dict[str, Any]]]:
    """Yield file, method, path and operation object for each operation."""
    root = ROOT / "openapi" / api / "openapi.yaml"
    for path, item in document(root)["paths"].items():
        home, found = resolve(root, item)
        for method in METHODS:
            if method in found:
                yield home, method.upper(), path, found[method]


def resolve(home: Path, node: Mapping[str, Any]) -> tuple[Path, Any]:
    """Follow a reference, and return what it leads to with the file that holds it."""
    if "$ref" not in node:
        return home, node
    file, _, pointer = node["$ref"].partition("#")
    target = home.parent / file if file else home
    found = document(target)
    for step in pointer.strip("/").split("/"):
        found = found[step.replace("~1", "/").replace("~0", "~")]
    return resolve(target, found) if isinstance(found, Mapping) else (target, found)


def schemas(api: str) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Yield file, name and schema for each component of each file."""
    for file in sorted((ROOT / "openapi" / api).glob("*.yaml")):
        for name, schema in document(file).get("components", {}).get("schemas", {}).items():
            yield file, name, schema


@cache
def by_id(api: str) -> dict[str, tuple[Path, str, str, dict[str, Any]]]:
    """Return file, method, path and operation object of each operation, by its id."""
    return {found[3]["operationId"]: found for found in operations(api)}


@cache
def components(api: str) -> dict[str, tuple[Path, dict[str, Any]]]:
    """Return file and schema of each component, by its name."""
    return {name: (home, schema) for home, name, schema in schemas(api)}


def note(home: Path, schema: Mapping[str, Any], *, required: bool = False) -> str:
    """Return a schema as the fact list writes one: ``[Label]!``, ``number 0..1``, ``A|B?``."""
    nullable = False
    options = [option for option in schema.get("anyOf", []) if option != {"type": "null"}]
    if len(options) < len(schema.get("anyOf", [])):
        nullable = True
        schema = {**schema, **options[0]} if len(options) == 1 else schema
    kind = schema.get("type")
    if isinstance(kind, list):
        nullable = True
        (kind,) = (each for each in kind if each != "null")
    if "$ref" in schema:
        text = schema["$ref"].rpartition("/")[2]
    elif "const" in schema:
        text = "=" + schema["const"]
    elif "enum" in schema:
        text = "|".join(each for each in schema["enum"] if each is not None)
    elif kind == "array":
        text = f"[{note(home, schema['items'])}]"
    elif "additionalProperties" in schema:
        values = schema["additionalProperties"]
        text = "{" + (note(home, values) if isinstance(values, dict) else "") + "}"
    else:
        text = kind or "any"
    bounds = [
        f"{schema.get(low, '')}..{schema.get(high, '')}"
        for low, high in (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))
        if low in schema or high in schema
    ]
    hints = _hints(schema)
    return (
        text
        + "".join(f" {bound}" for bound in bounds)
        + (f" ({', '.join(hints)})" if hints else "")
        + ("?" if nullable else "")
        + ("!" if required else "")
    )


def _hints(schema: Mapping[str, Any]) -> list[str]:
    """Return what a schema says beyond what is validated."""
    hints = ["open"] if schema.get("x-open-enum") else []
    if "x-described-format" in schema:
        hints.append(schema["x-described-format"])
    if "x-known-values" in schema:
        hints.append("known " + " ".join(map(str, schema["x-known-values"])))
    if "x-documented-default" in schema:
        hints.append("default " + json.dumps(schema["x-documented-default"]))
    return hints
