"""Slips of the form with one right answer: what a file would have said, had its writer known how. Pure.

A file with such a slip does not load, so it is put right first, and everything else afterwards.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from papershelf.addresses import paper_url
from papershelf.content import ledger, naming, papers, vocabulary
from papershelf.content.loader import Examined
from papershelf.content.yaml import edit
from papershelf.content.yaml.fields import Report
from papershelf.content.yaml.nodes import Mapping as YamlMapping
from papershelf.content.yaml.nodes import Node, Scalar, Sequence
from papershelf.curate.nodes import has_remarks
from papershelf.errors import Rejected
from papershelf.model import Library, LinkKind, Paper
from papershelf.text import check_written, identity_of, is_slug, is_url, link_kind
from papershelf.text.typos import correct

_KINDS = {
    LinkKind.CODE: ("github", "gitlab", "repo", "repository", "source", "sources", "implementation", "software"),
    LinkKind.DATA: ("dataset", "datasets", "corpus"),
    LinkKind.DEMO: ("demos", "playground"),
    LinkKind.PROJECT: ("website", "homepage", "home", "page", "site", "web"),
    LinkKind.PAPER: ("pdf", "arxiv", "preprint", "publication"),
}
"""What people call the kinds of links."""
_MEANT = {word: kind.value for kind, words in _KINDS.items() for word in words} | {
    kind: kind.value for kind in LinkKind
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the files around one say of it."""

    words: Mapping[str, str]
    """What each word of the vocabulary means; none while it is not sound."""
    ids: set[str]
    """Of all papers; one that is given to a file is added."""
    former: Paper | None
    """The paper of this file at the base revision."""
    day: str | None


def mend_slips(
    examined: Examined, former: Library | None = None, day: str | None = None, only: Container[str] | None = None
) -> dict[str, str]:
    """The files that change when slips of the form are put right.

    Args:
        examined: The list as it is.
        former: The list that it is compared with, which knows ids and days that were there.
        day: The day that a new paper without one is marked with, `YYYY-MM-DD`. None: it gets none.
        only: The files that may change, relative to the project. None: all.

    Returns:
        The changed files by path under `content/`. Each has fewer problems of its own than before.
    """
    words = {} if "tags.yml" in examined.doubts else vocabulary.words(examined.library.vocabulary)
    before = {} if former is None else {paper.slug: paper for paper in former.papers}
    ids = {each for paper in examined.library.papers for each in paper.ids}
    copies = _copies(examined, before)
    changed = {}
    for name in sorted(name for name in examined.texts if name.startswith("papers/") and name in examined.doubts):
        if only is not None and f"content/{name}" not in only:
            continue
        text, slug = examined.texts[name], name.removeprefix("papers/").removesuffix(".md")
        known = _Known(words=words, ids=ids, former=before.get(slug), day=day)
        mended = _mend(text, slug, known)
        if slug in copies:
            mended = _make_own(mended, copies[slug], known)
        if mended != text:
            changed[name] = mended
    return changed


def _mend(text: str, slug: str, known: _Known) -> str:
    """The text with each slip put right that leaves less to object to than before."""
    plain = text.replace("\r\n", "\n")
    try:
        check_written(plain)
    except Rejected:
        return text
    # The summary first: as an unknown key, it would be in the way of nothing else.
    for repair in (_move_summary, _fill_in, _reshape):
        for attempt in repair(text, known):
            if _faults(attempt, slug) < _faults(text, slug):
                text = attempt
    return text


def _faults(text: str, slug: str) -> int:
    report = Report(path="")
    papers.read(report, slug, text.replace("\r\n", "\n"), None)
    return len(report.problems)


def _front(text: str) -> YamlMapping | None:
    parts = papers.split(Report(path=""), text.replace("\r\n", "\n"))
    return None if parts is None else parts.front


def _set(text: str, field: str, value: edit.Value) -> str:
    """The text with a field set, unless remarks among its lines would be lost."""
    return text if has_remarks(text, field) else papers.update(text, {field: value})


def _move_summary(text: str, known: _Known) -> Iterator[str]:
    parts = papers.split(Report(path=""), text.replace("\r\n", "\n"))
    node = None if parts is None or "summary" not in parts.front.entries else parts.front.entries["summary"].value
    if parts is None or not isinstance(node, Scalar) or not node.value.strip():
        return
    summary, body = " ".join(node.value.split()), parts.body.strip()
    if body and " ".join(body.split()) != summary:
        return  # there are two of them, and a person has to say which is meant
    rows = text.split("\n")
    start, end = edit.span(rows[: len(parts.yaml_lines) + 1], parts.front, "summary")
    yield papers.update_summary("\n".join([*rows[:start], *rows[end:]]), body or summary)


def _fill_in(text: str, known: _Known) -> Iterator[str]:
    """The facts that every paper has and that nobody can know by heart."""
    front = _front(text)
    title = None if front is None else _scalar(front, "title")
    if front is None or title is None:
        return
    if not _scalar(front, "id"):
        own = known.former.id if known.former is not None else naming.choose_id(identity_of(title), known.ids)
        known.ids.add(own)
        text = _set(text, "id", own)
        yield text
    day = known.former.added if known.former is not None else known.day
    if not _scalar(front, "added") and day is not None:
        yield _set(text, "added", edit.Quoted(day))


