"""Snapshots of the sandbox's demo workspace, made once for all tests of a process."""

from pathlib import Path

import pytest

from segment_async.audit.apis import ApiName
from segment_async.audit.snapshot.store import FINISHED
from tests.cli.conftest import run

_made: dict[ApiName, Path] = {}


def demo_snapshot(factory: pytest.TempPathFactory, api: ApiName = "public") -> Path:
    """Return a snapshot of the demo workspace, as the command makes it."""
    if api not in _made:
        folder = factory.mktemp("demo")
        out, key = folder / "audit", folder / "key"
        ran = run(
            *("audit", "--sandbox", "--api", api, "--out", str(out)),
            *("--fail-on", "never", "--json", "--redaction-key-file", str(key)),
        )
        assert (0, "") == (ran.code, ran.err)
        _made[api] = out / FINISHED
    return _made[api]
