"""The handwritten kernel: everything that is true of a call, whichever endpoint it goes to."""
