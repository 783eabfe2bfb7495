"""Real builds: what is published, what is not, and that nobody's machine has a say in it."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fabricate import Project, assemble, environment, library, paper, tree
from rendered import one_space, skeleton_of, to_html
from selectolax.lexbor import LexborHTMLParser

from papershelf import content
from papershelf.catalog.catalog import Catalog, arrange
from papershelf.errors import PapershelfError
from papershelf.publish import output
from papershelf.publish.artifact import Artifact
from papershelf.publish.build import describe
from papershelf.publish.site import compose

Fresh = Callable[[], Project]

NOT_PUBLISHED = "The site was not published; the one before is as it was."


def html(project: Project, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((project.site / path).read_bytes())


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
    project.build(**settings)
    assert project.files() == built.files()


def test_a_second_build_changes_no_byte_and_leaves_nothing_beside_it(fresh: Fresh) -> None:
    project = fresh()
    project.build()
    first, content = project.files(), tree(project.root / "content")
    project.build()
    assert project.files() == first
    assert tree(project.root / "content") == content
    assert {path.name for path in project.root.iterdir()} == {"content", "mkdocs.yml", "site"}


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
    assert compared == 44


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


# -- what is not replaced -------------------------------------------------------------------------


NOT_OURS = (
    "it holds files, and no .papershelf.txt that says that Papershelf wrote them. "
    "Choose another folder, move this one away, or replace it with --force."
)


@pytest.mark.parametrize("folder", ["../docs/photos", "site", "content/../photos"])
def test_a_folder_that_papershelf_did_not_write_is_kept_unless_it_is_forced(fresh: Fresh, folder: str) -> None:
    """Row 54; a site of a time without markers is such a folder."""
    project = fresh()
    project.replace("mkdocs.yml", "theme:", f"site_dir: {folder}\ntheme:")
    site = (project.root / folder).resolve()
    (site / "2026").mkdir(parents=True)
    (site / "2026" / "kettle.jpg").write_bytes(b"a year's work")
    before = tree(project.root.parent)
    assert project.fail().splitlines()[-2:] == [f"{site}: {NOT_OURS}", NOT_PUBLISHED]
    assert tree(project.root.parent) == before
    done = project.run("build", "--force")
    assert done.returncode == 0, done.stderr
    assert not (site / "2026").exists()
    done = project.run("build")
    assert done.returncode == 0, done.stderr
    assert (site / "index.html").is_file()


def test_two_builds_at_once(fresh: Fresh) -> None:
    """Row 60."""
    project = fresh()
    project.build()
    before = project.files()
    first = output.Replacement(project.site)
    first.begin()
    assert project.fail().splitlines()[-2:] == [
        f"{project.site}: process {os.getpid()} is building it at this moment. Wait until that ends, and try again.",
        NOT_PUBLISHED,
    ]
    assert first.building.exists()
    first.discard()
    assert project.files() == before
    project.build()
    assert project.files() == before


# -- what is not published ------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["content", "content/papers", "~", "~/..", "templates", "templates/theme", ".git"])
def test_an_output_folder_that_holds_something_else_is_refused(fresh: Fresh, tmp_path: Path, folder: str) -> None:
    """Row 47."""
    home = tmp_path / "people" / "somebody"
    home.mkdir(parents=True)
    project = fresh()
    name = folder.replace("~", str(home))
    before = tree(tmp_path)
    project.replace("mkdocs.yml", "theme:", f"site_dir: {name}\ntheme:")
    assert project.fail(HOME=str(home)).splitlines()[-2:] == [
        f"{(project.root / name).resolve()}: this folder holds more than a site, and would be emptied. "
        "Choose a folder of its own.",
        NOT_PUBLISHED,
    ]
    project.replace("mkdocs.yml", f"site_dir: {name}\n", "")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("folder", [".", "..", "/"])
def test_an_output_folder_around_the_pages_is_refused_by_mkdocs(fresh: Fresh, tmp_path: Path, folder: str) -> None:
    """Row 47."""
    project = fresh()
    project.replace("mkdocs.yml", "theme:", f"site_dir: {folder}\ntheme:")
    before = tree(tmp_path)
    assert "Config value 'site_dir': The 'docs_dir' should not be within the 'site_dir'" in project.fail()
    assert tree(tmp_path) == before


def test_a_failing_gate_publishes_nothing(fresh: Fresh) -> None:
    """Rows 31 and 49."""
    project = fresh()
    project.build()
    old = project.files()
    project.write("content/pages/note.md", "---\ntitle: A note\n---\nText.\n\n<script>alert(1)</script>\n")
    printed = project.fail().splitlines()
    assert printed[-1] == NOT_PUBLISHED
    assert re.fullmatch(
        r"note/index\.html:\d+: <script>: an inline script that is not listed \(sha256-.*\)\. "
        r"Move it into a script of the theme, or list its hash in templates/scripts\.sha256\.",
        printed[-2],
    )
    assert project.files() == old
    assert not output.building(project.site).exists()
    (project.root / "content/pages/note.md").unlink()
    project.build()
    assert project.files() == old


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("[x](javascript:alert(1))", "an address with the scheme `javascript:`"),
        ("A line.\n{: onclick='alert(1)' }", "an event handler"),
        ("![x](https://example.org/x.png)", "is a request to another host"),
        ("[x](../papers/never-there/)", "is not on the site"),
        ("[x]()", "<a href>: an empty address"),
        (r'<style>@import "/\\example.org/x";</style>', "has a host and no scheme"),
    ],
)
def test_what_a_person_wrote_goes_through_the_gate(fresh: Fresh, page: str, problem: str) -> None:
    project = fresh()
    project.write("content/pages/note.md", f"---\ntitle: A note\n---\n{page}\n")
    assert problem in project.fail()
    assert not project.site.exists()


@pytest.mark.parametrize(
    "name", ["note.shtml", "note.xht", "note.HTML5", "picture.svgz", "style.xsl", "note", "tool.js"]
)
def test_a_file_that_is_not_known_to_be_inert_is_not_published(fresh: Fresh, name: str) -> None:
    """Row 56."""
    project = fresh()
    project.write(f"content/pages/{name}", "<script>alert(1)</script>\n")
    assert name in project.fail()
    assert not project.site.exists()


def test_files_that_are_known_to_be_inert_are_published(fresh: Fresh) -> None:
    project = fresh()
    for name in ("slides.pdf", "photo.JPG", "numbers.csv", "notes.txt", "CNAME"):
        project.write(f"content/pages/{name}", "<script>alert(1)</script>\n")
    project.build()
    assert {"slides.pdf", "photo.JPG", "numbers.csv", "notes.txt", "CNAME", "sitemap.xml.gz"} <= project.files().keys()


def test_a_broken_template_publishes_nothing(fresh: Fresh) -> None:
    """Row 49."""
    project = fresh()
    project.build()
    old = project.files()
    project.replace("templates/pages/tag.md.j2", "{{ tag.label }}", "{{ tag.lable }}")
    printed = project.fail().splitlines()
    assert printed[-2:] == [
        f"{project.root}/templates/pages/tag.md.j2: the template cannot be rendered "
        "('papershelf.model.Tag object' has no attribute 'lable'). Correct the template.",
        NOT_PUBLISHED,
    ]
    assert project.files() == old
    assert not output.building(project.site).exists()


def test_broken_content_publishes_nothing(fresh: Fresh) -> None:
    """Row 49."""
    project = fresh()
    project.build()
    old = project.files()
    project.replace("content/papers/con-paper.md", "tags: [__proto__", "tags: [*x, __proto__")
    printed = project.fail().splitlines()
    assert printed[-1] == NOT_PUBLISHED
    assert printed[-2].startswith("content/papers/con-paper.md:7: ")
    assert project.files() == old


def test_a_handwritten_page_that_was_promised_is_kept_too(fresh: Fresh) -> None:
    project = fresh()
    page = project.root / "content/pages/colophon.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("---\ntitle: Colophon\n---\n# Colophon\n", encoding="utf-8")
    ledger = project.root / "content/urls.txt"
    ledger.write_text(f"{ledger.read_text(encoding='utf-8')}/colophon/\n", encoding="utf-8")
    project.build()
    page.unlink()
    assert "the published address /colophon/ would vanish" in project.fail()


def test_a_promised_address_that_would_vanish_stops_the_build(fresh: Fresh) -> None:
    """Row 30."""
    project = fresh()
    project.build()
    old = project.files()
    (project.root / "content/papers/con-paper.md").unlink()
    project.replace("content/digests/2026-01-08.md", "aaaab7, ", "")  # which would be named before
    project.replace("content/papers/kettles-under-another-name.md", "aliases: [whistling-vessels]\n", "")
    project.replace("content/urls.txt", "/listings/dated-only/\n", "/listings/dated-only/\n/listings/lost/\n")
    promised = (project.root / "content/urls.txt").read_text(encoding="utf-8").split("\n")

    def vanishes(address: str, remedy: str) -> str:
        line = promised.index(address) + 1
        return f"content/urls.txt:{line}: the published address {address} would vanish. {remedy}."

    def renamed(slug: str) -> str:
        return f"Add `aliases: [{slug}]` to the renamed paper, or bring the file back with `withdrawn: …`"

    assert project.fail().splitlines() == [
        vanishes("/listings/lost/", "Bring back what was there"),
        vanishes("/p/aaaab7/", "Bring back what was there"),
        vanishes("/papers/con-paper/", renamed("con-paper")),
        vanishes("/papers/whistling-vessels/", renamed("whistling-vessels")),
        NOT_PUBLISHED,
    ]
    assert project.files() == old


def test_hand_written_pages_need_a_title_and_all_are_named(fresh: Fresh) -> None:
    project = fresh()
    project.write("content/pages/notes/mine.md", "# A mere heading\n")
    project.write("content/pages/blank.md", '---\ntitle: "  "\n---\n')
    project.write("content/pages/number.md", "---\ndescription: x\ntitle: 12\n---\nText\n")
    wrong = "its front matter has no title. Begin the file with `---`, `title: The page's title`, `---`."
    assert project.fail().splitlines()[-4:] == [
        f"content/pages/blank.md: {wrong}",
        f"content/pages/notes/mine.md: {wrong}",
        f"content/pages/number.md: {wrong}",
        NOT_PUBLISHED,
    ]
    assert not project.site.exists()
    assert not output.building(project.site).exists()


def test_a_hand_written_title_is_text(fresh: Fresh) -> None:
    """Row 33."""
    project = fresh()
    project.write(
        "content/pages/mine.md",
        "---\ntitle: 'A </title><script>alert(1)</script> & more'\n"
        "description: '\"><script>alert(2)</script>'\n---\nx\n",
    )
    project.build()
    parsed = html(project, "mine/index.html")
    (title,) = parsed.css("head title")
    assert title.text() == "A </title><script>alert(1)</script> & more - Papershelf"
    (description,) = parsed.css("meta[name=description]")
    assert description.attributes["content"] == '"><script>alert(2)</script>'


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("tags/heat/index.md", "tags/heat/index.html"),
        ("tags/heat.md", "tags/heat/index.html"),
        ("p/aaaab7.md", "p/aaaab7/index.html"),
        ("data/papers.json", "data/papers.json"),
    ],
)
def test_a_hand_written_file_cannot_take_a_generated_ones_place(fresh: Fresh, name: str, published: str) -> None:
    project = fresh()
    project.write(f"content/pages/{name}", "---\ntitle: Mine\n---\nx\n")
    assert project.fail().splitlines()[-2:] == [
        f"content/pages/{name}: Papershelf writes a page of its own at /{published}. Rename this page.",
        NOT_PUBLISHED,
    ]


def test_other_hand_written_files_are_published_as_they_are(fresh: Fresh, built: Project) -> None:
    project = fresh()
    project.write("content/pages/notes/facts.csv", "a,b\n")
    project.write("content/pages/.hidden.md", "x")
    project.build()
    files = project.files()
    assert files.pop("notes/facts.csv") == b"a,b\n"
    assert files == built.files()


def test_strict_mode_publishes_nothing_after_a_warning(fresh: Fresh) -> None:
    project = fresh()
    project.write("content/pages/mine.md", "---\ntitle: Mine\n---\n[x](missing.md)\n")
    done = project.run("build", "--strict")
    assert done.returncode == 1
    assert "mkdocs.yml: the build gave warnings (1), and strict mode allows none." in done.stderr
    assert not project.site.exists()


def test_strict_mode_publishes_a_sound_list(fresh: Fresh, built: Project) -> None:
    project = fresh()
    done = project.run("build", "--strict")
    assert done.returncode == 0, done.stderr
    assert project.files() == built.files()
    again = project.mkdocs("build", "--strict", "--quiet")
    assert again.returncode == 0, again.stderr


def test_a_folder_without_a_project_is_named(tmp_path: Path) -> None:
    printed = Project(tmp_path).fail()
    assert printed == (
        f"{tmp_path}/mkdocs.yml: there is no such file. Name the project's folder: `papershelf --root DIR build`.\n"
    )


# -- counting -------------------------------------------------------------------------------------


def test_a_build_says_what_is_missing() -> None:
    papers = [
        paper("whole", tags=("sheep",), summary="Said.", abstract="Theirs."),
        paper("untagged", summary="Said."),
        paper("bare"),
        paper("gone", withdrawn="Empty."),
    ]
    assert describe(arrange(library(*papers, tags={"sheep": "animals"}))) == (
        "3 papers: 2 without tags, 1 without a summary, 2 without an abstract at hand (abstracts published: 1)"
    )


def test_a_build_prints_it(fresh: Fresh) -> None:
    assert fresh().build().splitlines()[-1] == (
        "12 papers: 1 without tags, 1 without a summary, 9 without an abstract at hand (abstracts published: 3)"
    )


def test_a_list_without_a_paper_is_a_site(tmp_path: Path) -> None:
    project = assemble(tmp_path / "list", None)
    assert project.build().splitlines()[-1].startswith("0 papers: ")
    assert (project.site / "index.html").is_file()


# -- killed builds --------------------------------------------------------------------------------


def test_leftovers_of_a_killed_build_are_cleaned_up(fresh: Fresh, built: Project) -> None:
    """Row 45: killed while building."""
    project = fresh()
    project.build()
    shutil.copytree(project.site, project.site.with_name(".site.former"))
    shutil.copytree(project.site, output.building(project.site))
    (output.building(project.site) / "half.html").write_text("<h1>Half", encoding="utf-8")
    project.build()
    assert project.files() == built.files()
    assert {path.name for path in project.root.iterdir()} == {"content", "mkdocs.yml", "site"}


def test_a_build_killed_between_its_two_renames_is_recovered_even_if_the_next_one_fails(
    fresh: Fresh, built: Project
) -> None:
    """Row 45: the old site stands aside, and the new one is not there yet."""
    project = fresh()
    project.build()
    project.site.rename(project.site.with_name(".site.former"))
    project.write("content/pages/note.md", "---\ntitle: A note\n---\n<script>alert(1)</script>\n")
    project.fail()
    assert project.files() == built.files()
    assert not project.site.with_name(".site.former").exists()


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8, 0.95])
def test_a_killed_build_leaves_the_old_site_or_the_new_one(fresh: Fresh, built: Project, share: float) -> None:
    """Row 45."""
    project = fresh()
    began = time.monotonic()
    project.build()
    whole = time.monotonic() - began
    old = project.files()
    project.replace("content/papers/con-paper.md", 'title: "Con"', 'title: "Pro"')
    process = subprocess.Popen(
        [sys.executable, "-m", "papershelf.cli", "--root", str(project.root), "build"],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(timeout=whole * share)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.wait()
    after = project.files() if project.site.exists() else tree(project.site.with_name(".site.former"))
    if after != old:
        assert b"Pro" in after["papers/con-paper/index.html"]
        assert after.keys() == old.keys()
    project.build()
    renewed = project.files()
    assert renewed.keys() == old.keys()
    assert renewed != old
    assert not output.building(project.site).exists()


def test_a_full_disk_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 43, for `export markdown`, which writes a plain tree."""
    folder = tmp_path / "out"
    output.write(folder, [Artifact(path="a/b.md", content="one")])
    before = tree(folder)

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(
        PapershelfError,
        match=r"it cannot be written \(the disk is full\)\. Free some space, and try again; the old one is as it was",
    ):
        output.write(folder, [Artifact(path="a/b.md", content="two")])
    assert tree(folder) == before
    assert not output.building(folder).exists()


