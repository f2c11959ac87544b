"""What the file of a snapshot holds: its tables, and how its version is told."""

from typing import Final

FORMAT: Final = 3
"""Version of the file, kept as its ``PRAGMA user_version``."""

TABLES: Final = """
CREATE TABLE run (
    api TEXT NOT NULL,             -- through which API the workspace was read: public or config
    workspace_id TEXT NOT NULL,
    workspace_slug TEXT NOT NULL,
    workspace_name TEXT NOT NULL,
    started_at TEXT NOT NULL,      -- RFC 3339, UTC, as every time here
    finished_at TEXT,              -- null while the snapshot is being made
    secrets INTEGER NOT NULL       -- whether secrets were kept: 1, or 0 where markers stand for them
);
CREATE TABLE resource (
    kind TEXT NOT NULL,            -- what it is, such as tracking-plan-rule
    id TEXT NOT NULL,              -- unique within its kind and parent
    parent_kind TEXT NOT NULL,     -- what it was read from; empty where it hangs on nothing
    parent_id TEXT NOT NULL,       -- ids on the way to it, joined by a slash
    name TEXT NOT NULL,            -- what people call it; its id where it has no name
    json TEXT NOT NULL,            -- what the API says of it, without secrets
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (kind, parent_id, id)
);
CREATE INDEX resource_by_id ON resource (kind, id);
CREATE TABLE gap (
    operation TEXT NOT NULL,       -- what could not be read
    parent_id TEXT NOT NULL,       -- of which thing; empty where it is asked once
    reason TEXT NOT NULL,          -- why, in a sentence
    PRIMARY KEY (operation, parent_id)
);
CREATE TABLE call (
    operation TEXT NOT NULL,       -- what was read
    parent_id TEXT NOT NULL,
    status INTEGER,                -- HTTP status of the last answer; null where none came
    pages INTEGER NOT NULL,        -- answers that it took
    finished_at TEXT NOT NULL,
    PRIMARY KEY (operation, parent_id)
);
CREATE TABLE drift (
    kind TEXT NOT NULL,            -- what changed while the workspace was read
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    change TEXT NOT NULL,          -- added, removed, changed, or unknown where it was not told
    PRIMARY KEY (kind, id)
)
"""
"""The tables of a finished snapshot."""

QUEUE: Final = """
CREATE TABLE todo (
    number INTEGER PRIMARY KEY,    -- the order in which it was found
    kind TEXT NOT NULL,            -- what will be read
    operation TEXT NOT NULL,
    parent_id TEXT NOT NULL,
    scope TEXT NOT NULL,           -- ids on the way to it, as JSON
    thing TEXT NOT NULL,           -- key of the thing that it hangs on, as JSON
    secrets TEXT NOT NULL,         -- settings that are secret according to the things on the way, as JSON
    failed INTEGER NOT NULL,       -- whether it was tried and left a gap
    UNIQUE (operation, parent_id)
);
CREATE INDEX todo_in_order ON todo (kind, failed, number);
CREATE TABLE making (
    key TEXT NOT NULL              -- what tells the key of its markers from others; empty where there is none
)
"""
"""What is left to be read, and what every run that makes a snapshot must have in common. A finished one lacks both."""
