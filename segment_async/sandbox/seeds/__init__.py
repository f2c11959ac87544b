"""What a sandbox holds when it starts: a shop to look around in, an empty workspace, or one of any size."""

from typing import Final

from segment_async.sandbox.seeds.catalog import offer
from segment_async.sandbox.seeds.demo import plant_demo
from segment_async.sandbox.seeds.large import plant_large
from segment_async.sandbox.store import Workspace

__all__ = ["SEEDS", "plant"]

SEEDS: Final = ("demo", "empty", "large")


def plant(name: str, workspace: Workspace, *, scale: int = 1000) -> None:
    """Fill a new workspace.

    Every seed brings the same catalog, and the same seed brings the same records each time, dated from the moment that
    the workspace started.

    Args:
        name: ``demo``, a shop with something for each check to find; ``empty``, nothing but the catalog; ``large``.
        workspace: Where to plant; it must have just been made.
        scale: How many sources ``large`` has.

    Raises:
        ValueError: There is no such seed, or the scale is not positive.
    """
    if name not in SEEDS:
        raise ValueError(f"There is no seed {name!r}; take one of {', '.join(SEEDS)}.")
    if scale < 1:
        raise ValueError(f"A scale of {scale} makes no workspace; take 1 source or more.")
    offer(workspace)
    if name == "demo":
        plant_demo(workspace)
    elif name == "large":
        plant_large(workspace, scale)
