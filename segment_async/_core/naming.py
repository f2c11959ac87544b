"""How Python names and wire names of a field relate."""

import sys
from typing import Any

from attrs import Attribute


def camel(name: str) -> str:
    """Return the camelCase form of a snake_case name: ``metadata_id`` is ``metadataId``."""
    first, *others = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in others)


def wire_name(owner: type, attribute: "Attribute[Any]") -> str:
    """Return the name that a model's field has on the wire.

    A field says it where the rule does not give it; the rule is camelCase, unless the model's module declares
    ``WIRE_NAMES = "snake"``.

    Args:
        owner: The model that declares the field.
        attribute: The field.
    """
    exception: str | None = attribute.metadata.get("wire")
    if exception is not None:
        return exception
    if getattr(sys.modules.get(owner.__module__), "WIRE_NAMES", "camel") == "snake":
        return attribute.name.rstrip("_")
    return camel(attribute.name)
