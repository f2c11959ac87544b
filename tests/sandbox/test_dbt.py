"""Syncs of dbt models."""

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import BETA, V1, Api

pytestmark = pytest.mark.anyio

PATH = "/dbt-model-syncs/trigger"


async def test_each_trigger_is_a_sync_of_its_own(box: Sandbox, api: Api) -> None:
    source_id = box.workspace.sources.add(slug="web", metadata_id="kind-web")["id"]
    triggers = [(await api.post(PATH, {"sourceId": source_id})).data["dbtModelSyncTrigger"] for _ in range(2)]
    assert [(source_id, "QUEUED")] * 2 == [(trigger["sourceId"], trigger["status"]) for trigger in triggers]
    assert 2 == len({trigger["id"] for trigger in triggers})


async def test_an_unknown_source_has_no_models(api: Api) -> None:
    assert 404 == (await api.post(PATH, {"sourceId": "nope"})).status


async def test_only_the_beta_level_knows_it(box: Sandbox, api: Api) -> None:
    body = {"sourceId": box.workspace.sources.add(slug="web", metadata_id="kind-web")["id"]}
    assert [200, 406] == [(await api.post(PATH, body, Accept=accept)).status for accept in (BETA, V1)]
