"""The *Source Catalog* and *Destination Catalog* services."""

from segment_async.sandbox.config import views_catalog
from segment_async.sandbox.config.calls import Call, handles
from segment_async.sandbox.store import Record


@handles("listCatalogSources")
def list_sources(call: Call) -> Record:
    """Show the kinds of sources."""
    return call.page(call.workspace.catalog.sources, views_catalog.source)


@handles("getCatalogSource")
def get_source(call: Call) -> Record:
    """Show a kind of source."""
    kind = call.workspace.catalog.sources.by_slug(call.path["source_slug"], "kind of source")
    return views_catalog.source(call.workspace, kind)


@handles("listCatalogDestinations")
def list_destinations(call: Call) -> Record:
    """Show the kinds of destinations."""
    return call.page(call.workspace.catalog.destinations, views_catalog.destination)


@handles("getCatalogDestination")
def get_destination(call: Call) -> Record:
    """Show a kind of destination."""
    kind = call.workspace.catalog.destinations.by_slug(call.path["destination_slug"], "kind of destination")
    return views_catalog.destination(call.workspace, kind)
