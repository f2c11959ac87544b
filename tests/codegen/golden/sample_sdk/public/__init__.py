"""The Sample Public API: its tags, each loaded when it is first touched, and its operations.

Generated from ``openapi/public/`` by ``python -m codegen``; do not edit.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from sample_sdk.public.operations import OPERATIONS
from segment_async._core.resource import Caller

if TYPE_CHECKING:
    from sample_sdk.public.calls.depots import Depots
    from sample_sdk.public.calls.iam_parcels import IAMParcels

__all__ = ["OPERATIONS", "Tags"]


class Tags(Caller):
    """What a client of the Sample Public API can do, by tag."""

    @cached_property
    def depots(self) -> "Depots":
        """Places where parcels wait."""
        from sample_sdk.public.calls.depots import Depots

        return Depots(self)

    @cached_property
    def iam_parcels(self) -> "IAMParcels":
        """What is sent, and who may see it."""
        from sample_sdk.public.calls.iam_parcels import IAMParcels

        return IAMParcels(self)
