"""The workspace that calls are about unless they say otherwise."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import anyio
from attrs import frozen

from segment_async._core.names import match
from segment_async._core.operation import Operation
from segment_async.errors import ConfigurationError

SLUG: Final = "workspace_slug"
ID: Final = "workspace_id"


@frozen
class Place:
    """A workspace, by the two names that paths call it."""

    slug: str
    id: str | None


class Home:
    """Fills in the workspace where a call does not name one; looks it up once, when that is needed."""

    def __init__(self, workspace: str | None, find: Callable[[str | None], Awaitable[Place]]) -> None:
        """Hold what is known.

        Args:
            workspace: Slug or resource name of the workspace; ``None`` for the one that the token opens.
            find: Looks a workspace up by its slug, ``None`` for the only one there is.

        Raises:
            ConfigurationError: The workspace is neither slug nor name.
        """
        self._slug = None if workspace is None else slug_of(workspace)
        self._find = find
        self._found: Place | None = None
        self._lock: anyio.Lock | None = None

    async def fill(self, operation: Operation[Any], ids: Mapping[str, str]) -> dict[str, str]:
        """Return the path values of a call with the workspace among them.

        Args:
            operation: What is called.
            ids: The values that the caller gave.
        """
        filled = dict(ids)
        if SLUG not in filled:
            if f"{{{SLUG}}}" in operation.path:
                filled[SLUG] = self._slug or (await self._place()).slug
            elif self._slug is not None and operation.names:
                filled[SLUG] = self._slug  # completes slugs to names
        if ID not in filled and f"{{{ID}}}" in operation.path:
            filled[ID] = await self._id()
        return filled

    async def _id(self) -> str:
        place = await self._place()
        if place.id is None:
            raise ConfigurationError(
                f"The API does not say which id the workspace {place.slug!r} has; use call() with {ID!r} in path=."
            )
        return place.id

    async def _place(self) -> Place:
        if self._lock is None:
            self._lock = anyio.Lock()
        async with self._lock:
            if self._found is None:
                self._found = await self._find(self._slug)
            return self._found


def slug_of(workspace: str) -> str:
    """Return the slug of a workspace, given as slug or as resource name.

    Raises:
        ConfigurationError: It is neither.
    """
    slug = (match("workspaces/{slug}", workspace) or {"slug": workspace})["slug"]
    if not slug or "/" in slug or slug in {".", ".."}:
        raise ConfigurationError(f"workspace is {workspace!r}; pass a slug such as 'acme', or 'workspaces/acme'.")
    return slug
