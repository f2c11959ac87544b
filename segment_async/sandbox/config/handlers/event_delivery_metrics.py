"""The *Event Delivery Metrics* service."""

from segment_async.sandbox.config import metrics, names
from segment_async.sandbox.config.calls import Call, handles
from segment_async.sandbox.config.handlers.destinations import destination_of
from segment_async.sandbox.config.metrics import METRICS, Span, read_span
from segment_async.sandbox.store import Record


@handles("listMetrics")
def list_all(call: Call) -> Record:
    """Show every metric of a destination."""
    destination, span = destination_of(call), _span(call)
    return {"metrics": [metrics.series(call.workspace, destination, metric, span) for metric in METRICS]}


@handles("getMetric")
def get(call: Call) -> Record:
    """Show one metric of a destination."""
    return metrics.series(call.workspace, destination_of(call), call.path["metric"], _span(call))


@handles("batchGetMetrics")
def get_several(call: Call) -> Record:
    """Show some metrics, each by its name."""
    span, found = _span(call), list[Record]()
    for index, name in enumerate(call.query["names"]):
        said = names.parts_within(call.workspace, names.METRIC, name, f"names.{index}")
        found.append(metrics.series(call.workspace, destination_of(call, said), said["metric"], span))
    return {"metrics": found}


@handles("getMetricsSummary")
def get_summary(call: Call) -> Record:
    """Show the sums of a destination."""
    return metrics.total(call.workspace, destination_of(call), _span(call))


@handles("batchGetMetricsSummary")
def get_summaries(call: Call) -> Record:
    """Show the sums of some destinations."""
    span, found = _span(call), list[Record]()
    for index, name in enumerate(call.query["names"]):
        said = names.parts_within(call.workspace, names.DESTINATION, name, f"names.{index}")
        found.append(metrics.total(call.workspace, destination_of(call, said), span))
    return {"summaries": found}


def _span(call: Call) -> Span:
    return read_span(call.query, call.workspace.present())
