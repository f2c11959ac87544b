"""The things that an answer holds, and how a snapshot keeps them."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from segment_async._core.codec import data_of
from segment_async._core.paging import get
from segment_async._core.unset import UNSET
from segment_async._core.values import Json, is_list, is_object
from segment_async.audit.reading.asks import Ask
from segment_async.audit.reading.reads import Read
from segment_async.audit.snapshot.store import Row
from segment_async.errors import DecodeError


def things_in(read: Read, payload: Json) -> Sequence[Json]:
    """Return the things that an answer holds.

    Raises:
        DecodeError: It holds something else.
    """
    data = data_of(payload, read.envelope)
    if read.loose:
        return _listed(data)
    place = read.items or read.key
    if place is None:
        return [data]
    found = data.get(place, UNSET)
    if (found is None and read.optional) or (found is UNSET and read.bare):
        return []
    things = found if read.items else [found]
    if found is UNSET or not is_list(things) or (read.objects and not all(map(is_object, things))):
        where = ".".join(("$", *filter(None, (read.envelope, place))))
        raise DecodeError(f"{where} is not what the API promises. Look for a newer version.", path=where)
    return things


def _listed(data: Mapping[str, Json]) -> Sequence[Json]:
    """Return what an answer lists that nobody knows the form of; the answer itself where it is no one list."""
    lists = [value for value in data.values() if is_list(value)]
    if len(lists) == 1 and all(map(is_object, lists[0])):
        return lists[0]
    return [data] if data else []


def goes_on(read: Read, payload: Json) -> bool:
    """Tell whether an answer that should be whole names a further page."""
    data = data_of(payload, read.envelope)
    return bool(data.get("next_page_token")) or any(is_object(about) and about.get("next") for about in data.values())


def row_of(read: Read, thing: Json, scope: tuple[str, ...], ask: Ask) -> Row:
    """Return a thing as the snapshot keeps it.

    Args:
        read: Where it comes from.
        thing: Its JSON, without secrets.
        scope: Ids on the way to it.
        ask: What it was asked for with.
    """
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
    thing_id = identity(read, thing, scope, ask) or sha256(text.encode()).hexdigest()[:16]
    last_part = thing_id.rpartition("/")[2] if read.id == "name" else thing_id
    name = next((found for place in read.labels if isinstance(found := get(thing, place), str) and found), last_part)
    return Row(thing_id, name, text)


def identity(read: Read, thing: Json, scope: tuple[str, ...], ask: Ask) -> str:
    """Return what tells a thing from others of its kind and parent; empty where nothing does."""
    if read.identity:
        about = {**thing, "asked": ask.query}
        parts = [_text(get(about, place)) for place in read.identity]
        return parts[0] if len(parts) == 1 else json.dumps(parts, ensure_ascii=False)  # no separator could be trusted
    if read.items is None and read.parent is not None:
        return scope[-1]
    return thing if isinstance(thing, str) else _text(get(thing, read.id))


def _text(value: Json) -> str:
    return "" if value is None else str(value)
