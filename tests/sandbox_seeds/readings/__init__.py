"""Every check by its plainest reading, asked of the store itself rather than of what an audit has read."""

from collections.abc import Mapping
from typing import Final

from . import destinations, filters, people, plans, sources, spaces, usage, warehouses
from .reading import Reading

READINGS: Final[Mapping[str, Reading]] = {
    **sources.READINGS,
    **plans.READINGS,
    **destinations.READINGS,
    **filters.READINGS,
    **warehouses.READINGS,
    **spaces.READINGS,
    **people.READINGS,
    **usage.READINGS,
}
"""By check, what finds its subjects."""
