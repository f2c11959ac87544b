"""Secrets that are planted where real workspaces have theirs, so that a leak can be seen."""

import json
import re
from collections.abc import Iterable
from itertools import count
from typing import Any, Final

from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.ids import opaque

TELLTALE: Final = "planted-secret-"
"""What every planted secret starts with: text that contains it has leaked one."""

_PLACEHOLDER: Final = re.compile(re.escape("{secret}"))


def conceal(place: str) -> str:
    """Return the secret of a place, plain to see as a fake.

    Args:
        place: Words that no other place has.
    """
    return TELLTALE + opaque(place, 16)


def fill(options: Iterable[Record], given: Record, *, place: str) -> Record:
    """Return settings with a secret for each password.

    Args:
        options: ``IntegrationOption`` objects of the kind.
        given: The other values; ``{secret}`` in a text stands for one more secret.
        place: Words that no other settings have.
    """
    numbers = count()
    text = _PLACEHOLDER.sub(lambda _: conceal(f"{place} {next(numbers)}"), json.dumps(given))
    settings: Record = json.loads(text)
    passwords = [option["name"] for option in options if option["type"] == "password"]
    return {name: conceal(f"{place} {name}") for name in passwords} | settings


def planted_secrets(workspace: Workspace) -> frozenset[str]:
    """Return every secret that a workspace holds."""
    tables: list[Any] = [
        workspace.sources,
        workspace.destinations,
        workspace.warehouses,
        workspace.credentials,
        workspace.insert_function_instances,
        workspace.apps,
        *workspace.destinations.subscriptions.values(),
        workspace.transformations,
        *(workspace.profiles_warehouses.of_space(space_id) for space_id in workspace.spaces),
    ]
    text = json.dumps([list(table.values()) for table in tables])
    return frozenset(re.findall(rf"{TELLTALE}\w+", text))
