"""Calls of the *Source Catalog* tag of the Segment Config API.

Generated from ``openapi/config/source_catalog.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async.config.models.source_catalog import CatalogSource

LIST = Operation(
    "listCatalogSources",
    "GET",
    "/catalog/sources",
    Page[CatalogSource],
    tag="Source Catalog",
    paging=Paging(
        "sources",
        cursor="page_token",
        count="page_size",
        next="next_page_token",
        previous=None,
        total=None,
        maximum=100,
        optional=True,
        bare=True,
        default=100,
    ),
    levels=(),
)
GET = Operation(
    "getCatalogSource", "GET", "/catalog/sources/{source_slug}", CatalogSource, tag="Source Catalog", levels=(),
)  # fmt: skip


class SourceCatalog(Resource):
    """The kinds of sources that Segment offers."""

    def list(self, *, page_size: int = 100) -> Paginator[CatalogSource]:
        """Walk through the kinds of sources."""
        return self._list(LIST, page_size=page_size)

    async def get(self, source: str) -> CatalogSource:
        """Read one kind of source.

        Args:
            source: Slug of the kind, which may hold dots: javascript, node.js.
        """
        return await self._caller.call(GET, path={"source_slug": source})
