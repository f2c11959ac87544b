"""What the tests of commands that answer from snapshots share."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from segment_async.audit.snapshot.store import Row, Store

from .conftest import Ran

EVIL = '=HYPERLINK("http://x","\x1b[31mred\x9b0m\u202e")'
"""A name that a spreadsheet would run, and that a terminal would obey."""


def hostile(folder: Path) -> Path:
    """Return a snapshot of a workspace whose names are made to do harm."""
    folder.mkdir()
    store = Store(folder)
    store.begin({"id": "w1", "slug": "acme", "name": EVIL})

    def add(kind: str, thing_id: str, data: Any, *, parent: str = "") -> None:
        store.add(kind, "", parent, [Row(thing_id, EVIL, json.dumps(data))])

    add("source", "web", {"slug": "-5"})
    add("destination", "crm", {"sourceId": "web", "metadata": {"id": "@kind", "slug": "+kind", "actions": []}})
    store.end_call("getEventsVolumeFromWorkspace", "web", status=200, pages=1)
    event = {"eventType": "track", "eventName": EVIL, "total": 7, "series": []}
    add("source-event-volume", "e", event, parent="web")
    store.finish()
    return folder


def cells(ran: Ran) -> list[dict[str, str]]:
    """Return the rows of the CSV that a command printed."""
    assert 0 == ran.code, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))
