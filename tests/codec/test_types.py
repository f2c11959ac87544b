"""Every kind of type is read alike by both routes, and written as it was."""

import gc
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from enum import Enum, IntEnum, StrEnum
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias

import attrs
import msgspec
import pytest
from attrs import field, frozen

from segment_async import UNSET, ConfigurationError, ErrorEntry, Unset, unstructure
from segment_async._core import codec, quick
from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page
from segment_async._core.shapes import Model, Odd, shape_of
from tests.codec.outcomes import by_the_converter, by_the_quick, exact

Level: TypeAlias = Literal[1, 2] | int  # noqa: PYI051 - open
Color: TypeAlias = Literal["RED"] | str  # noqa: PYI051 - open


@frozen(kw_only=True, weakref_slot=False)
class Part:
    id: str
    color: Color | None = None


@frozen(kw_only=True, weakref_slot=False)
class Other:
    side: float
    tilted: bool | None = None


@frozen(kw_only=True, weakref_slot=False)
class Everything:
    whole: int
    number: float
    flag: bool
    level: Level
    nothing: None
    anything: Any
    nullable: str | None
    either: int | str
    shape: Part | Other
    shapes: tuple[Part | Other, ...]
    part: Part
    nullable_part: Part | None
    optional_part: Part | None = None
    parts: Sequence[Part] = ()  # a default that a reader must not lose
    listed: list[Part]
    named: Mapping[str, Part]
    nested: Mapping[str, tuple[Part, ...] | None]
    words: dict[str, list[str]]
    below: "Everything | None" = None


@frozen(kw_only=True, weakref_slot=False)
class Plainer:
    """Everything that the compiled route knows."""

    whole: int
    number: float
    flag: bool
    level: Level
    nothing: None
    anything: Any
    nullable: str | None
    either: int | str
    shape: Part | Other
    shapes: tuple[Part | Other, ...]
    part: Part
    nullable_part: Part | None
    optional_part: Part | None = None
    listed: list[Part]
    named: Mapping[str, Part]
    nested: Mapping[str, tuple[Part, ...] | None]
    words: dict[str, list[str]]
    below: "Plainer | None" = None


@frozen(kw_only=True)
class Referable:
    """With a slot for weak references."""

    id: str
    part: Part


@attrs.define(kw_only=True, slots=False)
class Mutable:
    """Without slots, and not frozen."""

    id: str
    part: Part


@frozen(kw_only=True, weakref_slot=False)
class Checked:
    """Does more than hold values."""

    id: str = field(validator=attrs.validators.instance_of(str), converter=str)


@frozen(kw_only=True, weakref_slot=False)
class Follower:
    kind: str
    count: int
    shape: Part | Other = field(metadata={"follows": ("kind", {"PART": "Part", "OTHER": "Other"})})


FULL: dict[str, Any] = {
    "whole": 1, "number": 2, "flag": False, "level": 3, "nothing": None, "anything": {"a": [1]}, "nullable": None,
    "either": "text", "shape": {"side": 1}, "shapes": [{"id": "a"}, {"side": 2.5}], "part": {"id": "b"},
    "nullablePart": None, "optionalPart": {"id": "c", "color": "BLUE"}, "listed": [{"id": "d"}],
    "named": {"x": {"id": "e"}}, "nested": {"y": [{"id": "f"}], "z": None}, "words": {"w": ["v"]},
}  # fmt: skip


def operation(type_: Any) -> Operation[Any]:
    return Operation("getThing", "GET", "/thing", type_, tag="Things", key="thing")


def agree(wanted: Operation[Any], payload: Any) -> Any:
    body = json.dumps(payload).encode()
    for strict in (False, True):
        assert by_the_converter(wanted, body, strict=strict) == by_the_quick(wanted, body, strict=strict)
    return by_the_quick(wanted, body, strict=False)[0]


VALUES: list[Any] = [
    None,
    True,
    0,
    1,
    2.0,
    1.5,
    "",
    "text",
    [],
    [1],
    {},
    {"id": "z"},
    {"side": 1},
    {"id": 1},
    [{"new": 1}],
]


