"""Calls of the *IAM* tag of the Segment Config API.

Generated from ``openapi/config/iam.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.config.models.api import Empty
from segment_async.config.models.iam import Invite, InvitePolicyInput, Policy, Role

LIST_INVITES = Operation(
    "listInvites",
    "GET",
    "/workspaces/{workspace_slug}/invites",
    Page[Invite],
    tag="IAM",
    paging=Paging(
        "invites",
        cursor="page_token",
        count="page_size",
        next="next_page_token",
        previous=None,
        total=None,
        maximum=100,
        optional=True,
        bare=True,
        default=100,
    ),
    levels=(),
)
CREATE_INVITE = Operation(
    "createInvite", "POST", "/workspaces/{workspace_slug}/invites", Invite, tag="IAM", replay="never", levels=(),
)  # fmt: skip
DELETE_INVITE = Operation(
    "deleteInvite", "DELETE", "/workspaces/{workspace_slug}/invites/{invite_id}", Empty, tag="IAM", replay="convergent",
    levels=(),
)  # fmt: skip
LIST_ROLES = Operation(
    "listRoles",
    "GET",
    "/workspaces/{workspace_slug}/roles",
    Page[Role],
    tag="IAM",
    paging=Paging(
        "roles",
        cursor="page_token",
        count="page_size",
        next="next_page_token",
        previous=None,
        total=None,
        maximum=100,
        optional=True,
        bare=True,
        default=100,
    ),
    levels=(),
)
LIST_POLICIES = Operation(
    "listPolicies",
    "GET",
    "/workspaces/{workspace_slug}/roles/-/policies",
    Page[Policy],
    tag="IAM",
    paging=Paging(
        "policies",
        cursor="page_token",
        count="page_size",
        next="next_page_token",
        previous=None,
        total=None,
        maximum=100,
        optional=True,
        bare=True,
        default=100,
    ),
    levels=(),
)
DELETE_POLICY = Operation(
    "deletePolicy", "DELETE", "/{policy_name}", Empty, tag="IAM", replay="convergent", levels=(),
    names={"policy_name": "workspaces/{workspace_slug}/roles/{role}/policies/{policy}"},
)  # fmt: skip
CREATE_POLICY = Operation(
    "createPolicy",
    "POST",
    "/{role_name}/policies",
    Policy,
    tag="IAM",
    replay="never",
    levels=(),
    names={
        "role_name": "workspaces/{workspace_slug}/roles/{role}",
        "policy.name": "workspaces/{workspace_slug}/roles/{role}/policies/{policy}",
    },
)


class IAM(Resource):
    """Roles, who holds them, and invitations."""

    def list_invites(self, *, page_size: int = 100) -> Paginator[Invite]:
        """Walk through the open invitations to the workspace.

        Confidence: medium, for it is known from clients that others have written.
        """
        return self._list(LIST_INVITES, page_size=page_size)

    async def create_invite(
        self, *, name: str | Unset = UNSET, policies: Sequence[InvitePolicyInput] | Unset = UNSET
    ) -> Invite:
        """Invite somebody to the workspace.

        Confidence: low, for it is inferred or known from one weak source; be ready for another answer.

        Args:
            name: Whom to invite; most likely an e-mail address, as it stands or at the end of a resource name.
            policies: Roles that the invited one gets.
        """
        return await self._caller.call(
            CREATE_INVITE,
            body={
                "invite": {"name": name, "policies": policies},
            },
        )

    async def delete_invite(self, invite: str) -> None:
        """Withdraw an invitation.

        Confidence: low, for it is inferred or known from one weak source; be ready for another answer.

        Args:
            invite: Invitation to withdraw: the last part of its name.
        """
        await self._caller.call(DELETE_INVITE, path={"invite_id": invite})

    def list_roles(self, *, page_size: int = 100) -> Paginator[Role]:
        """Walk through the roles of the workspace.

        Confidence: medium, for it is known from clients that others have written.
        """
        return self._list(LIST_ROLES, page_size=page_size)

    def list_policies(self, *, page_size: int = 100) -> Paginator[Policy]:
        """Walk through the policies of every role.

        Confidence: medium, for it is known from clients that others have written.
        """
        return self._list(LIST_POLICIES, page_size=page_size)

    async def delete_policy(self, policy: str) -> None:
        """Take a role from somebody.

        Confidence: low, for it is inferred or known from one weak source; be ready for another answer.

        Args:
            policy: Policy to delete, by its resource name.
        """
        await self._caller.call(DELETE_POLICY, path={"policy_name": policy})

    async def create_policy(
        self, role: str, *, name: str | Unset = UNSET, subject: str | Unset = UNSET, resource: str | Unset = UNSET
    ) -> Policy:
        """Give somebody a role.

        Confidence: low, for it is inferred or known from one weak source; be ready for another answer.

        Args:
            role: Role to give, by its resource name.
            name: Resource name; it starts with the role's. Confidence: medium.
            subject: Who holds the role.
            resource: What the role is held on, by its resource name.
        """
        return await self._caller.call(
            CREATE_POLICY,
            path={"role_name": role},
            body={
                "policy": {"name": name, "subject": subject, "resource": resource},
            },
        )