def _scalar(front: YamlMapping, field: str) -> str | None:
    entry = front.entries.get(field)
    return entry.value.value if entry is not None and isinstance(entry.value, Scalar) else None


def _reshape(text: str, known: _Known) -> Iterator[str]:
    """Fields whose value has another form than theirs."""
    for field, reshape in _SHAPES.items():
        front = _front(text)
        if front is not None and field in front.entries:
            value = reshape(front.entries[field].value, known)
            if value is not None:
                attempt = _set(text, field, value)
                yield attempt
                text = attempt


def _tags(node: Node, known: _Known) -> edit.Value | None:
    if isinstance(node, YamlMapping):  # {a, b}
        values = [entry.value for entry in node.entries.values()]
        return list(node.entries) if all(isinstance(each, Scalar) and not each.value for each in values) else None
    if isinstance(node, Scalar) and node.value.strip():
        return _divide(node.value, known)
    return None


def divide_items(node: Node, words: Mapping[str, str]) -> list[str] | None:
    """The tags of a list in which commas are missing between some; None where none are."""
    if not isinstance(node, Sequence) or not all(isinstance(item, Scalar) for item in node.items):
        return None
    written = [item.value for item in node.items if isinstance(item, Scalar)]
    found = [vocabulary.divide(tag, words) or [tag] if _is_unknown(tag, words) else [tag] for tag in written]
    tags = list(dict.fromkeys(tag for several in found for tag in several))
    return tags if any(len(several) > 1 for several in found) else None


def _is_unknown(tag: str, words: Mapping[str, str]) -> bool:
    return vocabulary.as_typed(tag) not in words


def _divide(written: str, known: _Known) -> list[str] | None:
    if several := vocabulary.divide(written, known.words):
        return list(dict.fromkeys(several))
    tags = [part.strip().strip("[]'\"") for part in written.replace(";", ",").split(",")]
    if len(tags) == 1 and " " in tags[0] and _is_unknown(tags[0], known.words):
        return None  # whether these are several tags, or one that is not known, nobody can say
    return [known.words.get(vocabulary.as_typed(tag), tag) for tag in dict.fromkeys(tags) if tag]


def _links(node: Node, known: _Known) -> edit.Value | None:
    items = node.items if isinstance(node, Sequence) else (node,)
    found = [_link(item) for item in items]
    return None if None in found else [link for link in found if link is not None]


def _link(node: Node) -> dict[str, edit.Value] | None:
    if isinstance(node, Scalar):
        return _as_link(node.value) if is_url(node.value) else None
    if not isinstance(node, YamlMapping) or not set(node.entries) <= {"kind", "url"}:
        return None
    url, kind = _scalar(node, "url"), _scalar(node, "kind")
    if not url or not is_url(url):
        return None
    if not kind:
        return _as_link(url)
    typed = kind.strip().casefold()
    meant = _MEANT.get(typed) or correct(typed, _MEANT)
    return None if meant is None else {"kind": meant, "url": edit.Quoted(url)}


def _as_link(url: str) -> dict[str, edit.Value]:
    return {"kind": link_kind(url).value, "url": edit.Quoted(url)}


def _aliases(node: Node, known: _Known) -> edit.Value | None:
    if not isinstance(node, Scalar):
        return None
    names = [name.strip() for name in node.value.split(",")]
    return names if all(map(is_slug, names)) else None


_SHAPES = {"tags": _tags, "links": _links, "aliases": _aliases}


def _copies(examined: Examined, before: Mapping[str, Paper]) -> dict[str, Paper]:
    """By the slugs of files that were copied from another, the papers of those that they were copied from.

    Which of two files with one id was there first, the base revision or the ledger says; else nobody can.
    """
    published = ledger.held(examined.texts)
    first: dict[str, Paper] = {}
    for paper in examined.library.papers:
        if paper.slug in before or paper_url(paper) in published:
            first.setdefault(paper.id, paper)
    return {
        paper.slug: first[paper.id]
        for paper in examined.library.papers
        if paper.id in first
        and first[paper.id].slug != paper.slug
        and paper.slug not in before
        and paper_url(paper) not in published
    }


def _make_own(text: str, template: Paper, known: _Known) -> str:
    """A copied file with an id of its own, and without the places in listings that are its template's."""
    paper = papers.read(Report(path=""), template.slug, text.replace("\r\n", "\n"), None)
    if paper is None or identity_of(paper.title) == identity_of(template.title):
        return text  # the same paper twice is not a copied template
    own = naming.choose_id(identity_of(paper.title), known.ids)
    known.ids.add(own)
    values: dict[str, Any] = {"id": own}
    if places := set(paper.listed) & set(template.listed):
        values["listed"] = papers.listed_value(tuple(place for place in paper.listed if place not in places))
    return papers.update(text, values)
