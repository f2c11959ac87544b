"""The workspace audit: snapshot, checks and report.

`segment_async.audit.run` has the audit, `segment_async.audit.verdict` the checks of a snapshot that is there already.
"""
