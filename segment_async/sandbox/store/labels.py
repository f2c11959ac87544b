"""Labels: key and value pairs that sources carry."""

from collections.abc import Iterable
from typing import TypeAlias

from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.refusals import Invalid, Taken
from segment_async.sandbox.store.table import Table

LabelKey: TypeAlias = tuple[str, str]
"""Key and value of a label."""


class Labels(Table[LabelKey, Record]):
    """The labels of a workspace: ``key``, ``value`` and, where one was given, ``description``."""

    def add(self, key: str, value: str, *, description: str = "") -> Record:
        """Create a label."""
        if (key, value) in self:
            raise Taken(f"There already is a label {key}:{value}; use that one.", field="label")
        record: Record = {"key": key, "value": value}
        if description:
            record["description"] = description
        self[key, value] = record
        return record

    def checked(self, labels: Iterable[LabelKey]) -> list[LabelKey]:
        """Return the labels that something is to carry, each once.

        Raises:
            Invalid: One does not exist, or two have the same key.
        """
        carried = dict.fromkeys(labels)
        for label in carried:
            if label not in self:
                raise Invalid(f"There is no label {label[0]}:{label[1]}; create it first.", field="labels")
        keys = [key for key, _ in carried]
        for key in keys:
            if keys.count(key) > 1:
                raise Invalid(
                    f"Only one value can be carried for the key {key!r}; leave the others out.", field="labels"
                )
        return list(carried)

    def remove(self, key: str, value: str, *, sources: Iterable[Record], permissions: Iterable[Record]) -> None:
        """Delete a label that no source carries and no permission is narrowed to.

        Args:
            key: Its key.
            value: Its value.
            sources: Every source of the workspace.
            permissions: Every permission that somebody holds.
        """
        find(self, (key, value), "label")
        carriers = [source["id"] for source in sources if (key, value) in source["labels"]]
        if carriers:
            raise Invalid(
                f"{key}:{value} is on {len(carriers)} of the sources, such as {carriers[0]}; take it off first."
            )
        narrowed = [
            label for held in permissions for part in (held, *held["resources"]) for label in part.get("labels", ())
        ]
        if self[key, value] in narrowed:
            raise Invalid(f"Permissions are narrowed to the label {key}:{value}; replace them first.")
        del self[key, value]
