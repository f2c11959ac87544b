"""What the audit trail tells of a call: which event it was, and what it was about."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from attrs import evolve, frozen

from segment_async.sandbox.calls import Call, Handler
from segment_async.sandbox.failures import Failure
from segment_async.sandbox.store import Record, Refusal
from segment_async.sandbox.trees import is_list, is_object


@frozen
class Kind:
    """A kind of thing that calls are about."""

    tag: str
    """The tag whose operations are about it."""

    type: str
    """What the audit trail calls it."""

    parameter: str
    """Where a request names it, in its path, its query or its body; with an ``s`` behind it where it names several."""

    reader: str | None = None
    """The operation that shows one; ``None`` where there is none."""


KINDS: Final = (
    Kind("Audiences", "AUDIENCE", "id", "getAudience"),
    Kind("Audiences", "AUDIENCE", "audienceId", "getAudience"),
    Kind("Computed Traits", "COMPUTED_TRAIT", "id", "getComputedTrait"),
    Kind("Credentials", "CREDENTIAL", "credentialId", "getCredential"),
    Kind("Destination Filters", "DESTINATION_FILTER", "filterId", "getFilterInDestination"),
    Kind("Destinations", "DESTINATION", "destinationId", "getDestination"),
    Kind("IAM Groups", "USER_GROUP", "userGroupId", "getUserGroup"),
    Kind("IAM Users", "USER", "userId", "getUser"),
    Kind("IAM Users", "INVITE", "email"),
    Kind("IAM Users", "INVITE", "invite"),
    Kind("Labels", "LABEL", "label"),
    Kind("Profiles Sync", "PROFILES_WAREHOUSE", "warehouseId"),
    Kind("Reverse ETL", "REVERSE_ETL_MODEL", "modelId", "getReverseEtlModel"),
    Kind("Selective Sync", "WAREHOUSE", "warehouseId", "getWarehouse"),
    Kind("Sources", "SOURCE", "sourceId", "getSource"),
    Kind("Space Filters", "SPACE_FILTER", "id", "getFilterById"),
    Kind("Tracking Plans", "SOURCE", "sourceId", "getSource"),
    Kind("Transformations", "TRANSFORMATION", "transformationId", "getTransformation"),
    Kind("Warehouses", "WAREHOUSE", "warehouseId", "getWarehouse"),
)
"""Of several kinds with one tag, the first that a request names is meant."""


def fitting_event(events: Sequence[str], body: Mapping[str, Any]) -> str | None:
    """Return which of the events that an operation may leave fits a request; ``None`` if none does.

    An event whose name tells a detail, such as ``Source Disabled``, fits where the body says the same, and then better
    than one that tells none, such as ``Source Modified``.

    Args:
        events: The events that the specification names.
        body: The body of the request.
    """
    said = {
        " Enabled": body.get("enabled") is True,
        " Disabled": body.get("enabled") is False,
        " Toggled": "enabled" in body,
        " Settings Modified": "settings" in body,
        " Added ": bool(body.get("emails")),
    }
    details = {event: [true for words, true in said.items() if words in event] for event in events}
    detailed = [event for event, found in details.items() if any(found)]
    plain = [event for event, found in details.items() if not found]
    return next(iter(detailed + plain), None)


class Witness:
    """Looks at what a call is about before it acts, since nobody can ask what a deleted thing was called."""

    def __init__(self, call: Call, handlers: Mapping[str, Handler]) -> None:
        """Remember the names of what the request names.

        Args:
            call: The call, not yet answered.
            handlers: What shows the things that there are.
        """
        self._call = call
        self._event = fitting_event(call.endpoint.audit_events, call.body)
        self._kind, ids = _named(call) if self._event else (None, [])
        self._names = {identity: _name(_read(call, handlers, self._kind, identity)) for identity in ids}

    def record(self, data: Record, actor: str) -> None:
        """Enter a call that has succeeded into the audit trail, once for each thing that it was about.

        Args:
            data: The data of its answer.
            actor: Id of the token that asked for it.
        """
        if self._event is None:
            return
        workspace = self._call.workspace
        things = [thing for thing in (*data.values(), self._call.path) if is_object(thing)]
        shown = {identity: _name(thing) for thing in things if (identity := _identity(thing))}
        about = self._names or shown
        kind = self._kind.type if self._kind and about else "WORKSPACE"
        for identity, name in (about or {workspace.record["id"]: workspace.record["name"]}).items():
            workspace.audit_trail.add(
                type=self._event,
                actor=actor,
                resource_id=identity,
                resource_type=kind,
                resource_name=shown.get(identity) or name or identity,
            )


def _named(call: Call) -> tuple[Kind | None, list[str]]:
    """Return the kind of thing that a call is about, and the ids that its request names."""
    said: dict[str, Any] = {**call.body, **call.query, **call.path}
    kinds = [kind for kind in KINDS if kind.tag == call.endpoint.tag]
    for kind in kinds:
        several = said.get(f"{kind.parameter}s")
        things = several if is_list(several) else [said.get(kind.parameter)]
        ids = [identity for thing in things if (identity := _identity(thing))]
        if ids:
            return kind, ids
    return next(iter(kinds), None), []


def _read(call: Call, handlers: Mapping[str, Handler], kind: Kind | None, identity: str) -> Record | None:
    """Return what the API shows of a thing; ``None`` where it shows nothing."""
    if kind is None or kind.reader is None:
        return None
    path = {**call.path, "id": identity, kind.parameter: identity}
    with suppress(Refusal, Failure):
        data = handlers[kind.reader](evolve(call, path=path, query={}, body={}))
        if is_object(data):
            return next((thing for thing in data.values() if _identity(thing) == identity), None)
    return None


def _identity(thing: object) -> str:
    """Return what tells a thing from others; empty where nothing does."""
    if isinstance(thing, str):
        return thing
    if not is_object(thing):
        return ""
    if "key" in thing and "value" in thing:
        return f"{thing['key']}:{thing['value']}"
    return str(thing.get("id") or thing.get("email") or "")


def _name(thing: object) -> str:
    """Return what people call a thing; empty where it has no name."""
    if not is_object(thing):
        return ""
    names = [thing.get(key) for key in ("displayName", "name", "title", "slug")]
    kind = thing.get("metadata")
    return next((str(name) for name in names if name), str(kind["name"]) if is_object(kind) else "")
