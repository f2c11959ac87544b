"""Events that a destination does not take."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits, Threshold, kind_name
from segment_async.audit.facts.measures import Deliveries, deliveries, share
from segment_async.audit.snapshot.view import Facts, is_enabled
from segment_async.audit.spans import DELIVERY_DAYS

DELIVERED: Final = "getEgressSuccessMetricsFromDeliveryOverview"
FAILED: Final = "getEgressFailedMetricsFromDeliveryOverview"

REASONS: Final = 20
WORST_DAYS: Final = 3


def find(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Yield the enabled destinations that lose too large a share of enough events."""
    sources = {source.id: source.name for source in snapshot.resources("source")}
    for destination in filter(is_enabled, snapshot.resources("destination")):
        if snapshot.lacks(DELIVERED, destination.id) or snapshot.lacks(FAILED, destination.id):
            continue
        course = deliveries(snapshot, destination.id)
        events = course.delivered + course.failed
        if course.rate > (limits["rate"] or 0) and events >= (limits["events"] or 0):
            source_id = str(destination.data.get("sourceId"))
            source = sources.get(source_id)
            of = f" of {source}" if source else ""
            what = f"{course.failed:,} of {events:,} events in {DELIVERY_DAYS} days ({course.rate:.0%})"
            about = {"kind": kind_name(destination), "sourceId": source_id, "source": source, "days": DELIVERY_DAYS}
            yield Case(
                destination,
                f"The destination {destination.name}{of} did not take {what}.",
                {**about, **_told(course)},
            )


def _told(course: Deliveries) -> dict[str, object]:
    rates = {day: round(share(failed, delivered), 4) for day, (delivered, failed) in course.by_day.items()}
    worst = sorted((day for day in rates if rates[day]), key=lambda day: (-rates[day], day))
    return {
        "rate": round(course.rate, 4),
        "delivered": course.delivered,
        "failed": course.failed,
        "reasonCount": len(course.by_reason),
        "reasons": [{"reason": reason, "count": count} for reason, count in [*course.by_reason.items()][:REASONS]],
        "worstDays": [
            {"day": day, "rate": rates[day], "delivered": course.by_day[day][0], "failed": course.by_day[day][1]}
            for day in worst[:WORST_DAYS]
        ],
    }


CHECK: Final = Check(
    id="destination-failing",
    severity="error",
    question="Which destinations do not take what they are sent?",
    remedy="Look up what the reasons ask for: new credentials, a corrected mapping, a higher limit at the tool.",
    needs=("listDestinations", DELIVERED, FAILED),
    find=find,
    thresholds={
        "rate": Threshold(0.1, "share of the events that fail, from 0 to 1, above which a destination is found"),
        "events": Threshold(100, "events that a destination has to be sent before it is judged"),
    },
)
