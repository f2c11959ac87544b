"""How users want a workspace judged: which checks, which thresholds, and which findings are known already.

A file in TOML says it::

    select = ["ALL"]
    ignore = ["label"]                                    # label-unused, and whatever else begins with label-

    [thresholds]
    destination-failing = { rate = 0.05 }

    [severity]
    user-without-group = "warning"

    [[suppress]]
    check = "destination-disabled"
    subject = "Old Mixpanel*"                             # an id or a name; * stands for anything
    reason = "Kept until the contract ends."
    until = 2027-06-30                                    # the last day; left out, it never expires
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

import msgspec
from attrs import evolve, field, frozen

from segment_async._core.values import is_number, is_object
from segment_async.audit.checks.base import Check
from segment_async.audit.findings import SEVERITIES, Finding, Severity
from segment_async.errors import ConfigurationError

ALL: Final = "ALL"
"""Selects every check."""


class Suppression(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A finding that somebody has looked at and accepts."""

    check: str
    """Id of the check."""

    subject: str
    """Id or name of what it is about; ``*`` stands for anything."""

    reason: str
    """Why it is accepted."""

    until: date | None = None
    """The last day on which it is; ``None`` for always."""

    def covers(self, finding: Finding) -> bool:
        """Tell whether it is about a finding."""
        about = (finding.subject.id, finding.subject.name)
        pattern = re.sub(r"[\[?]", r"[\g<0>]", self.subject)  # only * is special: names have these, too
        return self.check == finding.check and any(fnmatchcase(one, pattern) for one in about)

    def holds_on(self, day: date) -> bool:
        """Tell whether it has not expired."""
        return self.until is None or day <= self.until


class _File(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    select: list[str] = []  # msgspec makes a new list for each
    ignore: list[str] = []
    thresholds: dict[str, Any] = {}  # what is in these is looked at below, where it has a name to be told by
    severity: dict[str, Any] = {}
    suppress: list[Any] = []


@frozen(kw_only=True)
class Config:
    """How a workspace is judged."""

    checks: tuple[Check, ...]
    """The questions that are asked."""

    thresholds: Mapping[str, Mapping[str, float]] = field(factory=dict[str, Mapping[str, float]])
    """What differs from the checks' own thresholds, by check and name."""

    suppressions: tuple[Suppression, ...] = ()
    """Findings that are known and accepted."""


def configured(
    every: Sequence[Check], path: Path | None = None, *, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> Config:
    """Return how a workspace is to be judged.

    Args:
        every: All checks there are.
        path: A file as above; ``None`` for none.
        select: Ids of checks, or their beginnings up to a dash; takes the place of the file's.
        ignore: The same for those to leave out, in addition to the file's. The longer of two beginnings decides.

    Raises:
        ConfigurationError: The file cannot be used, or something in it is about no check.
    """
    file = _File() if path is None else _read(path)
    where = "--select or --ignore" if path is None else f"{path}, --select or --ignore"
    checks = {check.id: check for check in every}
    chosen = tuple(_chosen(every, tuple(select) or file.select or [ALL], (*file.ignore, *ignore), where))
    severities = dict(_severities(file.severity, checks, f"{path}: severity"))
    return Config(
        checks=tuple(evolve(check, severity=severities.get(check.id, check.severity)) for check in chosen),
        thresholds=dict(_thresholds(file.thresholds, checks, f"{path}: thresholds")),
        suppressions=tuple(_suppressions(file.suppress, checks, f"{path}: suppress")),
    )


def _read(path: Path) -> _File:
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), type=_File)
    except OSError as error:
        problem = f"cannot be read: {error.strerror}. Name another file"
    except UnicodeDecodeError:
        problem = "is not UTF-8. Save it as UTF-8"
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        problem = f"cannot be used: {error}. Correct it"
    raise ConfigurationError(f"{path} {problem}.")


def _severities(given: Mapping[str, Any], checks: Mapping[str, Check], where: str) -> Iterator[tuple[str, Severity]]:
    for name, said in given.items():
        _known(name, checks, where)
        if said not in SEVERITIES:
            raise ConfigurationError(f"{where} of {name} is {said!r}; choose one of {', '.join(SEVERITIES)}.")
        yield name, SEVERITIES[SEVERITIES.index(said)]


def _thresholds(
    given: Mapping[str, Any], checks: Mapping[str, Check], where: str
) -> Iterator[tuple[str, Mapping[str, float]]]:
    for name, numbers in given.items():
        _known(name, checks, where)
        own = checks[name].thresholds
        known = ", ".join(own) or "none"
        if not is_object(numbers):
            raise ConfigurationError(f"{where}: {name} is no table such as {{ x = 1 }}; its thresholds are {known}.")
        for one, value in numbers.items():
            if one not in own:
                raise ConfigurationError(f"{where}: {name} has no threshold {one!r}; it has {known}.")
            if not is_number(value) or not own[one].takes(value):
                raise ConfigurationError(f"{where}: {one} of {name} is {value!r}; choose a number {own[one].range}.")
        yield name, numbers


def _suppressions(given: Sequence[Any], checks: Mapping[str, Check], where: str) -> Iterator[Suppression]:
    for place, entry in enumerate(given, 1):
        try:
            suppression = msgspec.convert(entry, type=Suppression)
        except msgspec.ValidationError as error:
            raise ConfigurationError(f"{where}, entry {place}, cannot be used: {error}. Correct it.") from None
        _known(suppression.check, checks, where)
        if not suppression.reason.strip():
            raise ConfigurationError(f"{where}: entry {place}, of {suppression.check}, has no reason; give one.")
        yield suppression


def _known(name: str, checks: Mapping[str, Check], where: str) -> None:
    if name not in checks:
        raise ConfigurationError(f"{where} names {name!r}, which is no check; the checks are {', '.join(checks)}.")


def _chosen(every: Sequence[Check], select: Sequence[str], ignore: Sequence[str], where: str) -> Iterable[Check]:
    for name in (*select, *ignore):
        if not any(_reach(name, check.id) for check in every):
            ids = ", ".join(check.id for check in every)
            raise ConfigurationError(f"{where}: {name!r} is no check and no beginning of one; the checks are {ids}.")
    for check in every:
        chosen = max((_reach(name, check.id) for name in select), default=0)
        left_out = max((_reach(name, check.id) for name in ignore), default=0)
        if chosen > left_out:
            yield check


def _reach(name: str, check: str) -> int:
    """Return how exactly a name stands for a check; 0 where it does not."""
    if name == ALL:
        return 1
    return 1 + len(name) if f"{check}-".startswith(f"{name.rstrip('-')}-") else 0
