"""A browser, and reports to open in it."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import pytest

from segment_async import PublicClient
from segment_async.audit.run import audit
from segment_async.sandbox import Sandbox

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

HOSTILE = [
    '<script>document.title="owned"</script>',
    '"onmouseover="document.title=1',
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    "</script><img src=x onerror=alert(1)>",
]
"""Names that a page must not obey."""


@pytest.fixture(scope="session")
def browser(folder: Path) -> Iterator["Browser"]:
    """Start a browser, after the audit: its driver keeps an event loop in this thread."""
    driver = pytest.importorskip("playwright.sync_api", reason="install the extra: pip install -e '.[browser]'")
    chromium = shutil.which("chromium")
    assert chromium, "install Chromium, on Debian with: apt-get install chromium"
    with driver.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Audit the demo workspace after things in it got names that a page must not obey."""
    out = tmp_path_factory.mktemp("audit")

    async def run() -> None:
        async with Sandbox(seed="demo") as box, PublicClient(box.token, base_url=box.url) as segment:
            for place, name in enumerate(HOSTILE):
                made = await segment.sources.create(
                    slug=f"hostile-{place}", metadata_id="IqDTy1TpoU", enabled=True, disconnect_all_warehouses=True
                )
                await segment.sources.update(made.id, name=name)
            busiest = await anext(aiter(segment.sources.list()))
            await segment.sources.update(busiest.id, name=HOSTILE[0])  # so that it is in the picture and the plots too
            await audit(segment, out)

    anyio.run(run)
    return out


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the code of axe-core, which npm brings."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core comes from npm, and there is none")
    there = tmp_path_factory.mktemp("axe")
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--silent", "axe-core@4"], cwd=there, check=True)
    return (there / "node_modules/axe-core/axe.min.js").read_text()
