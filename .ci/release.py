"""Says whether a tag may be released: it is the package's version, and the changelog has a section for it.

    python3 .ci/release.py v1.2.3

Needs nothing installed, so that it can run first.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = "generator/papershelf/__init__.py"
CHANGELOG = "CHANGELOG.md"


def objection(tag: str, root: Path) -> str | None:
    """Why a tag may not be released, or None.

    The version is a release or a pre-release as PEP 440 writes them; the section of the changelog is
    `## [1.2.3] - 2026-11-21`, as https://keepachangelog.com/ has it.
    """
    found = re.search(r'^__version__ = "([^"]+)"$', (root / VERSION).read_text("utf-8"), re.MULTILINE)
    version = found[1] if found else ""
    if not re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc)\d+)?", version):
        return f"{VERSION}: '{version}' is not a version. Write one such as 1.2.3 or 1.2.3rc1."
    if tag != f"v{version}":
        return f"{VERSION}: the version is {version}, and the tag is {tag}. Tag v{version}, or change the version."
    heading = rf"^## \[{re.escape(version)}\] - \d{{4}}-\d{{2}}-\d{{2}}$"
    if not re.search(heading, (root / CHANGELOG).read_text("utf-8"), re.MULTILINE):
        return f"{CHANGELOG}: it has no section for {version}. Name what is unreleased '## [{version}] - YYYY-MM-DD'."
    return None


if __name__ == "__main__":
    sys.exit(objection(sys.argv[1], ROOT))
