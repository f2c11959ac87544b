"""The stand-in for a client: it answers from a table and records the calls."""

import pytest

from segment_async import UNSET, ConfigurationError, Conflict, Page, structure
from segment_async.public.calls.sources import Sources
from segment_async.public.models.sources import Source
from segment_async.testing import Call, FakeCaller, FakeConfigCaller, sample

pytestmark = pytest.mark.anyio

SOURCE = structure(sample("getSource")["data"]["source"], Source)


async def rename_all(sources: Sources) -> int:
    """Stand for code that is to be tested."""
    count = 0
    async for source in sources.list(page_size=50):
        await sources.update(source.id, name=source.name + "!" if source.name else "new")
        count += 1
    return count


async def test_code_that_takes_a_tag_is_tested_without_a_network() -> None:
    segment = FakeCaller({"listSources": [SOURCE, SOURCE], "updateSource": SOURCE})
    assert 2 == await rename_all(segment.sources)
    update = Call(operation="updateSource", path={"sourceId": SOURCE.id}, body={"name": "new"})
    assert [Call(operation="listSources", query={"pagination": {"count": 50}}), update, update] == segment.calls


async def test_pages_follow_one_another_by_their_cursors() -> None:
    def answer(call: Call) -> Page[Source]:
        is_first = "cursor" not in call.query["pagination"]
        return Page(items=(SOURCE,), next="more" if is_first else None)

    segment = FakeCaller({"listSources": answer})
    assert [SOURCE, SOURCE] == [source async for source in segment.sources.list()]


async def test_an_error_in_the_table_is_raised() -> None:
    segment = FakeCaller({"createSource": Conflict("The slug is taken.")})
    with pytest.raises(Conflict, match="taken"):
        await segment.sources.create(slug="web", metadata_id="m", enabled=True)
    assert {"slug": "web", "metadataId": "m", "enabled": True} == segment.calls[0].body


async def test_an_answer_may_depend_on_the_call() -> None:
    segment = FakeCaller({"getSource": lambda call: call.path["sourceId"]})
    assert "abc" == await segment.sources.get("abc")


async def test_the_table_may_change() -> None:
    segment = FakeCaller({})
    with pytest.raises(AssertionError, match="no answer to getWorkspace"):
        await segment.workspaces.get()
    segment.answers["getWorkspace"] = "a workspace"
    assert "a workspace" == await segment.workspaces.get()


def test_a_table_of_operations_that_do_not_exist_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="listSauces"):
        FakeCaller({"listSauces": UNSET})


async def test_the_config_api_has_one_too() -> None:
    config = FakeConfigCaller({"getSource": "a source"})
    assert "a source" == await config.sources.get("workspaces/acme/sources/js")
    assert [Call(operation="getSource", path={"source_slug": "workspaces/acme/sources/js"})] == config.calls
    with pytest.raises(ConfigurationError, match=r"'getWorkspaces'; segment_async.config.OPERATIONS lists"):
        FakeConfigCaller({"getWorkspaces": None})
