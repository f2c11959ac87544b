"""How quickly the report of a large workspace can be used: ``python -m benchmarks.report [--sources N]``.

The demo workspace is audited once, and its snapshot is copied over and over until it has so many sources. What is
measured is the writing of the page, its size, and in headless Chromium the time until the page has drawn its tables,
and until a search in the largest one and one among the findings are answered.
"""

import argparse
import asyncio
import json
import re
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from segment_async import PublicClient
from segment_async.audit.report.contents import contents_of
from segment_async.audit.report.page import render
from segment_async.audit.run import audit
from segment_async.audit.verdict import check_snapshot
from segment_async.sandbox import Sandbox

COPIED: Final = (
    *("source", "source-detail", "source-connected-destination", "source-connected-warehouse", "tracking-plan-source"),
    *("destination", "destination-filter", "destination-subscription", "warehouse-connected-source", "warehouse-sync"),
    *("destination-delivered-series", "destination-failed-series", "events-volume", "source-event-volume"),
)
"""Kinds that a larger workspace has more of."""

FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


async def demo(folder: Path) -> Path:
    """Audit the demo, and return its snapshot."""
    async with Sandbox(seed="demo") as box, PublicClient(box.token, base_url=box.url) as segment:
        return (await audit(segment, folder, redaction_key_file=folder / "key")).snapshot


def grow(snapshot: Path, sources: int) -> int:
    """Copy what a snapshot holds until it has so many sources, and return how many it has."""
    with closing(sqlite3.connect(snapshot, isolation_level=None)) as db:
        rows = db.execute("SELECT * FROM resource").fetchall()
        calls = db.execute("SELECT * FROM call WHERE parent_id <> ''").fetchall()
        kept = [row for row in rows if row[0] in COPIED]
        ids = {row[1] for row in kept if row[0] in {"source", "destination", "destination-subscription"}}
        here = sum(row[0] == "source" for row in rows)
        db.execute("BEGIN")
        for copy in range(1, -(-sources // here)):
            db.executemany("INSERT OR IGNORE INTO resource VALUES (?, ?, ?, ?, ?, ?, ?)", _copied(kept, ids, copy))
            db.executemany("INSERT OR IGNORE INTO call VALUES (?, ?, ?, ?, ?)", _copied(calls, ids, copy))
        db.execute("COMMIT")
        (count,) = db.execute("SELECT count(*) FROM resource WHERE kind = 'source'").fetchone()
        return int(count)


def _copied(rows: list[Any], ids: set[str], copy: int) -> Iterator[Any]:
    """Yield rows in which every id is that of a copy."""

    def renamed(match: re.Match[str]) -> str:
        return f"{match[0]}{copy}" if match[0] in ids else match[0]

    for row in rows:
        yield tuple(_WORD.sub(renamed, cell) if isinstance(cell, str) else cell for cell in row)


_WORD: Final = re.compile(r"\w{20,}")


def opened(page: Path, times: int) -> dict[str, float]:
    """Return medians of the seconds that a browser needs."""
    from playwright.sync_api import sync_playwright

    taken: dict[str, list[float]] = {"usable": [], "search": [], "filter": []}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for _ in range(times):
            tab = browser.new_page()
            begun = time.perf_counter()
            tab.goto(page.as_uri())
            tab.wait_for_selector("#matches:not(:empty)")
            taken["usable"].append(time.perf_counter() - begun)
            for name, box in (("search", "#routes input"), ("filter", "#search")):
                taken[name].append(tab.evaluate(_TYPED, box) / 1000)
            tab.close()
        browser.close()
    return {name: statistics.median(each) for name, each in taken.items()}


_TYPED: Final = """async (box) => {
  const input = document.querySelector(box);
  const begun = performance.now();
  input.value = "shop";
  input.dispatchEvent(new Event("input"));
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  return performance.now() - begun;
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.report", description=__doc__)
    parser.add_argument("--sources", type=int, default=5000, help="of the workspace (default: %(default)s)")
    parser.add_argument("--times", type=int, default=5, help="that the page is opened (default: %(default)s)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        snapshot = asyncio.run(demo(Path(folder)))
        sources = grow(snapshot, given.sources)
        begun = time.perf_counter()
        verdict = check_snapshot(snapshot)
        checked = time.perf_counter()
        page = Path(folder) / "report.html"
        page.write_text(render(verdict, contents_of(snapshot)), "utf-8")
        written = time.perf_counter()
        figures = {
            "sources": sources,
            "findings": len(verdict.findings),
            "checked in s": round(checked - begun, 1),
            "written in s": round(written - checked, 1),
            "size in MB": round(page.stat().st_size / 1e6, 2),
            **{f"{name} in s": round(seconds, 2) for name, seconds in opened(page, given.times).items()},
        }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
