"""What is particular to the Config API, over a real connection."""

import base64
import json
from typing import Any

import anyio
import pytest

from segment_async import (
    APIError,
    BadRequest,
    ConfigClient,
    ConfigurationError,
    Conflict,
    DecodeError,
    Forbidden,
    NotFound,
    RateLimited,
    SegmentError,
    ServerError,
    Token,
    Unauthorized,
    unstructure,
)
from segment_async._core import dialect
from segment_async._core.limiter import PacingLimiter
from segment_async._core.operation import per_minute
from segment_async.config import OPERATIONS
from segment_async.config.models import Destination, Source
from tests.core.conftest import QUICK
from tests.core.server import answer, serving

pytestmark = pytest.mark.anyio

SOURCE = {"name": "workspaces/acme/sources/js"}
PLACE = {"name": "workspaces/acme", "id": "e5bdb0902b"}


def ok(body: object) -> bytes:
    """Return an answer of success."""
    return answer(200, json.dumps(body))


def refused(status: int, body: str) -> bytes:
    """Return a refusal, as it goes over the wire."""
    return answer(status, body)


def client(url: str, token: Any = "config-token", **options: Any) -> ConfigClient:  # noqa: S107 - no secret
    """Return a client that does not wait."""
    return ConfigClient(
        token, **{"base_url": url, "workspace": "acme", "retries": QUICK, "limiter": PacingLimiter(), **options}
    )


async def test_the_address_has_the_version_once() -> None:
    async with serving(ok(SOURCE)) as server:
        for url in (server.url, f"{server.url}/", f"{server.url}/v1beta", f"{server.url}/v1beta/"):
            async with client(url) as config:
                await config.sources.get("js")
    assert {"/v1beta/workspaces/acme/sources/js"} == {seen.target for seen in server.seen}


async def test_answers_are_bare_and_media_types_plain() -> None:
    async with serving(ok({**SOURCE, "unheard_of": 1})) as server, client(server.url) as config:
        assert Source(name=SOURCE["name"]) == await config.sources.get("js")
        raw = await config.call_raw("getSource", path={"source_slug": "js"})
        assert raw.json["unheard_of"] == 1
        await config.sources.create(name="js", catalog_name="javascript")
    assert server.seen[0].headers["accept"] == "application/json"
    assert "content-type" not in server.seen[0].headers
    assert server.seen[2].headers["content-type"] == "application/json"


async def test_a_create_is_wrapped_and_its_names_completed() -> None:
    async with serving(ok(SOURCE)) as server, client(server.url) as config:
        await config.sources.create(name="js", catalog_name="javascript", labels={"environment": "dev"})
    (seen,) = server.seen
    assert (seen.method, seen.target) == ("POST", "/v1beta/workspaces/acme/sources")
    assert json.loads(seen.body) == {
        "source": {
            "name": "workspaces/acme/sources/js",
            "catalog_name": "catalog/sources/javascript",
            "labels": {"environment": "dev"},
        }
    }


async def test_an_update_masks_what_was_set() -> None:
    destination = {"name": "workspaces/acme/sources/js/destinations/webhooks"}
    async with serving(ok(destination)) as server, client(server.url) as config:
        changed = await config.destinations.update(destination["name"], enabled=True, config=[{"name": "hooks"}])  # type: ignore[list-item]  # a mapping will do
        assert isinstance(changed, Destination)
    (seen,) = server.seen
    assert (seen.method, seen.target) == ("PATCH", f"/v1beta/{destination['name']}")
    assert json.loads(seen.body) == {
        "destination": {"enabled": True, "config": [{"name": f"{destination['name']}/config/hooks"}]},
        "update_mask": {"paths": ["destination.enabled", "destination.config"]},
    }


async def test_a_name_brings_its_own_workspace() -> None:
    async with serving(ok(SOURCE)) as server, client(server.url) as config:
        await config.sources.get("workspaces/other/sources/js")
    assert server.seen[0].target == "/v1beta/workspaces/other/sources/js"


async def test_colons_of_verbs_stay_and_those_of_values_do_not() -> None:
    async with serving(ok({})) as server, client(server.url) as config:
        await config.event_delivery_metrics.get_summary("js", "web:hooks")
    assert "/destinations/web%3Ahooks/metrics:getSummary" in server.seen[0].target


async def test_a_list_in_a_query_is_repeated_and_completed() -> None:
    async with serving(ok({})) as server, client(server.url) as config:
        await config.event_delivery_metrics.batch_get("js", "webhooks", names=["successes", "expired"])
    base = "names=workspaces%2Facme%2Fsources%2Fjs%2Fdestinations%2Fwebhooks%2Fmetrics%2F"
    assert server.seen[0].target.partition("?")[2] == f"{base}successes&{base}expired"


@pytest.mark.parametrize("last", [{}, {"next_page_token": ""}, {"next_page_token": None}])
async def test_pages_go_on_until_the_token_is_empty(last: dict[str, object]) -> None:
    pages = ok({"sources": [SOURCE, SOURCE], "next_page_token": "t/2 &"}), ok({"sources": [SOURCE]} | last)
    async with serving(*pages) as server, client(server.url) as config:
        assert 3 == len([source async for source in config.sources.list(page_size=2)])
    first, second = (seen.target.partition("?")[2] for seen in server.seen)
    assert first == "page_size=2"
    assert second == "page_size=2&page_token=t%2F2%20%26"


