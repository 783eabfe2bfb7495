"""Real builds that publish nothing, and what they leave as it was."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from building import NOT_PUBLISHED, Fresh, html
from fabricate import Project, tree

from papershelf.publish import output

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
