"""`content/listings.yml`: each imported listing, with its label, its printed date and its source."""

from __future__ import annotations

from papershelf.content.yaml import edit
from papershelf.content.yaml.fields import Report, check_keys, mapping_at, optional
from papershelf.content.yaml.nodes import Malformed, Mapping, parse
from papershelf.model import Listing
from papershelf.text import is_slug

FIELDS = ("label", "date", "source")


def read(report: Report, text: str) -> dict[str, Listing]:
    """Read the listings strictly; problems are noted, and what is sound is returned."""
    try:
        root = parse(text)
    except Malformed as error:
        report.add_malformed(error)
        return {}
    if root is None or (top := mapping_at(report, root, None, "the file")) is None:
        return {}
    found: dict[str, Listing] = {}
    for key, entry in top.entries.items():
        if not is_slug(key):
            remedy = "Use lower-case letters, digits, hyphens and underscores, such as `2026_11`"
            report.add(entry.key, key[:80], f"'{key[:60]}' cannot be part of an address", remedy)
        elif (mapping := mapping_at(report, entry.value, key, "it")) is not None:
            found[key] = _listing(report, key, mapping)
    return found


def _listing(report: Report, key: str, mapping: Mapping) -> Listing:
    check_keys(report, mapping, key, FIELDS)
    return Listing(
        id=key,
        label=optional(report, mapping, "label", key, 'label: "What it is about"'),
        date=optional(report, mapping, "date", key, 'date: "Apr 4"'),
        source=optional(report, mapping, "source", key, 'source: "Hugging Face Papers"'),
    )


def append(text: str, added: tuple[Listing, ...]) -> str:
    """The file with new listings at its end; every line that was there stays."""
    rows: list[str] = []
    for listing in added:
        facts = {name: fact for name in FIELDS if (fact := getattr(listing, name)) is not None}
        rows.append(f"{edit.scalar(edit.Quoted(listing.id))}:{'' if facts else ' {}'}")
        rows += [f"  {name}: {edit.scalar(edit.Quoted(fact))}" for name, fact in facts.items()]
    return edit.append_rows(text, rows)
