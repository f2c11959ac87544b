"""Calls of the *IAM Groups* tag of the Segment Public API.

Generated from ``openapi/public/iam_groups.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async.public.models.iam_groups import AccessPermission, MinimalUser, PermissionInput, UserGroup

REMOVE_USERS = Operation(
    "removeUsersFromUserGroup", "DELETE", "/group/{userGroupId}/users", str, tag="IAM Groups", key="status",
    limit=per_minute(60), replay="convergent",
)  # fmt: skip
REPLACE_USERS = Operation(
    "replaceUsersInUserGroup", "PUT", "/group/{userGroupId}/users", UserGroup, tag="IAM Groups", key="userGroup",
    limit=per_minute(60), replay="convergent",
)  # fmt: skip
LIST = Operation("listUserGroups", "GET", "/groups", Page[UserGroup], tag="IAM Groups", paging=Paging("userGroups"))
CREATE = Operation(
    "createUserGroup", "POST", "/groups", UserGroup, tag="IAM Groups", key="userGroup", limit=per_minute(60),
    replay="reconcile", natural_key=("name",),
)  # fmt: skip
DELETE = Operation(
    "deleteUserGroup", "DELETE", "/groups/{userGroupId}", str, tag="IAM Groups", key="status", limit=per_minute(60),
    replay="convergent",
)  # fmt: skip
GET = Operation("getUserGroup", "GET", "/groups/{userGroupId}", UserGroup, tag="IAM Groups", key="userGroup")
UPDATE = Operation(
    "updateUserGroup", "PATCH", "/groups/{userGroupId}", UserGroup, tag="IAM Groups", key="userGroup",
    limit=per_minute(60), replay="convergent",
)  # fmt: skip
LIST_INVITES = Operation(
    "listInvitesFromUserGroup", "GET", "/groups/{userGroupId}/invites", Page[str], tag="IAM Groups",
    paging=Paging("emails"),
)  # fmt: skip
ADD_PERMISSIONS = Operation(
    "addPermissionsToUserGroup", "POST", "/groups/{userGroupId}/permissions", tuple[AccessPermission, ...],
    tag="IAM Groups", key="permissions", limit=per_minute(60), replay="reconcile", natural_key=("permissions",),
)  # fmt: skip
REPLACE_PERMISSIONS = Operation(
    "replacePermissionsForUserGroup", "PUT", "/groups/{userGroupId}/permissions", tuple[AccessPermission, ...],
    tag="IAM Groups", key="permissions", limit=per_minute(60), replay="convergent",
)  # fmt: skip
LIST_USERS = Operation(
    "listUsersFromUserGroup", "GET", "/groups/{userGroupId}/users", Page[MinimalUser], tag="IAM Groups",
    paging=Paging("users"),
)  # fmt: skip
ADD_USERS = Operation(
    "addUsersToUserGroup", "POST", "/groups/{userGroupId}/users", UserGroup, tag="IAM Groups", key="userGroup",
    limit=per_minute(60), replay="reconcile", natural_key=("emails",),
)  # fmt: skip


class IAMGroups(Resource):
    """Groups of users and what they may do."""

    async def remove_users(self, user_group_id: str, *, emails: Sequence[str]) -> None:
        """Take some users out of a user group.

        A long list goes out in several requests of at most 200 items and 7,000 bytes of address, so a failure can
        leave it half done. Everybody else stays in the group, and the users themselves stay in the workspace.
        Segment takes at most 60 of these a minute. Leaves *Group Memberships Deleted* or *User Removed From User
        Group* in the audit trail.

        Args:
            user_group_id: Id of the user group to take users out of.
            emails: Email addresses of the users to take out.
        """
        await self._caller.call(REMOVE_USERS, path={"userGroupId": user_group_id}, query={"emails": emails})

    async def replace_users(self, user_group_id: str, *, emails: Sequence[str]) -> UserGroup:
        """Swap all members of a user group for the given ones.

        Everyone missing from the list is taken out of the group. To add without removing, use the call that adds
        users. Segment takes at most 60 of these a minute. Leaves *Subjects Added to Group*, *User Added To User
        Group* or *Group Memberships Deleted* in the audit trail.

        Args:
            user_group_id: Id of the user group whose members change.
            emails: Email addresses of all members, invited ones too; anyone not listed is taken out.
        """
        return await self._caller.call(REPLACE_USERS, path={"userGroupId": user_group_id}, body={"emails": emails})

    def list(self, *, page_size: int = 200) -> Paginator[UserGroup]:
        """Walk through the user groups of the workspace."""
        return self._list(LIST, page_size=page_size)

    async def create(self, *, name: str) -> UserGroup:
        """Create an empty user group.

        Members and permissions are added by calls of their own. After a timeout, look for the group before trying
        again. Segment takes at most 60 of these a minute. Leaves *User Group Created* or *Policy Created* in the
        audit trail.

        Args:
            name: Display name for the user group.
        """
        return await self._caller.call(CREATE, body={"name": name})

    async def delete(self, user_group_id: str) -> None:
        """Delete a user group.

        Its members stay in the workspace but lose whatever only the group allowed them. No call brings the group
        back. Segment takes at most 60 of these a minute. Leaves *User Group Deleted* in the audit trail.

        Args:
            user_group_id: Id of the user group to delete.
        """
        await self._caller.call(DELETE, path={"userGroupId": user_group_id})

    async def get(self, user_group_id: str) -> UserGroup:
        """Read one user group and its permissions.

        The members are counted but not named; list the users and the open invites of the group for that.

        Args:
            user_group_id: Id of the user group to read.
        """
        return await self._caller.call(GET, path={"userGroupId": user_group_id})

    async def update(self, user_group_id: str, *, name: str) -> UserGroup:
        """Rename a user group.

        Members and permissions stay as they are; they have calls of their own. Segment takes at most 60 of these a
        minute. Leaves *User Group Updated* in the audit trail.

        Args:
            user_group_id: Id of the user group to rename.
            name: New display name.
        """
        return await self._caller.call(UPDATE, path={"userGroupId": user_group_id}, body={"name": name})

    def list_invites(self, user_group_id: str, *, page_size: int = 200) -> Paginator[str]:
        """Walk through the open invites of a user group.

        Each invite is given as a bare email address. Users who have accepted are listed as users of the group
        instead.

        Args:
            user_group_id: Id of the user group whose invites are wanted.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_INVITES, page_size=page_size, path={"userGroupId": user_group_id})

    async def add_permissions(
        self, user_group_id: str, *, permissions: Sequence[PermissionInput]
    ) -> tuple[AccessPermission, ...]:
        """Give a user group permissions and keep those it already has.

        Every member gains them. Segment takes at most 60 of these a minute. Leaves *Policy Created* or *User Group
        Policy Updated* in the audit trail.

        Args:
            user_group_id: Id of the user group that gets the permissions.
            permissions: Permissions to add to those already there.
        """
        return await self._caller.call(
            ADD_PERMISSIONS, path={"userGroupId": user_group_id}, body={"permissions": permissions}
        )

    async def replace_permissions(
        self, user_group_id: str, *, permissions: Sequence[PermissionInput]
    ) -> tuple[AccessPermission, ...]:
        """Swap all permissions of a user group for the given ones.

        Every permission missing from the list is taken away, which can lock members out. To add without removing,
        use the call that adds permissions. Segment takes at most 60 of these a minute. Leaves *Policy Deleted* in
        the audit trail.

        Args:
            user_group_id: Id of the user group whose permissions change.
            permissions: The complete new set; a permission that is not in it is taken away.
        """
        return await self._caller.call(
            REPLACE_PERMISSIONS, path={"userGroupId": user_group_id}, body={"permissions": permissions}
        )

    def list_users(self, user_group_id: str, *, page_size: int = 200) -> Paginator[MinimalUser]:
        """Walk through the users in a user group.

        People who have not accepted their invitation are missing here; the invites of the group name them.

        Args:
            user_group_id: Id of the user group whose users are wanted.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_USERS, page_size=page_size, path={"userGroupId": user_group_id})

    async def add_users(self, user_group_id: str, *, emails: Sequence[str]) -> UserGroup:
        """Put users into a user group and keep those already in it.

        Everyone added gains the permissions of the group. Segment takes at most 60 of these a minute. Leaves
        *Subjects Added to Group* or *User Added To User Group* in the audit trail.

        Args:
            user_group_id: Id of the user group to put users into.
            emails: Email addresses of users, or of people whose invitation is still open.
        """
        return await self._caller.call(ADD_USERS, path={"userGroupId": user_group_id}, body={"emails": emails})
