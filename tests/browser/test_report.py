"""The audit's report, opened in a real browser."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import pytest

from segment_async import PublicClient
from segment_async.audit.run import audit
from segment_async.sandbox import Sandbox

if TYPE_CHECKING:
    from playwright.sync_api import Page

playwright = pytest.importorskip("playwright.sync_api", reason="install the extra: pip install -e '.[browser]'")

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

HOSTILE = [
    '<script>document.title="owned"</script>',
    '"onmouseover="document.title=1',
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
]

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Audit the demo workspace after some of its sources got names that a page must not obey."""
    out = tmp_path_factory.mktemp("audit")

    async def run() -> None:
        async with Sandbox(seed="demo") as box, PublicClient(box.token, base_url=box.url) as segment:
            for place, name in enumerate(HOSTILE):
                made = await segment.sources.create(
                    slug=f"hostile-{place}", metadata_id="IqDTy1TpoU", enabled=True, disconnect_all_warehouses=True
                )
                await segment.sources.update(made.id, name=name)
            await audit(segment, out)

    anyio.run(run)
    return out


@pytest.fixture(scope="module")
def opened(folder: Path) -> Iterator[tuple["Page", list[str], list[str]]]:
    """Open the report; yield the page, what it complained about and what it asked for."""
    chromium = shutil.which("chromium")
    assert chromium, "install Chromium, on Debian with: apt-get install chromium"
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page()
        complaints: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto((folder / "report.html").as_uri())
        yield page, complaints, asked
        browser.close()


def test_the_browser_has_nothing_to_complain_about(opened: tuple["Page", list[str], list[str]]) -> None:
    page, complaints, _ = opened
    assert "Thistle & Twine" in page.inner_text("h1")
    assert [] == complaints


def test_nothing_is_loaded_from_elsewhere(opened: tuple["Page", list[str], list[str]]) -> None:
    page, _, asked = opened
    assert [page.url] == asked


def test_every_finding_is_shown(opened: tuple["Page", list[str], list[str]], folder: Path) -> None:
    page, *_ = opened
    findings = json.loads((folder / "findings.json").read_text())["findings"]
    assert findings
    text = " ".join(page.inner_text("body").split())
    for finding in findings:
        assert " ".join(finding["message"].split()) in text
        assert finding["check"] in text


def test_names_are_shown_and_not_obeyed(opened: tuple["Page", list[str], list[str]]) -> None:
    """S15."""
    page, *_ = opened
    text = page.inner_text("body")
    for name in HOSTILE:
        assert name in text
    assert "Thistle & Twine" in page.title()
    assert page.locator("script").count() == 0
    assert page.locator("[onmouseover]").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


def test_the_page_fits_a_phone(opened: tuple["Page", list[str], list[str]]) -> None:
    page, *_ = opened
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
