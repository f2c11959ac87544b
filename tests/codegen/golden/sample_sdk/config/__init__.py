"""The Sample Config API: its tags, each loaded when it is first touched, and its operations.

Generated from ``openapi/config/`` by ``python -m codegen``; do not edit.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from sample_sdk.config.operations import OPERATIONS
from segment_async._core.resource import Caller

if TYPE_CHECKING:
    from sample_sdk.config.calls.settings import Settings

__all__ = ["OPERATIONS", "Tags"]


class Tags(Caller):
    """What a client of the Sample Config API can do, by tag."""

    @cached_property
    def settings(self) -> "Settings":
        """Settings of a depot."""
        from sample_sdk.config.calls.settings import Settings

        return Settings(self)
