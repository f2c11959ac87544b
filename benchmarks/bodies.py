"""The bodies that are read and written: pages of sources, plain and rich, the same in every run."""

import json
import random
import string
from collections.abc import Mapping
from typing import Any, Final

PAGE: Final = 200
"""Sources of a page that is decoded."""

_KINDS: Final = ("javascript", "node.js", "ios", "android", "http-api", "postgres", "stripe", "zendesk", "salesforce")


def sources(count: int, *, rich: bool) -> list[dict[str, Any]]:
    """Return sources as the API lists them.

    Args:
        count: How many.
        rich: Whether each has settings, labels and options besides what every source has.
    """
    drawn = random.Random(0)  # noqa: S311 - no secrets: the same bodies in every run
    return [_source(drawn, index, rich=rich) for index in range(count)]


def _id(drawn: random.Random, length: int = 22) -> str:
    return "".join(drawn.choices(string.ascii_letters + string.digits, k=length))


def _source(drawn: random.Random, index: int, *, rich: bool) -> dict[str, Any]:
    kind = _KINDS[index % len(_KINDS)]
    option = {
        "name": "apiHost",
        "type": "string",
        "required": False,
        "description": "Where the library sends to.",
        "defaultValue": "api.example.invalid",
        "label": "Host of the API",
    }
    return {
        "id": _id(drawn),
        "slug": f"{kind}-{index:04}",
        "name": f"{kind.title()} {index}",
        "metadata": {
            "id": _id(drawn, 10),
            "name": kind.title(),
            "slug": kind,
            "description": f"What {kind} sends: every event with its properties, and who caused it.",
            "logos": {
                "default": f"https://cdn.example.invalid/logos/{kind}.svg",
                "mark": f"https://cdn.example.invalid/logos/{kind}-mark.svg",
                "alt": None,
            },
            "options": [{**option, "name": f"apiHost{number}"} for number in range(3 if rich else 0)],
            "categories": ["Website", "Server"],
            "isCloudEventSource": False,
            "status": "PUBLIC",
            "partnerOwned": False,
        },
        "workspaceId": _id(drawn),
        "enabled": index % 7 > 0,
        "writeKeys": [_id(drawn, 32)],
        "settings": {"trackingPlan": _id(drawn), "sampling": 0.5, "hosts": ["a.invalid", "b.invalid"]} if rich else {},
        "labels": [{"key": f"team{number}", "value": kind, "description": "Who cares"} for number in range(2)]
        if rich
        else [],
    }


def page(count: int = PAGE, *, rich: bool = False, next_: str | None = "MjAw", total: int = 1000) -> bytes:
    """Return a whole answer with a page of sources.

    Args:
        count: Sources in it.
        rich: As for `sources`.
        next_: Cursor of the next page; ``None`` on the last one.
        total: Sources in the whole list.
    """
    about: dict[str, Any] = {"current": "MA==", "totalEntries": total}
    if next_ is not None:
        about["next"] = next_
    return dumped({"data": {"sources": sources(count, rich=rich), "pagination": about}})


def dumped(value: Mapping[str, Any]) -> bytes:
    """Return a value as the compact JSON that servers send."""
    return json.dumps(value, separators=(",", ":")).encode()
