"""Answers as tables: which destinations get which events, where an event goes, who can do what."""

from segment_async.audit.answers.access import access
from segment_async.audit.answers.routes import routes
from segment_async.audit.answers.table import Answer, Cell, Column, Kind, Table, stacked
from segment_async.audit.answers.trace import trace

__all__ = ["Answer", "Cell", "Column", "Kind", "Table", "access", "routes", "stacked", "trace"]
