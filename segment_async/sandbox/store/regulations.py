"""Regulations: orders to delete or suppress what is known of people and objects."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from segment_async.sandbox.store.records import Record, find, timestamp
from segment_async.sandbox.store.refusals import Missing
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

KEPT: Final = timedelta(days=90)
"""How long a regulation can be read after it was filed."""

TAKES: Final = timedelta(seconds=10)
"""How long a regulation takes that is filed through an API."""

WITH_DESTINATIONS: Final = frozenset({"DELETE_ONLY", "SUPPRESS_WITH_DELETE"})
"""Types that destinations have to carry out too; all others stay within Segment."""

SUPPRESSING: Final = frozenset({"SUPPRESS_ONLY", "SUPPRESS_WITH_DELETE", "SUPPRESS_WITH_DELETE_INTERNAL"})

_ID_LENGTH: Final = 27
_YEAR_AND_MONTH: Final = len("2026-01")


class Regulations(Table[str, Record]):
    """The regulations of a workspace by id, as long as it lives.

    A record holds ``id regulationType subjectType subjects createdAt doneAt outcomes``, and ``sourceId`` where it is
    for one source alone. ``outcomes`` has, by destination id, ``status`` and ``errString`` of those that do not comply.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace

    def find(self, regulation_id: str) -> Record:
        """Return a regulation that is not too old to be read."""
        regulation = find(self, regulation_id, "regulation")
        if not self._is_kept(regulation):
            raise Missing(f"The regulation {regulation_id!r} is older than {KEPT.days} days; nothing is kept of it.")
        return regulation

    def listed(self, source_id: str | None = None) -> list[Record]:
        """Return the regulations that are not too old to be read, the latest first.

        Args:
            source_id: The source that they are for; ``None`` for those of the whole workspace.
        """
        if source_id is not None:
            self._workspace.sources.find(source_id)
        return [record for record in self.values() if record.get("sourceId") == source_id and self._is_kept(record)][
            ::-1
        ]

    def add(
        self,
        *,
        regulation_type: str,
        subject_type: str,
        subjects: Sequence[str],
        source_id: str | None = None,
        created: datetime | None = None,
        takes: timedelta = TAKES,
        outcomes: Mapping[str, Record] | None = None,
    ) -> Record:
        """File a regulation.

        Args:
            regulation_type: What to do.
            subject_type: What kind of ids the subjects are.
            subjects: Ids of the people or objects.
            source_id: The source that it is for; ``None`` for the whole workspace.
            created: When it was filed; ``None`` for now.
            takes: How long it takes.
            outcomes: What comes of it in the destinations that do not comply.
        """
        if source_id is not None:
            self._workspace.sources.find(source_id)
        filed = created or self._workspace.present()
        record: Record = {
            "id": self._workspace.ids.next("regulation", length=_ID_LENGTH),
            "regulationType": regulation_type,
            "subjectType": subject_type,
            "subjects": list(subjects),
            "createdAt": timestamp(filed),
            "doneAt": timestamp(filed + takes),
            "outcomes": dict(outcomes or {}),
        }
        if source_id is not None:
            record["sourceId"] = source_id
        self[record["id"]] = record
        return record

    def subjects_this_month(self, *, with_destinations: bool) -> int:
        """Count the subjects of this calendar month's regulations.

        Args:
            with_destinations: Whether to count those that destinations carry out, or those that stay within Segment.
        """
        month = self._workspace.now()[:_YEAR_AND_MONTH]
        return sum(
            len(record["subjects"])
            for record in self.values()
            if record["createdAt"].startswith(month)
            and (record["regulationType"] in WITH_DESTINATIONS) is with_destinations
        )

    def suppressions(self) -> list[Record]:
        """Return who is suppressed, as ``SuppressedInner`` objects: one for each regulation that still holds."""
        held: dict[tuple[str | None, str, str], str] = {}
        for record in self.values():
            for subject in record["subjects"]:
                key = (record.get("sourceId"), record["subjectType"], subject)
                if record["regulationType"] == "UNSUPPRESS":
                    held.pop(key, None)
                elif record["regulationType"] in SUPPRESSING:
                    held.setdefault(key, record["id"])
        shown: dict[str, Record] = {}
        for (_, subject_type, subject), regulation_id in held.items():
            entry = shown.setdefault(regulation_id, {"subjectType": subject_type, "subjectIds": []})
            entry["subjectIds"].append(subject)
        return list(shown.values())

    def _is_kept(self, record: Record) -> bool:
        return bool(record["createdAt"] >= timestamp(self._workspace.present() - KEPT))
