"""The page for people: complete, inert, and quiet on the network."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from attrs import evolve

from segment_async.audit.checks import CHECKS
from segment_async.audit.diff.values import Change, Diff, Field, Side, Thing
from segment_async.audit.findings import Finding, HiddenPart, Severity, Subject
from segment_async.audit.report.contents import Contents
from segment_async.audit.report.markdown import markdown
from segment_async.audit.report.page import as_data, by_parent, message, render, shown
from segment_async.audit.report.tables import ROUTES, Table
from segment_async.audit.report.wording import cut, fact, heading, plural, several, short, visible, words
from segment_async.audit.snapshot.view import Workspace
from segment_async.audit.verdict import Verdict

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
    checks = tuple(evolve(check, severity=severity) if check.id == finding.check else check for check in CHECKS)
    workspace, read = Workspace(name, name, name), "2026-03-15T12:34:56.000000Z"
    return Verdict(workspace, read, (finding,), gaps, {"source": 1200}, 12, checks=checks)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_look_like_markup_are_text(name: str) -> None:
    harmless, page = Page(render(verdict_about())), Page(render(verdict_about(name, gaps=(HiddenPart(name, name),))))
    assert set(harmless.tags) >= set(page.tags)
    assert page.text.count(name) >= 6
    assert not [found for found in page.attributes if found[1].startswith("on")]


def routes(*names: str) -> Contents:
    """Return a table of routes from sources of these names."""
    rows = [(name, name, "webhooks", 1, 10, 1, 0.0909, None) for name in names]
    return Contents(routes=(Table(ROUTES, rows, len(rows)),))


def test_nothing_is_loaded_and_nothing_runs_but_its_own_script() -> None:
    html = render(verdict_about(), routes("a"))
    page = Page(html)
    assert not {"img", "iframe", "object", "embed", "form", "base", "audio", "video"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name in {"src", "srcset", "style", "action", "background"}]
    assert ["data:,"] == page.values("link", "href")
    assert all(target.startswith("#") for target in page.values("a", "href"))
    assert ["application/json"] == page.values("script", "type")
    assert not re.search(r"url\(|@import|https?:", html)


@pytest.mark.parametrize("tag", ["style", "script"])
def test_the_policy_allows_this_one_style_and_this_one_script(tag: str) -> None:
    html = render(verdict_about())
    (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
    digest = b64encode(sha256(text.encode()).digest()).decode()
    policy = next(value for value in Page(html).values("meta", "content") if "default-src" in value)
    assert f"{tag}-src 'sha256-{digest}'" in policy.split("; ")
    rest = [part for part in policy.split("; ") if not part.startswith(("style-src", "script-src"))]
    assert ["default-src 'none'", "img-src data:", "base-uri 'none'", "form-action 'none'"] == rest


@pytest.mark.parametrize("name", HOSTILE)
def test_rows_of_tables_end_no_element_and_stay_what_they_are(name: str) -> None:
    html = render(verdict_about(), routes(name))
    (text,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert [[name, name, "webhooks", 1, 10, 1, 0.0909, None]] == json.loads(text)["routes"]
    assert not set("<>&") & set(text)
    assert Page(html).text.count(name) >= 2


def test_of_a_long_table_the_beginning_stands_in_the_page_and_the_rest_in_its_data() -> None:
    contents = routes(*(f"source-{number:04}" for number in range(500)))
    html = render(verdict_about(), contents)
    page = Page(html.partition('id="data"')[0])
    assert "source-0014" in page.text
    assert "source-0015" not in page.text
    assert 500 == len(json.loads(str(as_data(contents.tables)))["routes"])


def test_of_many_findings_of_a_check_the_page_shows_some_and_counts_the_rest() -> None:
    verdict = verdict_about()
    many = evolve(verdict, findings=verdict.findings * 501)
    assert "And 1 more, which findings.json lists." in Page(render(many)).text
    assert "more, which findings.json" not in Page(render(verdict)).text


def test_cells_read_as_people_say_them() -> None:
    assert ["1,200", "9.1%", "yes", "no", "2026-03-15 12:34", "x"] == [
        shown(1200, "count"),
        shown(0.0909, "share"),
        shown(1, "flag"),
        shown(0, "flag"),
        shown("2026-03-15T12:34:56Z", "moment"),
        shown("x", "text"),
    ]
    assert shown(None, "count") == shown("", "text") == "\N{EN DASH}"
    assert '"  "' == shown("  ", "text")


def test_links_lead_to_sections_that_exist() -> None:
    page = Page(render(verdict_about()))
    targets = {target.removeprefix("#") for target in page.values("a", "href")}
    assert {"source-without-destination", "findings", "gaps"} == targets
    assert targets <= {value for _, name, value in page.attributes if name == "id"}


def test_the_page_shows_findings_checks_gaps_and_counts() -> None:
    text = " ".join(Page(render(verdict_about(gaps=(HiddenPart("listLabels", "It is off."),)))).text.split())
    for expected in (
        "Acme is lost.",
        "Error 1 Data is lost,",
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
    assert 2 <= Page(render(evolve(verdict, api="config"))).text.count("not fully known")


def test_characters_that_hide_or_reorder_text_are_spelled_out() -> None:
    assert r"a\u202eb\u200bc" == visible("a\u202eb\u200bc")
    assert "\u202e" not in render(verdict_about("a\u202eb"))
    assert "Grüße 👩‍🚀" == visible("Grüße 👩‍🚀")


def test_names_are_cut_where_they_would_reach_into_something_else() -> None:
    assert ["short", "a\N{HORIZONTAL ELLIPSIS}", r"a\u202eb"] == [cut("short", 5), cut("abc", 2), cut("a\u202eb", 8)]
    assert '" "' == cut(" ", 5)
    assert ["\u65e5\u672c", "\u65e5\N{HORIZONTAL ELLIPSIS}"] == [cut("\u65e5\u672c", 4), cut("\u65e5\u672c\u8a9e", 4)]


def test_checks_that_could_not_see_everything_are_counted_on_top() -> None:
    """Else zero errors read as if all were well."""
    nothing = evolve(verdict_about(), findings=())
    assert "could not see all" not in Page(render(nothing)).text
    blind = evolve(nothing, gaps=(HiddenPart("listLabels", "It is off."),))
    assert f"1 of {len(CHECKS)} checks could not see all" in Page(render(blind)).text


def test_where_nothing_was_found_that_is_said_and_there_is_nothing_to_filter() -> None:
    html = render(evolve(verdict_about(), findings=()))
    assert "No check found anything." in Page(html).text
    assert 'id="tools"' not in html


def test_a_suppression_to_look_at_is_named() -> None:
    noted = evolve(verdict_about(), notes=("The suppression of a-check for 'x' expired on 2026-01-01.",))
    assert "expired on 2026-01-01" in Page(render(noted)).text
    assert "expired on 2026-01-01" in markdown(noted)


def test_counts_are_grouped_under_what_things_hang_on() -> None:
    counts = {"source": 2, "source-detail": 2, "label": 1, "tracking-plan": 3, "tracking-plan-rule": 9}
    expected = [("source", 2, [("detail", 2)]), ("tracking-plan", 3, [("rule", 9)]), ("label", 1, [])]
    assert expected == by_parent(counts)


def test_facts_and_names_read_like_words() -> None:
    assert ["none", "yes", "no", "7,000", "x", "some name 1", "a, b", "none"] == [
        fact(value) for value in (None, True, False, 7000, "x", {"someName": 1}, ["a", "b"], [])
    ]
    assert [True, False, False] == [several(value) for value in ([{"a": 1}], ["a"], {"a": 1})]
    assert ["980", "12,400", "1.23 million", "2 billion"] == [short(each) for each in (980, 12_400, 1_234_567, 2e9)]
    assert ["tracking plan id", "tracking plan"] == [words("trackingPlanId"), words("tracking-plan")]
    assert ["in a row", "API calls", "Reverse ETL model"] == [
        words("inARow"),
        words("apiCalls"),
        heading("reverse-etl-model"),
    ]
    assert ["17.2%", "1.75", "2026-11-29 16:04 UTC", "2026-13-99T00:00:00Z"] == [
        fact(0.1719, "rate"),
        fact(1.7523, "growth"),
        fact("2026-11-29T17:04:05.12+01:00"),
        fact("2026-13-99T00:00:00Z"),
    ]
    assert ["sources", "entities", "settings", "series of events"] == [
        plural(kind) for kind in ("source", "entity", "settings", "events-volume")
    ]


def test_a_name_of_any_length_leaves_the_matter_in_sight() -> None:
    verdict = verdict_about("L" * 5000)
    cut_name = "L" * 199 + "\N{HORIZONTAL ELLIPSIS}"
    assert f"{cut_name} is lost." == message(verdict.findings[0])
    named = evolve(verdict.findings[0], subject=Subject("source", "s1", "Shop"), evidence={"list": ["L" * 5000]})
    assert f"{cut_name} is lost." == message(named)
    assert "L" * 301 not in Page(render(evolve(verdict_about(), findings=(named,)))).text


def test_a_check_that_found_things_of_several_kinds_says_of_each_what_it_is() -> None:
    verdict = verdict_about()
    other = evolve(verdict.findings[0], subject=Subject("space-filter", "f1", "Nothing"))
    heads = re.compile(r'<th scope="col">([^<]*)</th><th scope="col">What is the matter')
    assert ["Source"] == heads.findall(render(verdict))
    mixed = render(evolve(verdict, findings=(*verdict.findings, other)))
    assert ["Name"] == heads.findall(mixed)
    assert ["source", "space filter"] == re.findall(r'<span class="soft kind">([^<]*)<', mixed)


def test_what_changed_keeps_the_indentation_of_its_lines_and_says_kinds_in_words() -> None:
    side = Side(Workspace("w", "w", "w"), "public", "2026-03-15T12:34:56+00:00", "2026-03-15T12:34:56+00:00")
    field = Field("jsonSchema", {"type": "object", "a": {"b": 1}}, {"type": "object", "a": {"b": 2}})
    change = Change("changed", Thing("tracking-plan-rule", "r1", "Ordered"), (field,))
    html = render(verdict_about(), Contents(diff=Diff(side, side, (change,))))
    assert '<span class="soft kind">tracking plan rule</span>' in html
    lines = re.findall(r'<li class="look-(\w+) deep-(\d)"><bdi>(.*)</bdi>', html)
    assert ("field", "2", "jsonSchema") in lines
    assert ("code", "3", "   &#34;a&#34;: {") in lines
    assert ("more", "3", "+    &#34;b&#34;: 2") in lines
    assert ".lines li { white-space: pre-wrap;" in html
