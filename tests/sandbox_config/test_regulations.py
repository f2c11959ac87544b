"""Regulations and suppressed users, seen through both APIs."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import NOW, Api
from tests.sandbox_config.support import WEB, Config

pytestmark = pytest.mark.anyio

REGULATIONS = "/workspaces/sandbox/regulations"


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


def wanted(kind: str = "Suppress", name: str = "userId", **fields: object) -> dict[str, object]:
    return {"regulation_type": kind, "attributes": {"name": name, "values": ["one", "two"]}, **fields}


async def file(config: Config, body: object, target: str = REGULATIONS) -> str:
    return str((await config.post(target, body))["regulate_id"])


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Suppress", "SUPPRESS_ONLY"),
        ("Unsuppress", "UNSUPPRESS"),
        ("Suppress_With_Delete", "SUPPRESS_WITH_DELETE"),
        ("Delete", "DELETE_ONLY"),
    ],
)
async def test_a_regulation_has_another_name_there(config: Config, public: Api, here: str, there: str) -> None:
    made = await file(config, wanted(here))
    (seen,) = (await public.get("/regulations?pagination.count=9")).data["regulations"]
    assert (made, there, "USER_ID", ["one", "two"]) == (
        seen["id"],
        seen["regulationType"],
        seen["subjectType"],
        seen["subjects"],
    )
    shown = await config.get(f"{REGULATIONS}/{made}")
    assert {**wanted(here), "regulate_id": made}.items() <= shown.items()
    assert [shown] == (await config.get(REGULATIONS))["regulations"]


async def test_those_who_are_suppressed_there_are_suppressed_here(config: Config, public: Api) -> None:
    body = {"regulationType": "SUPPRESS_ONLY", "subjectType": "USER_ID", "subjectIds": ["one", "two"]}
    await public.post("/regulations", body)
    await file(config, {**wanted("Unsuppress"), "attributes": {"name": "userId", "values": ["one"]}})
    attributes = {"name": "userId", "values": ["two"]}
    assert [{"attributes": attributes}] == (await config.get("/workspaces/sandbox/suppressed-users"))[
        "suppressed_users"
    ]


async def test_regulations_are_sorted_out_by_status_and_types(config: Config, clock: Clock) -> None:
    suppress, delete = await file(config, wanted()), await file(config, wanted("Delete"))

    async def ids(query: str) -> list[Any]:
        return [each["regulate_id"] for each in (await config.get(REGULATIONS + query))["regulations"]]

    assert [delete, suppress] == await ids("?status=INITIALIZED")
    assert [delete] == await ids("?regulation_types=Delete")
    assert [delete, suppress] == await ids("?regulation_types=Delete,Suppress")
    clock.now += timedelta(seconds=30)
    assert [] == await ids("?status=INITIALIZED")
    assert [delete, suppress] == await ids("?status=FINISHED")


async def test_a_regulation_is_withdrawn_only_before_it_has_started(config: Config, clock: Clock) -> None:
    early, late = await file(config, wanted()), await file(config, wanted())
    assert {} == await config.delete(f"{REGULATIONS}/{early}")
    assert (404, 5) == (await config.send("GET", f"{REGULATIONS}/{early}")).refusal
    clock.now += timedelta(seconds=5)
    assert (400, 3) == (await config.send("DELETE", f"{REGULATIONS}/{late}")).refusal
    assert "RUNNING" == (await config.get(f"{REGULATIONS}/{late}"))["status"]


async def test_objects_of_a_source_are_deleted_from_a_collection(config: Config, public: Api) -> None:
    source = await config.make_source()
    collection = f"{WEB.lstrip('/')}/orders"
    made = await file(config, wanted("Delete", "objectId", collection=collection), f"{WEB}/regulations")
    assert collection == (await config.get(f"{REGULATIONS}/{made}"))["collection"]
    (seen,) = (await public.get(f"/regulations/sources/{source['id']}")).data["regulations"]
    assert (made, "OBJECT_ID") == (seen["id"], seen["subjectType"])
    assert [] == (await config.get(REGULATIONS))["regulations"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        wanted("Shred"),
        wanted(name="email"),
        wanted(collection="orders"),
        wanted(collection="workspaces/sandbox/sources/other/orders"),
        {**wanted(), "attributes": {"name": "userId", "values": ["x"] * 5001}},
    ],
)
async def test_a_regulation_that_cannot_be_is_refused(config: Config, body: dict[str, object]) -> None:
    await config.make_source()
    assert (400, 3) == (await config.send("POST", f"{WEB}/regulations", body)).refusal
