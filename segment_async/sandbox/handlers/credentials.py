"""The *Credentials* tag."""

import re
from typing import Any, Final

from segment_async.sandbox import paging, views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.masking import MASK
from segment_async.sandbox.spec import Paging
from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.trees import is_list, is_object

_SECRET: Final = re.compile(r"pass|secret|token|(private|access|api)_?key$|credential", re.IGNORECASE)
"""Names of settings whose values are secret; no catalog describes the settings of a credential."""


@handles("listCredentials")
def list_all(call: Call) -> Record:
    """Show the credentials."""
    return call.page(call.workspace.credentials, _credential)


@handles("getCredential")
def get(call: Call) -> Record:
    """Show a credential."""
    return {"credential": _credential(call.workspace, _found(call))}


@handles("createCredential")
def create(call: Call) -> Record:
    """Create a credential."""
    credential = call.workspace.credentials.add(name=call.body["name"], settings=call.body["settings"])
    return {"credential": _credential(call.workspace, credential)}


@handles("updateCredential")
def update(call: Call) -> Record:
    """Change what the body names; everything that uses the credential follows."""
    credential, body = _found(call), call.body
    credential["settings"] = {**credential["settings"], **body.get("settings", {})}
    credential["name"] = body.get("name", credential["name"])
    credential["updatedAt"] = call.workspace.now()
    return {"credential": _credential(call.workspace, credential)}


@handles("deleteCredential")
def delete(call: Call) -> Record:
    """Delete a credential that nothing uses."""
    call.workspace.credentials.remove(call.path["credentialId"])
    return {"status": "SUCCESS"}


@handles("listCredentialConsumers")
def list_consumers(call: Call) -> Record:
    """Show the warehouses and the sources that use a credential, each with pages of their own."""
    space, identity = call.workspace, _found(call)["id"]
    warehouses, warehouse_page = paging.cut(_pages("warehouses"), call.query, space.credentials.warehouses(identity))
    sources, source_page = paging.cut(_pages("sources"), call.query, space.credentials.sources(identity))
    return {
        "warehouses": [views.warehouse(space, warehouse) for warehouse in warehouses],
        "sources": [views.source(space, source) for source in sources],
        **warehouse_page,
        **source_page,
    }


def _found(call: Call) -> Record:
    return call.workspace.credentials.find(call.path["credentialId"])


def _pages(items: str) -> Paging:
    """Return where one of the two lists of consumers keeps its pages."""
    page = f"{items}Pagination"
    return Paging(
        items=items,
        cursor=f"{page}.cursor",
        count=f"{page}.count",
        next=f"{page}.next",
        previous=f"{page}.previous",
        total=f"{page}.totalEntries",
    )


def _credential(workspace: Workspace, record: Record) -> Record:
    return {**record, "workspaceId": workspace.record["id"], "settings": _masked(record["settings"])}


def _masked(value: Any) -> Any:  # noqa: ANN401 - JSON of any kind
    """Return settings, however deep, with a mask for each secret."""
    if is_object(value):
        return {name: MASK if inner and _SECRET.search(name) else _masked(inner) for name, inner in value.items()}
    return [_masked(item) for item in value] if is_list(value) else value
