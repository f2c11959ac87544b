"""The Config API's resources in the words of the Public API, as far as the checks ask for them.

Where the two APIs say the same thing, a check need not know which of them it was read through. Names become ids, the
last part of a name is the slug, and what the Config API does not say is left out rather than made up: whether a source
is switched on, above all.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from segment_async._core.values import Json, is_object

INSTEAD: Final[Mapping[str, tuple[str, ...]]] = {
    "getSource": ("listTrackingPlans", "listSourceConnections"),
    "listConnectedDestinationsFromSource": ("listDestinations",),
    "listDestinations": ("listSources", "listDestinations"),
    "listSources": ("listSources", "listCatalogSources"),
    "listSourcesFromTrackingPlan": ("listSourceConnections",),
    "listTrackingPlans": ("listTrackingPlans",),
}
"""Which operations of the Config API say what one of the Public API says."""

MISSING: Final[Mapping[str, str]] = {
    "getEventsVolumeFromWorkspace": "The Config API does not count the events of a source.",
    "listConnectedSourcesFromWarehouse": "The Config API does not tell which sources a warehouse is loaded from.",
    "listConnectedWarehousesFromSource": "The Config API does not tell which warehouses a source is loaded into.",
    "listWarehouses": "The Config API does not list warehouses.",
}
"""Operations of the Public API that none of the Config API stands for, and what is not known for want of them."""


KINDS: Final[Mapping[str, str]] = {
    "destination": "source-destination",
    "source": "source",
    "source-connected-destination": "source-destination",
    "tracking-plan": "tracking-plan",
    "tracking-plan-source": "tracking-plan-source-connection",
}
"""What the things of each kind are kept as in a snapshot that was read through the Config API."""


def needs(operations: Iterable[str]) -> Iterator[str]:
    """Yield the operations of the Config API that stand for some of the Public API; itself where there is none."""
    for operation in operations:
        yield from INSTEAD.get(operation, (operation,))


def slug_of(name: Json) -> str:
    """Return the last part of a resource name."""
    return str(name).rpartition("/")[2]


def workspace(thing: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a workspace; its name stands for an id where it has none."""
    name = thing.get("name")
    slug = slug_of(name)
    return {"id": thing.get("id") or name, "slug": slug, "name": thing.get("display_name") or slug}


def kind_of_source(thing: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return an entry of the catalog of sources. Its type says which kinds send events."""
    return {
        "slug": slug_of(thing.get("name")),
        "name": thing.get("display_name"),
        "categories": thing.get("categories"),
        "isCloudEventSource": thing.get("type") == "event",
    }


def source(thing: Mapping[str, Json], kinds: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a source.

    Args:
        thing: The source.
        kinds: Entries of the catalog of sources, by their names.
    """
    kind = str(thing.get("catalog_name"))
    return {
        "id": thing.get("name"),
        "slug": slug_of(thing.get("name")),
        "name": thing.get("display_name"),
        "metadata": kind_of_source(kinds.get(kind, {"name": kind})),
    }


def destination(thing: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a destination."""
    return {
        "id": thing.get("name"),
        "name": thing.get("display_name"),
        "enabled": thing.get("enabled"),
        "sourceId": thing.get("parent") or str(thing.get("name")).partition("/destinations/")[0],
        "metadata": {"slug": slug_of(thing.get("name"))},
    }


def tracking_plan(thing: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a tracking plan; those that the Config API knows are neither libraries nor templates."""
    return {"id": thing.get("name"), "name": thing.get("display_name"), "type": "LIVE"}


def translated(kind: str, thing: Json, kinds: Mapping[str, Json]) -> Json:
    """Return a thing as the Public API shows the things of a kind; as it is where no check looks at what it says.

    Args:
        kind: One of `KINDS`.
        thing: What the snapshot holds.
        kinds: Entries of the catalog of sources, by their names.
    """
    if not is_object(thing):
        return thing
    if kind == "source":
        return source(thing, kinds)
    change = {"destination": destination, "tracking-plan": tracking_plan}.get(kind)
    return change(thing) if change else thing
