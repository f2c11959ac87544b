"""Where the rows of reverse ETL models go: subscriptions of destinations."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from segment_async._core.paging import get
from segment_async._core.values import Json, is_list
from segment_async.audit.snapshot.view import Facts, Resource, is_enabled


@frozen
class Outlet:
    """An enabled subscription, of an enabled destination, to a model."""

    subscription: Resource
    destination: str
    """Name of the destination."""

    @property
    def scope(self) -> str:
        """What its syncs hang on."""
        return f"{self.subscription.parent_id}/{self.subscription.id}"

    @property
    def told(self) -> Mapping[str, Json]:
        """What findings tell of it."""
        subscription = self.subscription
        return {"subscriptionId": subscription.id, "subscription": subscription.name, "destination": self.destination}


def running_models(facts: Facts) -> Iterator[Resource]:
    """Yield the enabled models of sources that are not switched off."""
    off = {source.id for source in facts.resources("source") if not is_enabled(source)}
    for model in filter(is_enabled, facts.resources("reverse-etl-model")):
        if str(model.data.get("sourceId")) not in off:
            yield model


def outlets(facts: Facts) -> Mapping[str, Sequence[Outlet]]:
    """Return where the rows of each model go, by its id."""
    names = {one.id: one.name for one in facts.resources("destination") if is_enabled(one)}
    found: dict[str, list[Outlet]] = defaultdict(list)
    for subscription in filter(is_enabled, facts.resources("destination-subscription")):
        model = subscription.data.get("modelId")
        if model and subscription.parent_id in names:
            found[str(model)].append(Outlet(subscription, names[subscription.parent_id]))
    return found


def are_known(facts: Facts) -> bool:
    """Tell whether every subscription was read, so that a model without one has none."""
    if facts.lacks("listDestinations"):
        return False
    takers = (one.id for one in facts.resources("destination") if is_enabled(one) and _may_subscribe(one))
    return not any(facts.lacks("listSubscriptionsFromDestination", destination) for destination in takers)


def _may_subscribe(destination: Resource) -> bool:
    """Tell whether a destination can have subscriptions; the older kinds have no actions to subscribe."""
    actions = get(destination.data, "metadata.actions")
    return not is_list(actions) or len(actions) > 0
