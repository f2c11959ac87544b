"""Labels that nothing carries."""

from collections.abc import Iterator
from typing import Final

from attrs import evolve

from segment_async.audit.checks.base import Case, Check, Limits
from segment_async.audit.facts.people import grants_of, label_name, labels_of
from segment_async.audit.snapshot.view import Facts

LISTS: Final = ("listSources", "listUsers", "listUserGroups")
"""What tells of whatever shows its labels, or is narrowed by them; spaces have labels and do not show them."""


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the labels that are on no source and in no permission."""
    if any(map(snapshot.lacks, LISTS)):
        return
    used = {label for source in snapshot.resources("source") for label in labels_of(source.data)}
    for kind in ("user", "group"):
        for holder in snapshot.resources(kind):
            used.update(label for grant in grants_of(holder) for label in grant.labels)
    spaces = None if snapshot.lacks("listSpaces") else snapshot.count("space", "")
    doubt = "" if spaces == 0 else " Whether a space carries it cannot be told."
    for label in snapshot.resources("label"):
        name = label_name(label.data)
        if name not in used:
            evidence = {key: label.data.get(key) for key in ("key", "value", "description")}
            message = f"No source carries the label {name}, and no permission is narrowed by it.{doubt}"
            counts = {"sources": 0, "permissions": 0, "spaces": spaces}
            yield Case(evolve(label, name=name), message, {**evidence, **counts})


CHECK: Final = Check(
    id="label-unused",
    severity="info",
    question="Which labels are on no source and in no permission?",
    remedy=(
        "Put the label on what it was made for, or delete it if no space carries it: the labels of spaces cannot be "
        "seen from here. Segment keeps a label that an open invite needs."
    ),
    needs=("listLabels", *LISTS),
    find=find,
)