async def test_a_list_that_leaves_its_items_out_is_empty() -> None:
    async with serving(ok({})) as server, client(server.url) as config:
        assert () == (await config.sources.list()).items


async def test_a_function_call_takes_the_id_of_the_workspace_looked_up_once() -> None:
    async with serving(ok(PLACE), ok({"functions": []})) as server, client(server.url) as config:
        async with anyio.create_task_group() as group:
            for _ in range(5):
                group.start_soon(config.functions.get, "sfnc_1")
        await config.with_options(strict=True).functions.delete("sfnc_1")
    assert server.seen[0].target == "/v1beta/workspaces/acme"
    assert ["/v1beta/workspaces/e5bdb0902b/functions/sfnc_1"] * 6 == [seen.target for seen in server.seen[1:]]


async def test_the_only_workspace_of_a_token_is_found() -> None:
    listed = ok({"workspaces": [PLACE], "next_page_token": ""})
    async with serving(listed, ok(SOURCE)) as server, client(server.url, workspace=None) as config:
        await config.sources.get("js")
        await config.sources.get("js")
    assert [seen.target.partition("?")[0] for seen in server.seen] == [
        "/v1beta/workspaces",
        *["/v1beta/workspaces/acme/sources/js"] * 2,
    ]


async def test_old_answers_name_a_workspace_by_its_bare_slug() -> None:
    listed = ok({"workspaces": [{"name": "acme", "id": "x"}]})
    async with serving(listed, ok(SOURCE)) as server, client(server.url, workspace=None) as config:
        await config.sources.get("js")
    assert server.seen[1].target == "/v1beta/workspaces/acme/sources/js"


async def test_one_of_several_workspaces_has_to_be_said() -> None:
    listed = ok({"workspaces": [PLACE, {"name": "workspaces/other"}]})
    async with serving(listed) as server, client(server.url, workspace=None) as config:
        with pytest.raises(ConfigurationError, match=r"opens 2 workspaces \('acme', 'other'\); say which one"):
            await config.sources.get("js")


@pytest.mark.parametrize("workspace", ["", "a/b", "..", "workspaces/"])
def test_a_workspace_that_is_none_is_refused(workspace: str) -> None:
    with pytest.raises(ConfigurationError, match="pass a slug such as 'acme'"):
        ConfigClient("config-token", workspace=workspace)


def test_there_is_no_host_in_the_eu() -> None:
    with pytest.raises(ConfigurationError, match="choose 'us', or give the address as base_url"):
        ConfigClient("config-token", region="eu")


@pytest.mark.parametrize(
    ("status", "body", "kind", "outcome"),
    [
        (400, {"error": "bad name", "code": 3}, BadRequest, "rejected"),
        (401, {"error": "no token", "code": 16}, Unauthorized, "rejected"),
        (403, {"error": "insufficient scope", "code": 7}, Forbidden, "rejected"),
        (403, {"error": "denied or malformed token", "code": 7}, Unauthorized, "rejected"),
        (404, {"error": "not there", "code": 5}, NotFound, "rejected"),
        (409, {"error": "already exists", "code": 6}, Conflict, "rejected"),
        (429, {"error": "slow down", "code": 8}, RateLimited, "rejected"),
        (500, {"error": "oops", "code": 13}, ServerError, "unknown"),
        (501, {"error": "not yet", "code": 12}, ServerError, "unknown"),
        (503, {"error": "later", "code": 14}, ServerError, "unknown"),
        (400, {"error": "foo", "code": 5}, NotFound, "rejected"),
        (500, {"error": "foo", "code": 5}, NotFound, "rejected"),
    ],
)
async def test_grpc_errors_are_the_same_classes(
    status: int, body: dict[str, object], kind: type[APIError], outcome: str
) -> None:
    async with serving(refused(status, json.dumps(body))) as server, client(server.url, retries=0) as config:
        with pytest.raises(SegmentError) as caught:
            await config.sources.get("js")
    error = caught.value
    assert (type(error), error.status, error.outcome) == (kind, status, outcome)
    assert unstructure(list(error.errors)) == [body]
    assert error.errors[0].code == body["code"]
    assert str(body["error"]) in str(error)


