"""Where an event is named: in conditions, in queries of audiences and traits, in code."""

import json
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from segment_async._core.values import Json
from segment_async.audit.facts.conditions import shown
from segment_async.audit.snapshot.view import Snapshot
from segment_async.audit.snapshot.views import query_of


@frozen
class Place:
    """A view whose rows may name events."""

    what: str
    """What a row is, as people call it."""
    view: str
    texts: str
    """Expression of the text that may name them."""
    where: str
    """Expression of the name of what it belongs to."""


PLACES: Final = (
    Place("audience", "audiences", "query", "space"),
    Place("computed trait", "computed_traits", "query", "space"),
    Place("transformation", "transformations", "condition", "source"),
    Place("filter", "filters", "condition", "COALESCE(destination, space)"),
    Place("subscription", "subscriptions", "condition", "destination"),
)
"""What may name events in a text that people read."""

RENAMED: Final = "new name of the event"


@frozen
class Mention:
    """Something that names an event."""

    what: str
    id: str
    name: str
    enabled: bool
    where: str | None
    """The name of what it belongs to."""
    how: str
    """The text that names it, shortened where it is long."""


def mentions(snapshot: Snapshot, event: str) -> Iterator[Mention]:
    """Yield what names an event between quotation marks, be it switched on or not."""
    for place in PLACES:
        if query_of(place.view, snapshot.api) is None:
            continue
        query = (
            f"SELECT id, name, enabled, {place.texts} AS said, {place.where} AS place FROM {place.view} ORDER BY name"  # noqa: S608 - ours
        )
        for row in snapshot.query(query):
            if names(row["said"], event):
                yield Mention(place.what, row["id"], row["name"], row["enabled"] != 0, row["place"], shown(row["said"]))
    if query_of("transformations", snapshot.api) is not None:
        query = "SELECT id, name, enabled, source FROM transformations WHERE new_event_name = ? ORDER BY name"
        for row in snapshot.query(query, (event,)):
            yield Mention("transformation", row["id"], row["name"], row["enabled"] != 0, row["source"], RENAMED)
    for function in snapshot.resources("function-detail"):
        code = function.data.get("code")
        if names(code, event):
            lines = [number for number, line in enumerate(code.splitlines(), 1) if names(line, event)]
            how = f"line {lines[0]} of its code" if lines else "its code"
            yield Mention("function", function.id, function.name, enabled=True, where=None, how=how)


def names(text: Json, event: str) -> bool:
    """Tell whether a text has an event's name between quotation marks."""
    if not isinstance(text, str) or not event:
        return False
    quoted = (f'"{event}"', f"'{event}'", f"`{event}`", json.dumps(event, ensure_ascii=False))
    escaped = event.replace("\\", "\\\\").replace("'", "\\'")
    return any(one in text for one in (*quoted, f"'{escaped}'"))
