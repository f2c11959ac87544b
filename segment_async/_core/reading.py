"""How JSON values become models: strict about values, tolerant of the unknown.

A wrong type is a `Mismatch` with its path, and no value is ever invented. Fields and enumeration values that nobody
knew pass. A required field that is missing reads as `UNSET`, or is a mismatch where the reading is strict.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

import attrs
import cattrs

from segment_async._core.naming import wire_name
from segment_async._core.unset import UNSET, Unset
from segment_async._core.values import Json, is_list, is_object, kind_of
from segment_async.errors import ConfigurationError

AnyType: TypeAlias = Any
"""A type as annotations write it: a class, a union, a generic alias."""

Hook: TypeAlias = Callable[[Json, AnyType], Any]


class Mismatch(ValueError):
    """A value of the wrong type; its path grows while the error travels outwards."""

    def __init__(self, expected: str, value: object) -> None:
        """Describe the innermost value.

        Args:
            expected: What the API promises, such as ``text``.
            value: What came; only its kind is kept.
        """
        super().__init__(expected)
        self.expected = expected
        self.found = kind_of(value)
        self.path = ""

    def inside(self, step: str) -> "Mismatch":
        """Put a step such as ``.id`` or ``[3]`` before the path."""
        self.path = step + self.path
        return self


@attrs.frozen
class Reading:
    """What holds for one reading."""

    strict: bool
    missing: list[str]


_READING: ContextVar[Reading] = ContextVar("reading")


@contextmanager
def reading(*, strict: bool) -> Generator[Reading]:
    """Collect what is missing while values are read in this block."""
    current = Reading(strict, [])
    token = _READING.set(current)
    try:
        yield current
    finally:
        _READING.reset(token)


@cache
def converter() -> cattrs.Converter:
    """Return the one converter."""
    made = cattrs.Converter()
    made.register_structure_hook_func(lambda _: True, _refuse)
    for kind, expected in ((str, "text"), (bool, "true or false"), (int, "a whole number"), (float, "a number")):
        made.register_structure_hook(kind, _exactly(kind, expected))
    made.register_structure_hook_func(lambda type_: type_ in {Any, object}, lambda value, _: value)
    made.register_structure_hook(bytes, _refuse)
    made.register_structure_hook(NoneType, _exactly(NoneType, "null"))
    made.register_structure_hook_factory(_made_of(Literal), _literal_hook)
    made.register_structure_hook_factory(_made_of(Union, UnionType), _union_hook)
    made.register_structure_hook_factory(_made_of(tuple, list, Sequence), _list_hook)
    made.register_structure_hook_factory(_made_of(dict, Mapping), _mapping_hook)
    made.register_structure_hook_factory(attrs.has, _model_hook)
    return made


def _made_of(*origins: AnyType) -> Callable[[AnyType], bool]:
    def matches(type_: AnyType) -> bool:
        origin: AnyType = get_origin(type_)
        return origin in origins

    return matches


def _exactly(kind: type, expected: str) -> Hook:
    accepted = (int, float) if kind is float else kind

    def read(value: Json, _: AnyType) -> Json:
        if type(value) is kind:
            return value
        if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
            raise Mismatch(expected, value)
        return value

    return read


def _refuse(_: Json, type_: AnyType) -> Json:
    raise ConfigurationError(f"{type_} is no type that JSON is read as; pass a model, a plain type, or lists of these.")


def _literal_hook(type_: AnyType) -> Hook:
    """Read whatever is of the literals' kind: the known values are not the only ones."""
    hook: Hook = converter().get_structure_hook(type(get_args(type_)[0]))
    return hook


def _union_hook(type_: AnyType) -> Hook:
    """Read null, an open literal, or the model among several that fits best."""
    nullable = NoneType in get_args(type_)
    members = [member for member in get_args(type_) if member not in {NoneType, Unset}]
    members = [member for member in members if get_origin(member) is not Literal] or members
    only = members[0] if len(members) == 1 else type_
    hook: Hook
    if len(members) == 1:
        hook = converter().get_structure_hook(only)
    elif all(attrs.has(member) for member in members):
        hook = _best_of(members)
    else:
        hook = _first_of(members)

    def read(value: Json, _: AnyType) -> Any:  # noqa: ANN401 - whatever the member reads
        return None if value is None and nullable else hook(value, only)

    return read


def _best_of(models: Sequence[AnyType]) -> Hook:
    """Read as the model that shares most of the value's keys, all its required ones among them."""
    names = [
        (
            model,
            {wire_name(model, each) for each in attrs.fields(model) if each.default is attrs.NOTHING},
            {wire_name(model, each) for each in attrs.fields(model)},
        )
        for model in models
    ]

    def read(value: Json, _: AnyType) -> Any:  # noqa: ANN401 - one of the models
        if not is_object(value):
            raise Mismatch("an object", value)
        keys = set(value)
        best, required, known = max(names, key=lambda entry: (entry[1] <= keys, len(entry[2] & keys)))
        if required <= keys or known & keys:
            return converter().structure(value, best)
        if _READING.get().strict:
            raise Mismatch("an object of a known shape", value)
        return dict(value)  # of a shape that nobody knew

    return read


