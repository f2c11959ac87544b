"""Resource names: what the Config API calls the things of a workspace, and what such a name leads to."""

import re
from hashlib import sha256
from typing import Final

from segment_async.sandbox.routing import match
from segment_async.sandbox.store import Invalid, Record, Workspace

WORKSPACE: Final = "workspaces/{workspace_slug}"
SOURCE: Final = f"{WORKSPACE}/sources/{{source_slug}}"
DESTINATION: Final = f"{SOURCE}/destinations/{{destination_slug}}"
SETTING: Final = f"{DESTINATION}/config/{{setting}}"
METRIC: Final = f"{DESTINATION}/metrics/{{metric}}"
COLLECTION: Final = f"{SOURCE}/{{collection}}"
ROLE: Final = f"{WORKSPACE}/roles/{{role}}"
INVITE: Final = f"{WORKSPACE}/invites/{{invite_id}}"
CATALOG_SOURCE: Final = "catalog/sources/{slug}"
CATALOG_DESTINATION: Final = "catalog/destinations/{slug}"

_SLUG: Final = re.compile(r"[a-z0-9._-]+")
_INSTANCE_LENGTH: Final = 24


def of_workspace(workspace: Workspace) -> str:
    """Return the name of the workspace."""
    return WORKSPACE.format(workspace_slug=workspace.record["slug"])


def of_source(workspace: Workspace, source: Record) -> str:
    """Return the name of a source."""
    return f"{of_workspace(workspace)}/sources/{source['slug']}"


def of_destination(workspace: Workspace, destination: Record) -> str:
    """Return the name of a destination, which others of its kind on its source share."""
    source = workspace.sources[destination["sourceId"]]
    kind = workspace.catalog.destinations[destination["metadataId"]]
    return f"{of_source(workspace, source)}/destinations/{kind['slug']}"


def of_filter(workspace: Workspace, guard: Record) -> str:
    """Return the name of a destination filter."""
    destination = workspace.destinations[guard["destinationId"]]
    return f"{of_destination(workspace, destination)}/config/{instance_id(destination)}/filters/{guard['id']}"


def of_plan(workspace: Workspace, plan: Record) -> str:
    """Return the name of a tracking plan."""
    return f"{of_workspace(workspace)}/tracking-plans/{plan['resourceSchemaId']}"


def of_role(workspace: Workspace, role_id: str) -> str:
    """Return the name of a role."""
    return f"{of_workspace(workspace)}/roles/{role_id}"


def instance_id(destination: Record) -> str:
    """Return what tells a destination from others of its kind on its source, where names of filters do."""
    return sha256(destination["id"].encode()).hexdigest()[:_INSTANCE_LENGTH]


def parts(template: str, name: str, field: str) -> dict[str, str]:
    """Return what a resource name holds in the places of a template.

    Args:
        template: What the name has to look like.
        name: The name.
        field: Dotted name of the field that it came in, for the message.

    Raises:
        Invalid: It looks otherwise.
    """
    expected, given = template.split("/"), name.split("/")
    values = match(expected, given) if len(expected) == len(given) else None
    if values is None or not all(values.values()):
        raise Invalid(f"{field} is no name of this kind; write it like {template}.", field=field)
    return values


def parts_within(workspace: Workspace, template: str, name: str, field: str) -> dict[str, str]:
    """Return what a resource name holds, if it is the name of something in this workspace.

    Raises:
        Invalid: It looks otherwise, or belongs to another workspace.
    """
    values = parts(template, name, field)
    if values["workspace_slug"] != workspace.record["slug"]:
        raise Invalid(f"{field} names another workspace; this one is {of_workspace(workspace)}.", field=field)
    return values


def check_slug(slug: str, field: str) -> str:
    """Return a slug that a new thing can have.

    Raises:
        Invalid: It holds what no slug holds.
    """
    if _SLUG.fullmatch(slug) is None:
        raise Invalid(f"{field} has to end in small letters, digits, dots, hyphens and underscores.", field=field)
    return slug
