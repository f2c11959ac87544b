"""What operations and methods look like, seen through inline specifications."""

import inspect
import sys
from collections.abc import Mapping
from typing import Any, get_args

import pytest

from segment_async._core.operation import Operation, Paging, per_day
from segment_async._core.paging import Page
from segment_async._core.unset import UNSET
from tests.codegen.conftest import Make
from tests.codegen.support import answer, array, body, operation, parameter, ref, schema

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}


class Recorder:
    """A caller that remembers what it was asked for, and answers what it was given."""

    def __init__(self, result: Any = None) -> None:
        self.result = result
        self.calls: list[dict[str, Any]] = []

    async def call(self, operation: Operation[Any], /, **parts: Mapping[str, Any] | None) -> Any:
        self.calls.append({"id": operation.id, **{name: part for name, part in parts.items() if part is not None}})
        return self.result


def method(name: str, responses: Any = None, **more: Any) -> dict[str, Any]:
    return {"get": operation(name, responses or answer(id=TEXT), **more)}


@pytest.mark.anyio
async def test_a_method_sends_each_argument_to_its_place_under_its_wire_name(make: Make) -> None:
    parameters = [
        parameter("second", "query"),
        parameter("thingId", "path"),
        parameter("id", "path", **{"x-python-name": "part_id"}),
        parameter("groupBy", "query", required=True, schema=TEXTS),
    ]
    request = body(v1=schema("class", **{"class": TEXT, "newName": TEXT}))
    described = operation("change", answer(id=TEXT), parameters=parameters, requestBody=request)
    things = make(paths={"/things/{thingId}/parts/{id}": {"patch": described}})("calls.things")
    caller = Recorder("done")

    assert "done" == await things.Things(caller).change("t", "p", group_by=["a"], class_="c")
    sent = {
        "path": {"thingId": "t", "id": "p"},
        "query": {"groupBy": ["a"], "second": UNSET},
        "body": {"class": "c", "newName": UNSET},
    }
    assert [{"id": "changeThing", **sent}] == caller.calls


@pytest.mark.anyio
async def test_a_list_can_be_awaited_for_a_page_and_takes_no_argument_that_pages(make: Make) -> None:
    paging = {"items": "things", "cursor": "at", "count": "many", "next": "page.next", "maximum": 100}
    parameters = [parameter("at", "query"), parameter("many", "query"), parameter("kind", "query")]
    data = schema("things", things=array(ref("Thing")), page=schema(next=TEXT), more=TEXT)
    del data["properties"]["page"]["properties"]
    listed = method("list", answer(ref("Listed")), parameters=parameters, x_paginated=paging)
    things = make(paths={"/": listed}, schemas={"Thing": schema(id=TEXT), "Listed": data})("calls.things")
    caller = Recorder(Page(items=("a", "b")))

    assert ["kind", "page_size"] == [
        name for name in inspect.signature(things.Things.list).parameters if name != "self"
    ]
    assert ("a", "b") == (await things.Things(caller).list(kind="k")).items
    assert [{"id": "listThing", "query": {"kind": "k", "many": 100}}] == caller.calls
    expected = Paging("things", "at", "many", "page.next", previous=None, total=None, maximum=100, default=100)
    assert expected == things.LIST.paging


@pytest.mark.anyio
async def test_a_deletion_that_answers_nothing_but_success_returns_none(make: Make) -> None:
    success = {"type": "string", "const": "SUCCESS"}
    paths = {
        "/a": {"delete": operation("delete", answer(status=success))},
        "/b": {"delete": operation("drop", answer(broke={"type": "boolean"}))},
        "/c": {"put": operation("put", answer(status=success))},
    }
    things = make(paths=paths)("calls.things")
    caller = Recorder("SUCCESS")

    assert None is await things.Things(caller).delete()
    assert "SUCCESS" == await things.Things(caller).drop()
    assert "SUCCESS" == await things.Things(caller).put()
    assert (str, bool, str) == (things.DELETE.result, things.DROP.result, things.PUT.result)


