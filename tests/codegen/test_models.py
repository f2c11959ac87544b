"""What models look like, seen through inline specifications."""

import sys
from typing import get_args, get_type_hints

import attrs
import pytest

from segment_async._core.codec import structure, unstructure
from segment_async._core.unset import UNSET, Unset
from tests.codegen.conftest import Make
from tests.codegen.support import answer, array, body, operation, parameter, ref, schema

TEXT = {"type": "string"}
GET = {"get": operation("get", answer(thing=ref("Thing")))}


def put(*required: str, **fields: object) -> dict[str, object]:
    return {"put": operation("put", answer(thing=TEXT), requestBody=body(v1=schema(*required, **fields)))}


def test_an_optional_field_of_an_answer_reads_none_and_a_required_one_has_no_default(make: Make) -> None:
    nullable = {"type": ["string", "null"]}
    thing = schema("id", "owner", id=TEXT, owner=nullable, name=TEXT, note=nullable)
    model = make(paths={"/": GET}, schemas={"Thing": thing})("models.things").Thing

    assert (None, None) == (model(id="1", owner=None).name, model(id="1", owner=None).note)
    with pytest.raises(TypeError, match="'id' and 'owner'"):
        model()
    assert {"id": str, "owner": str | None, "name": str | None, "note": str | None} == get_type_hints(model)


def test_a_field_of_an_input_knows_left_out_from_null(make: Make) -> None:
    thing = schema(
        "id", "owner", id=TEXT, owner={"type": ["string", "null"]}, note={"type": ["string", "null"]}, name=TEXT
    )
    model = make(paths={"/": put(thing=ref("Thing"))}, schemas={"Thing": thing})("models.things").Thing

    assert UNSET is model(id="1", owner=None).note
    assert {"id": str, "owner": str | None, "note": str | Unset | None, "name": str | Unset} == get_type_hints(model)


def test_what_is_sent_and_received_is_two_classes_where_something_inside_is_optional(make: Make) -> None:
    """Otherwise sending back what was read would send null where a field must be left out."""
    schemas = {"Thing": schema("part", part=ref("Part")), "Part": schema(size=TEXT)}
    things = make(paths={"/": {**GET, **put(thing=ref("Thing"))}}, schemas=schemas)("models.things")

    assert {"Part", "PartInput", "Thing", "ThingInput"} == set(things.__all__)
    assert things.PartInput is get_type_hints(things.ThingInput)["part"]
    assert things.Part is get_type_hints(things.Thing)["part"]


def test_what_is_sent_and_received_is_one_class_where_nothing_inside_is_optional(make: Make) -> None:
    schemas = {"Thing": schema("part", part=ref("Part")), "Part": schema("size", size=TEXT)}
    things = make(paths={"/": {**GET, **put(thing=ref("Thing"))}}, schemas=schemas)("models.things")

    assert ["Part", "Thing"] == things.__all__


def test_an_input_that_holds_a_parted_model_holds_its_input(make: Make) -> None:
    schemas = {"Thing": schema(size=TEXT), "Box": schema("things", things=array(ref("Thing")))}
    things = make(paths={"/": {**GET, **put(box=ref("Box"))}}, schemas=schemas)("models.things")

    assert ["Box", "Thing", "ThingInput"] == things.__all__
    assert (things.ThingInput,) == get_args(get_type_hints(things.Box)["things"])


def test_what_no_call_needs_has_no_class(make: Make) -> None:
    schemas = {"Thing": schema(id=TEXT), "Orphan": schema(id=TEXT), "Box": schema(id=TEXT)}
    sent = {"requestBody": {"content": {"application/json": {"schema": ref("Box")}}}}
    paths = {"/": {**GET, "put": operation("put", answer(id=TEXT), **sent)}}

    assert ["Thing"] == make(paths=paths, schemas=schemas)("models.things").__all__


def test_names_become_pythons_and_find_back_to_the_wire(make: Make) -> None:
    wire = ["metadataId", "class", "self", "str", "field", "reverseETLModelId", "snake_name", "x"]
    thing = schema(**{name: {"type": "string", "x-sensitive": name == "field"} for name in wire})
    thing["properties"]["x"]["x-python-name"] = "renamed"
    model = make(paths={"/": GET}, schemas={"Thing": thing})("models.things").Thing

    names = ["metadata_id", "class_", "self_", "str_", "field", "reverse_etl_model_id", "snake_name", "renamed"]
    assert names == [each.name for each in attrs.fields(model)]
    data = {name: name.upper() for name in wire}
    assert data == unstructure(structure(data, model))


def test_names_of_a_snake_case_api_stay_as_they_are(make: Make) -> None:
    wire = ["metadata_id", "class", "workspaceNames"]
    thing = schema(**dict.fromkeys(wire, TEXT))
    things = make(paths={"/": GET}, schemas={"Thing": thing}, info={"x-wire-names": "snake"})("models.things")

    assert ["metadata_id", "class_", "workspace_names"] == [each.name for each in attrs.fields(things.Thing)]
    data = {name: name.upper() for name in wire}
    assert data == unstructure(structure(data, things.Thing))


def test_a_secret_stays_out_of_the_repr(make: Make) -> None:
    thing = schema("key", key={**TEXT, "x-sensitive": True}, other={**TEXT, "x-sensitive": True}, name=TEXT)
    model = make(paths={"/": GET}, schemas={"Thing": thing})("models.things").Thing

    assert "Thing(name='n')" == repr(model(key="secret", other="secret", name="n"))


