"""A small workspace to test with, and a client that knows nothing but HTTP, JSON and the specification."""

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import aiohttp
from jsonschema_rs import Validator, validator_for
from yarl import URL

from segment_async.sandbox.routing import Router
from segment_async.sandbox.spec import load
from segment_async.sandbox.store import Record, Workspace

NOW = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)

JSON = "application/json"
V1 = "application/vnd.segment.v1+json"
BETA = "application/vnd.segment.v1beta+json"
ALPHA = "application/vnd.segment.v1alpha+json"

LOGOS = {"default": "https://example.invalid/logo.svg"}

WEB_KIND: Record = {
    "id": "kind-web",
    "name": "Javascript",
    "slug": "javascript",
    "description": "",
    "logos": LOGOS,
    "options": [{"name": "apiSecret", "type": "password", "required": False}],
    "categories": ["Website"],
    "isCloudEventSource": False,
    "status": "PUBLIC",
}

TOOL_KIND: Record = {
    "id": "kind-tool",
    "name": "Kinesis",
    "slug": "kinesis",
    "description": "",
    "logos": LOGOS,
    "options": [
        {"name": "region", "type": "string", "required": True, "defaultValue": "us-west-2"},
        {"name": "apiKey", "type": "password", "required": True, "defaultValue": ""},
        {"name": "externalId", "type": "string", "required": False, "label": "External ID (Read-Only)"},
    ],
    "status": "PUBLIC",
    "previousNames": [],
    "categories": ["Raw Data"],
    "website": "https://example.invalid",
    "components": [],
    "supportedFeatures": {},
    "supportedMethods": {"track": True},
    "supportedPlatforms": {"server": True},
    "actions": [
        {
            "id": "action-send",
            "slug": "send",
            "name": "Send",
            "description": "",
            "platform": "CLOUD",
            "hidden": False,
            "defaultTrigger": 'type = "track"',
            "fields": [
                {
                    "id": "field-key",
                    "sortOrder": 0,
                    "fieldKey": "key",
                    "label": "Key",
                    "type": "PASSWORD",
                    "description": "",
                    "required": False,
                    "multiple": False,
                    "dynamic": False,
                    "allowNull": False,
                }
            ],
        }
    ],
    "presets": [],
}

DATABASE_KIND: Record = {
    "id": "kind-db",
    "name": "Postgres",
    "slug": "postgres",
    "description": "",
    "logos": LOGOS,
    "options": [
        {"name": "hostname", "type": "string", "required": True},
        {"name": "port", "type": "string", "required": True},
        {"name": "password", "type": "password", "required": True},
        {"name": "ciphertext", "type": "password", "required": False},
    ],
}

CONNECTION = {"hostname": "db.example.invalid", "port": "5432", "password": "open sesame"}


def plant_catalog(workspace: Workspace) -> None:
    """Offer one kind of each."""
    workspace.catalog.add(sources=[WEB_KIND], destinations=[TOOL_KIND], warehouses=[DATABASE_KIND])


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    json: Any

    @property
    def data(self) -> Any:
        return self.json["data"]

    @property
    def errors(self) -> Any:
        return self.json["errors"]


class Api:
    """Sends requests as they are given, and holds every answer of success against the specification."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.headers = {"Authorization": f"Bearer {token}"}

    async def send(
        self, method: str, target: str, *, body: object = None, raw: bytes | None = None, **headers: str
    ) -> Answer:
        """Send a request.

        Args:
            method: The HTTP method.
            target: Path and query as they go on the wire.
            body: Sent as JSON, unless it is None.
            raw: Sent as it is.
            **headers: With underscores for hyphens; an empty one is left out.
        """
        all_headers = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            raw = json.dumps(body).encode()
            all_headers.setdefault("Content-Type", JSON)
        async with (
            aiohttp.ClientSession() as session,
            session.request(
                method,
                URL(self.url + target, encoded=True),
                data=None if raw is None else io.BytesIO(raw),
                headers={name: value for name, value in all_headers.items() if value},
                skip_auto_headers=["Content-Type"],
            ) as answer,
        ):
            text = await answer.text()
            made = Answer(answer.status, answer.headers, json.loads(text))
        if made.status < 300:
            endpoint, _ = Router(load("public").endpoints).find(method, target.partition("?")[0])
            assert endpoint.success == made.status
            checked = [error.message for error in _answer_validator(endpoint.path, method).iter_errors(made.json)]
            assert [] == checked
        else:
            assert all("type" in entry and entry["message"] for entry in made.errors)
        return made

    async def get(self, target: str, **headers: str) -> Answer:
        return await self.send("GET", target, **headers)

    async def post(self, target: str, body: object = None, **headers: str) -> Answer:
        return await self.send("POST", target, body=body, **headers)

    async def patch(self, target: str, body: object) -> Answer:
        return await self.send("PATCH", target, body=body)

    async def put(self, target: str, body: object) -> Answer:
        return await self.send("PUT", target, body=body)

    async def delete(self, target: str) -> Answer:
        return await self.send("DELETE", target)

    async def every(self, target: str, key: str, *, count: int) -> list[Any]:
        """Walk through a list and return all of its items."""
        items: list[Any] = []
        cursor = ""
        while True:
            page = (await self.get(f"{target}?pagination.count={count}{cursor}")).data
            items += page[key]
            if "next" not in page["pagination"]:
                return items
            cursor = f"&pagination.cursor={page['pagination']['next']}"


@cache
def _specification() -> Any:
    return json.loads(files("segment_async").joinpath("_spec", "public.json").read_text(encoding="utf-8"))


@cache
def _answer_validator(path: str, method: str) -> Validator:
    raw = _specification()
    responses = raw["paths"][path][method.lower()]["responses"]
    success = next(answer for status, answer in responses.items() if status[0] == "2")
    schema = next(iter(success["content"].values()))["schema"]
    return validator_for({**schema, "components": raw["components"]})
