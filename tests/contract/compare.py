"""What a result must write back, and equality as JSON has it."""

import json
from typing import Any

from tests.contract.samples import listed
from tests.contract.specification import Endpoint


def exactly(value: Any) -> str:
    """Return a value as text, so that 1, 1.0 and true differ."""
    return json.dumps(value, sort_keys=True)


def result_in(endpoint: Endpoint, data: Any) -> Any:
    """Return what the result of an operation must be as JSON, given the data of the answer."""
    key, schema = endpoint.result
    if not endpoint.paging:
        return listed(schema, data if key is None else data[key])
    ways = {name: endpoint.paging.get(name) for name in ("next", "previous", "total")}
    said = {name: _at(data, path) for name, path in ways.items()}
    if said["total"] is not None:
        said["total"] = int(said["total"])
    apart = {key, *(path.partition(".")[0] for path in ways.values() if path)}
    return {
        "items": listed(schema, data.get(key) or []),
        **{name: value for name, value in said.items() if value not in {None, ""}},
        "rest": {name: value for name, value in data.items() if name not in apart},
    }


def _at(data: Any, path: str | None) -> Any:
    """Return what a dotted path leads to; ``None`` where it leads nowhere."""
    for step in path.split(".") if path else ():
        data = data.get(step) if data else None
    return data if path else None
