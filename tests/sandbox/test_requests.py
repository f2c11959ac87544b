"""What every operation has in common: paths, versions, spellings, and the ways to be refused."""

import json
from urllib.parse import quote

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import ALPHA, BETA, JSON, NOW, V1, Api, plant_catalog

pytestmark = pytest.mark.anyio

SOURCE = {"slug": "web", "enabled": True, "metadataId": "kind-web"}


@pytest.mark.parametrize("path", ["/sources", "/sources/", "//sources", "//sources//", "/sources?"])
async def test_doubled_and_trailing_slashes_are_tolerated(api: Api, path: str) -> None:
    assert [] == (await api.get(path)).data["sources"]


@pytest.mark.parametrize("path", ["/nope", "/sources/a/b/c", "/v2/workspaces", "/SOURCES", "/workspaces"])
async def test_an_unknown_path_is_not_found(api: Api, path: str) -> None:
    assert (404, "NotFound") == ((answer := await api.get(path)).status, answer.errors[0]["type"])


@pytest.mark.parametrize(
    "path", ["/sources/..", "/sources/a%2Fb", "/sources/%00", "/sources/a%0Ab", "/sources/%ff", "/sources/x%20y"]
)
async def test_an_id_with_odd_characters_is_an_unknown_id_and_nothing_else(api: Api, path: str) -> None:
    answer = await api.get(path)
    assert 404 == answer.status
    assert "no source" in answer.errors[0]["message"]


async def test_a_method_that_a_path_lacks_is_refused_with_those_it_has(api: Api) -> None:
    answer = await api.delete("/sources/")
    assert 405 == answer.status
    assert {"GET", "POST"} == set(answer.headers["Allow"].split(", "))


async def test_a_fixed_path_wins_over_a_parameter(api: Api) -> None:
    answer = await api.post("/destination/filters/preview", {})
    assert {"filter", "payload"} == {entry["field"] for entry in answer.errors}


async def test_a_path_value_of_more_than_255_characters_is_invalid(api: Api) -> None:
    assert 404 == (await api.get(f"/sources/{'x' * 255}")).status
    answer = await api.get(f"/sources/{'x' * 256}")
    assert (422, "sourceId") == (answer.status, answer.errors[0]["field"])


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        ("application/json; charset=utf-8", JSON),
        (V1, V1),
        (BETA, BETA),
        (ALPHA, ALPHA),
        (V1.upper(), V1),
        ("application/vnd.segment.stable+json", V1),
        ("application/vnd.segment.beta+json", BETA),
        ("application/vnd.segment.alpha+json", ALPHA),
        (f"{ALPHA};q=0.1, {BETA};q=0.9", BETA),
        (f"text/html, {ALPHA}", ALPHA),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
    ],
)
async def test_the_answer_has_the_media_type_of_the_version_asked_for(api: Api, accept: str, content_type: str) -> None:
    answer = await api.get("/", Accept=accept)
    assert content_type == answer.headers["Content-Type"].partition(";")[0]


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/destinations/x/subscriptions", V1),
        ("/destinations/x/subscriptions", BETA),
        ("/destinations/x/delivery-metrics?sourceId=x", V1),
        ("/", "text/html"),
        ("/", "application/vnd.segment.v2+json"),
        ("/", f"{V1};q=0"),
    ],
)
async def test_a_version_that_an_operation_lacks_is_not_acceptable(api: Api, path: str, accept: str) -> None:
    assert 406 == (await api.get(path, Accept=accept)).status


async def test_the_body_is_read_by_the_version_of_its_content_type(api: Api) -> None:
    named = {**SOURCE, "name": "Website"}
    made = [
        (await api.post("/sources", {**named, "slug": content_type[-8:]}, Content_Type=content_type)).data["source"]
        for content_type in (JSON, V1, BETA, ALPHA)
    ]
    assert ["", "", "", "Website"] == [source["name"] for source in made]


async def test_a_body_without_content_type_is_taken_for_json(api: Api) -> None:
    assert 201 == (await api.send("POST", "/sources", raw=json.dumps(SOURCE).encode())).status


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml"])
async def test_a_body_that_is_not_json_by_its_content_type_is_refused(api: Api, content_type: str) -> None:
    assert 415 == (await api.post("/sources", SOURCE, Content_Type=content_type)).status


