"""The files of a version of the skeleton, with a list's answers in them.

`versions/` has a folder for each version of Papershelf that changed them, named after the first that did, and each
stays as it was released: what a later version changes can be told from what a person did. `dot-` in front of a name
is a full stop, `.j2` behind it makes it a template, and what begins with `_` is a part of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha1
from importlib.resources import as_file, files
from pathlib import Path

from packaging.version import InvalidVersion, Version

from papershelf.content import vocabulary
from papershelf.content.yaml.fields import Report
from papershelf.errors import stop
from papershelf.model import Vocabulary
from papershelf.publish.template_files import merged
from papershelf.publish.templates import TextRenderer
from papershelf.skeleton.answers import Answers

CONTENT = "content/"
"""What is below belongs to the list from its first day, and is never upgraded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """The Papershelf that writes a list's files, as its requirements name it."""

    version: str
    hashes: tuple[str, ...] = ()
    """The SHA-256 of its distributions; none where they are not known."""


def versions() -> tuple[str, ...]:
    """The versions that changed the skeleton, the oldest first.

    Raises:
        PapershelfError: The package lacks them.
    """
    folder = _folder()
    found = sorted((path.name for path in folder.iterdir() if path.is_dir()), key=Version) if folder.is_dir() else []
    if not found:
        raise stop(str(folder), "the files of a new list are missing", "Install Papershelf anew")
    return tuple(found)


def version_at(version: str, known: Iterable[str]) -> str | None:
    """The skeleton that a version of Papershelf had, among the known ones, the oldest first; None where it is older.

    Raises:
        ValueError: It is not a version.
    """
    try:
        wanted = Version(version)
    except InvalidVersion:
        raise ValueError(f"'{version[:60]}' is not a version") from None
    # A development version has the skeleton of the release that it leads to.
    former = [each for each in known if Version(each) <= Version(wanted.base_version)]
    return former[-1] if former else None


def render(version: str, answers: Answers, tool: Tool) -> dict[str, bytes]:
    """The files of one version of the skeleton.

    Args:
        version: One of `versions()`.
        answers: What the list says of itself.
        tool: The Papershelf that its requirements name.

    Returns:
        The bytes of each file, by its path in the list, in the order of the paths.

    Raises:
        PapershelfError: A template is broken.
    """
    folder = _folder() / version
    renderer = TextRenderer(folder)
    context = {
        "name": answers.name,
        "url": answers.url,
        "owner": answers.owner,
        "licence": answers.licence,
        "licence_url": answers.licence_url,
        "version": tool.version,
        "hashes": tool.hashes,
    }
    made = {}
    for name, path in merged([folder]).items():
        if not path.name.startswith("_"):
            raw = renderer.render(name, context).encode() if name.endswith(".j2") else path.read_bytes()
            made[_written(name)] = raw
    return dict(sorted(made.items()))


def vocabularies() -> tuple[Vocabulary, ...]:
    """The vocabularies that lists begin with, of each version.

    Raises:
        PapershelfError: The package lacks them.
    """
    paths = (_folder() / version / "content" / "tags.yml" for version in versions())
    reports = ((Report(path=str(path)), path.read_text("utf-8")) for path in paths if path.is_file())
    return tuple(vocabulary.read(report, text) for report, text in reports)


def fingerprint(raw: bytes) -> str:
    """What git calls a file of these bytes, so that it finds them again in a list's history."""
    return sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


def fingerprints(made: Mapping[str, bytes]) -> dict[str, str]:
    """The fingerprint of each file that an upgrade may change, by path."""
    return {path: fingerprint(raw) for path, raw in made.items() if not path.startswith(CONTENT)}


def _folder() -> Path:
    with as_file(files("papershelf")) as package:
        return package / "skeleton" / "versions"


def _written(name: str) -> str:
    """The path in a list of a file of the skeleton."""
    parts = (f".{part.removeprefix('dot-')}" if part.startswith("dot-") else part for part in name.split("/"))
    return "/".join(parts).removesuffix(".j2")
