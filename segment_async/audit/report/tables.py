"""The tables of the report: which rows of which views, under which headings."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from segment_async.audit.apis import ApiName
from segment_async.audit.snapshot.view import Snapshot
from segment_async.audit.snapshot.views import query_of

Kind: TypeAlias = Literal["text", "count", "share", "flag", "code", "moment"]
"""How the cells of a column are shown and sorted."""

Cell: TypeAlias = str | int | float | None

MOST: Final = 20_000
"""Rows of a table that the page holds, so that it stays small enough to be opened and sent around."""


@frozen
class Heading:
    """A column of a table."""

    name: str
    """What people read above it."""

    column: str
    """The column of the view that it shows."""

    kind: Kind = "text"


@frozen
class Question:
    """A table to be made of a view."""

    id: str
    """Its anchor in the page."""

    title: str

    hint: str
    """What it tells, in a sentence."""

    view: str
    """The view that has its rows."""

    headings: tuple[Heading, ...]

    order: str
    """Columns to sort by at first."""


@frozen
class Table:
    """A table with its rows."""

    question: Question

    rows: Sequence[Sequence[Cell]]

    total: int
    """Rows that there are; more than `MOST` are not in the page."""


ROUTES: Final = Question(
    "routes",
    "Which destination gets whose events",
    "One row for each destination, with what became of the events of the last days.",
    "routes",
    (
        Heading("Source", "source"),
        Heading("Destination", "destination"),
        Heading("Kind", "destination_kind", "code"),
        Heading("On", "enabled", "flag"),
        Heading("Delivered", "delivered", "count"),
        Heading("Failed", "failed", "count"),
        Heading("Failure rate", "failure_rate", "share"),
        Heading("Filtered", "filtered", "count"),
    ),
    "enabled DESC, failure_rate DESC, source, destination",
)

LOADS: Final = Question(
    "loads",
    "Which warehouse is loaded from which source",
    "One row for each pair, with how the latest sync went.",
    "warehouse_loads",
    (
        Heading("Source", "source"),
        Heading("Warehouse", "warehouse"),
        Heading("Last sync", "last_sync_at", "moment"),
        Heading("Status", "last_status", "code"),
        Heading("Rows", "last_rows", "count"),
        Heading("Failed syncs", "failed_syncs", "count"),
        Heading("Tables left out", "collections_off", "count"),
    ),
    "failed_syncs DESC, warehouse, source",
)

INVENTORY: Final = (
    Question(
        "sources",
        "Sources",
        "Where events and objects come from.",
        "sources",
        (
            Heading("Name", "name"),
            Heading("Kind", "kind", "code"),
            Heading("On", "enabled", "flag"),
            Heading("Tracking plan", "tracking_plan"),
            Heading("Destinations", "destinations", "count"),
            Heading("Warehouses", "warehouses", "count"),
            Heading("Write keys", "write_keys", "count"),
            Heading("Labels", "labels"),
        ),
        "name",
    ),
    Question(
        "plans",
        "Tracking plans",
        "What was agreed on.",
        "tracking_plans",
        (
            Heading("Name", "name"),
            Heading("Type", "type", "code"),
            Heading("Sources", "sources", "count"),
            Heading("Rules", "rules", "count"),
            Heading("Changed", "updated_at", "moment"),
        ),
        "type, name",
    ),
    Question(
        "warehouses",
        "Warehouses",
        "Where everything is kept.",
        "warehouses",
        (
            Heading("Name", "name"),
            Heading("Kind", "kind", "code"),
            Heading("On", "enabled", "flag"),
            Heading("Connection", "connection_state", "code"),
            Heading("Sources", "sources", "count"),
        ),
        "name",
    ),
    Question(
        "functions",
        "Functions",
        "Code that runs in Segment, and what of it is deployed.",
        "functions",
        (
            Heading("Name", "name"),
            Heading("Type", "type", "code"),
            Heading("Deployed", "deployed_at", "moment"),
            Heading("Versions", "versions", "count"),
            Heading("Not deployed", "undeployed_versions", "count"),
            Heading("To roll back to", "rollback_versions", "count"),
            Heading("Used by", "used_by", "count"),
        ),
        "name",
    ),
    Question(
        "audiences",
        "Audiences",
        "Who is addressed, and through what.",
        "audiences",
        (
            Heading("Name", "name"),
            Heading("Space", "space"),
            Heading("On", "enabled", "flag"),
            Heading("Members", "members", "count"),
            Heading("Destinations", "destinations", "count"),
            Heading("Activations", "activations", "count"),
        ),
        "name",
    ),
)
"""What there is, a table for each kind."""

EVENTS: Final = Question(
    "events",
    "Events",
    "What was sent in the last 30 days, and whether a plan has a rule for it.",
    "coverage",
    (
        Heading("Event", "event"),
        Heading("Source", "source"),
        Heading("Events", "events", "count"),
        Heading("Tracking plan", "tracking_plan"),
        Heading("Planned", "planned", "flag"),
    ),
    "events DESC",
)

ACCESS: Final = Question(
    "roles",
    "Who can do what",
    "Every role of people, groups and open invites, directly or through a group.",
    "access",
    (
        Heading("Who", "holder"),
        Heading("As", "holder_kind", "code"),
        Heading("Role", "role"),
        Heading("On", "on_name"),
        Heading("What", "on_kind", "code"),
        Heading("Labels", "labels"),
        Heading("Through", "group_name"),
    ),
    "holder_kind DESC, holder, role",
)

CHANGES: Final = Question(
    "changes",
    "Who changed what",
    "What the audit trail tells of the last 90 days.",
    "changes",
    (
        Heading("When", "at", "moment"),
        Heading("Who", "actor"),
        Heading("What", "type"),
        Heading("On", "on_name"),
        Heading("Kind", "on_kind", "code"),
    ),
    "at DESC",
)


def tables(snapshot: Snapshot, questions: Sequence[Question]) -> Iterator[Table]:
    """Yield the tables that have rows; an API that does not tell of something has no table of it."""
    for question in questions:
        if is_told(question, snapshot.api):
            table = _table(snapshot, question)
            if table.rows:
                yield table


def is_told(question: Question, api: ApiName) -> bool:
    """Tell whether an API tells what a table shows."""
    return query_of(question.view, api) is not None


def _table(snapshot: Snapshot, question: Question) -> Table:
    """Return a table without the columns that nothing is known for."""
    columns = ", ".join(heading.column for heading in question.headings)
    select = f"SELECT {columns} FROM {question.view} ORDER BY {_order(question)}"  # noqa: S608 - names of ours
    rows: list[tuple[Cell, ...]] = []
    total = 0
    for row in snapshot.query(select):
        total += 1
        if total <= MOST:
            rows.append(tuple(row))
    told = [place for place in range(len(question.headings)) if any(row[place] is not None for row in rows)]
    headings = tuple(question.headings[place] for place in told)
    return Table(evolve(question, headings=headings), [[row[place] for place in told] for row in rows], total)


def _order(question: Question) -> str:
    """Return what to sort by: names first without regard to case, as the page sorts them too, then with it."""
    kinds = {heading.column: heading.kind for heading in question.headings}
    folded = (
        re.sub(r"^\w+", r"\g<0> COLLATE NOCASE", term) if kinds[term.split()[0]] in {"text", "code"} else term
        for term in question.order.split(", ")
    )
    return ", ".join([*folded, question.order])
