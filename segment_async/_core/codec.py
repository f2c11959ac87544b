"""The one door between JSON and models."""

import logging
import math
from collections.abc import Mapping
from functools import cache
from types import NoneType
from typing import Any, Final, TypeVar, cast, get_args, get_type_hints

import attrs
import msgspec

from segment_async._core.naming import wire_name
from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Cursor, Page, get
from segment_async._core.reading import AnyType, Mismatch, converter, null_is_absent, reading
from segment_async._core.unset import UNSET
from segment_async._core.values import Json, is_list, is_number, is_object, kind_of
from segment_async.errors import ConfigurationError, DecodeError, ErrorEntry

T = TypeVar("T")

logger = logging.getLogger("segment_async")

_BOM: Final = b"\xef\xbb\xbf"


class BrokenBody(ValueError):
    """A body that is not one whole JSON value."""


def parse(body: bytes) -> Json:
    """Parse one whole JSON value.

    Raises:
        BrokenBody: The bytes are something else, or nest too deeply.
    """
    try:
        return msgspec.json.decode(body.removeprefix(_BOM))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = str(error)
    except RecursionError:
        problem = "it nests too deeply"
    raise BrokenBody(problem)


def encode(body: Mapping[str, Any]) -> bytes:
    """Return a request body as JSON, without what is `UNSET`.

    Raises:
        ConfigurationError: A value has no JSON form.
    """
    try:
        return msgspec.json.encode(unstructure(body))
    except UnicodeEncodeError:
        pass
    raise ConfigurationError("The body holds half of a surrogate pair, which is no text; pass valid Unicode.")


def structure(data: Json, type_: type[T], *, strict: bool = False) -> T:
    """Read JSON values, with wire names, as a type.

    Args:
        data: What a JSON parser returns.
        type_: A model, or a plain type such as ``tuple[Source, ...]``.
        strict: Refuse data in which a required field is missing; otherwise it reads as `UNSET`.

    Raises:
        DecodeError: A value has the wrong type; the error's `path` leads there.
    """
    return cast("T", _read(data, type_, strict=strict, path="$", reader=getattr(type_, "__name__", str(type_))))


def result_of(operation: Operation[T], payload: Json, *, strict: bool, envelope: str | None = "data") -> T:
    """Return the result that an operation's whole answer holds.

    Args:
        operation: What was called.
        payload: The answer.
        strict: As for `structure`.
        envelope: Key of the answer that holds the data; ``None`` where the answer is the data.

    Raises:
        DecodeError: The answer is not what the API promises.
    """
    data = data_of(payload, envelope)
    base = _path_of(envelope)
    if operation.paging is not None:
        return cast("T", _page_of(operation, operation.paging, data, strict=strict, base=base))
    if operation.key is None:
        return cast("T", _read(data, operation.result, strict=strict, path=base, reader=operation.id))
    where = f"{base}.{operation.key}"
    if operation.key not in data:
        raise DecodeError(f"{where} is missing, and it is all that {operation.id} answers.", path=where)
    return cast("T", _read(data[operation.key], operation.result, strict=strict, path=where, reader=operation.id))


def data_of(payload: Json, envelope: str | None = "data") -> Mapping[str, Json]:
    """Return what an answer of success holds.

    Raises:
        DecodeError: It holds nothing.
    """
    where, data = "$", payload
    if envelope is not None and is_object(payload):
        where, data = _path_of(envelope), payload.get(envelope, UNSET)
    if not is_object(data):
        raise DecodeError(f"{where} is {kind_of(data)} where the API promises an object.", path=where)
    return data


def _path_of(envelope: str | None) -> str:
    """Return the JSON path of an answer's data."""
    return "$" if envelope is None else f"$.{envelope}"


def nothing(operation: Operation[T]) -> T:
    """Return the result of a delete that was sent again and found its work done: there is none."""
    del operation
    return cast("T", None)


def next_cursor(
    operation: Operation[Any], payload: Json, *, strict: bool, envelope: str | None = "data"
) -> Cursor | None:
    """Return where a raw answer says that the next page starts; ``None`` on the last one.

    Raises:
        DecodeError: The answer does not say.
    """
    data = data_of(payload, envelope)
    if operation.paging is None:
        return None
    base = _path_of(envelope)
    _check_place(operation, operation.paging, data, strict=strict, base=base)
    return _cursor(data, operation.paging.next, base)


def _check_place(
    operation: Operation[Any], paging: Paging, data: Mapping[str, Json], *, strict: bool, base: str
) -> None:
    """Make sure that a page says where it stands: a list that ended for lack of a cursor would look complete."""
    name, _, nested = paging.next.partition(".")
    where = f"{base}.{name}"
    if not nested or is_object(data.get(name)):
        return
    if name in data and not (paging.optional and data[name] is None):
        raise DecodeError(f"{where} is {kind_of(data[name])} where the API promises an object.", path=where)
    if not paging.optional and strict:
        raise DecodeError(f"{where} is missing where the API promises an object.", path=where)
    if not paging.optional:
        _tell_missing(operation.id, name)


