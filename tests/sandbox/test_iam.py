"""Users, invites, user groups, and what each is permitted."""

from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.store import Record
from segment_async.sandbox.store.permissions import OWNER, ROLES, role_named
from tests.sandbox.support import Api

pytestmark = pytest.mark.anyio

READER = role_named("Source Read-only")


def let_in(box: Sandbox, *names: str) -> list[Record]:
    return [box.workspace.users.add(name=name, email=f"{name.lower()}@example.com") for name in names]


def everything(box: Sandbox, *labels: Record) -> Record:
    return {"id": box.workspace.record["id"], "type": "WORKSPACE", "labels": list(labels)}


async def make_group(api: Api, name: str = "Team") -> dict[str, Any]:
    made: dict[str, Any] = (await api.post("/groups", {"name": name})).data["userGroup"]
    return made


async def members(api: Api, group: Record) -> tuple[list[str], list[str]]:
    users = await api.every(f"/groups/{group['id']}/users", "users", count=1)
    return [user["email"] for user in users], await api.every(f"/groups/{group['id']}/invites", "emails", count=1)


async def test_roles_are_the_same_everywhere_and_each_says_what_it_allows(api: Api) -> None:
    roles = await api.every("/roles", "roles", count=4)
    assert list(ROLES.values()) == roles
    assert "Workspace Owner" == next(role["name"] for role in roles if role["id"] == OWNER)
    assert len(roles) == len({role["name"] for role in roles})


async def test_users_are_listed_and_read_with_their_permissions(box: Sandbox, api: Api) -> None:
    given = [{"roleId": OWNER, "resources": [{"id": box.workspace.record["id"], "type": "WORKSPACE"}]}]
    ada = box.workspace.users.add(name="Ada", email="ada@example.com", permissions=given)
    (bob,) = let_in(box, "Bob")
    held = [{"roleName": "Workspace Owner", "roleId": OWNER, "resources": [everything(box)]}]
    assert {"user": {**ada, "permissions": held}} == (await api.get(f"/users/{ada['id']}")).data
    assert ["Ada", "Bob"] == [user["name"] for user in await api.every("/users", "users", count=1)]
    assert [] == (await api.get(f"/users/{bob['id']}")).data["user"]["permissions"]
    assert 404 == (await api.get("/users/nope")).status


@pytest.mark.parametrize(
    "spelling",
    [
        "userIds.0={}&userIds.1={}",
        "userIds[0]={}&userIds[1]={}",
        "userIds[]={}&userIds[]={}",
        "userIds={}&userIds={}",
        "userIds=%5B%22{}%22%2C%22{}%22%5D",
    ],
)
async def test_users_are_deleted_however_their_ids_are_spelled(box: Sandbox, api: Api, spelling: str) -> None:
    ada, bob, _ = let_in(box, "Ada", "Bob", "Cleo")
    group = await make_group(api)
    await api.post(f"/groups/{group['id']}/users", {"emails": [ada["email"], bob["email"], "cleo@example.com"]})
    assert {"status": "SUCCESS"} == (await api.delete("/users?" + spelling.format(ada["id"], bob["id"]))).data
    assert ["Cleo"] == [user["name"] for user in await api.every("/users", "users", count=5)]
    assert (["cleo@example.com"], []) == await members(api, group)
    assert 1 == (await api.get(f"/groups/{group['id']}")).data["userGroup"]["memberCount"]
    assert 201 == (await api.post("/invites", {"invites": [{"email": "ada@example.com"}]})).status


async def test_ids_of_users_may_stand_in_the_body_too(box: Sandbox, api: Api) -> None:
    (ada,) = let_in(box, "Ada")
    assert 200 == (await api.send("DELETE", "/users", body={"userIds": [ada["id"]]})).status
    assert 0 == len(box.workspace.users)


async def test_no_user_goes_if_one_of_them_is_unknown_or_nobody_is_named(box: Sandbox, api: Api) -> None:
    (ada,) = let_in(box, "Ada")
    assert 404 == (await api.delete(f"/users?userIds.0={ada['id']}&userIds.1=nope")).status
    assert 422 == (await api.delete("/users")).status
    assert 1 == len(box.workspace.users)


