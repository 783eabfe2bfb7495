"""Formats out. Each module turns a catalog into the text of one format."""
