"""Snapshots of the sandbox's demo workspace."""

from pathlib import Path

import pytest

from segment_async.audit.apis import ApiName
from segment_async.audit.snapshot.store import FINISHED
from tests.cli.conftest import run
from tests.once import once


def demo_snapshot(factory: pytest.TempPathFactory, api: ApiName = "public") -> Path:
    """Return a snapshot of the demo workspace, as the command makes it."""

    def make(folder: Path) -> None:
        ran = run(
            *("audit", "--sandbox", "--api", api, "--out", str(folder / "audit")),
            *("--fail-on", "never", "--json", "--redaction-key-file", str(folder / "key")),
        )
        assert (0, "") == (ran.code, ran.err)

    return once(factory, f"demo-{api}", make) / "audit" / FINISHED
