"""The audit of the demo, to be looked at only."""

from pathlib import Path

import pytest

from tests.audit.demo import demo_snapshot


@pytest.fixture(scope="session")
def demo_audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_snapshot(tmp_path_factory).parent
