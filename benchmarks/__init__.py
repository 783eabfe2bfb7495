"""Measurements of Papershelf on libraries of invented text; see README.md."""