def test_the_result_is_the_only_key_of_the_data_or_all_of_it(make: Make) -> None:
    bare = {"200": {"description": "Fine.", "content": {"application/json": {"schema": ref("Thing")}}}}
    paths = {
        "/a": method("one", answer(thing=ref("Thing"))),
        "/b": method("several", answer(things=array(ref("Thing")))),
        "/c": method("whole", answer(ref("Whole"))),
        "/d": method("bare", bare),
        "/e": method("mapping", answer(map={"type": "object", "additionalProperties": {"type": "integer"}})),
        "/f": method("anything", answer(what={})),
    }
    schemas = {"Thing": schema(id=TEXT), "Whole": schema(thing=ref("Thing"), more=TEXT)}
    load = make(paths=paths, schemas=schemas)
    models, calls = load("models.things"), load("calls.things")

    assert ("thing", models.Thing) == (calls.ONE.key, calls.ONE.result)
    assert ("things", tuple[models.Thing, ...]) == (calls.SEVERAL.key, calls.SEVERAL.result)
    assert (None, models.Whole) == (calls.WHOLE.key, calls.WHOLE.result)
    assert (None, models.Thing) == (calls.BARE.key, calls.BARE.result)
    assert ("map", dict[str, int]) == (calls.MAPPING.key, calls.MAPPING.result)
    assert ("what", object) == (calls.ANYTHING.key, calls.ANYTHING.result)


def test_a_result_that_may_be_null_says_so_in_the_operations_type(make: Make) -> None:
    nullable = {"anyOf": [ref("Thing"), {"type": "null"}]}
    load = make(paths={"/": method("get", answer(thing=nullable))}, schemas={"Thing": schema(id=TEXT)})

    assert load("models.things").Thing | None == load("calls.things").GET.result
    assert (Operation[load("models.things").Thing | None],) == tuple(load("calls.things").__annotations__.values())


def test_a_field_is_required_only_if_every_level_requires_it_and_limited_if_one_lacks_it(make: Make) -> None:
    by_level = {
        "v1": schema("both", "changed", "early", both=TEXT, changed=TEXT, early=TEXT),
        "beta": schema("both", "changed", "early", both=TEXT, changed=TEXT, early=TEXT),
        "alpha": schema("both", "late", both=TEXT, changed={"type": "integer"}, late=TEXT),
    }
    levels = {"default": "v1", "levels": ["v1", "beta", "alpha"]}
    described = operation("make", answer(id=TEXT), requestBody=body(**by_level), x_stability=levels)
    things = make(paths={"/": {"post": described}})("calls.things")
    parameters = inspect.signature(things.Things.make).parameters

    assert {"early": ("v1", "beta"), "late": ("alpha",)} == things.MAKE.limited_fields
    assert ["both"] == [name for name, each in parameters.items() if each.default is inspect.Parameter.empty][1:]
    assert {str, int} <= set(get_args(parameters["changed"].annotation))
    assert "late: What late is. Only with version ``alpha``." in things.Things.make.__doc__
    assert "early: What early is. Only with version ``v1`` or ``beta``." in things.Things.make.__doc__


def test_what_the_specification_knows_of_a_call_becomes_its_operation_and_its_docstring(make: Make) -> None:
    described = operation(
        "make",
        {"201": answer(id=TEXT)["200"]},
        description="It takes a while",
        x_stability={"default": "beta", "levels": ["beta", "alpha"]},
        x_replay="reconcile",
        x_natural_key=["a.b", "c"],
        x_rate_limit={"requests": 5, "per": "day"},
        x_audit_events=["Made", "Changed"],
        x_workspace_features=["Protocols"],
    )
    things = make(paths={"/": {"post": described}})("calls.things")

    assert things.MAKE == Operation(
        "makeThing",
        "POST",
        "/",
        str,
        tag="Things",
        key="id",
        limit=per_day(5),
        replay="reconcile",
        natural_key=("a.b", "c"),
        levels=("beta", "alpha"),
        success=201,
    )
    told = (
        "Do it. It takes a while. Segment takes at most 5 of these a day. "
        "Segment offers it at its beta and alpha levels only. "
        "Leaves *Made* or *Changed* in the audit trail. Needs the *Protocols* feature."
    )
    assert told == " ".join(things.Things.make.__doc__.split())


def test_operations_and_tags_are_imported_when_they_are_touched(make: Make) -> None:
    load = make(paths={"/a": method("get"), "/b": method("list")})
    surface = load("")

    assert ["getThing", "listThing"] == list(surface.OPERATIONS)
    assert not [
        name for name in sys.modules if name.startswith((f"{surface.__name__}.calls", f"{surface.__name__}.models"))
    ]
    assert load("calls.things").GET is surface.OPERATIONS["getThing"]

    class Client(surface.Tags):
        async def call(self, operation: Operation[Any], /, **_: object) -> Any:
            return operation.id

    client = Client()
    assert isinstance(client.things, load("calls.things").Things)
    assert client.things is client.things


def test_methods_stand_in_the_order_of_the_specification(make: Make) -> None:
    names = ["update", "list", "get", "create"]
    things = make(paths={f"/{name}": method(name) for name in names})("calls.things")

    assert names == [name for name in vars(things.Things) if not name.startswith("_")]
