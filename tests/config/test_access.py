"""Who gets into the sandbox, and with what: tokens, accounts, installations."""

from typing import Any

import pytest

from segment_async import ConfigClient, PublicClient, Token, Unauthorized
from segment_async.sandbox import Sandbox
from tests.config.faces import last
from tests.contract.wire import Unlimited

pytestmark = pytest.mark.anyio


def options_for(box: Sandbox) -> dict[str, Any]:
    """Return what makes a client speak to a sandbox."""
    return {"base_url": box.url, "retries": 0, "limiter": Unlimited(), "strict": True}


async def test_a_token_that_an_account_makes_opens_the_workspace_until_it_is_deleted() -> None:
    async with Sandbox(seed="empty") as box:
        options = options_for(box)
        async with ConfigClient(Token.account("me@example.com", box.config_token), **options) as account:
            made = await account.access_tokens.create(scopes="workspace", workspace_names=["sandbox"])
        assert made.token is not None
        async with (
            ConfigClient(box.config_token, **options) as own,
            ConfigClient(made.token, **options) as given,
        ):
            assert "workspaces/sandbox" == (await given.workspaces.get()).name
            shown = await own.access_tokens.get(last(made.name))
            assert (made.name, None) == (shown.name, shown.token)
            assert shown in (await own.access_tokens.list()).items
            await own.access_tokens.delete(last(made.name))
            with pytest.raises(Unauthorized):
                await given.workspaces.get()


async def test_the_token_of_an_installation_ends_when_there_is_a_newer_one() -> None:
    async with Sandbox(seed="empty") as box:
        options = options_for(box)
        async with ConfigClient(box.config_token, **options) as config:
            app = await config.apps.create(display_name="Ovens")
        assert app.client_id is not None
        assert app.client_secret is not None
        async with ConfigClient(Token.account(app.client_id, app.client_secret), **options) as account:
            first = await account.apps.get_install_token(last(app.name))
            second = await account.apps.get_install_token(last(app.name))
        async with (
            ConfigClient(first.access_token, **options) as old,
            ConfigClient(second.access_token, **options) as new,
        ):
            assert "workspaces/sandbox" == (await new.workspaces.get()).name
            with pytest.raises(Unauthorized):
                await old.workspaces.get()


async def test_tokens_of_the_two_apis_do_not_open_each_other() -> None:
    async with Sandbox(seed="empty") as box:
        options = options_for(box)
        async with ConfigClient(box.token, **options) as config, PublicClient(box.config_token, **options) as public:
            for read in (config.workspaces.get(), public.workspaces.get()):
                with pytest.raises(Unauthorized):
                    await read