def test_an_enumeration_is_open_and_shared_where_field_and_values_agree(make: Make) -> None:
    kind = {"type": "string", "enum": ["A", "B"]}
    schemas = {
        "Thing": schema(kind=kind, parts=array(ref("Part"))),
        "Part": schema(kind=kind, state={**TEXT, "const": "X"}),
    }
    things = make(paths={"/": GET}, schemas=schemas)("models.things")

    assert ["Part", "PartKind", "PartState", "Thing"] == things.__all__
    assert "C" == structure({"kind": "C"}, things.Thing).kind


def test_enumerations_of_calls_are_named_for_the_tag_and_longer_where_two_differ(make: Make) -> None:
    def with_enum(name: str, *values: str) -> object:
        mode = parameter("mode", "query", schema={"type": "string", "enum": list(values)})
        state = parameter("state", "query", schema={"type": "string", "enum": ["ON", "OFF"]})
        return {"get": operation(name, answer(id=TEXT), parameters=[mode, state])}

    paths = {"/a": with_enum("one", "A"), "/b": with_enum("two", "B")}

    assert ["ThingsOneMode", "ThingsState", "ThingsTwoMode"] == make(paths=paths)("models.things").__all__


def test_schemas_that_are_no_objects_become_aliases(make: Make) -> None:
    schemas = {
        "Thing": schema("either", either=ref("Either"), level=ref("Level"), tree=ref("Tree")),
        "Either": {"description": "One or the other.", "anyOf": [ref("One"), ref("Other")]},
        "One": schema("one", one=TEXT),
        "Other": schema("other", other=TEXT),
        "Level": {"type": "string", "enum": ["LOW"], "description": "How much."},
        "Tree": schema(trees=array(ref("Tree"))),
    }
    things = make(paths={"/": GET}, schemas=schemas)("models.things")

    assert things.One | things.Other == things.Either
    read = structure({"either": {"other": "x"}, "level": "HIGH", "tree": {"trees": [{}]}}, things.Thing)
    assert things.Thing(either=things.Other(other="x"), level="HIGH", tree=things.Tree(trees=(things.Tree(),))) == read


def test_models_of_other_tags_are_imported_and_those_of_the_root_file_stand_apart(make: Make) -> None:
    owned = {"components": {"schemas": {"Owned": schema(id=TEXT)}}}
    root = {"components": {"schemas": {"Common": schema(id=TEXT)}}}
    elsewhere = {"$ref": "others.yaml#/components/schemas/Owned"}, {"$ref": "openapi.yaml#/components/schemas/Common"}
    load = make(
        paths={"/": GET},
        schemas={"Thing": schema(owned=elsewhere[0], common=elsewhere[1])},
        files={"others.yaml": owned, "openapi.yaml": root},
    )

    assert load("models.others").Owned | None == get_type_hints(load("models.things").Thing)["owned"]
    assert load("models.api").Common | None == get_type_hints(load("models.things").Thing)["common"]


def test_the_package_of_models_loads_a_module_only_when_asked_for_a_name_in_it(make: Make) -> None:
    owned = {"components": {"schemas": {"Owned": schema(id=TEXT)}}}
    thing = schema(owned={"$ref": "others.yaml#/components/schemas/Owned"})
    models = make(paths={"/": GET}, schemas={"Thing": thing}, files={"others.yaml": owned})("models")

    assert ["Owned", "Thing"] == models.__all__ == dir(models)
    models.Owned  # noqa: B018 - looking it up is what loads it
    assert [f"{models.__name__}.others"] == [name for name in sys.modules if name.startswith(f"{models.__name__}.")]
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        models.Nothing  # noqa: B018 - looking it up is what fails


def test_a_module_that_would_be_too_long_is_split_and_still_offers_every_name(make: Make) -> None:
    ten = {f"field{each}": TEXT for each in range(10)}
    parts = {f"Part{number}": schema(**ten) for number in range(10)}
    thing = schema(**ten, **{name: ref(name) for name in parts})
    load = make(paths={"/": GET}, schemas={**parts, "Thing": thing})

    assert sorted([*parts, "Thing"]) == load("models.things").__all__
    assert sorted(parts) == load("models.things_parts").__all__
    assert load("models.things").Part3 is load("models").Part3


def test_prose_cannot_break_out_of_a_docstring(make: Make) -> None:
    hostile = [
        '"""\nimport os\n"""',
        "\\",
        'ends with "',
        "\\N{DASH} \\x00 \x00",
        "{{ 7 * 7 }} {% raw %}",
        "# noqa",
        "é → \u200b",
    ]
    fields = {f"field{number}": {**TEXT, "description": text} for number, text in enumerate(hostile)}
    paths = {"/": {"get": operation("get", answer(thing=ref("Thing")), description=" ".join(hostile))}}
    things = make(paths=paths, schemas={"Thing": {**schema(**fields), "description": f"{hostile[0]} {hostile[2]}"}})

    assert not hasattr(things("models.things"), "os")
    assert "''' import os ''' ends with \"." == things("models.things").Thing.__doc__
    assert "{{ 7 * 7 }} {% raw %} # noqa" in (things("calls.things").Things.get.__doc__ or "")
