"""Downloads of Customer Insights data."""

import pytest
from yarl import URL

from tests.sandbox.support import Api

pytestmark = pytest.mark.anyio

PATH = "/customer-insights/download"


async def links(api: Api, hour: str = "2026-01-31T10:00:00Z", collection: str = "web") -> list[str]:
    urls: list[str] = (await api.post(PATH, {"collectionId": collection, "hour": hour})).data["download"]["urls"]
    return urls


async def test_an_hour_is_split_over_links_that_lead_nowhere(api: Api) -> None:
    urls = [URL(link) for link in await links(api)]
    assert 2 == len(set(urls))
    assert {("https", True)} == {(url.scheme, (url.host or "").endswith(".invalid")) for url in urls}


async def test_each_collection_and_hour_has_links_of_its_own_which_stay(api: Api) -> None:
    first = await links(api)
    assert first == await links(api, "2026-01-31T12:00:00+02:00")
    assert not set(first) & {*await links(api, "2026-01-31T09:00:00Z"), *await links(api, collection="../app")}


@pytest.mark.parametrize("hour", ["", "soon", "2026-01-31T13:00:00Z", "9999-12-31T23:59:59-12:00"])
async def test_an_hour_that_is_none_or_still_to_come_is_invalid(api: Api, hour: str) -> None:
    answer = await api.post(PATH, {"collectionId": "web", "hour": hour})
    assert (422, "hour") == (answer.status, answer.errors[0]["field"])
