"""Models of the *IAM Parcels* tag of the Sample Public API.

Generated from ``openapi/public/iam_parcels.yaml`` by ``python -m codegen``; do not edit.
"""

from typing import Literal, TypeAlias

from attrs import frozen

from sample_sdk.public.models.api import PaginationOutput
from sample_sdk.public.models.depots import Address, Depot

__all__ = ["IAMParcelsGranularity", "ListWatchersOutput", "Machine", "Parcel"]


@frozen(kw_only=True, weakref_slot=False)
class Machine:
    """A machine without properties."""


@frozen(kw_only=True, weakref_slot=False)
class ListWatchersOutput:
    """Who watches a parcel."""

    people: tuple[str, ...]
    """Names."""

    machines: tuple[Machine, ...]
    """Machines."""

    people_pagination: PaginationOutput
    """Where a page stands in its list."""

    machines_pagination: PaginationOutput
    """Where a page stands in its list."""


@frozen(kw_only=True, weakref_slot=False)
class Parcel:
    """Something that is on its way from one place to another place.

    This description is so long that only its first sentence can be the first line.
    """

    id: str
    r"""Names the parcel; a note that says ''' or \N or # noqa, or {% raw %}, stays a note, however long it grows on
    its way to the reader \.
    """

    from_: Depot
    """Where it was sent."""

    address: Address | None = None
    """Where something stands."""


IAMParcelsGranularity: TypeAlias = Literal["DAY", "HOUR"] | str
"""Known values of ``granularity``; others pass through."""
