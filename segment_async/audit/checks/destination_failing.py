"""Events that a destination does not take."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits, Threshold, kind_name
from segment_async.audit.facts.links import enabled_names
from segment_async.audit.facts.measures import Deliveries, deliveries, share
from segment_async.audit.snapshot.view import Facts, is_enabled
from segment_async.audit.spans import DELIVERY_DAYS

DELIVERED: Final = "getEgressSuccessMetricsFromDeliveryOverview"
FAILED: Final = "getEgressFailedMetricsFromDeliveryOverview"

REASONS: Final = 20
WORST_DAYS: Final = 3
WELL: Final = 2
"""Full days with few failures, after which a destination counts as mended."""


def find(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Yield the enabled destinations that lose too large a share of their events, over all days or the last full one.

    Of full days only those count that have enough events themselves. After some of them with few failures, a
    destination is mended, whatever happened before.
    """
    sources = {source.id: source.name for source in snapshot.resources("source")}
    running = enabled_names(snapshot, "source")
    today = snapshot.moment.astimezone(UTC).date().isoformat()
    for destination in filter(is_enabled, snapshot.resources("destination")):
        source_id = str(destination.data.get("sourceId"))
        if source_id in sources and source_id not in running:
            continue
        if snapshot.lacks(DELIVERED, destination.id) or snapshot.lacks(FAILED, destination.id):
            continue
        course = deliveries(snapshot, destination.id)
        least = limits["events"] or 0
        full = [day for day, counts in course.by_day.items() if day < today and sum(counts) >= least]
        what = _failing(course, full, limits["rate"] or 0, least)
        if what is not None:
            source = sources.get(source_id)
            of = f" of {source}" if source else ""
            about = {"kind": kind_name(destination), "sourceId": source_id, "source": source, "days": DELIVERY_DAYS}
            message = f"The destination {destination.name}{of} did not take {what}."
            yield Case(destination, message, {**about, **_told(course, full)})


def _failing(course: Deliveries, full: Sequence[str], rate: float, least: float) -> str | None:
    """Return how much a destination does not take, as a phrase; ``None`` where it fails little, or no more."""
    bad = [share(failed, delivered) > rate for delivered, failed in (course.by_day[day] for day in full)]
    if course.rate > rate and course.delivered + course.failed >= least:
        is_mended = len(bad) >= WELL and not any(bad[-WELL:])
        when = f"in {DELIVERY_DAYS} days, the present one included"
        return None if is_mended else _share_of(course.delivered, course.failed, when)
    return _share_of(*course.by_day[full[-1]], f"on {full[-1]}") if bad and bad[-1] else None


def _share_of(delivered: int, failed: int, when: str) -> str:
    return f"{failed:,} of {delivered + failed:,} events {when} ({share(failed, delivered):.0%})"


def _told(course: Deliveries, full: Sequence[str]) -> dict[str, object]:
    rates = {day: round(share(failed, delivered), 4) for day, (delivered, failed) in course.by_day.items()}
    days = {
        day: {"day": day, "rate": rates[day], "delivered": delivered, "failed": failed}
        for day, (delivered, failed) in course.by_day.items()
    }
    worst = sorted((day for day in rates if rates[day]), key=lambda day: (-rates[day], day))
    return {
        "rate": round(course.rate, 4),
        "delivered": course.delivered,
        "failed": course.failed,
        "reasonCount": len(course.by_reason),
        "reasons": [{"reason": reason, "count": count} for reason, count in [*course.by_reason.items()][:REASONS]],
        "worstDays": [days[day] for day in worst[:WORST_DAYS]],
        "lastFullDay": days[full[-1]] if full else None,
    }


CHECK: Final = Check(
    id="destination-failing",
    severity="error",
    question="Which destinations do not take what they are sent?",
    remedy=(
        "Look up what the reasons ask for: new credentials, a corrected mapping, a higher limit at the tool. "
        f"A destination that was mended is found until {WELL} full days, with enough events each, have gone well."
    ),
    needs=("listSources", "listDestinations", DELIVERED, FAILED),
    find=find,
    thresholds={
        "rate": Threshold(0.1, "share of the events that fail, from 0 to 1, above which a destination is found"),
        "events": Threshold(100, "events that a destination, or a single day of it, needs before it is judged"),
    },
)
