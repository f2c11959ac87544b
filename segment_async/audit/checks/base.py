"""What a check is: a value with a function that looks at a snapshot and nothing else."""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from segment_async._core.values import Json, is_list, is_object
from segment_async.audit.findings import Finding, Severity, subject_of
from segment_async.audit.snapshot.view import Facts, Resource

LIBRARIES: Final = ("Website", "Mobile", "Server", "OTT")
"""Catalog categories of the sources that run Segment's own libraries, and so send events."""


@frozen
class Case:
    """What a check reports of one resource."""

    subject: Resource
    message: str
    evidence: Mapping[str, Any]


@frozen
class Threshold:
    """A number that a check goes by, and that users may set otherwise."""

    value: float | None
    """What it is unless they do; ``None`` where the check goes without."""

    meaning: str
    """What it counts, with its unit."""

    @property
    def share(self) -> bool:
        """Whether it is a part of a whole, as its own value below 1 shows."""
        return self.value is not None and self.value < 1

    @property
    def range(self) -> str:
        """What it may be set to, in words."""
        return "above 0 and at most 1" if self.share else "that is finite and at least 1"

    def takes(self, value: float) -> bool:
        """Tell whether it may be set to a number; to no other does a check make sense."""
        return 0 < value <= 1 if self.share else 1 <= value <= sys.float_info.max


Limits: TypeAlias = Mapping[str, float | None]
"""The thresholds of a check by name, as they are set."""

Find: TypeAlias = Callable[[Facts, Limits], Iterator[Case]]


@frozen(kw_only=True)
class Check:
    """A question to a workspace."""

    id: str
    """Its stable name, in kebab case."""

    severity: Severity
    """How much a finding matters."""

    question: str
    """What it asks."""

    remedy: str
    """What to do about a finding."""

    needs: tuple[str, ...]
    """The operations of the Public API whose answers it looks at; what could not be read is not judged."""

    find: Find
    """Yields what it finds. It reports nothing that it cannot know: no lack in a list that was not read to its end."""

    thresholds: Mapping[str, Threshold] = field(factory=dict[str, Threshold])
    """The numbers that it goes by."""

    def run(self, snapshot: Facts, limits: Limits | None = None) -> Iterator[Finding]:
        """Ask a snapshot, and yield what is the matter.

        Args:
            snapshot: What is known of the workspace.
            limits: Thresholds that differ from its own.
        """
        own = {name: threshold.value for name, threshold in self.thresholds.items()}
        for case in self.find(snapshot, {**own, **(limits or {})}):
            yield Finding(self.id, self.severity, subject_of(case.subject), case.message, case.evidence, self.remedy)


def source_case(source: Resource, message: str, evidence: Mapping[str, Any]) -> Case:
    """Return the case of a source that is not known to be off; the Config API tells of none whether it is."""
    about = {"slug": source.data.get("slug"), "kind": kind_name(source)}
    if "enabled" not in source.data:
        message = f"{message} The Config API does not tell whether it is switched on."
        about["enabled"] = None
    return Case(source, message, {**about, **evidence})


def sends_events(source: Resource) -> bool:
    """Tell whether a source brings events, which plans govern and volumes count, rather than objects of a cloud app."""
    metadata = kind_of(source)
    categories = metadata.get("categories")
    return metadata.get("isCloudEventSource") is True or (
        is_list(categories) and any(category in LIBRARIES for category in categories)
    )


def kind_of(resource: Resource) -> Mapping[str, Json]:
    """Return the catalog entry that says what kind of source, destination or warehouse it is."""
    metadata = resource.data.get("metadata")
    return metadata if is_object(metadata) else {}


def kind_name(resource: Resource) -> str:
    """Return the short name of a resource's kind, such as ``javascript``."""
    return str(kind_of(resource).get("slug", ""))
