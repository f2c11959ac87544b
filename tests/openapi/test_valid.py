"""The specification is OpenAPI 3.1, in its files and as it is bundled."""

import json
from typing import Any

import pytest
import yaml
from jsonschema.exceptions import ValidationError
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from tests.openapi.reader import ROOT

SOURCE = ROOT / "openapi" / "public" / "openapi.yaml"
BUNDLED = json.loads((ROOT / "segment_async" / "_spec" / "public.json").read_text(encoding="utf-8"))


def test_the_files_are_a_valid_document() -> None:
    validate(yaml.load(SOURCE.read_text(encoding="utf-8"), yaml.CSafeLoader), base_uri=SOURCE.as_uri())


def test_the_bundle_is_a_valid_document() -> None:
    validate(BUNDLED, cls=OpenAPIV31SpecValidator)


def break_method(document: dict[str, Any]) -> None:
    document["paths"]["/sources"]["get"]["operationId"] = 7


def break_type(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["Source"]["type"] = "thing"


def break_path(document: dict[str, Any]) -> None:
    del document["paths"]["/sources/{sourceId}"]["get"]["parameters"]


@pytest.mark.parametrize("spoil", [break_method, break_type, break_path])
def test_a_spoiled_document_would_be_noticed(spoil: Any) -> None:
    document = json.loads(json.dumps(BUNDLED))
    spoil(document)
    with pytest.raises(ValidationError):
        validate(document, cls=OpenAPIV31SpecValidator)
