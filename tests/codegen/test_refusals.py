"""What cannot become code is refused, with a message that says where and what to change."""

from pathlib import Path
from typing import Any

import pytest

from codegen import generate
from codegen.load import SpecificationError
from tests.codegen.support import Written, answer, body, operation, parameter, ref, schema

TEXT = {"type": "string"}
GET = {"get": operation("get", answer(thing=ref("Thing")))}
THING = {"Thing": schema(id=TEXT)}


def get(**more: Any) -> dict[str, Any]:
    return {"/": {"get": {**operation("get", answer(id=TEXT)), **more}}}


def other(**schemas: Any) -> dict[str, Any]:
    return {"others.yaml": {"components": {"schemas": schemas}}}


CIRCLE = {
    "paths": {"/": GET},
    "schemas": {"Thing": schema(other={"$ref": "others.yaml#/components/schemas/Other"})},
    "files": other(Other=schema(thing={"$ref": "things.yaml#/components/schemas/Thing"})),
}
UNION = {"description": "Either.", "anyOf": [ref("Thing"), ref("Other")]}

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a reference to nothing": ({"paths": {"/": GET}}, "'#/components/schemas/Thing' in things.yaml leads nowhere"),
    "a reference to a file that is not there": (
        {"schemas": {"Thing": {"$ref": "lost.yaml#/components/schemas/Thing"}}},
        "'lost.yaml#/components/schemas/Thing' in things.yaml leads nowhere",
    ),
    "a reference to what is no component": (
        {"paths": get(responses={"$ref": "#/paths/~1/get/summary"})},
        "refers to no component. Make what it names a component",
    ),
    "a schema that two files define": (
        {"schemas": THING, "files": other(**THING)},
        "schemas/Thing is defined in both others.yaml and things.yaml",
    ),
    "a path that the root file does not list": (
        {"files": {"others.yaml": {"paths": {"/lost": GET}}}},
        "others.yaml describes /lost, which openapi.yaml does not list",
    ),
    "a key that stands twice": (
        {"files": {"others.yaml": "components: {}\ncomponents: {}"}},
        "'components' stands twice",
    ),
    "a file that is not YAML": ({"files": {"others.yaml": "a: [b"}}, "others.yaml is not YAML"),
    "a file that holds no mapping": ({"files": {"others.yaml": "- a"}}, "others.yaml holds no mapping"),
    "files that need one another": (CIRCLE, "in a circle, others -> things -> others"),
    "two methods of one name": (
        {"paths": {"/a": GET, "/b": {"get": {**GET["get"], "operationId": "x"}}}, "schemas": THING},
        "Things has two methods called get. Give one another x-python-name",
    ),
    "two operations of one id": (
        {"paths": {"/a": GET, "/b": {"get": {**GET["get"], "x-python-name": "other"}}}, "schemas": THING},
        "Two operations have the id getThing",
    ),
    "an operation without a method name": (
        {"paths": {"/": {"get": {"operationId": "x", "tags": ["Things"], "responses": answer(id=TEXT)}}}},
        "GET / lacks 'x-python-name'. Add it",
    ),
    "a method name that Python does not take": (
        {"paths": get(**{"x-python-name": "import"})},
        "'import' cannot be a method of Things",
    ),
    "a tag that nobody lists": (
        {"paths": get(tags=["Lost"])},
        "getThing has the tag Lost, which the root file does not list",
    ),
    "an operation in the file of another tag": (
        {
            "paths": get(),
            "files": {
                "openapi.yaml": {"tags": [{"name": "Things", "description": "Things", "x-python-name": "stuff"}]}
            },
        },
        "getThing of Things stands in things.yaml. Move it to stuff.yaml",
    ),
    "a tag without a description": (
        {"files": {"openapi.yaml": {"tags": [{"name": "Things", "x-python-name": "things"}]}}},
        "The tag Things lacks description",
    ),
    "a parameter of the URL that is not described": (
        {"paths": {"/{id}": {"get": operation("get", answer(id=TEXT))}}},
        "getThing has id in its URL or among its parameters, not in both",
    ),
    "a parameter that is not in the URL": (
        {"paths": get(parameters=[parameter("id", "path")])},
        "getThing has id in its URL or among its parameters, not in both",
    ),
    "a parameter that stands twice": (
        {"paths": get(parameters=[parameter("id", "query"), parameter("id", "query")])},
        "getThing takes id twice",
    ),
    "a parameter in a header": (
        {"paths": get(parameters=[parameter("id", "header")])},
        "getThing takes id in the header",
    ),
    "a body at a level that the operation lacks": (
        {"paths": get(requestBody=body(alpha=schema(id=TEXT)))},
        "getThing has a body at the level alpha",
    ),
    "pages whose next one cannot be found": (
        {"paths": get(**{"x-paginated": {"items": "things", "cursor": "c", "count": "n"}})},
        "getThing pages, but does not say where its next is",
    ),
    "a parameter and a field of one name": (
        {
            "paths": {
                "/{id}": {
                    "put": operation(
                        "put",
                        answer(id=TEXT),
                        parameters=[parameter("id", "path")],
                        requestBody=body(v1=schema(id=TEXT)),
                    )
                }
            }
        },
        "putThing takes id twice",
    ),
    "arguments of one name in Python": (
        {"paths": get(parameters=[parameter("a", "query"), parameter("b", "query", **{"x-python-name": "a"})])},
        "getThing:arguments has two fields called a",
    ),
    "an argument without a description": (
        {"paths": get(parameters=[parameter("a", "query", description="")])},
        "getThing does not say what a means",
    ),
    "a write that does not say whether it may be sent again": (
        {"paths": {"/": {"post": {k: v for k, v in operation("post", answer(id=TEXT)).items() if k != "x-replay"}}}},
        "postThing does not say whether it may be sent again",
    ),
    "a body of another kind": (
        {"paths": get(requestBody={"content": {"text/csv": {"schema": TEXT}}})},
        "getThing takes text/csv",
    ),
    "a body without fields": (
        {"paths": get(requestBody=body(v1={"type": "object"}))},
        "The body of getThing has no properties",
    ),
    "no answer of success": (
        {"paths": get(responses={"404": {"description": "Lost."}})},
        "getThing has no answer of success",
    ),
    "an answer without a body": (
        {"paths": get(responses={"200": {"description": "Fine."}})},
        "getThing does not answer with one schema at all levels",
    ),
    "answers that differ between levels": (
        {
            "paths": get(
                responses={
                    "200": {
                        "description": "Fine.",
                        "content": {
                            "application/vnd.segment.v1+json": {"schema": TEXT},
                            "application/vnd.segment.v1alpha+json": {"schema": {"type": "integer"}},
                        },
                    }
                }
            )
        },
        "getThing does not answer with one schema at all levels",
    ),
    "a list whose items nobody describes": (
        {"paths": get(**{"x-paginated": {"items": "lost", "cursor": "c", "count": "n", "next": "x"}})},
        "GET / lacks 'lost'",
    ),
    "an object without a name": (
        {"paths": {"/": GET}, "schemas": {"Thing": schema(inner=schema(id=TEXT))}},
        "Thing holds an object without a name",
    ),
    "composition": ({"paths": {"/": GET}, "schemas": {"Thing": schema(id={"allOf": [TEXT]})}}, "Thing uses allOf"),
    "a schema that is called as something in its module": (
        {
            "paths": {"/": {"get": operation("get", answer(x=ref("Sequence")))}},
            "schemas": {"Sequence": schema(id=TEXT)},
        },
        "A schema is called Sequence",
    ),
    "a schema that is called as the class of its tag": (
        {"paths": {"/": {"get": operation("get", answer(x=ref("Things")))}}, "schemas": {"Things": schema(id=TEXT)}},
        "getThing uses a schema called Things",
    ),
    "a schema that cannot be a class": (
        {
            "paths": {"/": {"get": operation("get", answer(x=ref("my-thing")))}},
            "schemas": {"my-thing": schema(id=TEXT)},
        },
        "my-thing cannot be the name of a class. Call the schema MyThing",
    ),
    "an input whose name is taken": (
        {
            "paths": {
                "/": {**GET, "put": operation("put", answer(id=TEXT), requestBody=body(v1=schema(thing=ref("Thing"))))}
            },
            "schemas": {**THING, "ThingInput": schema(id=TEXT)},
        },
        "Thing is sent and received, and ThingInput means another",
    ),
    "enumerations of one name": (
        {
            "paths": {"/": GET},
            "schemas": {"Thing": schema(a={**TEXT, "enum": ["A"]}, b=ref("ThingA")), "ThingA": schema(id=TEXT)},
        },
        "Two things would be called ThingA",
    ),
    "a union and a class that hold one another": (
        {
            "paths": {"/": GET},
            "schemas": {"Thing": schema(union=ref("Union")), "Union": UNION, "Other": schema(id=TEXT)},
        },
        "Union and Thing hold one another",
    ),
    "a description whose first sentence is too long": (
        {"paths": {"/": GET}, "schemas": {"Thing": {**THING["Thing"], "description": "word " * 40}}},
        "must begin with a sentence of 1 to 109 characters",
    ),
    "a schema without a description": (
        {"paths": {"/": GET}, "schemas": {"Thing": {**THING["Thing"], "description": ""}}},
        "must begin with a sentence",
    ),
    "prose that the linter refuses": (
        {"paths": get(summary="Take \u2013 or leave it")},
        "RUF002 Docstring contains ambiguous",
    ),
}


@pytest.mark.parametrize(("specification", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_has_no_form_in_code_is_refused(tmp_path: Path, specification: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecificationError) as caught:
        Written(tmp_path, **specification).generate("sample")

    assert message in str(caught.value)


def test_a_folder_without_specifications_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpecificationError, match=r"There is no API in .* Run from the root of the repository"):
        generate(tmp_path, "sample")
