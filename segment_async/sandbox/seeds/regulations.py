"""What the demo was asked to delete or suppress, told in ``data/demo/regulations.toml``."""

from datetime import timedelta

from segment_async.sandbox.seeds.catalog import load
from segment_async.sandbox.seeds.lookup import named
from segment_async.sandbox.store import Workspace


def plant_regulations(workspace: Workspace) -> None:
    """File the regulations in a workspace that has the shop's sources and destinations."""
    for raw in load("demo/regulations")["regulation"]:
        workspace.regulations.add(
            regulation_type=raw["type"],
            subject_type=raw.get("subject_type", "USER_ID"),
            subjects=raw["subjects"],
            source_id=named(workspace, "source", raw["source"])["id"] if "source" in raw else None,
            created=workspace.started - timedelta(days=raw["ago"], minutes=47),
            takes=timedelta(days=raw["takes"]),
            outcomes={
                named(workspace, "destination", place)["id"]: {"status": status, "errString": said}
                for place, (status, said) in raw.get("not", {}).items()
            },
        )
