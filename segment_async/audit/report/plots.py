"""The plots of the report: what was sent and what became of it, day by day, drawn by Vega-Lite.

Vega-Lite draws them once, when the report is written, so that the page needs no code for it. Colors are the page's own
variables, so that they follow its theme.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, count
from typing import Any, Final, TypeAlias

import vl_convert
from attrs import frozen
from markupsafe import Markup

from segment_async._core.values import Json, is_list, is_object
from segment_async._core.visible import spelled_out
from segment_async.audit.facts.measures import share
from segment_async.audit.report.wording import cut, short
from segment_async.audit.snapshot.view import Snapshot
from segment_async.audit.snapshot.views import query_of
from segment_async.audit.spans import VOLUME_DAYS, VOLUME_SPANS

Spec: TypeAlias = dict[str, Any]

WIDTH: Final = 960
"""Of a plot, in its own units; the page scales it."""

SOURCES: Final = 5
"""Sources that have a color of their own."""

DESTINATIONS: Final = 12
"""Destinations of which each day's failures are shown."""

LEAST: Final = 100
"""Events from which on a rate of failures says something."""

LABEL: Final = 24
"""Letters of a name beside a plot, at most."""

LETTER: Final = 7.2
"""Width of a letter. A browser's font may be wider than the one that Vega measures with, so it is not left to that."""

_COLORS: Final = [f"var(--series-{number})" for number in range(1, SOURCES + 2)]

_CONFIG: Final[Spec] = {
    "background": None,
    "font": "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "domain": False,
        "ticks": False,
        "gridColor": "var(--line)",
        "labelColor": "var(--soft)",
        "titleColor": "var(--soft)",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelPadding": 6,
        "labelLimit": 0,
    },
    "legend": {
        "labelColor": "var(--ink)",
        "labelFontSize": 12,
        "labelLimit": 0,
        "symbolType": "circle",
        "orient": "top",
        "title": None,
        "columnPadding": 28,
    },
    "title": {"color": "var(--ink)", "fontSize": 13, "anchor": "start", "fontWeight": 600},
}

_DAYS: Final[Spec] = {
    "field": "day",
    "type": "temporal",
    "scale": {"type": "utc"},  # the same wherever the report is written
    "axis": {"title": None, "grid": False, "format": "%-d %b", "labelFlush": False},
}
_COUNT: Final[Spec] = {"title": None, "format": "~s", "tickCount": 4}


@frozen
class Plot:
    """A plot, and what it says in words."""

    title: str

    says: str
    """What it shows, in a sentence, for those who do not see it."""

    svg: Markup


def plots(snapshot: Snapshot) -> Iterator[Plot]:
    """Yield the plots that there is something to show in."""
    for view, make in _PLOTS.items():
        if query_of(view, snapshot.api) is not None:
            for title, says, spec in make(snapshot):
                yield Plot(title, says, drawn(spec, prefix=re.sub(r"\W+", "-", title.lower())))


def drawn(spec: Spec, *, prefix: str) -> Markup:
    """Return the SVG of a plot, safe to stand in a page beside others.

    Args:
        spec: What Vega-Lite takes.
        prefix: What the ids within begin with.
    """
    # It ends the whole process at a letter that XML does not know, so these are spelled out before.
    text = json.dumps(_harmless({**spec, "config": _CONFIG}))
    svg = vl_convert.vegalite_to_svg(text)
    svg = re.sub(r'(id="|url\(#)', rf"\g<1>{prefix}-", svg)
    return Markup(spelled_out(svg))  # noqa: S704 - Vega escapes the texts that it is given


def _harmless(value: Json) -> Json:
    if isinstance(value, str):
        return spelled_out(value)
    if is_list(value):
        return [_harmless(one) for one in value]
    if is_object(value):
        return {name: _harmless(one) for name, one in value.items()}
    return value


def told_apart(labels: Mapping[str, str], *, taken: Iterable[str] = ()) -> dict[str, str]:
    """Return labels, by id, of which no two are the same: one label would be one thing to Vega.

    Args:
        labels: What stands beside a plot, by the id of the thing.
        taken: What stands for something else.
    """
    made: dict[str, str] = {}
    used = {*taken}
    for thing, label in labels.items():
        made[thing] = next(one for one in chain([label], (f"{label} ({each})" for each in count(2))) if one not in used)
        used.add(made[thing])
    return made


