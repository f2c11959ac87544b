"""The workspace that calls are about unless they say otherwise."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import anyio
from attrs import frozen

from segment_async._core.names import is_whole, parts_of
from segment_async._core.operation import Operation
from segment_async.errors import ConfigurationError, SegmentError

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
        self._failures = 0
        self._failure: SegmentError | None = None

    def found_by(self, find: Callable[[str | None], Awaitable[Place]]) -> "Home":
        """Return the same workspace, looked up otherwise where that is not done yet.

        Args:
            find: As for the class.
        """
        home = Home(self._slug, find)
        home._found = self._found
        return home

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
            elif any(is_whole(operation, name) and "/" not in value for name, value in ids.items()):
                filled[SLUG] = (await self._place()).slug
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
        failures = self._failures
        async with self._lock:
            if self._found is None:
                if self._failure is not None and self._failures != failures:
                    raise self._failure  # who waited for it does not wait for another
                self._found = await self._look_up()
            return self._found

    async def _look_up(self) -> Place:
        try:
            return await self._find(self._slug)
        except ConfigurationError:  # is told anew, as each call adds to it which one it was
            raise
        except SegmentError as error:
            self._failures += 1
            self._failure = error
            raise


def slug_of(workspace: str) -> str:
    """Return the slug of a workspace, given as slug or as resource name.

    Raises:
        ConfigurationError: It is neither.
    """
    try:
        *before, slug = parts_of(workspace)
    except ConfigurationError:
        before, slug = [], ""
    if not slug or before not in ([], ["workspaces"]):
        raise ConfigurationError(f"workspace is {workspace!r:.200}; pass a slug such as 'acme', or 'workspaces/acme'.")
    return slug
