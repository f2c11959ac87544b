"""Reading a workspace: what there is to ask, in which order, and what is kept of the answers."""
