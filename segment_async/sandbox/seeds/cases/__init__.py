"""What the demo has for each check to find, and what only looks like it.

The checks keep to these decisions:

- What is switched off is not blamed for what it lacks: a disabled source needs no destination, no plan and no events, a
  disabled warehouse no source. A disabled destination is the finding itself.
- A source has a destination even if that one is disabled (``destination-disabled`` says so), and being loaded into a
  warehouse is enough: warehouses are destinations that store.
- Only calls and events can be held to a tracking plan, or counted. A source of objects (a cloud app's tables of tickets
  or charges) brings neither. Its kind has ``isCloudEventSource`` false, as Segment's libraries have, but none of their
  categories: Website, Mobile, Server, OTT.
- Only ``LIVE`` plans are made for sources; libraries and templates never have one. A plan has a source even if that one
  is disabled.
- No record of the API tells when a source was made, so one that is new counts as one without events.
- What a plan names, be it in a rule out of use, is planned; but only rules in force can be missed.
- A function is used by whatever is made of it, even if that is disabled; an insert function by enabled instances only.
- An audience needs something that takes it: an enabled destination or a warehouse that it is connected to, or another
  enabled audience that refers to it.
- An owner is who has the role for the whole workspace, not for what carries a label in it.
"""

from datetime import datetime
from itertools import chain
from typing import Final

from segment_async.sandbox.seeds.cases import destinations, filters, people, plans, sources, spaces, usage, warehouses
from segment_async.sandbox.seeds.cases.case import Case, subject_id

__all__ = ["NEAR_MISSES", "PLANTED", "Case", "planted_at", "subject_id"]

_GROUPS: Final = (sources, plans, destinations, filters, warehouses, spaces, people, usage)

PLANTED: Final = tuple(chain.from_iterable(group.PLANTED for group in _GROUPS))

NEAR_MISSES: Final = tuple(chain.from_iterable(group.NEAR_MISSES for group in _GROUPS))


def planted_at(moment: datetime) -> tuple[Case, ...]:
    """Return what there is to find at a moment, UTC: some of it shows a few days into a month only."""
    return tuple(case for case in PLANTED if moment.day >= case.from_day)
