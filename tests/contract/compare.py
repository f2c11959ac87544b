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
    about = data.get("pagination") or {}
    total = about.get("totalEntries")
    said = {
        "next": about.get("next"),
        "previous": about.get("previous"),
        "total": None if total is None else int(total),
    }
    return {
        "items": listed(schema, data.get(key) or []),
        **{name: value for name, value in said.items() if value not in {None, ""}},
        "rest": {name: value for name, value in data.items() if name not in {key, "pagination"}},
    }
