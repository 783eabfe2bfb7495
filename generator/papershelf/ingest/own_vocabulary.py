"""Topics, tags and synonyms of our own export, held to what `tags.yml` and `synonyms.txt` may hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from papershelf.content import synonyms, vocabulary
from papershelf.content.vocabulary_text import TAGS, TOPICS, add_entries
from papershelf.content.yaml.edit import Quoted, Value
from papershelf.content.yaml.fields import Report
from papershelf.errors import Problem
from papershelf.ingest.source import Source
from papershelf.model import Vocabulary
from papershelf.text import is_slug

_SECTIONS = {"topic": TOPICS, "tag": TAGS}
_FIELDS = {TOPICS: vocabulary.TOPIC_FIELDS, TAGS: vocabulary.TAG_FIELDS}
_MOST_READINGS = 20
_START = {"paper", "why"}


@dataclass(slots=True)
class Words:
    """What an export says besides its papers, as it is read."""

    source: Source
    entries: dict[str, dict[str, dict[str, Value]]] = field(default_factory=lambda: {TOPICS: {}, TAGS: {}})
    """By section and key, the fields of a topic or tag."""
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    """Where each of them is in the file."""
    synonyms: list[tuple[str, ...]] = field(default_factory=list)

    def take(self, line: int, record: dict[str, Any]) -> Problem | None:
        """Take a record with a `kind`; or why it cannot be taken."""
        kind = record["kind"]
        if kind == "synonyms":
            return self._take_synonyms(line, record.get("names"))
        section, key = _SECTIONS.get(kind) if isinstance(kind, str) else None, record.get("key")
        if section is None:
            return self._refuse(line, "kind", f"'{str(kind)[:60]}' is not known")
        if not isinstance(key, str) or not is_slug(key):
            return self._refuse(line, "key", "it cannot be part of an address")
        if key in self.entries[section]:
            return self._refuse(line, "key", f"'{key[:60]}' is in the export twice")
        fields: dict[str, Value] = {}
        for name in _FIELDS[section]:
            if (value := record.get(name)) is None:
                continue
            if (written := _written(name, value)) is None:
                return self._refuse(line, name, "it is not of the form that an export has")
            fields[name] = written
        if not fields:
            return self._refuse(line, "label", "it is missing")
        self.entries[section][key] = fields
        self.lines[section, key] = line
        return None

    def _take_synonyms(self, line: int, names: Any) -> Problem | None:
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            return self._refuse(line, "names", "it is not a list of texts")
        report = Report(path=self.source.path)
        if any(mark in name for name in names for mark in ",#\n"):
            return self._refuse(line, "names", "a name has a comma, a `#` or a line break")
        found = synonyms.read(report, ", ".join(names))
        if report.problems or not found:
            return self._refuse(line, "names", report.problems[0].problem if report.problems else "it is empty")
        self.synonyms += found
        return None

    def read(self) -> tuple[Vocabulary, list[Problem]]:
        """The vocabulary, written as its file would be and read back as strictly; and what is left out of it."""
        refused: list[Problem] = []
        for _ in range(_MOST_READINGS):
            text = add_entries(add_entries("", TOPICS, self.entries[TOPICS]), TAGS, self.entries[TAGS])
            report = Report(path=self.source.path)
            found = vocabulary.read(report, text)
            if not report.problems:
                return found, refused
            # What an entry that is left out was needed for may have a problem then.
            for problem in report.problems:
                section, key, name = _place(problem)
                if self.entries.get(section, {}).pop(key, None) is not None:
                    refused.append(self._refuse(self.lines[section, key], name or key, problem.problem))
            if not refused:
                break
        problem = report.problems[0]
        return Vocabulary(), [*refused, self._refuse(1, problem.field or "tags", problem.problem)]

    def _refuse(self, line: int, name: str, problem: str) -> Problem:
        remedy = "Export the list again, or correct the record"
        return Problem(path=self.source.path, line=line, field=name, problem=problem, remedy=remedy)


def _place(problem: Problem) -> tuple[str, str, str]:
    """The section, key and field that a problem of a vocabulary is about."""
    section, _, rest = (problem.field or "").partition(".")
    key, _, name = rest.partition(".")
    return section, key, name


def _written(name: str, value: Any) -> Value | None:
    """The value of a field as its file has it; None where it is of another form."""
    if name == "start":
        if isinstance(value, list) and all(
            isinstance(each, dict) and set(each) == _START and all(isinstance(part, str) for part in each.values())
            for each in value
        ):
            return [{part: Quoted(each[part]) for part in ("paper", "why")} for each in value]
        return None
    if name in ("aliases", "former_keys", "former_tags"):
        is_list = isinstance(value, list) and all(isinstance(each, str) for each in value)
        return [Quoted(each) for each in value] if is_list else None
    return Quoted(value) if isinstance(value, str) else None
