"""Regulations in bulk: who they concern, what must not happen by mistake, and what is left of the month."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from attrs import frozen

from segment_async._core.hooks import ResponseEvent
from segment_async._core.paging import get
from segment_async._core.quota import Quota
from segment_async._core.values import Json, is_list
from segment_async.cli.apis import CONFIG, PUBLIC, Described
from segment_async.cli.items import Item
from segment_async.cli.shapes import Unfit

IDS_AT_MOST: Final = 5000
"""Ids that one call takes."""

TOO_MANY: Final = 429

SOON: Final = 300.0
"""Seconds within which no month begins that anybody counts on; what starts afresh so soon is the limit of a minute."""

HARMLESS: Final = frozenset({"SUPPRESS_ONLY", "UNSUPPRESS", "Suppress", "Unsuppress"})
"""Types that delete nothing. Any other is taken to delete, also one that is not known."""


@frozen
class Places:
    """Where the body of a regulation says what is to be done, and to whom: dotted names."""

    type: str
    ids: str


_PUBLIC: Final = Places("regulationType", "subjectIds")
_CONFIG: Final = Places("regulation_type", "attributes.values")

REGULATIONS: Final[Mapping[tuple[str, str], Places]] = {
    (PUBLIC.package, "createWorkspaceRegulation"): _PUBLIC,
    (PUBLIC.package, "createSourceRegulation"): _PUBLIC,
    (PUBLIC.package, "createCloudSourceRegulation"): _PUBLIC,
    (CONFIG.package, "createWorkspaceRegulation"): _CONFIG,
    (CONFIG.package, "createSourceRegulation"): _CONFIG,
}
"""By API and operation."""


def regulations_of(described: Described) -> "Regulations | None":
    """Return what watches over the items of an operation that files regulations; ``None`` for any other."""
    places = REGULATIONS.get((described.api.package, described.id))
    pools: Mapping[str, list[str]] = described.said.get("x-rate-limit-pools", {})
    return None if places is None else Regulations(places, pools)


class Regulations:
    """The regulations of a file, and the quota of the month that the answers tell.

    They are sent one at a time, so that what is left is known before the next one.
    """

    def __init__(self, places: Places, pools: Mapping[str, Iterable[str]]) -> None:
        """Start with none.

        Args:
            places: Where a body holds what counts.
            pools: Types by the quota that they count against.
        """
        self.stop: Callable[[], None] = lambda: None
        """Called when the quota is smaller than what is left to be filed."""

        self.quotas: dict[str, Quota] = {}
        """What the answers last told, by the pool that it is about."""

        self.short: str | None = None
        """Why nothing more is filed, in a sentence; ``None`` while it is."""

        self.deleted = 0
        """Ids whose data is to be deleted."""

        self._places = places
        self._pools = {each: pool for pool, types in pools.items() for each in types}
        self._left = Counter[str]()
        self._current = ""
        self._met: dict[bytes, tuple[int, int]] = {}

    def check(self, item: Item) -> None:
        """Refuse what cannot be meant, and count the ids.

        Raises:
            Unfit: Too many ids, none, one twice, or one that is not what it seems to be.
        """
        ids, where = self._ids(item), ("body", *self._places.ids.split("."))
        if not 1 <= len(ids) <= IDS_AT_MOST:
            raise Unfit(f"names {len(ids):,} ids, and a call takes 1 to {IDS_AT_MOST:,}; split it", where)
        rest = {**item.get("body", {}), self._places.ids.partition(".")[0]: None}
        about = [item.get("path"), rest, get(item.get("body", {}), "attributes.name")]
        same = hashlib.sha256(json.dumps(about, sort_keys=True).encode()).digest()
        for place, each in enumerate(ids, 1):
            if not each.strip() or each != each.strip():
                kind = "space around it, so it would be somebody else" if each.strip() else "nothing in it"
                raise Unfit(f"has an id with {kind}: number {place} of {where[-1]}", where)
            name = hashlib.blake2b(each.encode("utf-8", "surrogatepass"), key=same, digest_size=16).digest()
            if name in self._met:
                line, first = self._met[name]
                before = "the same id" if line == item.line else f"an id of line {line}"
                raise Unfit(f"names {before} again: number {place} of {where[-1]} is number {first} there", where)
            self._met[name] = (item.line, place)
        self._left[self._pool(item)] += len(ids)
        if get(item["body"], self._places.type) not in HARMLESS:
            self.deleted += len(ids)

    def begins(self, item: Item) -> None:
        """Note that an item is the one in progress."""
        self._current = self._pool(item)
        self._left[self._current] -= len(self._ids(item))

    def heed(self, event: ResponseEvent) -> None:
        """Note what an answer to the one in progress says of the month, and stop where that is not enough."""
        if event.quota is None or (PUBLIC.package, event.operation.id) not in REGULATIONS:
            return
        if event.status == TOO_MANY or (event.quota.resets_in or 0) <= SOON:
            return  # it speaks of the minute
        self.quotas[self._current] = event.quota
        left = self._left[self._current]
        if event.quota.remaining < left and self.short is None:
            self.short = (
                f"The quota of this month takes {counted(event.quota.remaining)} more, and {left:,} are left to be "
                f"filed.{_when(event.quota)} Go on then, or file what fits from a shorter file."
            )
            self.stop()

    def told(self) -> str:
        """Return what is left of the month, in words; empty where nobody said."""
        several = len(self.quotas) > 1
        return ", ".join(
            f"{counted(quota.remaining)} left this month{f' ({pool})' if several else ''}"
            for pool, quota in self.quotas.items()
        )

    def facts(self) -> dict[str, Any]:
        """Return what is left of the month, for machines: ids, by the pool."""
        return {f"quota_{pool or 'ids'}": quota.remaining for pool, quota in self.quotas.items()}

    def _ids(self, item: Item) -> list[str]:
        ids: Json = get(item.get("body", {}), self._places.ids)
        return [each for each in ids if isinstance(each, str)] if is_list(ids) else []

    def _pool(self, item: Item) -> str:
        kind: Any = get(item.get("body", {}), self._places.type)
        return self._pools.get(kind, "")


def counted(ids: int) -> str:
    """Return a number of ids in words."""
    return f"{ids:,} id{'s' * (ids != 1)}"


def _when(quota: Quota) -> str:
    days = (quota.resets_in or 0) / 86_400
    return f" It starts afresh in {days:.0f} days." if days >= 2 else f" It starts afresh in {days * 24:.0f} hours."  # noqa: PLR2004 - as people say it
