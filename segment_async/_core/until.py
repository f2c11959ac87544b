"""A deadline around calls: set by whoever makes many of them, kept to by each."""

from contextvars import ContextVar
from typing import Final

UNTIL: Final = ContextVar[float | None]("until", default=None)
"""When the calls of a context must be over, on the clock of the event loop; ``None`` where nobody said."""
