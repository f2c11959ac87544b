"""What a bulk run is about to do, and whether somebody means it."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from attrs import frozen
from rich.text import Text

from segment_async._core.operation import MINUTE, Limit, Operation, Replay
from segment_async._core.values import Json, is_list
from segment_async._core.visible import visible
from segment_async.bulk.survey import Survey
from segment_async.cli.consent import ask
from segment_async.cli.items import Item
from segment_async.cli.pace import seconds_for
from segment_async.cli.regulations import Regulations, counted
from segment_async.cli.shapes import Shape, plain
from segment_async.errors import ConfigurationError

FIRST: Final = 3
"""Items that are shown."""

WIDTH: Final = 200
"""Characters of one."""

MEANS: Final[Mapping[Replay, str]] = {
    "safe": "reads; sent again as often as needed",
    "convergent": "may be sent again, which ends in the same state",
    "reconcile": "what may have been carried out is looked up before it is sent again",
    "never": "not sent again by itself: what may have been carried out stays unknown",
}

REPLACING: Final = frozenset({"DELETE", "PUT"})
"""Methods that take away what is there: by deleting it, or by putting something else in the place of a whole set."""


class Census:
    """Counts what the items of a file ask for."""

    def __init__(self, operation: Operation[Any], shape: Shape, regulations: Regulations | None) -> None:
        """Start with none."""
        self.first: list[tuple[int, Json]] = []
        self.removals = 0
        """What is deleted or replaced: as many as there are items, or more where an item lists several."""
        self.regulations = regulations
        self._removes = operation.method in REPLACING
        self._shape = shape

    def count(self, item: Item) -> None:
        """Count an item.

        Raises:
            Unfit: It is a regulation that cannot be meant.
        """
        if self.regulations is not None:
            self.regulations.check(item)
        if self._removes:
            lists = (value for value in item.get("query", {}).values() if is_list(value))
            self.removals += max(1, *map(len, lists), 1)
        if len(self.first) < FIRST:
            self.first.append((item.line, self._shape.shown(item)))

    @property
    def deleted(self) -> int:
        """Ids of people or objects whose data regulations delete."""
        return 0 if self.regulations is None else self.regulations.deleted


@frozen(kw_only=True)
class Plan:
    """What is about to be done."""

    operation: Operation[Any]
    address: str

    workspace: str | None
    """Which one, in words; ``None`` where the credentials do not tell."""

    source: str
    """Where the items come from."""

    items: int
    replay: Replay
    limit: Limit | None
    census: Census

    refusal: str | None
    """Why a run would be refused, in a sentence."""

    journal: Path | None = None
    known: Survey | None = None
    """What the journal knows; ``None`` where there is none."""

    @property
    def to_send(self) -> int:
        """Items for which something may be sent."""
        if self.known is None:
            return self.items
        return self.known.new + self.known.failed + (0 if self.replay == "never" else self.known.unknown)

    @property
    def seconds(self) -> float:
        """How long the limit makes it take, at least."""
        return seconds_for(self.to_send, self.limit)

    def lines(self) -> Iterator[Text]:
        """Yield the plan as people read it."""
        operation, workspace = self.operation, self.workspace or "not told by an account"
        yield Text.assemble((operation.id, "bold"), f": {operation.method} {operation.path}")
        told = {
            "replay": f"{self.replay}: {MEANS[self.replay]}",
            "workspace": f"{workspace} at {self.address}",
            "items": f"{self.items:,} from {self.source}{self._removing()}",
            "journal": self._journal(),
            "limit": self._limit(),
        }
        for name, said in told.items():
            yield Text(f"{name:<10}{visible(said)}")
        for line, item in self.census.first:
            text = plain(item)
            yield Text(f"{f'line {line}':<10}{visible(text if len(text) <= WIDTH else f'{text[:WIDTH]}…')}")
        if self.items > len(self.census.first):
            yield Text(f"{'':<10}and {self.items - len(self.census.first):,} more")
        if self.refusal is not None:
            yield Text(f"A run would be refused: {visible(self.refusal)}", "bold red")

    def facts(self) -> dict[str, Any]:
        """Return the plan as machines read it."""
        known = self.known
        return {
            "operation": self.operation.id,
            "method": self.operation.method,
            "path": self.operation.path,
            "replay": self.replay,
            "workspace": self.workspace,
            "address": self.address,
            "items": self.items,
            "removals": self.census.removals,
            "deleted_ids": self.census.deleted,
            "journal": None if self.journal is None else str(self.journal),
            "new": self.items if known is None else known.new,
            "failed": 0 if known is None else known.failed,
            "done": 0 if known is None else known.done,
            "unknown": 0 if known is None else known.unknown,
            "changed": 0 if known is None else known.changed,
            "to_send": self.to_send,
            "limit": None if self.limit is None else {"requests": self.limit.requests, "seconds": self.limit.seconds},
            "eta": None if self.limit is None else round(self.seconds),
            "first": [{"line": line, **item} for line, item in self.census.first],
            "refusal": self.refusal,
        }

    def _removing(self) -> str:
        census = self.census
        if census.deleted:
            return f"; they delete the data of {counted(census.deleted)} for good"
        if not census.removals:
            return ""
        verb = "delete" if self.operation.method == "DELETE" else "replace"
        return f"; they {verb} {census.removals:,}"

    def _journal(self) -> str:
        if self.journal is None:
            if self.replay == "safe":
                return "none: what reads needs none"
            return "none: after an interruption nobody can tell what was sent"
        known = self.known or Survey()
        unknown = {"never": "left unknown", "reconcile": "looked up first"}.get(self.replay, "sent again")
        parts = (
            (known.done, "done"),
            (known.failed, "failed (sent again)"),
            (known.unknown, f"unknown ({unknown})"),
            (known.changed, "changed since they were sent (refused)"),
            (known.new, "new"),
        )
        said = ", ".join(f"{count:,} {what}" for count, what in parts if count)
        return f"{self.journal}: {said or 'nothing to do'}"

    def _limit(self) -> str:
        if self.limit is None:
            return "none is stated, so the answers tell"
        span = "minute" if self.limit.seconds == MINUTE else f"{self.limit.seconds:,} s"
        takes = f"at least {timedelta(seconds=self.seconds)}" if self.seconds else "no wait"
        return f"{self.limit.requests:,} a {span}: {takes} for the {self.to_send:,} that may be sent"


def strictest(*limits: Limit | None) -> Limit | None:
    """Return the limit that lets the fewest requests through; ``None`` where there is none."""
    return min(filter(None, limits), key=lambda limit: limit.requests / limit.seconds, default=None)


def too_many(operation: Operation[Any], census: Census, most: int) -> str | None:
    """Say that more would be deleted or replaced than was allowed; ``None`` where that is not so."""
    if census.removals <= most:
        return None
    verb = "delete" if operation.method == "DELETE" else "replace"
    return (
        f"{operation} would {verb} {census.removals:,}, and --max-deletes allows {most:,}. "
        f"Pass --max-deletes {census.removals} if that is meant."
    )


@frozen(kw_only=True)
class Said:
    """What was said beforehand, and whether more can be."""

    asks: bool
    """Whether there is somebody to ask."""

    yes: bool
    """Whether it was said that it is meant."""

    confirm_deletion: int | None
    """How many ids were said to be deleted."""


def require_consent(operation: Operation[Any], count: int, deleted: int, said: Said) -> None:
    """Be sure that somebody means it, or can be asked.

    Args:
        operation: What is about to be performed.
        count: For how many items.
        deleted: Ids of people or objects whose data is deleted.
        said: What was said beforehand.

    Raises:
        ConfigurationError: It was not said, or something else was, and nobody can be asked.
    """
    if said.confirm_deletion is not None and said.confirm_deletion != deleted:
        raise ConfigurationError(
            f"--confirm-deletion is {said.confirm_deletion:,}, and the items delete the data of {counted(deleted)}. "
            "Look through the items, and confirm the number that is meant."
        )
    if said.asks:
        return
    if deleted and said.confirm_deletion is None:
        raise ConfigurationError(
            f"{operation} would delete the data of {counted(deleted)} for good; --yes is not enough for that. "
            f"Look at it with --dry-run, then pass --confirm-deletion {deleted}."
        )
    if not (said.yes or deleted):
        raise ConfigurationError(
            f"{operation} would write {count:,} times, and there is no terminal to ask at. "
            "Look at it with --dry-run, then pass --yes."
        )


def is_meant(plan: Plan, said: Said) -> bool:
    """Ask on the terminal whether a plan is meant, unless that was said beforehand or there is nothing to send.

    Raises:
        ConfigurationError: As for `require_consent`.
    """
    deleted = plan.census.deleted
    if not plan.to_send:
        return True
    require_consent(plan.operation, plan.to_send, deleted, said)
    if deleted:
        if said.confirm_deletion is not None:
            return True  # it is the right number
        typed = ask(f"This deletes the data of {counted(deleted)} for good. Type that number to go on: ")
        return typed.replace(",", "") == str(deleted)
    if said.yes:
        return True
    return ask(f"Perform {plan.operation.id} {plan.to_send:,} times? [y/N] ").lower() in {"y", "yes"}
