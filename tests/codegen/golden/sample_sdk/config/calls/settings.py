"""Calls of the *Settings* tag of the Sample Config API.

Generated from ``openapi/config/settings.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from sample_sdk.config.models.settings import Empty, Locker, Setting, SettingInput, Tooth
from segment_async._core.operation import Mask, Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset

LIST = Operation(
    "listSettings",
    "GET",
    "/workspaces/{workspace_slug}/settings",
    Page[Setting],
    tag="Settings",
    paging=Paging(
        "settings", cursor="page_token", count="page_size", next="next_page_token", previous=None, total=None
    ),
    levels=(),
)
CREATE = Operation(
    "createSetting", "POST", "/workspaces/{workspace_slug}/settings", Setting, tag="Settings", replay="reconcile",
    natural_key=("setting.name",), levels=(),
)  # fmt: skip
DELETE = Operation(
    "deleteSetting", "DELETE", "/workspaces/{workspace_slug}/settings/{name}", Empty, tag="Settings",
    replay="convergent", levels=(),
)  # fmt: skip
UPDATE_LOCKER: Operation[Locker] = Operation(
    "updateLocker", "PATCH", "/workspaces/{workspace_slug}/depots/{depot}/lockers/{locker}", Locker, tag="Settings",
    replay="convergent", not_found=("no such locker", "gone"), levels=(),
    mask=Mask("locker", "locker.", ("size", "lid", "lid.colour")),
    names={"locker": "workspaces/{workspace_slug}/depots/{depot}/rows/{row}/lockers/{locker}"},
)  # fmt: skip
CREATE_KEY: Operation[Locker] = Operation(
    "createKey",
    "POST",
    "/{locker_name}/keys",
    Locker,
    tag="Settings",
    replay="never",
    auth="account",
    levels=(),
    names={
        "locker_name": "workspaces/{workspace_slug}/lockers/{locker}",
        "key.depot_name": "workspaces/{workspace_slug}/depots/{depot}",
        "key.teeth[].name": (
            "workspaces/{workspace_slug}/depots/{depot}/makers-of-very-special-keys/{maker}/teeth/{tooth}"
        ),
    },
)


class Settings(Resource):
    """Settings of a depot."""

    def list(self, workspace_slug: str, *, page_size: int = 200) -> Paginator[Setting]:
        """Walk through the settings.

        Args:
            workspace_slug: The workspace.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST, page_size=page_size, path={"workspace_slug": workspace_slug})

    async def create(self, workspace_slug: str, *, setting: SettingInput) -> Setting:
        """Create a setting.

        Args:
            workspace_slug: The workspace.
            setting: The new setting.
        """
        return await self._caller.call(CREATE, path={"workspace_slug": workspace_slug}, body={"setting": setting})

    async def delete(self, workspace_slug: str, name: str | Unset = UNSET) -> None:
        """Delete a setting.

        Args:
            workspace_slug: The workspace. A whole resource name stands for what follows too.
            name: The setting.
        """
        await self._caller.call(DELETE, path={"workspace_slug": workspace_slug, "name": name})

    async def update_locker(
        self,
        depot: str,
        locker: str | Unset = UNSET,
        *,
        size: int | Unset = UNSET,
        lid: str | Unset = UNSET,
        reason: str | Unset = UNSET,
        clear: Sequence[str] = (),
    ) -> Locker:
        """Change a locker.

        Confidence: low, for it is inferred or known from one weak source; be ready for another answer.

        Args:
            depot: The depot. A whole resource name stands for what follows too.
            locker: The locker.
            size: Litres. Confidence: medium.
            lid: Kind of lid.
            reason: Why.
            clear: Names of fields to reset to their empty value; of parts of them: ``lid.colour``.
        """
        return await self._update(
            UPDATE_LOCKER,
            path={"depot": depot, "locker": locker},
            beside={"reason": reason},
            changes={"size": size, "lid": lid},
            clear=clear,
        )

    async def create_key(
        self,
        locker: str,
        *,
        depot_name: str,
        teeth: Sequence[Tooth] | Unset = UNSET,
        notes: Sequence[str] | Unset = UNSET,
    ) -> Locker:
        """Make a key.

        Confidence: medium, for it is known from clients that others have written.

        Args:
            locker: The locker.
            depot_name: Where it is made.
            teeth: Its teeth.
            notes: Words on the tag.
        """
        return await self._caller.call(
            CREATE_KEY,
            path={"locker_name": locker},
            body={"key": {"depot_name": depot_name, "teeth": teeth}, "notes": notes},
        )
