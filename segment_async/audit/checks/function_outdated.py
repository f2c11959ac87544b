"""Code that was saved and does not run."""

from collections.abc import Iterator
from typing import Final

from segment_async._core.paging import get
from segment_async.audit.checks.base import Case, Check, Limits
from segment_async.audit.facts.measures import moment_of
from segment_async.audit.snapshot.view import Facts, Resource

VERSIONS: Final = "listFunctionVersions"


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the functions whose newest version is not the one that is deployed."""
    for function in snapshot.resources("function"):
        detail = next(snapshot.resources("function-detail", function.id), None)
        if snapshot.lacks(VERSIONS, function.id) or (detail and detail.data.get("isLatestVersion") is True):
            continue
        versions = _newest_first(snapshot, function)
        if not versions or versions[0].data.get("isDeployed") is not False:
            continue
        newest = versions[0]
        deployed = next((version for version in versions if version.data.get("isDeployed") is True), None)
        if deployed is None and detail and moment_of(detail.data.get("deployedAt")):
            continue  # it runs, and nothing tells which of its versions
        evidence = {
            "type": function.data.get("resourceType"),
            "newest": _told(newest),
            "deployed": _told(deployed) if deployed else None,
            "versions": len(versions),
            "newerThanDeployed": versions.index(deployed) if deployed else len(versions),
        }
        if deployed:
            message = (
                f"{function.name} runs the version of {_day(deployed)}; "
                f"the one that was saved on {_day(newest)} is not deployed."
            )
        else:
            message = f"{function.name} was saved on {_day(newest)} and never deployed."
        yield Case(function, message, evidence)


def _newest_first(snapshot: Facts, function: Resource) -> list[Resource]:
    """Return the versions of a function; none where a version does not say when it was made."""
    dated = [
        (moment_of(get(one.data, "createdAt")), one) for one in snapshot.resources("function-version", function.id)
    ]
    known = [(moment, one) for moment, one in dated if moment is not None]
    if len(known) < len(dated):
        return []
    known.sort(key=lambda pair: (pair[0], pair[1].data.get("isDeployed") is True), reverse=True)
    return [one for _, one in known]


def _told(version: Resource) -> dict[str, object]:
    return {"id": version.id, "createdAt": version.data.get("createdAt")}


def _day(version: Resource) -> str:
    moment = moment_of(version.data.get("createdAt"))
    return moment.date().isoformat() if moment else "an unknown day"


CHECK: Final = Check(
    id="function-outdated",
    severity="warning",
    question="Which functions do not run their newest version?",
    remedy="Deploy the newest version, or restore the one that runs so that nobody deploys the other by accident.",
    needs=("listFunctions", "getFunction", VERSIONS),
    find=find,
)
