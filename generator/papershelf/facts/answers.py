"""JSON as services send it: no shape is taken for granted."""

from __future__ import annotations

import json
from typing import Any

from papershelf.facts.fetch import Client, Unanswered
from papershelf.facts.source import malformed

TYPES = ("application/json",)


def ask(client: Client, url: str, pause: float) -> Any:
    """The JSON at an address; None where the service says that there is nothing.

    Raises:
        Unanswered: There is no answer that can be used.
    """
    answer = client.get(url, accepted=TYPES, pause=pause)
    if answer.status in (404, 410):
        return None
    if answer.status != 200:
        raise Unanswered(f"it answered with status {answer.status}")
    return parse(answer.body)


def parse(body: bytes) -> Any:
    """Bytes as JSON.

    Raises:
        Unanswered: They are none.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise malformed("no JSON") from None


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
