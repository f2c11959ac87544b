"""The *Access Tokens* service: what it makes opens the Config API from then on."""

from segment_async.sandbox.access import make_token
from segment_async.sandbox.config import names
from segment_async.sandbox.config.calls import Call, handles
from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.records import find


@handles("listAccessTokens")
def list_all(call: Call) -> Record:
    """Show the access tokens, but not what they are."""
    return call.page(call.workspace.access_tokens, _shown)


@handles("getAccessToken")
def get(call: Call) -> Record:
    """Show an access token, but not what it is."""
    return _shown(call.workspace, _found(call))


@handles("createAccessToken")
def create(call: Call) -> Record:
    """Make an access token; this answer alone says what it is."""
    given = call.body["access_token"]
    for index, name in enumerate(given["workspace_names"]):
        names.parts_within(call.workspace, names.WORKSPACE, name, f"access_token.workspace_names.{index}")
    record = call.workspace.access_tokens.add(
        description=given.get("description", ""), scopes=given["scopes"], token=make_token("config")
    )
    return {**_shown(call.workspace, record), "token": record["token"]}


@handles("deleteAccessToken")
def delete(call: Call) -> Record:
    """Delete an access token; it opens nothing any more."""
    del call.workspace.access_tokens[_found(call)["id"]]
    return {}


def _found(call: Call) -> Record:
    return find(call.workspace.access_tokens, call.path["access_token_id"], "access token")


def _shown(workspace: Workspace, record: Record) -> Record:
    return {
        "name": f"access-tokens/{record['id']}",
        "description": record["description"],
        "scopes": record["scopes"],
        "workspace_names": [names.of_workspace(workspace)],
        "create_time": record["createdAt"],
    }
