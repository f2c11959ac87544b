"""Settings as the APIs show them: defaults filled in, secrets hidden.

A mask that is written back replaces the secret, as it does at Segment: programs must leave masked values out.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from segment_async.sandbox.store import Record

MASK: Final = "\u2022" * 8
"""What stands for a secret."""

_MASKED: Final = re.compile("\u2022+")
_READ_ONLY: Final = re.compile(r"\(read-?only\)", re.IGNORECASE)


def secret_names(options: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the names of the options whose values are secret."""
    return {
        option["name"] for option in options if option["type"].lower() == "password" or option["name"] == "password"
    }


def read_only_names(options: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the names of the options that the server sets; the catalog says so in their labels only."""
    return {option["name"] for option in options if _READ_ONLY.search(option.get("label", ""))}


def shown(settings: Mapping[str, Any], options: Iterable[Mapping[str, Any]]) -> Record:
    """Return settings as they are read: with the defaults of their kind, secrets masked."""
    options = list(options)
    secrets = secret_names(options)
    defaults = {option["name"]: option["defaultValue"] for option in options if option.get("defaultValue") is not None}
    return {name: MASK if name in secrets and value else value for name, value in {**defaults, **settings}.items()}


def is_masked(value: object) -> bool:
    """Tell whether a value is nothing but a mask."""
    return isinstance(value, str) and _MASKED.fullmatch(value) is not None


def plausible(settings: Mapping[str, Any], options: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether a connection with these settings could work: nothing required is missing, and nothing is a mask."""
    for option in options:
        value = settings.get(option["name"], option.get("defaultValue"))
        if option["required"] and value in (None, ""):
            return False
        if is_masked(value) or (option["name"] == "port" and value not in (None, "") and not _is_port(value)):
            return False
    return True


def _is_port(value: object) -> bool:
    text = str(value)
    return text.isascii() and text.isdigit() and 0 < int(text) < 2**16
