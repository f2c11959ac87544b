"""The *Audiences* tag."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from segment_async.sandbox import members
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.schedules import next_run
from segment_async.sandbox.store import Record, Workspace, timestamp
from segment_async.sandbox.store.audiences import LINKED
from segment_async.sandbox.store.computing import is_computed

_EXTERNAL_IDS: Final = ("user_id", "email", "android.idfa", "ios.idfa")
"""Types of ids that qualify a profile unless an audience names others."""

_SEARCHED: Final[Mapping[str, Callable[[Record], str]]] = {
    "DEFINITION": lambda audience: audience["definition"]["query"],
    "KEY": lambda audience: audience["key"],
    "NAME": lambda audience: audience["name"],
}

_SORTED: Final = {"CREATED_AT": "createdAt", "NAME": "name", "UPDATED_AT": "updatedAt"}


@handles("listAudiences")
def list_all(call: Call) -> Record:
    """Show the audiences of a space, or those that a search finds."""
    audiences = call.workspace.audiences.of_space(call.path["spaceId"])
    found = _found(list(audiences.values()), call.query) if "search" in call.query else audiences
    return call.page(found, _detail(call))


@handles("getAudience")
def get(call: Call) -> Record:
    """Show an audience."""
    return {"audience": _detail(call)(call.workspace, _audience(call))}


@handles("createAudience")
def create(call: Call) -> Record:
    """Create an audience; the alpha level refuses linked ones by its schema."""
    audience = call.workspace.audiences.add(
        call.path["spaceId"],
        name=call.body["name"],
        audience_type=call.body["audienceType"],
        definition=call.body["definition"],
        enabled=call.body.get("enabled", True),
        description=call.body.get("description"),
        options=call.body.get("options"),
    )
    return {"audience": _summary(call.workspace, audience)}


@handles("updateAudienceForSpace")
def update(call: Call) -> Record:
    """Change what the body names; the alpha level does not know the options."""
    audience = _audience(call)
    call.workspace.audiences.change(audience, dict(call.body))
    return {"audience": _summary(call.workspace, audience)}


@handles("removeAudienceFromSpace")
def remove(call: Call) -> Record:
    """Delete an audience, even if others refer to it."""
    call.workspace.audiences.remove(_audience(call))
    return {"status": "SUCCESS"}


@handles("listAudienceConsumersFromSpaceAndAudience")
def list_consumers(call: Call) -> Record:
    """Show the audiences whose queries refer to an audience."""
    found = _found(call.workspace.audiences.consumers(_audience(call)), call.query)
    if "sort" in call.query:
        field, direction = _SORTED[call.query["sort"]["field"]], call.query["sort"]["direction"]
        found.sort(key=lambda audience: audience[field], reverse=direction == "DESC")
    return call.page(found, _summary)


@handles("createAudiencePreview")
def create_preview(call: Call) -> Record:
    """Start a preview."""
    preview = call.workspace.audiences.add_preview(
        call.path["spaceId"],
        audience_type=call.body["audienceType"],
        definition=call.body["definition"],
        options=call.body.get("options", {}),
    )
    return {"audiencePreview": {"id": preview["id"]}}


@handles("getAudiencePreview")
def get_preview(call: Call) -> Record:
    """Show a preview, which is done some seconds after it was started."""
    space_id, workspace = call.path["spaceId"], call.workspace
    preview = workspace.audiences.find_preview(space_id, call.path["id"])
    shown = {name: value for name, value in preview.items() if name != "createdAt"}
    if not is_computed(preview["createdAt"], workspace.present()):
        return {"audiencePreview": {**shown, "status": "RUNNING"}}
    what, schema = (preview["audienceType"], preview["definition"]), workspace.space_schemas.of_space(space_id)
    target = members.target_of(preview["definition"])
    if target and target not in schema.relationships():
        reason = f"The space has no relationship {target!r}; the entity paths list those there are."
        return {"audiencePreview": {**shown, "status": "FAILED", "failureReason": reason}}
    result = {"results": members.sample(schema, *what), "size": members.size(*what)}
    return {"audiencePreview": {**shown, "status": "COMPLETED", **result}}


@handles("forceExecuteAudienceRun")
def force_execute_run(call: Call) -> Record:
    """Run a linked audience."""
    call.workspace.audiences.check_linked(_audience(call))
    return {"run": {"id": call.workspace.ids.next("audience run")}}


@handles("listAudienceSchedulesFromSpaceAndAudience")
def list_schedules(call: Call) -> Record:
    """Show every schedule of an audience; there are no pages."""
    return {"audienceSchedules": _schedules(call.workspace, _audience(call))}


@handles("getAudienceScheduleFromSpaceAndAudience")
def get_schedule(call: Call) -> Record:
    """Show a schedule."""
    return {"audienceSchedule": _schedule(call.workspace, _find_schedule(call))}


@handles("addAudienceScheduleToAudience")
def add_schedule(call: Call) -> Record:
    """Make a linked audience run at certain times."""
    schedule = call.workspace.audiences.add_schedule(_audience(call), call.body["strategy"], call.body["config"])
    return {"audienceSchedule": _schedule(call.workspace, schedule)}


@handles("updateAudienceScheduleForAudience")
def update_schedule(call: Call) -> Record:
    """Change when a linked audience runs."""
    schedule = _find_schedule(call)
    call.workspace.audiences.write_schedule(schedule, call.body["strategy"], call.body["config"])
    return {"audienceSchedule": _schedule(call.workspace, schedule)}


@handles("removeAudienceScheduleFromAudience")
def remove_schedule(call: Call) -> Record:
    """Delete a schedule."""
    schedule = _find_schedule(call)
    del call.workspace.audiences.schedules[_audience(call)["id"]][schedule["id"]]
    return {"status": "SUCCESS"}


def _audience(call: Call) -> Record:
    name = "audienceId" if "audienceId" in call.path else "id"
    return call.workspace.audiences.find(call.path["spaceId"], call.path[name])


def _find_schedule(call: Call) -> Record:
    return call.workspace.audiences.find_schedule(_audience(call), call.path["scheduleId"])


def _found(audiences: list[Record], query: Mapping[str, Any]) -> list[Record]:
    if "search" not in query:
        return audiences
    text, part = query["search"]["query"].casefold(), _SEARCHED[query["search"]["type"]]
    return [audience for audience in audiences if text in part(audience).casefold()]


def _summary(workspace: Workspace, audience: Record) -> Record:
    return {**audience, "status": _status(workspace, audience)}


def _status(workspace: Workspace, audience: Record) -> str:
    if not audience["enabled"]:
        return "Disabled"
    if not is_computed(audience["updatedAt"], workspace.present()):
        return "Computing"
    waits = audience["audienceType"] == LINKED and not workspace.activations.connections(audience["id"])
    return "Awaiting Destinations" if waits else "Live"


def _detail(call: Call) -> Callable[[Workspace, Record], Record]:
    def show(workspace: Workspace, audience: Record) -> Record:
        shown = _summary(workspace, audience)
        shown["computeCadence"] = {"type": "BATCH" if audience["audienceType"] == LINKED else "REALTIME"}
        shown["options"] = {"filterByExternalIds": list(_EXTERNAL_IDS), **audience["options"]}
        if shown["status"] == "Live":
            shown["size"] = members.size(audience["audienceType"], audience["definition"])
        if call.query.get("include") == "schedules":
            shown["schedules"] = _schedules(workspace, audience)
        return shown

    return show


def _schedules(workspace: Workspace, audience: Record) -> list[Record]:
    return [_schedule(workspace, schedule) for schedule in workspace.audiences.schedules[audience["id"]].values()]


def _schedule(workspace: Workspace, schedule: Record) -> Record:
    run = next_run(schedule["strategy"], schedule["config"], workspace.present())
    return schedule if run is None else {**schedule, "nextExecution": timestamp(run)}
