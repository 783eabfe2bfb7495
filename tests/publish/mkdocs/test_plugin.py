"""Real builds: what is published, and that nobody's machine has a say in it."""

from __future__ import annotations

import random
import re
import shutil

import pytest
from building import NOT_PUBLISHED, Fresh, html
from fabricate import Project, tree
from rendered import one_space, skeleton_of, to_html
from selectolax.lexbor import LexborHTMLParser

from papershelf.catalog.catalog import Catalog
from papershelf.publish.artifact import Artifact
from papershelf.publish.site import compose


def pages_of(project: Project) -> dict[str, LexborHTMLParser]:
    found = {path.relative_to(project.site).as_posix(): path for path in sorted(project.site.rglob("*.html"))}
    return {name: LexborHTMLParser(path.read_bytes()) for name, path in found.items()}


# -- the same bytes -------------------------------------------------------------------------------


def test_mkdocs_builds_the_same_bytes(built: Project, fresh: Fresh) -> None:
    project = fresh()
    done = project.mkdocs("build", "--quiet")
    assert done.returncode == 0, done.stderr
    assert project.files() == built.files()


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "C", "LANG": "C", "SOURCE_DATE_EPOCH": "12345"},
    ],
)
def test_no_machine_has_a_say_in_the_bytes(built: Project, fresh: Fresh, settings: dict[str, str]) -> None:
    project = fresh()
    papers = project.root / "content" / "papers"
    files = {path: path.read_bytes() for path in papers.iterdir()}
    shutil.rmtree(papers)
    papers.mkdir()
    for path in random.Random(settings["PYTHONHASHSEED"]).sample(sorted(files), len(files)):
        path.write_bytes(files[path])
    done = project.start("build", **settings)
    assert done.returncode == 0, done.stderr
    assert project.files() == built.files()


def test_a_second_build_changes_no_byte_and_leaves_the_site_before_beside_it(fresh: Fresh) -> None:
    project = fresh()
    project.build()
    first, content = project.files(), tree(project.root / "content")
    assert (project.site / "index.html").samefile(project.root / ".site.spare" / "index.html"), "named twice at once"
    project.build()
    assert project.files() == first
    assert tree(project.root / "content") == content
    assert {path.name for path in project.root.iterdir()} == {".cache", ".site.spare", "content", "mkdocs.yml", "site"}
    assert tree(project.root / ".site.spare") == first


def test_the_sitemap_is_of_the_newest_paper(deployed: Project) -> None:
    sitemap = (deployed.site / "sitemap.xml").read_text(encoding="utf-8")
    assert set(re.findall(r"<lastmod>(.*)</lastmod>", sitemap)) == {"2026-01-08"}
    assert "<loc>https://example.org/repo/papers/con-paper/</loc>" in sitemap


# -- what a page says -----------------------------------------------------------------------------


def test_every_title_parses_to_the_expected_text(built: Project, catalog: Catalog) -> None:
    """Row 33."""
    expected = {f"{page.address}index.html".lstrip("/"): f"{page.title} - Papershelf" for page in compose(catalog)}
    expected["index.html"] = "Papershelf"
    expected["about/index.html"] = "About this list - Papershelf"
    expected["404.html"] = "Page not found - Papershelf"
    moved = {f"p/{each.id}/index.html" for each in catalog.library.papers} | {"papers/whistling-vessels/index.html"}
    expected |= dict.fromkeys(moved, "This page has moved")
    found = pages_of(built)
    assert found.keys() == expected.keys()
    for path, parsed in found.items():
        (title,) = [node for node in parsed.css("title") if node.parent and node.parent.tag == "head"]
        assert one_space(title.text()) == one_space(expected[path]), path


def test_every_description_is_plain_text(built: Project, catalog: Catalog) -> None:
    for page in compose(catalog):
        (meta,) = html(built, f"{page.address}index.html".lstrip("/")).css("meta[name=description]")
        assert one_space(meta.attributes["content"] or "") == one_space(page.description)


def test_the_site_says_what_the_exported_markdown_says(built: Project, artifacts: dict[str, Artifact]) -> None:
    """The plugin spares a generated page the parser, so what the parser would make of it must be the same."""
    compared = 0
    for path, artifact in artifacts.items():
        if path.endswith(".md"):
            (published,) = html(built, path.replace(".md", ".html")).css("#ps-content")
            body = LexborHTMLParser(f"<body>{published.inner_html}</body>")
            assert skeleton_of(body) == skeleton_of(to_html(str(artifact.content))), path
            compared += 1
    assert compared == 45