async def test_permissions_are_added_by_post_and_replaced_by_put(box: Sandbox, api: Api) -> None:
    (ada,) = let_in(box, "Ada")
    sources = [box.workspace.sources.add(slug=slug, metadata_id="kind-web")["id"] for slug in ("a", "b")]
    path = f"/users/{ada['id']}/permissions"

    def reader(*ids: str) -> dict[str, Any]:
        return {"roleId": READER, "resources": [{"id": source_id, "type": "SOURCE"} for source_id in ids]}

    def shown(*ids: str) -> dict[str, Any]:
        resources = [{"id": source_id, "type": "SOURCE", "labels": []} for source_id in ids]
        return {"roleId": READER, "roleName": "Source Read-only", "resources": resources}

    owner = {"roleId": OWNER, "roleName": "Workspace Owner", "resources": [everything(box)]}
    assert [shown(sources[0])] == (await api.post(path, {"permissions": [reader(sources[0])]})).data["permissions"]
    more = {"permissions": [reader(sources[1]), {"roleId": OWNER, "resources": [everything(box)]}]}
    assert [shown(*sources), owner] == (await api.post(path, more)).data["permissions"]
    assert [shown(*sources), owner] == (await api.post(path, more)).data["permissions"]
    only = {"permissions": [reader(sources[1])]}
    assert [shown(sources[1])] == (await api.put(path, only)).data["permissions"]
    assert [READER] == [held["roleId"] for held in (await api.get(f"/users/{ada['id']}")).data["user"]["permissions"]]
    assert [] == (await api.put(path, {"permissions": []})).data["permissions"]


async def test_labels_narrow_a_permission_if_they_exist(box: Sandbox, api: Api) -> None:
    (ada,) = let_in(box, "Ada")
    label = box.workspace.labels.add("team", "web", description="Ours")
    body = {"permissions": [{"roleId": READER, "resources": [everything(box, {"key": "team", "value": "web"})]}]}
    answer = await api.post(f"/users/{ada['id']}/permissions", body)
    assert [everything(box, label)] == answer.data["permissions"][0]["resources"]
    assert 422 == (await api.delete("/labels/team/web")).status
    await api.put(f"/users/{ada['id']}/permissions", {"permissions": []})
    assert 200 == (await api.delete("/labels/team/web")).status
    body["permissions"][0]["resources"] = [everything(box, {"key": "team", "value": "app"})]
    answer = await api.post(f"/users/{ada['id']}/permissions", body)
    assert (422, "permissions.0.resources.0.labels") == (answer.status, answer.errors[0]["field"])


@pytest.mark.parametrize(
    ("permission", "field"),
    [
        ({"roleId": "nope", "resources": []}, "permissions.1.roleId"),
        ({"roleId": OWNER, "resources": [{"id": "nope", "type": "SOURCE"}]}, "permissions.1.resources.0.id"),
        ({"roleId": OWNER, "resources": [{"id": "nope", "type": "SPACE"}]}, "permissions.1.resources.0.id"),
        ({"roleId": OWNER, "resources": [{"id": "nope", "type": "PLANET"}]}, "permissions.1.resources.0.type"),
        ({"roleId": OWNER}, "permissions.1.resources"),
    ],
)
async def test_a_permission_for_what_does_not_exist_is_invalid(
    box: Sandbox, api: Api, permission: dict[str, Any], field: str
) -> None:
    (ada,) = let_in(box, "Ada")
    group = await make_group(api)
    body = {"permissions": [{"roleId": OWNER, "resources": [everything(box)]}, permission]}
    for path in (f"/users/{ada['id']}/permissions", f"/groups/{group['id']}/permissions"):
        for answer in (await api.post(path, body), await api.put(path, body)):
            assert (422, field) == (answer.status, answer.errors[0]["field"])
    assert [] == ada["permissions"]


