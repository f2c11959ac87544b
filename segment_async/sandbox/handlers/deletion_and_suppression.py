"""The *Deletion and Suppression* tag: regulations, which take a while by the workspace's clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, counts_itself, handles
from segment_async.sandbox.limits import SECONDS, Budget, Limit
from segment_async.sandbox.paging import decode_cursor
from segment_async.sandbox.store import Invalid, Record, Workspace
from segment_async.sandbox.store.regulations import WITH_DESTINATIONS
from segment_async.sandbox.store.tracking_plans import ZERO_DATE

SUBJECTS_AT_MOST: Final = 5000
"""Ids that one request may name."""

SUBJECTS_A_MONTH: Final = Limit(110_000, SECONDS["month"])
"""People that each class of regulations may concern in a calendar month."""

STARTING: Final = 5
"""The part of its time, one in so many, that a regulation waits before it runs."""

COUNT_DEFAULT: Final = 200
"""Regulations of a source that are sent where the request does not say how many."""


@handles("listWorkspaceRegulations")
def list_workspace_regulations(call: Call) -> Record:
    """Show the regulations for the whole workspace, the latest first."""
    return call.page(_wanted(call, call.workspace.regulations.listed()), views.plain)


@handles("listRegulationsFromSource")
def list_source_regulations(call: Call) -> Record:
    """Show the regulations for a source, the latest first; a page of them, without saying which."""
    entries = _wanted(call, call.workspace.regulations.listed(call.path["sourceId"]))
    page: Record = call.query.get("pagination", {})
    start = decode_cursor(page["cursor"], "pagination.cursor") if page.get("cursor") else 0
    return {"regulations": entries[start : start + page.get("count", COUNT_DEFAULT)]}


@handles("getRegulation")
def get_regulation(call: Call) -> Record:
    """Show how far a regulation has come, stream by stream."""
    workspace, record = call.workspace, call.workspace.regulations.find(call.path["regulateId"])
    return {
        "regulation": {
            "id": record["id"],
            "workspaceId": workspace.record["id"],
            "overallStatus": _status(workspace, record),
            "createdAt": record["createdAt"],
            **_finished(workspace, record),
            "streamStatus": [
                {"id": source_id, "destinationStatus": _destinations(workspace, record, source_id)}
                for source_id in ([record["sourceId"]] if "sourceId" in record else workspace.sources)
                if source_id in workspace.sources
            ],
        }
    }


@handles("createWorkspaceRegulation")
def create_workspace_regulation(call: Call) -> Record:
    """File a regulation for the whole workspace."""
    return _file(call)


@handles("createSourceRegulation")
def create_source_regulation(call: Call) -> Record:
    """File a regulation for people in a source."""
    return _file(call, call.path["sourceId"])


@handles("createCloudSourceRegulation")
def create_cloud_source_regulation(call: Call) -> Record:
    """File a regulation for objects in a source."""
    return _file(call, call.path["sourceId"])


@handles("listSuppressions")
def list_suppressions(call: Call) -> Record:
    """Show who is suppressed, anywhere."""
    return call.page(call.workspace.regulations.suppressions(), views.plain)


@counts_itself("createWorkspaceRegulation", "createSourceRegulation", "createCloudSourceRegulation")
def count_month(call: Call) -> Budget:
    """Count the people of this month's regulations of the same class, those of the request included."""
    used = call.workspace.regulations.subjects_this_month(
        with_destinations=call.body["regulationType"] in WITH_DESTINATIONS
    )
    return Budget(SUBJECTS_A_MONTH, used + len(call.body["subjectIds"]), _next_month(call.workspace.present()))


def _file(call: Call, source_id: str | None = None) -> Record:
    subjects: Sequence[str] = call.body["subjectIds"]
    if len(subjects) > SUBJECTS_AT_MOST:
        raise Invalid(
            f"subjectIds must contain less than or equal to {SUBJECTS_AT_MOST} items; send several requests.",
            field="subjectIds",
        )
    regulation = call.workspace.regulations.add(
        regulation_type=call.body["regulationType"],
        subject_type=call.body["subjectType"],
        subjects=subjects,
        source_id=source_id,
    )
    return {"regulateId": regulation["id"]}


def _next_month(now: datetime) -> datetime:
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=31)).replace(day=1)


def _wanted(call: Call, records: Sequence[Record]) -> list[Record]:
    """Return the entries of a list that a request asks for."""
    entries = [_entry(call.workspace, record) for record in records]
    types: Sequence[str] = call.query.get("regulationTypes", [])
    return [
        entry
        for entry in entries
        if call.query.get("status") in (None, entry["status"]) and (not types or entry["regulationType"] in types)
    ]


def _entry(workspace: Workspace, record: Record) -> Record:
    told = ("id", "subjectType", "subjects", "createdAt", "regulationType")
    return {
        **{name: record[name] for name in told},
        "status": _status(workspace, record),
        **_finished(workspace, record),
    }


def _finished(workspace: Workspace, record: Record) -> Record:
    return {} if _status(workspace, record) in ("INITIALIZED", "RUNNING") else {"finishedAt": record["doneAt"]}


def _status(workspace: Workspace, record: Record) -> str:
    """Return the state of the whole: a single destination that does not comply spoils it."""
    progress = _progress(workspace, record)
    if progress != "FINISHED":
        return progress
    states = {outcome["status"] for outcome in record["outcomes"].values()}
    if states & {"FAILED", "NOT_SUPPORTED", "INVALID"}:
        return "FAILED"
    return next((state for state in ("RUNNING", "PARTIAL_SUCCESS") if state in states), "FINISHED")


def _progress(workspace: Workspace, record: Record) -> str:
    """Return how far a regulation has come where everything complies."""
    filed, done = (datetime.fromisoformat(record[name]) for name in ("createdAt", "doneAt"))
    now = workspace.present()
    if now < filed + (done - filed) / STARTING:
        return "INITIALIZED"
    return "RUNNING" if now < done else "FINISHED"


def _destinations(workspace: Workspace, record: Record, source_id: str) -> list[Record]:
    """Return how a regulation goes in each destination of a source; in none if it stays within Segment."""
    if record["regulationType"] not in WITH_DESTINATIONS:
        return []
    progress = _progress(workspace, record)
    return [
        _destination(destination, record, progress)
        for destination in workspace.destinations.of_source(source_id).values()
        if destination["enabled"]
    ]


def _destination(destination: Record, record: Record, progress: str) -> Record:
    complied: Record = {"status": progress, "errString": ""}
    outcome = record["outcomes"].get(destination["id"], complied) if progress == "FINISHED" else complied
    running = outcome["status"] in ("INITIALIZED", "RUNNING")
    return {
        "name": destination["name"],
        "id": destination["id"],
        **outcome,
        "finishedAt": ZERO_DATE if running else record["doneAt"],
    }
