"""Calls of the *API Calls* tag of the Segment Public API.

Generated from ``openapi/public/api_calls.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async.public.models.api_calls import APICallSnapshot, SourceAPICallSnapshot

GET_DAILY_WORKSPACE_USAGE = Operation(
    "getDailyWorkspaceAPICallsUsage", "GET", "/usage/api-calls/daily", Page[APICallSnapshot], tag="API Calls",
    paging=Paging("dailyWorkspaceAPICallsUsage"),
)  # fmt: skip
GET_DAILY_PER_SOURCE_USAGE = Operation(
    "getDailyPerSourceAPICallsUsage", "GET", "/usage/api-calls/sources/daily", Page[SourceAPICallSnapshot],
    tag="API Calls", paging=Paging("dailyPerSourceAPICallsUsage"),
)  # fmt: skip


class APICalls(Resource):
    """How many calls bring data in, day by day."""

    def get_daily_workspace_usage(self, *, period: str, page_size: int = 200) -> Paginator[APICallSnapshot]:
        """Walk through a workspace's daily counts of API calls in a month.

        Counts add up over the month: each day's includes all days before it. What counts are calls that bring data
        in, not requests to this API.

        Args:
            period: Month to report, given as its first day: YYYY-MM-01.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(GET_DAILY_WORKSPACE_USAGE, page_size=page_size, query={"period": period})

    def get_daily_per_source_usage(self, *, period: str, page_size: int = 200) -> Paginator[SourceAPICallSnapshot]:
        """Walk through the API calls of each source, day by day, for one month.

        Counts add up over the month: each day's includes all days before it. What counts are calls that bring data
        in, not requests to this API. Useful to find the sources that drive cost.

        Args:
            period: Month to report, given as its first day: YYYY-MM-01.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(GET_DAILY_PER_SOURCE_USAGE, page_size=page_size, query={"period": period})
