"""The figures of reliability, each measured anew against the fault server."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from attrs import frozen
from hypothesis import HealthCheck, Phase, given, settings

from segment_async import PublicClient
from segment_async.testing import FaultServer, InstantClock, faults, forever
from tests.cancel.stage import CASES as CANCELLED
from tests.cancel.test_sweep import MOST_WAITS, interrupt, open_files
from tests.contract.reading import decoded, refusal, wrong_kinds
from tests.contract.samples import KINDS, fullest, replaced
from tests.contract.specification import ENDPOINTS
from tests.faults import conformance, fuzz
from tests.faults.limited import BY_LIMIT, pace
from tests.faults.overshoot import CASES, overshoots
from tests.faults.support import BY_METHOD, LIST, TOKEN, Unlimited, call
from tests.faults.truncation import swallowed
from tests.secrets import failures, outside
from tests.secrets.canary import forms_of, found_in, make_canary, shown, world
from tests.secrets.values import SINKS, Sink

AMPLIFICATION: Final = 1.1
GOODPUT: Final = 0.95
REFUSED: Final = 0.01
OVERSHOOT: Final = 0.1


@frozen(kw_only=True)
class Row:
    """One figure."""

    id: str
    """Its name in the table of figures, such as ``R1``."""

    what: str
    figure: float
    """What was measured, in the unit that `shown` names."""

    shown: str
    target: str
    is_met: bool | None
    """``None`` where it was not measured."""

    how: str


def conforming() -> Iterator[Row]:
    """R1 and R14: the whole table of what is sent again."""
    verdicts = asyncio.run(conformance.run())
    passed = sum(not verdict.problem for verdict in verdicts)
    yield Row(
        id="R1",
        what="retry conformance, cases passed",
        figure=passed,
        shown=f"{passed:,} of {len(verdicts):,}",
        target="all",
        is_met=passed == len(verdicts),
        how=f"{len({verdict.case.key for verdict in verdicts})} operations x {len(conformance.PLANS)} fault plans x "
        f"{len(conformance.RETRIES)} numbers of retries, real sockets, the server's ledger judges",
    )
    wire, reported = sum(each.on_the_wire for each in verdicts), sum(each.reported for each in verdicts)
    differing = sum(each.on_the_wire != each.reported for each in verdicts)
    yield Row(
        id="R14",
        what="requests on the wire that differ from the attempts reported",
        figure=differing,
        shown=f"{differing} cases; {wire:,} sent, {reported:,} reported",
        target="0",
        is_met=differing == 0,
        how="the same cases: ledger against hooks and errors",
    )


def amplification() -> Iterator[Row]:
    """R3: what an outage costs a server that is down already."""
    calls, at_once = 1000, 64

    async def outage() -> int:
        options: dict[str, Any] = {"limiter": Unlimited(), "timeout": None, "concurrency": at_once}
        async with FaultServer() as server, PublicClient(TOKEN, base_url=server.url, **options) as segment:
            server.plan(LIST, [forever(faults.status(503))])
            with InstantClock():
                await asyncio.gather(*(call(segment, LIST) for _ in range(calls)), return_exceptions=True)
        return len(server.ledger.requests)

    factor = asyncio.run(outage()) / calls
    yield Row(
        id="R3",
        what="requests for each call while the server answers 503 only",
        figure=factor,
        shown=f"{factor:.3f}",
        target=f"<= {AMPLIFICATION}",
        is_met=factor <= AMPLIFICATION,
        how=f"{calls:,} calls, {at_once} at once, default retries, virtual pauses",
    )


def paced() -> Iterator[Row]:
    """R4: how well limits are used."""
    came = {most: asyncio.run(pace(most, minutes=max(3, 40 // most))) for most in BY_LIMIT}
    goodput, refused = min(each.goodput for each in came.values()), max(each.refused for each in came.values())
    yield Row(
        id="R4",
        what="goodput of a limit, and requests refused after the first window, at worst",
        figure=goodput,
        shown=f"{min(goodput, 1):.1%}, {refused:.1%} refused",
        target=f">= {GOODPUT:.0%}, <= {REFUSED:.0%}",
        is_met=goodput >= GOODPUT and refused <= REFUSED,
        how=f"limits of {', '.join(map(str, BY_LIMIT))} a minute, 64 workers each, real sockets, virtual minutes",
    )


def cancelled() -> Iterator[Row]:
    """R6: what calls leave behind that are cancelled while they wait."""

    async def sweep() -> tuple[int, int]:
        waits = left = 0
        with InstantClock():
            for case in CANCELLED.values():
                for when in ("begins", "ends"):
                    for at in range(1, MOST_WAITS):
                        try:
                            was_met = await interrupt(case, at, when)
                        except AssertionError:
                            was_met, left = True, left + 1
                        waits += was_met
                        if not was_met:
                            break
        return waits, left

    before = open_files()
    waits, left = asyncio.run(sweep())
    left += abs(open_files() - before)
    yield Row(
        id="R6",
        what="cancellations that leave a task, a slot, a place in line, a lock or a socket behind",
        figure=left,
        shown=f"{left} of {waits}",
        target="0",
        is_met=left == 0,
        how=f"{len(CANCELLED)} kinds of calls, cancelled at each of their waits, when it begins and when it ends",
    )


def leaked() -> Iterator[Row]:
    """R8: where a token shows."""

    async def read(sink: Sink) -> list[str]:
        with TemporaryDirectory() as folder:
            async with world(Path(folder)) as at:
                value = await sink(at)
                text = "\n".join(map(shown, value if isinstance(value, list) else [value]))
                return found_in(text, at.token)

    async def sweep() -> list[str]:
        return [f"{name}: {form}" for name, sink in SINKS.items() for form in await read(sink)]

    assert failures, outside  # noqa: S101 - what they hold is in the table of sinks
    hits = asyncio.run(sweep())
    yield Row(
        id="R8",
        what="places that give a token away",
        figure=len(hits),
        shown=f"{len(hits)} of {len(SINKS)}" + "".join(f"; {hit}" for hit in hits[:3]),
        target="0",
        is_met=not hits,
        how=f"a new token in each round, sought in {len(forms_of(make_canary()))} forms: whole, spelled otherwise, by "
        "its ends; in objects, errors with their local variables, logs, hooks, files, processes",
    )


def fuzzed(examples: int) -> Iterator[Row]:
    """R9: what comes out that is not documented."""
    kinds: Counter[str] = Counter()
    escapes: Counter[str] = Counter()

    with fuzz.Wire() as wire:

        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(encounter=fuzz.encounters())
        def try_one(encounter: tuple[str, faults.Fault]) -> None:
            try:
                error = wire.meets(*encounter)
            except Exception as escaped:  # noqa: BLE001 - counted, whatever it is
                escapes[type(escaped).__name__] += 1
            else:
                kinds["a result" if error is None else type(error).__name__] += 1

        try_one()
    count = sum(escapes.values())
    yield Row(
        id="R9",
        what="fuzzed answers that let another error out than a documented one",
        figure=count,
        shown=f"{count} of {sum(kinds.values()) + count:,}",
        target="0",
        is_met=count == 0,
        how="statuses, headers, bodies and deliveries drawn by Hypothesis; met: "
        + ", ".join(f"{kind} {number:,}" for kind, number in kinds.most_common()),
    )


def overshooting() -> Iterator[Row]:
    """R10: how long calls outlive their deadlines."""
    took = asyncio.run(overshoots())
    worst = max(took, key=lambda name: took[name])
    yield Row(
        id="R10",
        what="worst time beyond a deadline",
        figure=took[worst] * 1000,
        shown=f"{took[worst] * 1000:.0f} ms ({worst})",
        target=f"<= {OVERSHOOT * 1000:.0f} ms",
        is_met=took[worst] <= OVERSHOOT,
        how=f"{len(CASES)} things to wait for, 5 times each, deadline 0.3 s, real time",
    )


def coerced() -> Iterator[Row]:
    """R11: wrong values that pass, and parts that pass for the whole."""
    tried = silent = 0
    for endpoint in ENDPOINTS.values():
        data = fullest(endpoint.data)
        for place in decoded(endpoint, data):
            for kind in wrong_kinds(place):
                tried += 1
                silent += refusal(endpoint, replaced(data, place.steps, KINDS[kind])) is None
    cuts, taken = asyncio.run(swallowed())
    yield Row(
        id="R11",
        what="wrong types and incomplete bodies taken for good ones",
        figure=silent + len(taken),
        shown=f"{silent} of {tried:,} types, {len(taken)} of {cuts:,} cuts",
        target="0",
        is_met=silent == 0 and not taken,
        how="each value of each operation's answer replaced by each kind it may not be; each length of a body, plain "
        "and gzipped, over real sockets",
    )


def redirected() -> Iterator[Row]:
    """R12: what reaches another origin."""

    async def redirect() -> tuple[int, int]:
        async with FaultServer(host="127.0.0.2", otherwise=faults.ok()) as foreign, FaultServer() as server:
            address = foreign.url.removeprefix("http://")
            targets = [f"{foreign.url}/x", f"//{address}/x", f"http://x@{address}/", f"HTTP://{address}"]
            async with PublicClient(TOKEN, base_url=server.url, limiter=Unlimited()) as segment:
                for operation in BY_METHOD:
                    for to in targets:
                        for status in (301, 302, 303, 307, 308):
                            server.plan(operation, [faults.redirect(status, to)])
                            await asyncio.gather(call(segment, operation), return_exceptions=True)
            return len(server.ledger.requests), len(foreign.ledger.connections)

    sent, elsewhere = asyncio.run(redirect())
    yield Row(
        id="R12",
        what="requests to a foreign origin",
        figure=elsewhere,
        shown=f"{elsewhere} of {sent} redirects",
        target="0",
        is_met=elsewhere == 0,
        how="5 methods x 5 statuses x 4 spellings of another host, whose own ledger judges",
    )


def rows(examples: int) -> Iterator[Callable[[], Iterator[Row]]]:
    """Yield what measures each row.

    Args:
        examples: How many answers are fuzzed.
    """
    yield conforming
    yield amplification
    yield paced
    yield cancelled
    yield leaked
    yield lambda: fuzzed(examples)
    yield overshooting
    yield coerced
    yield redirected