@pytest.mark.parametrize(
    ("operation", "status", "text", "found"),
    [
        ("getDestinationFilter", 400, "filter does not exist", False),
        ("getDestinationFilter", 500, "failed to validate permissions due to an internal error", False),
        ("getDestinationFilter", 500, "something else", True),
        ("getSchemaConfig", 500, "runtime error: invalid memory address or nil pointer dereference", False),
        ("getSource", 500, "runtime error: invalid memory address or nil pointer dereference", True),
    ],
)
async def test_refusals_that_mean_not_found_say_so_where_that_is_known(
    operation: str,
    status: int,
    text: str,
    found: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    body = json.dumps({"error": text, "code": 13})
    path = {"source_slug": "js", "destination_slug": "webhooks", "filter_id": "df_1"}
    path = {name: value for name, value in path.items() if f"{{{name}}}" in OPERATIONS[operation].path}
    async with serving(refused(status, body)) as server, client(server.url) as config:
        with pytest.raises(ServerError if found else NotFound) as caught:
            await config.call(operation, path=path)
    assert caught.value.status == status
    assert len(server.seen) == (4 if found else 1)


async def test_a_proxy_that_knows_no_such_address_says_so_in_plain_text() -> None:
    text = answer(503, "upstream connect error or disconnect/reset before headers")
    async with serving(text) as server, client(server.url, retries=1) as config:
        with pytest.raises(ServerError, match="no service stands behind this address: check base_url") as caught:
            await config.sources.get("js")
    assert (caught.value.status, caught.value.attempts, caught.value.errors) == (503, 2, ())


async def test_a_bad_token_that_is_called_forbidden_is_asked_for_anew() -> None:
    tokens = iter(["config-token-1", "config-token-2"])
    refusal = refused(403, '{"error": "denied or malformed token", "code": 7}')
    async with serving(refusal, ok(SOURCE)) as server, client(server.url, lambda: next(tokens)) as config:
        await config.sources.get("js")
    assert server.seen[1].headers["authorization"] == "Bearer config-token-2"


async def test_an_account_makes_tokens_and_nothing_else() -> None:
    account = Token.account("me@example.com", "pass word:ü")
    made = ok({"name": "access-tokens/5", "token": "EXAMPLE"})
    async with serving(made) as server, client(server.url, account) as config:
        token = await config.access_tokens.create(scopes="workspace", workspace_names=["acme"])
        assert "EXAMPLE" not in repr(token)
        with pytest.raises(ConfigurationError, match="takes a token, not an account; make a client with a token"):
            await config.sources.get("js")
    (seen,) = server.seen
    assert (
        base64.b64decode(seen.headers["authorization"].removeprefix("Basic ")).decode() == "me@example.com:pass word:ü"
    )
    assert json.loads(seen.body)["access_token"]["workspace_names"] == ["workspaces/acme"]


async def test_a_token_does_not_do_where_an_account_is_needed() -> None:
    async with serving(ok({})) as server, client(server.url) as config:
        with pytest.raises(
            ConfigurationError, match=r"takes an account, not a token; .*Token.account\(name, password\)"
        ):
            await config.apps.get_install_token("10")
    assert server.seen == []


@pytest.mark.parametrize(("name", "password"), [("", "p"), ("me", ""), ("a:b", "p"), ("me", "a\nb")])
def test_an_account_that_cannot_be_sent_is_refused_without_showing_it(name: str, password: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Token.account(name, password)
    assert "a\nb" not in str(caught.value)


async def test_an_echoed_password_is_taken_out_of_errors() -> None:
    account = Token.account("me@example.com", "correct-horse")
    said = refused(400, '{"error": "bad password correct-horse", "code": 3}')
    async with serving(said) as server, client(server.url, account) as config:
        with pytest.raises(BadRequest) as caught:
            await config.apps.get_install_token("10")
    assert "correct-horse" not in str(caught.value)


async def test_a_body_of_the_wrong_type_is_a_decode_error_with_a_path() -> None:
    async with serving(ok({"sources": [{"name": 5}]})) as server, client(server.url) as config:
        with pytest.raises(DecodeError) as caught:
            await config.sources.list()
    assert caught.value.path == "$.sources[0].name"


async def test_an_answer_that_is_no_object_is_a_decode_error() -> None:
    async with serving(ok([])) as server, client(server.url) as config:
        with pytest.raises(DecodeError, match=r"\$ is a list where the API promises an object"):
            await config.sources.get("js")


def test_one_token_sends_200_requests_a_minute_unless_told_otherwise() -> None:
    assert dialect.CONFIG.limit == per_minute(200)


async def test_the_environment_says_token_workspace_and_address(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(ok(SOURCE)) as server:
        monkeypatch.setenv("SEGMENT_CONFIG_TOKEN", " config-token\n")
        monkeypatch.setenv("SEGMENT_WORKSPACE", "acme")
        monkeypatch.setenv("SEGMENT_BASE_URL", server.url)
        async with ConfigClient.from_env() as config:
            await config.sources.get("js")
        async with ConfigClient.from_env(workspace="workspaces/other") as config:
            await config.sources.get("js")
    assert [seen.target for seen in server.seen] == [
        "/v1beta/workspaces/acme/sources/js",
        "/v1beta/workspaces/other/sources/js",
    ]
    assert server.seen[0].headers["authorization"] == "Bearer config-token"


async def test_a_copy_may_be_about_another_workspace() -> None:
    async with serving(ok(SOURCE)) as server, client(server.url) as config:
        await config.with_options(workspace="other").sources.get("js")
        await config.sources.get("js")
    assert ["other", "acme"] == [seen.target.split("/")[3] for seen in server.seen]
