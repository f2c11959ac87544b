"""What of a snapshot of the Config API is compared, and how; what is left out, and why."""

from collections.abc import Mapping
from typing import Final

from segment_async._core.values import Json, is_list, is_object
from segment_async.audit.diff.kind import ID, Kind, Owner, schema, versioned

CATALOG: Final = "is Segment's catalog"
ON: Final = "says what it hangs on"
PERSONAL: Final = "is a request about a person, filed day by day"

NOISE: Final[Mapping[str, str]] = {
    "create_time": "is set by Segment",
    "created_at": "is set by Segment",
    "created_by": "is set by Segment",
    "id": "is set by Segment",
    "name": "is the resource name, by which a thing is known",
    "parent": ON,
    "update_time": "is set by Segment",
    "workspace_id": ON,
}
"""Fields that say nothing about what people configured, whatever the kind, and why."""

_SCHEMAS: Final = ("global", "group", "identify")


def _plan(plan: Mapping[str, Json]) -> Mapping[str, Json]:
    rules = plan.get("rules")
    if not is_object(rules):
        return plan
    return {**plan, "rules": {**rules, **{name: schema(rules.get(name)) for name in _SCHEMAS}}}


def _settings(at: str, thing: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a thing whose settings go by the last parts of their names."""
    given = thing.get(at)
    if not is_list(given):
        return thing
    by_name = {str(one.get("name")).rpartition("/")[2]: one.get("value") for one in given if is_object(one)}
    return {**thing, at: by_name}


CONFIG: Final[Mapping[str, Kind]] = {
    "workspace": Kind(
        title="Workspace",
        local="",
        shape=lambda workspace: {**workspace, "slug": str(workspace.get("name")).rpartition("/")[2]},
    ),
    "source": Kind(
        title="Sources",
        ignored={"catalog_id": CATALOG, "catalog_name": CATALOG},
        unordered=frozenset({"write_keys"}),
        hidden=frozenset({"write_keys"}),
        shape=lambda source: _settings("function_config", source),
    ),
    "source-schema-config": Kind(title="Schema settings of sources", facet=True),
    "source-destination": Kind(
        title="Destinations",
        ignored={"catalog_id": CATALOG},
        shape=lambda destination: _settings("config", destination),
    ),
    "source-destination-filter": Kind(title="Destination filters", natural=(("title",),)),
    "function": Kind(
        title="Functions",
        natural=(("type", "display_name"),),
        ignored={"catalog_id": "is set by Segment"},
        keyed={"settings": "name"},
        aliases=("catalog_id",),
    ),
    "function-detail": Kind(
        title="Functions",
        facet=True,
        into="function",
        ignored={"catalog_id": "is set by Segment"},
        keyed={"settings": "name"},
    ),
    "tracking-plan": Kind(
        title="Tracking plans",
        natural=(("display_name",),),
        ignored={"rules": "is left out of lists"},
    ),
    "tracking-plan-detail": Kind(
        title="Tracking plans",
        facet=True,
        into="tracking-plan",
        parts={"rules.events": "tracking-plan-event"},
        shape=_plan,
    ),
    "tracking-plan-event": Kind(
        title="Events of tracking plans",
        identity=("name", "version"),
        called=versioned,
        shape=lambda event: {**event, "rules": schema(event.get("rules"))},
    ),
    "tracking-plan-source-connection": Kind(
        title="Sources of tracking plans",
        link=True,
        owners=(Owner("source", ID),),
    ),
    "invite": Kind(title="Invites"),
    "role": Kind(title="Roles", natural=(("display_name",),)),
    "role-policy": Kind(
        title="Roles that are held",
        natural=(("subject", "resource"),),
        local="They name people by ids that say nothing in another workspace.",
    ),
    "access-token": Kind(title="Access tokens", local="They open one workspace each."),
}
"""What is compared of the Config API, in the order in which it is listed."""

LEFT_OUT: Final[Mapping[str, str]] = {
    "catalog-destination": CATALOG,
    "catalog-source": CATALOG,
    "regulation": PERSONAL,
    "source-function-state": "follows from the code and from what is deployed",
    "suppression": PERSONAL,
}
"""What is not, and why."""