def test_data_and_redirects_are_published_byte_for_byte(built: Project, artifacts: dict[str, Artifact]) -> None:
    others = {path: artifact.to_bytes() for path, artifact in artifacts.items() if not path.endswith(".md")}
    assert {path: (built.site / path).read_bytes() for path in others} == others


def test_every_page_states_its_policy_before_it_loads_anything(built: Project) -> None:
    for path, parsed in pages_of(built).items():
        first = parsed.css_first("head > :is(meta[http-equiv], script, link)")
        assert first is not None
        assert first.attributes["http-equiv"] == "Content-Security-Policy", path
        assert (first.attributes["content"] or "").startswith("default-src 'none'; "), path


def test_a_hand_written_inline_style_is_refused(fresh: Fresh) -> None:
    project = fresh()
    project.write("content/pages/note.md", "---\ntitle: A note\n---\n| a |\n| -: |\n| b |\n")
    project.build()
    project.write("content/pages/note.md", '---\ntitle: A note\n---\n<p style="color: red">x</p>\n')
    assert "an inline style, which the policy stops" in project.fail()


def test_generated_pages_stay_out_of_the_navigation(built: Project) -> None:
    links = [node.attributes["href"] or "" for node in html(built, "about/index.html").css("nav a, .md-nav a")]
    assert links
    assert not any(re.search(r"(papers|tags|topics|listings)/[^/]+/", link) for link in links)


# -- addresses of the site and of its repository --------------------------------------------------


def edit_links(project: Project) -> dict[str, str]:
    found = {path: parsed.css("a[rel=edit]") for path, parsed in pages_of(project).items()}
    assert all(len(nodes) < 2 for nodes in found.values())
    return {path: str(nodes[0].attributes["href"]) for path, nodes in found.items() if nodes}


def test_without_addresses_there_are_no_edit_links_and_no_canonical_ones(built: Project) -> None:
    assert edit_links(built) == {}
    assert not any(parsed.css("link[rel=canonical]") for parsed in pages_of(built).values())
    assert not any(parsed.css("a.ps-header__source") for parsed in pages_of(built).values())


def test_an_edit_link_leads_to_the_pages_real_file(deployed: Project, catalog: Catalog) -> None:
    links = edit_links(deployed)
    base = "https://example.com/owner/repo/edit/main/"
    for each in catalog.library.papers:
        link = links[f"papers/{each.slug}/index.html"]
        assert link == f"{base}content/papers/{each.slug}.md"
    assert links["tags/heat/index.html"] == f"{base}content/tags.yml"
    assert links["listings/000_bare/index.html"] == f"{base}content/listings.yml"
    assert links["about/index.html"] == f"{base}content/pages/about.md"
    assert {"index.html", "search/index.html", "404.html"}.isdisjoint(links)
    for link in links.values():
        name = link.removeprefix(base)
        assert (deployed.root / name).is_file(), name


def test_every_page_names_its_canonical_address(deployed: Project) -> None:
    for path, parsed in pages_of(deployed).items():
        if path == "404.html" or parsed.css("meta[http-equiv=refresh]"):
            continue
        (link,) = parsed.css("link[rel=canonical]")
        assert link.attributes["href"] == f"https://example.org/repo/{path.removesuffix('index.html')}"


@pytest.mark.parametrize(
    ("repository", "site"),
    [("Owner/shelf", "https://owner.github.io/shelf/"), ("Owner/owner.github.io", "https://owner.github.io/")],
)
def test_githubs_environment_fills_both_addresses_in(fresh: Fresh, repository: str, site: str) -> None:
    project = fresh()
    printed = project.build(GITHUB_ACTIONS="true", GITHUB_SERVER_URL="https://github.com", GITHUB_REPOSITORY=repository)
    assert "site_url" not in printed
    (canonical,) = html(project, "about/index.html").css("link[rel=canonical]")
    assert canonical.attributes["href"] == f"{site}about/"
    link = edit_links(project)["papers/con-paper/index.html"]
    assert link == f"https://github.com/{repository}/edit/main/content/papers/con-paper.md"


def test_without_an_address_the_build_says_what_that_means(fresh: Fresh) -> None:
    """Row 48."""
    assert fresh().build().splitlines()[0] == (
        "mkdocs.yml: warning: site_url: it is not set: pages have no canonical link, and feeds and data hold "
        "site-relative addresses. Set it, or SITE_URL, to the address at which the site is published."
    )


def test_a_deployment_without_an_address_is_refused(fresh: Fresh) -> None:
    """Row 48."""
    project = fresh()
    assert project.fail(GITHUB_ACTIONS="true").splitlines() == [
        "mkdocs.yml: site_url is not set, and this build would be deployed. "
        "Set it, or SITE_URL, to the address at which the site is published.",
        NOT_PUBLISHED,
    ]
    assert not project.site.exists()
