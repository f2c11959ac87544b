"""Calls of the *Settings* tag of the Sample Config API.

Generated from ``openapi/config/settings.yaml`` by ``python -m codegen``; do not edit.
"""

from sample_sdk.config.models.settings import Empty, Setting, SettingInput
from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource

LIST = Operation(
    "listSettings",
    "GET",
    "/workspaces/{workspace_slug}/settings",
    Page[Setting],
    tag="Settings",
    paging=Paging(
        "settings", cursor="page_token", count="page_size", next="next_page_token", previous=None, total=None
    ),
    levels=("v1",),
)
CREATE = Operation(
    "createSetting", "POST", "/workspaces/{workspace_slug}/settings", Setting, tag="Settings", replay="reconcile",
    natural_key=("setting.name",), levels=("v1",),
)  # fmt: skip
DELETE = Operation(
    "deleteSetting", "DELETE", "/workspaces/{workspace_slug}/settings/{name}", Empty, tag="Settings",
    replay="convergent", levels=("v1",),
)  # fmt: skip


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

    async def delete(self, workspace_slug: str, name: str) -> None:
        """Delete a setting.

        Args:
            workspace_slug: The workspace.
            name: The setting.
        """
        await self._caller.call(DELETE, path={"workspace_slug": workspace_slug, "name": name})
