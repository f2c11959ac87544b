"""Calls work on uvloop, which users may choose; nothing here imports it by itself."""

import asyncio
import json

import pytest

from segment_async import NotFound, PublicClient
from tests.contract.samples import fullest
from tests.contract.specification import ENDPOINTS
from tests.core.server import RESET, answer, refused, serving


def test_pages_retries_and_errors_on_uvloop() -> None:
    uvloop = pytest.importorskip("uvloop", reason="uvloop comes with the extra `bench`")
    page = fullest(ENDPOINTS["listSources"].data)
    last = {**page, "pagination": {"current": "MQ==", "totalEntries": 2}}
    answers = [answer(200, json.dumps({"data": data})) for data in (page, last)]

    async def use() -> None:
        assert isinstance(asyncio.get_running_loop(), uvloop.Loop)
        async with serving(RESET, *answers, refused(404)) as server:
            async with PublicClient("token", base_url=server.url, timeout=10) as segment:
                sources = [source async for source in segment.sources.list()]
                assert [source["id"] for source in page["sources"] * 2] == [source.id for source in sources]
                with pytest.raises(NotFound):
                    await segment.sources.get("a")
            assert 4 == len(server.seen)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(use())
