"""Regulations, which the clock moves along, and the suppressions they leave."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import NOW, Api, plant_catalog

pytestmark = pytest.mark.anyio

NEVER = "0001-01-01T00:00:00.000Z"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Make a clock that stands still."""
    return Clock()


@pytest.fixture
async def box(clock: Clock, request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    async with Sandbox(seed=plant_catalog, clock=clock, rate_limit=getattr(request, "param", "off")) as box:
        yield box


@pytest.fixture
def source_id(box: Sandbox) -> str:
    """Create a source."""
    return str(box.workspace.sources.add(slug="web", metadata_id="kind-web")["id"])


def body(kind: str = "SUPPRESS_ONLY", *subjects: str, subject_type: str = "USER_ID") -> dict[str, object]:
    return {"regulationType": kind, "subjectType": subject_type, "subjectIds": list(subjects or ("ann",))}


async def file(api: Api, kind: str, *subjects: str, path: str = "", subject_type: str = "USER_ID") -> str:
    answer = await api.post(f"/regulations{path}", body(kind, *subjects, subject_type=subject_type))
    assert 200 == answer.status
    return str(answer.data["regulateId"])


async def read(api: Api, regulation_id: str) -> dict[str, object]:
    regulation: dict[str, object] = (await api.get(f"/regulations/{regulation_id}")).data["regulation"]
    return regulation


async def listed(api: Api, query: str = "", path: str = "") -> list[str]:
    return [entry["id"] for entry in (await api.get(f"/regulations{path}?{query}")).data["regulations"]]


async def test_a_regulation_waits_runs_and_ends(api: Api, clock: Clock, source_id: str) -> None:
    made = await file(api, "DELETE_INTERNAL")
    seen = []
    for seconds in (0, 2, 8):
        clock.now += timedelta(seconds=seconds)
        shown = await read(api, made)
        (entry,) = (await api.get("/regulations")).data["regulations"]
        assert (shown["overallStatus"], shown.get("finishedAt")) == (entry["status"], entry.get("finishedAt"))
        seen.append((shown["overallStatus"], shown.get("finishedAt")))
    assert [("INITIALIZED", None), ("RUNNING", None), ("FINISHED", "2026-01-31T12:00:10.000Z")] == seen


async def test_what_stays_within_segment_concerns_no_destination(box: Sandbox, api: Api, source_id: str) -> None:
    box.workspace.destinations.add(source_id=source_id, metadata_id="kind-tool", name="Tool")
    shown = await read(api, await file(api, "SUPPRESS_WITH_DELETE_INTERNAL"))
    assert [{"id": source_id, "destinationStatus": []}] == shown["streamStatus"]
    assert box.workspace.record["id"] == shown["workspaceId"]


async def test_each_enabled_destination_has_to_comply(box: Sandbox, api: Api, clock: Clock, source_id: str) -> None:
    add = box.workspace.destinations.add
    tool = add(source_id=source_id, metadata_id="kind-tool", name="Tool")["id"]
    add(source_id=source_id, metadata_id="kind-tool", name="Off", enabled=False)
    made = await file(api, "DELETE_ONLY")
    waiting = {"name": "Tool", "id": tool, "status": "INITIALIZED", "errString": "", "finishedAt": NEVER}
    assert [{"id": source_id, "destinationStatus": [waiting]}] == (await read(api, made))["streamStatus"]
    clock.now += timedelta(seconds=10)
    done = {**waiting, "status": "FINISHED", "finishedAt": "2026-01-31T12:00:10.000Z"}
    assert [{"id": source_id, "destinationStatus": [done]}] == (await read(api, made))["streamStatus"]


@pytest.mark.parametrize(
    ("status", "overall"),
    [
        ("NOT_SUPPORTED", "FAILED"),
        ("FAILED", "FAILED"),
        ("PARTIAL_SUCCESS", "PARTIAL_SUCCESS"),
        ("RUNNING", "RUNNING"),
        ("FINISHED", "FINISHED"),
    ],
)
async def test_one_destination_decides_about_the_whole(
    box: Sandbox, api: Api, source_id: str, status: str, overall: str
) -> None:
    names = {
        name: box.workspace.destinations.add(source_id=source_id, metadata_id="kind-tool", name=name)["id"]
        for name in ("Good", "Bad")
    }
    made = box.workspace.regulations.add(
        regulation_type="DELETE_ONLY",
        subject_type="USER_ID",
        subjects=["ann"],
        created=NOW - timedelta(days=2),
        outcomes={names["Bad"]: {"status": status, "errString": "No."}},
    )
    shown = (await api.get(f"/regulations/{made['id']}")).data["regulation"]
    (stream,) = shown["streamStatus"]
    assert (overall, overall != "RUNNING") == (shown["overallStatus"], "finishedAt" in shown)
    assert [("Good", "FINISHED", ""), ("Bad", status, "No.")] == [
        (entry["name"], entry["status"], entry["errString"]) for entry in stream["destinationStatus"]
    ]


async def test_the_workspace_and_each_source_have_lists_of_their_own(api: Api, source_id: str) -> None:
    path = f"/sources/{source_id}"
    whole = await file(api, "DELETE_INTERNAL")
    people = await file(api, "DELETE_ARCHIVE_ONLY", path=path)
    objects = {**body("DELETE_ONLY", "ch_1", subject_type="OBJECT_ID"), "collection": "charges"}
    answer = await api.post(f"/regulations/cloudsources/{source_id}", objects)
    assert [whole] == await listed(api)
    assert [answer.data["regulateId"], people] == await listed(api, path=path)
    entry = (await api.get(f"/regulations{path}")).data["regulations"][0]
    assert ("OBJECT_ID", ["ch_1"], "DELETE_ONLY") == tuple(
        entry[name] for name in ("subjectType", "subjects", "regulationType")
    )


async def test_lists_are_filtered_by_state_and_type(api: Api, clock: Clock, source_id: str) -> None:
    path = f"/sources/{source_id}"
    old = [await file(api, kind, path=path) for kind in ("DELETE_INTERNAL", "SUPPRESS_ONLY")]
    clock.now += timedelta(minutes=1)
    new = await file(api, "SUPPRESS_ONLY", path=path)
    assert [new] == await listed(api, "status=INITIALIZED", path)
    assert [old[1]] == await listed(api, "status=FINISHED&regulationTypes.0=SUPPRESS_ONLY", path)
    assert [new, *old[::-1]] == await listed(api, "regulationTypes=SUPPRESS_ONLY&regulationTypes=DELETE_INTERNAL", path)
    assert 422 == (await api.get("/regulations?status=DONE")).status


async def test_a_source_takes_paging_and_tells_nothing_about_it(api: Api, source_id: str) -> None:
    path = f"/sources/{source_id}"
    made = [await file(api, "SUPPRESS_ONLY", path=path) for _ in range(3)][::-1]
    answer = await api.get(f"/regulations{path}?pagination.count=2")
    assert {"regulations"} == set(answer.data)
    assert made[:2] == await listed(api, "pagination.count=2", path)
    assert made[2:] == await listed(api, "pagination.count=2&pagination.cursor=Mg==", path)
    assert 422 == (await api.get(f"/regulations{path}?pagination.count=2&pagination.cursor=x")).status


async def test_the_workspace_pages(api: Api) -> None:
    made = [await file(api, "SUPPRESS_ONLY") for _ in range(3)][::-1]
    assert made == [entry["id"] for entry in await api.every("/regulations", "regulations", count=2)]


async def test_nothing_is_kept_longer_than_ninety_days(api: Api, clock: Clock) -> None:
    made = await file(api, "SUPPRESS_ONLY")
    clock.now += timedelta(days=90)
    assert [made] == await listed(api)
    clock.now += timedelta(seconds=1)
    assert ([], 404) == (await listed(api), (await api.get(f"/regulations/{made}")).status)
    assert [{"subjectType": "USER_ID", "subjectIds": ["ann"]}] == await api.every(
        "/suppressions", "suppressed", count=1
    )


async def test_who_is_suppressed_stays_so_until_that_is_lifted_where_it_was_ordered(api: Api, source_id: str) -> None:
    path = f"/sources/{source_id}"
    await file(api, "SUPPRESS_ONLY", "ann", "bob")
    await file(api, "SUPPRESS_WITH_DELETE", "bob", "cid", path=path)
    await file(api, "DELETE_ONLY", "dan")
    await file(api, "UNSUPPRESS", "ann", path=path)
    await file(api, "UNSUPPRESS", "bob")
    expected = [
        {"subjectType": "USER_ID", "subjectIds": ["ann"]},
        {"subjectType": "USER_ID", "subjectIds": ["bob", "cid"]},
    ]
    assert expected == await api.every("/suppressions", "suppressed", count=1)


@pytest.mark.parametrize("path", ["", "/sources/{}", "/cloudsources/{}"])
async def test_a_request_names_five_thousand_ids_at_most(api: Api, source_id: str, path: str) -> None:
    sent = {**body(subject_type="OBJECT_ID" if "cloud" in path else "USER_ID"), "collection": "charges"}
    target = f"/regulations{path.format(source_id)}"
    statuses = [
        (await api.post(target, {**sent, "subjectIds": [str(number) for number in range(count)]})).status
        for count in (5000, 5001)
    ]
    assert [200, 422] == statuses


@pytest.mark.parametrize(
    ("path", "changes", "status"),
    [
        ("/sources/nope", {}, 404),
        ("/cloudsources/nope", {"subjectType": "OBJECT_ID", "collection": "charges"}, 404),
        ("/cloudsources/{}", {"subjectType": "USER_ID", "collection": "charges"}, 422),
        ("/cloudsources/{}", {"subjectType": "OBJECT_ID"}, 422),
        ("/sources/{}", {"subjectType": "OBJECT_ID"}, 422),
        ("", {"regulationType": "DELETE_ARCHIVE_ONLY"}, 422),
        ("", {"subjectType": "ANONYMOUS_ID"}, 422),
    ],
)
async def test_what_cannot_be_ordered_is_refused(
    api: Api, source_id: str, path: str, changes: dict[str, object], status: int
) -> None:
    answer = await api.post(f"/regulations{path.format(source_id)}", {**body(), **changes})
    assert status == answer.status
    assert [] == await listed(api)


async def quota(api: Api, kind: str, count: int, path: str = "") -> tuple[int, ...]:
    answer = await api.post(f"/regulations{path}", body(kind, *(str(number) for number in range(count))))
    return tuple(int(answer.headers[f"X-RateLimit-{name}"]) for name in ("Consumed", "Remaining"))


async def test_the_headers_count_the_people_of_the_month_for_each_class(api: Api, clock: Clock, source_id: str) -> None:
    assert (100, 109_900) == await quota(api, "SUPPRESS_ONLY", 100)
    assert (7, 109_993) == await quota(api, "DELETE_ONLY", 7, f"/sources/{source_id}")
    assert (130, 109_870) == await quota(api, "DELETE_ARCHIVE_ONLY", 30, f"/sources/{source_id}")
    answer = await api.post("/regulations", body())
    assert "Sun, 01 Feb 2026 00:00:00 GMT" == answer.headers["X-RateLimit-Reset"]
    clock.now += timedelta(hours=12)
    assert (5, 109_995) == await quota(api, "SUPPRESS_ONLY", 5)


@pytest.mark.parametrize(
    ("box", "status"), [("documented", 429), ("off", 200)], indirect=["box"], ids=["documented", "off"]
)
async def test_a_month_that_is_used_up_is_refused_where_documented_limits_apply(
    box: Sandbox, api: Api, status: int
) -> None:
    box.workspace.regulations.add(
        regulation_type="DELETE_ONLY", subject_type="USER_ID", subjects=["x"] * 109_999, created=NOW
    )
    last = await api.post("/regulations", body("SUPPRESS_WITH_DELETE"))
    assert (200, "110000", "0") == (
        last.status,
        last.headers["X-RateLimit-Consumed"],
        last.headers["X-RateLimit-Remaining"],
    )
    over = await api.post("/regulations", body("DELETE_ONLY"))
    assert (status, "0") == (over.status, over.headers["X-RateLimit-Remaining"])
    assert (2 if status == 429 else 3) == len(await listed(api))
    assert 200 == (await api.post("/regulations", body("DELETE_INTERNAL"))).status
