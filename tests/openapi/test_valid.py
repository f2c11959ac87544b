"""Each specification is OpenAPI 3.1, in its files and as it is bundled."""

import json
from typing import Any

import pytest
import yaml
from jsonschema.exceptions import ValidationError
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from tests.openapi.reader import ROOT

APIS = ("config", "public")


def bundled(api: str) -> Any:
    return json.loads((ROOT / "segment_async" / "_spec" / f"{api}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("api", APIS)
def test_the_files_are_a_valid_document(api: str) -> None:
    source = ROOT / "openapi" / api / "openapi.yaml"
    validate(yaml.load(source.read_text(encoding="utf-8"), yaml.CSafeLoader), base_uri=source.as_uri())


@pytest.mark.parametrize("api", APIS)
def test_the_bundle_is_a_valid_document(api: str) -> None:
    validate(bundled(api), cls=OpenAPIV31SpecValidator)


def a_get_by_id(document: Any) -> Any:
    return next(item["get"] for path, item in document["paths"].items() if path.endswith("}") and "get" in item)


def break_id(document: Any) -> None:
    a_get_by_id(document)["operationId"] = 7


def break_type(document: Any) -> None:
    document["components"]["schemas"]["Source"]["type"] = "thing"


def break_path(document: Any) -> None:
    del a_get_by_id(document)["parameters"]


@pytest.mark.parametrize("spoil", [break_id, break_type, break_path])
@pytest.mark.parametrize("api", APIS)
def test_a_spoiled_document_would_be_noticed(api: str, spoil: Any) -> None:
    document = bundled(api)
    spoil(document)
    with pytest.raises(ValidationError):
        validate(document, cls=OpenAPIV31SpecValidator)