def _first_of(types: Sequence[AnyType]) -> Hook:
    """Read as the first of several types that the value has; what fits none is told by all of them."""
    hooks: list[tuple[AnyType, Hook]] = [(type_, converter().get_structure_hook(type_)) for type_ in types]

    def read(value: Json, _: AnyType) -> Json:
        met: list[Mismatch] = []
        for type_, hook in hooks:
            try:
                return hook(value, type_)
            except Mismatch as mismatch:
                met.append(mismatch)
        closest = max(met, key=lambda mismatch: len(mismatch.path))
        if closest.path:
            raise closest.with_traceback(None)
        raise Mismatch(" or ".join(dict.fromkeys(mismatch.expected for mismatch in met)), value)

    return read


def _list_hook(type_: AnyType) -> Hook:
    origin: AnyType = get_origin(type_)
    if issubclass(origin, tuple) and get_args(type_)[1:] != (...,):
        return _fixed_hook(get_args(type_))
    item = get_args(type_)[0]
    hook: Hook = converter().get_structure_hook(item)
    stays_list = issubclass(origin, list)

    def read(value: Json, _: AnyType) -> Sequence[Any]:
        if not is_list(value):
            raise Mismatch("a list", value)
        items: list[Any] = []
        try:
            for each in value:
                items.append(hook(each, item))  # noqa: PERF401 - the length is the index of what fails
        except Mismatch as mismatch:
            raise mismatch.inside(f"[{len(items)}]") from None
        return items if stays_list else tuple(items)

    return read


def _fixed_hook(items: tuple[AnyType, ...]) -> Hook:
    """Read a list of so many items, each of a type of its own."""
    hooks: list[tuple[AnyType, Hook]] = [(item, converter().get_structure_hook(item)) for item in items]

    def read(value: Json, _: AnyType) -> tuple[Any, ...]:
        if not is_list(value) or len(value) != len(hooks):
            raise Mismatch(f"a list of {len(hooks)} items", value)
        found: list[Any] = []
        try:
            for each, (item, hook) in zip(value, hooks, strict=True):
                found.append(hook(each, item))
        except Mismatch as mismatch:
            raise mismatch.inside(f"[{len(found)}]") from None
        return tuple(found)

    return read


def _mapping_hook(type_: AnyType) -> Hook:
    item = get_args(type_)[1]
    hook: Hook = converter().get_structure_hook(item)

    def read(value: Json, _: AnyType) -> dict[str, Any]:
        if not is_object(value):
            raise Mismatch("an object", value)
        key = ""
        items: dict[str, Any] = {}
        try:
            for key, each in value.items():
                items[key] = hook(each, item)
        except Mismatch as mismatch:
            raise mismatch.inside(f"[{key!r}]") from None
        return items

    return read


def _model_hook(model: AnyType) -> Hook:
    def read(value: Json, _: AnyType) -> Any:  # noqa: ANN401 - the model
        if not is_object(value):
            raise Mismatch("an object", value)
        given: dict[str, Any] = {}
        for name, wire, type_, hook, required, absent_if_null, follows in _fields_to_read(model):
            if wire in value:
                item = value[wire]
                if item is None and absent_if_null:
                    continue
                try:
                    given[name] = follows(value, item) if follows and item is not None else hook(item, type_)
                except Mismatch as mismatch:
                    raise mismatch.inside(f".{wire}") from None
            elif required:
                given[name] = _leave_unset(model.__name__, wire)
        return model(**given)

    return read


Follow: TypeAlias = Callable[[Mapping[str, Json], Json], Any]

FieldToRead: TypeAlias = tuple[str, str, AnyType, Hook, bool, bool, Follow | None]
"""Name, wire name, type, hook, whether required, whether null means absent, and what it follows."""


@cache
def _fields_to_read(model: AnyType) -> tuple[FieldToRead, ...]:
    """Return how each field is read.

    Looked up when the first value is read, not when the hook is made, so that a model may hold itself.
    """
    hints = get_type_hints(model)
    return tuple(
        (
            each.name,
            wire_name(model, each),
            hints[each.name],
            converter().get_structure_hook(hints[each.name]),
            each.default is attrs.NOTHING,
            null_is_absent(each),
            follow(each, hints[each.name]),
        )
        for each in attrs.fields(model)
    )


def follow(each: "attrs.Attribute[Any]", type_: AnyType) -> Follow | None:
    """Return how to read a field whose shape another field of the same object decides; ``None`` where none does."""
    if "follows" not in each.metadata:
        return None
    field, names = each.metadata["follows"]
    members = {member.__name__.removesuffix("Input"): member for member in get_args(type_) if attrs.has(member)}
    by_value = {value: members[name] for value, name in names.items()}
    hook: Hook = converter().get_structure_hook(type_)

    def read(parent: Mapping[str, Json], value: Json) -> Any:  # noqa: ANN401 - one of the models
        leader = parent.get(field)
        model = by_value.get(leader) if isinstance(leader, str) else None
        return hook(value, type_) if model is None else converter().structure(value, model)

    return read


def null_is_absent(each: "attrs.Attribute[Any]") -> bool:
    """Tell whether a field reads null as if it were left out: the optional fields of answers do."""
    return each.default is None


def _leave_unset(owner: str, wire: str) -> Unset:
    current = _READING.get()
    if current.strict:
        raise Mismatch("a value", UNSET).inside(f".{wire}")
    current.missing.append(f"{owner}.{wire}")
    return UNSET
