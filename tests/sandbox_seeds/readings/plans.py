"""Checks of tracking plans, and of what is sent beside them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from segment_async.sandbox.store import Workspace
from segment_async.sandbox.store.tracking_plans import ZERO_DATE

from .reading import Reading, enabled, ids, rules_of, sent
from .sources import senders


def without_tracking_plan(space: Workspace) -> list[str]:
    return ids(source for source in senders(space) if source["id"] not in space.tracking_plans.plan_of_source)


def permissive(space: Workspace) -> list[str]:
    return ids(
        source
        for source in enabled(space.sources)
        if source["id"] in space.tracking_plans.plan_of_source
        and source["schemaSettings"].get("track", {}).get("allowUnplannedEvents", True)
    )


def unplanned(space: Workspace) -> list[str]:
    found = []
    for source_id, plan_id in space.tracking_plans.plan_of_source.items():
        known = {"", *(rule["key"] for rule in rules_of(space, plan_id))}
        if space.sources[source_id]["enabled"] and sent(space, source_id).keys() - known:
            found.append(source_id)
    return found


def unseen(space: Workspace) -> list[str]:
    found = []
    for plan_id, plan in space.tracking_plans.items():
        sources = ids(enabled(space.tracking_plans.sources[plan_id]))
        in_force = {rule["key"] for rule in rules_of(space, plan_id) if rule["deprecatedAt"] == ZERO_DATE}
        if plan["type"] == "LIVE" and sources and in_force - sent(space, *sources).keys():
            found.append(plan_id)
    return found


def inconsistent(space: Workspace) -> list[str]:
    counts = sent(space)
    planned = {rule["key"] for plan_id in space.tracking_plans for rule in rules_of(space, plan_id)}
    spellings = defaultdict[str, set[str]](set)
    for name in planned | counts.keys():
        spellings[re.sub(r"[\W_]", "", name.lower())].add(name)
    return [max(names, key=lambda name: counts[name]) for names in spellings.values() if len(names) > 1]


def without_source(space: Workspace) -> list[str]:
    plans = space.tracking_plans
    return ids(plan for plan in plans.values() if plan["type"] == "LIVE" and not plans.sources[plan["id"]])


READINGS: Final[Mapping[str, Reading]] = {
    "source-without-tracking-plan": without_tracking_plan,
    "source-plan-permissive": permissive,
    "event-unplanned": unplanned,
    "tracking-plan-rule-unseen": unseen,
    "event-name-inconsistent": inconsistent,
    "tracking-plan-without-source": without_source,
}
