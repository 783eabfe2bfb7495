"""Groups of entries that programs keep in comments of a BibTeX file: JabRef's and BibDesk's.

JabRef: a line for each group below `jabref-meta: grouping:` (before version 3.8 `groupstree:`), its level first,
with `\\;` between its parts (https://docs.jabref.org/finding-sorting-and-cleaning-entries/groups). Older files, and
those of Better BibTeX, name an entry's keys there; newer ones name a group in the entries' field `groups`.
BibDesk: a property list behind `BibDesk Static Groups`.
"""

from __future__ import annotations

import plistlib
import re
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

MAX_PLIST = 5_000_000
"""The longest property list that is read, in characters."""

_JABREF = re.compile(r"\s*jabref-meta:\s*(?:grouping|groupstree):(?P<groups>.*)", re.DOTALL)
_GROUP = re.compile(r"\d+ (?:Explicit|Static)Group:(?P<parts>.*)", re.DOTALL)
_BIBDESK = re.compile(r"\s*BibDesk Static Groups\s*\{(?P<list>.*)\}\s*", re.DOTALL)


def static_groups(comment: str) -> Iterator[tuple[str, list[str]]]:
    """The groups that a comment holds, each with the keys of its entries, as far as they are named there."""
    if (found := _JABREF.match(comment)) is not None:
        # Lines are broken anywhere; a semicolon without a backslash ends a group.
        for group in re.split(r"(?<!\\);", found["groups"].replace("\n", "")):
            if (static := _GROUP.match(group.strip())) is not None:
                name, *rest = (part.replace("\\:", ":") for part in re.split(r"\\+;", static["parts"]))
                # Behind the name are a number and, in new files, settings such as colours, which are no keys.
                yield name, [part for part in rest[1:] if part]
    elif (found := _BIBDESK.fullmatch(comment)) is not None:
        yield from _of_property_list(found["list"])


def _of_property_list(text: str) -> Iterator[tuple[str, list[str]]]:
    if len(text) > MAX_PLIST:
        return
    try:
        groups = plistlib.loads(text.strip().encode("utf-8"))
    except (plistlib.InvalidFileException, ExpatError, ValueError, RecursionError):
        return
    for group in groups if isinstance(groups, list) else ():
        if isinstance(group, dict) and isinstance(group.get("group name"), str):
            keys = group.get("keys", "")
            yield group["group name"], [key.strip() for key in str(keys).split(",") if key.strip()]
