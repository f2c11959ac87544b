"""Settings of destinations and sources: an object by name in the records, a list of entries in the Config API."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from segment_async.sandbox.config import names
from segment_async.sandbox.store import Invalid, Record, Workspace
from segment_async.sandbox.trees import is_list, is_object

_TYPES: Final[Mapping[str, str]] = {"strings": "list"}
"""Types of options that the Config API calls otherwise."""


def type_of(option: Mapping[str, Any]) -> str:
    """Return what the Config API calls the type of a catalog option, in small letters."""
    kind = str(option["type"]).lower()
    return _TYPES.get(kind, kind)


def entries(settings: Mapping[str, Any], options: Iterable[Mapping[str, Any]], prefix: str = "") -> list[Record]:
    """Return an entry for each option and for each further setting, secrets as they are.

    Args:
        settings: The values that were set.
        options: The options of the kind; what was not set has the option's default.
        prefix: What stands before the names.
    """
    asked = {option["name"]: option for option in options}
    defaults = {name: option.get("defaultValue") for name, option in asked.items()}
    return [
        {
            "name": prefix + name,
            "display_name": asked[name].get("label", name) if name in asked else name,
            "value": value,
            "type": type_of(asked[name]) if name in asked else _type_of_value(value),
        }
        for name, value in {**defaults, **settings}.items()
    ]


def values(
    workspace: Workspace, config: Sequence[Mapping[str, Any]], path: Mapping[str, str], destination: str
) -> Record:
    """Return the settings that entries of a destination hold, by the last part of their names.

    Args:
        workspace: Where they shall hold.
        config: ``DestinationConfigEntry`` objects.
        path: The values in the URL, among them the source.
        destination: Slug of the kind of the destination.

    Raises:
        Invalid: An entry belongs to something else.
    """
    found: Record = {}
    for index, entry in enumerate(config):
        field = f"destination.config.{index}.name"
        said = names.parts_within(workspace, names.SETTING, entry["name"], field)
        if (said["source_slug"], said["destination_slug"]) != (path["source_slug"], destination):
            raise Invalid(f"{field} belongs to another destination; name the one that is changed.", field=field)
        found[said["setting"]] = entry.get("value")
    return found


def _type_of_value(value: object) -> str:
    """Return the type of a setting that the catalog does not know."""
    if is_list(value):
        return "mixed" if any(is_object(item) for item in value) else "list"
    if is_object(value):
        return "map"
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else "string"
