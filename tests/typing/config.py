"""What type checkers see of the Config API. Checked by ``nox -s types``, never run.

Each ignored error is one that must stay an error: both checkers report an ignore that is not needed.
"""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Mapping
from typing import Any, assert_type

from segment_async import ConfigClient, Page, Paginator, ResourceName, Token
from segment_async.config.calls.sources import CREATE
from segment_async.config.models import Destination, DestinationConfigEntryInput, Function, Source


async def methods(config: ConfigClient) -> None:
    assert_type(config.sources.list(), Paginator[Source])
    assert_type(await config.sources.list(page_size=5), Page[Source])
    source = await config.sources.get("js")
    assert_type(source.name, str)
    assert_type(source.write_keys, tuple[str, ...] | None)
    name = ResourceName.build("destination", workspace="acme", source="js", destination="webhooks")
    assert_type(await config.destinations.get(name), Destination)
    assert_type(await config.destinations.get("js", "webhooks"), Destination)
    hooks = DestinationConfigEntryInput(name="hooks", value=[{"hook": "https://example.com"}])
    await config.destinations.update(name, config=[hooks], clear=["connection_mode"])
    await config.destinations.update(name, enabled=None)  # type: ignore[arg-type]  # this API has no null
    await config.sources.create(name="js")  # type: ignore[call-arg]  # catalog_name is missing
    await config.destinations.delete("js", "webhooks")
    assert_type(await config.functions.get("sfnc_1"), Function)
    assert_type(await config.event_delivery_metrics.get("js", "webhooks", "successes"), Mapping[str, Any])


async def calls(config: ConfigClient) -> None:
    assert_type(await config.call(CREATE, body={"source": {"name": "js"}}), Source)
    assert_type(config.with_options(workspace="other"), ConfigClient)
    assert_type(ConfigClient(Token.account("me@example.com", "password"), workspace=name_of()), ConfigClient)


def name_of() -> ResourceName:
    """Return a name; it is text too."""
    return ResourceName("workspaces/acme")
