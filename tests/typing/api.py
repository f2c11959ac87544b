"""What type checkers see of the public names. Checked by ``nox -s types``, never run.

Each ignored error is one that must stay an error: both checkers report an ignore that is not needed.
"""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from typing import Any, assert_type

from segment_async import (
    UNSET,
    ErrorEntry,
    Page,
    Paginator,
    PublicClient,
    RateLimited,
    RawAnswer,
    Timeout,
    Unset,
    structure,
    unstructure,
)
from segment_async.public import OPERATIONS
from segment_async.public.calls.sources import LIST, UPDATE
from segment_async.public.models import Label, LabelInput, Source
from segment_async.public.models.sources import GetSourceOutput


async def methods(segment: PublicClient) -> None:
    assert_type(segment.sources.list(), Paginator[Source])
    assert_type(await segment.sources.list(page_size=5), Page[Source])
    async for source in segment.sources.list():
        assert_type(source, Source)
        assert_type(source.name, str | None)
        assert_type(source.metadata.slug, str)
        source.name = "x"  # type: ignore[misc]  # frozen
    async for page in segment.sources.list().pages(after="x"):
        assert_type(page.items, tuple[Source, ...])
        assert_type(page.next, str | int | None)
    assert_type(await segment.sources.get("a"), GetSourceOutput)
    assert_type(await segment.labels.list(), tuple[Label, ...])
    await segment.sources.delete("a")

    await segment.sources.create(slug="a", metadata_id="b", enabled=True)
    await segment.sources.create(slug="a", enabled=True)  # type: ignore[call-arg]  # metadata_id is missing
    await segment.sources.update("a", name=None)  # type: ignore[arg-type]  # null is not allowed there
    await segment.destination_filters.update("a", "b", description=None)
    await segment.sources.add_labels("a", labels=[LabelInput(key="k", value="v")])
    segment.sorces  # type: ignore[attr-defined]  # noqa: B018 - a typo must stay one


async def calls(segment: PublicClient) -> None:
    assert_type(await segment.call(LIST), Page[Source])
    assert_type(await segment.call(UPDATE, path={"sourceId": "a"}, body={"name": "b"}), Source)
    assert_type(await segment.call("listSources"), Any)
    assert_type(await segment.call_raw("listSources"), RawAnswer)
    assert_type(OPERATIONS["listSources"].id, str)
    async for answer in segment.pages_raw("listSources", page_size=10):
        assert_type(answer.status, int)
    assert_type(segment.with_options(timeout=Timeout(total=None), version="alpha"), PublicClient)
    PublicClient("t", region="mars")  # type: ignore[arg-type]  # no such region


def values(error: RateLimited, name: str | Unset) -> None:
    assert_type(structure({}, Source), Source)
    assert_type(structure([], tuple[Source, ...]), tuple[Source, ...])
    unstructure(error.errors)
    assert_type(error.errors, tuple[ErrorEntry, ...])
    assert_type(error.retry_after, float | None)
    if name is not UNSET:
        assert_type(name, str)
