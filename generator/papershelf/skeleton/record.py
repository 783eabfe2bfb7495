"""The record that `init` leaves in a list: which version wrote which files, of which answers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from papershelf import disk
from papershelf.errors import Rejected, stop
from papershelf.skeleton.answers import Answers, check_address, check_licence, check_name
from papershelf.skeleton.render import CONTENT, Tool, version_at

FILE = ".papershelf.json"
MAX_BYTES = 100_000
_ABOUT = "Written by `papershelf init` and `upgrade`, which compare with it what you changed. Keep it as it is."
_HASH = re.compile(r"[0-9a-f]{64}")
_FINGERPRINT = re.compile(r"[0-9a-f]{40}")
_REMEDY = "Restore it from git"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What wrote a list's files."""

    tool: Tool
    answers: Answers
    files: Mapping[str, str]
    """The fingerprint of each file as it was written, by path."""


def to_json(record: Record) -> bytes:
    """The record as JSON in ASCII."""
    data = {
        "about": _ABOUT,
        "version": record.tool.version,
        "hashes": list(record.tool.hashes),
        "answers": asdict(record.answers),
        "files": dict(sorted(record.files.items())),
    }
    return (json.dumps(data, indent=2) + "\n").encode("ascii")


def read(root: Path) -> Record:
    """The record of a list.

    Raises:
        PapershelfError: There is none, or it is not as it was written.
    """
    path = root / FILE
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        remedy = "`papershelf init DIR` begins a list that can be upgraded"
        raise stop(str(path), "there is none, so `papershelf init` did not write this list", remedy) from None
    except OSError as error:
        raise disk.refusal(error, path, "it cannot be read") from None
    try:
        return _read(json.loads(raw[: MAX_BYTES + 1].decode("utf-8")))
    except Rejected as error:
        raise stop(str(path), error.problem, error.remedy) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise stop(str(path), "it is not as Papershelf wrote it", _REMEDY) from None


def _read(data: Mapping[str, Any]) -> Record:
    answers = data["answers"]
    files = {str(path): _matching(_FINGERPRINT, each) for path, each in data["files"].items()}
    for path in files:
        parts = path.split("/")
        # The record is a file that a stranger's request may change, and an upgrade removes what is obsolete.
        if {"", ".", "..", ".git"} & set(parts) or "\\" in path or ":" in path or path.startswith(CONTENT):
            raise Rejected(f"files: '{path[:60]}' is not a file of Papershelf's", _REMEDY)
    version_at(data["version"], ())  # which objects to what is not a version
    return Record(
        tool=Tool(
            version=_matching(re.compile(r"[0-9a-z.+]{1,60}"), data["version"]),
            hashes=tuple(_matching(_HASH, each) for each in data["hashes"]),
        ),
        answers=Answers(
            name=check_name(answers["name"]),
            url=check_address(answers["url"]),
            licence=check_licence(answers["licence"]),
        ),
        files=files,
    )


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise Rejected(f"'{text[:60]}' is not as Papershelf wrote it", _REMEDY)
    return text
