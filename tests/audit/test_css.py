"""Style rules."""

from __future__ import annotations

from pathlib import Path

from auditing import messages


def test_a_style_sheet_is_read(tmp_path: Path) -> None:
    css = '@import url("look.css");a{background:url(a.png)}'
    assert messages(tmp_path, css, "assets/more.css") == []
    said = messages(tmp_path, "a{b:url(https://x.org/a)}c{d:url(no.png)}", "assets/more.css")
    assert len(said) == 2
    assert "`https://x.org/a` is a request to another host" in said[1]
    assert "`assets/no.png` is not on the site" in said[0]