# -- cards ----------------------------------------------------------------------------------------


def test_pages_have_cards_where_they_are_asked_for(fresh: Fresh) -> None:
    project = fresh()
    printed = project.build(PAPERSHELF_CARDS="build")
    with_cards = project.files()
    pictures = {path for path in with_cards if path.endswith("card.png")}
    expected = {page.picture for page in compose(arrange(content.load(project.root).library))}
    assert pictures == expected
    # A paper whose title cannot be set has the list's picture, which is drawn once.
    drawn = len({with_cards[path] for path in pictures})
    assert f"{len(pictures)} cards, {drawn} of them newly drawn" in printed
    assert f"{len(pictures)} cards, 0 of them newly drawn" in project.build(PAPERSHELF_CARDS="build")
    assert project.files() == with_cards
    done = project.mkdocs("build", "--quiet", PAPERSHELF_CARDS="always")
    assert done.returncode == 0, done.stderr
    assert project.files() == with_cards
    done = project.run("build", "--no-cards", PAPERSHELF_CARDS="build")
    assert done.returncode == 0, done.stderr
    assert not any(path.endswith("card.png") for path in project.files())


def test_a_card_that_cannot_be_set_is_named_with_its_paper(fresh: Fresh) -> None:
    printed = fresh().build(PAPERSHELF_CARDS="build")
    assert "content/papers/parrots-and-in-one-title.md: warning: its card is the list's, for it cannot set" in printed


