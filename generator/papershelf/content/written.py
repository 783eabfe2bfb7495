r"""TeX and HTML that people wrote into a file's texts, and the readable form of each.

`{BERT}`, `\"o`, `\textit{…}` and `&amp;` are shown as they are written. Whoever pasted them from a
bibliography is told, and `papershelf check --fix` writes what readers should see, in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from papershelf.content import papers
from papershelf.content.yaml import edit
from papershelf.content.yaml.fields import Report
from papershelf.content.yaml.nodes import Malformed, Mapping, Node, Scalar, Sequence, parse
from papershelf.errors import Rejected
from papershelf.text import check_written, from_hand, from_markdown

Readable = Callable[[str], str]

_UNICODE: Readable = partial(from_hand, mathematics=False)


def as_name(name: str) -> str:
    """A readable author; braces around all of a name say that it is an organisation, and stay."""
    if not is_written(name):
        return name
    inner = name[1:-1]
    depths = [inner[:n].count("{") - inner[:n].count("}") for n in range(len(inner) + 1)]
    is_organisation = name[:1] == "{" and name[-1:] == "}" and min(depths) >= 0 and "\\" not in name[:2]
    return f"{{{_UNICODE(inner)}}}" if is_organisation else _UNICODE(name)


_OF_PAPERS: dict[str, Readable] = {
    "title": from_hand,
    "finding": from_hand,
    "note": from_hand,
    "authors": as_name,
    "venue": _UNICODE,
    "withdrawn": _UNICODE,
}
_OF_OTHERS: dict[str, Readable] = dict.fromkeys(("label", "description", "aliases", "source"), _UNICODE) | {
    "overview": from_markdown,
    "why": from_hand,
}
"""Of topics, tags and listings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A text with TeX or HTML in it."""

    field: str
    """Such as `authors[1]` or `tags.kettles.label`."""
    line: int
    """Of the file, counted from 1."""
    written: str
    readable: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of YAML: its field, its node, and what makes it readable."""

    field: str
    node: Scalar
    readable: Readable


def unreadable(name: str, text: str) -> Iterator[Unreadable]:
    """The texts of a file that have TeX or HTML in them; none where the file cannot be read.

    Args:
        name: The file's path under `content/`: of a paper, `tags.yml` or `listings.yml`.
        text: The file.
    """
    text = text.replace("\r\n", "\n")
    for each in _texts(name, text):
        readable = each.readable(each.node.value)
        if readable != each.node.value:
            line = each.node.place.line + 1
            yield Unreadable(field=each.field, line=line, written=each.node.value, readable=readable)
    if (parts := _parts(name, text)) is not None and is_written(body := text[len(parts.head) :]):
        for number, (row, readable) in enumerate(
            zip(body.split("\n"), from_markdown(body).split("\n"), strict=False), start=parts.body_line
        ):
            if row != readable:
                yield Unreadable(field="summary", line=number, written=row, readable=readable)


def make_readable(name: str, text: str) -> str:
    """The file with readable texts; nothing else of it changes.

    Args:
        name: The file's path under `content/`.
        text: The file, with whatever line ends it has.
    """
    unix = text.replace("\r\n", "\n")
    rows = unix.split("\n")
    # From the end, so that the places of those before stay true.
    for each in reversed(list(_texts(name, unix))):
        readable, place = each.readable(each.node.value), each.node.place
        first = rows[place.line][place.column : place.column + 1]
        if readable != each.node.value and first not in ("|", ">"):
            written = edit.scalar(edit.Quoted(readable))
            row = rows[place.line][: place.column] + written + rows[place.end_line][place.end_column :]
            rows[place.line : place.end_line + 1] = [row]
    changed = "\n".join(rows)
    if (parts := _parts(name, changed)) is not None and is_written(parts.body):
        changed = parts.head + from_markdown(changed[len(parts.head) :])
    return changed.replace("\n", "\r\n") if "\r\n" in text else changed


def _parts(name: str, text: str) -> papers.Split | None:
    return papers.split(Report(path=""), text) if name.startswith("papers/") else None


def _texts(name: str, text: str) -> Iterator[_Text]:
    """The texts of the YAML of a file that readers see, in written order."""
    if (parts := _parts(name, text)) is not None:
        for field, entry in parts.front.entries.items():
            if field in _OF_PAPERS:
                yield from _scalars(field, entry.value, _OF_PAPERS[field])
        return
    try:
        root = parse(text) if name in ("tags.yml", "listings.yml") else None
    except Malformed:
        return
    if isinstance(root, Mapping):
        yield from _labels("", root)


def _labels(above: str, mapping: Mapping) -> Iterator[_Text]:
    for key, entry in mapping.entries.items():
        field = f"{above}{key}"
        if key in _OF_OTHERS and not isinstance(entry.value, Mapping):
            yield from _scalars(field, entry.value, _OF_OTHERS[key])
        elif isinstance(entry.value, Mapping):
            yield from _labels(f"{field}.", entry.value)
        elif isinstance(entry.value, Sequence):
            for number, item in enumerate(entry.value.items, start=1):
                if isinstance(item, Mapping):
                    yield from _labels(f"{field}[{number}].", item)


def is_written(text: str) -> bool:
    """Whether a text holds no character that loading refuses, of which it says more."""
    try:
        check_written(text)
    except Rejected:
        return False
    return True


def _scalars(field: str, node: Node, readable: Readable) -> Iterator[_Text]:
    if isinstance(node, Scalar):
        if is_written(node.value):
            yield _Text(field, node, readable)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _scalars(f"{field}[{number}]", item, readable)
