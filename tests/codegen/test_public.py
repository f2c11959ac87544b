"""The committed surface of the Public API, held against its specification and the kernel."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from codegen.calls import PAGE_SIZE, PAGING
from segment_async import _spec
from segment_async._core.naming import wire_name
from segment_async._core.operation import Operation, Paging
from segment_async.public import OPERATIONS, Tags, models

DOCUMENT = _spec.load("public")
SCHEMAS = DOCUMENT["components"]["schemas"]
CLASSES = [getattr(models, name) for name in models.__all__ if isinstance(getattr(models, name), type)]


def described() -> Iterator[tuple[str, str, Any]]:
    """Iterate over URL, method and description of every operation."""
    for url, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            yield url, method.upper(), operation


class Client(Tags):
    async def call(self, operation: Operation[Any], /, **_: object) -> Any:
        return operation


def test_every_operation_of_the_specification_is_there_and_no_other() -> None:
    expected = {
        operation["operationId"]: (method, url, operation["tags"][0], tuple(operation["x-stability"]["levels"]))
        for url, method, operation in described()
    }

    assert expected == {id_: (each.method, each.path, each.tag, each.levels) for id_, each in OPERATIONS.items()}
    assert all(id_ == each.id for id_, each in OPERATIONS.items())


def test_every_operation_has_a_method_of_its_tag() -> None:
    tags = {tag["name"]: tag["x-python-name"] for tag in DOCUMENT["tags"]}
    client = Client()

    for _, _, operation in described():
        assert callable(getattr(getattr(client, tags[operation["tags"][0]]), operation["x-python-name"]))


@pytest.mark.parametrize("model", CLASSES, ids=lambda model: model.__name__)
def test_the_kernels_rule_gives_every_field_the_name_that_the_specification_has(model: type) -> None:
    schema = SCHEMAS.get(model.__name__) or SCHEMAS[model.__name__.removesuffix("Input")]

    assert list(schema["properties"]) == [wire_name(model, field) for field in attrs.fields(model)]


def test_what_is_marked_sensitive_stays_out_of_the_repr() -> None:
    hidden = {(model.__name__, field.name) for model in CLASSES for field in attrs.fields(model) if not field.repr}

    assert {("Source", "settings"), ("Source", "write_keys"), ("Destination", "settings")} <= hidden


def test_the_generator_assumes_of_paging_what_the_kernel_does() -> None:
    defaults = {field.name: field.default for field in attrs.fields(Paging) if field.name != "items"}

    assert {**PAGING, "default": PAGE_SIZE} == defaults


def test_importing_the_surface_imports_no_model_and_no_call() -> None:
    program = (
        "import sys, segment_async.public as public; len(public.OPERATIONS), list(public.OPERATIONS); "
        "print([name for name in sys.modules if name.startswith(('segment_async.public.', 'aiohttp'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "['segment_async.public.operations']" == done.stdout.strip()


def test_the_generator_imports_nothing_of_the_package() -> None:
    program = "import codegen.__main__, sys; print([name for name in sys.modules if name.startswith('segment_async')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "[]" == done.stdout.strip()
