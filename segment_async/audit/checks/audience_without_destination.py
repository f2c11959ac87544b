"""Groups of people that nothing is done with."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits
from segment_async.audit.snapshot.view import Facts, is_enabled

DESTINATIONS: Final = "listDestinationsFromAudience"
ACTIVATIONS: Final = "listActivationsFromAudience"
REFERENCES: Final = "listAudienceConsumersFromSpaceAndAudience"


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled audiences that no enabled destination receives and no enabled audience refers to."""
    spaces = {space.id: space.name for space in snapshot.resources("space")}
    for audience in filter(is_enabled, snapshot.resources("space-audience")):
        scope = f"{audience.parent_id}/{audience.id}"
        if snapshot.lacks(DESTINATIONS, scope) or snapshot.lacks(REFERENCES, scope):
            continue
        connections = list(snapshot.resources("space-audience-destination-connection", scope))
        if connections and snapshot.lacks(ACTIVATIONS, scope):
            continue  # activations hang on connections
        activations = snapshot.resources("space-audience-activation", scope)
        references = snapshot.resources("space-audience-audience-reference", scope)
        if any(is_enabled(one) for things in (connections, activations, references) for one in things):
            continue
        space = spaces.get(audience.parent_id)
        of = f" of the space {space}" if space else ""
        message = f"The audience {audience.name}{of} is sent to no destination, and no other audience builds on it."
        if connections:
            message = f"Every destination of the audience {audience.name}{of} is switched off."
        evidence = {
            "space": space,
            "spaceId": audience.parent_id,
            "key": audience.data.get("key"),
            "type": audience.data.get("audienceType"),
            "status": audience.data.get("status"),
            "connections": len(connections),
            "enabledConnections": 0,
        }
        yield Case(audience, message, evidence)


CHECK: Final = Check(
    id="audience-without-destination",
    severity="warning",
    question="Which audiences go to no destination?",
    remedy=(
        "Connect a destination, or disable the audience if no journey and no call of the Profile API reads it: "
        "neither of these can be seen from here."
    ),
    needs=("listAudiences", DESTINATIONS, ACTIVATIONS, REFERENCES),
    find=find,
)
