"""What `mkdocs.yml` says of the site, as pages need to know it."""

from __future__ import annotations

from pathlib import Path

import pytest

from papershelf.publish import search
from papershelf.publish.mkdocs.settings import read_site

SETTINGS = "site_name: Kettles\ntheme:\n  name: papershelf\nplugins:\n  - papershelf{own}\n"


@pytest.mark.parametrize(
    ("own", "up_to"),
    [("", search.WHOLE_UP_TO), (":\n      search_whole_up_to: 2", 2), (":\n      search_whole_up_to: 0", 0)],
)
def test_settings_say_up_to_how_many_papers_the_search_is_whole(tmp_path: Path, own: str, up_to: int) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(SETTINGS.format(own=own), "utf-8")
    assert read_site(path).search_whole_up_to == up_to
