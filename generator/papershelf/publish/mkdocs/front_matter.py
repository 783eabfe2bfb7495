"""The front matter of generated pages, as MkDocs reads it; YAML is only asked for what differs in form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from mkdocs.utils.meta import get_data

_FRONT = re.compile(r'---\n((?:[a-z]+: "[^"\\\n]*"\n)+)((?:[a-z]+: .*\n)*)---\n')
"""Texts without an escape, which mean themselves, and then whatever else is said in a line."""


def split_page(document: str) -> tuple[str, dict[str, Any]]:
    """A page without its front matter, and what that says: what MkDocs' own `get_data` returns."""
    found = _FRONT.match(document)
    others = None if found is None else _others(found[2])
    if found is None or others is None or not found[1].replace("\n", "").isprintable():
        return get_data(document)
    texts = dict(line.split(": ", 1) for line in found[1].splitlines())
    meta = {key: text[1:-1] for key, text in texts.items()} | others
    return document[found.end() :].lstrip("\n"), meta


@lru_cache(maxsize=256)
def _others(lines: str) -> dict[str, Any] | None:
    """What some lines say, which are the same on most pages; nobody changes it. None: they are no YAML."""
    body, meta = get_data(f"---\n{lines}---\n") if lines else ("", {})
    return None if body else meta
