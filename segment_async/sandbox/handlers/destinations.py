"""The *Destinations* tag."""

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.delivery import summary
from segment_async.sandbox.fql import compile_condition
from segment_async.sandbox.masking import read_only_names
from segment_async.sandbox.store import Missing, Record, Unsuitable
from segment_async.sandbox.timespan import check_span, read_length, read_moment


@handles("listDestinations")
def list_all(call: Call) -> Record:
    """Show the destinations."""
    return call.page(call.workspace.destinations, views.destination)


@handles("getDestination")
def get(call: Call) -> Record:
    """Show a destination."""
    return {"destination": views.destination(call.workspace, _destination(call))}


@handles("createDestination")
def create(call: Call) -> Record:
    """Connect a source to a tool."""
    destination = call.workspace.destinations.add(
        source_id=call.body["sourceId"],
        metadata_id=call.body["metadataId"],
        name=call.body.get("name", ""),
        enabled=call.body.get("enabled", True),
        settings=call.body["settings"],
    )
    return {"destination": views.destination(call.workspace, destination)}


@handles("updateDestination")
def update(call: Call) -> Record:
    """Change what the body names; of its settings, what is not read-only."""
    destination, body = _destination(call), call.body
    options = call.workspace.catalog.destination(destination["metadataId"])["options"]
    read_only = read_only_names(options)
    given = body.get("settings", {})
    writable = {name: value for name, value in given.items() if name not in read_only}
    if given and not writable and not body.keys() & {"name", "enabled"}:
        raise Unsuitable(f"All of the settings sent are read-only ({', '.join(given)}); send one that can be changed.")
    if "name" in body:
        call.workspace.destinations.rename(destination, body["name"] or "")
    if "enabled" in body:
        destination["enabled"] = body["enabled"]
    destination["settings"] = {**destination["settings"], **writable}
    destination["updatedAt"] = call.workspace.now()
    return {"destination": views.destination(call.workspace, destination)}


@handles("deleteDestination")
def delete(call: Call) -> Record:
    """Delete a destination with its filters and subscriptions."""
    call.workspace.destinations.remove(call.path["destinationId"])
    return {"status": "SUCCESS"}


@handles("listSubscriptionsFromDestination")
def list_subscriptions(call: Call) -> Record:
    """Show the subscriptions of a destination."""
    return call.page(call.workspace.destinations.subscriptions[_destination(call)["id"]], views.subscription)


@handles("getSubscriptionFromDestination")
def get_subscription(call: Call) -> Record:
    """Show a subscription."""
    return {"subscription": views.subscription(call.workspace, _subscription(call))}


@handles("createDestinationSubscription")
def create_subscription(call: Call) -> Record:
    """Run one of a destination's actions for the events that a trigger selects."""
    body = call.body
    compile_condition(body["trigger"], "trigger")
    subscription = call.workspace.destinations.add_subscription(
        call.path["destinationId"],
        action_id=body["actionId"],
        name=body["name"],
        trigger=body["trigger"],
        enabled=body["enabled"],
        settings=body.get("settings"),
        model_id=body.get("modelId"),
    )
    return {"destinationSubscription": views.subscription(call.workspace, subscription)}


@handles("updateSubscriptionForDestination")
def update_subscription(call: Call) -> Record:
    """Change what the body names; its model goes by another name here."""
    subscription, changes = _subscription(call), dict(call.body["input"])
    if "trigger" in changes:
        compile_condition(changes["trigger"], "input.trigger")
    if "settings" in changes:
        subscription["settings"] = {**subscription["settings"], **changes.pop("settings")}
    if "reverseETLModelId" in changes:
        subscription["modelId"] = changes.pop("reverseETLModelId")
    known = ("name", "trigger", "enabled", "reverseETLSchedule")
    subscription.update({name: changes[name] for name in known if name in changes})
    return {"subscription": views.subscription(call.workspace, subscription)}


@handles("removeSubscriptionFromDestination")
def remove_subscription(call: Call) -> Record:
    """Delete a subscription."""
    subscription = _subscription(call)
    del call.workspace.destinations.subscriptions[subscription["destinationId"]][subscription["id"]]
    return {"status": "SUCCESS"}


@handles("listDeliveryMetricsSummaryFromDestination")
def list_delivery_metrics(call: Call) -> Record:
    """Count what became of a source's events on the way to a destination; the latest ones where no time is given."""
    destination, query = _destination(call), call.query
    if query["sourceId"] != destination["sourceId"]:
        raise Missing(f"The source {query['sourceId']!r} is not connected to this destination; name the one that is.")
    limits = call.endpoint.time_ranges[query.get("granularity", "MINUTE")]
    now = call.workspace.present()
    end = read_moment(query["endTime"], "endTime") if "endTime" in query else now
    longest = read_length(limits["max_range"])
    start = read_moment(query["startTime"], "startTime") if "startTime" in query else end - longest
    check_span(start, end, now=now, limits=limits)
    return {"deliveryMetricsSummary": summary(call.workspace, destination, start, end)}


def _destination(call: Call) -> Record:
    return call.workspace.destinations.find(call.path["destinationId"])


def _subscription(call: Call) -> Record:
    return call.workspace.destinations.find_subscription(call.path["destinationId"], call.path["id"])
