"""Rule `tidy-lines`: no stray white space, and an end to every line."""

from __future__ import annotations

import pytest
from kitchen import Kitchen


def test_tidy_files_pass_with_either_line_end(kitchen: Kitchen) -> None:
    path = kitchen.put("spoons")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert kitchen.said("tidy-lines") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("links: []\n", "links: [] \t\n", "papers/spoons.md:6: warning: white space ends the line."),
        ("five.\n", "five.", "papers/spoons.md:9: warning: its last line has no end."),
        ("five.\n", "five.\n\n\n", "papers/spoons.md:10: warning: a blank line ends the file."),
        ("five.\n", "five.  \n", "papers/spoons.md:9: warning: white space ends the line."),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_stray_white_space_is_a_warning_that_is_mended(
    kitchen: Kitchen, old: str, new: str, said: str, end: str
) -> None:
    path = kitchen.put("spoons")
    kitchen.promise()
    tidy = kitchen.read("papers/spoons.md")
    path.write_bytes(tidy.replace(old, new).replace("\n", end).encode("utf-8"))
    (line,) = kitchen.said("tidy-lines")
    assert line.startswith(said)
    assert kitchen.mend() == ["papers/spoons.md"]
    assert kitchen.read("papers/spoons.md") == tidy.replace("\n", end)
