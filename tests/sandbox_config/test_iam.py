"""Roles, policies and invites, seen through both APIs."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.store.permissions import OWNER, role_named
from tests.sandbox.support import NOW, Api
from tests.sandbox_config.support import Config

pytestmark = pytest.mark.anyio

SHOP = "workspaces/thistle-twine"
ROLE = f"{SHOP}/roles/{role_named('Source Admin')}"


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed="demo", clock=lambda: NOW) as box:
        yield box


async def policies(config: Config) -> list[Any]:
    found: list[Any] = (await config.get(f"/{SHOP}/roles/-/policies"))["policies"]
    return found


async def test_the_roles_are_those_of_the_other_api(config: Config, public: Api) -> None:
    here = (await config.get(f"/{SHOP}/roles"))["roles"]
    there = (await public.get("/roles?pagination.count=50")).data["roles"]
    expected = [(f"{SHOP}/roles/{role['id']}", role["name"], role["description"]) for role in there]
    assert expected == [(role["name"], role["display_name"], role["description"]) for role in here]


async def test_a_policy_says_who_holds_a_role_for_what(config: Config, public: Api) -> None:
    user = (await public.get("/users?pagination.count=1")).data["users"][0]
    held = [each for each in await policies(config) if each["subject"] == f"{SHOP}/users/{user['id']}"]
    assert [SHOP] == [each["resource"] for each in held]
    assert held[0]["name"].startswith(f"{SHOP}/roles/{OWNER}/policies/")
    assert [{"team": "growth"}] == [each["labels"] for each in await policies(config) if "labels" in each][:1]
    assert f"{SHOP}/sources/ios-app" in {each["resource"] for each in await policies(config)}


@pytest.mark.parametrize(("holder", "key", "path"), [("users", "users", "/users"), ("groups", "userGroups", "/groups")])
async def test_a_policy_made_here_is_a_permission_there_until_it_is_deleted(
    config: Config, public: Api, holder: str, key: str, path: str
) -> None:
    there = (await public.get(f"{path}?pagination.count=3")).data[key][2]["id"]

    async def permissions() -> list[Any]:
        one = (await public.get(f"{path}/{there}")).data
        found: list[Any] = next(iter(one.values()))["permissions"]
        return found

    before = await permissions()
    wanted = {"subject": f"{SHOP}/{holder}/{there}", "resource": f"{SHOP}/sources/journal"}
    made = await config.post(f"/{ROLE}/policies", {"policy": wanted})
    assert wanted.items() <= made.items()
    journal = (await config.get(f"/{SHOP}/sources/journal"))["id"]
    resources = [each["id"] for held in await permissions() for each in held["resources"]]
    assert journal in resources
    assert (409, 6) == (await config.send("POST", f"/{ROLE}/policies", {"policy": wanted})).refusal
    assert {} == await config.delete(f"/{made['name']}")
    assert before == await permissions()
    assert (404, 5) == (await config.send("DELETE", f"/{made['name']}")).refusal


async def test_a_policy_is_for_the_workspace_unless_it_says(config: Config, public: Api) -> None:
    user = (await public.get("/users?pagination.count=4")).data["users"][3]["id"]
    made = await config.post(f"/{ROLE}/policies", {"policy": {"subject": f"{SHOP}/users/{user}"}})
    assert SHOP == made["resource"]


@pytest.mark.parametrize(
    ("role", "policy", "refusal"),
    [
        (ROLE, {}, (400, 3)),
        (ROLE, {"subject": "somebody"}, (400, 3)),
        (ROLE, {"subject": f"{SHOP}/robots/x"}, (400, 3)),
        (ROLE, {"subject": f"{SHOP}/users/nobody"}, (404, 5)),
        (f"{SHOP}/roles/nope", {"subject": f"{SHOP}/users/nobody"}, (400, 3)),
        (ROLE, {"subject": f"{SHOP}/users/nobody", "resource": f"{SHOP}/moons/x"}, (400, 3)),
        (ROLE, {"subject": f"{SHOP}/users/nobody", "resource": f"{SHOP}/sources/nope"}, (404, 5)),
    ],
)
async def test_a_policy_that_cannot_be_is_refused(
    config: Config, role: str, policy: dict[str, str], refusal: tuple[int, int]
) -> None:
    assert refusal == (await config.send("POST", f"/{role}/policies", {"policy": policy})).refusal


@pytest.mark.parametrize("start", ["", f"{SHOP}/invites/"])
async def test_an_invite_made_here_is_seen_there_until_it_is_deleted(config: Config, public: Api, start: str) -> None:
    policy = {"role": ROLE, "resource": f"{SHOP}/sources/journal"}
    body = {"invite": {"name": f"{start}New.Face@example.com", "policies": [policy]}}
    made = await config.post(f"/{SHOP}/invites", body)
    assert (f"{SHOP}/invites/New.Face@example.com", [policy]) == (made["name"], made["policies"])
    assert "New.Face@example.com" in (await public.get("/invites?pagination.count=50")).data["invites"]
    assert made in (await config.get(f"/{SHOP}/invites"))["invites"]
    assert (409, 6) == (await config.send("POST", f"/{SHOP}/invites", body)).refusal
    assert {} == await config.delete(f"/{made['name'].replace('@', '%40')}")
    assert "New.Face@example.com" not in (await public.get("/invites?pagination.count=50")).data["invites"]
    assert (404, 5) == (await config.send("DELETE", f"/{made['name']}")).refusal


@pytest.mark.parametrize(
    "invite",
    [{}, {"name": "nobody"}, {"name": "workspaces/other/invites/a@example.com"}, {"name": "a@b.c", "policies": [{}]}],
)
async def test_an_invite_that_cannot_be_is_refused(config: Config, invite: dict[str, object]) -> None:
    assert (400, 3) == (await config.send("POST", f"/{SHOP}/invites", {"invite": invite})).refusal
