"""The page for people: complete, inert, and quiet on the network."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from attrs import evolve

from segment_async.audit.checks import CHECKS
from segment_async.audit.findings import Finding, HiddenPart, Severity, Subject
from segment_async.audit.report import by_parent, fact, plural, render, visible, words
from segment_async.audit.verdict import Verdict
from segment_async.audit.view import Workspace

HOSTILE = (
    "<script>alert(1)</script>",
    '"onmouseover=alert(1) x="',
    "javascript:alert(1)",
    "</style><img src=x onerror=alert(1)>",
    "</title><svg/onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- -->",
    "&lt;b&gt;",
)


class Page(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, tag: str, name: str) -> list[str]:
        return [value for found, attribute, value in self.attributes if (found, attribute) == (tag, name)]


def verdict_about(name: str = "Acme", *, severity: Severity = "error", gaps: tuple[HiddenPart, ...] = ()) -> Verdict:
    subject = Subject("source", name, name)
    finding = Finding(
        "source-without-destination", severity, subject, f"{name} is lost.", {name: name, "n": None}, name
    )
    return Verdict(Workspace(name, name, name), "2026-03-15T12:34:56.000000Z", (finding,), gaps, {"source": 1200}, 12)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_look_like_markup_are_text(name: str) -> None:
    harmless, page = Page(render(verdict_about())), Page(render(verdict_about(name, gaps=(HiddenPart(name, name),))))
    assert set(harmless.tags) >= set(page.tags)
    assert page.text.count(name) >= 6
    assert not [found for found in page.attributes if found[1].startswith("on")]


def test_nothing_is_loaded_and_nothing_runs() -> None:
    page = Page(render(verdict_about()))
    assert not {"script", "img", "iframe", "object", "embed", "form", "base", "audio", "video"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name in {"src", "srcset", "style", "action", "background"}]
    assert ["data:,"] == page.values("link", "href")
    assert all(target.startswith("#") for target in page.values("a", "href"))
    assert not re.search(r"url\(|@import|https?:", render(verdict_about()))


def test_the_policy_allows_this_one_style_and_nothing_else() -> None:
    html = render(verdict_about())
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = next(value for value in Page(html).values("meta", "content") if "default-src" in value)
    expected = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    assert expected == policy


def test_links_lead_to_sections_that_exist() -> None:
    page = Page(render(verdict_about()))
    targets = {target.removeprefix("#") for target in page.values("a", "href")}
    assert {"source-without-destination"} == targets
    assert targets <= set(page.values("section", "id"))


def test_the_page_shows_findings_checks_gaps_and_counts() -> None:
    text = " ".join(Page(render(verdict_about(gaps=(HiddenPart("listLabels", "It is off."),)))).text.split())
    for expected in (
        "Acme is lost.",
        "Error 1 Data is lost.",
        "Warnings 0",
        "15 March 2026, 12:34 UTC",
        "listLabels",
        "It is off.",
        "1,200 sources",
    ):
        assert expected in text
    assert all(check.question in text for check in CHECKS)


def test_a_check_that_lacked_its_input_is_not_shown_as_passed() -> None:
    gap = HiddenPart("getEventsVolumeFromWorkspace", "It is off.")
    assert "not fully known" not in Page(render(verdict_about())).text
    assert "not fully known" in Page(render(verdict_about(gaps=(gap,)))).text


def test_through_the_config_api_a_check_lacks_what_stands_for_its_input() -> None:
    verdict = verdict_about(gaps=(HiddenPart("listSourceConnections", "It is off."),))
    assert "not fully known" not in Page(render(verdict)).text
    assert 2 == Page(render(evolve(verdict, api="config"))).text.count("not fully known")


def test_characters_that_hide_or_reorder_text_are_spelled_out() -> None:
    assert r"a\u202eb\u200bc" == visible("a\u202eb\u200bc")
    assert "\u202e" not in render(verdict_about("a\u202eb"))
    assert "Grüße 👩‍🚀" == visible("Grüße 👩‍🚀")


def test_counts_are_grouped_under_what_things_hang_on() -> None:
    counts = {"source": 2, "source-detail": 2, "label": 1, "tracking-plan": 3, "tracking-plan-rule": 9}
    expected = [("source", 2, [("detail", 2)]), ("tracking-plan", 3, [("rule", 9)]), ("label", 1, [])]
    assert expected == by_parent(counts)


def test_facts_and_names_read_like_words() -> None:
    assert ["none", "yes", "no", "7", "x", '{"a": 1}'] == [
        fact(value) for value in (None, True, False, 7, "x", {"a": 1})
    ]
    assert ["tracking plan id", "tracking plan"] == [words("trackingPlanId"), words("tracking-plan")]
    assert ["sources", "entities", "series of events"] == [plural("source"), plural("entity"), plural("events-volume")]
