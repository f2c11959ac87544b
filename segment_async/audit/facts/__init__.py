"""What follows from a snapshot: figures and connections that several checks, tables and answers go by."""
