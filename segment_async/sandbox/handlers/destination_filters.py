"""The *Destination Filters* tag."""

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.filtering import apply_filter, check_filter
from segment_async.sandbox.store import Invalid, Record


@handles("listFiltersFromDestination")
def list_all(call: Call) -> Record:
    """Show the filters of a destination."""
    destination = call.workspace.destinations.find(call.path["destinationId"])
    return call.page(call.workspace.destinations.filters[destination["id"]], views.plain)


@handles("getFilterInDestination")
def get(call: Call) -> Record:
    """Show a filter."""
    return {"filter": _filter(call)}


@handles("createFilterForDestination")
def create(call: Call) -> Record:
    """Put a filter before a destination."""
    body = call.body
    destination = call.workspace.destinations.find(call.path["destinationId"])
    if body["sourceId"] != destination["sourceId"]:
        raise Invalid(f"sourceId has to be the destination's source, {destination['sourceId']}.", field="sourceId")
    check_filter(body["if"], body["actions"])
    return {
        "filter": call.workspace.destinations.add_filter(
            destination["id"],
            title=body["title"],
            if_=body["if"],
            actions=body["actions"],
            description=body.get("description", ""),
            enabled=body["enabled"],
        )
    }


@handles("updateFilterForDestination")
def update(call: Call) -> Record:
    """Change what the body names."""
    found, body = _filter(call), call.body
    check_filter(body.get("if"), body.get("actions"))
    found.update({name: body[name] for name in ("if", "actions", "title", "enabled") if name in body})
    if "description" in body:
        found["description"] = body["description"] or ""
    found["updatedAt"] = call.workspace.now()
    return {"filter": found}


@handles("removeFilterFromDestination")
def remove(call: Call) -> Record:
    """Delete a filter."""
    found = _filter(call)
    del call.workspace.destinations.filters[found["destinationId"]][found["id"]]
    return {"status": "SUCCESS"}


@handles("previewDestinationFilter")
def preview(call: Call) -> Record:
    """Show what a filter would make of an event."""
    wanted, payload = call.body["filter"], call.body["payload"]
    check_filter(wanted["if"], wanted["actions"], prefix="filter.")
    return {"inputPayload": payload, "result": apply_filter(wanted["if"], wanted["actions"], payload)}


def _filter(call: Call) -> Record:
    return call.workspace.destinations.find_filter(call.path["destinationId"], call.path["filterId"])