def _legend(labels: Iterable[str]) -> Spec:
    """Return a legend that breaks its line where the plot ends."""
    return {"columns": max(1, int(WIDTH // (LETTER * max(map(len, labels)) + 50)))}


def _volume(snapshot: Snapshot) -> Iterator[tuple[str, str, Spec]]:
    """Show what sources sent, the largest apart."""
    rows = [tuple(row) for row in snapshot.query("SELECT day, source_id, source, events FROM volume")]
    rows = [row for row in rows if _first(snapshot) <= row[0] < _today(snapshot)]
    by_source, names = Counter[str](), dict[str, str]()
    for _, source_id, name, events in rows:
        by_source[source_id] += events
        names[source_id] = name or source_id
    largest = [source for source, events in by_source.most_common(SOURCES) if events]
    if not largest:
        return
    shown = told_apart({source: cut(names[source], LABEL) for source in largest}, taken=[_OTHERS])
    counts = Counter[tuple[str, str]]()
    for day, source_id, _, events in rows:
        counts[day, shown.get(source_id, _OTHERS)] += events
    order = [*shown.values(), *([_OTHERS] if len(by_source) > len(largest) else [])]
    values = [
        {"day": day, "source": source, "place": order.index(source), "events": each}
        for (day, source), each in counts.items()
    ]
    total, days = sum(by_source.values()), len({row[0] for row in rows})
    most = f"; {shown[largest[0]]} sent the most" if len(by_source) > 1 else ""
    color = {
        "field": "source",
        "type": "nominal",
        "sort": order,
        "scale": {"domain": order, "range": _COLORS},
        "legend": _legend(order),
    }
    yield (
        "Events by day",
        f"{short(total)} events in {days} days{most}.",
        {
            "width": WIDTH,
            "height": 200,
            "data": {"values": values},
            "mark": {"type": "area", "interpolate": "monotone", "opacity": 0.85},
            "encoding": {
                "x": _DAYS,
                "y": {"field": "events", "type": "quantitative", "stack": "zero", "axis": _COUNT},
                "color": color,
                "order": {"field": "place"},
            },
        },
    )


_OTHERS: Final = "all others"


def _delivery(snapshot: Snapshot) -> Iterator[tuple[str, str, Spec]]:
    """Show what became of events, and where they fail."""
    select = "SELECT day, destination_id, destination, source, delivered, failed FROM deliveries"
    rows = [tuple(row) for row in snapshot.query(select)]
    rows = [row for row in rows if row[0] < _today(snapshot)]
    delivered, failed = sum(row[4] or 0 for row in rows), sum(row[5] or 0 for row in rows)
    if not delivered + failed:
        return
    days: dict[str, list[int]] = {}
    for day, _, _, _, good, bad in rows:
        sums = days.setdefault(day, [0, 0])
        sums[0] += good or 0
        sums[1] += bad or 0
    values = [
        {"day": day, "what": what, "events": each}
        for day, sums in sorted(days.items())
        for what, each in zip(("delivered", "failed"), sums, strict=True)
    ]
    says = (
        f"{short(delivered)} events were delivered and {short(failed)} failed, {share(failed, delivered):.1%} of all."
    )
    colors = {"domain": ["delivered", "failed"], "range": ["var(--fine-mark)", "var(--error-mark)"]}
    yield (
        "Deliveries by day",
        says,
        {
            "width": WIDTH,
            "height": 160,
            "data": {"values": values},
            "mark": {"type": "bar", "cornerRadiusEnd": 2, "width": {"band": 0.75}},
            "encoding": {
                "x": _ORDINAL_DAYS,
                "y": {"field": "events", "type": "quantitative", "axis": _COUNT},
                "color": {"field": "what", "type": "nominal", "scale": colors},
                "order": {"field": "what", "sort": "descending"},
            },
        },
    )
    yield from _failures(rows)


_ORDINAL_DAYS: Final[Spec] = {
    "field": "day",
    "type": "ordinal",
    "timeUnit": "utcyearmonthdate",
    "axis": {"title": None, "format": "%-d %b", "labelAngle": 0, "labelOverlap": "greedy"},
}


def _failures(rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[str, str, Spec]]:
    """Show each day's failures of the destinations that fail most."""
    totals: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for _, destination_id, destination, source, good, bad in rows:
        sums = totals.setdefault(destination_id, [0, 0])
        sums[0] += good or 0
        sums[1] += bad or 0
        names[destination_id] = f"{cut(destination or destination_id, LABEL)} of {cut(source or 'no source', LABEL)}"
    rates = {each: share(bad, good) for each, (good, bad) in totals.items() if good + bad >= LEAST and bad}
    worst = sorted(rates, key=lambda each: (-rates[each], names[each], each))[:DESTINATIONS]
    if not worst:
        return
    names = told_apart({each: names[each] for each in worst})
    values = [
        {"day": row[0], "destination": names[row[1]], "rate": share(row[5] or 0, row[4] or 0)}
        for row in rows
        if row[1] in worst
    ]
    order = [names[each] for each in worst]
    says = f"Of destinations with {LEAST} events or more, {order[0]} fails most: {rates[worst[0]]:.1%} of its events."
    yield (
        "Failures by destination and day",
        says,
        {
            "width": WIDTH - 240,
            "height": {"step": 22},
            "data": {"values": values},
            "mark": {"type": "rect", "cornerRadius": 3, "color": "var(--error-mark)"},
            "encoding": {
                "x": _ORDINAL_DAYS,
                "y": {
                    "field": "destination",
                    "type": "nominal",
                    "sort": order,
                    "axis": {"title": None, "labelColor": "var(--ink)", "minExtent": LETTER * max(map(len, order))},
                    "scale": {"paddingInner": 0.12},
                },
                "opacity": {
                    "field": "rate",
                    "type": "quantitative",
                    "scale": {"domain": [0, max(0.1, rates[worst[0]])], "range": [0.06, 1]},
                    "legend": {
                        "format": "%",
                        "title": "share that failed",
                        "titleColor": "var(--soft)",
                        "orient": "bottom",
                    },
                },
            },
        },
    )


def _usage(snapshot: Snapshot) -> Iterator[tuple[str, str, Spec]]:
    """Show what the workspace is billed by, this month above the one before."""
    rows = [tuple(row) for row in snapshot.query("SELECT day, api_calls_so_far, mtu_so_far FROM usage ORDER BY day")]
    months = sorted({row[0][:7] for row in rows})
    measures = (("API calls", 1), ("tracked users", 2))
    told = [(name, place) for name, place in measures if any(row[place] for row in rows)]
    if not told:
        return
    panels = [
        {
            "title": name[0].upper() + name[1:],
            "width": WIDTH // len(told) - 70,
            "height": 150,
            "data": {
                "values": [
                    {"day": date.fromisoformat(row[0]).day, "month": _month(row[0]), "count": row[place]}
                    for row in rows
                    if row[place] is not None
                ]
            },
            "mark": {"type": "line", "interpolate": "monotone", "strokeWidth": 2.5},
            "encoding": {
                "x": {
                    "field": "day",
                    "type": "quantitative",
                    "scale": {"domain": [1, 31]},
                    "axis": {"title": "day of the month", "grid": False, "tickCount": 8},
                },
                # With a tick at its top, so that the titles of two panels stand at one height.
                "y": {"field": "count", "type": "quantitative", "axis": _COUNT, "scale": {"nice": _COUNT["tickCount"]}},
                "color": {
                    "field": "month",
                    "type": "nominal",
                    "scale": {
                        "domain": [_month(month) for month in months],
                        "range": ["var(--before)", "var(--series-1)"][-len(months) :],
                    },
                },
            },
        }
        for name, place in told
    ]
    latest = rows[-1]
    says = " and ".join(f"{short(latest[place] or 0)} {name}" for name, place in told)
    title = "Usage this month and the month before"
    today = ", including the day of the audit" if latest[0] == _today(snapshot) else ""
    yield title, f"{says} so far this month{today}.", {"hconcat": panels, "spacing": 80, "bounds": "flush"}


def _month(day: str) -> str:
    return date.fromisoformat(f"{day[:7]}-01").strftime("%B %Y")


def _first(snapshot: Snapshot) -> str:
    """Return the first day of which all was asked for: reading began in the midst of the one before."""
    return (snapshot.moment.date() - timedelta(days=VOLUME_SPANS * VOLUME_DAYS - 1)).isoformat()


def _today(snapshot: Snapshot) -> str:
    """Return the day of the snapshot, which was not over when it was read."""
    return snapshot.moment.date().isoformat()


_PLOTS: Final[Mapping[str, Callable[[Snapshot], Iterator[tuple[str, str, Spec]]]]] = {
    "volume": _volume,
    "deliveries": _delivery,
    "usage": _usage,
}
"""What makes the plots, by the view that they show."""
