"""Update masks: which fields an update writes, and with what.

A path with a value writes it, a path without one empties the field, and a value without a path is passed over. So an
update without a mask changes nothing.
"""

from collections.abc import Mapping
from typing import Any

from segment_async.sandbox.store import Invalid, Record
from segment_async.sandbox.trees import dig, is_list, is_object


def with_mask(body: Mapping[str, Any], key: str) -> Record:
    """Return the body of an update with its mask beside the resource, whether it came there, inside it, or not at all.

    Args:
        body: The body as it came.
        key: The key of the resource, such as ``destination``.
    """
    resource = body.get(key)
    if "update_mask" in body or not is_object(resource):
        return {"update_mask": {"paths": []}, **body}
    rest = {name: value for name, value in resource.items() if name != "update_mask"}
    return {**body, key: rest, "update_mask": resource.get("update_mask", {"paths": []})}


def changes(body: Mapping[str, Any], rule: Mapping[str, Any], empty: Mapping[str, Any]) -> Record:
    """Return the new value of each field that the mask of an update names, by its path without the prefix.

    Args:
        body: The body, with its mask beside the resource.
        rule: The specification's ``in``, ``prefix`` and ``fields``.
        empty: What a field is reset to.

    Raises:
        Invalid: The mask names what cannot be changed.
    """
    found: Record = {}
    for index, path in enumerate(body["update_mask"]["paths"]):
        name = path.removeprefix(rule["prefix"])
        if not path.startswith(rule["prefix"]) or name not in rule["fields"]:
            known = ", ".join(rule["prefix"] + each for each in rule["fields"])
            raise Invalid(f"update_mask.paths.{index} is none of {known}.", field=f"update_mask.paths.{index}")
        value = dig(body[rule["in"]], name.split("."))
        found[name] = empty[name] if value is None or _is_nothing(value) else value
    return found


def _is_nothing(value: object) -> bool:
    """Tell whether a value cannot be told from one that was left out, as the API sees it."""
    return value == "" or (is_list(value) and not value)
