"""How models, and whatever holds them, become JSON values."""

import math
from collections.abc import Callable, Mapping, Sequence
from types import NoneType
from typing import Any, Final, TypeAlias, get_args, get_type_hints

import attrs

from segment_async._core.naming import wire_name
from segment_async._core.reading import AnyType, null_is_absent
from segment_async._core.unset import UNSET
from segment_async._core.values import Json
from segment_async.errors import ConfigurationError, ErrorEntry

Write: TypeAlias = Callable[[Any], Json]

_AS_IS: Final = frozenset({str, bool, int, NoneType})


class _Writers(dict[type, Write]):
    """What writes values of a type; made when the first value of the type is written."""

    def __missing__(self, kind: type) -> Write:
        """Make a writer, and keep it.

        Raises:
            ConfigurationError: Values of the type have no JSON form.
        """
        self[kind] = writer = _writer_of(kind)
        return writer


_WRITERS: Final = _Writers()


def write(value: object) -> Json:
    """Return models, and whatever holds them, as JSON values with wire names; what is `UNSET` is left out.

    Raises:
        ConfigurationError: A value has no JSON form, or is null where the API takes no null.
        RecursionError: The value holds itself, or nests too deeply.
    """
    return _WRITERS[type(value)](value)


def _writer_of(kind: AnyType) -> Write:
    if kind in _AS_IS:
        return _same
    for parent, writer in _PARENTS:
        if issubclass(kind, parent):
            return writer
    if attrs.has(kind):
        return _compiled(kind)
    raise ConfigurationError(
        f"A value of type {kind.__name__} has no JSON form; pass text, numbers, lists, mappings or models."
    )


def _same(value: Json) -> Json:
    return value


def _number(value: float) -> float:
    if not math.isfinite(value):
        raise ConfigurationError(f"{value} is no JSON number; pass a finite one.")
    return float.__float__(value)


def _object(value: Mapping[Any, Any]) -> dict[str, Json]:
    plain: dict[str, Json] = {}
    for name, item in value.items():
        if type(name) is not str and not isinstance(name, str):
            raise ConfigurationError(f"A name is of type {type(name).__name__}; JSON names are text.")
        if type(item) is str or type(item) in _AS_IS:
            plain[name] = item
        elif item is not UNSET:
            plain[name] = _WRITERS[type(item)](item)
    return plain


def _list(value: Sequence[Any]) -> list[Json]:
    if _AS_IS.issuperset(map(type, value)):
        return list(value)
    return [item if type(item) in _AS_IS else _WRITERS[type(item)](item) for item in value if item is not UNSET]


def _entry(value: ErrorEntry) -> dict[str, Json]:
    return dict(value.raw)


_PARENTS: Final[Sequence[tuple[type, Write]]] = (
    # What has a type of its own, such as a name or a number of NumPy's, becomes plain.
    (str, str.__str__),
    (int, int.__int__),
    (float, _number),
    (Mapping, _object),
    (list, _list),
    (tuple, _list),
    (ErrorEntry, _entry),
)


def _compiled(model: AnyType) -> Write:
    """Compile a function that writes a model; one loop over the fields, for all models, would take twice as long."""
    hints = get_type_hints(model)
    lines = ["def write(model, UNSET=UNSET, WRITERS=WRITERS):", "    plain = {}"]
    for each in attrs.fields(model):
        lines += [
            f"    value = model.{each.name}",
            f"    if type(value) is {_usual(hints[each.name])}:",
            f"        plain[{wire_name(model, each)!r}] = value",
            "    elif value is None:",
            f"        {_of_null(model, each, hints[each.name])}",
            "    elif value is not UNSET:",
            f"        plain[{wire_name(model, each)!r}] = WRITERS[type(value)](value)",
        ]
    scope: dict[str, Any] = {"UNSET": UNSET, "WRITERS": _WRITERS, "refuse": _refuse_null}
    text = "\n".join([*lines, "    return plain"])
    exec(compile(text, f"<write {model.__name__}>", "exec"), scope)  # noqa: S102 - written here, from our own classes
    writer: Write = scope["write"]
    return writer


def _usual(type_: AnyType) -> str:
    """Name the type that nearly all values of a field have, if they are used as they are."""
    return "bool" if bool in {type_, *get_args(type_)} else "str"


def _of_null(model: AnyType, each: "attrs.Attribute[Any]", type_: AnyType) -> str:
    if null_is_absent(each):
        return "pass"
    if not {Any, object, NoneType}.isdisjoint((type_, *get_args(type_))):
        return f"plain[{wire_name(model, each)!r}] = None"
    return f"refuse({model.__name__ + '.' + each.name!r})"


def _refuse_null(field: str) -> None:
    raise ConfigurationError(f"{field} is None, and the API takes no null there; leave it out instead.")
