"""Calls of the *IAM Roles* tag of the Segment Public API.

Generated from ``openapi/public/iam_roles.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async.public.models.iam_roles import Role

LIST = Operation("listRoles", "GET", "/roles", Page[Role], tag="IAM Roles", paging=Paging("roles"))


class IAMRoles(Resource):
    """Roles that permissions are made of."""

    def list(self, *, page_size: int = 200) -> Paginator[Role]:
        """Walk through the roles that can be given to users and groups.

        Role ids are what permissions and invites ask for.
        """
        return self._list(LIST, page_size=page_size)
