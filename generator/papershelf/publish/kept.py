"""What a build remembers of the one before: which pages it made, of what, and what the gate found in them.

Nothing of it is believed unless everything that it was made from has the same hash: the program, its settings and
templates (`made_with`), the page, each answer that its template was given, and the bytes that were written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from papershelf import audit, disk
from papershelf.addresses import file_path

FILE = Path(".cache") / "build"
"""Where it is kept, below the project's folder. It may be deleted at any time."""

Answer = Callable[[str], str | None]
"""The hash of the answer to a question as the list is now."""


class Made(NamedTuple):
    """A page, or a row of a list, and what it was made from."""

    own: str
    """The hash of what it is about."""
    asked: tuple[str, ...]
    """What its template asked of the list."""
    output: str
    """Of a page, the hash of its file in the site; of a row, its HTML."""


@dataclass(slots=True, kw_only=True)
class Record:
    """Everything that one build remembers."""

    made_with: str
    """The hash of the program, its settings and its templates."""
    answers: dict[str, str] = field(default_factory=dict)
    """The hash of the answer to each question that was asked."""
    pages: dict[str, Made] = field(default_factory=dict)
    """By the path of their file in the site."""
    rows: dict[str, Made] = field(default_factory=dict)
    verdicts: Mapping[str, audit.Verdict] = field(default_factory=dict)
    """What the gate found in each file, by its path."""


class Memory:
    """The record of the build before, and that of this one."""

    def __init__(self, before: Record, keep: Callable[[str, str], bool]) -> None:
        """Begin to remember.

        Args:
            before: What the build before remembered, on the same terms.
            keep: Takes a file of the site over, by its path and hash, if it is still what it was.
        """
        self.before = before
        self.now = Record(made_with=before.made_with)
        self._keep = keep

    def has_page(self, path: str, own: str, answer: Answer) -> bool:
        """Whether a page would be what it was; then it is in the new site now."""
        known = self.before.pages.get(path)
        if known is None or not self._is_same(known, own, answer) or not self._keep(path, known.output):
            return False
        self._remember(self.now.pages, path, known, answer)
        return True

    def made_page(self, path: str, own: str, asked: Iterable[str], answer: Answer) -> None:
        """Remember what a page was made from; its file is not written yet."""
        self._remember(self.now.pages, path, Made(own, tuple(asked), ""), answer)

    def row(self, key: str, own: str, answer: Answer) -> str | None:
        """The HTML of a row, if it would be what it was."""
        known = self.before.rows.get(key)
        if known is None or not self._is_same(known, own, answer):
            return None
        self._remember(self.now.rows, key, known, answer)
        return known.output

    def made_row(self, key: str, made: Made, answer: Answer) -> None:
        """Remember a row."""
        self._remember(self.now.rows, key, made, answer)

    def _is_same(self, known: Made, own: str, answer: Answer) -> bool:
        before = self.before.answers
        return known.own == own and all(
            (found := answer(asked)) is not None and found == before.get(asked) for asked in known.asked
        )

    def _remember(self, group: dict[str, Made], key: str, made: Made, answer: Answer) -> None:
        group[key] = made
        for asked in made.asked:
            if (found := answer(asked)) is not None:
                self.now.answers[asked] = found

    def part(self) -> Record:
        """What was remembered since this was last asked, for a process that makes a part of the pages."""
        part, self.now = self.now, Record(made_with=self.before.made_with)
        return part

    def join(self, part: Record) -> None:
        """Remember what was made in another part."""
        self.now.answers.update(part.answers)
        self.now.pages.update(part.pages)
        self.now.rows.update(part.rows)

    def finish(self, verdicts: Mapping[str, audit.Verdict]) -> Record:
        """What this build remembers, now that the gate has read what it made."""
        clean = {path: verdict for path, verdict in verdicts.items() if verdict.is_clean}
        self.now.verdicts = clean
        self.now.pages = {
            path: made._replace(output=clean[path].digest) for path, made in self.now.pages.items() if path in clean
        }
        return self.now


def html_of(address: str) -> str:
    """The path of a page's file in the site."""
    return file_path(f"{address}index.html")


def load(root: Path, made_with: str) -> Record:
    """What the build before remembered; nothing, if it was another program's, on other terms, or is not ours."""
    try:
        kept = disk.read_sealed(root / FILE)
        data = None if kept is None else json.loads(kept)
        if data is not None and data["made_with"] == made_with:
            return _unpack(data)
    except (ValueError, LookupError, TypeError, AttributeError):
        pass  # it was sealed by another version
    return Record(made_with=made_with)


def save(root: Path, record: Record) -> None:
    """Keep what a build remembers for the next one. Where that cannot be, the next one makes everything anew."""
    data = json.dumps(_pack(record), ensure_ascii=False, separators=(",", ":"))
    disk.write_sealed(root / FILE, data.encode("utf-8", "surrogatepass"))


def _pack(record: Record) -> dict[str, object]:
    """A record as plain data. Questions are written once."""
    number = {asked: place for place, asked in enumerate(record.answers)}
    groups = {
        name: [[key, made.own, [number[asked] for asked in made.asked], made.output] for key, made in group.items()]
        for name, group in (("pages", record.pages), ("rows", record.rows))
    }
    answers, verdicts = list(record.answers.items()), audit.pack(record.verdicts)
    return {"made_with": record.made_with, "answers": answers, "verdicts": verdicts, **groups}


def _unpack(data: dict[str, list[list[object]]]) -> Record:
    asked = [str(question) for question, _ in data["answers"]]

    def group(name: str) -> dict[str, Made]:
        return {
            str(key): Made(str(own), tuple(asked[n] for n in numbers), str(output))  # type: ignore[attr-defined]
            for key, own, numbers, output in data[name]
        }

    return Record(
        made_with=str(data["made_with"]),
        answers={str(question): str(found) for question, found in data["answers"]},
        pages=group("pages"),
        rows=group("rows"),
        verdicts=audit.unpack(data["verdicts"]),  # type: ignore[arg-type]
    )
