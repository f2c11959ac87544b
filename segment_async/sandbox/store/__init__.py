"""The one workspace behind both APIs: plain records, and the rules that hold whichever API asks.

Records are JSON objects in the Public API's field names. Where the APIs differ a record keeps what both need: a source
has an id and a slug, a tracking plan an id for each API, everything has the times that only one of them shows. What a
record points to (its catalog entry, its labels' descriptions) is looked up when it is shown, not copied.
"""

from segment_async.sandbox.store.records import Record, timestamp
from segment_async.sandbox.store.refusals import Conflict, Invalid, Missing, Refusal, Taken, Unsuitable
from segment_async.sandbox.store.table import Table
from segment_async.sandbox.store.volume import Stream
from segment_async.sandbox.store.workspace import Workspace

__all__ = [
    "Conflict",
    "Invalid",
    "Missing",
    "Record",
    "Refusal",
    "Stream",
    "Table",
    "Taken",
    "Unsuitable",
    "Workspace",
    "timestamp",
]
