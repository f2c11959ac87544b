"""The file of a snapshot: how it is written, read and asked."""
