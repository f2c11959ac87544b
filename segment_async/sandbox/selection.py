"""What a warehouse takes, as requests change it and answers show it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from segment_async.sandbox.store import Invalid, Record
from segment_async.sandbox.store.switches import Switches

OVERRIDES_AT_MOST: Final = 200
"""Overrides that one request may hold."""


def check_overrides(overrides: Sequence[Record]) -> Sequence[Record]:
    """Return overrides that can be carried out.

    Raises:
        Invalid: They are too many, or one names a property of no collection.
    """
    if len(overrides) > OVERRIDES_AT_MOST:
        raise Invalid(
            f"syncOverrides must contain less than or equal to {OVERRIDES_AT_MOST} items; send several requests.",
            field="syncOverrides",
        )
    for index, override in enumerate(overrides):
        if "property" in override and "collection" not in override:
            field = f"syncOverrides.{index}.collection"
            raise Invalid(f"{field} is required where a property is named.", field=field)
    return overrides


def shown(switches: Switches, collections: Mapping[str, Mapping[str, str]], seen: Mapping[str, Any]) -> list[Record]:
    """Show collections with their state, and after them what was switched though nothing is known of it.

    Args:
        switches: What is taken.
        collections: By the name of each, its properties with their types.
        seen: What is said of every property besides.
    """
    return [
        {
            "collection": collection,
            "enabled": switches.takes(collection),
            "properties": {
                name: {"enabled": switches.takes_property(collection, name), "type": kind, **seen}
                for name, kind in properties.items()
            },
        }
        for collection, properties in switches.over(collections).items()
    ]