def test_a_setting_that_is_unknown_is_refused(fresh: Fresh) -> None:
    done = fresh().run("build", PAPERSHELF_CARDS="sometimes")
    assert done.returncode == 1
    assert "PAPERSHELF_CARDS: 'sometimes' is not a known value" in done.stderr


# -- theme, defaults, and templates of one's own ----------------------------------------------------


def test_a_build_names_what_the_projects_own_templates_do(fresh: Fresh) -> None:
    project = fresh()
    project.replace("templates/theme/partials/footer.html", "Abstracts belong", "Teapots belong")
    project.replace("templates/parts/row.html.j2", "", "")
    project.write("templates/theme/partials/icons/kettel.html", "unused")
    project.write("templates/theme/assets/javascripts/mine.js", "export const kettle = 1;\n")
    project.write("templates/theme/assets/javascripts/lists.js", "export const kettle = 2;\n")
    printed = project.build()
    assert [line for line in printed.splitlines() if line.startswith("templates/")] == [
        "templates/parts/row.html.j2: warning: it is the same as Papershelf's, and will hide later changes of that. "
        "Remove it.",
        "templates/theme/assets/javascripts/lists.js: note: it overrides Papershelf's. "
        "After an upgrade, compare the two.",
        "templates/theme/assets/javascripts/mine.js: warning: it overrides nothing. "
        "Remove it, unless another file here uses it.",
        "templates/theme/partials/footer.html: note: it overrides Papershelf's. After an upgrade, compare the two.",
        "templates/theme/partials/icons/kettel.html: warning: it overrides nothing. "
        "Remove it, unless another file here uses it.",
    ]
    assert "Teapots belong to their authors." in (project.site / "tags/kettles/index.html").read_text(encoding="utf-8")
    assert (project.site / "assets/javascripts/lists.js").read_text(encoding="utf-8") == "export const kettle = 2;\n"


