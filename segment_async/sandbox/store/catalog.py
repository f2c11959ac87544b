"""The kinds of sources, destinations and warehouses that can be created."""

from collections.abc import Iterable

from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.table import Table


class Kinds(Table[str, Record]):
    """The kinds of one thing by id; those that stand for the workspace's own functions are found, but not listed."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.own: dict[str, Record] = {}
        """The kinds that are not listed, by id."""

    def __getitem__(self, key: str) -> Record:
        """Return a kind, listed or not."""
        return self.own[key] if key in self.own else super().__getitem__(key)

    def by_slug(self, slug: str, what: str) -> Record:
        """Return a kind, listed or not.

        Args:
            slug: Its short name.
            what: What the message calls it, such as ``kind of source``.
        """
        return find({kind["slug"]: kind for kind in (*self.values(), *self.own.values())}, slug, what)


class Catalog:
    """Catalog entries by id: complete ``SourceMetadata``, ``DestinationMetadata`` and ``WarehouseMetadata`` objects."""

    def __init__(self) -> None:
        """Start empty."""
        self.sources = Kinds()
        self.destinations = Kinds()
        self.warehouses = Table[str, Record]()

    def add(
        self,
        *,
        sources: Iterable[Record] = (),
        destinations: Iterable[Record] = (),
        warehouses: Iterable[Record] = (),
    ) -> None:
        """Offer more kinds."""
        self.sources.update({entry["id"]: entry for entry in sources})
        self.destinations.update({entry["id"]: entry for entry in destinations})
        self.warehouses.update({entry["id"]: entry for entry in warehouses})

    def source(self, metadata_id: str) -> Record:
        """Return a kind of source."""
        return find(self.sources, metadata_id, "kind of source")

    def destination(self, metadata_id: str) -> Record:
        """Return a kind of destination."""
        return find(self.destinations, metadata_id, "kind of destination")

    def warehouse(self, metadata_id: str) -> Record:
        """Return a kind of warehouse."""
        return find(self.warehouses, metadata_id, "kind of warehouse")
