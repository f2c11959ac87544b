"""The *Functions* service: functions that run as a source or as a destination."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from segment_async.sandbox.config import views
from segment_async.sandbox.config.calls import Call, handles
from segment_async.sandbox.store import Invalid, Missing, Record
from segment_async.sandbox.store.functions import SOURCE_PREFIX
from segment_async.sandbox.trees import is_object
from segment_async.sandbox.validation import parse_body

TYPES: Final = ("SOURCE", "DESTINATION")
"""The types of functions that this API has; the Public API has more."""

EMPTY: Final[dict[str, Any]] = {
    "code": "",
    "settings": [],
    "buildpack": "",
    "display_name": "",
    "description": "",
    "logo_url": "",
}
"""What each field is reset to."""

_PUBLIC: Final = {"code": "code", "display_name": "displayName", "description": "description", "logo_url": "logoUrl"}
"""What the Public API calls the fields that it has too."""


@handles("listFunctions")
def list_all(call: Call) -> Record:
    """Show the functions of one type, without their code."""
    functions = call.workspace.functions.values()
    wanted = [function for function in functions if function["resourceType"] == call.query["type"]]
    return call.page(wanted, views.listed_function)


@handles("getFunction")
def get(call: Call) -> Record:
    """Show a function with its newest code."""
    return views.function(call.workspace, _found(call))


@handles("createFunction")
def create(call: Call) -> Record:
    """Create a function; its type may stand in the query, in the body, or in the function."""
    given = call.body["function"]
    kind = call.query.get("type") or given.get("type")
    if kind not in TYPES:
        raise Invalid("type is required; send SOURCE or DESTINATION.", field="type")
    body = {**_translated(given), "resourceType": kind}
    made = call.workspace.functions[call.public.ask("createFunction", body=body)["function"]["id"]]
    if "buildpack" in given:
        made["buildpack"] = given["buildpack"]
    return views.function(call.workspace, made)


@handles("updateFunction")
def update(call: Call) -> Record:
    """Change what the mask names; a destination function is live at once, a source function once it is deployed."""
    function, changes = _found(call), call.changes(EMPTY)
    if changes:
        call.public.ask("updateFunction", path={"functionId": function["id"]}, body=_translated(changes))
    if "buildpack" in changes:
        function["buildpack"] = changes["buildpack"]
    return views.function(call.workspace, function)


@handles("deleteFunction")
def delete(call: Call) -> Record:
    """Delete a function."""
    call.public.ask("deleteFunction", path={"functionId": _found(call)["id"]})
    return {}


@handles("previewFunction")
def preview(call: Call) -> Record:
    """Tell whether code could take a payload. The sandbox reads the code and does not run it: nothing comes out."""
    payload = parse_body(call.body["payload"].encode())
    if not is_object(payload):
        raise Invalid("payload is no JSON object; send one as text.", field="payload")
    wanted = "onRequest" if call.body["type"] == "SOURCE" else f"on{str(payload.get('type', 'track')).capitalize()}"
    found = re.search(rf"\bfunction\s+{re.escape(wanted)}\b", call.body["function"].get("code", ""))
    outcome = {"output": '{"events": [], "objects": []}'} if found else {"error_reason": f"{wanted} is not defined"}
    session = call.body.get("session_id") or call.workspace.ids.next("preview")
    return {"invoke": {"success": bool(found), **outcome}, "logs": [], "session_id": session}


@handles("deploySourceFunction")
def deploy(call: Call) -> Record:
    """Make the newest code of the function that a source runs live."""
    _run_by(call)
    call.public.ask("createFunctionDeployment", path={"functionId": SOURCE_PREFIX + call.path["source_id"]})
    return {}


@handles("isLatestSourceFunctionVersion")
def is_latest(call: Call) -> Record:
    """Tell whether a source runs the newest code of its function."""
    return {"is_latest": call.workspace.functions.newest(_run_by(call))["isDeployed"]}


def _found(call: Call) -> Record:
    function = call.workspace.functions.find(call.path["function_id"])
    if function["resourceType"] not in TYPES:
        raise Missing("This API has no functions of this type; ask for one that runs as a source or a destination.")
    return function


def _run_by(call: Call) -> Record:
    function = call.workspace.functions.run_by(call.path["source_id"])
    if function is None:
        raise Missing("There is no source with this id that runs a function; send the id of one, not its slug.")
    return function


def _translated(fields: Mapping[str, Any]) -> Record:
    """Return the fields of a function, or some of them, as the Public API has them."""
    told = {key: fields[name] for name, key in _PUBLIC.items() if name in fields}
    return told | ({"settings": _settings(fields["settings"])} if "settings" in fields else {})


def _settings(given: Iterable[Mapping[str, Any]]) -> list[Record]:
    return [
        {
            "name": setting["name"],
            "label": setting.get("label", ""),
            "description": setting.get("description", ""),
            "type": setting.get("type", "string").upper().replace("-", "_"),
            "required": setting.get("required", False),
            "sensitive": setting.get("sensitive", False),
        }
        for setting in given
    ]
