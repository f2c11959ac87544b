"""The *Space Filters* tag."""

from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.failures import invalid
from segment_async.sandbox.fql import compile_condition
from segment_async.sandbox.store import Record


@handles("listFiltersForSpace")
def list_all(call: Call) -> Record:
    """Show the filters of an integration; here a cursor is a position in the list, and pages only go forward."""
    pagination = call.query.get("pagination", {})
    start = pagination.get("cursor", 0)
    if start < 0 or start % 1:
        raise invalid("pagination.cursor has to be a position in the list, 0 or more.", "pagination.cursor")
    most = call.endpoint.paging.maximum if call.endpoint.paging else 0
    first, end = int(start), int(start) + int(pagination.get("count", most))
    filters = call.workspace.space_filters.of_integration(call.query["integrationId"])
    about: Record = {"current": first, "totalEntries": len(filters)}
    if end < len(filters):
        about["next"] = end
    return {"filters": filters[first:end], "pagination": about}


@handles("getFilterById")
def get(call: Call) -> Record:
    """Show a filter."""
    return {"filter": _filter(call)}


@handles("createFilterForSpace")
def create(call: Call) -> Record:
    """Create a filter."""
    compile_condition(call.body["if"], "if")
    return {"filter": call.workspace.space_filters.add(dict(call.body))}


@handles("updateFilterById")
def update(call: Call) -> Record:
    """Change what the body names."""
    record = _filter(call)
    if "if" in call.body:
        compile_condition(call.body["if"], "if")
    call.workspace.space_filters.change(record, dict(call.body))
    return {"filter": record}


@handles("deleteFilterById")
def delete(call: Call) -> Record:
    """Delete a filter."""
    del call.workspace.space_filters[_filter(call)["id"]]
    return {"deleted": True}


def _filter(call: Call) -> Record:
    return call.workspace.space_filters.find(call.path["id"])
