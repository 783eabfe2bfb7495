"""What a build remembers, from one process to the next, in a file that only this user's runs believe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from papershelf import audit, disk
from papershelf.addresses import name_in
from papershelf.publish.kept import Group, Made, Record
from papershelf.publish.output import Filed

FILE = Path(".cache") / "build"
"""Where it is kept, below the project's folder. It may be deleted at any time."""

_SUBJECT = "\0"
"""What goes for the name of a page in what it asks, so that most pages ask the same; JSON writes no such sign."""


def load(root: Path, made_with: str) -> Record:
    """What the build before remembered; nothing, if it was another program's, on other terms, or is not ours."""
    try:
        kept = disk.read_sealed(root / FILE)
        # The terms come first, so that what was made on others is not read.
        terms, _, data = (kept or b"").partition(b"\n")
        if terms.decode() == made_with:
            return _unpack(made_with, json.loads(data))
    except (ValueError, LookupError, TypeError, AttributeError):
        pass  # it was sealed by another version
    return Record(made_with=made_with)


def save(root: Path, record: Record) -> None:
    """Keep what a build remembers for the next one. Where that cannot be, the next one makes everything anew."""
    data = json.dumps(_pack(record), ensure_ascii=False, separators=(",", ":"))
    disk.write_sealed(root / FILE, f"{record.made_with}\n".encode() + data.encode("utf-8", "surrogatepass"))


def _pack(record: Record) -> dict[str, object]:
    """A record as plain data. Paths and questions are written once."""
    number = {path: place for place, path in enumerate(record.files)}
    questions: dict[str, int] = {}
    pages = []
    for path, made in record.pages.items():
        subject = _subject_of(path)
        asked = [questions.setdefault(each.replace(subject, _SUBJECT), len(questions)) for each in made.asked]
        pages.append([path, made.own, asked, made.heard, made.output])
    return {
        "files": [[path, filed.digest, filed.size, filed.signature] for path, filed in record.files.items()],
        "questions": list(questions),
        "pages": pages,
        "groups": [[name, group.own, [number[path] for path in group.paths]] for name, group in record.groups.items()],
        "verdicts": audit.pack(record.verdicts),
    }


def _unpack(made_with: str, data: dict[str, Any]) -> Record:
    files = {
        path: Filed(digest, size, None if signature is None else disk.Signature(*signature))
        for path, digest, size, signature in data["files"]
    }
    paths, questions = list(files), data["questions"]
    return Record(
        made_with=made_with,
        pages={
            path: Made(own, tuple(questions[n].replace(_SUBJECT, _subject_of(path)) for n in asked), heard, output)
            for path, own, asked, heard, output in data["pages"]
        },
        groups={name: Group(own, tuple(paths[n] for n in numbers)) for name, own, numbers in data["groups"]},
        verdicts=audit.unpack(data["verdicts"]),
        files=files,
    )


def _subject_of(path: str) -> str:
    """The name of what a page is about, as its questions write it: `"kettles"` of `papers/kettles/index.html`."""
    return json.dumps(name_in(path.removesuffix("index.html")), ensure_ascii=False)
