"""Fixtures of the generator's tests."""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.codegen.support import Written

_NUMBERS = count()

Make = Callable[..., Callable[[str], ModuleType]]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Generate code from an inline specification; what is returned imports its modules: ``load("models.things")``."""
    package = f"made_{next(_NUMBERS)}"
    monkeypatch.syspath_prepend(tmp_path)

    def made(**specification: Any) -> Callable[[str], ModuleType]:
        Written(tmp_path, **specification).write(package)
        return lambda module: import_module(f"{package}.public{'.' if module else ''}{module}")

    yield made
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[name]
