"""The demo's credentials, told in ``data/demo/credentials.toml``."""

from datetime import timedelta

from segment_async.sandbox.seeds.catalog import load
from segment_async.sandbox.seeds.lookup import named
from segment_async.sandbox.seeds.secrets import fill
from segment_async.sandbox.store import Workspace, timestamp
from segment_async.sandbox.store.credentials import SETTING


def plant_credentials(workspace: Workspace) -> None:
    """Add the credentials to a workspace that has the warehouses and sources that use them."""
    for number, raw in enumerate(load("demo/credentials")["credential"]):
        credential = workspace.credentials.add(name=raw["name"], settings=fill((), raw["settings"], place=raw["name"]))
        credential["createdAt"] = timestamp(workspace.started - timedelta(days=300 - 60 * number))
        credential["updatedAt"] = timestamp(workspace.started - timedelta(days=57 + number))
        for kind in ("warehouse", "source"):
            for name in raw.get(f"{kind}s", ()):
                named(workspace, kind, name)["settings"][SETTING] = credential["id"]
