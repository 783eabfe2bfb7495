"""A list of one's own: the files that begin it, and the way to those of a newer version."""