async def test_people_are_invited_and_stay_invited(box: Sandbox, api: Api) -> None:
    invites = [{"email": "New@example.com", "permissions": [{"roleId": OWNER}]}, {"email": "b@example.com"}]
    answer = await api.post("/invites", {"invites": invites})
    assert (201, {"emails": ["New@example.com", "b@example.com"]}) == (answer.status, answer.data)
    assert ["New@example.com", "b@example.com"] == await api.every("/invites", "invites", count=1)
    assert [] == await api.every("/users", "users", count=5)
    assert [everything(box)] == box.workspace.invites["new@example.com"]["permissions"][0]["resources"]


@pytest.mark.parametrize(
    "email", ["ADA@example.com", "b@example.com", "C@example.com", "nobody", "@example.com", "a b@example.com", ""]
)
async def test_nobody_is_invited_if_one_address_cannot_be(box: Sandbox, api: Api, email: str) -> None:
    let_in(box, "Ada")
    await api.post("/invites", {"invites": [{"email": "B@example.com"}]})
    answer = await api.post("/invites", {"invites": [{"email": "c@example.com"}, {"email": email}]})
    assert (422, "invites.1.email") == (answer.status, answer.errors[0]["field"])
    assert ["B@example.com"] == await api.every("/invites", "invites", count=5)


async def test_withdrawn_invites_lose_their_places_in_groups(api: Api) -> None:
    await api.post("/invites", {"invites": [{"email": f"{name}@example.com"} for name in "abc"]})
    group = await make_group(api)
    await api.post(f"/groups/{group['id']}/users", {"emails": ["a@example.com", "b@example.com"]})
    assert ([], ["a@example.com", "b@example.com"]) == await members(api, group)
    path = "/invites?emails.0=A%40example.com&emails.1=c%40example.com"
    assert {"status": "SUCCESS"} == (await api.delete(path)).data
    assert ["b@example.com"] == await api.every("/invites", "invites", count=5)
    assert ([], ["b@example.com"]) == await members(api, group)
    assert 1 == (await api.get(f"/groups/{group['id']}")).data["userGroup"]["memberCount"]
    assert 404 == (await api.delete(path)).status


async def test_groups_are_made_renamed_and_deleted(api: Api) -> None:
    answer = await api.post("/groups", {"name": "Team"})
    group = answer.data["userGroup"]
    assert (200, 0, "Team", []) == (answer.status, group["memberCount"], group["name"], group["permissions"])
    path = f"/groups/{group['id']}"
    assert "Crew" == (await api.patch(path, {"name": "Crew"})).data["userGroup"]["name"]
    assert [{**group, "name": "Crew"}] == await api.every("/groups", "userGroups", count=1)
    assert {"userGroup": {**group, "name": "Crew"}} == (await api.get(path)).data
    assert {"status": "SUCCESS"} == (await api.delete(path)).data
    assert [404] * 2 == [(await api.get(path)).status, (await api.delete(path)).status]


async def test_the_name_of_a_group_is_taken_once(api: Api) -> None:
    group, other = await make_group(api), await make_group(api, "Other")
    refused = [await api.post("/groups", {"name": "Team"}), await api.patch(f"/groups/{other['id']}", {"name": "Team"})]
    assert [(422, "name")] * 2 == [(answer.status, answer.errors[0]["field"]) for answer in refused]
    assert 200 == (await api.patch(f"/groups/{group['id']}", {"name": "Team"})).status
    assert 422 == (await api.post("/groups", {"name": " "})).status


