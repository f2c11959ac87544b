"""The Config API over the same workspace as the Public API: other names, other words, one set of records."""
