"""What the values of a type look like on the wire, by introspection of the types.

A shape is what the compiled route knows how to read. Values of every other type are `Odd` and left to the converter:
unions that the shape of a value decides, models that hold themselves, classes that do more than hold values.
"""

from collections.abc import Mapping, Sequence
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from segment_async._core.naming import wire_name
from segment_async._core.reading import AnyType, Follow, converter, follow, null_is_absent, reading
from segment_async._core.unset import Unset
from segment_async._core.values import Json


@frozen
class Plain:
    """Values that are used as they come."""

    wire: AnyType
    """The type that msgspec holds them to."""


@frozen
class Many:
    """A list."""

    item: "Shape"
    into: type
    """What holds the items: ``tuple`` or ``list``."""


@frozen
class Named:
    """An object with keys of any name."""

    item: "Shape"


@frozen
class Nullable:
    """Null, or something else."""

    inner: "Shape"


@frozen
class Odd:
    """Values that the converter reads."""

    type_: AnyType

    def read(self, value: Json) -> Any:  # noqa: ANN401 - whatever the type is
        """Return a JSON value as the type.

        Raises:
            Mismatch: It is not exactly as promised.
        """
        with reading(strict=True):
            return converter().structure(value, self.type_)


@frozen
class Led:
    """Values of a field whose shape another field of the same object decides."""

    leader: str
    """The wire name of the other field."""

    follow: Follow

    def read(self, leader: Json, value: Json) -> Any:  # noqa: ANN401 - one of several models
        """Return a JSON value as the type that the other field's value leads to.

        Raises:
            Mismatch: It is not exactly as promised.
        """
        with reading(strict=True):
            return self.follow({self.leader: leader}, value)


@frozen
class Member:
    """A field of a model."""

    name: str
    wire: str
    shape: "Shape"
    required: bool


@frozen(eq=False)
class Model:
    """A model whose instances are made by filling those of a twin."""

    model: type
    twin: type
    """A subclass that is not frozen. An instance with all fields set becomes one of the model by a change of class."""

    members: tuple[Member, ...]


Shape: TypeAlias = Plain | Many | Named | Nullable | Odd | Led | Model

_PLAIN: Final[Mapping[AnyType, AnyType]] = {
    str: str,
    bool: bool,
    int: int,
    float: int | float,  # a whole number stays one
    NoneType: None,
    Any: Any,
    object: Any,
}


def shape_of(type_: AnyType, above: tuple[type, ...] = ()) -> Shape:
    """Return the shape of a type's values.

    Args:
        type_: A type as annotations write it.
        above: The models around it, for a model may hold itself.
    """
    origin: AnyType = get_origin(type_)
    if type_ in _PLAIN:
        shape: Shape = Plain(_PLAIN[type_])
    elif origin is Literal:
        shape = shape_of(type(get_args(type_)[0]))
    elif origin in {Union, UnionType}:
        shape = _shape_of_union(type_, above)
    elif origin in {tuple, list, Sequence}:
        shape = _shape_of_list(get_args(type_)[0], list if origin is list else tuple, above)
    elif origin in {dict, Mapping} and get_args(type_)[0] is str:
        item = shape_of(get_args(type_)[1], above)
        shape = Plain(dict[str, item.wire]) if isinstance(item, Plain) else Named(item)  # type: ignore[name-defined]  # known only now
    elif isinstance(type_, type) and attrs.has(type_) and type_ not in above:
        shape = _shape_of_model(type_, above)
    else:
        shape = Odd(type_)
    return shape


def _shape_of_list(item_type: AnyType, into: type, above: tuple[type, ...]) -> Shape:
    item = shape_of(item_type, above)
    return Plain(many_of(item.wire, into)) if isinstance(item, Plain) else Many(item, into)


def many_of(item: AnyType, into: type) -> AnyType:
    """Return the type of a list or tuple of something."""
    return list[item] if into is list else tuple[item, ...]


def _shape_of_union(type_: AnyType, above: tuple[type, ...]) -> Shape:
    """Return the shape of one thing, or null; open literals count as one. Other unions are the converter's."""
    members = [member for member in get_args(type_) if member not in {NoneType, Unset}]
    members = [member for member in members if get_origin(member) is not Literal] or members
    if len(members) != 1:
        return Odd(type_)
    shape = shape_of(members[0], above)
    if NoneType not in get_args(type_) or shape == Plain(Any):
        return shape
    return Plain(shape.wire | None) if isinstance(shape, Plain) else Nullable(shape)


def _shape_of_model(model: type, above: tuple[type, ...]) -> Shape:
    twin = _twin_of(model)
    if twin is None:
        return Odd(model)
    hints = get_type_hints(model)
    members: list[Member] = []
    for each in attrs.fields(model):
        reader = follow(each, hints[each.name])
        if reader is None:
            shape = shape_of(hints[each.name], (*above, model))
        else:
            led = Led(each.metadata["follows"][0], reader)
            shape = Nullable(led) if NoneType in get_args(hints[each.name]) else led
        members.append(Member(each.name, wire_name(model, each), shape, required=each.default is attrs.NOTHING))
    return Model(model, twin, tuple(members))


def _twin_of(model: type) -> type | None:
    """Return a class like the model that is not frozen; ``None`` where an instance needs more than its fields set."""
    fields = attrs.fields(model)
    if hasattr(model, "__attrs_post_init__") or any(
        each.validator or each.converter or (each.default is not attrs.NOTHING and not null_is_absent(each))
        for each in fields
    ):
        return None
    plain = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    twin = type(model.__name__, (model,), {"__slots__": (), **plain})
    try:
        twin().__class__ = model
    except TypeError:  # an interpreter that minds
        return None
    return twin
