"""Let schemathesis try the sandbox: does it answer with the statuses, types and bodies that are specified?

``nox -s schemathesis`` runs it; arguments go to ``schemathesis run``.
"""

import asyncio
import json
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from segment_async.sandbox import Sandbox
from tests.contract.demo import NOW, Demo
from tests.contract.recipes import demo_of
from tests.contract.specification import DOCUMENT, ENDPOINTS, METHODS

CHECKS: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
)

UNDECLARED: Final[Mapping[str, str]] = {
    "400": "a request that makes no sense",
    "401": "no token, or another one",
    "403": "a Host header that is not this machine's, or a token that may not do this",
    "406": "an Accept header that asks for a level that the operation lacks",
    "409": "something that stands in the way",
    "413": "a body that is too large",
    "415": "a Content-Type that the operation does not take",
}
"""Statuses that any operation may answer though none declares them, as openapi/README.md says of errors; and when."""

ROUNDS: Final = ({"--exclude-method": "DELETE"}, {"--include-method": "DELETE"})
"""What is deleted would be missed by the rest, so that comes last, on a workspace of its own."""

SECONDS: Final = 145
"""The most that a round may take."""


def document() -> dict[str, Any]:
    """Return the specification with the statuses that it leaves unsaid, each with the body that all errors have."""
    completed: dict[str, Any] = json.loads(json.dumps(DOCUMENT))
    errors = {
        status: {**completed["components"]["responses"]["ValidationFailed"], "description": why}
        for status, why in UNDECLARED.items()
    }
    plain = {"text/plain": {"schema": {"type": "string"}}}  # an HTTP server's own page, for a URL above 8190 bytes
    errors["400"] = {**errors["400"], "content": {**errors["400"]["content"], **plain}}
    for item in completed["paths"].values():
        for method in METHODS:
            if method in item:
                item[method]["responses"] = {**errors, **item[method]["responses"]}
    return completed


async def known_values(demo: Demo) -> dict[str, list[Any]]:
    """Return values for parameters, by place and name: ids that lead to something, and delays that are short."""
    found: dict[str, set[str]] = {}
    for endpoint in ENDPOINTS.values():
        for name in endpoint.path_parameters:
            found.setdefault(f"path.{name}", set()).add(await demo.path_value(endpoint, name))
    return {**{name: sorted(values) for name, values in found.items()}, "query.delay": [0, 1]}


def configuration(values: Mapping[str, Iterable[Any]], token: str) -> Iterator[str]:
    """Yield the lines of a configuration file.

    Args:
        values: Values that parameters take most of the time, by place and name.
        token: Opens the sandbox.
    """
    yield f"headers = {{ Authorization = {json.dumps(f'Bearer {token}')} }}"
    yield 'suppress-health-check = ["all"]'
    yield "phases.stateful.enabled = false"
    yield "checks.enabled = false"
    yield from (f"checks.{check}.enabled = true" for check in CHECKS)
    for name, known in values.items():
        yield f'[dictionaries."{name}"]'
        yield f"values = {json.dumps(list(known))}"
    yield "[parameters]"
    yield from (f'"{name}" = {{ dictionary = "{name}", probability = 0.8 }}' for name in values)
    yield "[[operations]]"  # echo fails in whatever way it is asked to
    yield 'include-operation-id = "echo"'
    yield "checks.not_a_server_error.enabled = false"
    yield "checks.status_code_conformance.enabled = false"


async def run_round(folder: Path, choice: Mapping[str, str], arguments: list[str]) -> int:
    """Start a sandbox, let schemathesis at it, and return its exit code."""
    (folder / "openapi.json").write_text(json.dumps(document()), encoding="utf-8")
    async with Sandbox(seed="demo", clock=lambda: NOW) as box, demo_of(box) as demo:
        settings = configuration(await known_values(demo), box.token)
        (folder / "schemathesis.toml").write_text("\n".join(settings), encoding="utf-8")
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", "schemathesis.toml"),
            *("run", "openapi.json", "--url", box.url),
            *("--max-examples", "10", "--seed", "1", "--generation-database", "none"),
            *("--continue-on-failure", "--warnings", "off"),
            *(part for option in choice.items() for part in option),
            *arguments,
        ]
        process = await asyncio.create_subprocess_exec(*command, cwd=folder)
        try:
            return await asyncio.wait_for(process.wait(), SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
            sys.exit(f"This round was stopped after {SECONDS} s; pass fewer examples, as in --max-examples 5.")


async def main(arguments: list[str]) -> int:
    """Run every round, and return the first exit code that is not 0."""
    codes = []
    for choice in ROUNDS:
        with TemporaryDirectory() as folder:
            codes.append(await run_round(Path(folder), choice, arguments))
    return next(filter(None, codes), 0)


if __name__ == "__main__":
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # schemathesis starts with malformed requests
    sys.exit(asyncio.run(main(sys.argv[1:])))
