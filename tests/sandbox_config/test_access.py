"""Who may ask: the sandbox's token, tokens made here, accounts and apps with HTTP Basic."""

from base64 import b64encode
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import NOW, Api
from tests.sandbox_config.support import Config

pytestmark = pytest.mark.anyio

WANTED = {
    "access_token": {"description": "for a test", "scopes": "workspace", "workspace_names": ["workspaces/sandbox"]}
}


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def box(clock: Clock) -> AsyncIterator[Sandbox]:
    async with Sandbox(seed="empty", clock=clock) as box:
        yield box


def basic(user: str, password: str) -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def as_account(box: Sandbox) -> Config:
    return Config(box, basic("somebody@example.com", box.config_token))


def real_looking() -> str:
    return "Ab1_" * 10 + "xyz" + "." + "Ab1-" * 10 + "xyz"


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer unknown", "Token x", "Basic nonsense", "Basic dTpw"])
async def test_without_a_token_nothing_is_answered(box: Sandbox, authorization: str) -> None:
    for target in ("/workspaces", "/access-tokens"):
        assert (401, 16) == (await Config(box, authorization).send("GET", target)).refusal


async def test_the_tokens_of_the_two_apis_do_not_open_each_other(box: Sandbox) -> None:
    assert (401, 16) == (await Config(box, f"Bearer {box.token}").send("GET", "/workspaces")).refusal
    assert 401 == (await Api(box.url, box.config_token).get("/")).status


async def test_a_token_shaped_like_a_real_one_is_told_apart(box: Sandbox) -> None:
    for authorization in (f"Bearer {real_looking()}", basic("me", real_looking())):
        answer = await Config(box, authorization).send("GET", "/access-tokens")
        assert (401, 16) == answer.refusal
        assert "must not be sent here" in answer.json["error"]


async def test_a_token_that_was_made_here_opens_this_api_until_it_is_deleted(box: Sandbox, config: Config) -> None:
    made = await as_account(box).post("/access-tokens", WANTED)
    other = Config(box, f"Bearer {made['token']}")
    assert 200 == (await other.send("GET", "/workspaces")).status
    assert 401 == (await Api(box.url, made["token"]).get("/")).status
    await config.delete(f"/{made['name']}")
    assert (401, 16) == (await other.send("GET", "/workspaces")).refusal
    assert (404, 5) == (await config.send("GET", f"/{made['name']}")).refusal


async def test_only_the_answer_that_makes_a_token_says_what_it_is(box: Sandbox, config: Config) -> None:
    made = await as_account(box).post("/access-tokens", WANTED)
    token = made.pop("token")
    assert made == await config.get(f"/{made['name']}")
    assert [made] == (await config.get("/access-tokens"))["access_tokens"]
    assert [made] == (await as_account(box).get("/access-tokens"))["access_tokens"]
    assert token not in str(made)


async def test_a_token_that_may_only_read_changes_nothing(box: Sandbox) -> None:
    wanted = {"access_token": {**WANTED["access_token"], "scopes": "workspace:read"}}
    reader = Config(box, f"Bearer {(await as_account(box).post('/access-tokens', wanted))['token']}")
    assert 200 == (await reader.send("GET", "/workspaces")).status
    answer = await reader.send("POST", "/workspaces/sandbox/sources", {})
    assert (403, {"error": "insufficient scope", "code": 7}) == (answer.status, answer.json)


async def test_making_a_token_takes_an_account_and_no_token(config: Config) -> None:
    assert (401, 16) == (await config.send("POST", "/access-tokens", WANTED)).refusal


async def test_what_takes_a_token_takes_no_account(box: Sandbox) -> None:
    assert (401, 16) == (await as_account(box).send("GET", "/workspaces")).refusal


async def test_a_token_for_another_workspace_cannot_be_made(box: Sandbox) -> None:
    wanted = {"access_token": {**WANTED["access_token"], "workspace_names": ["workspaces/other"]}}
    answer = await as_account(box).send("POST", "/access-tokens", wanted)
    assert (400, 3) == answer.refusal
    assert "access_token.workspace_names.0" in answer.json["error"]


async def test_an_app_gets_one_token_after_the_other_and_each_ends_the_one_before(
    box: Sandbox, config: Config, clock: Clock
) -> None:
    app = await config.post("/apps", {"app": {"display_name": "Teapot"}})
    client = Config(box, basic(app["client_id"], app["client_secret"]))
    target = app["name"].replace("apps", "/installs") + "/token"
    first, second = await client.get(target), await client.get(target)
    assert 3600 == second["expires_in"]
    assert (401, 16) == (await Config(box, f"Bearer {first['access_token']}").send("GET", "/workspaces")).refusal
    bearer = Config(box, f"Bearer {second['access_token']}")
    assert 200 == (await bearer.send("GET", "/workspaces")).status
    clock.now += timedelta(hours=1)
    assert (401, 16) == (await bearer.send("GET", "/workspaces")).refusal


async def test_the_secret_of_one_app_is_nothing_with_the_id_of_another(box: Sandbox, config: Config) -> None:
    one, two = [await config.post("/apps", {"app": {"display_name": name}}) for name in ("one", "two")]
    stranger = Config(box, basic(one["client_id"], two["client_secret"]))
    assert (401, 16) == (await stranger.send("GET", "/installs/1/token")).refusal
    assert 200 == (await as_account(box).send("GET", "/installs/1/token")).status
    assert (404, 5) == (await as_account(box).send("GET", "/installs/9/token")).refusal
