"""Models of the *Credentials* tag of the Segment Public API.

Generated from ``openapi/public/credentials.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping
from typing import Any

from attrs import field as attrs_field
from attrs import frozen

from segment_async.public.models.api import PaginationOutput
from segment_async.public.models.sources import Source
from segment_async.public.models.warehouses import Warehouse

__all__ = ["Credential", "ListCredentialConsumersOutput"]


@frozen(kw_only=True, weakref_slot=False)
class Credential:
    """Access details that several warehouses and sources can share."""

    id: str
    """Names the credential in every other call."""

    workspace_id: str
    """Id of the workspace it belongs to."""

    name: str
    """Display name."""

    settings: Mapping[str, Any] = attrs_field(repr=False)
    """Access details, by name; the key type says which others to expect, and secrets may be masked."""

    created_at: str
    """When the credential was created; RFC 3339."""

    updated_at: str
    """When the credential last changed; RFC 3339."""


@frozen(kw_only=True, weakref_slot=False)
class ListCredentialConsumersOutput:
    """Warehouses and sources that use a credential, one page of each."""

    warehouses: tuple[Warehouse, ...]
    """Warehouses that use the credential."""

    warehouses_pagination: PaginationOutput
    """Where a page stands in its list."""

    sources: tuple[Source, ...]
    """Sources that use the credential."""

    sources_pagination: PaginationOutput
    """Where a page stands in its list."""
