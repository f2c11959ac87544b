"""The *Deletion and Suppression* service.

Nobody has recorded what its lists and its regulations look like; they look here as a regulation looks when it is filed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from segment_async.sandbox.config import names
from segment_async.sandbox.config.calls import Call, handles
from segment_async.sandbox.store import Invalid, Record, Unsuitable

_TYPES: Final[Mapping[str, str]] = {
    "Suppress": "SUPPRESS_ONLY",
    "Unsuppress": "UNSUPPRESS",
    "Suppress_With_Delete": "SUPPRESS_WITH_DELETE",
    "Delete": "DELETE_ONLY",
}
"""Types of regulations in the records, by what the Config API calls them."""

_SUBJECTS: Final[Mapping[str, str]] = {"userId": "USER_ID", "objectId": "OBJECT_ID", "anonymousId": "ANONYMOUS_ID"}

_TYPE_NAMES: Final = {kind: name for name, kind in _TYPES.items()}
_SUBJECT_NAMES: Final = {kind: name for name, kind in _SUBJECTS.items()}

_EVERYTHING: Final = {"pagination": {"count": 10**9}}
"""Asks for a list in one piece."""


@handles("listWorkspaceRegulations")
def list_all(call: Call) -> Record:
    """Show the regulations for the whole workspace, the latest first; types may be several, with commas between."""
    entries = call.public.ask("listWorkspaceRegulations", query=_EVERYTHING)["regulations"]
    shown = [_shown(entry, entry["status"]) for entry in entries]
    status, kinds = call.query.get("status"), call.query.get("regulation_types")
    types: list[str] = kinds.split(",") if kinds else []
    return {
        "regulations": [
            entry
            for entry in shown
            if status in (None, "", entry["status"]) and (not types or entry["regulation_type"] in types)
        ],
        "next_page_token": "",
    }


@handles("getRegulation")
def get(call: Call) -> Record:
    """Show a regulation."""
    return _shown(call.workspace.regulations.find(call.path["regulation_id"]), _status(call))


@handles("createWorkspaceRegulation")
def create(call: Call) -> Record:
    """File a regulation for the whole workspace."""
    return _file(call, "createWorkspaceRegulation", {})


@handles("createSourceRegulation")
def create_for_source(call: Call) -> Record:
    """File a regulation for people or objects in a source."""
    source = call.workspace.sources.by_slug(call.path["source_slug"])
    collection = call.body.get("collection")
    if collection is not None:
        said = names.parts_within(call.workspace, names.COLLECTION, collection, "collection")
        if said["source_slug"] != source["slug"]:
            raise Invalid("collection belongs to another source; name one of this source.", field="collection")
    operation = "createSourceRegulation" if collection is None else "createCloudSourceRegulation"
    made = _file(call, operation, {"sourceId": source["id"]})
    if collection is not None:
        call.workspace.regulations[made["regulate_id"]]["collection"] = collection
    return made


@handles("deleteRegulation")
def delete(call: Call) -> Record:
    """Withdraw a regulation that has not been started yet."""
    if _status(call) != "INITIALIZED":
        raise Unsuitable("This regulation has been started, and cannot be withdrawn any more; leave it.")
    del call.workspace.regulations[call.path["regulation_id"]]
    return {}


@handles("listSuppressedUsers")
def list_suppressed(call: Call) -> Record:
    """Show who is suppressed, anywhere."""
    found = call.workspace.regulations.suppressions()
    return {
        "suppressed_users": [{"attributes": _attributes(entry["subjectType"], entry["subjectIds"])} for entry in found],
        "next_page_token": "",
    }


def _file(call: Call, operation_id: str, path: Mapping[str, str]) -> Record:
    attributes = call.body["attributes"]
    body = {
        "regulationType": _TYPES[call.body["regulation_type"]],
        "subjectType": _SUBJECTS[attributes["name"]],
        "subjectIds": attributes["values"],
    }
    return {"regulate_id": call.public.ask(operation_id, path=path, body=body)["regulateId"]}


def _status(call: Call) -> str:
    data = call.public.ask("getRegulation", path={"regulateId": call.path["regulation_id"]})
    return str(data["regulation"]["overallStatus"])


def _shown(record: Mapping[str, Any], status: str) -> Record:
    kind = record["regulationType"]
    collection = {"collection": record["collection"]} if "collection" in record else {}
    return {
        "regulate_id": record["id"],
        "regulation_type": _TYPE_NAMES.get(kind, kind.title()),
        "attributes": _attributes(record["subjectType"], record["subjects"]),
        "status": status,
        "create_time": record["createdAt"],
        **collection,
    }


def _attributes(subject_type: str, subjects: Sequence[str]) -> Record:
    return {"name": _SUBJECT_NAMES[subject_type], "values": list(subjects)}
