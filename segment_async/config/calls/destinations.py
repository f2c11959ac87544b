"""Calls of the *Destinations* tag of the Segment Config API.

Generated from ``openapi/config/destinations.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Mask, Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.config.models.api import Empty
from segment_async.config.models.destinations import Destination, DestinationConfigEntryInput, DestinationConnectionMode

LIST = Operation(
    "listDestinations",
    "GET",
    "/workspaces/{workspace_slug}/sources/{source_slug}/destinations",
    Page[Destination],
    tag="Destinations",
    paging=Paging(
        "destinations",
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
CREATE = Operation(
    "createDestination",
    "POST",
    "/workspaces/{workspace_slug}/sources/{source_slug}/destinations",
    Destination,
    tag="Destinations",
    replay="reconcile",
    natural_key=("destination.name",),
    levels=(),
    names={
        "destination.name": "workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}",
        "destination.config[].name": (
            "workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}/config/{setting}"
        ),
    },
)
DELETE = Operation(
    "deleteDestination", "DELETE", "/workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}",
    Empty, tag="Destinations", replay="convergent", levels=(),
)  # fmt: skip
GET = Operation(
    "getDestination", "GET", "/workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}",
    Destination, tag="Destinations", levels=(),
)  # fmt: skip
UPDATE = Operation(
    "updateDestination",
    "PATCH",
    "/workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}",
    Destination,
    tag="Destinations",
    replay="convergent",
    levels=(),
    mask=Mask("destination", "destination.", ("enabled", "config", "connection_mode", "display_name")),
    names={
        "destination.name": "workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}",
        "destination.config[].name": (
            "workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}/config/{setting}"
        ),
    },
)


class Destinations(Resource):
    """Tools that a source's events are sent to."""

    def list(self, source: str, *, page_size: int = 100) -> Paginator[Destination]:
        """Walk through the destinations of a source.

        There is no list of all destinations of a workspace.

        Args:
            source: Slug of the source that feeds them.
            page_size: Items a page may hold, 100 at most.
        """
        return self._list(LIST, page_size=page_size, path={"source_slug": source})

    async def create(
        self,
        source: str,
        *,
        name: str,
        display_name: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        connection_mode: DestinationConnectionMode | Unset = UNSET,
        config: Sequence[DestinationConfigEntryInput] | Unset = UNSET,
    ) -> Destination:
        """Create a destination for a source.

        It starts switched off unless enabled is true. A source takes one destination of each kind.

        Args:
            source: Slug of the source that will feed it.
            name: Resource name; its last part is the slug of its kind.
            display_name: Human-readable name, if the server takes one. Confidence: low.
            enabled: Whether events are sent to it.
            connection_mode: Whether events come from Segment's servers or from the device.
            config: Settings, by name; an update keeps those that are not named.
        """
        return await self._caller.call(
            CREATE,
            path={"source_slug": source},
            body={
                "destination": {
                    "name": name,
                    "display_name": display_name,
                    "enabled": enabled,
                    "connection_mode": connection_mode,
                    "config": config,
                },
            },
        )

    async def delete(self, source: str, destination: str | Unset = UNSET) -> None:
        """Delete a destination.

        Args:
            source: Slug of the source that feeds it. A whole resource name stands for what follows too.
            destination: Destination to delete; the slug of its kind, which may hold dots.
        """
        await self._caller.call(DELETE, path={"source_slug": source, "destination_slug": destination})

    async def get(self, source: str, destination: str | Unset = UNSET) -> Destination:
        """Read one destination of a source.

        Args:
            source: Slug of the source that feeds it. A whole resource name stands for what follows too.
            destination: Destination to read; the slug of its kind, which may hold dots.
        """
        return await self._caller.call(GET, path={"source_slug": source, "destination_slug": destination})

    async def update(
        self,
        source: str,
        destination: str | Unset = UNSET,
        *,
        enabled: bool | Unset = UNSET,
        config: Sequence[DestinationConfigEntryInput] | Unset = UNSET,
        connection_mode: DestinationConnectionMode | Unset = UNSET,
        display_name: str | Unset = UNSET,
        clear: Sequence[str] = (),
    ) -> Destination:
        """Change a destination, or switch it on or off.

        What you leave out stays as it is, also each setting that config does not name. Settings of type select made
        this call fail for others.

        Args:
            source: Slug of the source that feeds it. A whole resource name stands for what follows too.
            destination: Destination to change; the slug of its kind, which may hold dots.
            enabled: Whether events are sent to it.
            config: Settings, by name; an update keeps those that are not named.
            connection_mode: Whether events come from Segment's servers or from the device.
            display_name: Human-readable name, if the server takes one. Confidence: low.
            clear: Names of fields to reset to their empty value.
        """
        return await self._update(
            UPDATE,
            path={"source_slug": source, "destination_slug": destination},
            changes={
                "enabled": enabled,
                "config": config,
                "connection_mode": connection_mode,
                "display_name": display_name,
            },
            clear=clear,
        )
