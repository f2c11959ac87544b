"""Update masks, built from what the caller set."""

from collections.abc import Iterable, Mapping
from typing import Any

from segment_async._core.operation import Mask
from segment_async._core.unset import UNSET
from segment_async.errors import ConfigurationError


def masked(mask: Mask, changes: Mapping[str, object], clear: Iterable[str] = ()) -> dict[str, Any]:
    """Return the body of an update that changes these fields and no others.

    Args:
        mask: How the operation names what it changes.
        changes: New values by wire name; `UNSET` ones are left out.
        clear: Fields to reset to their empty value, named as the mask names them, without its prefix.

    Raises:
        ConfigurationError: Nothing would change, a field is no field of the mask, or it is both set and cleared.
    """
    set_ = {name: value for name, value in changes.items() if value is not UNSET}
    cleared = (clear,) if isinstance(clear, str) else tuple(dict.fromkeys(clear))
    for name, value in set_.items():
        if value is None:
            raise ConfigurationError(f"{name} is None, which this API has no null for; pass clear=[{name!r}] instead.")
    for name in cleared:
        if name not in mask.fields:
            raise ConfigurationError(f"{name!r} cannot be cleared; choose of {', '.join(mask.fields)}.")
        if any(f"{name}.".startswith(f"{each}.") for each in set_):
            raise ConfigurationError(f"{name} is set and cleared at once; do one of them.")
    if not set_ and not cleared:
        raise ConfigurationError("Nothing would change; pass a field to set, or clear=[…].")
    return {mask.key: set_, "update_mask": {"paths": [f"{mask.prefix}{name}" for name in (*set_, *cleared)]}}
