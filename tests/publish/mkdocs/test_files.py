"""What MkDocs knows of files that it does not make."""

from __future__ import annotations

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from papershelf.publish.artifact import Artifact
from papershelf.publish.mkdocs.files import KeptFile, listed

SITES = ["https://example.org", "https://example.org/", "https://example.org/list", "http://127.0.0.1:8000/list/", None]


@pytest.mark.parametrize("site", SITES)
def test_a_sitemap_says_of_a_page_that_is_kept_what_mkdocs_says_of_its_own(site: str | None) -> None:
    config = MkDocsConfig()
    config.load_dict({"site_url": site, "use_directory_urls": True, "site_dir": "site"})
    paths = ["index.md", "papers/index.md", "papers/a-kettle/index.md", "by/Café & Töpfe/index.md"]
    files = [KeptFile(Artifact(path=path, content="", is_kept=True), config) for path in paths]
    found = [(each.page.canonical_url, each.page.abs_url) for each in listed(files, config) if each.page is not None]
    pages = [Page(None, file, config) for file in files]
    assert found == [(page.canonical_url, page.abs_url) for page in pages if site is not None]
