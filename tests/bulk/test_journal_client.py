"""What a client's runs with a journal know by themselves, over real connections."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from segment_async import ConfigurationError, PublicClient, RetryPolicy
from segment_async._core.limiter import PacingLimiter
from segment_async.bulk import Done, Failed, Unknown
from segment_async.public.models.labels import Label, LabelInput
from segment_async.sandbox import Sandbox
from tests.bulk.conftest import fetch
from tests.bulk.journaled import files
from tests.bulk.server import Served, ok, refused, serving, source

pytestmark = pytest.mark.anyio

SECRET = "write-" + "key-of-somebody"


class Unpaced(PacingLimiter):
    """Lets everything through at once."""

    async def acquire(self, operation: Any, *, within: float | None) -> float | None:
        return 0.0


class Labels:
    """The labels and the sources of a workspace whose answers to every third create are lost."""

    def __init__(self) -> None:
        self.made = Counter[str]()
        self.sources = Counter[str]()
        self.workspace = "w"

    async def answer(self, request: web.Request) -> web.Response:
        if request.path == "/":
            return ok(workspace={"id": self.workspace, "slug": "w", "name": "W"})
        if request.method == "GET" and request.path == "/labels":
            return ok(labels=[{"key": "k", "value": value} for value in self.made.elements()])
        body = await request.json()
        if request.path == "/sources":
            self.sources[body["slug"]] += 1
            return web.json_response({"data": {"source": source("a") | {"writeKeys": [SECRET]}}}, status=201)
        self.made[body["label"]["value"]] += 1
        if self.made.total() % 3 == 0:
            return refused(500)
        return web.json_response({"data": {"label": body["label"]}}, status=201)


@asynccontextmanager
async def client_of(labels: Labels) -> AsyncIterator[tuple[PublicClient, Served]]:
    policy = RetryPolicy(retries=1, base=0.001, cap=0.002)
    async with (
        serving(labels.answer) as served,
        PublicClient("some-token", base_url=served.url, limiter=Unpaced(), retries=policy) as segment,
    ):
        yield segment, served


def wanted(count: int) -> list[dict[str, Any]]:
    return [{"label": LabelInput(key="k", value=str(number))} for number in range(count)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.journal"


async def test_creates_whose_answers_were_lost_are_adopted_in_one_look(path: Path) -> None:
    """F66: no duplicate, and one list for all of them."""
    labels = Labels()
    async with client_of(labels) as (segment, served):
        first = [one async for one in segment.bulk(segment.labels.create, wanted(30), journal=path, settle=0)]
        assert 10 == sum(isinstance(one, Unknown) for one in first)
        again = [one async for one in segment.bulk(segment.labels.create, wanted(30), journal=path, settle=0)]
    assert dict.fromkeys(map(str, range(30)), 1) == labels.made
    assert all(isinstance(one, Done) and one.resumed for one in again)
    assert 10 == sum(isinstance(one.value, Label) for one in again)
    assert 1 == sum(seen == ("GET", "/labels") for seen in served.seen)


async def test_another_workspace_or_operation_is_refused_before_anything_is_sent(path: Path) -> None:
    """F64."""
    labels = Labels()
    async with client_of(labels) as (segment, served):
        assert 2 == len([one async for one in segment.bulk(segment.labels.create, wanted(2), journal=path)])
        labels.workspace = "v"
        with pytest.raises(ConfigurationError, match="workspace 'w'"):
            await fetch(segment.bulk(segment.labels.create, wanted(2), journal=path), [])
        labels.workspace = "w"
        with pytest.raises(ConfigurationError, match="operation 'createLabel'"):
            await fetch(segment.bulk(segment.sources.delete, ["a"], journal=path), [])
        assert 2 == sum(method == "POST" for method, _ in served.seen)


async def test_no_secret_of_an_answer_or_a_request_is_in_the_journal(path: Path) -> None:
    labels = Labels()
    create = {"slug": "a", "enabled": True, "metadata_id": "m", "settings": {"password": SECRET}}
    async with client_of(labels) as (segment, _):
        (first,) = [one async for one in segment.bulk(segment.sources.create, [create], journal=path)]
        (again,) = [one async for one in segment.bulk(segment.sources.create, [create], journal=path)]
        assert (SECRET,) == first.value.write_keys if first.value else None
        assert "[redacted]" == again.value["writeKeys"]  # type: ignore[index]  # JSON of a resumed one
        assert "a" == again.value["slug"]  # type: ignore[index]  # JSON of a resumed one
        changed = create | {"enabled": False}
        (refused_one,) = [one async for one in segment.bulk(segment.sources.create, [changed], journal=path)]
    assert isinstance(refused_one, Failed)
    assert {"a": 1} == labels.sources
    assert not [name for name, content in files(path).items() if SECRET.encode() in content or b"token" in content]


async def test_convergent_calls_need_nothing_more(path: Path) -> None:
    async with Sandbox(seed="demo") as box, PublicClient(box.token, base_url=box.url, limiter=Unpaced()) as segment:
        ids = [one.id async for one in segment.sources.list()]
        rename = partial(segment.sources.update, name="The same")
        first = [one async for one in segment.bulk(rename, ids, journal=path)]
        again = [one async for one in segment.bulk(rename, ids, journal=path)]
    assert ["The same"] * len(ids) == [one.value.name for one in first if one.value]
    assert [True] * len(ids) == [isinstance(one, Done) and one.resumed for one in again]


async def test_what_cannot_be_told_is_asked_for(path: Path) -> None:
    labels = Labels()
    async with client_of(labels) as (segment, served):
        with pytest.raises(ConfigurationError, match=r"createUserGroup.*reconcile="):
            await fetch(segment.bulk(segment.iam_groups.create, [{"name": "a"}], journal=path), [])
        with pytest.raises(ConfigurationError, match="replay="):
            await fetch(segment.bulk(lambda item: segment.labels.create(label=item), ["a"], journal=path), [])
        with pytest.raises(ConfigurationError, match="replay="):
            await fetch(segment.bulk(lambda item: segment.labels.create(label=item), ["a"], journal=path, key=str), [])
        assert {"GET"} == {method for method, _ in served.seen}
        given = {"replay": "never", "key": lambda item: item}
        run = segment.bulk(
            lambda item: segment.labels.create(label=LabelInput(key="k", value=item)), ["a"], journal=path, **given
        )
        assert [Done] == [type(one) async for one in run]
    assert {"a": 1} == labels.made


async def test_a_binding_that_is_no_text_is_refused_before_there_is_a_file(path: Path) -> None:
    binding: Any = {"tenant": 5}
    async with client_of(Labels()) as (segment, _):
        with pytest.raises(ConfigurationError, match="binding holds 'tenant': int"):
            await fetch(segment.bulk(segment.labels.create, wanted(1), journal=path, binding=binding), [])
    assert {} == files(path)


async def test_without_a_journal_keyword_methods_take_mappings_too() -> None:
    labels = Labels()
    async with client_of(labels) as (segment, _):
        assert 2 == len([one async for one in segment.bulk(segment.labels.create, wanted(2)) if one.value])


async def test_several_changes_of_one_thing_are_several_items_one_after_the_other(path: Path) -> None:
    """The last one counts, however many calls may be in progress, and none is sent twice."""
    async with Sandbox(seed="demo") as box, PublicClient(box.token, base_url=box.url, limiter=Unpaced()) as segment:
        first = await anext(segment.sources.list().items())
        changes = [{"path": {"sourceId": first.id}, "body": {"name": f"Name {number}"}} for number in range(20)]
        rename = partial(segment.call, "updateSource")
        outcomes = [one async for one in segment.bulk(rename, changes, journal=path, concurrency=8)]
        assert {Done} == {type(one) for one in outcomes}
        assert "Name 19" == (await segment.sources.get(first.id)).source.name
        again = [one async for one in segment.bulk(rename, changes, journal=path)]
    assert all(isinstance(one, Done) and one.resumed for one in again)


async def test_deletions_that_list_what_they_delete_are_told_apart(path: Path) -> None:
    """Their path names nothing."""
    async with Sandbox(seed="demo") as box, PublicClient(box.token, base_url=box.url, limiter=Unpaced()) as segment:
        users = [one.id async for one in segment.iam_users.list()]
        remove = segment.iam_users.delete
        outcomes = [
            one async for one in segment.bulk(remove, [{"user_ids": [each]} for each in users[:-3:-1]], journal=path)
        ]
        left = [one.id async for one in segment.iam_users.list()]
    assert {Done} == {type(one) for one in outcomes}
    assert users[:-2] == left
