"""An anthology: papers share files, and every address still leads somewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fabricate import LIBRARY, Project, assemble, library, paper
from publishing import text_of
from pybtex.database import parse_string
from rendered import to_html

from papershelf import addresses
from papershelf.catalog.catalog import Catalog, arrange
from papershelf.content import load
from papershelf.publish import anthology as module
from papershelf.publish import page as pages
from papershelf.publish.artifact import Artifact
from papershelf.publish.formats.bibliographies import Bibliographies
from papershelf.publish.formats.citation import key_of
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.templates import Renderer

Files = dict[str, Artifact]
SITE = Site(name="Kettles", url="https://example.org/list", anthology=True)


def files_of(catalog: Catalog, renderer: Renderer, site: Site = SITE) -> Files:
    return {artifact.path: artifact for artifact in publish(catalog, site, renderer)}


@pytest.fixture(scope="module")
def files(catalog: Catalog, renderer: Renderer) -> Files:
    return files_of(catalog, renderer)


def looked_up(site: dict[str, bytes], short: str) -> str:
    """The page of a short address, as the script finds it."""
    asked = addresses.name_in(short)
    index = json.loads(site["data/by-id/index.json"])
    asked = index["merged"].get(asked, asked)
    found = json.loads(site[f"data/by-id/papers-{asked[: index['letters']]}.json"])
    return addresses.paper_url(next(each["slug"] for each in found if each["id"] == asked))


def test_every_address_still_leads_to_a_page(anthology: Project) -> None:
    site = anthology.files()
    known = load(anthology.root).library
    promised = addresses.addresses(known) | set((LIBRARY / "urls.txt").read_text(encoding="utf-8").split())
    short = {address for address in promised if addresses.is_short(address)}
    assert len(short) == sum(len(each.ids) for each in known.papers) > len(known.papers), "one paper was merged"
    assert [address for address in promised - short if f"{address[1:]}index.html" not in site] == []
    assert [address for address in short if f"{looked_up(site, address)[1:]}index.html" not in site] == []


def test_no_paper_has_a_small_file_of_its_own(anthology: Project) -> None:
    site = anthology.files()
    assert not [path for path in site if path.startswith("p/") or re.search(r"/cite\.|card\.png", path)]
    for path in (path for path in site if path.startswith("papers/")):
        assert path.endswith("index.html"), path
    assert b"data-moved" in site["404.html"]
    assert b"javascripts/moved.js" in site["404.html"]


def test_the_build_says_what_is_absent(anthology: Project) -> None:
    said = (anthology.root / "said.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in said if "nthology" in line] == [module.ABSENT]
    assert not [line for line in said if "cards," in line]


def test_shared_files_have_every_citation_once(catalog: Catalog, files: Files) -> None:
    keys = sorted(key_of(paper) for paper in catalog.library.papers)
    shared = {path: text_of(file) for path, file in files.items() if path.startswith("data/by-id/papers-")}
    entries = [
        key for path, text in shared.items() if path.endswith(".bib") for key in parse_string(text, "bibtex").entries
    ]
    items = [item["id"] for path, text in shared.items() if path.endswith(".csl.json") for item in json.loads(text)]
    records = [
        key for path, text in shared.items() if path.endswith(".ris") for key in re.findall("(?m)^ID  - (.+)\r$", text)
    ]
    assert sorted(entries) == sorted(items) == sorted(records) == keys


def test_a_page_has_its_paper_s_citation(catalog: Catalog, artifacts: Files, renderer: Renderer) -> None:
    files = files_of(catalog, renderer, Site(name="Papershelf", anthology=True))
    for each in catalog.library.papers:
        page = to_html(text_of(files[f"papers/{each.slug}/index.md"]))
        shown = page.css_first(".ps-cited pre")
        assert shown is not None
        alone = text_of(artifacts[f"papers/{each.slug}/cite.bib"])
        assert parse_string(shown.text(), "bibtex") == parse_string(alone, "bibtex")
        assert "\n\n" not in shown.text(), "an empty line would end the block where Markdown is read"


def test_only_what_is_shared_is_absent(artifacts: Files, catalog: Catalog, renderer: Renderer) -> None:
    files = files_of(catalog, renderer, Site(name="Papershelf", anthology=True))
    gone = artifacts.keys() - files.keys()
    assert {re.sub(r"[^/]+/(?=[^/]+$)", "", path) for path in gone} == {
        *("p/index.html", "papers/cite.bib", "papers/cite.json", "papers/cite.ris")
    }
    assert "papers/whistling-vessels/index.html" in files, "a former name is a page"


def test_a_long_bibliography_is_that_of_the_list(
    catalog: Catalog, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_IN_BIBLIOGRAPHY", 2)
    files = files_of(catalog, renderer)
    for key, papers in catalog.by_tag.items():
        links = {link.attributes["href"] for link in to_html(text_of(files[f"tags/{key}/index.md"])).css(".ps-cite a")}
        is_short = len(papers) <= 2
        assert (f"tags/{key}/papers.bib" in files) == ("papers.bib" in links) == is_short
        assert ("../../data/" in links) != is_short
        assert f"tags/{key}/feed.xml" in files
    assert {len(papers) <= 2 for papers in catalog.by_tag.values()} == {True, False}


def test_ids_that_begin_alike_share_files_as_far_as_they_may(renderer: Renderer) -> None:
    papers = [paper(f"kettle-{n:04}", id=f"abcd{n:04}") for n in range(module.IN_A_FILE + 1)]
    catalog = arrange(library(*papers))
    shared = [artifact.path for artifact in module.publish(catalog, Bibliographies(catalog, ""))]
    assert shared == [f"data/by-id/papers-abcd.{ending}" for ending in ("bib", "ris", "csl.json")]


def test_a_list_that_becomes_an_anthology_and_back_is_as_before(tmp_path: Path) -> None:
    project = assemble(tmp_path / "list", LIBRARY)
    project.build()
    before = project.files()
    settings = (project.root / "mkdocs.yml").read_text(encoding="utf-8")
    project.replace("mkdocs.yml", "- papershelf", "- papershelf: {anthology: true}")
    project.build()
    assert project.files() != before
    project.write("mkdocs.yml", settings)
    project.build()
    assert project.files() == before
