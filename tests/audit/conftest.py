"""Snapshots made by hand, and a home for the redaction key that is not the user's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from segment_async.audit.apis import ApiName
from segment_async.audit.snapshot.store import Row, Store
from segment_async.audit.verdict import Verdict, check_snapshot

WORKSPACE = {"id": "w1", "slug": "acme", "name": "Acme"}
WEBSITE = {"slug": "javascript", "categories": ["Website"], "isCloudEventSource": False}


@pytest.fixture(autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep redaction keys out of the home of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


class Maker:
    """Makes a snapshot by hand."""

    def __init__(self, folder: Path, api: ApiName = "public") -> None:
        self.folder = folder
        self.store = Store(folder)
        self.store.begin(WORKSPACE, api)

    def add(self, kind: str, thing_id: str, data: Any = None, *, parent: str = "") -> None:
        data = data or {}
        name = data.get("name") if isinstance(data, dict) else None
        self.store.add(kind, "", parent, [Row(thing_id, name if isinstance(name, str) else thing_id, json.dumps(data))])

    def source(self, source_id: str, *, plan: str | None = "tp", metadata: Any = WEBSITE, enabled: bool = True) -> None:
        """Add a source of which everything was read: nothing is connected to it."""
        self.add("source", source_id, {"name": source_id, "slug": source_id, "enabled": enabled, "metadata": metadata})
        self.add("source-detail", source_id, {"trackingPlanId": plan}, parent=source_id)
        for operation in ("getSource", "listConnectedDestinationsFromSource", "listConnectedWarehousesFromSource"):
            self.read(operation, source_id)

    def read(self, operation: str, parent: str = "") -> None:
        self.store.end_call(operation, parent, status=200, pages=1)

    def gap(self, operation: str, parent: str = "", *, reason: str = "It is secret.") -> None:
        self.store.end_call(operation, parent, status=403, pages=0, gap=reason)

    def verdict(self) -> Verdict:
        self.store.finish()
        return check_snapshot(self.folder)

    def found(self) -> set[tuple[str, str]]:
        """Finish the snapshot, and return which check finds what."""
        return {(finding.check, finding.subject.id) for finding in self.verdict().findings}


@pytest.fixture
def maker(tmp_path: Path) -> Iterator[Maker]:
    made = Maker(tmp_path)
    yield made
    made.store.close()
