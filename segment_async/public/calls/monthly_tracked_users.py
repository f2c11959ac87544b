"""Calls of the *Monthly Tracked Users* tag of the Segment Public API.

Generated from ``openapi/public/monthly_tracked_users.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async.public.models.monthly_tracked_users import MtuSnapshot, UsersPerSourceSnapshot

GET_DAILY_WORKSPACE_USAGE = Operation(
    "getDailyWorkspaceMTUUsage", "GET", "/usage/mtu/daily", Page[MtuSnapshot], tag="Monthly Tracked Users",
    paging=Paging("dailyWorkspaceMTUUsage"),
)  # fmt: skip
GET_DAILY_PER_SOURCE_USAGE = Operation(
    "getDailyPerSourceMTUUsage", "GET", "/usage/mtu/sources/daily", Page[UsersPerSourceSnapshot],
    tag="Monthly Tracked Users", paging=Paging("dailyPerSourceMTUUsage"),
)  # fmt: skip


class MonthlyTrackedUsers(Resource):
    """How many people were tracked, day by day."""

    def get_daily_workspace_usage(self, *, period: str, page_size: int = 200) -> Paginator[MtuSnapshot]:
        """Walk through the daily counts of tracked users in the workspace.

        Counts are cumulative within the month: each day includes those before it, so never add the days up.

        Args:
            period: First day of the month to report on, as a date: 2026-11-01.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(GET_DAILY_WORKSPACE_USAGE, page_size=page_size, query={"period": period})

    def get_daily_per_source_usage(self, *, period: str, page_size: int = 200) -> Paginator[UsersPerSourceSnapshot]:
        """Walk through the daily counts of tracked users, source by source.

        Counts are cumulative within the month: each day includes those before it, so never add the days up. A user
        seen by several sources may be counted with each, so sources need not add up to the workspace.

        Args:
            period: First day of the month to report on, as a date: 2026-11-01.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(GET_DAILY_PER_SOURCE_USAGE, page_size=page_size, query={"period": period})
