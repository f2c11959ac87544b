"""The *Catalog* tag."""

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record


@handles("getSourcesCatalog")
def list_sources(call: Call) -> Record:
    """Show the kinds of sources."""
    return call.page(call.workspace.catalog.sources, views.plain)


@handles("getSourceMetadata")
def get_source(call: Call) -> Record:
    """Show a kind of source."""
    return {"sourceMetadata": call.workspace.catalog.source(call.path["sourceMetadataId"])}


@handles("getDestinationsCatalog")
def list_destinations(call: Call) -> Record:
    """Show the kinds of destinations."""
    return call.page(call.workspace.catalog.destinations, views.plain)


@handles("getDestinationMetadata")
def get_destination(call: Call) -> Record:
    """Show a kind of destination."""
    return {"destinationMetadata": call.workspace.catalog.destination(call.path["destinationMetadataId"])}


@handles("getWarehousesCatalog")
def list_warehouses(call: Call) -> Record:
    """Show the kinds of warehouses."""
    return call.page(call.workspace.catalog.warehouses, views.plain)


@handles("getWarehouseMetadata")
def get_warehouse(call: Call) -> Record:
    """Show a kind of warehouse."""
    return {"warehouseMetadata": call.workspace.catalog.warehouse(call.path["warehouseMetadataId"])}
