"""Events that go by several spellings of one name."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final
from unicodedata import category

from attrs import define, field

from segment_async._core.paging import get
from segment_async.audit.checks.base import Case, Check, Limits
from segment_async.audit.facts.links import RULES, track_rules
from segment_async.audit.facts.measures import moment_of, names_sent
from segment_async.audit.facts.words import MOST, listed, number_of
from segment_async.audit.snapshot.view import Facts, Resource
from segment_async.audit.spans import VOLUME_DAYS

VOLUME: Final = "getEventsVolumeFromWorkspace"


@define
class _Use:
    """Where a spelling occurs. Only as many places are kept as a finding tells."""

    count: int = 0
    sources: list[str] = field(factory=list[str])
    source_count: int = 0
    plans: list[str] = field(factory=list[str])
    plan_count: int = 0


_PARTED: Final = re.compile(r"(?<=\d)[\W_]+(?=\d)")
"""What stands between digits: 1.1 is not 11."""

_MINUS: Final = re.compile(r"(?<!\S)-(?=\d)")
"""What makes a number another: -5 is not 5."""

_BETWEEN, _BELOW = "\N{BROKEN BAR}", "\N{MINUS SIGN}"
_TELLING: Final = frozenset(f"+#%{_BETWEEN}{_BELOW}")
"""Signs that tell things apart, such as C and C++."""

_SEPARATING: Final = frozenset({"C", "P", "Z", "Sk", "Sm"})
"""Categories of Unicode that spellings of one name may differ in: punctuation above all."""


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the events with names that differ in case, spaces and punctuation alone, but for signs as in C++ and -5."""
    groups: dict[str, dict[str, _Use]] = defaultdict(dict)
    for name, use in _uses(snapshot).items():
        groups[_bare(name)][name] = use
    groups.pop("", None)  # names of nothing but punctuation have nothing in common
    for uses in groups.values():
        if len(uses) > 1:
            spellings = sorted(uses, key=lambda name: (-uses[name].count, name))
            told = listed([f'"{name}" (seen {number_of(uses[name].count, "time")})' for name in spellings])
            message = f"One event seems to go by {len(spellings):,} names: {told}."
            evidence = {
                "days": VOLUME_DAYS,
                "spellingCount": len(spellings),
                "spellings": [_told(name, uses[name]) for name in spellings[:MOST]],
            }
            yield Case(Resource("event", spellings[0], "", spellings[0], {}), message, evidence)


def _uses(snapshot: Facts) -> dict[str, _Use]:
    """Return where each name was seen, or is planned by a rule in force."""
    uses: dict[str, _Use] = {}
    for source in snapshot.resources("source"):
        for name, count in names_sent(snapshot, source.id).items():
            use = uses.setdefault(name, _Use())
            use.count += count
            use.source_count += 1
            if len(use.sources) < MOST:
                use.sources.append(source.name)
    for plan in snapshot.resources("tracking-plan"):
        if plan.data.get("type") == "LIVE":  # the others hold what may be planned some day
            for name in _in_force(snapshot, plan):
                use = uses.setdefault(name, _Use())
                use.plan_count += 1
                if len(use.plans) < MOST:
                    use.plans.append(plan.name)
    return uses


def _in_force(snapshot: Facts, plan: Resource) -> set[str]:
    rules = track_rules(snapshot, plan.id)
    return {name for name, rule in rules if moment_of(get(rule.data, "deprecatedAt")) is None}


def _bare(name: str) -> str:
    """Return what all spellings of a name have in common."""
    told = _MINUS.sub(_BELOW, _PARTED.sub(_BETWEEN, name.casefold()))
    return "".join(one for one in told if one in _TELLING or _SEPARATING.isdisjoint((category(one), category(one)[0])))


def _told(name: str, use: _Use) -> dict[str, object]:
    places = {"sourceCount": use.source_count, "sources": use.sources, "planCount": use.plan_count, "plans": use.plans}
    return {"name": name, "count": use.count, **places}


CHECK: Final = Check(
    id="event-name-inconsistent",
    severity="info",
    question="Which events go by several spellings of one name?",
    remedy="Agree on one spelling, plan that one, and correct what sends the others.",
    needs=("listSources", "listTrackingPlans", RULES, VOLUME),
    find=find,
)
