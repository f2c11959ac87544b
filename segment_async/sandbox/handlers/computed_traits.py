"""The *Computed Traits* tag."""

from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.computing import is_computed


@handles("listComputedTraits")
def list_all(call: Call) -> Record:
    """Show the computed traits of a space."""
    return call.page(call.workspace.computed_traits.of_space(call.path["spaceId"]), _view)


@handles("getComputedTrait")
def get(call: Call) -> Record:
    """Show a computed trait."""
    return {"computedTrait": _view(call.workspace, _trait(call))}


@handles("createComputedTrait")
def create(call: Call) -> Record:
    """Create a computed trait."""
    trait = call.workspace.computed_traits.add(
        call.path["spaceId"],
        name=call.body["name"],
        definition=call.body["definition"],
        enabled=call.body.get("enabled", True),
        description=call.body.get("description"),
        options=call.body.get("options"),
    )
    return {"computedTrait": _view(call.workspace, trait)}


@handles("updateComputedTraitForSpace")
def update(call: Call) -> Record:
    """Change what the body names; the options stay as they were."""
    trait = _trait(call)
    call.workspace.computed_traits.change(trait, dict(call.body))
    return {"computedTrait": _view(call.workspace, trait)}


@handles("removeComputedTraitFromSpace")
def remove(call: Call) -> Record:
    """Delete a computed trait."""
    call.workspace.computed_traits.remove(call.path["spaceId"], call.path["id"])
    return {"status": "SUCCESS"}


def _trait(call: Call) -> Record:
    return call.workspace.computed_traits.find(call.path["spaceId"], call.path["id"])


def _view(workspace: Workspace, trait: Record) -> Record:
    shown = {name: value for name, value in trait.items() if name != "sent"}
    return {**shown, "status": _status(workspace, trait)}


def _status(workspace: Workspace, trait: Record) -> str:
    if not trait["enabled"]:
        return "Disabled"
    if not is_computed(trait["updatedAt"], workspace.present()):
        return "Computing"
    return "Live" if trait["sent"] else "Awaiting Destinations"
