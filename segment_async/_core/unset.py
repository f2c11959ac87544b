"""The value of what was left out.

Left out is not null: Segment's APIs keep a field that a request does not name, and clear one that it names with null.
"""

from enum import Enum
from typing import Final, Literal


class Unset(Enum):
    """The type of `UNSET`; an enumeration, so that type checkers narrow ``value is not UNSET``."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        """Count as false, as ``None`` does."""
        return False

    def __repr__(self) -> str:
        """Return the name that users write."""
        return "UNSET"

    __str__ = __repr__


UNSET: Final = Unset.UNSET
"""Stands for what a caller did not pass, and for a promised field that an answer lacks."""
