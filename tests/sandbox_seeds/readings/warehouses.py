"""Checks of warehouses: what is loaded into them, and what is sent out of them."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from segment_async.sandbox.handlers.reverse_etl import EXTRACTING, LOADING
from segment_async.sandbox.masking import plausible
from segment_async.sandbox.store import Record, Workspace

from .reading import Reading, enabled, ids

ROWS_AT_MOST: Final = 1000
"""Rows that no sync of a model reaches."""


def without_source(space: Workspace) -> list[str]:
    return ids(record for record in enabled(space.warehouses) if not space.warehouses.sources[record["id"]])


def failing(space: Workspace) -> list[str]:
    troubles = space.warehouse_syncs.troubles
    failed = {pair[0] for pair, trouble in troubles.items() if trouble.status == "FAILED" and not trouble.since}
    return ids(
        record
        for record in enabled(space.warehouses)
        if record["id"] in failed
        or not plausible(record["settings"], space.catalog.warehouse(record["metadataId"])["options"])
    )


def takes_everything(space: Workspace, warehouse_id: str, source_id: str) -> bool:
    switches = space.warehouse_syncs.switches(warehouse_id, source_id)
    return all(
        switches.takes(collection) and all(switches.takes_property(collection, name) for name in properties)
        for collection, properties in switches.over(space.warehouse_syncs.collections(source_id)).items()
    )


def syncs_everything(space: Workspace) -> list[str]:
    loaded = space.warehouses.sources
    return ids(
        record
        for record in enabled(space.warehouses)
        if len(loaded[record["id"]]) >= 3
        and all(takes_everything(space, record["id"], source_id) for source_id in loaded[record["id"]])
    )


def feeds(space: Workspace, model: Record) -> Iterator[Record]:
    """Yield the enabled subscriptions that a model feeds."""
    subscriptions = chain.from_iterable(enabled(table) for table in space.destinations.subscriptions.values())
    return (subscription for subscription in subscriptions if subscription.get("modelId") == model["id"])


def failed(space: Workspace, sync: Record) -> bool:
    assert sync["startedAt"] < (space.started - EXTRACTING - LOADING).isoformat()
    return "broken" in sync or sync["lost"] >= ROWS_AT_MOST


def models_failing(space: Workspace) -> list[str]:
    models = space.reverse_etl_models
    return ids(
        model
        for model in enabled(models)
        if any(
            failed(space, max(syncs, key=lambda sync: sync["startedAt"]))
            for subscription in feeds(space, model)
            if (syncs := models.syncs_through(model["id"], subscription["id"]))
        )
    )


def models_unscheduled(space: Workspace) -> list[str]:
    return ids(
        model
        for model in enabled(space.reverse_etl_models)
        if not any("reverseETLSchedule" in subscription for subscription in feeds(space, model))
    )


READINGS: Final[Mapping[str, Reading]] = {
    "warehouse-without-source": without_source,
    "warehouse-failing": failing,
    "warehouse-syncs-everything": syncs_everything,
    "reverse-etl-failing": models_failing,
    "reverse-etl-unscheduled": models_unscheduled,
}
