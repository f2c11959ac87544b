"""What every operation has in common: paths, bodies, pages, limits, and the ways to be refused."""

import asyncio
import json
from datetime import datetime, timedelta

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import NOW, Api
from tests.sandbox_config.support import TOOL, WEB, Config

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("path", ["/workspaces", "/workspaces/", "//workspaces", "//workspaces//", "/workspaces?"])
async def test_doubled_and_trailing_slashes_are_tolerated(config: Config, path: str) -> None:
    assert "workspaces/sandbox" == (await config.get(path))["workspaces"][0]["name"]


async def test_a_doubled_slash_before_the_root_is_tolerated(box: Sandbox, config: Config) -> None:
    config.url = f"{box.url}//v1beta"
    assert "Sandbox" == (await config.get("/workspaces//sandbox/"))["display_name"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nope"),
        ("GET", ""),
        ("GET", "/workspaces/sandbox/users"),
        ("POST", "/workspaces"),
        ("PATCH", WEB),
        ("GET", "/workspaces/sandbox/functions/sfn_x/deploy"),
    ],
)
async def test_a_url_that_leads_nowhere_is_a_plain_text_that_no_retry_will_help(
    config: Config, method: str, path: str
) -> None:
    answer = await config.send(method, path)
    assert (503, "text/plain") == (answer.status, answer.headers["Content-Type"].partition(";")[0])
    assert answer.text.startswith("upstream connect error")


@pytest.mark.parametrize("body", [None, {}, {"anything": 1}])
async def test_a_get_may_have_a_body(config: Config, body: object) -> None:
    assert [] == (await config.get("/workspaces/sandbox/sources", body))["sources"]


async def test_a_get_takes_its_parameters_from_the_body_unless_the_url_has_them(config: Config, box: Sandbox) -> None:
    for slug in ("one", "two", "three"):
        await config.make_source(slug)
    body = {"page_size": 1, "page_token": ""}
    assert 1 == len((await config.get("/workspaces/sandbox/sources", body))["sources"])
    assert 2 == len((await config.get("/workspaces/sandbox/sources?page_size=2", body))["sources"])
    functions = f"/workspaces/{box.workspace.record['id']}/functions"
    assert [] == (await config.get(functions, {"type": "SOURCE", "page_size": 10}))["functions"]


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded"])
async def test_a_body_is_json_whatever_its_type_says(config: Config, content_type: str) -> None:
    source = {"name": "workspaces/sandbox/sources/web", "catalog_name": "catalog/sources/ios"}
    raw = json.dumps({"source": source}).encode()
    answer = await config.send("POST", "/workspaces/sandbox/sources", raw=raw, Content_Type=content_type)
    assert 200 == answer.status


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"nope", b"{'source': {}}"])
async def test_a_body_that_is_no_object_is_an_invalid_argument(config: Config, raw: bytes) -> None:
    assert (400, 3) == (await config.send("POST", "/workspaces/sandbox/sources", raw=raw)).refusal


async def test_an_invalid_argument_is_named(config: Config) -> None:
    answer = await config.send("POST", "/workspaces/sandbox/sources", {"source": {"name": 5}})
    assert (400, 3) == answer.refusal
    assert "source.catalog_name is required." in answer.json["error"]
    assert "source.name: " in answer.json["error"]


async def test_keys_in_camel_case_are_unknown_and_unknown_keys_are_passed_over(config: Config) -> None:
    source = {"name": "workspaces/sandbox/sources/web", "catalogName": "catalog/sources/ios"}
    answer = await config.send("POST", "/workspaces/sandbox/sources", {"source": source})
    assert (400, "source.catalog_name is required.") == (answer.status, answer.json["error"])
    made = await config.make_source(catalogName="catalog/sources/ios", colour="green")
    assert "catalog/sources/javascript" == made["catalog_name"]
    assert "colour" not in await config.post("/apps", {"app": {"colour": "green"}})


@pytest.mark.parametrize(
    "target",
    [
        "/workspaces/other",
        "/workspaces/other/sources",
        "/workspaces/sandbox/sources/web",
        "/workspaces/sandbox/sources/web/destinations",
        "/workspaces/sandbox/tracking-plans/rs_nope",
        "/workspaces/sandbox/functions?type=SOURCE",
        "/catalog/sources/nope",
        "/catalog/destinations/nope",
        "/access-tokens/99",
    ],
)
async def test_what_is_not_there_is_not_found(config: Config, target: str) -> None:
    assert (404, 5) == (await config.send("GET", target)).refusal