@pytest.mark.parametrize("raw", [b"", b"{", b"nope", b'{"a": NaN}', b'{"a": 1e999}', b"\xff\xfe", b"[" * 100_000])
async def test_a_body_that_is_not_json_is_invalid(api: Api, raw: bytes) -> None:
    answer = await api.send("POST", "/sources", raw=raw)
    assert (422, "input-validation") == (answer.status, answer.errors[0]["type"])


@pytest.mark.parametrize("raw", [b"[]", b"null", b'"text"', b"3"])
async def test_a_body_that_is_no_object_is_invalid(api: Api, raw: bytes) -> None:
    assert 422 == (await api.send("POST", "/sources", raw=raw)).status


async def test_half_of_a_surrogate_pair_is_invalid(api: Api) -> None:
    assert 422 == (await api.post("/tracking-plans", {"name": "x", "type": "\ud800"})).status


async def test_a_body_that_is_too_large_is_refused(api: Api) -> None:
    assert 413 == (await api.send("POST", "/sources", raw=b" " * (32 * 2**20 + 1))).status


async def test_every_field_that_is_wrong_has_an_entry_that_names_it(api: Api) -> None:
    answer = await api.post("/sources", {"slug": 5, "settings": [], "metadataId": "kind-web"})
    assert 422 == answer.status
    assert {"slug", "settings", "enabled"} == {entry["field"] for entry in answer.errors}
    assert {"input-validation"} == {entry["type"] for entry in answer.errors}


async def test_an_error_never_repeats_the_value(api: Api) -> None:
    answer = await api.post("/warehouses", {"metadataId": "kind-db", "settings": "hunter2"})
    assert "hunter2" not in json.dumps(answer.json)


async def test_keys_that_nobody_declared_are_passed_over(api: Api) -> None:
    answer = await api.post("/sources", {**SOURCE, "sourceId": "x", "colour": "green"})
    assert 201 == answer.status
    assert "colour" not in answer.data["source"]
    assert 200 == (await api.get("/sources?count=50&verbose=1")).status


async def test_json_text_and_repeated_values_are_understood_where_a_list_is_asked_for(api: Api) -> None:
    span = "granularity=DAY&startTime=2026-01-30T00:00:00Z&endTime=2026-01-31T00:00:00Z"
    spellings = [
        "groupBy.0=eventName&groupBy.1=source",
        "groupBy.1=source&groupBy.0=eventName",
        "groupBy[0]=eventName&groupBy[1]=source",
        "groupBy%5B0%5D=eventName&groupBy%5B1%5D=source",
        "groupBy[]=eventName&groupBy[]=source",
        "groupBy=eventName&groupBy=source",
        "groupBy=" + quote('["eventName", "source"]'),
    ]
    for spelling in spellings:
        assert ["eventName", "source"] == (await api.get(f"/events/volume?{span}&{spelling}")).data["query"]["groupBy"]
    assert ["source"] == (await api.get(f"/events/volume?{span}&groupBy=source")).data["query"]["groupBy"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("granularity=WEEK&startTime=x&endTime=y", "granularity"),
        ("granularity=DAY&endTime=y", "startTime"),
        ("granularity=DAY&startTime=soon&endTime=2026-01-31T00:00:00Z", "startTime"),
        (
            "granularity=DAY&startTime=2026-01-30T00:00:00Z&endTime=2026-01-31T00:00:00Z&groupBy.0=colour",
            "groupBy",
        ),
        (
            "granularity=DAY&startTime=2026-01-30T00:00:00Z&endTime=2026-01-31T00:00:00Z&pagination=3",
            "pagination",
        ),
    ],
)
async def test_a_query_that_the_specification_does_not_allow_is_invalid(api: Api, query: str, field: str) -> None:
    answer = await api.get(f"/events/volume?{query}")
    assert (422, field) == (answer.status, answer.errors[0]["field"])


async def test_a_feature_that_the_workspace_lacks_is_not_found() -> None:
    async with Sandbox(seed=plant_catalog, clock=lambda: NOW, without_features=["Protocols"]) as box:
        api = Api(box.url, box.token)
        answer = await api.get("/tracking-plans")
        assert 404 == answer.status
        assert "Protocols" in answer.errors[0]["message"]
        assert 200 == (await api.get("/sources")).status


async def test_a_defect_of_the_sandbox_is_a_500_with_an_envelope(
    box: Sandbox, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    box.workspace.record["name"] = object()
    assert (500, "internal-error") == ((answer := await api.get("/")).status, answer.errors[0]["type"])
    assert "Traceback" in caplog.text
