"""The workspace that calls are about is looked up once, and who waits for a lookup shares what it comes to."""

import json

import anyio
import pytest

from segment_async import ConfigClient, ConfigurationError, DeadlineExceeded, ServerError
from segment_async._core.limiter import PacingLimiter
from tests.core.server import SILENCE, answer, serving

pytestmark = pytest.mark.anyio

SOURCE = answer(200, json.dumps({"name": "workspaces/acme/sources/js"}))
PLACE = {"name": "workspaces/acme", "id": "e5bdb0902b"}
BROKEN = answer(500, json.dumps({"error": "broken", "code": 13}))


def listed(*places: dict[str, str], token: str = "") -> bytes:
    """Return a page of workspaces."""
    return answer(200, json.dumps({"workspaces": places, "next_page_token": token}))


def client(url: str, *, workspace: str | None = None, timeout: float = 5) -> ConfigClient:
    """Return a client that looks its workspace up, and tries once."""
    return ConfigClient(
        "config-token", workspace=workspace, base_url=url, retries=0, timeout=timeout, limiter=PacingLimiter()
    )


async def test_every_page_of_workspaces_counts() -> None:
    script = listed(PLACE, token="2"), listed({"name": "workspaces/other"})  # noqa: S106 - of a page
    async with serving(*script) as server, client(server.url) as config:
        with pytest.raises(ConfigurationError, match=r"opens 2 workspaces \('acme', 'other'\)"):
            await config.sources.get("js")


async def test_a_workspace_without_a_name_is_told_apart_by_the_caller() -> None:
    async with serving(listed({"id": "1"})) as server, client(server.url) as config:
        with pytest.raises(ConfigurationError, match="workspace is UNSET; pass a slug"):
            await config.sources.get("js")


async def test_the_id_of_a_known_workspace_needs_no_name_in_the_answer() -> None:
    script = answer(200, json.dumps({"id": "e5bdb0902b"})), answer(200, "{}")
    async with serving(*script) as server, client(server.url, workspace="acme") as config:
        await config.functions.get("sfnc_1")
    assert server.seen[1].target == "/v1beta/workspaces/e5bdb0902b/functions/sfnc_1"


async def test_calls_that_wait_for_a_lookup_share_its_failure() -> None:
    caught: list[DeadlineExceeded] = []

    async def call(config: ConfigClient) -> None:
        with pytest.raises(DeadlineExceeded) as error:
            await config.sources.get("js")
        caught.append(error.value)

    async with (
        serving(SILENCE) as server,
        client(server.url, timeout=0.2) as config,
        anyio.create_task_group() as group,
    ):
        for _ in range(5):
            group.start_soon(call, config)
    assert ["listWorkspaces"] * 5 == [error.operation_id for error in caught]
    assert ["/v1beta/workspaces"] == [seen.target.partition("?")[0] for seen in server.seen]


async def test_a_lookup_that_failed_is_done_again_by_a_later_call() -> None:
    async with serving(BROKEN, listed(PLACE), SOURCE) as server, client(server.url) as config:
        with pytest.raises(ServerError):
            await config.sources.get("js")
        await config.sources.get("js")
    assert len(server.seen) == 3


async def test_a_copy_looks_up_as_its_own_options_say() -> None:
    async with serving(BROKEN, listed(PLACE), SOURCE) as server, client(server.url) as config:
        await config.with_options(retries=1).sources.get("js")
    assert len(server.seen) == 3


async def test_a_slug_in_place_of_a_whole_name_has_the_workspace_looked_up() -> None:
    async with serving(listed(PLACE), answer(200, "{}")) as server, client(server.url) as config:
        await config.iam.create_policy("owner", subject="workspaces/acme/users/1")
        await config.iam.create_policy("workspaces/other/roles/owner", subject="workspaces/other/users/1")
    assert ["/v1beta/workspaces/acme/roles/owner/policies", "/v1beta/workspaces/other/roles/owner/policies"] == [
        seen.target for seen in server.seen[1:]
    ]


@pytest.mark.parametrize(
    "workspace", [5, b"acme", "acme\r\n", "%2e%2e", "\ud800", "a" * 256, "workspaces/acme/sources/js"]
)
def test_what_is_no_workspace_is_refused_at_once(workspace: str) -> None:
    with pytest.raises(ConfigurationError, match="pass a slug such as 'acme'"):
        ConfigClient("config-token", workspace=workspace)