async def test_members_are_added_by_post_replaced_by_put_and_removed_by_delete(box: Sandbox, api: Api) -> None:
    let_in(box, "Ada", "Bob")
    await api.post("/invites", {"invites": [{"email": "new@example.com"}]})
    group = await make_group(api)
    plural, singular = f"/groups/{group['id']}/users", f"/group/{group['id']}/users"
    assert 1 == (await api.post(plural, {"emails": ["ada@example.com"]})).data["userGroup"]["memberCount"]
    added = await api.post(plural, {"emails": ["Ada@Example.com", "new@example.com"]})
    assert 2 == added.data["userGroup"]["memberCount"]
    assert (["ada@example.com"], ["new@example.com"]) == await members(api, group)
    replaced = await api.put(singular, {"emails": ["bob@example.com", "new@example.com"]})
    assert 2 == replaced.data["userGroup"]["memberCount"]
    assert (["bob@example.com"], ["new@example.com"]) == await members(api, group)
    gone = "emails=new%40example.com&emails=ada%40example.com"
    assert {"status": "SUCCESS"} == (await api.delete(f"{singular}?{gone}")).data
    assert (["bob@example.com"], []) == await members(api, group)
    assert 0 == (await api.put(singular, {"emails": []})).data["userGroup"]["memberCount"]


async def test_each_spelling_of_the_path_has_its_own_methods(api: Api) -> None:
    group = await make_group(api)
    plural, singular = f"/groups/{group['id']}/users", f"/group/{group['id']}/users"
    wrong = [
        await api.put(plural, {"emails": []}),
        await api.delete(f"{plural}?emails=a"),
        await api.get(singular),
        await api.post(singular, {"emails": []}),
    ]
    assert [405] * 4 == [answer.status for answer in wrong]


async def test_only_users_and_invited_people_can_be_members(box: Sandbox, api: Api) -> None:
    let_in(box, "Ada")
    group = await make_group(api)
    body = {"emails": ["ada@example.com", "stranger@example.com"]}
    for answer in (
        await api.post(f"/groups/{group['id']}/users", body),
        await api.put(f"/group/{group['id']}/users", body),
    ):
        assert (422, "emails.1") == (answer.status, answer.errors[0]["field"])
    assert ([], []) == await members(api, group)


async def test_the_groups_of_a_user_are_listed_in_short(box: Sandbox, api: Api) -> None:
    ada, bob = let_in(box, "Ada", "Bob")
    groups = [await make_group(api, name) for name in ("One", "Two", "Three")]
    for group in groups[:2]:
        await api.post(f"/groups/{group['id']}/users", {"emails": ["ada@example.com"]})
    expected = [{"id": group["id"], "name": group["name"]} for group in groups[:2]]
    assert expected == await api.every(f"/users/{ada['id']}/groups", "groups", count=1)
    assert [] == await api.every(f"/users/{bob['id']}/groups", "groups", count=1)


async def test_a_group_holds_permissions_as_a_user_does(box: Sandbox, api: Api) -> None:
    group = await make_group(api)
    path = f"/groups/{group['id']}/permissions"
    reader = {"roleId": READER, "resources": [everything(box)]}
    held = {"roleId": READER, "roleName": "Source Read-only", "resources": [everything(box)]}
    assert {"permissions": [held]} == (await api.post(path, {"permissions": [reader]})).data
    assert [held] == (await api.get(f"/groups/{group['id']}")).data["userGroup"]["permissions"]
    owner = {"roleId": OWNER, "resources": [everything(box)]}
    assert [OWNER] == [held["roleId"] for held in (await api.put(path, {"permissions": [owner]})).data["permissions"]]


@pytest.mark.parametrize("path", ["", "/users", "/invites"])
async def test_an_unknown_group_is_not_found_wherever_it_is_asked_for(api: Api, path: str) -> None:
    assert 404 == (await api.get(f"/groups/nope{path}")).status


async def test_what_belongs_to_an_unknown_group_or_user_cannot_be_changed(api: Api) -> None:
    answers = [
        await api.post("/groups/nope/users", {"emails": []}),
        await api.put("/group/nope/users", {"emails": []}),
        await api.delete("/group/nope/users?emails=a"),
        await api.post("/groups/nope/permissions", {"permissions": []}),
        await api.put("/groups/nope/permissions", {"permissions": []}),
        await api.patch("/groups/nope", {"name": "Team"}),
        await api.get("/users/nope/groups"),
        await api.post("/users/nope/permissions", {"permissions": []}),
        await api.put("/users/nope/permissions", {"permissions": []}),
    ]
    assert [404] * 9 == [answer.status for answer in answers]
