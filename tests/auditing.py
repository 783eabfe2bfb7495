"""The gate as tests ask it: what it says of files beside those of an ordinary site."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from papershelf.audit import inspect
from papershelf.errors import Problem


def csp_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def write(site: Path, files: dict[str, str | bytes]) -> None:
    for path, content in files.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


ORDINARY: dict[str, str | bytes] = {
    "index.html": "<title>Home</title><h1 id=top-of-it>Home</h1><a name=old></a>",
    "papers/one/index.html": "<h1 id=one>One</h1><h2 id='zwei-ü'>Two</h2>",
    "assets/good.js": "good()",
    "assets/look.css": "a{color:red}",
    "assets/a.png": b"\x89PNG",
    "assets/b.png": b"\x89PNG",
}
GOOD = frozenset({csp_hash("good()"), csp_hash("inline()")})


def found(site: Path, files: dict[str, str | bytes], **settings: str | None) -> list[Problem]:
    """What the gate says about these files beside those of an ordinary site."""
    write(site, ORDINARY | files)
    own_host = settings.get("own_host", "example.org")
    return inspect(site, trusted=GOOD, own_host=own_host, base_path=settings.get("base_path") or "/base/")


def messages(site: Path, body: str, path: str = "papers/two/index.html") -> list[str]:
    return [str(problem) for problem in found(site, {path: body})]
