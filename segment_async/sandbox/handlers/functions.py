"""The *Functions* tag."""

from typing import Final

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.masking import MASK
from segment_async.sandbox.store import Record, Workspace

_LISTED: Final = (
    "id",
    "resourceType",
    "createdAt",
    "createdBy",
    "displayName",
    "description",
    "logoUrl",
    "catalogId",
)
"""What a list shows of a function."""

_PREVIEWS: Final = "https://fn.example.invalid/preview"
"""Nothing answers here."""


@handles("listFunctions")
def list_all(call: Call) -> Record:
    """Show the functions of one type."""
    functions = call.workspace.functions.values()
    return call.page([record for record in functions if record["resourceType"] == call.query["resourceType"]], _item)


@handles("getFunction")
def get(call: Call) -> Record:
    """Show a function with its newest code."""
    return {"function": _function(call.workspace, _found(call))}


@handles("createFunction")
def create(call: Call) -> Record:
    """Create a function with its first version."""
    body = call.body
    function = call.workspace.functions.add(
        type=body["resourceType"],
        name=body["displayName"],
        code=body["code"],
        settings=body.get("settings"),
        description=body.get("description"),
        logo_url=body.get("logoUrl"),
    )
    return {"function": _function(call.workspace, function)}


@handles("updateFunction")
def update(call: Call) -> Record:
    """Change what the body names; code becomes a new version."""
    function, changes = _found(call), dict(call.body)
    code = changes.pop("code", None)
    if code is not None:
        call.workspace.functions.save(function, code)
    call.workspace.functions.change(function, changes)
    return {"function": _function(call.workspace, function)}


@handles("deleteFunction")
def delete(call: Call) -> Record:
    """Delete a function with its versions and its instances."""
    call.workspace.functions.remove(call.path["functionId"])
    return {"status": "SUCCESS"}


@handles("createFunctionDeployment")
def create_deployment(call: Call) -> Record:
    """Make the newest code of a source function live."""
    call.workspace.functions.deploy(call.path["functionId"])
    return {"functionDeployment": {"status": "SUCCESS"}}


@handles("listFunctionVersions")
def list_versions(call: Call) -> Record:
    """Show the versions of a function, the newest first."""
    versions = call.workspace.functions.versions[_found(call)["id"]]
    return call.page(list(versions.values())[::-1], views.plain)


@handles("getFunctionVersion")
def get_version(call: Call) -> Record:
    """Show a version of a function."""
    return {"version": call.workspace.functions.find_version(call.path["functionId"], call.path["versionId"])}


@handles("restoreFunctionVersion")
def restore_version(call: Call) -> Record:
    """Make a new version of the code of an earlier one."""
    functions = call.workspace.functions
    old = functions.find_version(call.path["functionId"], call.body["versionId"])
    return {"version": functions.save(_found(call), old["code"])}


@handles("listInsertFunctionInstances")
def list_insert_instances(call: Call) -> Record:
    """Show what a function is attached to."""
    function = call.workspace.functions.find(call.query["functionId"])
    return call.page(call.workspace.insert_function_instances.of(function), _instance)


@handles("getInsertFunctionInstance")
def get_insert_instance(call: Call) -> Record:
    """Show an instance of an insert function."""
    return {"insertFunctionInstance": _instance(call.workspace, _found_instance(call))}


@handles("createInsertFunctionInstance")
def create_insert_instance(call: Call) -> Record:
    """Attach an insert function to a source or a destination."""
    instance = call.workspace.insert_function_instances.add(
        function_id=call.body["functionId"],
        integration_id=call.body["integrationId"],
        name=call.body["name"],
        settings=call.body["settings"],
        enabled=call.body.get("enabled", True),
    )
    return {"insertFunctionInstance": _instance(call.workspace, instance)}


@handles("updateInsertFunctionInstance")
def update_insert_instance(call: Call) -> Record:
    """Change what the body names."""
    instance, body = _found_instance(call), call.body
    instance["settings"] = {**instance["settings"], **body["settings"]}
    instance.update({name: body[name] for name in ("enabled", "name") if name in body})
    instance["updatedAt"] = call.workspace.now()
    return {"insertFunctionInstance": _instance(call.workspace, instance)}


@handles("deleteInsertFunctionInstance")
def delete_insert_instance(call: Call) -> Record:
    """Detach an insert function."""
    call.workspace.insert_function_instances.remove(call.path["instanceId"])
    return {"status": "SUCCESS"}


def _found(call: Call) -> Record:
    return call.workspace.functions.find(call.path["functionId"])


def _found_instance(call: Call) -> Record:
    return call.workspace.insert_function_instances.find(call.path["instanceId"])


def _item(_: Workspace, record: Record) -> Record:
    return {name: record[name] for name in _LISTED if name in record}


def _function(workspace: Workspace, record: Record) -> Record:
    newest = workspace.functions.newest(record)
    shown = {**record, "code": newest["code"], "isLatestVersion": newest["isDeployed"]}
    if record["resourceType"] == "SOURCE":
        shown["previewWebhookUrl"] = f"{_PREVIEWS}/{record['id']}"
    return shown


def _instance(workspace: Workspace, record: Record) -> Record:
    """Show an instance; the secrets among its settings stand apart, masked."""
    asked = workspace.insert_function_instances.function(record)["settings"]
    secrets = {setting["name"] for setting in asked if setting["sensitive"]}
    return {
        **record,
        "settings": {name: value for name, value in record["settings"].items() if name not in secrets},
        "encryptedSettings": {name: MASK for name in record["settings"] if name in secrets},
    }
