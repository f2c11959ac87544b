"""JSON becomes models strictly, and models become JSON without what is unset."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

import pytest
from attrs import evolve, field, frozen

from segment_async import UNSET, ConfigurationError, DecodeError, ErrorEntry, Unset, structure, unstructure
from segment_async._core import codec

Color: TypeAlias = Literal["RED", "BLUE"] | str  # noqa: PYI051 - open: unknown colors pass


@frozen(kw_only=True, weakref_slot=False)
class Leaf:
    id: str
    color: Color | None = None
    if_: bool | None = None


@frozen(kw_only=True, weakref_slot=False)
class Tree:
    tree_id: str
    height: float
    rings: int
    leaves: tuple[Leaf, ...]
    nothing: str | None
    etl_id: str | None = field(default=None, metadata={"wire": "ETLId"})
    below: "Tree | None" = None
    free: Mapping[str, Any] | None = None
    shape: "Round | Square | None" = None


@frozen(kw_only=True, weakref_slot=False)
class Round:
    radius: float


@frozen(kw_only=True, weakref_slot=False)
class Square:
    side: float
    tilted: bool | None = None


@frozen(kw_only=True, weakref_slot=False)
class Drawing:
    kind: str
    shape: Round | Square | None = field(
        default=None, metadata={"follows": ("kind", {"ROUND": "Round", "SQUARE": "Square"})}
    )


@frozen(kw_only=True, weakref_slot=False)
class TreeInput:
    tree_id: str
    note: str | Unset | None = UNSET
    tags: Sequence[str] | Unset = UNSET
    free: Mapping[str, object] | Unset = UNSET


WIRE: dict[str, Any] = {
    "treeId": "t",
    "height": 3,
    "rings": 4,
    "leaves": [{"id": "a", "color": "RED", "if": True}],
    "nothing": None,
    "ETLId": "e",
    "below": {"treeId": "u", "height": 1.5, "rings": 0, "leaves": [], "nothing": "x"},
    "free": {"any": [1, None, {"thing": 2.5}]},
    "shape": {"side": 2},
}


def test_a_model_is_read_and_written_back_as_it_was() -> None:
    tree = structure(WIRE, Tree)
    assert tree.leaves == (Leaf(id="a", color="RED", if_=True),)
    assert tree.shape == Square(side=2)
    assert WIRE == unstructure(tree)


def test_the_unknown_passes() -> None:
    """F43, F44."""
    assert structure({"id": "a", "color": "GREEN", "new": {}}, Leaf) == Leaf(id="a", color="GREEN")


def test_a_union_follows_the_field_that_decides_it() -> None:
    """Whatever the shape looks like; without such a field, or with a value that nobody knew, the shape decides."""
    assert structure({"kind": "SQUARE", "shape": {"side": 1}}, Drawing).shape == Square(side=1)
    assert structure({"kind": "NEW", "shape": {"side": 1}}, Drawing).shape == Square(side=1)
    assert structure({"kind": "ROUND", "shape": None}, Drawing).shape is None
    with pytest.raises(DecodeError) as caught:
        structure({"kind": "ROUND", "shape": {"side": 1}}, Drawing, strict=True)
    assert caught.value.path == "$.shape.radius"


def test_an_object_of_a_shape_that_nobody_knew_stays_as_it_is() -> None:
    assert structure({"kind": "NEW", "shape": {"sides": 9}}, Drawing).shape == {"sides": 9}
    with pytest.raises(DecodeError):
        structure({"kind": "NEW", "shape": {"sides": 9}}, Drawing, strict=True)


def test_null_in_an_optional_field_reads_as_absent() -> None:
    assert structure({"id": "a", "color": None}, Leaf) == Leaf(id="a")


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"treeId": None}, "$.treeId"),
    ({"treeId": 5}, "$.treeId"),
    ({"height": "3"}, "$.height"),
    ({"height": True}, "$.height"),
    ({"rings": 4.0}, "$.rings"),
    ({"rings": False}, "$.rings"),
    ({"rings": "4"}, "$.rings"),
    ({"leaves": "abc"}, "$.leaves"),
    ({"leaves": {"id": "a"}}, "$.leaves"),
    ({"leaves": None}, "$.leaves"),
    ({"leaves": [{"id": "a"}, {"id": None}]}, "$.leaves[1].id"),
    ({"leaves": [{"id": "a", "if": "false"}]}, "$.leaves[0].if"),
    ({"leaves": [{"id": "a", "color": 1}]}, "$.leaves[0].color"),
    ({"below": []}, "$.below"),
    ({"free": [1]}, "$.free"),
    ({"shape": {"side": "2"}}, "$.shape.side"),
    ({"ETLId": {}}, "$.ETLId"),
]


@pytest.mark.parametrize(("change", "path"), WRONG)
@pytest.mark.parametrize("strict", [False, True])
def test_a_wrong_type_is_an_error_with_its_path(change: dict[str, Any], path: str, strict: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """F45: nothing is made up in its place."""
    with pytest.raises(DecodeError) as caught:
        structure(WIRE | change, Tree, strict=strict)
    assert path == caught.value.path


def test_a_promised_field_that_is_missing_reads_as_unset_and_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    codec._tell_missing.cache_clear()
    with caplog.at_level(logging.WARNING, "segment_async"):
        leaves = structure([{}, {}, {"id": "c"}], tuple[Leaf, ...])
        structure([{}], tuple[Leaf, ...])
    assert [UNSET, UNSET, "c"] == [leaf.id for leaf in leaves]
    assert len(caplog.records) == 1
    assert "Leaf.id" in caplog.text


def test_a_strict_reader_refuses_what_is_missing() -> None:
    with pytest.raises(DecodeError) as caught:
        structure({"leaves": [{}]} | {k: v for k, v in WIRE.items() if k != "leaves"}, Tree, strict=True)
    assert "$.leaves[0].id" == caught.value.path


def test_plain_values_and_containers_pass_through_the_same_door() -> None:
    assert ("a", "b") == structure(["a", "b"], tuple[str, ...])
    assert {"x": Leaf(id="a")} == structure({"x": {"id": "a"}}, dict[str, Leaf])
    assert [{"id": "a"}, 1, None] == unstructure([Leaf(id="a"), 1, None])
    with pytest.raises(DecodeError) as caught:
        structure({"x": {"id": 1}}, dict[str, Leaf])
    assert "$['x'].id" == caught.value.path


def test_other_types_are_read_strictly_too() -> None:
    assert [1, 2] == structure([1, 2], list[int])
    assert structure(1, int | str) == 1  # type: ignore[arg-type]  # a union is no class
    assert structure("a", int | str) == "a"  # type: ignore[arg-type]  # a union is no class
    with pytest.raises(DecodeError):
        structure(1.5, int | str)  # type: ignore[arg-type]  # a union is no class
    with pytest.raises(ConfigurationError):
        structure("a", bytes)


def test_an_input_leaves_out_what_is_unset_and_keeps_null_where_it_is_allowed() -> None:
    assert {"treeId": "t"} == unstructure(TreeInput(tree_id="t"))
    assert {"treeId": "t", "note": None} == unstructure(TreeInput(tree_id="t", note=None))
    with pytest.raises(ConfigurationError, match=r"TreeInput\.tags is None"):
        unstructure(TreeInput(tree_id="t", tags=None))  # type: ignore[arg-type]  # on purpose


def test_what_was_read_becomes_an_input() -> None:
    read = structure(WIRE, Tree)
    assert TreeInput(tree_id="t", free=WIRE["free"]) == structure(unstructure(read), TreeInput)


def test_null_is_left_out_of_an_answer_that_is_written_back() -> None:
    assert {"id": "a"} == unstructure(evolve(Leaf(id="a", color="RED"), color=None))


def test_error_entries_are_written_back_as_they_came() -> None:
    raw = {"type": "a", "extra": [1]}
    assert [raw] == unstructure([ErrorEntry(raw)])


LOOP: list[Any] = []
LOOP.append(LOOP)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"x", object(), {1: 2}, LOOP])
def test_what_has_no_json_form_is_refused(value: object) -> None:
    with pytest.raises(ConfigurationError):
        unstructure({"a": value})


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"a": 1} {}', b'{"a": NaN}', b'{"a": Infinity}', b'{"a": 1e999}', b'"\xff"', '"ä"'.encode("utf-16"),
     b"[" * 100_000, b'{"a": "\\ud800"}', b"<html>"],
)  # fmt: skip
def test_what_is_not_one_whole_json_value_is_broken(body: bytes) -> None:
    """F40, F41, F42."""
    with pytest.raises(codec.BrokenBody):
        codec.parse(body)


def test_a_byte_order_mark_and_a_huge_number_are_read() -> None:
    assert {"a": 10**400} == codec.parse(b"\xef\xbb\xbf" + b'{"a": 1' + b"0" * 400 + b"}")


def test_a_body_with_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ConfigurationError):
        codec.encode({"a": "\ud800"})
