"""The demo's access tokens and apps of the Config API, told in ``data/demo/access.toml``."""

from datetime import timedelta

from segment_async.sandbox.seeds.catalog import load
from segment_async.sandbox.seeds.secrets import conceal
from segment_async.sandbox.store import Workspace, timestamp


def plant_access(workspace: Workspace) -> None:
    """Enter the tokens, which nobody knows any more, and the apps."""
    told = load("demo/access")
    for raw in told["token"]:
        record = workspace.access_tokens.add(description=raw["about"], scopes=raw["scopes"])
        record["createdAt"] = timestamp(workspace.started - timedelta(days=raw["ago"]))
    for raw in told["app"]:
        about = {"display_name": raw["name"], "description": raw["about"], "scope": raw["scope"], "public": False}
        workspace.apps.add(about=about, client_secret=conceal(f"app {raw['name']}"))
