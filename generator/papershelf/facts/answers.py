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