def _total(data: Mapping[str, Json], path: str | None, base: str) -> int | None:
    total = get(data, path)
    if total is None or (is_number(total) and total == int(total)):
        return None if total is None else int(total)
    where = f"{base}.{path}"
    raise DecodeError(f"{where} is not a whole number.", path=where)


def _page_of(
    operation: Operation[Any], paging: Paging, data: Mapping[str, Json], *, strict: bool, base: str
) -> Page[Any]:
    type_: AnyType = tuple[get_args(operation.result)[0], ...]  # type: ignore[misc]  # known only now
    where = f"{base}.{paging.items}"
    items = data.get(paging.items)
    if items is None and paging.bare:
        items = ()
    elif paging.items not in data:
        raise DecodeError(f"{where} is missing, and without it a page has no items.", path=where)
    _check_place(operation, paging, data, strict=strict, base=base)
    apart = {paging.items, *(path.partition(".")[0] for path in (paging.next, paging.previous, paging.total) if path)}
    return Page(
        items=_read(items, type_, strict=strict, path=where, reader=operation.id),
        next=_cursor(data, paging.next, base),
        previous=_cursor(data, paging.previous, base),
        total=_total(data, paging.total, base),
        rest={name: value for name, value in data.items() if name not in apart},
    )


def _cursor(data: Mapping[str, Json], path: str | None, base: str) -> Cursor | None:
    value = get(data, path)
    if value is None or value == "":
        return None
    if isinstance(value, str | int) and not isinstance(value, bool):
        return value
    where = f"{base}.{path}"
    raise DecodeError(f"{where} is {kind_of(value)} where the API promises a cursor.", path=where)


def _read(data: Json, type_: AnyType, *, strict: bool, path: str, reader: str) -> Json:
    with reading(strict=strict) as current:
        try:
            value = converter().structure(data, type_)
        except Mismatch as error:
            mismatch = error
        else:
            for name in current.missing:
                _tell_missing(reader, name)
            return value
    where = path + mismatch.path
    raise DecodeError(f"{where} is {mismatch.found} where the API promises {mismatch.expected}.", path=where)


@cache
def _tell_missing(reader: str, name: str) -> None:
    """Log once for an operation and field."""
    logger.warning("%s: the answer lacks %s, which the API promises; it reads as UNSET", reader, name)


def unstructure(value: object) -> Json:
    """Return models, and whatever holds them, as JSON values with wire names; what is `UNSET` is left out.

    Raises:
        ConfigurationError: A value has no JSON form, or is null where the API takes no null.
    """
    try:
        return _unstructure(value)
    except RecursionError:
        pass
    raise ConfigurationError("The value holds itself, or nests too deeply; pass plain values.")


def _unstructure(value: object) -> Json:
    if isinstance(value, str | bool | int | float | NoneType):
        return _scalar(value)
    if is_object(value):
        return {_name(key): _unstructure(item) for key, item in value.items() if item is not UNSET}
    if is_list(value):
        return [_unstructure(item) for item in value if item is not UNSET]
    if isinstance(value, ErrorEntry):
        return dict(value.raw)
    if attrs.has(type(value)):
        return _unstructure_model(value)
    kind = type(value).__name__
    raise ConfigurationError(f"A value of type {kind} has no JSON form; pass text, numbers, lists, mappings or models.")


def _scalar(value: str | float | None) -> Json:
    if isinstance(value, str):
        return str.__str__(value)  # a name or a member of an enumeration is text of its own kind
    if isinstance(value, float) and not math.isfinite(value):
        raise ConfigurationError(f"{value} is no JSON number; pass a finite one.")
    return value


def _name(key: object) -> str:
    if isinstance(key, str):
        return key
    raise ConfigurationError(f"A name is of type {type(key).__name__}; JSON names are text.")


def _unstructure_model(model: object) -> dict[str, Json]:
    cls: AnyType = type(model)
    plain: dict[str, Json] = {}
    for name, wire, takes_null, absent_if_null in _fields_to_write(cls):
        value = getattr(model, name)
        if value is UNSET or (value is None and absent_if_null):
            continue
        if value is None and not takes_null:
            raise ConfigurationError(
                f"{cls.__name__}.{name} is None, and the API takes no null there; leave it out instead."
            )
        plain[wire] = _unstructure(value)
    return plain


@cache
def _fields_to_write(model: type) -> tuple[tuple[str, str, bool, bool], ...]:
    """Return name, wire name, whether it takes null and whether null means absent, for each field."""
    hints = get_type_hints(model)
    return tuple(
        (each.name, wire_name(model, each), _takes_null(hints[each.name]), null_is_absent(each))
        for each in attrs.fields(model)
    )


def _takes_null(type_: AnyType) -> bool:
    return not {Any, object, NoneType}.isdisjoint((type_, *get_args(type_)))
