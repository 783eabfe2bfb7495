"""Putting right what has one right answer, with the lines that change and no others. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any

from papershelf.content import ledger, papers, vocabulary, written
from papershelf.content.loader import Examined
from papershelf.content.yaml import edit
from papershelf.content.yaml.fields import Report
from papershelf.content.yaml.nodes import Node, Scalar, Sequence
from papershelf.curate.nodes import has_remarks, node_of
from papershelf.curate.slips import divide_items
from papershelf.model import Paper

_READ_ANEW = (
    "tags",
    "listed",
    "summary",
    "title",
    "title_notation",
    "authors",
    "venue",
    "withdrawn",
    "proposed",
    "keywords",
    "finding",
    "note",
)


def mend(
    examined: Examined,
    corrected: Mapping[str, Mapping[str, Any]],
    remembered: Mapping[str, str] | None = None,
    only: Container[str] | None = None,
) -> dict[str, str]:
    """The files that change when a list is put right.

    Args:
        examined: The list as it is.
        corrected: By the slugs of papers, the fields that have one right value, as the model has it.
        remembered: Addresses that the ledger should hold besides those of papers, with the files that they belong to.
        only: The files that may change, relative to the project; a paper's addresses go with
            its file. None: all.

    Returns:
        The changed files, what is referred to first. A file that would then say anything else
        than it says now and than the corrections say is left as it is.
    """

    def may_change(path: str) -> bool:
        return only is None or path in only

    doubts = examined.doubts
    words = {} if "tags.yml" in doubts else vocabulary.words(examined.library.vocabulary)
    changed = {}
    for name in ("tags.yml", "listings.yml"):
        if name in examined.texts and name not in doubts and may_change(f"content/{name}"):
            text = examined.texts[name]
            if (readable := written.make_readable(name, text)) != text:
                changed[name] = readable
    for paper in examined.library.papers:
        if not may_change(paper.source):
            continue
        text, fields = examined.texts[paper.file], corrected.get(paper.slug, {})
        mended = _mend_paper(text, paper, fields, words)
        if mended != text and _says(mended, paper, fields, words):
            changed[paper.file] = mended
    if not any(map(ledger.is_part, doubts)):
        whole = may_change(f"content/{ledger.NAME}")
        right = [replace(paper, **corrected.get(paper.slug, {})) for paper in examined.library.papers]
        named = [paper for paper in right if whole or may_change(paper.source)]
        changed |= ledger.promise(examined.texts, {**(remembered or {} if whole else {}), **ledger.promised(named)})
    return changed


def _mend_paper(text: str, paper: Paper, fields: Mapping[str, Any], words: Mapping[str, str]) -> str:
    text = _tidy(text)
    for field in ("tags", "proposed"):
        text = _respell(_divide(text, field, words), field, words)
    text = written.make_readable(paper.file, text)
    values = papers.to_values(replace(paper, **fields))
    for field in fields:
        node = node_of(text, field)
        held = [] if node is None else _plain(node)
        value = values.get(field, [])
        if held != _as_written(value) and not has_remarks(text, field):
            # A field that is there while it says something goes with the last thing that it says.
            text = papers.update(text, {field: value if value or field != "proposed" else None})
    return text


def _divide(text: str, field: str, words: Mapping[str, str]) -> str:
    """The text with commas between the tags of a field that had none."""
    node = node_of(text, field)
    tags = None if node is None or has_remarks(text, field) else divide_items(node, words)
    return text if tags is None else papers.update(text, {field: tags})


def _tidy(text: str) -> str:
    """The text without white space at the ends of its lines and of itself; each line keeps the end that it has."""
    rows = text.split("\n")
    tidied = [row.rstrip() + ("\r" if row.endswith("\r") else "") for row in rows]
    while tidied and not tidied[-1].strip():
        tidied.pop()
    if rows[-1].strip() and rows[0].endswith("\r"):
        tidied[-1] += "\r"  # the last line had no end, and gets that of the others
    return "".join(f"{row}\n" for row in tidied)


def _respell(text: str, field: str, words: Mapping[str, str]) -> str:
    """The text with every other name of a tag in a field replaced by its key, in its place."""
    node = node_of(text, field)
    if not isinstance(node, Sequence):
        return text
    rows = text.split("\n")
    # From the end, so that the places of those before stay true.
    for item in reversed(node.items[: papers.MOST_TAGS]):
        if isinstance(item, Scalar) and item.place.line == item.place.end_line:
            key = words.get(vocabulary.as_typed(item.value))
            if key is not None and key != item.value:
                row = rows[item.place.line]
                rows[item.place.line] = row[: item.place.column] + edit.scalar(key) + row[item.place.end_column :]
    return "\n".join(rows)


def _plain(node: Node) -> object:
    """Texts, lists and mappings, without their places."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key: _plain(entry.value) for key, entry in node.entries.items()}


def _as_written(value: object) -> object:
    """A value as `_plain` gives it: every number is a text there."""
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _as_written(item) for key, item in value.items()}
    assert isinstance(value, list), "fields are texts, lists and mappings"
    return [_as_written(item) for item in value]


def _says(text: str, before: Paper, fields: Mapping[str, Any], words: Mapping[str, str]) -> bool:
    """Whether a mended file says what it said, but for the corrections and for what kept it from being read."""
    read = papers.read(Report(path=""), before.slug, text.replace("\r\n", "\n"), before.abstract)
    if read is None:
        return False
    of_tags = {"tags", "proposed"}
    for name in of_tags & fields.keys():
        meant = dict.fromkeys(words.get(vocabulary.as_typed(tag), tag) for tag in getattr(read, name))
        if tuple(meant) != fields[name]:
            return False
    # What readers see may have changed: that was its TeX.
    unread = {name: getattr(read, name) for name in _READ_ANEW}
    return read == replace(before, **unread | {name: fields[name] for name in fields.keys() - of_tags})