@pytest.mark.parametrize(
    "thing", [FULL, {**FULL, "below": FULL}, {**FULL, "new": [1]}], ids=["full", "nested", "newer"]
)
def test_the_quick_route_reads_every_kind_of_field_by_itself(thing: dict[str, Any]) -> None:
    wanted, payload = operation(Plainer), {"data": {"thing": thing}}
    expected = exact(codec.judged(wanted, payload, strict=True))
    assert expected == exact(quick.from_json(wanted, payload)[0])
    if "new" not in thing:
        assert expected == exact(quick.from_bytes(wanted, json.dumps(payload).encode())[0])


@pytest.mark.parametrize("model", [Plainer, Referable, Mutable, Follower, Part])
def test_a_model_that_only_holds_values_is_compiled(model: type) -> None:
    assert isinstance(shape_of(model), Model)
    assert isinstance(shape_of(Checked), Odd)
    assert isinstance(shape_of(Watcher), Odd)


@pytest.mark.parametrize("model", [Everything, Plainer])
@pytest.mark.parametrize("name", ["", *FULL, "below", "new"])
def test_any_value_in_any_kind_of_field_is_read_alike(model: type, name: str) -> None:
    wanted = operation(model)
    for payload in (FULL, {**FULL, "below": FULL}):
        changes = [{name: value} for value in VALUES] if name else [{}]
        for change in changes:
            agree(wanted, {"data": {"thing": {**payload, **change}}})
        agree(wanted, {"data": {"thing": {key: value for key, value in payload.items() if key != name}}})


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (Referable, {"id": "a", "part": {"id": "b"}}),
        (Mutable, {"id": "a", "part": {"id": "b"}}),
        (Checked, {"id": "a"}),
        (str, "a"),
        (str | None, None),
        (tuple[Part, ...], [{"id": "a"}]),
        (list[Part] | None, [{"id": "a"}]),
        (dict[str, Mutable], {"x": {"id": "a", "part": {"id": "b"}}}),
        (Part | Other, {"side": 1}),
        (dict[str, Any], {"a": 1}),
        (Follower, {"kind": "OTHER", "count": 1, "shape": {"side": 1}}),
    ],
    ids=str,
)
def test_results_of_every_kind_are_read_alike(type_: Any, value: Any) -> None:
    assert "result" == agree(operation(type_), {"data": {"thing": value}})
    for other in VALUES:
        agree(operation(type_), {"data": {"thing": other}})


@pytest.mark.parametrize("kind", ["PART", "OTHER", "NEW", None, [], 1])
@pytest.mark.parametrize("shape", [{"id": "a"}, {"side": 1}, {}, None, "text", {"new": 1}])
def test_what_follows_another_field_is_read_alike(kind: Any, shape: Any) -> None:
    agree(operation(Follower), {"data": {"thing": {"kind": kind, "shape": shape, "count": 1}}})


PAGINGS = [
    Paging("items"),
    Paging("items", optional=True, bare=True),
    Paging("items", next="nextToken", previous=None, total="total", cursor="token", count="size"),
]


@pytest.mark.parametrize("paging", PAGINGS, ids=["nested", "lenient", "flat"])
@pytest.mark.parametrize("items", [[], [{"id": "a"}], None, {}, [1], UNSET], ids=str)
def test_pages_of_every_kind_are_read_alike(paging: Paging, items: Any) -> None:
    wanted = Operation("listThings", "GET", "/things", Page[Part], tag="Things", paging=paging)
    places: list[dict[str, Any]] = [
        {},
        {"nextToken": "a", "total": 3},
        {"nextToken": 1.5},
        {"total": "3"},
        {"total": 3.0},
    ]
    places += [
        {"pagination": about}
        for about in ({}, None, [], {"next": "a", "previous": 2, "totalEntries": 3.5}, {"next": {}}, {"next": ""})
    ]
    for place in places:
        for more in ({}, {"new": [1]}):
            data = {**place, **more} | ({} if items is UNSET else {"items": items})
            agree(wanted, {"data": data})


