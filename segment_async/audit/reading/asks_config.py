"""What the specification of the Config API does not say about reading a workspace: a row for each operation.

A thing goes by its resource name, which also says what it hangs on; functions and regulations have ids instead.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from segment_async._core.values import Json
from segment_async.audit.reading.asks import Ask, Hints, Rule


def _run_by_source(_: datetime, __: tuple[str, ...], source: Mapping[str, Json]) -> Iterator[Ask]:
    if source.get("function_config") and source.get("id"):  # the others run no function
        yield Ask((str(source["id"]),))


KNOWN: Final = frozenset({"collection", "create_time", "regulate_id", "regulation_type", "status"})
"""What filing a regulation, and asking for it, gave names to; none of it names a person."""

RULES: Final[Mapping[str, Rule]] = {
    "getFunction": Rule(more=True),  # lists leave out the code
    "getTrackingPlan": Rule(more=True),  # lists leave out the events
    "getWorkspace": Rule(kind="workspace"),
    "isLatestSourceFunctionVersion": Rule(of="/sources", kind="source-function-state", asks=_run_by_source),
    "listCatalogDestinations": Rule(first=True),
    "listFunctions": Rule(each="type"),
    "listPolicies": Rule(kind="role-policy"),
    "listSuppressedUsers": Rule(kind="suppression", loose=True, open=KNOWN),
    "listWorkspaceRegulations": Rule(kind="regulation", loose=True, open=KNOWN),
}
"""Operations whose path does not say how they are asked."""

_METRICS: Final = "counts deliveries in a form that nobody has recorded, and takes a call for each destination"

LEFT_OUT: Final[Mapping[str, str]] = {
    "batchGetMetrics": _METRICS,
    "batchGetMetricsSummary": _METRICS,
    "getMetric": _METRICS,
    "getMetricsSummary": _METRICS,
    "getRegulation": "is not known to say more than listWorkspaceRegulations says",
    "listMetrics": _METRICS,
    "listWorkspaces": "tells of other workspaces too",
}
"""Operations that a snapshot leaves out though they could be read, and why."""

IDENTITY: Final[Mapping[str, tuple[str, ...]]] = {
    "regulation": ("regulate_id",),
    "tracking-plan-source-connection": ("source_name",),
}
"""What tells the things of a kind apart, where they have neither name nor id."""

LABELS: Final = ("display_name", "title", "description", "subject")
"""Where the names that people use stand; of the policy that gives a role, who has it."""

HINTS: Final = Hints(rules=RULES, left_out=LEFT_OUT, identity=IDENTITY, labels=LABELS)
"""All of the above."""
