"""The *Destination Filters* service."""

import json
from typing import Any, Final

from segment_async.sandbox.config import filters
from segment_async.sandbox.config.calls import Call, handles
from segment_async.sandbox.config.handlers.destinations import destination_of
from segment_async.sandbox.config.refusals import internal
from segment_async.sandbox.failures import bad_request
from segment_async.sandbox.filtering import apply_filter, check_filter
from segment_async.sandbox.store import Invalid, Missing, Record
from segment_async.sandbox.trees import is_object
from segment_async.sandbox.validation import parse_body

EMPTY: Final[dict[str, Any]] = {"if": "", "actions": [], "title": "", "description": "", "enabled": False}
"""What each field is reset to."""


@handles("listDestinationFilters")
def list_all(call: Call) -> Record:
    """Show the filters of a destination."""
    return call.page(call.workspace.destinations.filters[destination_of(call)["id"]], filters.shown)


@handles("getDestinationFilter")
def get(call: Call) -> Record:
    """Show a filter; one that is not there is a bad request, and the service stumbles where its destination is not."""
    try:
        destination = destination_of(call)
    except Missing:
        raise internal("failed to validate permissions due to an internal error") from None
    guard = call.workspace.destinations.filters[destination["id"]].get(call.path["filter_id"])
    if guard is None:
        raise bad_request("filter does not exist")
    return filters.shown(call.workspace, guard)


@handles("createDestinationFilter")
def create(call: Call) -> Record:
    """Put a filter before a destination."""
    destination, given = destination_of(call), {**EMPTY, **call.body["filter"]}
    body = {**_translated(given), "sourceId": destination["sourceId"]}
    made = call.public.ask("createFilterForDestination", path={"destinationId": destination["id"]}, body=body)
    return filters.shown(call.workspace, made["filter"])


@handles("updateDestinationFilter")
def update(call: Call) -> Record:
    """Change what the mask names."""
    guard = _found(call)
    path = {"destinationId": guard["destinationId"], "filterId": guard["id"]}
    call.public.ask("updateFilterForDestination", path=path, body=_translated(call.changes(EMPTY)))
    return filters.shown(call.workspace, guard)


@handles("deleteDestinationFilter")
def delete(call: Call) -> Record:
    """Delete a filter."""
    guard = _found(call)
    path = {"destinationId": guard["destinationId"], "filterId": guard["id"]}
    call.public.ask("removeFilterFromDestination", path=path)
    return {}


@handles("previewDestinationFilter")
def preview(call: Call) -> Record:
    """Show what a filter would make of an event; ``null`` if it drops it."""
    given, text = call.body["filter"], call.body["input"]
    event = parse_body(text.encode())
    if not is_object(event):
        raise Invalid("input is no JSON object; send an event as text.", field="input")
    actions = filters.actions(given["actions"])
    check_filter(given["if"], actions, prefix="filter.")
    left = apply_filter(given["if"], actions, event)
    return {"input": text, "output": json.dumps(left), "diff": filters.difference(event, left)}


def _found(call: Call) -> Record:
    return call.workspace.destinations.find_filter(destination_of(call)["id"], call.path["filter_id"])


def _translated(fields: Record) -> Record:
    """Return the fields of a filter, or some of them, as the Public API has them."""
    told = {name: value for name, value in fields.items() if name in EMPTY}
    return told | ({"actions": filters.actions(told["actions"])} if "actions" in told else {})