async def test_a_source_goes_by_its_slug_and_not_by_its_id(config: Config) -> None:
    made = await config.make_source()
    assert (404, 5) == (await config.send("GET", f"/workspaces/sandbox/sources/{made['id']}")).refusal


async def test_pages_follow_each_other_until_the_token_is_empty(config: Config) -> None:
    slugs = [f"source-{number}" for number in range(5)]
    for slug in slugs:
        await config.make_source(slug)
    token, pages = "", list[list[str]]()
    while not pages or token:
        page = await config.get(f"/workspaces/sandbox/sources?page_size=2&page_token={token}")
        token = page["next_page_token"]
        pages.append([source["name"].rpartition("/")[2] for source in page["sources"]])
    assert [slugs[:2], slugs[2:4], slugs[4:]] == pages


@pytest.mark.parametrize(("asked", "got"), [("", 100), ("?page_size=0", 100), ("?page_size=1000", 100)])
async def test_a_page_has_100_items_unless_fewer_are_asked_for(
    config: Config, box: Sandbox, asked: str, got: int
) -> None:
    kind = box.workspace.catalog.sources.by_slug("ios", "kind")["id"]
    for number in range(101):
        box.workspace.sources.add(slug=f"source-{number}", metadata_id=kind)
    assert got == len((await config.get(f"/workspaces/sandbox/sources{asked}"))["sources"])


async def test_a_page_of_functions_has_10_items_and_at_most_100(config: Config, box: Sandbox) -> None:
    for number in range(11):
        box.workspace.functions.add(type="SOURCE", name=str(number), code="")
    functions = f"/workspaces/{box.workspace.record['id']}/functions?type=SOURCE"
    assert 10 == len((await config.get(functions))["functions"])
    assert 11 == len((await config.get(f"{functions}&page_size=100"))["functions"])
    assert (400, 3) == (await config.send("GET", f"{functions}&page_size=101")).refusal


@pytest.mark.parametrize("query", ["page_size=-1", "page_size=many", "page_token=nope"])
async def test_a_page_that_cannot_be_is_an_invalid_argument(config: Config, query: str) -> None:
    assert (400, 3) == (await config.send("GET", f"/workspaces/sandbox/sources?{query}")).refusal


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.mark.parametrize(("setting", "allowed"), [("documented", 200), ("3/min", 3)])
async def test_too_many_requests_are_refused_without_a_word_on_when_to_come_back(setting: str, allowed: int) -> None:
    clock = Clock()
    async with Sandbox(seed="empty", clock=clock, rate_limit=setting) as box:
        config = Config(box)
        answers = [await config.send("GET", "/workspaces") for _ in range(allowed + 1)]
        assert [200] * allowed == [answer.status for answer in answers[:-1]]
        assert (429, 8) == answers[-1].refusal
        assert not [name for name in answers[-1].headers if name.lower().startswith(("x-ratelimit", "retry"))]
        assert not [name for name in answers[0].headers if name.lower().startswith("x-ratelimit")]
        assert 200 == (await Api(box.url, box.token).get("/")).status
        clock.now += timedelta(seconds=60)
        assert 200 == (await config.send("GET", "/workspaces")).status


async def test_without_a_limit_nobody_is_held_back(config: Config) -> None:
    answers = await asyncio.gather(*(config.send("GET", "/workspaces") for _ in range(210)))
    assert {200} == {answer.status for answer in answers}


async def test_a_page_under_another_name_is_refused_in_the_words_of_this_api(config: Config) -> None:
    assert (403, 7) == (await config.send("GET", "/workspaces", Host="evil.example")).refusal


async def test_a_body_that_is_too_large_is_refused_in_the_words_of_this_api(config: Config) -> None:
    answer = await config.send("POST", "/workspaces/sandbox/sources", raw=b" " * (32 * 2**20 + 1))
    assert 413 == answer.status


async def test_a_defect_of_the_sandbox_is_an_internal_error(
    box: Sandbox, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    box.workspace.record["name"] = object()
    assert (500, 13) == (await config.send("GET", "/workspaces")).refusal
    assert "Traceback" in caplog.text


async def test_colons_may_be_encoded(config: Config) -> None:
    await config.make_source()
    await config.make_destination()
    for colon in (":", "%3A"):
        assert 3 == len((await config.get(f"{TOOL}/metrics{colon}getSummary"))["metrics"])
