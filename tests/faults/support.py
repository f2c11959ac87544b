"""What the rows share: a client that faces a plan, and one operation for each method."""

import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from math import inf
from typing import Any, Final

from segment_async import PublicClient, RetryPolicy
from segment_async._core.limiter import PacingLimiter
from segment_async._core.operation import Operation
from segment_async.public import OPERATIONS
from segment_async.testing import Fault, FaultServer

TOKEN: Final = "canary-" + "x1Y2" * 6

GET: Final = "getSource"
LIST: Final = "listSources"
POST: Final = "createSource"
PUT: Final = "replaceLabelsInSource"
PATCH: Final = "updateSource"
DELETE: Final = "deleteSource"

BY_METHOD: Final = [GET, PUT, DELETE, PATCH, POST]
REPEATABLE: Final = [GET, PUT, DELETE, PATCH]


def retries(number: int) -> RetryPolicy:
    """Return a policy of so many retries that hardly waits, and has no bound on the retries of all calls together."""
    return RetryPolicy(retries=number, base=0.001, cap=0.002, budget=inf)


QUICK: Final = retries(3)


NAMES: Final = {
    "role_name": "workspaces/acme/roles/admin",
    "policy_name": "workspaces/acme/roles/admin/policies/everyone",
}
"""Values of path parameters that hold a whole resource name."""


def arguments(operation: Operation[Any]) -> dict[str, Any]:
    """Return path and body that any operation takes."""
    path = {name: NAMES.get(name, "an-id") for name in re.findall(r"\{(\w+)\}", operation.path)}
    return {"path": path, "body": {} if operation.method in {"POST", "PUT", "PATCH"} else None}


async def call(segment: PublicClient, operation: str) -> Any:
    """Perform any operation."""
    return await segment.call(operation, **arguments(OPERATIONS[operation]))


@asynccontextmanager
async def facing(
    operation: str, answers: Iterable[Fault], **options: Any
) -> AsyncIterator[tuple[FaultServer, PublicClient]]:
    """Open a server that answers an operation by a plan, and a client of it with a limiter of its own."""
    given = {"retries": QUICK, "limiter": PacingLimiter()} | options
    async with FaultServer() as server, PublicClient(TOKEN, base_url=server.url, **given) as segment:
        server.plan(operation, answers)
        yield server, segment


class Unlimited:
    """Lets every request pass at once."""

    async def acquire(self, operation: Operation[Any], *, within: float | None) -> float:
        return 0.0

    def heed(self, operation: Operation[Any], feedback: Any) -> None:
        pass
