"""Calls of the *Computed Traits* tag of the Segment Public API.

Generated from ``openapi/public/computed_traits.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.computed_traits import ComputedTraitSummary, TraitDefinition, TraitOptionsInput

LIST = Operation(
    "listComputedTraits", "GET", "/spaces/{spaceId}/computed-traits", Page[ComputedTraitSummary], tag="Computed Traits",
    paging=Paging("computedTraits"), limit=per_minute(25), levels=("alpha",),
)  # fmt: skip
CREATE = Operation(
    "createComputedTrait", "POST", "/spaces/{spaceId}/computed-traits", ComputedTraitSummary, tag="Computed Traits",
    key="computedTrait", limit=per_minute(10), replay="reconcile", natural_key=("name",), levels=("alpha",),
)  # fmt: skip
REMOVE = Operation(
    "removeComputedTraitFromSpace", "DELETE", "/spaces/{spaceId}/computed-traits/{id}", str, tag="Computed Traits",
    key="status", limit=per_minute(20), replay="convergent", levels=("alpha",),
)  # fmt: skip
GET = Operation(
    "getComputedTrait", "GET", "/spaces/{spaceId}/computed-traits/{id}", ComputedTraitSummary, tag="Computed Traits",
    key="computedTrait", limit=per_minute(100), levels=("alpha",),
)  # fmt: skip
UPDATE = Operation(
    "updateComputedTraitForSpace", "PATCH", "/spaces/{spaceId}/computed-traits/{id}", ComputedTraitSummary,
    tag="Computed Traits", key="computedTrait", limit=per_minute(10), replay="convergent", levels=("alpha",),
)  # fmt: skip


class ComputedTraits(Resource):
    """Values that Segment computes for each profile."""

    def list(self, space_id: str, *, page_size: int = 200) -> Paginator[ComputedTraitSummary]:
        """Walk through every computed trait of a space.

        Segment takes at most 25 of these a minute. Segment offers it at its alpha level only. Needs the *Computed
        Trait* feature.

        Args:
            space_id: Id of the space whose computed traits are wanted.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST, page_size=page_size, path={"spaceId": space_id})

    async def create(
        self,
        space_id: str,
        *,
        name: str,
        definition: TraitDefinition,
        enabled: bool | Unset = UNSET,
        description: str | Unset = UNSET,
        options: TraitOptionsInput | Unset = UNSET,
    ) -> ComputedTraitSummary:
        """Create a computed trait.

        A trait made here cannot be edited in the Segment app. The server turns historical data on where the query
        needs it, so compare the options that come back. Sending this twice can leave two traits; look for the first
        before trying again. Segment takes at most 10 of these a minute. Segment offers it at its alpha level only.
        Leaves *Computed Trait Created* in the audit trail. Needs the *Computed Trait* feature.

        Args:
            space_id: Id of the space to create the trait in.
            name: Display name for the trait.
            definition: Query that works out the value.
            enabled: Whether the trait starts out switched on.
            description: Free text about the trait.
            options: Which profiles and how much past data to take into account.
        """
        return await self._caller.call(
            CREATE,
            path={"spaceId": space_id},
            body={
                "name": name,
                "enabled": enabled,
                "description": description,
                "definition": definition,
                "options": options,
            },
        )

    async def remove(self, space_id: str, computed_trait_id: str) -> None:
        """Delete a computed trait.

        No call brings it back. To stop it for a while, update it to be disabled. Segment takes at most 20 of these
        a minute. Segment offers it at its alpha level only. Leaves *Computed Trait Deleted* in the audit trail.
        Needs the *Computed Trait* feature.

        Args:
            space_id: Id of the space that holds the trait.
            computed_trait_id: Id of the computed trait to delete.
        """
        await self._caller.call(REMOVE, path={"spaceId": space_id, "id": computed_trait_id})

    async def get(self, space_id: str, computed_trait_id: str) -> ComputedTraitSummary:
        """Fetch one computed trait.

        A 404 can also mean that the workspace lacks the feature, not only that an id is unknown. Segment takes at
        most 100 of these a minute. Segment offers it at its alpha level only. Needs the *Computed Trait* feature.

        Args:
            space_id: Id of the space that holds the trait.
            computed_trait_id: Id of the computed trait to fetch.
        """
        return await self._caller.call(GET, path={"spaceId": space_id, "id": computed_trait_id})

    async def update(
        self,
        space_id: str,
        computed_trait_id: str,
        *,
        enabled: bool | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        definition: TraitDefinition | Unset = UNSET,
    ) -> ComputedTraitSummary:
        """Change the name, definition or enabled state of a computed trait.

        The trait is locked against further edits until the change has been computed. Its options cannot be changed
        here. Segment takes at most 10 of these a minute. Segment offers it at its alpha level only. Leaves
        *Computed Trait Modified* in the audit trail. Needs the *Computed Trait* feature.

        Args:
            space_id: Id of the space that holds the trait.
            computed_trait_id: Id of the computed trait to change.
            enabled: True switches the trait on, false switches it off.
            name: New display name.
            description: New text about the trait.
            definition: New query that works out the value.
        """
        return await self._caller.call(
            UPDATE,
            path={"spaceId": space_id, "id": computed_trait_id},
            body={"enabled": enabled, "name": name, "description": description, "definition": definition},
        )
