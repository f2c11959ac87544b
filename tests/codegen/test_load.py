"""How files become one document."""

from pathlib import Path

from codegen.load import bundle, specifications
from codegen.normalize import Correction, correct, normalize
from tests.codegen.support import Written, answer, operation, parameter, ref, schema

TEXT = {"type": "string"}
ELSEWHERE = {"$ref": "others.yaml#/components/schemas/Other"}


def written(folder: Path) -> Written:
    """Return a specification whose files refer to one another."""
    limit = {"description": "Wait.", "headers": {"Retry-After": {"schema": TEXT}}}
    responses = {**answer(other=ELSEWHERE), "429": {"$ref": "openapi.yaml#/components/responses/Limited"}}
    get = operation("get", responses, parameters=[{"$ref": "others.yaml#/components/parameters/Which"}])
    return Written(
        folder,
        paths={"/a~b/{which}": {"get": get}},
        schemas={"Thing": schema(other=ELSEWHERE)},
        files={
            "others.yaml": {
                "components": {
                    "schemas": {"Other": schema(same=ref("Same")), "Same": schema(id=TEXT)},
                    "parameters": {"Which": parameter("which", "path")},
                }
            },
            "openapi.yaml": {
                "components": {"responses": {"Limited": limit}},
                "paths": {"/a~b/{which}": {"$ref": "things.yaml#/paths/~1a~0b~1{which}"}},
            },
        },
    )


def bundled(folder: Path, text: str) -> object:
    """Return what a YAML value is in the bundle."""
    (folder / "openapi.yaml").write_text(f"x: {text}", "utf-8")
    return bundle(folder).document["x"]


def test_every_reference_becomes_local(tmp_path: Path) -> None:
    document = bundle(written(tmp_path).save() / "public").document
    get = document["paths"]["/a~b/{which}"]["get"]

    assert [{"$ref": "#/components/parameters/Which"}] == get["parameters"]
    assert {"$ref": "#/components/responses/Limited"} == get["responses"]["429"]
    assert ref("Other") == {"$ref": document["components"]["schemas"]["Thing"]["properties"]["other"]["$ref"]}
    assert ref("Same")["$ref"] == document["components"]["schemas"]["Other"]["properties"]["same"]["$ref"]
    assert ".yaml" not in str(document)


def test_schemas_and_paths_remember_their_files(tmp_path: Path) -> None:
    specification = bundle(written(tmp_path).save() / "public")

    assert {"Other": "others", "Same": "others", "Thing": "things"} == specification.owners
    assert {"/a~b/{which}": "things"} == specification.homes


def test_what_is_in_the_folder_is_what_apis_there_are(tmp_path: Path) -> None:
    folder = written(tmp_path).save()
    (folder / "config").mkdir()
    (folder / "config" / "openapi.yaml").write_text("openapi: 3.1.0", "utf-8")
    (folder / "drafts").mkdir()

    assert ["config", "public"] == [each.name for each in specifications(folder)]


def test_plain_values_are_read_as_json_would_have_them(tmp_path: Path) -> None:
    text = "{a: NO, b: 2026-01-31, c: 12:30, d: 0123, e: true, f: null, g: 1.5, h: -7, i: '1', j: 1_000, k: on}"

    expected = {"a": "NO", "b": "2026-01-31", "c": "12:30", "d": "0123", "e": True, "f": None}
    more = {"g": 1.5, "h": -7, "i": "1", "j": "1_000", "k": "on"}
    assert expected | more == bundled(tmp_path, text)


def test_an_anchor_stands_for_the_same_value_in_every_place(tmp_path: Path) -> None:
    assert [{"a": 1}, {"a": 1}] == bundled(tmp_path, "[&here {a: 1}, *here]")


def test_a_correction_changes_what_the_code_is_made_from_and_nothing_else(tmp_path: Path) -> None:
    specification = bundle(written(tmp_path).save() / "public")
    pointer = "/paths/~1a~0b~1{which}/get/x-python-name"

    api = normalize(specification, (Correction(pointer, "get", "read", "It reads."),))

    assert "read" == api.endpoints[0].name
    assert "get" == specification.document["paths"]["/a~b/{which}"]["get"]["x-python-name"]


def test_a_correction_may_add_what_was_not_there() -> None:
    assert {"a": {"b": 1}} == correct({"a": {}}, [Correction("/a/b", None, 1, "It is missing.")])
