"""Tracking plans, their rules, and the sources held to them."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from segment_async.sandbox.store.ids import PLAN_ID_LENGTH
from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.refusals import Invalid
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

RuleKey: TypeAlias = tuple[str, str, int | float]
"""What tells the rules of a plan apart: type, key (empty where there is none) and version."""

ZERO_DATE: Final = "0001-01-01T00:00:00.000Z"
"""When a rule in force is said to be deprecated."""


def rule_key(rule: Record) -> RuleKey:
    """Return what tells a rule from the others of its plan."""
    return rule["type"], rule.get("key", ""), rule["version"]


class TrackingPlans(Table[str, Record]):
    """The tracking plans of a workspace by id.

    A record holds ``id resourceSchemaId name slug description type createdAt updatedAt``: the first id is the Public
    API's, the second the Config API's.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace
        self.rules: dict[str, Table[RuleKey, Record]] = {}
        """The rules of each plan, by its id and their key."""
        self.sources: dict[str, Table[str, Record]] = {}
        """The sources of each plan, by its id and theirs."""
        self.plan_of_source: dict[str, str] = {}
        """Plan id by source id: a source follows one plan only."""
        self.deleted: dict[str, tuple[Record, Table[RuleKey, Record]]] = {}
        """Plans that are gone, with their rules, by the id that the Config API knows: it still shows them."""

    def find(self, plan_id: str) -> Record:
        """Return a plan."""
        return find(self, plan_id, "tracking plan")

    def by_schema(self, schema_id: str) -> Record:
        """Return the plan with an id of the Config API."""
        return find({plan["resourceSchemaId"]: plan for plan in self.values()}, schema_id, "tracking plan")

    def add(self, *, name: str, type: str = "LIVE", slug: str = "", description: str = "") -> Record:
        """Create a plan without rules or sources; several may have one name.

        Args:
            name: Name shown to people.
            type: ``LIVE``, ``PROPERTY_LIBRARY``, ``RULE_LIBRARY``, ``TEMPLATE`` or ``ENGAGE``.
            slug: Short name.
            description: What it is for.
        """
        now = self._workspace.now()
        record: Record = {
            "id": self._workspace.ids.next("tracking plan", prefix="tp_", length=PLAN_ID_LENGTH),
            "resourceSchemaId": self._workspace.ids.next("resource schema", prefix="rs_", length=PLAN_ID_LENGTH),
            "name": name,
            "slug": slug,
            "description": description,
            "type": type,
            "createdAt": now,
            "updatedAt": now,
        }
        self.rules[record["id"]] = Table()
        self.sources[record["id"]] = Table()
        self[record["id"]] = record
        return record

    def remove(self, plan_id: str) -> None:
        """Delete a plan with its rules; its sources are free again."""
        plan = self.find(plan_id)
        for source_id in self.sources.pop(plan_id):
            del self.plan_of_source[source_id]
        self.deleted[plan["resourceSchemaId"]] = plan, self.rules.pop(plan_id)
        del self[plan_id]

    def upsert_rules(self, plan_id: str, rules: Iterable[Record]) -> None:
        """Insert rules, or write over those of the same type, key and version; ``newKey`` renames.

        Args:
            plan_id: The plan.
            rules: ``RuleInput`` or ``UpsertRule`` objects.
        """
        plan = self.find(plan_id)
        table = self.rules[plan_id]
        plan["updatedAt"] = now = self._workspace.now()
        for rule in rules:
            old = table.get(rule_key(rule))
            made: Record = {
                "type": rule["type"],
                **({"key": rule["key"]} if "key" in rule else {}),
                "jsonSchema": rule["jsonSchema"],
                "version": rule["version"],
                "createdAt": old["createdAt"] if old else now,
                "updatedAt": now,
                "deprecatedAt": ZERO_DATE,
            }
            if "newKey" in rule:
                table.pop(rule_key(rule), None)
                made["key"] = rule["newKey"]
            table[rule_key(made)] = made

    def replace_rules(self, plan_id: str, rules: Iterable[Record]) -> None:
        """Make the given rules the only ones of a plan."""
        self.find(plan_id)
        self.rules[plan_id] = Table()
        self.upsert_rules(plan_id, rules)

    def remove_rules(self, plan_id: str, rules: Iterable[Record]) -> None:
        """Remove the rules of these types, keys and versions; those that are not there are no trouble."""
        plan = self.find(plan_id)
        plan["updatedAt"] = self._workspace.now()
        for rule in rules:
            self.rules[plan_id].pop(rule_key(rule), None)

    def replace_types(self, plan_id: str, types: Collection[str], rules: Sequence[Record]) -> None:
        """Make the given rules the only ones of their types; those of all other types stay.

        Args:
            plan_id: The plan.
            types: The types, which may have no rule any more.
            rules: ``RuleInput`` objects of these types.
        """
        kept = {rule_key(rule) for rule in rules}
        old = [rule for key, rule in self.rules[plan_id].items() if rule["type"] in types and key not in kept]
        self.remove_rules(plan_id, old)
        self.upsert_rules(plan_id, rules)

    def check_free(self, plan_id: str, source_id: str) -> None:
        """Refuse a source that follows another plan."""
        other = self.plan_of_source.get(source_id)
        if other not in (None, plan_id):
            raise Invalid(
                f"The source {source_id} follows the tracking plan {other}, and can follow no other; remove it there.",
                field="sourceId",
            )

    def connect(self, plan_id: str, source_id: str) -> None:
        """Hold a source to a plan."""
        self.find(plan_id)
        source = self._workspace.sources.find(source_id)
        self.check_free(plan_id, source_id)
        self.plan_of_source[source_id] = plan_id
        self.sources[plan_id][source_id] = source

    def disconnect(self, plan_id: str, source_id: str) -> None:
        """Let a source of a plan go."""
        self.find(plan_id)
        find(self.sources[plan_id], source_id, "source of this tracking plan")
        self.release(source_id)

    def release(self, source_id: str) -> None:
        """Let a source go, whatever plan it follows, if any."""
        plan_id = self.plan_of_source.pop(source_id, None)
        if plan_id is not None:
            del self.sources[plan_id][source_id]
