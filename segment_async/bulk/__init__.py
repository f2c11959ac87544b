"""Many calls at once: bounded, honest about what became of each, and with nothing left behind.

::

    async with segment.bulk(segment.sources.get, ids, concurrency=32) as run:
        async for outcome in run:
            match outcome:
                case bulk.Done(source_id, source): ...
                case bulk.Failed(source_id, error): ...      # changed nothing, may be run again
                case bulk.Unknown(source_id, error): ...     # may have been carried out, look first
                case bulk.Skipped(source_id, reason): ...    # was not started

    sources = await bulk.gather(segment.sources.get, ids)

    async with segment.bulk(segment.labels.create, items, journal="labels.journal") as run: ...  # goes on after a crash

It knows callables, not endpoints: `run` calls anything that takes one item and can be awaited. A client's own ``bulk``
also makes its methods wait for limits as long as it takes. It runs on asyncio.
"""

from segment_async.bulk.binding import PATIENT, id_of, listing, patiently
from segment_async.bulk.outcomes import Ambiguous, Done, Failed, Outcome, Skipped, Unknown
from segment_async.bulk.progress import Progress, Report
from segment_async.bulk.runner import GatherOptions, OnError, RecordedOptions, Run, RunOptions, gather, run

__all__ = [
    "PATIENT",
    "Ambiguous",
    "Done",
    "Failed",
    "GatherOptions",
    "OnError",
    "Outcome",
    "Progress",
    "RecordedOptions",
    "Report",
    "Run",
    "RunOptions",
    "Skipped",
    "Unknown",
    "gather",
    "id_of",
    "listing",
    "patiently",
    "run",
]