def test_what_is_read_is_frozen_and_of_the_model_itself() -> None:
    thing = codec.decode(operation(Referable), b'{"data":{"thing":{"id":"a","part":{"id":"b"}}}}', strict=True)
    assert (Referable, Part) == (type(thing), type(thing.part))
    assert Referable(id="a", part=Part(id="b")) == thing
    assert hash(Part(id="b")) == hash(thing.part)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        thing.part.id = "c"


@pytest.fixture
def _collector() -> Any:
    running = gc.isenabled()
    yield
    (gc.enable if running else gc.disable)()


seen: list[bool] = []


@frozen(kw_only=True, weakref_slot=False)
class Watcher:
    """Looks whether the collector runs while it is made."""

    id: str

    def __attrs_post_init__(self) -> None:
        seen.append(gc.isenabled())


@pytest.mark.usefixtures("_collector")
@pytest.mark.parametrize("runs", [True, False])
@pytest.mark.parametrize("body", [b'{"data":{"thing":{"id":"a"}}}', b'{"data":{"thing":{"id":1}}}', b"{"])
def test_the_collector_rests_while_an_answer_is_read_and_is_left_as_it_was(runs: bool, body: bytes) -> None:  # noqa: FBT001 - a parameter of the test
    (gc.enable if runs else gc.disable)()
    seen.clear()
    by_the_quick(operation(Watcher), body, strict=False)
    assert runs is gc.isenabled()
    assert ([False] if body.endswith(b'"a"}}}') else []) == seen


class Word(StrEnum):
    A = "a"


class Count(IntEnum):
    ONE = 1


class Share(float):
    """As numbers of NumPy are."""


class Pair(NamedTuple):
    a: int
    b: str


class Neither(Enum):
    A = "a"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Word.A, b'"a"'),
        (Count.ONE, b"1"),
        (Share(0.5), b"0.5"),
        (Pair(1, "b"), b'[1,"b"]'),
        (OrderedDict(a=1), b'{"a":1}'),
        (MappingProxyType({"a": UNSET, "b": (UNSET, None)}), b'{"b":[null]}'),
        (ErrorEntry({"type": "t"}), b'{"type":"t"}'),
        (Part(id="a"), b'{"id":"a"}'),
        ([Part(id="a", color="RED"), 1.5], b'[{"id":"a","color":"RED"},1.5]'),
        (10**30, b"1000000000000000000000000000000"),
    ],
)
def test_values_of_every_kind_are_written(value: Any, written: bytes) -> None:
    assert b'{"x":' + written + b"}" == codec.encode({"x": value, "left out": UNSET})
    assert type(msgspec.json.decode(written)) is type(unstructure(value))


@pytest.mark.parametrize(
    "value",
    [{1, 2}, b"x", object(), Neither.A, float("nan"), float("-inf"), {1: 2}, [{(): 1}], {"a": [b""]}, Part(id={1})],  # type: ignore[arg-type]  # on purpose
)
def test_what_has_no_json_form_is_refused_each_time(value: Any) -> None:
    for _ in range(2):
        with pytest.raises(ConfigurationError):
            codec.encode({"x": value})
        with pytest.raises(ConfigurationError):
            unstructure(value)


@frozen(kw_only=True, weakref_slot=False)
class Input:
    id: str
    flag: bool | Unset = UNSET
    note: str | Unset | None = UNSET
    parts: Sequence[Part] | Unset = UNSET


def test_an_input_is_written_without_what_is_unset() -> None:
    assert b'{"x":{"id":"a"}}' == codec.encode({"x": Input(id="a")})
    whole = Input(id="a", flag=False, note=None, parts=[Part(id="b")])
    assert b'{"x":{"id":"a","flag":false,"note":null,"parts":[{"id":"b"}]}}' == codec.encode({"x": whole})


@pytest.mark.parametrize("name", ["id", "flag", "parts"])
def test_null_is_refused_where_an_input_takes_none(name: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"Input\.{name} is None"):
        codec.encode({"x": attrs.evolve(Input(id="a"), **{name: None})})


def test_a_body_that_holds_itself_is_refused() -> None:
    loop: dict[str, Any] = {}
    loop["x"] = [loop]
    with pytest.raises(ConfigurationError):
        codec.encode(loop)
