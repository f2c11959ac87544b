"""The audit's report, opened in a real browser."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


class Opened:
    """A page, what it complained about, and what it asked for."""

    def __init__(self, browser: "Browser", address: str, **options: Any) -> None:
        self.page: Page = browser.new_context(**options).new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)

    def shown(self, selector: str) -> int:
        """Count what can be seen."""
        return self.page.locator(selector).locator("visible=true").count()

    def texts(self, selector: str) -> list[str]:
        found = self.page.locator(selector).locator("visible=true").all_inner_texts()
        return [" ".join(text.split()) for text in found]


@pytest.fixture(scope="session")
def address(folder: Path) -> str:
    return (folder / "report.html").as_uri()


@pytest.fixture
def opened(browser: "Browser", address: str) -> Iterator[Opened]:
    made = Opened(browser, address)
    yield made
    assert [] == made.complaints
    assert [address] == [url.partition("#")[0] for url in made.asked]
    made.page.context.close()


def test_every_finding_is_shown(opened: Opened, folder: Path) -> None:
    findings = json.loads((folder / "findings.json").read_text())["findings"]
    assert len(findings) > 20
    text = " ".join((opened.page.text_content("main") or "").split())  # also what is yet to be scrolled to
    for finding in findings:
        assert " ".join(finding["message"].split()) in text
        assert finding["check"] in text


def test_names_are_shown_and_not_obeyed(opened: Opened) -> None:
    """S15."""
    text = opened.page.text_content("main") or ""
    for name in HOSTILE:
        assert name in text
    assert "Audit of Thistle & Twine" == opened.page.title()
    assert 2 == opened.page.locator("script").count()
    assert 0 == opened.page.locator("img, [onmouseover], a[href^='javascript']").count()
    search = opened.page.locator("#routes input")
    search.fill("<script>")
    assert HOSTILE[0] in opened.texts("#routes tbody tr")[0]


def test_findings_are_filtered_by_severity_check_and_words(opened: Opened, folder: Path) -> None:
    findings = json.loads((folder / "findings.json").read_text())["findings"]
    rows = "section.check tbody tr"
    assert len(findings) == opened.shown(rows)
    opened.page.get_by_label("Infos").uncheck()
    assert sum(one["severity"] != "info" for one in findings) == opened.shown(rows)
    opened.page.get_by_label("Warnings").uncheck()
    assert sum(one["severity"] == "error" for one in findings) == opened.shown(rows)
    opened.page.get_by_label("Warnings").check()
    opened.page.locator("#check").select_option("destination-failing")
    failing = [one for one in findings if one["check"] == "destination-failing"]
    assert len(failing) == opened.shown(rows)
    opened.page.get_by_label("Search findings").fill("appsflyer android")
    assert 1 == opened.shown(rows)
    assert "1 finding" == opened.page.inner_text("#matches")
    opened.page.get_by_label("Search findings").fill("no such thing")
    assert (0, 0) == (opened.shown(rows), opened.shown("section.check"))
    assert "No finding is like this." == opened.page.inner_text("#matches")


def test_a_link_of_the_list_on_top_shows_its_check_whatever_was_chosen_and_folded(opened: Opened) -> None:
    page, check = opened.page, opened.page.locator("#destination-failing")
    link = page.locator(".glance a[href='#destination-failing']")
    check.locator("summary").click()
    page.get_by_label("Errors").uncheck()
    page.get_by_label("Search findings").fill("no such thing")
    assert not check.is_visible()
    link.click()
    check.locator("tbody tr").first.wait_for()
    assert page.get_by_label("Errors").is_checked()
    page.get_by_label("Errors").uncheck()
    link.click()  # to where the address leads already
    check.locator("tbody tr").first.wait_for()


def test_words_are_found_however_they_are_written(opened: Opened) -> None:
    """A letter may be one or two code points, a number have commas; what is in quotes is a whole cell."""
    search = opened.page.locator("#routes input")
    rows = "#routes tbody tr"
    delivered = opened.page.locator("#routes tbody td:nth-child(5)").nth(1).inner_text()
    assert "," in delivered
    for wanted in (
        delivered,
        delivered.replace(",", ""),
        "\N{FULLWIDTH LATIN SMALL LETTER M}ixpanel",
        " MIXPANEL  yes",
    ):
        search.fill(wanted)
        assert opened.shown(rows) > 0, wanted
    search.fill("ios app")
    names = set(opened.texts("#routes tbody td:first-child"))
    search.fill('"ios app"')
    assert {"iOS App"} == set(opened.texts("#routes tbody td:first-child")) < names
    search.fill("no such thing")
    assert ("No row has all of this.", 0) == (opened.page.inner_text("#routes [role=status]"), opened.shown(rows))


def test_controls_say_which_table_they_are_of_and_the_focus_stays_in_it(opened: Opened) -> None:
    for table in opened.page.locator(".grid").all():
        title = table.locator("h3").evaluate("title => title.firstChild.data.trim()")
        assert 1 == table.get_by_role("searchbox", name=f"Search: {title}", exact=True).count()
        more = table.get_by_role("button", name=f"Show more of: {title}", exact=True)
        assert table.locator(".more button").is_visible() == more.is_visible()
    more = opened.page.locator("#routes .more button")
    more.click()
    assert not more.is_visible()
    assert opened.page.evaluate("document.querySelector('#routes').contains(document.activeElement)")


def test_tables_are_searched_sorted_and_shown_further(opened: Opened) -> None:
    routes = opened.page.locator("#routes")
    first = opened.shown("#routes tbody tr")
    assert 15 == first
    routes.get_by_role("button", name="Show more").click()
    assert opened.shown("#routes tbody tr") > first
    routes.get_by_role("searchbox").fill("mixpanel")
    assert all("mixpanel" in text.lower() for text in opened.texts("#routes tbody tr"))
    routes.get_by_role("searchbox").fill("")
    routes.get_by_role("button", name="Delivered").click()
    assert "descending" == routes.locator("th", has_text="Delivered").get_attribute("aria-sort")

    def delivered() -> list[int]:
        texts = opened.texts("#routes tbody td:nth-child(5)")
        return [int(text.replace(",", "")) for text in texts if text[0].isdigit()]

    assert delivered() == sorted(delivered(), reverse=True)
    routes.get_by_role("button", name="Delivered").click()
    assert delivered() == sorted(delivered())
    routes.get_by_role("button", name="Source").click()
    names = opened.texts("#routes tbody td:first-child")
    assert names == sorted(names, key=str.lower)


def test_what_hangs_on_a_node_of_the_picture_stands_out_and_a_click_looks_it_up(opened: Opened) -> None:
    node = opened.page.locator("#picture .node", has_text="appsflyer")
    node.focus()
    lit = opened.page.locator("#picture .node.lit")
    assert {"Android App", "appsflyer"} == {text.strip() for text in lit.all_text_contents()}
    assert 1 == opened.page.locator("#picture .curve.lit").count()
    opened.page.keyboard.press("Enter")
    assert '"appsflyer"' == opened.page.locator("#routes input").input_value()
    assert 1 == opened.shown("#routes tbody tr")
    assert "#routes" == opened.page.evaluate("location.hash")


def test_a_click_on_any_node_of_the_picture_finds_its_rows(opened: Opened) -> None:
    """Also of a source that is only loaded into warehouses, and of a name that a page must not obey."""
    tables: set[str] = set()
    for node in opened.page.locator("#picture .node").all():
        node.focus()
        opened.page.keyboard.press("Enter")
        table = opened.page.evaluate("location.hash")
        assert opened.shown(f"{table} tbody tr") > 0, node.inner_text()
        tables.add(f"{node.get_attribute('class')} {table}")
    assert {"node source #routes", "node source #loads", "node destination #routes", "node warehouse #loads"} <= {
        each.replace(" lit", "") for each in tables
    }


def test_everything_can_be_reached_with_the_keyboard_alone(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("Tab")
    assert "Skip to the findings" == page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    before = opened.shown("section.check tbody tr")
    page.keyboard.press("Space")
    assert opened.shown("section.check tbody tr") < before


def test_without_its_script_the_page_still_tells_everything_that_was_found(browser: "Browser", address: str) -> None:
    quiet = Opened(browser, address, java_script_enabled=False)
    assert quiet.shown("section.check tbody tr") > 20
    assert (0, 0) == (quiet.shown("input"), quiet.shown(".more"))
    assert 15 == quiet.shown("#routes tbody tr")
    quiet.page.context.close()


SIZES = {"phone": (360, 740), "tablet": (820, 1100), "desktop": (1440, 1000)}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_page_fits_and_is_kept_as_a_picture(
    browser: "Browser", address: str, tmp_path: Path, size: str, theme: Any
) -> None:
    """Pictures go to the folder that SEGMENT_SCREENSHOTS names."""
    width, height = SIZES[size]
    made = Opened(browser, address, viewport={"width": width, "height": height}, color_scheme=theme)
    assert made.page.evaluate("document.documentElement.scrollWidth") <= width
    background = made.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ("rgb(15, 20, 26)" if theme == "dark" else "rgb(246, 247, 249)") == background
    made.page.evaluate("document.querySelectorAll('.check').forEach((one) => one.style.contentVisibility = 'visible')")
    there = Path(os.environ.get("SEGMENT_SCREENSHOTS", tmp_path))
    there.mkdir(parents=True, exist_ok=True)
    made.page.screenshot(path=there / f"report-{size}-{theme}.png", full_page=True)
    made.page.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: "Browser", address: str, axe: str, theme: Any) -> None:
    made = Opened(browser, address, color_scheme=theme, bypass_csp=True)
    made.page.evaluate(axe)
    result: dict[str, Any] = made.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    violations = {
        each["id"]: [node["html"][:120] for node in each["nodes"]][:3]
        for each in result["violations"]
        if each["impact"] in {"serious", "critical", "moderate"}
    }
    assert {} == violations
    assert len(result["passes"]) > 10
    made.page.context.close()


def test_print_shows_every_finding_and_no_tools(opened: Opened) -> None:
    opened.page.locator("section.check summary").first.click()
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    assert opened.shown("section.check tbody tr") == opened.page.locator("section.check tbody tr").count()
    assert 0 == opened.shown("nav, #tools, input")


def test_print_has_whole_tables_and_splits_no_number(opened: Opened) -> None:
    """A page of paper has no button for more; of a very long table it says that there is more."""
    page = opened.page
    page.set_viewport_size({"width": 700, "height": 1000})  # of A4, within its margins
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    whole = page.locator("#routes h3 .soft").inner_text()
    assert int(whole) == opened.shown("#routes tbody tr") > 15
    assert page.locator("#events [role=status]").inner_text().endswith("the page itself has all.")
    lines = (
        "cells => cells.filter((cell) => cell.firstChild.getClientRects().length > 1).map((cell) => cell.textContent)"
    )
    assert [] == page.locator(".grid :is(td.count, td.share, td.flag, td.moment)").evaluate_all(lines)
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert 15 == opened.shown("#routes tbody tr")
