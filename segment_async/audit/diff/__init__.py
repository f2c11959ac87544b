"""What changed between two snapshots: `compare` gives a `Diff`, `document` its JSON, `render` its lines for people."""

from segment_async.audit.diff.compare import compare
from segment_async.audit.diff.values import Change, Diff, Field, NotCompared, Side, Thing, document

__all__ = ["Change", "Diff", "Field", "NotCompared", "Side", "Thing", "compare", "document"]
