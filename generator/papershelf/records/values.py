"""JSON as others send it: no shape is taken for granted."""

from __future__ import annotations

from typing import Any


def mapping(value: Any) -> dict[str, Any]:
    """The value, if it is a mapping; else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The value, if it is a list; else an empty one."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """The value, if it is a text; else an empty one."""
    return value if isinstance(value, str) else ""


def first(value: Any) -> str:
    """The first text of a list of them, as Crossref prints titles; empty without one."""
    return next((item for item in items(value) if isinstance(item, str) and item.strip()), "")
