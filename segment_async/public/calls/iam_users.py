"""Calls of the *IAM Users* tag of the Segment Public API.

Generated from ``openapi/public/iam_users.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async.public.models.iam_groups import AccessPermission, PermissionInput
from segment_async.public.models.iam_users import Invite, MinimalUserGroup, User

DELETE_INVITES = Operation(
    "deleteInvites", "DELETE", "/invites", str, tag="IAM Users", key="status", limit=per_minute(60),
    replay="convergent",
)  # fmt: skip
LIST_INVITES = Operation("listInvites", "GET", "/invites", Page[str], tag="IAM Users", paging=Paging("invites"))
CREATE_INVITES = Operation(
    "createInvites", "POST", "/invites", tuple[str, ...], tag="IAM Users", key="emails", limit=per_minute(60),
    replay="reconcile", natural_key=("invites",), success=201,
)  # fmt: skip
DELETE = Operation(
    "deleteUsers", "DELETE", "/users", str, tag="IAM Users", key="status", limit=per_minute(60), replay="convergent",
)  # fmt: skip
LIST = Operation("listUsers", "GET", "/users", Page[User], tag="IAM Users", paging=Paging("users"))
GET = Operation("getUser", "GET", "/users/{userId}", User, tag="IAM Users", key="user")
LIST_GROUPS = Operation(
    "listUserGroupsFromUser", "GET", "/users/{userId}/groups", Page[MinimalUserGroup], tag="IAM Users",
    paging=Paging("groups"),
)  # fmt: skip
ADD_PERMISSIONS = Operation(
    "addPermissionsToUser", "POST", "/users/{userId}/permissions", tuple[AccessPermission, ...], tag="IAM Users",
    key="permissions", limit=per_minute(60), replay="reconcile", natural_key=("permissions",),
)  # fmt: skip
REPLACE_PERMISSIONS = Operation(
    "replacePermissionsForUser", "PUT", "/users/{userId}/permissions", tuple[AccessPermission, ...], tag="IAM Users",
    key="permissions", limit=per_minute(60), replay="convergent",
)  # fmt: skip


class IAMUsers(Resource):
    """Users, invitations and what each of them may do."""

    async def delete_invites(self, *, emails: Sequence[str]) -> None:
        """Withdraw invitations that have not been accepted yet.

        A long list goes out in several requests of at most 200 items and 7,000 bytes of address, so a failure can
        leave it half done. Places in user groups that went with an invite are given up. People who have accepted
        are users by now and are removed as such. Segment takes at most 60 of these a minute. Leaves *Invite
        Deleted* or *Group Memberships Deleted* in the audit trail.

        Args:
            emails: Email addresses whose invites are withdrawn.
        """
        await self._caller.call(DELETE_INVITES, query={"emails": emails})

    def list_invites(self, *, page_size: int = 200) -> Paginator[str]:
        """Walk through the invitations that are still open.

        Each invite is given as a bare email address; its permissions are not shown.
        """
        return self._list(LIST_INVITES, page_size=page_size)

    async def create_invites(self, *, invites: Sequence[Invite]) -> tuple[str, ...]:
        """Invite people to the workspace by email.

        An invite cannot be edited: withdraw it and send another to change its permissions. After a timeout, look
        through the open invites before trying again. Segment takes at most 60 of these a minute. Leaves
        *Non-Segment User Invited to Workspace*, *Policy Created* or *New Segment User Invited to Workspace* in the
        audit trail.

        Args:
            invites: One entry for each person to invite.
        """
        return await self._caller.call(CREATE_INVITES, body={"invites": invites})

    async def delete(self, *, user_ids: Sequence[str]) -> None:
        """Remove users from the workspace.

        A long list goes out in several requests of at most 200 items and 7,000 bytes of address, so a failure can
        leave it half done. Their permissions and group memberships end; to let somebody back in, invite them again.
        Segment takes at most 60 of these a minute. Leaves *Group Memberships Deleted* in the audit trail.

        Args:
            user_ids: Ids of the users to remove.
        """
        await self._caller.call(DELETE, query={"userIds": user_ids})

    def list(self, *, page_size: int = 200) -> Paginator[User]:
        """Walk through the users of the workspace.

        People who have not accepted their invitation are not users yet; they are among the invites.
        """
        return self._list(LIST, page_size=page_size)

    async def get(self, user_id: str) -> User:
        """Read one user and their permissions.

        Args:
            user_id: Id of the user to read.
        """
        return await self._caller.call(GET, path={"userId": user_id})

    def list_groups(self, user_id: str, *, page_size: int = 200) -> Paginator[MinimalUserGroup]:
        """Walk through the user groups that a user is in.

        Args:
            user_id: Id of the user whose groups are wanted.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_GROUPS, page_size=page_size, path={"userId": user_id})

    async def add_permissions(
        self, user_id: str, *, permissions: Sequence[PermissionInput]
    ) -> tuple[AccessPermission, ...]:
        """Give a user permissions and keep those they already have.

        Segment takes at most 60 of these a minute. Leaves *Policy Created* or *User Policy Updated* in the audit
        trail.

        Args:
            user_id: Id of the user who gets the permissions.
            permissions: Permissions to add to those already there.
        """
        return await self._caller.call(ADD_PERMISSIONS, path={"userId": user_id}, body={"permissions": permissions})

    async def replace_permissions(
        self, user_id: str, *, permissions: Sequence[PermissionInput]
    ) -> tuple[AccessPermission, ...]:
        """Swap all permissions of a user for the given ones.

        Every permission missing from the list is taken away, which can lock the user out. To add without removing,
        use the call that adds permissions. Segment takes at most 60 of these a minute. Leaves *Policy Deleted* in
        the audit trail.

        Args:
            user_id: Id of the user whose permissions change.
            permissions: The complete new set; a permission that is not in it is taken away.
        """
        return await self._caller.call(REPLACE_PERMISSIONS, path={"userId": user_id}, body={"permissions": permissions})
