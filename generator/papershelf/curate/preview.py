"""What a change would do to the files, as a unified difference in the form that `git apply` takes. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

_NOWHERE = "/dev/null"


def to_difference(
    texts: Mapping[str, str], files: Mapping[str, str | None], moved: Mapping[str, str] | None = None
) -> str:
    """The difference between a list as it is and as it would be.

    Args:
        texts: The files as they are, by path under `content/`.
        files: Those that change, with their new texts; None: the file goes.
        moved: The new names of files that only move, with their former ones.

    Returns:
        In git's form, a part for each file, in the order of their names; empty where nothing changes.
    """
    moved = moved or {}
    former = set(moved.values())
    parts = [
        _part(moved.get(name, name), name, texts.get(moved.get(name, name)), after)
        for name, after in sorted(files.items())
        if name not in former
        and (name in moved or texts.get(moved.get(name, name), "" if after is None else None) != after)
    ]
    return "".join(line for part in parts for line in part)


def _part(old: str, new: str, before: str | None, after: str | None) -> Iterator[str]:
    yield f"diff --git a/content/{old} b/content/{new}\n"
    if old != new:
        yield f"rename from content/{old}\nrename to content/{new}\n"
    elif before is None:
        yield "new file mode 100644\n"
    elif after is None:
        yield "deleted file mode 100644\n"
    if before is None and old != new:
        return  # it moves as it is, and nobody has read it
    one = _NOWHERE if before is None else f"a/content/{old}"
    other = _NOWHERE if after is None else f"b/content/{new}"
    for row in difflib.unified_diff(_lines(before), _lines(after), one, other):
        yield row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n"


def _lines(text: str | None) -> list[str]:
    """The lines with their ends; a line ends with LF alone, as git has it."""
    if not text:
        return []
    rows = [f"{row}\n" for row in text.split("\n")]
    return [*rows[:-1], *([rows[-1][:-1]] if rows[-1] != "\n" else [])]
