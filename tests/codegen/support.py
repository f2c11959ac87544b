"""Inline specifications: what a test cares about, with the rest filled in."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import define, field

from codegen import generate
from codegen.write import write

Json = Any


def schema(*required: str, **properties: Json) -> Json:
    """Return an object's schema; what has no description gets one."""
    described = {name: {"description": f"What {name} is.", **each} for name, each in properties.items()}
    return {"type": "object", "description": "A thing.", "required": list(required), "properties": described}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def array(item: Json) -> Json:
    return {"type": "array", "items": item}


def answer(data: Json | None = None, **properties: Json) -> Json:
    """Return responses of success, in an envelope: some data, or an object of these properties."""
    data = data or {"type": "object", "properties": properties}
    envelope = {"type": "object", "properties": {"data": data}}
    return {"200": {"description": "Fine.", "content": {"application/json": {"schema": envelope}}}}


def parameter(name: str, place: str, **more: Json) -> Json:
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "description": "Which.",
        "schema": {"type": "string"},
        **more,
    }


def body(**by_level: Json) -> Json:
    """Return a request body with a schema for each version level."""
    suffixes = {"v1": "v1", "beta": "v1beta", "alpha": "v1alpha"}
    media = {f"application/vnd.segment.{suffixes[level]}+json": {"schema": each} for level, each in by_level.items()}
    return {"content": media}


def operation(name: str, responses: Json, **more: Json) -> Json:
    """Return an operation of the tag *Things*, whose id is made from the method's name."""
    described = {"operationId": f"{name}Thing", "tags": ["Things"], "summary": "Do it.", "x-python-name": name}
    return {
        **described,
        "x-replay": "safe",
        "responses": responses,
        **{key.replace("_", "-"): each for key, each in more.items()},
    }


@define
class Written:
    """A specification in files: ``openapi/public/`` with one file for the tag *Things*, and others."""

    root: Path
    paths: Mapping[str, Json] = field(factory=dict)
    schemas: Mapping[str, Json] = field(factory=dict)
    info: Mapping[str, Json] = field(factory=dict)
    files: Mapping[str, Json] = field(factory=dict)
    """More files, by name; text is written as it is, and ``openapi.yaml`` is laid over what the root file would be."""

    def save(self) -> Path:
        """Write the files; JSON is YAML too."""
        folder = self.root / "openapi" / "public"
        folder.mkdir(parents=True, exist_ok=True)
        root = {
            "openapi": "3.1.0",
            "info": {"title": "Made-Up API", "version": "1", **self.info},
            "tags": [{"name": "Things", "description": "Things of all kinds", "x-python-name": "things"}],
            "paths": {url: {"$ref": f"things.yaml#/paths/{url.replace('/', '~1')}"} for url in self.paths},
        }
        documents = {"things.yaml": {"paths": self.paths, "components": {"schemas": self.schemas}}, **self.files}
        documents["openapi.yaml"] = {**root, **self.files.get("openapi.yaml", {})}
        for name, document in documents.items():
            text = document if isinstance(document, str) else json.dumps(document)
            (folder / name).write_text(text, "utf-8")
        return self.root / "openapi"

    def generate(self, package: str) -> dict[str, str]:
        """Return what the generator makes of it."""
        return generate(self.save(), package)

    def write(self, package: str) -> None:
        """Write what the generator makes of it, as a package that can be imported."""
        write(self.root, self.generate(package))
        (self.root / package / "__init__.py").write_text("", "utf-8")
