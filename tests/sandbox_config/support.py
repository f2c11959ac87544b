"""A client of the Config API that knows nothing but HTTP, JSON and the specification."""

import io
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import aiohttp
from jsonschema_rs import Validator, validator_for
from yarl import URL

from segment_async.sandbox import Sandbox
from segment_async.sandbox.config.routing import router
from segment_async.sandbox.spec import load

WEB = "/workspaces/sandbox/sources/web"
TOOL = f"{WEB}/destinations/webhooks"
"""A source and a destination that tests make; the empty workspace has the slug ``sandbox``."""


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def refusal(self) -> tuple[int, int]:
        """Return status and code of a refusal."""
        return self.status, self.json["code"]


class Config:
    """Sends requests as they are given, and holds every answer against the specification."""

    def __init__(self, box: Sandbox, authorization: str | None = None) -> None:
        self.url = f"{box.url}/v1beta"
        self.authorization = f"Bearer {box.config_token}" if authorization is None else authorization

    async def send(
        self, method: str, target: str, body: object = None, *, raw: bytes | None = None, **headers: str
    ) -> Answer:
        """Send a request.

        Args:
            method: The HTTP method.
            target: Path below the root of the API and query, as they go on the wire.
            body: Sent as JSON, unless it is None.
            raw: Sent as it is.
            **headers: With underscores for hyphens.
        """
        sent = json.dumps(body).encode() if body is not None else raw
        given = {"Authorization": self.authorization} | {name.replace("_", "-"): text for name, text in headers.items()}
        async with (
            aiohttp.ClientSession() as session,
            session.request(
                method,
                URL(self.url + target, encoded=True),
                data=None if sent is None else io.BytesIO(sent),
                headers={name: text for name, text in given.items() if text},
                skip_auto_headers=["Content-Type"],
            ) as answer,
        ):
            made = Answer(answer.status, answer.headers, await answer.text())
        if made.status == 200:
            endpoint, _ = router(load("config").endpoints).find(method, target.partition("?")[0])
            errors = answer_validator(endpoint.id).iter_errors(made.json)
            assert [] == [(error.message, error.instance_path) for error in errors]
        elif made.status != 503:
            assert {"error", "code"} == made.json.keys()
        return made

    async def get(self, target: str, body: object = None) -> Any:
        return await self.done("GET", target, body)

    async def post(self, target: str, body: object = None) -> Any:
        return await self.done("POST", target, body)

    async def patch(self, target: str, body: object) -> Any:
        return await self.done("PATCH", target, body)

    async def put(self, target: str, body: object) -> Any:
        return await self.done("PUT", target, body)

    async def delete(self, target: str) -> Any:
        return await self.done("DELETE", target)

    async def done(self, method: str, target: str, body: object = None) -> Any:
        """Send a request that succeeds, and return the body of its answer."""
        answer = await self.send(method, target, body)
        assert 200 == answer.status, answer.text
        return answer.json

    async def make_source(self, slug: str = "web", **fields: object) -> Any:
        """Create a source of the kind ``javascript``."""
        name = f"workspaces/sandbox/sources/{slug}"
        source = {"name": name, "catalog_name": "catalog/sources/javascript", **fields}
        return await self.post("/workspaces/sandbox/sources", {"source": source})

    async def make_destination(self, **fields: object) -> Any:
        """Create a destination of the kind ``webhooks`` on the source ``web``."""
        return await self.post(f"{WEB}/destinations", {"destination": {"name": TOOL.lstrip("/"), **fields}})


def setting(name: str, value: object) -> dict[str, object]:
    """Return an entry of the configuration of the destination that tests make."""
    return {"name": f"{TOOL.lstrip('/')}/config/{name}", "value": value}


@cache
def document() -> Any:
    return json.loads(files("segment_async").joinpath("_spec", "config.json").read_text(encoding="utf-8"))


@cache
def answer_validator(operation_id: str) -> Validator:
    """Return what holds the answer of an operation against the specification; keys that it does not name are wrong."""
    operations = [operation for item in document()["paths"].values() for operation in item.values()]
    (operation,) = (each for each in operations if each["operationId"] == operation_id)
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return validator_for({**schema, "components": _closed(document()["components"])})


def _closed(part: Any) -> Any:
    if isinstance(part, list):
        return [_closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    closed = {key: _closed(value) for key, value in part.items()}
    if part.get("type") == "object" and "properties" in part:
        closed.setdefault("additionalProperties", False)
    return closed
