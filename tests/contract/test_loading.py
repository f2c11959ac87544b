"""What is loaded when: nothing with the package, and with a tag what its calls are made of."""

import json
import subprocess
import sys
from functools import cache

import pytest

from segment_async.public import models
from tests.contract.specification import ENDPOINTS, SCHEMAS, names_in

TAGS = sorted({endpoint.tag for endpoint in ENDPOINTS.values()})

NO_TAG = "api"
"""The module of what no tag owns; it is small, and others may bring it along."""

TOUCH_EACH = """
import json, os, sys
import segment_async.public

class Client(segment_async.public.Tags):
    async def call(self, operation, /, **given): ...

def loaded():
    return {name for name in sys.modules if name.startswith("segment_async.public.") or name == "aiohttp"}

before = loaded()
print(json.dumps(["", sorted(before)]), flush=True)
for tag in sys.argv[1:]:
    if os.fork() == 0:
        getattr(Client(), tag)
        print(json.dumps([tag, sorted(loaded() - before)]), flush=True)
        os._exit(0)
    os.wait()
"""
"""Touches each tag in a process of its own, all from one that has imported the surface."""


@cache
def loaded() -> dict[str, set[str]]:
    """Return the modules of the surface that each tag loads, and those loaded before any tag under an empty name."""
    done = subprocess.run([sys.executable, "-c", TOUCH_EACH, *TAGS], capture_output=True, text=True, check=True)
    return {
        tag: {name.removeprefix("segment_async.public.") for name in names}
        for tag, names in map(json.loads, done.stdout.splitlines())
    }


def homes(tag: str) -> set[str]:
    """Return the modules of the models that the calls of a tag are made of, each of a tag."""
    found: set[str] = set()
    for endpoint in ENDPOINTS.values():
        if endpoint.tag == tag:
            parts = (endpoint.result[1], endpoint.own_query, *(schema for _, schema in endpoint.bodies.values()))
            found.update(names_in(list(parts)))
    found.update([f"{name}Input" for name in found if f"{name}Input" not in SCHEMAS])
    return {home.removesuffix("_parts") for name, home in models._HOMES.items() if name in found} - {NO_TAG}


def test_importing_every_public_name_loads_no_call_and_no_model() -> None:
    program = (
        "import sys, segment_async; [getattr(segment_async, name) for name in segment_async.__all__]; "
        "print([name for name in sys.modules if name.startswith('segment_async.public.') or name == 'aiohttp'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "['segment_async.public.operations']" == done.stdout.strip()


def test_the_surface_itself_loads_no_call_no_model_and_no_aiohttp() -> None:
    assert {"operations"} == loaded()[""]


@pytest.mark.parametrize("tag", TAGS)
def test_touching_a_tag_loads_that_tag_and_the_models_of_its_calls(tag: str) -> None:
    kinds: dict[str, set[str]] = {"calls": set(), "models": set()}
    for kind, _, module in (name.partition(".") for name in loaded()[tag]):
        kinds[kind].add(module.removesuffix("_operations").removesuffix("_parts"))
    assert {tag, ""} == kinds["calls"]
    assert homes(tag) == kinds["models"] - {NO_TAG, ""}
