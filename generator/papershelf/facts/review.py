"""`facts-to-review.jsonl`: records that may be of papers, for a person to accept.

An object a line, in the form of a facts file (see `facts_file`), with `accept` (the key that `papershelf enrich
--accept` takes), `reason`, `source` and `paper` (the title on the list) besides. The file is written anew by each
run, and belongs in no repository. What a person refuses is remembered in `content/rejected-facts.txt`, a key a line,
and is not proposed again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from papershelf import content, disk
from papershelf.errors import PapershelfError, Problem, Rejected, stop
from papershelf.facts.matching import Match
from papershelf.facts.proposals import Found
from papershelf.model import Paper
from papershelf.records.record import FACTS, Record, line
from papershelf.text import parse_name, write_name

NAME = "facts-to-review.jsonl"
"""Beside `content/`."""
MAX_BYTES = 64 * 1024 * 1024
_HEAD = "# What `papershelf enrich --reject` refused. Remove a line to have it proposed again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record that may be of a paper."""

    paper: Paper
    match: Match

    @property
    def key(self) -> str:
        """What `--accept` takes: the paper's id, and the record's identifier or a hash of its facts."""
        record = self.match.record
        facts = json.dumps(_facts(record), sort_keys=True)
        return f"{self.paper.id}:{record.identifier or sha256(facts.encode('utf-8')).hexdigest()[:8]}"


def _facts(record: Record) -> dict[str, str | list[str]]:
    """The facts of a record as a facts file holds them."""
    stated = {fact: value for fact in FACTS if fact != "authors" and (value := getattr(record, fact))}
    return stated | ({"authors": [write_name(name) for name in record.authors]} if record.authors else {})


def write(root: Path, candidates: Iterable[Candidate]) -> int:
    """Write the candidates, or remove the file where there are none; how many there are.

    Raises:
        PapershelfError: The disk refuses.
    """
    rows = {each.key: _row(each) for each in candidates}
    text = "".join(f"{json.dumps(rows[key], ensure_ascii=False)}\n" for key in sorted(rows))
    _replace(root / NAME, text.encode("utf-8"))
    return len(rows)


def _row(candidate: Candidate) -> Mapping[str, object]:
    record = candidate.match.record
    facts = _facts(record)
    head = {"accept": candidate.key, "reason": candidate.match.reason, "paper": candidate.paper.title}
    of = {"id": candidate.paper.id, "slug": candidate.paper.slug, "source": record.source, "title": record.title}
    return {**head, **of, **facts}


def accept(root: Path, keys: Collection[str]) -> list[Found]:
    """The candidates that a person accepts, from the file that the last run wrote.

    Raises:
        PapershelfError: There is no such file, it is damaged, or a key is not in it.
    """
    path = root / NAME
    rows = _read(path) if path.is_file() and not path.is_symlink() else {}
    if missing := [key for key in keys if key not in rows]:
        remedy = "Run `papershelf enrich`, and take a key from the file that it writes"
        problem = "'{}' is not among the candidates"
        raise PapershelfError([Problem(path=NAME, problem=problem.format(key[:80]), remedy=remedy) for key in missing])
    return [rows[key] for key in dict.fromkeys(keys)]


def rejected(root: Path) -> frozenset[str]:
    """The keys of what was refused.

    Raises:
        PapershelfError: The file cannot be read.
    """
    path = root / "content" / content.REJECTED
    if path.is_symlink() or not path.is_file():
        return frozenset()
    rows = content.read_text(path, f"content/{content.REJECTED}").splitlines()
    return frozenset(row.strip() for row in rows if row.strip() and not row.startswith("#"))


def reject(root: Path, keys: Collection[str]) -> str:
    """The text of the file of refusals with some more, which must be among the candidates or refused already.

    Raises:
        PapershelfError: A key is not there, or a file is damaged.
    """
    known = rejected(root)
    accept(root, [key for key in keys if key not in known])
    return "".join(f"{row}\n" for row in (_HEAD, *sorted(known | {*keys})))


def drop(root: Path, keys: Collection[str]) -> None:
    """Take candidates out of the list.

    Raises:
        PapershelfError: The disk refuses.
    """
    path = root / NAME
    if path.is_file() and not path.is_symlink():
        rows = content.read_bounded(path, MAX_BYTES).splitlines(keepends=True)
        kept = [row for row in rows if row.strip() and json.loads(row)["accept"] not in keys]
        _replace(path, b"".join(kept))


def _replace(path: Path, text: bytes) -> None:
    try:
        if text:
            disk.write_whole(path, text)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise disk.refusal(error, path) from None


def _read(path: Path) -> dict[str, Found]:
    found = {}
    raw = content.read_bounded(path, MAX_BYTES)
    for number, text in enumerate(raw.split(b"\n"), start=1):
        if text.strip():
            try:
                row = json.loads(text)
                found[row["accept"]] = _found(row)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Rejected):
                remedy = "Run `papershelf enrich` again, which writes it anew"
                raise stop(NAME, "it is not a candidate as this command writes them", remedy, line=number) from None
    return found


def _found(row: Mapping[str, Any]) -> Found:
    authors = tuple(map(parse_name, row.get("authors", ())))
    texts: dict[str, Any] = {fact: line(row[fact]) for fact in FACTS if fact != "authors" and fact in row}
    stated = replace(Record(source=line(row["source"]), title=line(row["title"]), authors=authors), **texts)
    return Found(paper=row["id"], record=stated, reason="accepted by a person")
