"""The one door between JSON and models.

There are two routes through it. The quick one reads what is exactly as promised; the converter reads everything, and
judges whatever the quick one stumbles over, so that both end in the same result or the same error.
"""

import gc
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, Final, TypeVar, cast, get_args

import msgspec

from segment_async._core import quick
from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Cursor, Page, get
from segment_async._core.reading import AnyType, Mismatch, converter, reading
from segment_async._core.unset import UNSET
from segment_async._core.values import Json, is_number, is_object, kind_of
from segment_async._core.writing import write
from segment_async.errors import ConfigurationError, DecodeError

T = TypeVar("T")

logger = logging.getLogger("segment_async")

_BOM: Final = b"\xef\xbb\xbf"
_ENDLESS: Final = "The value holds itself, or nests too deeply; pass plain values."

_encode: Final = msgspec.json.Encoder().encode


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
        ConfigurationError: A value has no JSON form, or is null where the API takes no null.
    """
    try:
        return _encode(write(body))
    except UnicodeEncodeError:
        problem = "The body holds half of a surrogate pair, which is no text; pass valid Unicode."
    except ValueError:  # Python turns no larger one into digits
        problem = "The body holds a number of thousands of digits; pass a smaller one, or text."
    except RecursionError:
        problem = _ENDLESS
    raise ConfigurationError(problem)


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


def decode(operation: Operation[T], body: bytes, *, strict: bool, envelope: str | None = "data") -> T:
    """Return the result that the bytes of an operation's whole answer hold.

    The cyclic collector rests meanwhile. It would look through all that is made again and again, and answers hold no
    cycles. Nothing that it counts is made around this: it would run at once.

    Args:
        operation: What was called.
        body: The answer.
        strict: As for `structure`.
        envelope: Key of the answer that holds the data; ``None`` where the answer is the data.

    Raises:
        BrokenBody: The bytes are not one whole JSON value.
        DecodeError: The answer is not what the API promises.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        with suppress(Exception):
            return _quickly(operation, *quick.from_bytes(operation, body, envelope), {})
        return result_of(operation, parse(body), strict=strict, envelope=envelope)
    finally:
        if collecting:
            gc.enable()


def result_of(operation: Operation[T], payload: Json, *, strict: bool, envelope: str | None = "data") -> T:
    """Return the result that an operation's whole answer holds, once it is parsed; the collector rests meanwhile.

    Args:
        operation: What was called.
        payload: The answer.
        strict: As for `structure`.
        envelope: As for `decode`.

    Raises:
        DecodeError: The answer is not what the API promises.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        with suppress(Exception):
            data = payload if envelope is None else payload[envelope]
            return _quickly(operation, *quick.from_json(operation, payload, envelope), data)
        return judged(operation, payload, strict=strict, envelope=envelope)
    finally:
        if collecting:
            gc.enable()


def _quickly(operation: Operation[T], value: Json, place: Mapping[str, Json], data: Mapping[str, Json]) -> T:
    return cast("T", value if operation.paging is None else _page(operation.paging, value, place, data))


def judged(operation: Operation[T], payload: Json, *, strict: bool, envelope: str | None = "data") -> T:
    """Return what `result_of` returns, by the converter alone."""
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
    if total is None or type(total) is int:
        return total
    if is_number(total) and total == int(total):
        return int(total)
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
    found = _read(items, type_, strict=strict, path=where, reader=operation.id)
    return _page(paging, found, data, data, base)


def _page(
    paging: Paging, items: Sequence[Any], place: Mapping[str, Json], data: Mapping[str, Json], base: str = "$"
) -> Page[Any]:
    """Put a page together.

    Args:
        paging: Where its parts stand.
        items: Its items.
        place: What says where it stands in the list.
        data: What holds its other keys.
        base: JSON path of the data; the quick route needs none, as whatever fails there is judged again.
    """
    rest: dict[str, Json] = {}
    if data:
        apart = {path.partition(".")[0] for path in (paging.items, paging.next, paging.previous, paging.total) if path}
        rest = {name: value for name, value in data.items() if name not in apart}
    return Page(
        items=tuple(items),
        next=_cursor(place, paging.next, base),
        previous=_cursor(place, paging.previous, base),
        total=_total(place, paging.total, base),
        rest=rest,
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
        return write(value)
    except RecursionError:
        pass
    raise ConfigurationError(_ENDLESS)
