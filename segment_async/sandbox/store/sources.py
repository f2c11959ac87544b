"""Sources: where events come from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from segment_async.sandbox.store.ids import WRITE_KEY_LENGTH
from segment_async.sandbox.store.labels import LabelKey
from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.refusals import Missing, Taken
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace


class Sources(Table[str, Record]):
    """The sources of a workspace by id.

    A record holds ``id slug name metadataId enabled writeKeys settings labels schemaSettings createdAt updatedAt``; the
    labels as pairs of key and value.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace
        self._ids_by_slug: dict[str, str] = {}
        self.fates: dict[str, Mapping[str, float]] = {}
        """By source id, the shares of its events that are ``rejected`` on arrival, and ``blocked`` thereafter."""
        self.impersonal: set[str] = set()
        """Ids of the sources whose events tell of things, so that no user is tracked by them."""

    def find(self, source_id: str) -> Record:
        """Return a source."""
        return find(self, source_id, "source")

    def by_slug(self, slug: str) -> Record:
        """Return the source with a slug."""
        if slug not in self._ids_by_slug:
            raise Missing(f"There is no source with the slug {slug!r}; list the sources to see which there are.")
        return self[self._ids_by_slug[slug]]

    def add(
        self,
        *,
        slug: str,
        metadata_id: str,
        name: str = "",
        enabled: bool = True,
        settings: Record | None = None,
        labels: Iterable[LabelKey] = (),
        write_keys: Sequence[str] | None = None,
        schema_settings: Record | None = None,
        connect_warehouses: bool = True,
    ) -> Record:
        """Create a source.

        Args:
            slug: Short name, unique in the workspace.
            metadata_id: Catalog id of its kind.
            name: Name shown to people.
            enabled: Whether it takes events.
            settings: Values of the options of its kind.
            labels: Labels it carries; they have to exist.
            write_keys: Keys to send events with; one is made where none are given.
            schema_settings: What to do with unplanned events, as far as it differs from the defaults.
            connect_warehouses: Whether it is loaded into every warehouse there is.
        """
        space = self._workspace
        space.catalog.source(metadata_id)
        self._claim(slug)
        now = space.now()
        record: Record = {
            "id": space.ids.next("source"),
            "slug": slug,
            "name": name,
            "metadataId": metadata_id,
            "enabled": enabled,
            "writeKeys": [self.new_write_key()] if write_keys is None else list(write_keys),
            "settings": settings or {},
            "labels": space.labels.checked(labels),
            "schemaSettings": schema_settings or {},
            "createdAt": now,
            "updatedAt": now,
        }
        self[record["id"]] = record
        self._ids_by_slug[slug] = record["id"]
        space.destinations.open_source(record["id"])
        if connect_warehouses:
            space.warehouses.connect_source(record)
        return record

    def rename(self, source: Record, slug: str) -> None:
        """Give a source another slug."""
        self._claim(slug, source["id"])
        del self._ids_by_slug[source["slug"]]
        self._ids_by_slug[slug] = source["id"]
        source["slug"] = slug

    def new_write_key(self) -> str:
        """Make a key to send events with."""
        return self._workspace.ids.next("write key", length=WRITE_KEY_LENGTH)

    def remove(self, source_id: str) -> None:
        """Delete a source with its destinations, and loosen it from its plan and its warehouses."""
        source = self.find(source_id)
        space = self._workspace
        space.destinations.close_source(source_id)
        space.tracking_plans.release(source_id)
        space.warehouses.forget_source(source_id)
        space.volume.discard(source_id)
        space.live_plugins.pop(source_id, None)
        space.insert_function_instances.forget(source_id)
        space.warehouse_syncs.forget_source(source_id)
        space.reverse_etl_models.forget_source(source_id)
        space.transformations.forget_source(source_id)
        self.fates.pop(source_id, None)
        self.impersonal.discard(source_id)
        del self._ids_by_slug[source["slug"]]
        del self[source_id]

    def _claim(self, slug: str, source_id: str | None = None) -> None:
        owner = self._ids_by_slug.get(slug)
        if owner not in (None, source_id):
            raise Taken(f"The source {owner} already has the slug {slug!r}; choose another.", field="slug")