def test_hashes_of_ones_own_are_added_to_the_packages(fresh: Fresh) -> None:
    project = fresh()
    own = "sha256-" + "A" * 43 + "="
    project.write("templates/scripts.sha256", f"{own} # invented\n")
    project.build()
    page = (project.site / "index.html").read_text(encoding="utf-8")
    assert own in page
    assert "sha256-m7uc5" in page


def test_another_theme_is_refused_with_the_right_one(fresh: Fresh) -> None:
    project = fresh()
    project.replace("mkdocs.yml", "theme: papershelf", "theme: material")
    assert project.fail().splitlines()[0] == (
        "mkdocs.yml: theme: 'material' is not the theme of a list. "
        "Write `theme: papershelf`; your own files go into templates/theme/."
    )


def test_what_the_settings_add_comes_behind_what_every_list_has(fresh: Fresh) -> None:
    project = fresh()
    project.write("content/pages/mine.css", "h1 { color: teal }\n")
    project.write("content/pages/note.md", "---\ntitle: Note\n---\n\n# Note\n\nA kettle[^1].\n\n[^1]: Of tin.\n")
    added = "extra_css: [mine.css]\nmarkdown_extensions: [footnotes]\n"
    project.write("mkdocs.yml", (project.root / "mkdocs.yml").read_text(encoding="utf-8") + added)
    project.build()
    page = (project.site / "note/index.html").read_text(encoding="utf-8")
    sheets = re.findall(r'href="\.\./([^"]+\.css)"', page)
    assert sheets[-3:] == ["assets/stylesheets/papershelf.css", "assets/stylesheets/topics.css", "mine.css"]
    assert "Of tin." in page
    assert "footnote" in page


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"SITE_URL": "example.org"},
            "mkdocs.yml: site_url: 'example.org' is not an address of a site (from the environment, ",
        ),
        (
            {"REPO_URL": "https://ada:x@example.org/a"},
            "mkdocs.yml: repo_url: 'https://ada:x@example.org/a' names a user",
        ),
        (
            {"PAPERSHELF_CARDS": "alwys"},
            "PAPERSHELF_CARDS: 'alwys' is not a known value. Write one of build, always, never.",
        ),
    ],
)
def test_a_wrong_value_of_the_environment_is_named(fresh: Fresh, settings: dict[str, str], message: str) -> None:
    assert fresh().fail(**settings).splitlines()[0].startswith(message)


def test_a_folder_of_pages_that_is_named_must_be_there(fresh: Fresh) -> None:
    project = fresh()
    project.write("mkdocs.yml", "site_name: A\ntheme: papershelf\nplugins: [papershelf]\ndocs_dir: pagse\n")
    assert (
        "mkdocs.yml:4: docs_dir: there is no folder 'pagse'. Remove it; pages are in content/pages/." in project.fail()
    )
