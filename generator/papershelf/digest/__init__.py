"""The digest: an issue of it, and its mail."""
