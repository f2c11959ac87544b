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
"""

from typing import Final, NamedTuple

from segment_async.sandbox.store import Workspace


class Case(NamedTuple):
    """Something in the demo that a check finds, or must not find."""

    check: str
    """Id of the check."""

    kind: str
    """What it is about: ``source``, ``destination``, ``tracking-plan`` or ``warehouse``."""

    subject: str
    """Slug of the source, name of the plan or warehouse, or ``slug/name`` of the destination."""

    why: str
    """What makes it a case."""


PLANTED: Final = (
    Case("source-without-destination", "source", "spring-landing", "sends events to nothing at all"),
    Case("source-without-destination", "source", "wholesale-api", "was set up halfway"),
    Case("source-without-tracking-plan", "source", "journal", "a website that sends events"),
    Case("source-without-tracking-plan", "source", "store-tills", "a server that sends events"),
    Case("tracking-plan-without-source", "tracking-plan", "Wholesale Portal", "its source was never made"),
    Case("tracking-plan-without-source", "tracking-plan", "Gift Registry", "a draft"),
    Case("destination-disabled", "destination", "web-shop/Universal Analytics", "replaced, never deleted"),
    Case("destination-disabled", "destination", "journal/ClearBrain", "its vendor is gone"),
    Case("destination-disabled", "destination", "returns-portal/Intercom", "the only one of its source"),
    Case("source-without-events", "source", "gift-finder", "fell silent 31 days ago"),
    Case("source-without-events", "source", "wholesale-api", "never sent anything"),
    Case("source-without-events", "source", "franchise-api", "never sent anything, though it has a destination"),
    Case("warehouse-without-source", "warehouse", "Old Reporting", "every source was moved elsewhere"),
)

NEAR_MISSES: Final = (
    Case("source-without-destination", "source", "returns-portal", "its only destination is disabled"),
    Case("source-without-destination", "source", "price-feed", "is loaded into a warehouse only"),
    Case("source-without-destination", "source", "help-desk", "brings objects, which only warehouses take"),
    Case("source-without-destination", "source", "dealer-portal", "is disabled"),
    Case("source-without-tracking-plan", "source", "crm", "brings objects"),
    Case("source-without-tracking-plan", "source", "dealer-portal", "is disabled"),
    Case("source-without-tracking-plan", "source", "mail-events", "a cloud app that brings events, and has a plan"),
    Case("tracking-plan-without-source", "tracking-plan", "Summer Sale 2025", "its only source is disabled"),
    Case("tracking-plan-without-source", "tracking-plan", "Shared Properties", "a property library"),
    Case("tracking-plan-without-source", "tracking-plan", "Shared Events", "a rule library"),
    Case("tracking-plan-without-source", "tracking-plan", "New Microsite", "a template"),
    Case("destination-disabled", "destination", "journal/Criteo", "enabled, but a filter drops everything"),
    Case("destination-disabled", "destination", "order-backend/Order Alerts", "enabled, but no subscription is"),
    Case("destination-disabled", "destination", "summer-sale/Customer.io", "enabled, but its source is not"),
    Case("source-without-events", "source", "press-room", "sent a single event, 29 days ago"),
    Case("source-without-events", "source", "summer-sale", "fell silent 75 days ago, but is disabled"),
    Case("source-without-events", "source", "dealer-portal", "never sent anything, but is disabled"),
    Case("source-without-events", "source", "payments", "brings objects, which are not counted"),
    Case("warehouse-without-source", "warehouse", "Data Science", "has one source"),
    Case("warehouse-without-source", "warehouse", "Stock Planning", "has no source, but is disabled"),
)


def subject_id(case: Case, workspace: Workspace) -> str:
    """Return the id that the subject of a case has in a workspace with the demo."""
    if case.kind == "source":
        return str(workspace.sources.by_slug(case.subject)["id"])
    if case.kind == "destination":
        slug, _, name = case.subject.partition("/")
        siblings = workspace.destinations.of_source(workspace.sources.by_slug(slug)["id"])
        return next(key for key, record in siblings.items() if record["name"] == name)
    table = workspace.warehouses if case.kind == "warehouse" else workspace.tracking_plans
    return next(key for key, record in table.items() if record["name"] == case.subject)
