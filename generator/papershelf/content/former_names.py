"""What a paper's file says of its past: former slugs, and papers that were merged into it."""

from __future__ import annotations

from functools import partial

from papershelf.content.facts import is_id
from papershelf.content.yaml.fields import Report, check_keys, clip, note_repeats, records, required, texts
from papershelf.content.yaml.nodes import Mapping, Node
from papershelf.model import Merged
from papershelf.text import is_slug

_SLUG = "Use lower-case letters, digits and single hyphens, such as `former-slug`"


def read_aliases(report: Report, node: Node, example: str) -> tuple[str, ...]:
    """The former slugs, in written order; what is none is noted."""
    aliases = texts(report, node, "aliases", example)
    for alias in aliases:
        if not is_slug(alias):
            report.add(node, "aliases", f"'{clip(alias)}' is not a safe page name", _SLUG)
    note_repeats(report, node, "aliases", aliases)
    return aliases


def read_merged(report: Report, node: Node, example: str) -> tuple[Merged, ...]:
    """The papers that were merged into this one; what names none is noted and left out."""
    found = records(report, node, "merged", example, partial(_merged, report))
    note_repeats(report, node, "merged", [other.id for other in found])
    return found


def _merged(report: Report, mapping: Mapping, name: str) -> Merged | None:
    check_keys(report, mapping, name, ("id", "slug"))
    paper = required(report, mapping, "id", name, "id: abc234")
    slug = required(report, mapping, "slug", name, "slug: another-slug")
    if paper is not None and not is_id(paper):
        report.add(mapping, f"{name}.id", f"'{clip(paper)}' is not an id", "Take the line back from the last commit")
        return None
    if slug is not None and not is_slug(slug):
        report.add(mapping, f"{name}.slug", f"'{clip(slug)}' is not a safe page name", _SLUG)
        return None
    return Merged(id=paper, slug=slug) if paper is not None and slug is not None else None
